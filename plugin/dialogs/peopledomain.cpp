// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledomain.h"

#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peoplewords.h"

#include <QSettings>

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr int SEARCH_PAUSE_MS = 300;
    constexpr int GROUPS_AT_MOST = 500; // in a list to choose from
    constexpr QLatin1String DOMAINS_KEY( "syncline/ods/domains" );
  } // namespace

  QString domainKeyName( const QUrl &root ) { return QStringLiteral( "opendatasoft " ) + root.toString(); }

  QList<DomainSettings> knownDomains()
  {
    QList<DomainSettings> domains;
    const QVariantList kept = QSettings().value( DOMAINS_KEY ).toList();
    for ( const QVariant &one : kept )
    {
      const QVariantMap map = one.toMap();
      DomainSettings domain;
      domain.root = QUrl( map.value( QStringLiteral( "root" ) ).toString() );
      domain.keyPlace = map.value( QStringLiteral( "keyIn" ) ).toString() == QLatin1String( "query" )
                          ? ods::KeyPlace::Query
                          : ods::KeyPlace::Header;
      domain.keyPrefix = map.value( QStringLiteral( "prefix" ), domain.keyPrefix ).toString();
      const QString keep = map.value( QStringLiteral( "keep" ) ).toString();
      for ( const KeepPlace place : { KeepPlace::QgisDatabase, KeepPlace::UntilQgisCloses } )
        if ( keep == Account::nameOf( place ) )
          domain.keep = place;
      if ( domain.root.isValid() && !domain.root.isEmpty() )
        domains.append( domain );
    }
    return domains;
  }

  void rememberDomain( const DomainSettings &domain )
  {
    QVariantList kept{ QVariantMap{ { QStringLiteral( "root" ), domain.root.toString() },
                                    { QStringLiteral( "keyIn" ), domain.keyPlace == ods::KeyPlace::Query
                                                                   ? QStringLiteral( "query" )
                                                                   : QStringLiteral( "header" ) },
                                    { QStringLiteral( "prefix" ), domain.keyPrefix },
                                    { QStringLiteral( "keep" ), Account::nameOf( domain.keep ) } } };
    const QVariantList before = QSettings().value( DOMAINS_KEY ).toList();
    for ( const QVariant &one : before )
      if ( one.toMap().value( QStringLiteral( "root" ) ).toString() != domain.root.toString() )
        kept.append( one );
    QSettings().setValue( DOMAINS_KEY, kept );
  }

  DomainLink::DomainLink( std::unique_ptr<Transport> transport, Clock &clock, const ods::Access &access )
    : wire( std::move( transport ) )
    , retried( *wire, clock )
    , client( retried, access )
    , directory( client )
  {
  }

  PeopleDomainPresenter::PeopleDomainPresenter( const PeopleParts &parts, QObject *parent )
    : QObject( parent )
    , mParts( parts )
    , mModel( PeopleDirectory::Kind::Domain )
    , mDomains( knownDomains() )
  {
    mModel.setSortsItself( false );
    mQuery.sort = QStringList{ QStringLiteral( "username" ) };
    mTypingPause.setSingleShot( true );
    mTypingPause.setInterval( SEARCH_PAUSE_MS );
    connect( &mTypingPause, &QTimer::timeout, this, &PeopleDomainPresenter::reload );
    connect( &mModel, &PeopleModel::moreWanted, this, &PeopleDomainPresenter::loadPage );
  }

  PeopleDomainPresenter::~PeopleDomainPresenter() = default;

  std::shared_ptr<PeopleDirectory> PeopleDomainPresenter::directory() const
  {
    return mLink ? std::shared_ptr<PeopleDirectory>( mLink, &mLink->directory ) : nullptr;
  }

  void PeopleDomainPresenter::start()
  {
    if ( !mLink && !mDomains.isEmpty() )
      choose( 0 );
  }

  void PeopleDomainPresenter::choose( int index )
  {
    if ( index < 0 || index >= mDomains.size() )
      return;
    const DomainSettings domain = mDomains.at( index );
    mDomain = domain;
    CredentialStore *store =
      domain.keep == KeepPlace::UntilQgisCloses ? nullptr : mParts.account.parts().storeFor( domain.keep );
    if ( !store )
    {
      Q_EMIT keyWanted( domain );
      return;
    }
    mListReceiver = std::make_unique<QObject>();
    Q_EMIT loading();
    store->load( domainKeyName( domain.root ) )
      .then( mListReceiver.get(),
             [this, domain]( const Result<Credentials> &kept )
             {
               if ( kept && !kept->token.isEmpty() )
                 link( domain, kept->token );
               else
                 Q_EMIT keyWanted( domain );
             } );
  }

  void PeopleDomainPresenter::open( const DomainSettings &domain, const QByteArray &key )
  {
    rememberDomain( domain );
    mDomains = knownDomains();
    Q_EMIT domainsChanged();
    CredentialStore *store =
      domain.keep == KeepPlace::UntilQgisCloses ? nullptr : mParts.account.parts().storeFor( domain.keep );
    if ( store )
      store->save( domainKeyName( domain.root ), Credentials{ QString(), QString(), key } )
        .then( this,
               [this]( const Result<bool> &saved )
               {
                 if ( !saved )
                   Q_EMIT notKept(
                     tr( "The key holds until QGIS closes; the system keyring did not take it." ) );
               } );
    link( domain, key );
  }

  void PeopleDomainPresenter::link( const DomainSettings &domain, const QByteArray &key )
  {
    ods::Access access;
    access.root = domain.root;
    access.key = key;
    access.keyPlace = domain.keyPlace;
    access.keyPrefix = domain.keyPrefix.toLatin1();
    mDomain = domain;
    mListReceiver.reset();
    mUserReceiver.reset();
    mGroups.clear();
    mModel.setPeople( {} );
    mLink = std::make_shared<DomainLink>( mParts.account.parts().makeTransport( domain.root ), mParts.clock,
                                          access );
    loadGroups();
    reload();
  }

  void PeopleDomainPresenter::loadGroups()
  {
    mLink->client.call( ods::groups( GROUPS_AT_MOST, 0 ) )
      .then( this,
             [this]( const Result<ods::Page<ods::Group>> &page )
             {
               if ( !page || !mLink )
                 return; // the list of users tells what is the matter with the key
               mGroups = page->results;
               for ( const ods::Group &group : std::as_const( mGroups ) )
                 mLink->directory.setGroupTitle( group.uid, group.title );
               Q_EMIT groupsLoaded();
             } );
  }

  void PeopleDomainPresenter::reload()
  {
    if ( !mLink )
      return;
    mTypingPause.stop();
    mListReceiver = std::make_unique<QObject>();
    mQuery.offset = 0;
    mTotal.reset();
    mModel.setHasMore( false );
    Q_EMIT loading();
    loadPage();
  }

  void PeopleDomainPresenter::loadPage()
  {
    const bool isFirst = mQuery.offset == 0;
    mLink->directory.list( mQuery ).then( mListReceiver.get(),
                                          [this, isFirst]( const Result<PeopleList> &page )
                                          {
                                            if ( !page )
                                              return say( page.error(), {}, tr( "list users" ) );
                                            mTotal = page->total;
                                            if ( isFirst )
                                              mModel.setPeople( page->people );
                                            else
                                              mModel.appendPeople( page->people );
                                            if ( page->next )
                                              mQuery.offset = *page->next;
                                            mModel.setHasMore( page->next.has_value() );
                                            Q_EMIT loaded();
                                          } );
  }

  void PeopleDomainPresenter::setSearch( const QString &text )
  {
    mQuery.search = text.trimmed();
    mTypingPause.start();
  }

  void PeopleDomainPresenter::setRight( const QString &right, bool throughGroups )
  {
    mQuery.rights = right.isEmpty() ? QStringList() : QStringList{ right };
    mQuery.rightsThroughGroups = throughGroups;
    reload();
  }

  static QString sortName( PeopleModel::Column column )
  {
    switch ( column )
    {
      case PeopleModel::Column::Name:
        return QStringLiteral( "username" );
      case PeopleModel::Column::FullName:
        return QStringLiteral( "last_name" );
      case PeopleModel::Column::LastSeen:
        return QStringLiteral( "last_seen_at" );
      case PeopleModel::Column::Email:
      case PeopleModel::Column::WorkspaceRole:
      case PeopleModel::Column::ProjectRole:
      case PeopleModel::Column::Projects:
      case PeopleModel::Column::LastChange:
      case PeopleModel::Column::ReviewBy:
      case PeopleModel::Column::Access:
      case PeopleModel::Column::Groups:
      case PeopleModel::Column::Rights:
      case PeopleModel::Column::Active:
        break;
    }
    return QString(); // the server does not sort by these
  }

  void PeopleDomainPresenter::setSort( PeopleModel::Column column, bool isFurther )
  {
    const QString name = sortName( column );
    if ( name.isEmpty() )
      return;
    QStringList keys = isFurther ? mQuery.sort : QStringList();
    keys.removeAll( name );
    keys.append( name );
    if ( keys == mQuery.sort )
      return;
    mQuery.sort = keys;
    reload();
  }

  Call<QList<PersonEntry>> PeopleDomainPresenter::entriesOfGroup( const QString &uid )
  {
    if ( !mLink )
      return Call<QList<PersonEntry>>::resolved(
        fail( ErrorKind::Canceled, QStringLiteral( "no domain is open" ) ) );
    return mLink->directory.people().entriesOf( uid );
  }

  // --- one user

  void PeopleDomainPresenter::askUser( const QString &userName )
  {
    mUserReceiver = std::make_unique<QObject>();
    if ( !mLink )
      return;
    mLink->client.call( ods::user( userName, ods::Groups::Expanded ) )
      .then( mUserReceiver.get(),
             [this, userName]( const Result<ods::User> &user )
             {
               if ( user )
                 Q_EMIT userArrived( *user );
               else
                 say( user.error(), userName, tr( "see this user" ) );
             } );
  }

  void PeopleDomainPresenter::save( const ods::User &base, const QJsonObject &changes )
  {
    if ( !mLink || changes.isEmpty() )
      return;
    mLink->directory.people()
      .change( base, changes )
      .then( this,
             [this, base]( const Result<ods::User> &user )
             {
               if ( !user )
               {
                 say( user.error(), base.userName, tr( "change users" ) );
                 if ( user.error().kind == ErrorKind::VersionConflict )
                   askAfterConflict( base.userName );
                 return;
               }
               mModel.setPerson( mLink->directory.personOf( *user ) );
               Q_EMIT saved( tr( "%1 is saved." ).arg( base.userName ) );
               askUser( user->userName );
             } );
  }

  void PeopleDomainPresenter::askAfterConflict( const QString &userName )
  {
    mUserReceiver = std::make_unique<QObject>();
    mLink->client.call( ods::user( userName, ods::Groups::Expanded ) )
      .then( mUserReceiver.get(),
             [this, userName]( const Result<ods::User> &user )
             {
               if ( user )
                 Q_EMIT conflicted( *user );
             } );
  }

  void PeopleDomainPresenter::remove( const QString &userName )
  {
    if ( !mLink )
      return;
    mLink->directory.people()
      .remove( userName )
      .then( this,
             [this, userName]( const Result<bool> &removed )
             {
               if ( !removed && removed.error().kind != ErrorKind::NotFound )
                 return say( removed.error(), userName, tr( "delete users" ) );
               mModel.removePerson( userName );
               Q_EMIT saved( tr( "%1 is deleted from %2." ).arg( userName, mDomain.host() ) );
             } );
  }

  void PeopleDomainPresenter::exportTo( const QString &path, const PeopleExport &how )
  {
    auto file = std::make_shared<PeopleFileSink>( path );
    const Result<void> opened = file->open();
    if ( !mLink || !opened )
    {
      Q_EMIT notKept( tr( "“%1” cannot be written." ).arg( path ) );
      return;
    }
    const BodySink sink = [file]( const QByteArray &bytes ) { return file->write( bytes ); };
    Call<qint64> call = how.isJson
                          ? mLink->directory.people().exportJson( sink )
                          : mLink->client.call( ods::exportUsers( { how.delimiter, how.subdomains }, sink ) );
    call.then( this,
               [this, file, path]( const Result<qint64> &written )
               {
                 if ( !written )
                   return say( written.error(), {}, tr( "export users" ) );
                 if ( file->finish() )
                   Q_EMIT saved( tr( "Saved as “%1”." ).arg( path ) );
                 else
                   Q_EMIT notKept( tr( "“%1” cannot be written." ).arg( path ) );
               } );
  }

  void PeopleDomainPresenter::say( const Error &error, const QString &who, const QString &what )
  {
    if ( error.kind != ErrorKind::Canceled )
      Q_EMIT troubled( words::describeDomain( error, mDomain.host(), who, what ) );
  }
} // namespace syncline
