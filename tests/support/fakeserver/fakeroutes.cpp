// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeroutes.h"

#include "tests/support/fakeserver/fakeauth.h"
#include "tests/support/fakeserver/fakehandlers.h"

#include <QUrl>

namespace syncline::fake
{
  namespace
  {
    /**
     * A route's path: words, and {names} of one segment each. {id:int} fits numbers only; {id:uuid} and {version:version} fit
     * anything, and refuse with 400 what has not that form, before anybody asks who is there. The first route that fits wins, so
     * that words stand before names.
     */
    struct Route
    {
        const char *verb;
        const char *path;
        Handler handler;
    };

    constexpr Route ROUTES[] = {
      { "GET", "ping", ping },
      { "GET", "config", config },
      { "POST", "alive", alive },
      { "GET", "v1/latest-version", latestVersion },
      { "POST", "v2/diagnostic-logs", diagnosticLogs },

      { "POST", "v1/auth/login", login },
      { "GET", "v1/user/profile", profile },
      { "GET", "v1/user/{username}", legacyUser },
      { "GET", "v1/workspaces", workspaces },
      { "GET", "v1/workspace/{workspace_id:int}", workspace },
      { "DELETE", "v1/user", closeAccount },
      { "POST", "v2/users", createUser },

      { "GET", "v2/workspaces/{workspace_id:int}/members", listMembers },
      { "GET", "v2/workspaces/{workspace_id:int}/members/{user_id:int}", member },
      { "PATCH", "v2/workspaces/{workspace_id:int}/members/{user_id:int}", changeMember },
      { "DELETE", "v2/workspaces/{workspace_id:int}/members/{user_id:int}", removeMember },
      { "POST", "v2/workspaces/{workspace_id:int}/invitations", createInvitation },
      { "GET", "v1/workspace/invitations", listInvitations },
      { "POST", "v1/workspace/invitation/{uuid}", answerInvitation },
      { "DELETE", "v1/workspace/invitation/{invitation_id:int}", withdrawInvitation },
      { "GET", "v1/workspace/{workspace_id:int}/usage", workspaceUsage },
      { "GET", "v1/workspace/{workspace_id:int}/service", workspaceService },

      { "GET", "v1/project/paginated", listProjects },
      { "GET", "v2/workspaces/{workspace_id:int}/projects", listWorkspaceProjects },
      { "POST", "v1/project/by_names", projectsByNames },
      { "GET", "v1/project/by_uuids", projectsByUuids },
      { "POST", "v2/projects/batch", projectsBatch },

      { "GET", "v1/project/by_uuid/{id}", projectByUuid },
      { "GET", "v1/project/raw/{namespace}/{project_name}", downloadRaw },
      { "GET", "v1/project/versions/paginated/{namespace}/{project_name}", listVersions },
      { "GET", "v1/project/version/{id}/{version:version}", versionDetail },
      { "GET", "v1/resource/history/{namespace}/{project_name}", resourceHistory },
      { "GET", "v1/resource/changesets/{namespace}/{project_name}/{version:version}", resourceChangesets },
      { "POST", "v1/project/push/chunk/{transaction_id}/{chunk_id}", pushChunk },
      { "POST", "v1/project/push/finish/{transaction_id}", pushFinish },
      { "POST", "v1/project/push/cancel/{transaction_id}", pushCancel },
      { "POST", "v1/project/push/{namespace}/{project_name}", pushStart },
      { "POST", "v1/project/clone/{namespace}/{project_name}", cloneProject },
      { "POST", "v1/project/{namespace}", createProject },
      { "GET", "v1/project/{namespace}/{project_name}", projectDetails },
      { "PUT", "v1/project/{namespace}/{project_name}", changeAccess },
      { "DELETE", "v1/project/{namespace}/{project_name}", legacyDelete },

      { "GET", "v2/projects/{id:uuid}", projectDetailsV2 },
      { "PATCH", "v2/projects/{id:uuid}", renameProject },
      { "DELETE", "v2/projects/{id:uuid}", deleteProject },
      { "POST", "v2/projects/{id:uuid}/scheduleDelete", scheduleDelete },
      { "POST", "v2/projects/{id}/chunks", uploadChunk },
      { "POST", "v2/projects/{id:uuid}/versions", createVersion },
      { "GET", "v2/projects/{id:uuid}/delta", projectDelta },
      { "GET", "v2/projects/{id:uuid}/raw/diff", downloadDiff },
      { "GET", "v2/projects/{id:uuid}/collaborators", listCollaborators },
      { "POST", "v2/projects/{id:uuid}/collaborators", addCollaborator },
      { "PATCH", "v2/projects/{id:uuid}/collaborators/{user_id:int}", changeCollaborator },
      { "DELETE", "v2/projects/{id:uuid}/collaborators/{user_id:int}", removeCollaborator },
    };

    QString decoded( const QByteArray &text, bool hasPlus )
    {
      QByteArray plain = text;
      if ( hasPlus )
        plain.replace( '+', ' ' );
      return QString::fromUtf8( QByteArray::fromPercentEncoding( plain ) );
    }

