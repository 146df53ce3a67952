// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/net/await.h"
#include "core/project/asciijson.h"
#include "core/project/projectlock.h"
#include "core/sync/puller.h"
#include "core/sync/syncsession.h"

namespace syncline
{
  namespace
  {
    QString markerPath( const ProjectPaths &paths )
    {
      return paths.enginePath( QStringLiteral( "download.json" ) );
    }

    //! What an interrupted download leaves behind, so that only the same download goes on in that folder.
    QJsonObject markerOf( const DownloadRequest &request, const ProjectInfo &info, const FileFilter &scope )
    {
      return { { QStringLiteral( "project" ), info.summary.id.toString() },
               { QStringLiteral( "version" ), request.version ? request.version->toString() : QString() },
               { QStringLiteral( "filter" ),
                 scope.isEverything() ? QJsonValue( QJsonValue::Null ) : QJsonValue( scope.toJson() ) } };
    }

    bool isMarkedBy( const ProjectPaths &paths, const QJsonObject &marker, FileOps &disk )
    {
      const Result<QByteArray> bytes = readSmallFile( disk, markerPath( paths ) );
      const Result<QJsonObject> old =
        bytes ? jsonObjectFrom( *bytes, markerPath( paths ) ) : tl::unexpected<Error>( bytes.error() );
      return old && *old == marker;
    }

    //! Whether nothing but our own beginnings is in the folder: a download was interrupted before it installed a file.
    [[nodiscard]] Result<bool> isBarelyBegun( const ProjectPaths &paths, const QStringList &names,
                                              FileOps &disk )
    {
      if ( names != QStringList{ QStringLiteral( ".mergin" ) } )
        return names.isEmpty();
      SYNCLINE_TRY( ours, disk.list( paths.merginFolder() ) );
      for ( const QString &name : ours )
      {
        const bool isBeginning =
          name == QLatin1String( ".engine" ) || name.startsWith( QLatin1String( "file_filter.json" ) );
        if ( !isBeginning )
          return false;
      }
      SYNCLINE_TRY( journal, disk.stat( paths.journalPath() ) );
      return !journal.exists();
    }

    //! The folder is ours to fill: missing, empty, or left by the same download.
    [[nodiscard]] Result<void> requireUsable( const ProjectPaths &paths, const QJsonObject &marker,
                                              FileOps &disk )
    {
      SYNCLINE_TRY( there, disk.stat( paths.folder() ) );
      if ( !there.exists() && !there.isLink )
        return {};
      if ( !there.isFolder() )
        return fail( ErrorKind::AlreadyExists, QStringLiteral( "%1 is a file" ).arg( paths.folder() ) );
      SYNCLINE_TRY( metadata, disk.stat( paths.metadataPath() ) );
      if ( metadata.exists() )
        return fail( ErrorKind::AlreadyExists,
                     QStringLiteral( "%1 is a project folder already" ).arg( paths.folder() ) );
      SYNCLINE_TRY( names, disk.list( paths.folder() ) );
      SYNCLINE_TRY( isBegun, isBarelyBegun( paths, names, disk ) );
      if ( isBegun || isMarkedBy( paths, marker, disk ) )
        return {};
      return fail( ErrorKind::AlreadyExists, QStringLiteral( "%1 is not empty" ).arg( paths.folder() ) );
    }

    //! Marks the folder as this download's. What another one began in it goes; it installed nothing.
    [[nodiscard]] Result<void> mark( const ProjectPaths &paths, const QJsonObject &marker, FileOps &disk )
    {
      if ( isMarkedBy( paths, marker, disk ) )
        return {};
      SYNCLINE_CHECK( removeIfThere( disk, paths.filterPath() ) );
      SYNCLINE_CHECK( removeTree( disk, Stager::downloadFolder( paths ) ) );
      SYNCLINE_CHECK( removeTree( disk, paths.enginePath( QStringLiteral( "stage" ) ) ) );
      return writeWhole( disk, markerPath( paths ), toAsciiJson( marker ) );
    }

    [[nodiscard]] Result<ProjectInfo> infoFor( const SyncContext &context, const DownloadRequest &request )
    {
      const Endpoint<ProjectInfo> question = request.version
                                               ? endpoints::projectInfoAt( request.project, *request.version )
                                               : endpoints::projectInfo( request.project );
      return await( context.api.call( question ), context.cancel );
    }

    //! Folder and lock are there: brings everything in.
    [[nodiscard]] Result<SyncReport> fill( const SyncContext &context, Folder &folder,
                                           const ProjectInfo &info, const DownloadRequest &request )
    {
      SyncReport report;
      report.project = info.summary.name;
      Committer committer( { folder.disk(), folder.clock(), context.onProgress }, folder.paths() );
      SYNCLINE_TRY( interrupted, committer.recover() );
      report.hadUnfinishedBusiness = interrupted.has_value();
      SYNCLINE_TRY( metadata, folder.disk().stat( folder.paths().metadataPath() ) );
      if ( metadata.exists() ) // only the end of it was missing
        SYNCLINE_CHECK( folder.load() );
      ProgressMeter meter( context.onProgress, folder.clock() );
      Puller puller( folder, { context.api, folder.disk(), folder.clock(), meter }, context.onProgress );
      const SessionData &session = context.api.session().data();
      const Puller::Order order{
        info, request.version.has_value(), session.auth ? session.auth->userName : QString(), {}
      };
      SYNCLINE_TRY( result, puller.pull( order, context.cancel ) );
      report.files = result.files;
      report.files.append( folder.heldBack() );
      report.after = folder.metadata().identity.version;
      SYNCLINE_CHECK( removeIfThere( folder.disk(), markerPath( folder.paths() ) ) );
      meter.begin( Phase::Finishing, 1 );
      meter.finish();
      return report;
    }
  } // namespace

  Result<SyncReport> downloadProject( SyncContext context, const DownloadRequest &request )
  {
    SYNCLINE_TRY( scope, FileFilter::fromLists( request.include, request.exclude ) );
    SYNCLINE_TRY( info, infoFor( context, request ) );
    FileOps &disk = diskOf( context );
    const ProjectPaths paths( request.folder );
    const QJsonObject marker = markerOf( request, info, scope );
    SYNCLINE_CHECK( requireUsable( paths, marker, disk ) );
    SYNCLINE_TRY( lock, ProjectLock::acquire( paths, disk ) );
    SYNCLINE_CHECK( mark( paths, marker, disk ) );
    if ( !scope.isEverything() ) // before the first file: whoever opens the folder must know its scope
      SYNCLINE_CHECK( writeWhole( disk, paths.filterPath(), toAsciiJson( scope.toJson() ) ) );
    Folder folder( request.folder, context );
    SYNCLINE_CHECK( folder.beginEmpty( info, scope ) );
    return fill( context, folder, info, request );
  }
} // namespace syncline
