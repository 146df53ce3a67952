// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/odspeople.h"

#include "core/net/chain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace syncline::people
{
  namespace
  {
    //! What changes by itself while somebody uses the account.
    const QStringList &volatileFields()
    {
      static const QStringList sFields = { QStringLiteral( "last_seen_at" ),
                                           QStringLiteral( "last_login_at" ) };
      return sFields;
    }

    QString asText( const QJsonValue &value )
    {
      if ( value.isString() )
        return value.toString();
      const QByteArray json = QJsonDocument( QJsonArray{ value } ).toJson( QJsonDocument::Compact );
      return QString::fromUtf8( json.mid( 1, json.size() - 2 ) );
    }

    //! Fields of \a touched that differ between what was read and what is there now: name → both values.
    QHash<QString, QStringList> changedMeanwhile( const QJsonObject &touched, const QJsonObject &before,
                                                  const QJsonObject &now )
    {
      QHash<QString, QStringList> changed;
      const QStringList keys = touched.keys();
      for ( const QString &key : keys )
      {
        if ( !volatileFields().contains( key ) && before.value( key ) != now.value( key ) )
          changed.insert( key, { asText( before.value( key ) ), asText( now.value( key ) ) } );
      }
      return changed;
    }

    bool isInGroup( const ods::User &user, const QString &uid )
    {
      for ( const ods::GroupRef &one : user.groups )
        if ( one.uid == uid )
          return true;
      return uid.isEmpty();
    }

    RowOutcome outcomeOfItem( const Result<ods::User> &item )
    {
      if ( !item )
        return outcomeOf( item.error() );
      RowOutcome outcome;
      outcome.result = RowResult::Done;
      outcome.userName = item->userName;
      outcome.then = item->permissions.join( QLatin1Char( ';' ) );
      return outcome;
    }
  } // namespace

  OdsPeople::OdsPeople( ods::Client &client )
    : mClient( client )
  {
  }

  Call<OdsPresent> OdsPeople::read( const QList<PersonEntry> &entries )
  {
    mPresent = {};
    QSet<QString> wanted;
    for ( const PersonEntry &entry : entries )
    {
      if ( isEmailAddress( entry.email ) )
        wanted.insert( entry.email.toLower() );
    }
    const QStringList names( wanted.begin(), wanted.end() );
    Call<bool> reading = names.size() <= SEARCHES_AT_MOST ? searchNext( names, 0 ) : readPage( 0, wanted );
    return reading.mapped( whileThere( this,
                                       [this]( const Result<bool> &read ) -> Result<OdsPresent>
                                       {
                                         SYNCLINE_CHECK( read );
                                         return mPresent;
                                       } ) );
  }

  Call<bool> OdsPeople::searchNext( const QStringList &names, int index )
  {
    if ( index >= names.size() )
      return Call<bool>::resolved( true );
    ods::UserQuery query;
    query.search = names.at( index );
    return chained( mClient.call( ods::users( query ) ), this,
                    [this, names, index]( const Result<ods::Page<ods::User>> &page ) -> Call<bool>
                    {
                      if ( !page )
                        return Call<bool>::resolved( tl::unexpected<Error>( page.error() ) );
                      for ( const ods::User &user : page->results )
                        mPresent.add( user );
                      return searchNext( names, index + 1 );
                    } );
  }

  Call<bool> OdsPeople::readPage( qint64 offset, const QSet<QString> &wanted )
  {
    ods::UserQuery query;
    query.limit = ods::MAX_PAGE;
    query.offset = offset;
    return chained( mClient.call( ods::users( query ) ), this,
                    [this, offset, wanted]( const Result<ods::Page<ods::User>> &page ) -> Call<bool>
                    {
                      if ( !page )
                        return Call<bool>::resolved( tl::unexpected<Error>( page.error() ) );
                      for ( const ods::User &user : page->results )
                      {
                        if ( wanted.contains( user.email.toLower() ) )
                          mPresent.add( user );
                      }
                      const bool isLast = !page->next || *page->next <= offset || page->results.isEmpty();
                      return isLast ? Call<bool>::resolved( true ) : readPage( *page->next, wanted );
                    } );
  }

  Call<QList<RowOutcome>> OdsPeople::perform( const QList<PlannedRow> &rows, const Intent & )
  {
    QList<QJsonObject> items;
    for ( const PlannedRow &row : rows )
      items.append( row.fields );
    const bool isProvision = rows.first().action == RowAction::Provision;
    const int count = int( rows.size() );
    return mClient.call( isProvision ? ods::provision( items ) : ods::invite( items ) )
      .mapped( whileThere(
        this,
        [this, count]( const Result<ods::BatchAnswer> &answer ) -> Result<QList<RowOutcome>>
        {
          QList<RowOutcome> outcomes;
          for ( int i = 0; i < count; ++i )
            outcomes.append( answer ? outcomeOfItem( answer->items.at( i ) ) : outcomeOf( answer.error() ) );
          if ( answer )
            mUnknownKeys += answer->unknownKeys;
          return outcomes;
        } ) );
  }

  Call<BulkPlan> OdsPeople::planAgain( const QList<PersonEntry> &entries, const Intent &intent )
  {
    return read( entries ).mapped(
      [entries, intent]( const Result<OdsPresent> &present ) -> Result<BulkPlan>
      {
        SYNCLINE_CHECK( present );
        return planOds( entries, *present, intent );
      } );
  }

  Call<ods::User> OdsPeople::change( const ods::User &base, const QJsonObject &changes )
  {
    return chained( mClient.call( ods::user( base.userName ) ), this,
                    [this, base, changes]( const Result<ods::User> &now ) -> Call<ods::User>
                    {
                      if ( !now )
                        return Call<ods::User>::resolved( now );
                      const auto changed = changedMeanwhile( changes, base.fields, now->fields );
                      if ( !changed.isEmpty() )
                        return Call<ods::User>::resolved( fail(
                          ErrorKind::VersionConflict, QStringLiteral( "changed by somebody else meanwhile" ),
                          ServerDetail{ 0, QStringLiteral( "ChangedMeanwhile" ), {}, changed, -1 } ) );
                      QJsonObject whole = now->fields;
                      for ( auto it = changes.begin(); it != changes.end(); ++it )
                        whole.insert( it.key(), it.value() );
                      return mClient.call( ods::replaceUser( base.userName, whole ) );
                    } );
  }

  Call<ods::User> OdsPeople::replace( const ods::User &base, const QJsonObject &whole )
  {
    return chained( mClient.call( ods::user( base.userName ) ), this,
                    [this, base, whole]( const Result<ods::User> &now ) -> Call<ods::User>
                    {
                      if ( !now )
                        return Call<ods::User>::resolved( now );
                      const auto changed = changedMeanwhile( now->fields, base.fields, now->fields );
                      if ( !changed.isEmpty() )
                        return Call<ods::User>::resolved( fail(
                          ErrorKind::VersionConflict, QStringLiteral( "changed by somebody else meanwhile" ),
                          ServerDetail{ 0, QStringLiteral( "ChangedMeanwhile" ), {}, changed, -1 } ) );
                      QJsonObject sent = whole;
                      for ( auto it = now->fields.begin(); it != now->fields.end(); ++it )
                      {
                        if ( !sent.contains( it.key() ) && !ods::userField( it.key() ) )
                          sent.insert( it.key(), it.value() );
                      }
                      return mClient.call( ods::replaceUser( base.userName, sent ) );
                    } );
  }

  Call<bool> OdsPeople::remove( const QString &userName )
  {
    return chained(
      mClient.call( ods::deleteUser( userName ) ), this,
      [this, userName]( const Result<bool> &removed ) -> Call<bool>
      {
        if ( removed || ( removed.error().kind != ErrorKind::ServerRejected &&
                          removed.error().kind != ErrorKind::AlreadyExists ) )
          return Call<bool>::resolved( removed );
        // The API says so in a sentence only; who still may edit the domain tells it for sure.
        ods::UserQuery administrators;
        administrators.allPermissions = QStringList{ QStringLiteral( "edit_domain" ) };
        administrators.limit = 2;
        const Error refused = removed.error();
        return mClient.call( ods::users( administrators ) )
          .mapped(
            [refused, userName]( const Result<ods::Page<ods::User>> &page ) -> Result<bool>
            {
              const bool isOnly =
                page && page->results.size() == 1 && page->results.first().userName == userName;
              if ( !isOnly )
                return tl::unexpected<Error>( refused );
              Error last = refused;
              last.kind = ErrorKind::ServerRejected;
              last.payload = ServerDetail{ 0, QStringLiteral( "LastAdministrator" ), refused.detail, {}, -1 };
              return tl::unexpected<Error>( last );
            } );
      } );
  }

  Call<QList<PersonEntry>> OdsPeople::entriesOf( const QString &groupUid )
  {
    return entriesPage( 0, groupUid, {} );
  }

  //! The API does not filter by group.
  Call<QList<PersonEntry>> OdsPeople::entriesPage( qint64 offset, const QString &groupUid,
                                                   const QList<PersonEntry> &before )
  {
    using Entries = Call<QList<PersonEntry>>;
    ods::UserQuery query;
    query.limit = ods::MAX_PAGE;
    query.offset = offset;
    query.sort = QStringList{ QStringLiteral( "username" ) };
    return chained( mClient.call( ods::users( query ) ), this,
                    [this, offset, groupUid, before]( const Result<ods::Page<ods::User>> &page ) -> Entries
                    {
                      if ( !page )
                        return Entries::resolved( tl::unexpected<Error>( page.error() ) );
                      QList<PersonEntry> entries = before;
                      for ( const ods::User &user : page->results )
                      {
                        if ( !isInGroup( user, groupUid ) )
                          continue;
                        PersonEntry entry;
                        entry.line = int( entries.size() ) + 1;
                        entry.email = user.email;
                        entry.userName = user.email.isEmpty() ? user.userName : QString();
                        entries.append( entry );
                      }
                      const bool isLast = !page->next || *page->next <= offset || page->results.isEmpty();
                      return isLast ? Entries::resolved( entries )
                                    : entriesPage( *page->next, groupUid, entries );
                    } );
  }

  Call<qint64> OdsPeople::exportJson( const BodySink &sink )
  {
    const Result<void> opened = sink( "[" );
    if ( !opened )
      return Call<qint64>::resolved( tl::unexpected<Error>( opened.error() ) );
    return exportPage( 0, 0, sink );
  }

  Call<qint64> OdsPeople::exportPage( qint64 offset, qint64 count, const BodySink &sink )
  {
    ods::UserQuery query;
    query.limit = ods::MAX_PAGE;
    query.offset = offset;
    query.sort = QStringList{ QStringLiteral( "username" ) }; // an order that stays while pages are read
    return chained( mClient.call( ods::users( query ) ), this,
                    [this, offset, count, sink]( const Result<ods::Page<ods::User>> &page ) -> Call<qint64>
                    {
                      if ( !page )
                        return Call<qint64>::resolved( tl::unexpected<Error>( page.error() ) );
                      qint64 written = count;
                      QByteArray bytes;
                      for ( const ods::User &user : page->results )
                      {
                        bytes += written++ == 0 ? "\n" : ",\n";
                        bytes += QJsonDocument( user.fields ).toJson( QJsonDocument::Compact );
                      }
                      const bool isLast = !page->next || *page->next <= offset || page->results.isEmpty();
                      if ( isLast )
                        bytes += "\n]\n";
                      const Result<void> taken = sink( bytes );
                      if ( !taken )
                        return Call<qint64>::resolved( tl::unexpected<Error>( taken.error() ) );
                      return isLast ? Call<qint64>::resolved( written )
                                    : exportPage( *page->next, written, sink );
                    } );
  }
} // namespace syncline::people
