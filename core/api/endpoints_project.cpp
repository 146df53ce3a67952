// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/jsonreader.h"
#include "core/api/projectdecoder.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    constexpr int MAX_PAGE_SIZE = 100; // the server refuses more

    [[nodiscard]] Result<ProjectPage> decodePage( const HttpResponse &answer, const QString &asUser )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "list" );
      ProjectPage page;
      page.total = int( fields.integer( "count", 0, std::numeric_limits<int>::max() ) );
      const QJsonArray projects = fields.array( "projects" );
      SYNCLINE_CHECK( fields.check() );
      for ( const QJsonValue &value : projects )
      {
        SYNCLINE_TRY( summary, decodeListItem( value.toObject(), asUser ) );
        page.projects.append( summary );
      }
      return page;
    }

    QString toWire( ProjectOrder order )
    {
      switch ( order )
      {
        case ProjectOrder::NameAscending:
          return QStringLiteral( "namespace_asc,name_asc" );
        case ProjectOrder::UpdatedDescending:
          return QStringLiteral( "updated_desc" );
      }
      Q_UNREACHABLE();
    }

    void addFlag( QUrlQuery &query, ProjectFlag flag )
    {
      switch ( flag )
      {
        case ProjectFlag::All:
          return;
        case ProjectFlag::Created:
          return addToQuery( query, "flag", QStringLiteral( "created" ) );
        case ProjectFlag::Shared:
          return addToQuery( query, "flag", QStringLiteral( "shared" ) );
        case ProjectFlag::Public:
          return addToQuery( query, "only_public", QStringLiteral( "true" ) );
      }
      Q_UNREACHABLE();
    }

    QByteArray projectPath( const QByteArray &fixed, const ProjectName &name )
    {
      return urlPath( fixed, { name.workspace(), name.project() } );
    }
  } // namespace

  Endpoint<ProjectPage> projectPage( const ProjectQuery &query )
  {
    HttpRequest request = getRequest( "v1/project/paginated" );
    addToQuery( request.query, "page", QString::number( query.page ) );
    addToQuery( request.query, "per_page", QString::number( qBound( 1, query.pageSize, MAX_PAGE_SIZE ) ) );
    addToQuery( request.query, "order_params", toWire( query.order ) );
    if ( !query.nameContains.isEmpty() )
      addToQuery( request.query, "name", query.nameContains );
    if ( !query.workspace.isEmpty() )
      addToQuery( request.query, "only_namespace", query.workspace );
    addFlag( request.query, query.flag );

    Endpoint<ProjectPage> endpoint;
    endpoint.request = request;
    endpoint.auth = Auth::IfSignedIn;
    endpoint.decode = [asUser = query.asUser]( const HttpResponse &answer )
    { return decodePage( answer, asUser ); };
    endpoint.onError = [page = query.page]( Error error ) -> Result<ProjectPage>
    {
      if ( page > 1 && error.kind == ErrorKind::NotFound ) // the list may have become shorter meanwhile
        return ProjectPage{};
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }

  Endpoint<ProjectInfo> projectInfo( const ProjectName &name )
  {
    return { getRequest( projectPath( "v1/project", name ) ), decodeProjectInfo, Auth::IfSignedIn, {} };
  }

  Endpoint<ProjectInfo> projectInfoAt( const ProjectName &name, Version version )
  {
    Endpoint<ProjectInfo> endpoint = projectInfo( name );
    addToQuery( endpoint.request.query, "version", version.toString() );
    endpoint.decode = [version]( const HttpResponse &answer ) -> Result<ProjectInfo>
    {
      SYNCLINE_TRY( info, decodeProjectInfo( answer ) );
      if ( info.summary.version != version )
        return fail( ErrorKind::MalformedReply,
                     QStringLiteral( "%1 came where %2 was asked for" )
                       .arg( info.summary.version.toString(), version.toString() ) );
      return info;
    };
    return endpoint;
  }

  Endpoint<ProjectInfo> projectInfoSince( const ProjectName &name, Version since )
  {
    Endpoint<ProjectInfo> endpoint = projectInfo( name );
    addToQuery( endpoint.request.query, "since", since.toString() );
    return endpoint;
  }

  Endpoint<ProjectInfo> projectInfoById( const ProjectId &id )
  {
    Endpoint<ProjectInfo> endpoint;
    endpoint.request = getRequest( urlPath( "v1/project/by_uuid", { id.toString() } ) );
    endpoint.auth = Auth::IfSignedIn;
    endpoint.decode = [id]( const HttpResponse &answer ) -> Result<ProjectInfo>
    {
      SYNCLINE_TRY( info, decodeProjectInfo( answer ) );
      if ( info.summary.id != id )
        return fail( ErrorKind::MalformedReply, QStringLiteral( "another project than asked for" ) );
      return info;
    };
    return endpoint;
  }

  Endpoint<bool> createProject( const ProjectName &name, Visibility visibility )
  {
    const QJsonObject body{ { QStringLiteral( "name" ), name.project() },
                            { QStringLiteral( "public" ), visibility == Visibility::Public } };
    const auto decode = []( const HttpResponse & ) -> Result<bool> { return true; }; // the answer is empty
    return { postJson( urlPath( "v1/project", { name.workspace() } ), body ), decode, Auth::Required, {} };
  }
} // namespace syncline::endpoints
