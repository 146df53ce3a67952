// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

// What the calls about users do. One lock is held by who calls.
namespace syncline
{
  using namespace fake;

  namespace
  {
    constexpr int DEFAULT_LIMIT = 20;
    constexpr int MAX_LIMIT = 1000;

    QStringList textsIn( const QJsonValue &array )
    {
      QStringList texts;
      for ( const QJsonValue &value : array.toArray() )
        texts.append( value.toString() );
      return texts;
    }

    QStringList uidsIn( const QJsonValue &array )
    {
      QStringList uids;
      for ( const QJsonValue &value : array.toArray() )
        uids.append( value.toObject()["uid"_l1].toString() );
      return uids;
    }

    //! A JSON body; an array too.
    std::optional<QJsonDocument> bodyOf( const FakeRequest &request )
    {
      const QJsonDocument document = QJsonDocument::fromJson( request.body );
      return document.isNull() ? std::nullopt : std::optional<QJsonDocument>( document );
    }

    FakeResponse badRequest( const QString &message )
    {
      return odsError( 400, QStringLiteral( "bad_request" ), message );
    }

    //! A number of the query within its limits; the complaint otherwise.
    std::optional<int> numberIn( const QMap<QString, QStringList> &query, const char *name, int otherwise,
                                 int most )
    {
      const QStringList given = query.value( QLatin1String( name ) );
      if ( given.isEmpty() )
        return otherwise;
      bool isNumber = false;
      const double number = given.last().toDouble( &isNumber );
      return isNumber && number >= 0 && number <= most ? std::optional<int>( int( number ) ) : std::nullopt;
    }

    bool isAmong( const QStringList &given, const QStringList &allowed )
    {
      return std::all_of( given.begin(), given.end(),
                          [&allowed]( const QString &one ) { return allowed.contains( one ); } );
    }

    bool hasAll( const QStringList &held, const QStringList &wanted ) { return isAmong( wanted, held ); }
  } // namespace

  QStringList FakeOpendatasoft::permissionsOf( const QJsonObject &user, bool withGroups ) const
  {
    QStringList held = textsIn( user["permissions"_l1] );
    if ( withGroups )
      for ( const QString &uid : uidsIn( user["groups"_l1] ) )
        held += textsIn( mGroups.value( uid )["permissions"_l1] );
    return held;
  }

  bool FakeOpendatasoft::isAdministrator( const QJsonObject &user ) const
  {
    return permissionsOf( user, true ).contains( "edit_domain"_l1 );
  }

  QJsonObject FakeOpendatasoft::shown( const QJsonObject &user, bool isExpanded ) const
  {
    QJsonObject said = user;
    QJsonArray groups;
    for ( const QString &uid : uidsIn( user["groups"_l1] ) )
      if ( mGroups.contains( uid ) )
        groups.append( isExpanded ? shownGroup( uid ) : QJsonObject{ { "uid"_l1, uid } } );
    said["groups"_l1] = groups;
    return said;
  }

  FakeResponse FakeOpendatasoft::page( const QList<QJsonObject> &all, const FakeRequest &request ) const
  {
    QMap<QString, QStringList> query = odsParameters( request );
    const std::optional<int> limit = numberIn( query, "limit", DEFAULT_LIMIT, MAX_LIMIT );
    const std::optional<int> offset = numberIn( query, "offset", 0, 1000000000 );
    if ( !limit || !offset )
      return badRequest( QStringLiteral( "limit is a number from 0 to 1000, offset one from 0" ) );
    const auto link = [&]( int to ) -> QJsonValue
    {
      QMap<QString, QStringList> linked = query;
      linked.remove( QStringLiteral( "apikey" ) );
      linked[QStringLiteral( "offset" )] = QStringList{ QString::number( to ) };
      QStringList items;
      for ( auto it = linked.constBegin(); it != linked.constEnd(); ++it )
        for ( const QString &value : it.value() )
          items.append( it.key() + QLatin1Char( '=' ) +
                        QString::fromLatin1( QUrl::toPercentEncoding( value ) ) );
      return QStringLiteral( "http://%1%2?%3" )
        .arg( QString::fromLatin1( request.header( "Host" ) ), QString::fromLatin1( request.path() ),
              items.join( QLatin1Char( '&' ) ) );
    };
    QJsonArray results;
    for ( int i = *offset; i < std::min( *offset + *limit, int( all.size() ) ); ++i )
      results.append( all.at( i ) );
    const bool hasNext = *limit > 0 && *offset + *limit < all.size();
    return json(
      QJsonObject{ { "total_count"_l1, int( all.size() ) },
                   { "next"_l1, hasNext ? link( *offset + *limit ) : QJsonValue() },
                   { "previous"_l1, *offset > 0 ? link( std::max( 0, *offset - *limit ) ) : QJsonValue() },
                   { "results"_l1, results } } );
  }

