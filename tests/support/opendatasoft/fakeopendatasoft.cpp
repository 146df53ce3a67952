// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>

namespace syncline
{
  using namespace fake;

  namespace fake
  {
    FakeResponse odsError( int status, const QString &code, const QString &message,
                           const QJsonObject &detail )
    {
      QJsonObject said{ { "error_code"_l1, code }, { "message"_l1, message } };
      if ( !detail.isEmpty() )
        said["detail"_l1] = detail;
      return json( said, status );
    }

    FakeResponse odsNotFound()
    {
      return odsError( 404, QStringLiteral( "not_found" ), QStringLiteral( "Not found." ) );
    }

    FakeResponse odsInvalid( const QJsonObject &detail )
    {
      return odsError( 400, QStringLiteral( "validation_error" ), QStringLiteral( "Invalid input" ), detail );
    }

    QStringList odsPermissions()
    {
      return QStringLiteral(
               "edit_domain create_page edit_page manage_page explore_restricted_page create_dataset edit_dataset "
               "publish_dataset manage_dataset explore_restricted_dataset edit_reuse manage_subdomains explore_monitoring "
               "edit_theme edit_form submit_private_form create_external_asset edit_external_asset "
               "explore_restricted_external_asset manage_glossary manage_showcase_requests" )
        .split( QLatin1Char( ' ' ) );
    }

    QMap<QString, QStringList> odsParameters( const FakeRequest &request )
    {
      QMap<QString, QStringList> parameters;
      for ( QByteArray item : request.query().split( '&' ) )
      {
        item.replace( '+', ' ' );
        const int equals = int( item.indexOf( '=' ) );
        if ( equals < 0 )
          continue;
        parameters[QUrl::fromPercentEncoding( item.left( equals ) )].append(
          QUrl::fromPercentEncoding( item.mid( equals + 1 ) ) );
      }
      return parameters;
    }
  } // namespace fake

  FakeOpendatasoft::FakeOpendatasoft( const QByteArray &key )
    : mKeys{ key }
    , mProviders{ QStringLiteral( "opendatasoft" ) }
  {
  }

  // --- arranging and inspecting

  void FakeOpendatasoft::addKey( const QByteArray &key )
  {
    const QMutexLocker lock( &mMutex );
    mKeys.append( key );
  }

  void FakeOpendatasoft::addKeyWithoutRights( const QByteArray &key )
  {
    const QMutexLocker lock( &mMutex );
    mKeysWithoutRights.append( key );
  }

  QJsonObject FakeOpendatasoft::addUser( const QString &userName, const QJsonObject &fields )
  {
    const QMutexLocker lock( &mMutex );
    return storeUser( userName, fields );
  }

  QJsonObject FakeOpendatasoft::storeUser( const QString &userName, const QJsonObject &fields )
  {
    const QString now = QStringLiteral( "2026-05-25T10:00:00Z" );
    QJsonObject user{ { "username"_l1, userName },
                      { "display_name"_l1, userName },
                      { "first_name"_l1, QString() },
                      { "last_name"_l1, QString() },
                      { "email"_l1, userName + QStringLiteral( "@example.com" ) },
                      { "is_active"_l1, true },
                      { "is_ods"_l1, false },
                      { "account_type"_l1, "local"_l1 },
                      { "permissions"_l1, QJsonArray() },
                      { "groups"_l1, QJsonArray() },
                      { "identity_providers"_l1,
                        QJsonArray{ QJsonObject{ { "uid"_l1, "opendatasoft"_l1 } } } },
                      { "joined_at"_l1, now },
                      { "last_seen_at"_l1, now },
                      { "last_login_at"_l1, now },
                      { "expires_at"_l1, QJsonValue() },
                      { "explore_limits"_l1, QJsonObject() },
                      { "management_limits"_l1, QJsonObject() },
                      { "gravatar_url"_l1, "//www.gravatar.com/avatar/0?d=mm&s=80"_l1 } };
    for ( auto it = fields.begin(); it != fields.end(); ++it )
      user[it.key()] = it.value();
    const int known = indexOf( userName );
    if ( known >= 0 )
      mUsers[known] = user;
    else
      mUsers.append( user );
    return user;
  }

  void FakeOpendatasoft::addGroup( const QString &uid, const QString &title, const QStringList &permissions )
  {
    const QMutexLocker lock( &mMutex );
    storeGroup( uid, title, permissions );
  }

