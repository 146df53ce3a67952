// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/jsonreader.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    //! Whatever answers in another way than ours would, is another server.
    [[nodiscard]] tl::unexpected<Error> noServerOfOurs( Error error )
    {
      error.kind = ErrorKind::NotAServer;
      return tl::unexpected<Error>( std::move( error ) );
    }

    //! Whether an error is the answer of somebody (as opposed to trouble on the way, or a server that is ours but not well).
    bool isAnswerOfAStranger( ErrorKind kind )
    {
      return kind == ErrorKind::NotFound || kind == ErrorKind::Unauthorized || kind == ErrorKind::Forbidden ||
             kind == ErrorKind::ServerRejected || kind == ErrorKind::AlreadyExists ||
             kind == ErrorKind::MalformedReply;
    }

    [[nodiscard]] Result<ServerVersion> decodePing( const HttpResponse &answer )
    {
      const Result<QJsonObject> object = objectIn( answer );
      if ( !object )
        return noServerOfOurs( object.error() );
      JsonReader fields( *object, "ping" );
      const QString service = fields.text( "service" );
      const QString version = fields.text( "version" );
      if ( const Result<void> checked = fields.check(); !checked )
        return noServerOfOurs( checked.error() );
      if ( service.compare( QLatin1String( "Mergin" ), Qt::CaseInsensitive ) != 0 )
        return fail( ErrorKind::NotAServer,
                     QStringLiteral( "this is the service \"%1\"" ).arg( service.left( 80 ) ) );
      return ServerVersion::fromString( version );
    }

    ServerType typeFromWire( const QString &text )
    {
      if ( text == QLatin1String( "ce" ) )
        return ServerType::Community;
      if ( text == QLatin1String( "saas" ) )
        return ServerType::Saas;
      return ServerType::
        Enterprise; // "ee", and what may come: many workspaces, and what it can do is told by flags
    }

    [[nodiscard]] Result<ServerCapabilities> decodeConfig( const HttpResponse &answer )
    {
      const Result<QJsonObject> object = objectIn( answer );
      if ( !object )
        return noServerOfOurs( object.error() );
      JsonReader fields( *object, "config" );
      ServerCapabilities can;
      const QString type = fields.text( "server_type" );
      if ( const Result<void> checked = fields.check(); !checked )
        return noServerOfOurs( checked.error() );
      can.type = typeFromWire( type );
      can.version = ServerVersion::fromString( fields.text( "version" ) );
      can.hasPushV2 = fields.flagOr( "v2_push_enabled", false );
      can.hasPullV2 = fields.flagOr( "v2_pull_enabled", false );
      can.hasSelfRegistration = fields.flagOr( "user_self_registration", false );
      can.hasSingleSignOn = fields.flagOr( "sso_enabled", false );
      SYNCLINE_CHECK( fields.check() );
      return can;
    }
  } // namespace

  Endpoint<ServerVersion> ping()
  {
    Endpoint<ServerVersion> endpoint{ getRequest( "ping" ), decodePing, Auth::None, {} };
    endpoint.onError = []( Error error ) -> Result<ServerVersion>
    {
      if ( isAnswerOfAStranger( error.kind ) )
        return noServerOfOurs( std::move( error ) );
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }

  Endpoint<ServerCapabilities> serverConfig()
  {
    Endpoint<ServerCapabilities> endpoint{ getRequest( "config" ), decodeConfig, Auth::None, {} };
    endpoint.onError = []( Error error ) -> Result<ServerCapabilities>
    {
      if ( error.kind == ErrorKind::NotFound )
        return ServerCapabilities{};
      if ( isAnswerOfAStranger( error.kind ) )
        return noServerOfOurs( std::move( error ) );
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }
} // namespace syncline::endpoints
