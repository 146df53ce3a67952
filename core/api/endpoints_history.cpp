// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_history.h"

#include "core/api/filedecoder.h"
#include "core/api/jsonreader.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    constexpr int MAX_COUNT = std::numeric_limits<int>::max();
    constexpr int MAX_PAGE_SIZE = 100; // the server gives no more, whatever is asked for

    //! What a version's line and its detail have in common.
    VersionSummary summaryIn( JsonReader &fields )
    {
      VersionSummary summary;
      summary.version = fields.parsed<Version>( "name" );
      summary.author = fields.textOr( "author" );
      summary.created = fields.timeOr( "created" );
      summary.projectSizeBytes = fields.integerOr( "project_size", 0 );
      return summary;
    }

    [[nodiscard]] Result<VersionSummary> decodeSummary( const QJsonObject &object )
    {
      JsonReader fields( object, "version" );
      VersionSummary summary = summaryIn( fields );
      const QJsonObject changes = fields.objectOr( "changes" );
      JsonReader counts( changes, "version.changes" );
      summary.added = int( counts.integerOr( "added", 0, 0, MAX_COUNT ) );
      summary.updated = int( counts.integerOr( "updated", 0, 0, MAX_COUNT ) );
      summary.updatedByDiff = int( counts.integerOr( "updated_diff", 0, 0, MAX_COUNT ) );
      summary.removed = int( counts.integerOr( "removed", 0, 0, MAX_COUNT ) );
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_CHECK( counts.check() );
      return summary;
    }

    [[nodiscard]] Result<VersionPage> decodePage( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "history" );
      VersionPage page;
      page.total = int( fields.integer( "count", 0, MAX_COUNT ) );
      const QJsonArray versions = fields.array( "versions" );
      SYNCLINE_CHECK( fields.check() );
      for ( const QJsonValue &value : versions )
      {
        SYNCLINE_TRY( summary, decodeSummary( value.toObject() ) );
        page.versions.append( summary );
      }
      return page;
    }

    //! How many of \a list there are; they are added to the files of \a detail.
    [[nodiscard]] Result<int> addFiles( const QJsonArray &list, VersionDetail &detail )
    {
      for ( const QJsonValue &value : list )
      {
        const QJsonObject object = value.toObject();
        JsonReader fields( object, "change" );
        const QString path = fields.text( "path" );
        SYNCLINE_CHECK( fields.check() );
        SYNCLINE_TRY( change, decodeFileChange( object, detail.summary.version ) );
        detail.files.append( { path, change } );
      }
      return int( list.size() );
    }

    [[nodiscard]] Result<ChangesetSummary> decodeChangeset( const QJsonObject &object )
    {
      JsonReader fields( object, "changeset" );
      ChangesetSummary summary;
      summary.sizeBytes = fields.integerOr( "size", 0 );
      summary.problem = fields.textOr( "error" );
      const QJsonArray tables = fields.arrayOr( "summary" );
      SYNCLINE_CHECK( fields.check() );
      for ( const QJsonValue &value : tables )
      {
        const QJsonObject table = value.toObject();
        JsonReader counts( table, "changeset.table" );
        summary.tables.append( { counts.text( "table" ), counts.integerOr( "insert", 0 ),
                                 counts.integerOr( "update", 0 ), counts.integerOr( "delete", 0 ) } );
        SYNCLINE_CHECK( counts.check() );
      }
      return summary;
    }

    [[nodiscard]] Result<VersionDetail> decodeDetail( const HttpResponse &answer, Version asked )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "version" );
      VersionDetail detail;
      detail.summary = summaryIn( fields );
      detail.userAgent = fields.textOr( "user_agent" );
      const Result<ProjectName> name =
        ProjectName::fromParts( fields.text( "namespace" ), fields.text( "project_name" ) );
      if ( !name )
        fields.complain( "project_name", name.error().detail );
      if ( detail.summary.version != asked )
        fields.complain( "name", QStringLiteral( "not what was asked for" ) );
      const QJsonObject changes = fields.object( "changes" );
      const QJsonObject changesets = fields.objectOr( "changesets" );
      JsonReader lists( changes, "version.changes" );
      const QJsonArray added = lists.arrayOr( "added" );
      const QJsonArray updated = lists.arrayOr( "updated" );
      const QJsonArray removed = lists.arrayOr( "removed" );
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_CHECK( lists.check() );
      detail.project = *name;
      SYNCLINE_TRY( addedCount, addFiles( added, detail ) );
      SYNCLINE_TRY( updatedCount, addFiles( updated, detail ) );
      SYNCLINE_TRY( removedCount, addFiles( removed, detail ) );
      detail.summary.added = addedCount;
      detail.summary.updated = updatedCount;
      detail.summary.removed = removedCount;
      for ( auto it = changesets.begin(); it != changesets.end(); ++it )
      {
        SYNCLINE_TRY( changeset, decodeChangeset( it.value().toObject() ) );
        detail.changesets.insert( it.key(), changeset );
      }
      return detail;
    }

    [[nodiscard]] Result<FileHistory> decodeFileHistory( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "file" );
      FileHistory history;
      history.path = fields.text( "path" );
      history.checksum = Sha1::fromString( fields.textOr( "checksum" ).toLower() ).value_or( Sha1() );
      // of a removed file the size is whatever the pusher wrote
      history.sizeBytes = qMax<qint64>( 0, fields.integerOr( "size", 0, -MAX_WIRE_NUMBER ) );
      history.changed = fields.timeOr( "mtime" );
      const QJsonObject changes = fields.objectOr( "history" );
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_TRY( decoded, decodeHistory( changes ) );
      history.changes = decoded;
      return history;
    }

    [[nodiscard]] Result<QJsonArray> decodeRows( const HttpResponse &answer )
    {
      SYNCLINE_TRY( rows, arrayIn( answer ) );
      for ( const QJsonValue &row : rows )
      {
        const QJsonObject object = row.toObject();
        JsonReader fields( object, "row" );
        fields.text( "table" );
        fields.text( "type" );
        fields.array( "changes" );
        SYNCLINE_CHECK( fields.check() );
      }
      return rows;
    }
  } // namespace

  Endpoint<VersionPage> versionPage( const VersionQuery &query )
  {
    Endpoint<VersionPage> endpoint;
    endpoint.request = getRequest(
      urlPath( "v1/project/versions/paginated", { query.project.workspace(), query.project.project() } ) );
    addToQuery( endpoint.request.query, "page", QString::number( query.page ) );
    addToQuery( endpoint.request.query, "per_page",
                QString::number( qBound( 1, query.pageSize, MAX_PAGE_SIZE ) ) );
    addToQuery( endpoint.request.query, "descending",
                query.order == VersionOrder::NewestFirst ? QStringLiteral( "true" )
                                                         : QStringLiteral( "false" ) );
    endpoint.auth = Auth::IfSignedIn;
    endpoint.decode = decodePage;
    endpoint.onError = [page = query.page]( Error error ) -> Result<VersionPage>
    {
      if ( page > 1 && error.kind == ErrorKind::NotFound )
        return VersionPage{};
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }

  Endpoint<VersionDetail> versionDetail( const ProjectId &project, Version version )
  {
    const auto decode = [version]( const HttpResponse &answer ) { return decodeDetail( answer, version ); };
    return { getRequest( urlPath( "v1/project/version", { project.toString(), version.toString() } ) ),
             decode,
             Auth::Required,
             {} };
  }

  Endpoint<FileHistory> fileHistory( const ProjectName &project, const RelPath &file )
  {
    HttpRequest request =
      getRequest( urlPath( "v1/resource/history", { project.workspace(), project.project() } ) );
    addToQuery( request.query, "path", file.toString() );
    return { request, decodeFileHistory, Auth::IfSignedIn, {} };
  }

  Endpoint<QJsonArray> fileChangeset( const ProjectName &project, const RelPath &file, Version version )
  {
    HttpRequest request = getRequest(
      urlPath( "v1/resource/changesets", { project.workspace(), project.project(), version.toString() } ) );
    addToQuery( request.query, "path", file.toString() );
    return { request, decodeRows, Auth::IfSignedIn, {} };
  }
} // namespace syncline::endpoints