  FakeResponse FakeOpendatasoft::listUsers( const FakeRequest &request ) const
  {
    const QMap<QString, QStringList> query = odsParameters( request );
    const QStringList sort = query.value( QStringLiteral( "sort" ) );
    const QStringList held = query.value( QStringLiteral( "permissions" ) );
    const QStringList heldAnyhow = query.value( QStringLiteral( "all_permissions" ) );
    static const QStringList sSortable =
      QStringLiteral( "username first_name last_name last_seen_at" ).split( QLatin1Char( ' ' ) );
    if ( !isAmong( sort, sSortable ) || !isAmong( held + heldAnyhow, odsPermissions() ) )
      return odsError( 422, QStringLiteral( "invalid_parameter" ),
                       QStringLiteral( "A sort key or a permission that does not exist" ) );
    const QString search = query.value( QStringLiteral( "search" ) ).value( 0 );
    QList<QJsonObject> found;
    for ( const QJsonObject &user : mUsers )
    {
      bool fits = search.isEmpty();
      for ( const char *key : { "username", "first_name", "last_name", "email" } )
        fits = fits || user[QLatin1String( key )].toString().contains( search, Qt::CaseInsensitive );
      if ( fits && hasAll( permissionsOf( user, false ), held ) &&
           hasAll( permissionsOf( user, true ), heldAnyhow ) )
        found.append( shown( user, false ) );
    }
    std::stable_sort( found.begin(), found.end(),
                      [&sort]( const QJsonObject &a, const QJsonObject &b )
                      {
                        for ( const QString &key : sort )
                        {
                          const int order =
                            a[key].toString().compare( b[key].toString(), Qt::CaseInsensitive );
                          if ( order != 0 )
                            return order < 0;
                        }
                        return false;
                      } );
    return page( found, request );
  }

  QJsonObject FakeOpendatasoft::complaints( const QJsonValue &user ) const
  {
    QJsonObject wrong;
    const auto complain = [&wrong]( const char *field, const QString &text )
    { wrong[QLatin1String( field )] = QJsonArray{ text }; };
    if ( !user.isObject() )
    {
      complain( "non_field_errors", QStringLiteral( "An object is needed" ) );
      return wrong;
    }
    const QJsonObject given = user.toObject();
    if ( !given.contains( "email"_l1 ) )
      complain( "email", QStringLiteral( "This field is required" ) );
    else if ( !given["email"_l1].toString().contains( QLatin1Char( '@' ) ) )
      complain( "email", QStringLiteral( "Enter a valid e-mail address" ) );
    for ( const char *text : { "username", "first_name", "last_name" } )
      if ( given.contains( QLatin1String( text ) ) && !given[QLatin1String( text )].isString() )
        complain( text, QStringLiteral( "Not a string" ) );
    if ( given.contains( "username"_l1 ) && given["username"_l1].toString().isEmpty() )
      complain( "username", QStringLiteral( "This field may not be blank" ) );
    if ( given.contains( "permissions"_l1 ) &&
         ( !given["permissions"_l1].isArray() ||
           !isAmong( textsIn( given["permissions"_l1] ), odsPermissions() ) ) )
      complain( "permissions", QStringLiteral( "Not a list of permissions" ) );
    if ( given.contains( "groups"_l1 ) &&
         ( !given["groups"_l1].isArray() || !isAmong( uidsIn( given["groups"_l1] ), mGroups.keys() ) ) )
      complain( "groups", QStringLiteral( "Not a list of groups that exist" ) );
    for ( const char *object : { "explore_limits", "management_limits" } )
      if ( given.contains( QLatin1String( object ) ) && !given[QLatin1String( object )].isObject() )
        complain( object, QStringLiteral( "Not an object" ) );
    return wrong;
  }

