// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QJsonDocument>

#include <algorithm>

// What the calls about groups do. One lock is held by who calls.
namespace syncline
{
  using namespace fake;

  namespace
  {
    QStringList uidsOf( const QJsonObject &user )
    {
      QStringList uids;
      for ( const QJsonValue &group : user["groups"_l1].toArray() )
        uids.append( group.toObject()["uid"_l1].toString() );
      return uids;
    }

    QString uidFrom( const QString &title )
    {
      QString uid;
      for ( const QChar c : title.toLower() )
        uid.append( c.isLetterOrNumber() ? c : QLatin1Char( '_' ) );
      return uid;
    }
  } // namespace

  QJsonObject FakeOpendatasoft::shownGroup( const QString &uid ) const
  {
    QJsonObject said = mGroups.value( uid );
    said["user_count"_l1] =
      int( std::count_if( mUsers.begin(), mUsers.end(),
                          [&uid]( const QJsonObject &user ) { return uidsOf( user ).contains( uid ); } ) );
    return said;
  }

  FakeResponse FakeOpendatasoft::listGroups( const FakeRequest &request ) const
  {
    const QMap<QString, QStringList> query = odsParameters( request );
    static const QStringList sSortable =
      QStringLiteral(
        "created_at updated_at created_by__username updated_by__username user_count group__title" )
        .split( QLatin1Char( ' ' ) );
    const QStringList wanted = query.value( QStringLiteral( "permissions" ) );
    for ( const QString &permission : wanted )
      if ( !odsPermissions().contains( permission ) )
        return odsError( 422, QStringLiteral( "invalid_parameter" ), QStringLiteral( "No such permission" ) );
    for ( const QString &key : query.value( QStringLiteral( "sort" ) ) )
      if ( !sSortable.contains( key ) )
        return odsError( 422, QStringLiteral( "invalid_parameter" ), QStringLiteral( "No such sort key" ) );
    const QString search = query.value( QStringLiteral( "search" ) ).value( 0 );
    QList<QJsonObject> found;
    for ( const QString &uid : mGroups.keys() )
    {
      const QJsonObject group = shownGroup( uid );
      bool fits = search.isEmpty();
      for ( const char *key : { "uid", "title", "description" } )
        fits = fits || group[QLatin1String( key )].toString().contains( search, Qt::CaseInsensitive );
      for ( const QString &permission : wanted )
        fits = fits && group["permissions"_l1].toArray().contains( permission );
      if ( fits )
        found.append( group );
    }
    return page( found, request );
  }

  FakeResponse FakeOpendatasoft::saveGroup( const QString &uid, const FakeRequest &request )
  {
    const QJsonDocument document = QJsonDocument::fromJson( request.body );
    const QJsonObject given = document.object();
    QJsonObject wrong;
    if ( !document.isObject() || given["title"_l1].toString().isEmpty() )
      wrong["title"_l1] = QJsonArray{ "This field is required"_l1 };
    const QJsonArray permissions = given["permissions"_l1].toArray();
    const bool isEveryOneKnown =
      std::all_of( permissions.begin(), permissions.end(),
                   []( const QJsonValue &one ) { return odsPermissions().contains( one.toString() ); } );
    if ( given.contains( "permissions"_l1 ) && ( !given["permissions"_l1].isArray() || !isEveryOneKnown ) )
      wrong["permissions"_l1] = QJsonArray{ "Not a list of permissions"_l1 };
    if ( given.contains( "description"_l1 ) && !given["description"_l1].isString() )
      wrong["description"_l1] = QJsonArray{ "Not a string"_l1 };
    for ( const char *object : { "explore_limits", "management_limits" } )
      if ( given.contains( QLatin1String( object ) ) && !given[QLatin1String( object )].isObject() )
        wrong[QLatin1String( object )] = QJsonArray{ "Not an object"_l1 };
    QString target = uid;
    if ( uid.isEmpty() )
      target = uidFrom( given["title"_l1].toString() );
    if ( uid.isEmpty() && mGroups.contains( target ) )
      wrong["title"_l1] = QJsonArray{ "There is a group of that title"_l1 };
    if ( !wrong.isEmpty() )
      return odsInvalid( wrong );
    if ( !mGroups.contains( target ) )
      storeGroup( target, QString(), {} );
    QJsonObject &group = mGroups[target];
    for ( const char *key : { "title", "description", "permissions", "explore_limits", "management_limits" } )
      if ( given.contains( QLatin1String( key ) ) )
        group[QLatin1String( key )] = given[QLatin1String( key )];
    return json( shownGroup( target ), uid.isEmpty() ? 201 : 200 );
  }

  FakeResponse FakeOpendatasoft::usersOfGroup( const QString &uid, const FakeRequest &request ) const
  {
    QList<QJsonObject> found;
    for ( const QJsonObject &user : mUsers )
      if ( uidsOf( user ).contains( uid ) )
        found.append( shown( user, false ) );
    return page( found, request );
  }

  QJsonObject FakeOpendatasoft::addOneToGroup( const QString &uid, const QJsonValue &who )
  {
    const int index = indexOf( who.toObject()["username"_l1].toString() );
    if ( index < 0 )
      return { { "status_code"_l1, "error"_l1 },
               { "error"_l1,
                 QJsonObject{ { "error_code"_l1, "not_found"_l1 }, { "message"_l1, "No such user"_l1 } } } };
    QJsonArray groups = mUsers.at( index )["groups"_l1].toArray();
    if ( !uidsOf( mUsers.at( index ) ).contains( uid ) )
      groups.append( QJsonObject{ { "uid"_l1, uid } } );
    mUsers[index]["groups"_l1] = groups;
    return { { "status_code"_l1, "success"_l1 }, { "data"_l1, shown( mUsers.at( index ), false ) } };
  }

  FakeResponse FakeOpendatasoft::addToGroup( const QString &uid, const FakeRequest &request, bool isBatch )
  {
    const QJsonDocument body = QJsonDocument::fromJson( request.body );
    if ( isBatch ? !body.isArray() : !body.isObject() )
      return odsInvalid( { { "non_field_errors"_l1, QJsonArray{ "Not what is needed here"_l1 } } } );
    if ( !isBatch )
    {
      const QJsonObject added = addOneToGroup( uid, body.object() );
      if ( added["status_code"_l1].toString() == "success"_l1 )
        return json( added["data"_l1], 201 );
      return odsInvalid( { { "username"_l1, QJsonArray{ "No such user"_l1 } } } );
    }
    QJsonObject outcomes;
    const QJsonArray items = body.array();
    for ( int i = 0; i < items.size(); ++i )
      outcomes[QString::number( i )] = addOneToGroup( uid, items.at( i ) );
    return json( outcomes );
  }
} // namespace syncline