    QList<std::pair<QString, QString>> parsedQuery( const QByteArray &query )
    {
      QList<std::pair<QString, QString>> items;
      for ( const QByteArray &item : query.split( '&' ) )
      {
        const int equals = static_cast<int>( item.indexOf( '=' ) );
        if ( item.isEmpty() )
          continue;
        items.append( { decoded( equals < 0 ? item : item.left( equals ), true ),
                        equals < 0 ? QString() : decoded( item.mid( equals + 1 ), true ) } );
      }
      return items;
    }

    bool isNumber( const QString &text )
    {
      bool isOne = false;
      text.toLongLong( &isOne );
      return isOne;
    }

    bool isVersionName( const QString &text )
    {
      return text.startsWith( QLatin1Char( 'v' ) ) && isNumber( text.mid( 1 ) ) &&
             !text.contains( QLatin1Char( '-' ) );
    }

    struct Match
    {
        bool fits = false;
        Refusal refusal; //!< it fits, but a segment has not the form that it must have
        QHash<QString, QString> segments;
    };

    Match matched( const Route &route, const QList<QByteArray> &path )
    {
      Match match;
      const QList<QByteArray> pattern = QByteArray( route.path ).split( '/' );
      if ( pattern.size() != path.size() )
        return match;
      for ( int i = 0; i < pattern.size(); ++i )
      {
        const QString given = decoded( path[i], false );
        if ( !pattern[i].startsWith( '{' ) )
        {
          if ( pattern[i] != path[i] )
            return match;
          continue;
        }
        if ( given.isEmpty() )
          return match;
        const QList<QByteArray> parts = pattern[i].mid( 1, pattern[i].size() - 2 ).split( ':' );
        match.segments.insert( QString::fromLatin1( parts[0] ), given );
        const QByteArray form = parts.size() > 1 ? parts[1] : QByteArray();
        if ( form == "int" && !isNumber( given ) )
          return match;
        if ( ( form == "uuid" && !isCanonicalUuid( given ) ) ||
             ( form == "version" && !isVersionName( given ) ) )
          match.refusal = problem( 400, QStringLiteral( "'%1' does not match the pattern" ).arg( given ) );
      }
      match.fits = true;
      return match;
    }

    const User *asker( const State &state, const FakeRequest &request, const QDateTime &now )
    {
      const QByteArray authorization = request.header( "Authorization" );
      if ( !authorization.startsWith( "Bearer " ) ) // exactly so: other cases count as no token
        return nullptr;
      return userOfToken( state, authorization.mid( 7 ), now );
    }

    bool isWriting( const QByteArray &verb )
    {
      return verb == "POST" || verb == "PUT" || verb == "PATCH" || verb == "DELETE";
    }

    //! What is refused before any route is looked up.
    Refusal refusedAtTheDoor( const State &state, const FakeRequest &request )
    {
      if ( !isWriting( request.verb ) )
        return std::nullopt;
      // A session cookie makes a browser of the caller, and a browser must prove that no other page sent it here.
      if ( request.header( "Cookie" ).contains( "session=" ) )
        return problem( 400, QStringLiteral( "The CSRF token is missing." ) );
      const QByteArray path = request.path();
      const bool isAllowed =
        path.contains( "/project/by_names" ) || path.contains( "/auth/login" ) || path.contains( "/alive" );
      if ( state.settings.isInMaintenance && !isAllowed )
        return problem( 503, QStringLiteral( "Service unavailable due to maintenance, please try later" ) );
      return std::nullopt;
    }

    //! Projects scheduled for deletion go for good when their time is over.
    void eraseWhatIsDue( State &state, const QDateTime &now )
    {
      QStringList due;
      for ( const Project &project : state.projects() )
        if ( !isThere( project ) && project.removedAt.addDays( DELETION_DAYS ) < now )
          due.append( project.id );
      for ( const QString &id : std::as_const( due ) )
        state.eraseProject( id );
    }

    FakeResponse notAllowed( QStringList verbs )
    {
      FakeResponse response = problem( 405 );
      if ( verbs.contains( "GET"_l1 ) )
        verbs.append( QStringLiteral( "HEAD" ) );
      verbs.append( QStringLiteral( "OPTIONS" ) );
      response.setHeader( "Allow", verbs.join( ", "_l1 ).toLatin1() );
      return response;
    }
  } // namespace

  FakeResponse answer( State &state, const FakeRequest &request, const QDateTime &now )
  {
    eraseWhatIsDue( state, now );
    if ( const Refusal refusal = refusedAtTheDoor( state, request ) )
      return *refusal;
    const QByteArray verb = request.verb == "HEAD" ? QByteArray( "GET" ) : request.verb;
    const QList<QByteArray> path = request.path().mid( 1 ).split( '/' );
    QStringList otherVerbs;
    for ( const Route &route : ROUTES )
    {
      const Match match = matched( route, path );
      if ( !match.fits )
        continue;
      if ( verb != route.verb )
      {
        otherVerbs.append( QLatin1String( route.verb ) );
        continue;
      }
      if ( match.refusal )
        return *match.refusal;
      Context context{
        state, request, now, asker( state, request, now ), match.segments, parsedQuery( request.query() )
      };
      return route.handler( context );
    }
    return otherVerbs.isEmpty() ? problem( 404 ) : notAllowed( otherVerbs );
  }
} // namespace syncline::fake