  //! What is stored when \a given replaces \a before: read-only fields stay, what is left out goes, unknown ones are kept.
  QJsonObject FakeOpendatasoft::merged( const QJsonObject &before, const QJsonObject &given ) const
  {
    static const QStringList sReadOnly =
      QStringLiteral(
        "display_name is_active is_ods account_type joined_at last_seen_at last_login_at expires_at gravatar_url "
        "identity_providers" )
        .split( QLatin1Char( ' ' ) );
    QJsonObject after = given;
    for ( const QString &key : sReadOnly )
      after[key] = before[key];
    const QJsonObject defaults{ { "username"_l1, before["username"_l1] },
                                { "first_name"_l1, QString() },
                                { "last_name"_l1, QString() },
                                { "permissions"_l1, QJsonArray() },
                                { "groups"_l1, QJsonArray() },
                                { "explore_limits"_l1, QJsonObject() },
                                { "management_limits"_l1, QJsonObject() } };
    for ( auto it = defaults.begin(); it != defaults.end(); ++it )
      if ( !after.contains( it.key() ) )
        after[it.key()] = it.value();
    after.remove( QStringLiteral( "identity_provider" ) );
    after.remove( QStringLiteral( "identity_provider_attributes" ) );
    return after;
  }

  FakeResponse FakeOpendatasoft::replaceUser( const QString &userName, const FakeRequest &request )
  {
    const std::optional<QJsonDocument> body = bodyOf( request );
    if ( !body )
      return badRequest( QStringLiteral( "Malformed JSON" ) );
    const QJsonObject given = body->object();
    const QJsonObject wrong = complaints( body->isObject() ? QJsonValue( given ) : QJsonValue() );
    if ( !wrong.isEmpty() )
      return odsInvalid( wrong );
    const int index = indexOf( userName );
    const QJsonObject after = merged( mUsers.at( index ), given );
    const int other = indexOf( after["username"_l1].toString() );
    if ( other >= 0 && other != index )
      return odsError( 409, QStringLiteral( "user_already_exists" ),
                       QStringLiteral( "There is a user of that name" ) );
    mUsers[index] = after;
    return json( shown( after, false ) );
  }

  FakeResponse FakeOpendatasoft::deleteUser( const QString &userName )
  {
    const int index = indexOf( userName );
    const auto isOther = [&]( const QJsonObject &user )
    { return user["username"_l1].toString() != userName && isAdministrator( user ); };
    if ( isAdministrator( mUsers.at( index ) ) && std::none_of( mUsers.begin(), mUsers.end(), isOther ) )
      return badRequest( QStringLiteral( "The removal of the only domain administrator is not allowed" ) );
    mUsers.removeAt( index );
    return empty( 204, "application/json" );
  }

  FakeResponse FakeOpendatasoft::bulk( const FakeRequest &request, bool isProvision )
  {
    const std::optional<QJsonDocument> body = bodyOf( request );
    const bool isOne = body && isProvision && body->isObject();
    if ( !body || ( !body->isArray() && !isOne ) )
      return badRequest( QStringLiteral( "A list of users is needed" ) );
    const QJsonArray items = isOne ? QJsonArray{ body->object() } : body->array();
    QJsonObject outcomes;
    for ( int i = 0; i < items.size(); ++i )
      outcomes[QString::number( i )] = bulkItem( items.at( i ), isProvision );
    return json( outcomes );
  }

