// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/net/await.h"
#include "core/project/projectlock.h"
#include "core/sync/folder.h"
#include "core/sync/syncsession.h"

namespace syncline
{
  Result<void> linkFolder( SyncContext context, const QString &folder, const ProjectName &name )
  {
    FileOps &disk = diskOf( context );
    const ProjectPaths paths( folder );
    SYNCLINE_TRY( there, disk.stat( paths.folder() ) );
    if ( !there.isFolder() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "%1 is no folder" ).arg( paths.folder() ) );
    SYNCLINE_TRY( metadata, disk.stat( paths.metadataPath() ) );
    if ( metadata.exists() )
      return fail( ErrorKind::AlreadyExists,
                   QStringLiteral( "%1 belongs to a project already" ).arg( paths.folder() ) );
    SYNCLINE_TRY( info, await( context.api.call( endpoints::projectInfo( name ) ), context.cancel ) );
    if ( !info.files.isEmpty() || !info.unsafePaths.isEmpty() )
      return fail( ErrorKind::AlreadyExists,
                   QStringLiteral( "%1 has files on the server" ).arg( name.toString() ) );
    SYNCLINE_TRY( lock, ProjectLock::acquire( paths, disk ) );
    Folder linked( folder, context );
    SYNCLINE_CHECK( linked.beginEmpty( info, FileFilter() ) );
    return writeWhole( disk, paths.metadataPath(), linked.targetMetadata( info, {} ).toJson() );
  }
} // namespace syncline