  void FakeOpendatasoft::storeGroup( const QString &uid, const QString &title,
                                     const QStringList &permissions )
  {
    const QString now = QStringLiteral( "2026-05-25T10:00:00Z" );
    const QJsonObject by{ { "username"_l1, "admin"_l1 } };
    mGroups[uid] = QJsonObject{ { "uid"_l1, uid },
                                { "title"_l1, title },
                                { "description"_l1, QString() },
                                { "permissions"_l1, QJsonArray::fromStringList( permissions ) },
                                { "explore_limits"_l1, QJsonObject() },
                                { "management_limits"_l1, QJsonObject() },
                                { "created_at"_l1, now },
                                { "updated_at"_l1, now },
                                { "created_by"_l1, by },
                                { "updated_by"_l1, by } };
  }

  void FakeOpendatasoft::addIdentityProvider( const QString &uid )
  {
    const QMutexLocker lock( &mMutex );
    mProviders.append( uid );
  }

  QJsonObject FakeOpendatasoft::user( const QString &userName ) const
  {
    const QMutexLocker lock( &mMutex );
    const int index = indexOf( userName );
    return index < 0 ? QJsonObject() : mUsers.at( index );
  }

  QStringList FakeOpendatasoft::userNames() const
  {
    const QMutexLocker lock( &mMutex );
    QStringList names;
    for ( const QJsonObject &user : mUsers )
      names.append( user["username"_l1].toString() );
    return names;
  }

  void FakeOpendatasoft::changeUser( const QString &userName,
                                     const std::function<void( QJsonObject & )> &change )
  {
    const QMutexLocker lock( &mMutex );
    const int index = indexOf( userName );
    if ( index >= 0 )
      change( mUsers[index] );
  }

  void FakeOpendatasoft::setLatency( std::chrono::milliseconds latency )
  {
    const QMutexLocker lock( &mMutex );
    mLatency = latency;
  }

  void FakeOpendatasoft::inject( const FakeFault &fault )
  {
    const QMutexLocker lock( &mMutex );
    mFaults.append( ArmedFault( fault ) );
  }

  int FakeOpendatasoft::requestCount( const QByteArray &verb, const QString &pathPattern ) const
  {
    const QMutexLocker lock( &mMutex );
    int count = 0;
    for ( const auto &entry : mLog )
    {
      FakeRequest request;
      request.target = entry.second.toUtf8();
      count += entry.first == verb && matchesPattern( pathPattern, request ) ? 1 : 0;
    }
    return count;
  }

  QStringList FakeOpendatasoft::mailsSent() const
  {
    const QMutexLocker lock( &mMutex );
    return mMails;
  }

  int FakeOpendatasoft::indexOf( const QString &userName ) const
  {
    for ( int i = 0; i < mUsers.size(); ++i )
      if ( mUsers.at( i )["username"_l1].toString() == userName )
        return i;
    return -1;
  }

  // --- the wire

  FakeResponse FakeOpendatasoft::handle( const FakeRequest &request )
  {
    const QMutexLocker lock( &mMutex );
    mLog.append( { request.verb, QString::fromUtf8( QByteArray::fromPercentEncoding( request.path() ) ) } );
    std::optional<FakeFault> struck;
    for ( ArmedFault &fault : mFaults )
      if ( fault.strikes( request ) && !struck )
        struck = fault.fault();
    FakeResponse response;
    if ( struck && struck->kind == FakeFault::Kind::Status )
    {
      response =
        odsError( struck->status, QStringLiteral( "injected" ), QStringLiteral( "As the test wants it" ) );
      if ( struck->status == 429 )
        response.setHeader( "Retry-After", "1" );
    }
    else if ( struck && struck->isBeforeProcessing() )
      response = answerInstead( *struck );
    else
      response = answer( request );
    if ( struck && !struck->isBeforeProcessing() )
      spoil( *struck, response );
    response.delay += mLatency;
    return response;
  }

  FakeResponse FakeOpendatasoft::answer( const FakeRequest &request )
  {
    const QString path = QString::fromUtf8( request.path() );
    const QString root = QLatin1String( ROOT );
    if ( !path.startsWith( root + QLatin1Char( '/' ) ) )
      return odsNotFound();
    const FakeResponse keyed = checkKey( request );
    if ( keyed.status != 200 )
      return keyed;
    QStringList segments = path.mid( root.size() + 1 ).split( QLatin1Char( '/' ) );
    if ( segments.size() < 2 || !segments.takeLast().isEmpty() ) // every address ends with a slash
      return odsNotFound();
    for ( QString &segment : segments )
      segment = QUrl::fromPercentEncoding( segment.toUtf8() );
    return route( request, segments );
  }

