// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/odspeople.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace syncline::people
{
  namespace
  {
    QJsonArray uidArray( const QStringList &uids )
    {
      QJsonArray array;
      for ( const QString &uid : uids )
        array.append( QJsonObject{ { QStringLiteral( "uid" ), uid } } );
      return array;
    }

    QStringList united( QStringList a, const QStringList &b )
    {
      a += b;
      a.removeDuplicates();
      return a;
    }

    QJsonObject itemOf( const PersonEntry &entry, const Intent &intent )
    {
      QJsonObject item{ { QStringLiteral( "email" ), entry.email } };
      const auto put = [&item]( const char *key, const QString &text )
      {
        if ( !text.isEmpty() )
          item.insert( QLatin1String( key ), text );
      };
      put( "username", entry.userName );
      put( "first_name", entry.firstName );
      put( "last_name", entry.lastName );
      const QStringList permissions = united( entry.permissions, intent.permissions );
      const QStringList groups = united( entry.groups, intent.groups );
      if ( !permissions.isEmpty() )
        item.insert( QStringLiteral( "permissions" ), QJsonArray::fromStringList( permissions ) );
      if ( !groups.isEmpty() )
        item.insert( QStringLiteral( "groups" ), uidArray( groups ) );
      if ( intent.unknown != UnknownPeople::Provision )
        return item;
      item.insert( QStringLiteral( "identity_provider" ),
                   QJsonObject{ { QStringLiteral( "uid" ), intent.identityProvider } } );
      if ( !intent.identityAttributes.isEmpty() )
        item.insert( QStringLiteral( "identity_provider_attributes" ), intent.identityAttributes );
      return item;
    }

    RowTrouble troubleOf( const PersonEntry &entry, const Intent &intent )
    {
      if ( !entry.trouble.isEmpty() )
        return RowTrouble::Line;
      if ( entry.name().isEmpty() )
        return RowTrouble::NobodyNamed;
      if ( !isEmailAddress( entry.email ) )
        return RowTrouble::BadAddress;
      for ( const QString &permission : united( entry.permissions, intent.permissions ) )
      {
        if ( !ods::knownPermissions().contains( permission ) )
          return RowTrouble::UnknownRight;
      }
      return RowTrouble::None;
    }
  } // namespace

  void OdsPresent::add( const ods::User &user )
  {
    if ( !user.email.isEmpty() )
      nameOf.insert( user.email.toLower(), user.userName );
    nameOf.insert( user.userName.toLower(), user.userName );
  }

  BulkPlan planOds( const QList<PersonEntry> &entries, const OdsPresent &present, const Intent &intent )
  {
    BulkPlan plan;
    plan.intent = intent;
    QHash<QString, int> seen; // address → line
    for ( const PersonEntry &entry : entries )
    {
      PlannedRow row;
      row.entry = entry;
      row.email = entry.email;
      row.trouble = troubleOf( entry, intent );
      const QString key = entry.email.toLower();
      if ( row.trouble == RowTrouble::None && seen.contains( key ) )
      {
        row.trouble = RowTrouble::Duplicate;
        row.firstLine = seen.value( key );
      }
      if ( row.trouble == RowTrouble::None )
      {
        seen.insert( key, entry.line );
        row.userName = present.nameOf.value( key );
        row.now = row.userName;
        row.action = !row.userName.isEmpty()                      ? RowAction::Same
                     : intent.unknown == UnknownPeople::Provision ? RowAction::Provision
                                                                  : RowAction::Invite;
        row.fields = itemOf( entry, intent );
        row.then = united( entry.permissions, intent.permissions ).join( QLatin1Char( ';' ) );
      }
      plan.rows.append( row );
    }
    return plan;
  }

  Result<QJsonValue> odsValue( const QString &key, const QString &text, const QStringList &held )
  {
    const ods::Field *field = ods::userField( key );
    if ( !field )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "a user has no field \"%1\"" ).arg( key.left( 40 ) ) );
    if ( field->isReadOnly )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "the field \"%1\" is read-only" ).arg( key ) );
    static const QRegularExpression sBetween( QStringLiteral( "[,;]" ) );
    const QStringList items = text.split( sBetween, Qt::SkipEmptyParts );
    switch ( field->kind )
    {
      case ods::FieldKind::Text:
        return QJsonValue( text );
      case ods::FieldKind::TextList:
        for ( const QString &item : items )
        {
          if ( !ods::knownPermissions().contains( item ) && !held.contains( item ) )
            return fail( ErrorKind::InvalidInput,
                         QStringLiteral( "there is no permission \"%1\"" ).arg( item.left( 60 ) ) );
        }
        return QJsonValue( QJsonArray::fromStringList( items ) );
      case ods::FieldKind::UidList:
        return QJsonValue( uidArray( items ) );
      case ods::FieldKind::Object:
      {
        const QJsonDocument document = QJsonDocument::fromJson( text.toUtf8() );
        if ( !document.isObject() )
          return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1\" wants a JSON object" ).arg( key ) );
        return QJsonValue( document.object() );
      }
      case ods::FieldKind::Flag:
      case ods::FieldKind::Time:
        break;
    }
    return fail( ErrorKind::InvalidInput, QStringLiteral( "the field \"%1\" cannot be set" ).arg( key ) );
  }
} // namespace syncline::people
