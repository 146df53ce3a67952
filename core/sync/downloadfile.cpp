// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/downloadfile.h"

#include "core/api/endpoints.h"
#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/sync/downloader.h"
#include "core/sync/folder.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace syncline
{
  namespace
  {
    [[nodiscard]] Result<DownloadItem> itemIn( const ProjectInfo &info, const FileRequest &request )
    {
      const auto isIt = [&request]( const ServerFile &file ) { return file.path == request.file; };
      const auto file = std::find_if( info.files.begin(), info.files.end(), isIt );
      if ( file == info.files.end() )
        return fail( ErrorKind::NotFound,
                     QStringLiteral( "%1 has no file %2" )
                       .arg( info.summary.version.toString(), request.file.toString() ) );
      // An old version of a database is put together again by the server: the same rows, other bytes.
      const bool mayDiffer = request.version && livedb::isVersionedName( file->path.toString() );
      return DownloadItem{ file->path, file->checksum, file->sizeBytes, mayDiffer };
    }

    [[nodiscard]] Result<void> putInPlace( FileOps &disk, const QString &content, const QString &output )
    {
      SYNCLINE_TRY( there, disk.stat( output ) );
      const bool isDatabase = there.isFile() && there.sizeBytes > 0 && livedb::isDatabaseName( output ) &&
                              livedb::check( output ).has_value();
      if ( !isDatabase )
        return disk.rename( content, output );
      return disk.through( "install a database",
                           [&content, &output] { return livedb::install( content, output, {} ); } );
    }

    [[nodiscard]] Result<void> bring( const SyncContext &context, const ProjectInfo &info,
                                      const DownloadItem &item, const QString &output )
    {
      FileOps &disk = diskOf( context );
      ProgressMeter meter( context.onProgress, clockOf( context ) );
      // Always the same name, so that an interrupted download goes on; beside the output, so that a rename is enough.
      const QString folder = QStringLiteral( "%1/.%2.syncline" )
                               .arg( QFileInfo( output ).absolutePath(), QFileInfo( output ).fileName() );
      Downloader downloader( { context.api, disk, clockOf( context ), meter }, info.summary.name,
                             info.summary.version, folder );
      SYNCLINE_TRY( unavailable, downloader.fetch( { item }, context.cancel ) );
      if ( const auto problem = unavailable.constFind( item.path ); problem != unavailable.constEnd() )
      {
        (void)removeTree( disk, folder );
        return tl::unexpected<Error>( *problem );
      }
      const QString content = downloader.pathOf( item );
      if ( item.mayDiffer )
        SYNCLINE_CHECK( livedb::check( content ) );
      SYNCLINE_CHECK( putInPlace( disk, content, output ) );
      (void)removeTree( disk, folder ); // leftovers cost space only
      return disk.sync( QFileInfo( output ).absolutePath() );
    }
  } // namespace

  Result<Version> downloadFile( const SyncContext &context, const FileRequest &request )
  {
    const QString output = QDir::current().absoluteFilePath( request.output );
    if ( QFileInfo( output ).isDir() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "%1 is a folder" ).arg( request.output ) );
    if ( !QFileInfo( QFileInfo( output ).absolutePath() ).isDir() )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "there is no folder %1" ).arg( QFileInfo( output ).absolutePath() ) );
    const Endpoint<ProjectInfo> question = request.version
                                             ? endpoints::projectInfoAt( request.project, *request.version )
                                             : endpoints::projectInfo( request.project );
    SYNCLINE_TRY( info, await( context.api.call( question ), context.cancel ) );
    SYNCLINE_TRY( item, itemIn( info, request ) );
    SYNCLINE_CHECK( bring( context, info, item, output ) );
    return info.summary.version;
  }
} // namespace syncline
