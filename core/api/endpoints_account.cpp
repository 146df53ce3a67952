// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/endpoints_manage.h"
#include "core/api/jsonreader.h"
#include "core/api/servererror.h"
#include "core/api/token.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    //! Whoever answers a sign-in at such length is no server of ours.
    constexpr qint64 MAX_ACCOUNT_BYTES = 4ll * 1024 * 1024;

    [[nodiscard]] Result<AuthSession> decodeLogin( const HttpResponse &answer )
    {
      if ( looksLikeHtml( answer ) )
        return fail( ErrorKind::NotAServer,
                     QStringLiteral( "a web page answers where signing in was asked for" ) );
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "login" );
      const QJsonObject session = fields.object( "session" );
      JsonReader sessionFields( session, "session" );
      AuthSession auth;
      auth.userId.value = fields.integer( "id", 1 );
      auth.userName = fields.text( "username" );
      auth.email = fields.textOr( "email" );
      auth.expires = sessionFields.time( "expire" );
      const QString token = sessionFields.text( "token" );
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_CHECK( sessionFields.check() );
      const Result<QByteArray> usable = tokenFromText( token );
      if ( !usable )
        return fail( ErrorKind::MalformedReply, QStringLiteral( "login.session.token: no usable token" ) );
      auth.token = *usable;
      return auth;
    }

    //! A role that we do not know yet counts as none: the least of rights.
    WorkspaceRole workspaceRoleOf( const QString &text )
    {
      return workspaceRoleFromWire( text ).value_or( WorkspaceRole::None );
    }

    [[nodiscard]] Result<Workspace> decodeWorkspace( const QJsonObject &object )
    {
      JsonReader fields( object, "workspace" );
      Workspace workspace;
      workspace.id.value = fields.integer( "id", 1 );
      workspace.name = fields.text( "name" );
      workspace.role = workspaceRoleOf( fields.textOr( "role" ) );
      workspace.storageLimitBytes = fields.integerOr( "storage", -1 );
      workspace.usedBytes = fields.integerOr( "disk_usage", -1 );
      workspace.projectCount =
        int( fields.integerOr( "project_count", -1, 0, std::numeric_limits<int>::max() ) );
      SYNCLINE_CHECK( fields.check() );
      return workspace;
    }

    [[nodiscard]] Result<QList<Workspace>> decodeWorkspaces( const QJsonArray &array )
    {
      QList<Workspace> workspaces;
      for ( const QJsonValue &value : array )
      {
        if ( !value.isObject() )
          return fail( ErrorKind::MalformedReply, QStringLiteral( "a workspace that is no object" ) );
        SYNCLINE_TRY( workspace, decodeWorkspace( value.toObject() ) );
        workspaces.append( workspace );
      }
      return workspaces;
    }

    [[nodiscard]] Result<UserProfile> decodeProfile( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "profile" );
      UserProfile profile;
      profile.id.value = fields.integer( "id", 1 );
      profile.userName = fields.text( "username" );
      profile.email = fields.textOr( "email" );
      profile.fullName = fields.textOr( "name" );
      const qint64 preferred = fields.integerOr( "preferred_workspace", 0 );
      const QJsonArray workspaces = fields.arrayOr( "workspaces" );
      SYNCLINE_CHECK( fields.check() );
      if ( preferred > 0 )
        profile.preferredWorkspace = WorkspaceId{ preferred };
      SYNCLINE_TRY( list, decodeWorkspaces( workspaces ) );
      profile.workspaces = list;
      return profile;
    }
  } // namespace

  Endpoint<AuthSession> login( const QString &userNameOrEmail, const QString &password )
  {
    Endpoint<AuthSession> endpoint;
    endpoint.request = postJson( "v1/auth/login", { { QStringLiteral( "login" ), userNameOrEmail },
                                                    { QStringLiteral( "password" ), password } } );
    endpoint.request.isIdempotent = true; // a second token does no harm
    endpoint.request.maxReplyBytes = MAX_ACCOUNT_BYTES;
    endpoint.decode = decodeLogin;
    endpoint.auth = Auth::None;
    return endpoint;
  }

  Endpoint<UserProfile> profile()
  {
    return { getRequest( "v1/user/profile" ), decodeProfile, Auth::Required, {} };
  }

  Endpoint<QList<Workspace>> workspaces()
  {
    const auto decode = []( const HttpResponse &answer ) -> Result<QList<Workspace>>
    { return arrayIn( answer ).and_then( decodeWorkspaces ); };
    return { getRequest( "v1/workspaces" ), decode, Auth::Required, {} };
  }

  Endpoint<Workspace> workspace( WorkspaceId id )
  {
    const auto decode = []( const HttpResponse &answer ) -> Result<Workspace>
    { return objectIn( answer ).and_then( decodeWorkspace ); };
    return {
      getRequest( urlPath( "v1/workspace", { QString::number( id.value ) } ) ), decode, Auth::Required, {}
    };
  }
} // namespace syncline::endpoints