  FakeResponse FakeOpendatasoft::checkKey( const FakeRequest &request ) const
  {
    QByteArray given = request.header( "Authorization" ).trimmed();
    if ( given.toLower().startsWith( "apikey " ) )
      given = given.mid( 7 ).trimmed();
    if ( given.isEmpty() ) // the header wins
      given = odsParameters( request ).value( QStringLiteral( "apikey" ) ).value( 0 ).toUtf8();
    if ( mKeysWithoutRights.contains( given ) )
      return odsError( 403, QStringLiteral( "forbidden" ),
                       QStringLiteral( "This key lacks the permission edit_domain." ) );
    if ( !mKeys.contains( given ) )
      return odsError( 401, QStringLiteral( "unauthorized" ), QStringLiteral( "Authentication required." ) );
    return {};
  }

  FakeResponse FakeOpendatasoft::route( const FakeRequest &request, const QStringList &path )
  {
    if ( path.first() == "users"_l1 )
      return routeUsers( request, path );
    if ( path.first() == "groups"_l1 )
      return routeGroups( request, path );
    return odsNotFound();
  }

  static FakeResponse otherVerb( const QByteArray &allowed )
  {
    FakeResponse response =
      odsError( 405, QStringLiteral( "method_not_allowed" ), QStringLiteral( "Method not allowed." ) );
    response.setHeader( "Allow", allowed );
    return response;
  }

  FakeResponse FakeOpendatasoft::routeUsers( const FakeRequest &request, const QStringList &path )
  {
    const QByteArray &verb = request.verb;
    const QString name = path.value( 1 );
    if ( path.size() == 1 )
      return verb == "GET" ? listUsers( request ) : otherVerb( "GET" );
    if ( path.size() != 2 )
      return odsNotFound();
    if ( name == "export"_l1 )
      return verb == "GET" ? exportUsers( request ) : otherVerb( "GET" );
    if ( name == "invite"_l1 || name == "provision"_l1 )
      return verb == "POST" ? bulk( request, name == "provision"_l1 ) : otherVerb( "POST" );
    if ( verb != "GET" && verb != "PUT" && verb != "DELETE" )
      return otherVerb( "GET, PUT, DELETE" );
    const int index = indexOf( name );
    if ( index < 0 )
      return odsNotFound();
    if ( verb == "PUT" )
      return replaceUser( name, request );
    if ( verb == "DELETE" )
      return deleteUser( name );
    const bool isExpanded =
      odsParameters( request ).value( QStringLiteral( "expand" ) ).contains( "groups"_l1 );
    return json( shown( mUsers.at( index ), isExpanded ) );
  }

  FakeResponse FakeOpendatasoft::routeGroups( const FakeRequest &request, const QStringList &path )
  {
    const QByteArray &verb = request.verb;
    const QString uid = path.value( 1 );
    if ( path.size() == 1 )
      return verb == "GET"    ? listGroups( request )
             : verb == "POST" ? saveGroup( QString(), request )
                              : otherVerb( "GET, POST" );
    if ( !mGroups.contains( uid ) )
      return odsNotFound();
    if ( path.size() == 2 )
    {
      if ( verb == "PUT" )
        return saveGroup( uid, request );
      if ( verb == "GET" )
        return json( shownGroup( uid ) );
      if ( verb != "DELETE" )
        return otherVerb( "GET, PUT, DELETE" );
      mGroups.remove( uid );
      return empty( 204, "application/json" );
    }
    if ( path.at( 2 ) != "users"_l1 || path.size() > 4 )
      return odsNotFound();
    if ( path.size() == 3 )
      return verb == "GET"    ? usersOfGroup( uid, request )
             : verb == "POST" ? addToGroup( uid, request, false )
                              : otherVerb( "GET, POST" );
    if ( path.at( 3 ) == "batch"_l1 && verb == "POST" )
      return addToGroup( uid, request, true );
    if ( verb != "DELETE" )
      return otherVerb( "DELETE" );
    const int index = indexOf( path.at( 3 ) );
    if ( index < 0 )
      return odsNotFound();
    QJsonArray left;
    for ( const QJsonValue &group : mUsers.at( index )["groups"_l1].toArray() )
      if ( group.toObject()["uid"_l1].toString() != uid )
        left.append( group );
    mUsers[index]["groups"_l1] = left;
    return empty( 204, "application/json" );
  }
} // namespace syncline