  QJsonObject FakeOpendatasoft::bulkItem( const QJsonValue &item, bool isProvision )
  {
    const auto refused = []( const char *code, const char *message, const QJsonObject &detail ) -> QJsonObject
    {
      QJsonObject error{ { "error_code"_l1, QLatin1String( code ) },
                         { "message"_l1, QLatin1String( message ) } };
      if ( !detail.isEmpty() )
        error["detail"_l1] = detail;
      return { { "status_code"_l1, "error"_l1 }, { "error"_l1, error } };
    };
    QJsonObject wrong = complaints( item );
    const QJsonObject given = item.toObject();
    const QString provider = given["identity_provider"_l1].toObject()["uid"_l1].toString();
    if ( isProvision && !mProviders.contains( provider ) )
      wrong["identity_provider"_l1] = QJsonArray{ "No such identity provider"_l1 };
    if ( !wrong.isEmpty() )
      return refused( "validation_error", "Invalid input", wrong );
    const QString email = given["email"_l1].toString();
    QString name = given["username"_l1].toString();
    for ( const QJsonObject &user : std::as_const( mUsers ) )
      if ( user["email"_l1].toString().compare( email, Qt::CaseInsensitive ) == 0 ||
           user["username"_l1].toString() == name )
        return refused( "user_already_exists", "This user is already on the domain", {} );
    const QString base = email.section( QLatin1Char( '@' ), 0, 0 );
    for ( int i = 0; name.isEmpty() || indexOf( name ) >= 0; ++i )
      name = i == 0 ? base : base + QString::number( i );
    const QJsonObject fresh = storeUser( name, {} );
    QJsonObject made = merged( fresh, given );
    made["username"_l1] = name;
    if ( isProvision )
      made["identity_providers"_l1] = QJsonArray{ QJsonObject{ { "uid"_l1, provider } } };
    else
      mMails.append( email );
    made["account_type"_l1] = isProvision ? "linked"_l1 : "local"_l1;
    mUsers[indexOf( name )] = made;
    return { { "status_code"_l1, "success"_l1 }, { "data"_l1, shown( made, false ) } };
  }

  FakeResponse FakeOpendatasoft::exportUsers( const FakeRequest &request ) const
  {
    const QMap<QString, QStringList> query = odsParameters( request );
    const QString delimiter =
      query.value( QStringLiteral( "delimiter" ), QStringList{ QStringLiteral( "," ) } ).value( 0 );
    if ( delimiter.size() != 1 )
      return badRequest( QStringLiteral( "The delimiter is one character" ) );
    const auto cell = [&delimiter]( QString text )
    {
      const bool needsQuotes = text.contains( delimiter ) || text.contains( QLatin1Char( '"' ) ) ||
                               text.contains( QLatin1Char( '\n' ) );
      return needsQuotes
               ? QLatin1Char( '"' ) + text.replace( QLatin1Char( '"' ), "\"\""_l1 ) + QLatin1Char( '"' )
               : text;
    };
    QString text =
      QStringLiteral( "username,last_name,first_name,email,date_joined,last_seen,groups,permissions\n" )
        .replace( QLatin1Char( ',' ), delimiter );
    for ( const QJsonObject &user : mUsers )
    {
      QStringList titles;
      for ( const QString &uid : uidsIn( user["groups"_l1] ) )
        titles.append( mGroups.value( uid )["title"_l1].toString() );
      QStringList cells;
      for ( const char *key :
            { "username", "last_name", "first_name", "email", "joined_at", "last_seen_at" } )
        cells.append( cell( user[QLatin1String( key )].toString() ) );
      cells.append( cell( titles.join( QLatin1Char( ';' ) ) ) );
      cells.append( cell( textsIn( user["permissions"_l1] ).join( QLatin1Char( ';' ) ) ) );
      text += cells.join( delimiter ) + QLatin1Char( '\n' );
    }
    FakeResponse response;
    response.setHeader( "Content-Type", "text/csv" );
    response.body = text.toUtf8();
    return response;
  }
} // namespace syncline
