// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_manage.h"

#include "core/api/jsonreader.h"
#include "core/api/projectdecoder.h"
#include "core/api/urlparts.h"
#include "core/base/require.h"

namespace syncline::endpoints
{
  namespace
  {
    constexpr int MAX_PAGE_SIZE = 50; // the server refuses more

    //! These calls put a status in place of a project that cannot be shown.
    ErrorKind kindOf( const QJsonValue &status )
    {
      switch ( status.toInt() )
      {
        case 401:
          return ErrorKind::Unauthorized;
        case 403:
          return ErrorKind::Forbidden;
        case 404:
          return ErrorKind::NotFound;
        default:
          return ErrorKind::ServerRejected;
      }
    }

    [[nodiscard]] Result<ProjectsFound<QString>> decodeByName( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      ProjectsFound<QString> found;
      for ( auto it = object.begin(); it != object.end(); ++it )
      {
        const QJsonObject project = it.value().toObject();
        if ( project.contains( QLatin1String( "error" ) ) )
        {
          found.problems.insert( it.key(), kindOf( project.value( QLatin1String( "error" ) ) ) );
          continue;
        }
        SYNCLINE_TRY( summary, decodeListItem( project, {} ) );
        found.projects.insert( it.key(), summary );
      }
      return found;
    }

    [[nodiscard]] Result<ProjectsFound<ProjectId>> decodeById( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      ProjectsFound<ProjectId> found;
      for ( const QJsonValue &value : object )
      {
        SYNCLINE_TRY( summary, decodeListItem( value.toObject(), {} ) );
        found.projects.insert( summary.id, summary );
      }
      return found;
    }

    [[nodiscard]] Result<ProjectsFound<ProjectId>> decodeBatch( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader list( object, "batch" );
      const QJsonArray projects = list.array( "projects" );
      SYNCLINE_CHECK( list.check() );
      ProjectsFound<ProjectId> found;
      for ( const QJsonValue &value : projects )
      {
        const QJsonObject project = value.toObject();
        if ( project.contains( QLatin1String( "error" ) ) )
        {
          JsonReader fields( project, "batch.project" );
          const ProjectId id = fields.parsed<ProjectId>( "id" );
          SYNCLINE_CHECK( fields.check() );
          found.problems.insert( id, kindOf( project.value( QLatin1String( "error" ) ) ) );
          continue;
        }
        SYNCLINE_TRY( info, decodeProjectV2( project ) );
        found.projects.insert( info.summary.id, info.summary );
      }
      return found;
    }

    [[nodiscard]] Result<ProjectPage> decodePage( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "list" );
      ProjectPage page;
      page.total = int( fields.integer( "count", 0, std::numeric_limits<int>::max() ) );
      const QJsonArray projects = fields.array( "projects" );
      SYNCLINE_CHECK( fields.check() );
      for ( const QJsonValue &value : projects )
      {
        SYNCLINE_TRY( info, decodeProjectV2( value.toObject() ) );
        page.projects.append( info.summary );
      }
      return page;
    }

    template<class Key> QJsonArray texts( const QList<Key> &keys )
    {
      QJsonArray array;
      for ( const Key &key : keys )
        array.append( key.toString() );
      return array;
    }

    //! For calls whose answer has no body, or one that says nothing.
    Endpoint<bool> order( HttpRequest request )
    {
      return {
        std::move( request ), []( const HttpResponse & ) -> Result<bool> { return true; }, Auth::Required, {}
      };
    }

    HttpRequest requestTo( HttpVerb verb, const QByteArray &path )
    {
      HttpRequest request = postRequest( path );
      request.verb = verb;
      return request;
    }
  } // namespace

  Endpoint<ProjectsFound<QString>> projectsByName( const QList<ProjectName> &names )
  {
    SYNCLINE_REQUIRE( names.size() <= MAX_PROJECTS_BY_NAME );
    HttpRequest request =
      postJson( "v1/project/by_names", { { QStringLiteral( "projects" ), texts( names ) } } );
    request.isIdempotent = true;
    return { request, decodeByName, Auth::IfSignedIn, {} };
  }

  Endpoint<ProjectsFound<ProjectId>> projectsById( const QList<ProjectId> &ids )
  {
    SYNCLINE_REQUIRE( ids.size() <= MAX_PROJECTS_BY_ID );
    QStringList list;
    for ( const ProjectId &id : ids )
      list.append( id.toString() );
    HttpRequest request = getRequest( "v1/project/by_uuids" );
    addToQuery( request.query, "uuids", list.join( QLatin1Char( ',' ) ) );
    return { request, decodeById, Auth::IfSignedIn, {} };
  }

  Endpoint<ProjectsFound<ProjectId>> projectsInBatch( const QList<ProjectId> &ids )
  {
    SYNCLINE_REQUIRE( ids.size() <= MAX_PROJECTS_IN_BATCH );
    HttpRequest request = postJson( "v2/projects/batch", { { QStringLiteral( "ids" ), texts( ids ) } } );
    request.isIdempotent = true;
    return { request, decodeBatch, Auth::IfSignedIn, {} };
  }

  Endpoint<ProjectPage> workspaceProjects( const WorkspaceProjectsQuery &query )
  {
    Endpoint<ProjectPage> endpoint;
    endpoint.request = getRequest( urlPath(
      "v2/workspaces", { QString::number( query.workspace.value ), QStringLiteral( "projects" ) } ) );
    addToQuery( endpoint.request.query, "page", QString::number( query.page ) );
    addToQuery( endpoint.request.query, "per_page",
                QString::number( qBound( 1, query.pageSize, MAX_PAGE_SIZE ) ) );
    addToQuery( endpoint.request.query, "order_params", QStringLiteral( "name ASC" ) );
    if ( !query.nameContains.isEmpty() )
      addToQuery( endpoint.request.query, "q", query.nameContains );
    endpoint.decode = decodePage;
    endpoint.onError = [page = query.page]( Error error ) -> Result<ProjectPage>
    {
      if ( page > 1 && error.kind == ErrorKind::NotFound )
        return ProjectPage{};
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }

  Endpoint<bool> cloneProject( const ProjectName &source, const ProjectName &target )
  {
    return order( postJson( urlPath( "v1/project/clone", { source.workspace(), source.project() } ),
                            { { QStringLiteral( "namespace" ), target.workspace() },
                              { QStringLiteral( "project" ), target.project() } } ) );
  }

  Endpoint<bool> renameProject( const ProjectId &id, const QString &newName )
  {
    HttpRequest request =
      postJson( urlPath( "v2/projects", { id.toString() } ), { { QStringLiteral( "name" ), newName } } );
    request.verb = HttpVerb::Patch;
    return order( request );
  }

  Endpoint<bool> scheduleRemoval( const ProjectId &id )
  {
    return order(
      postRequest( urlPath( "v2/projects", { id.toString(), QStringLiteral( "scheduleDelete" ) } ) ) );
  }

  Endpoint<bool> removeProjectNow( const ProjectId &id )
  {
    return order( requestTo( HttpVerb::Delete, urlPath( "v2/projects", { id.toString() } ) ) );
  }

  Endpoint<bool> scheduleRemovalByName( const ProjectName &name )
  {
    return order(
      requestTo( HttpVerb::Delete, urlPath( "v1/project", { name.workspace(), name.project() } ) ) );
  }
} // namespace syncline::endpoints
