// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/enginework.h"

#include "core/project/fileops.h"
#include "core/project/projectdir.h"
#include "core/sync/rebuildmetadata.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStorageInfo>

namespace syncline::work
{
  namespace
  {
    const QString ACTIVITY_FILE = QStringLiteral( "activity.json" );

    //! Files that a sync of ours or of another client kept beside others.
    QStringList conflictCopiesIn( const QString &folder, const CancelToken &cancel )
    {
      QStringList found;
      const QDir root( folder );
      QDirIterator files(
        folder, { QStringLiteral( "*(conflicted copy, *" ), QStringLiteral( "*(edit conflict, *" ) },
        QDir::Files, QDirIterator::Subdirectories );
      while ( files.hasNext() && !cancel.isCanceled() )
        if ( const QString path = root.relativeFilePath( files.next() );
             !path.startsWith( QLatin1String( ".mergin/" ) ) )
          found << path;
      found.sort();
      return found;
    }

    //! A folder whose metadata cannot be used: what our own state, or the rest of them, still tells about it.
    [[nodiscard]] Result<FolderLook> lookAtDamage( const QString &root, const Error &damage )
    {
      const ProjectPaths paths( root );
      const Result<EngineState> state = lostmetadata::find( paths, realDisk() );
      const ProjectIdentity left = lostmetadata::remainsIn( paths, realDisk() ).identity;
      if ( !state && left.id.isEmpty() && left.name.isEmpty() )
        return tl::unexpected<Error>( damage );
      FolderLook look;
      look.folder = root;
      if ( state )
        look.version = state->baseVersion.value_or( state->version );
      look.isRepairable = true;
      look.trouble = damage;
      look.trouble->kind = ErrorKind::DamagedMetadata; // also where the file is gone
      return look;
    }

    //! The nearest folder above that exists: where a new one would be made.
    QFileInfo nearestExisting( const QString &folder )
    {
      QFileInfo info( QDir::cleanPath( folder ) );
      while ( !info.exists() && info.absoluteFilePath() != info.absolutePath() )
        info = QFileInfo( info.absolutePath() );
      return info;
    }
  } // namespace

  Result<FolderLook> look( const SyncContext &context, const QString &path, AskServer ask )
  {
    SYNCLINE_TRY( root, ProjectDir::rootContaining( path ) );
    const Result<ProjectDir> dir = ProjectDir::open( root );
    if ( !dir )
      return lookAtDamage( root, dir.error() );
    FolderLook look;
    look.folder = dir->folder();
    look.name = dir->identity().name;
    look.role = dir->identity().role;
    look.version = dir->identity().version;
    look.hasUnfinishedSync = dir->hasUnfinishedBusiness();
    look.conflictCopies = conflictCopiesIn( look.folder, context.cancel );
    if ( const Result<QByteArray> kept = readSmallFile( realDisk(), dir->enginePath( ACTIVITY_FILE ) ) )
      look.activity = activityFromJson( *kept );
    Result<ProjectStatus> status = projectStatus( context, look.folder, ask );
    if ( !status && ask == AskServer::Yes && status.error().kind != ErrorKind::Canceled )
    {
      look.trouble = status.error(); // the server is out of reach: what is known here is still worth showing
      status = projectStatus( context, look.folder, AskServer::No );
    }
    if ( status )
    {
      if ( status->role != ProjectRole::None )
        look.role = status->role;
      look.status = std::move( *status );
    }
    else if ( !look.trouble )
    {
      look.trouble = status.error();
    }
    return look;
  }

  FolderState inspect( const QString &folder )
  {
    FolderState state;
    const QFileInfo info( folder );
    state.exists = info.exists();
    if ( state.exists )
    {
      const QDir dir( folder );
      state.isEmpty =
        info.isDir() && dir.isEmpty( QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot );
      state.isProject = dir.exists( QStringLiteral( ".mergin/mergin.json" ) );
    }
    const QFileInfo near = nearestExisting( folder );
    state.isWritable = near.isDir() && near.isWritable();
    const QStorageInfo storage( near.absoluteFilePath() );
    if ( storage.isValid() && storage.isReady() )
      state.freeBytes = storage.bytesAvailable();
    return state;
  }

  QStringList projectFiles( const QString &folder )
  {
    const QStringList patterns = { QStringLiteral( "*.qgz" ), QStringLiteral( "*.qgs" ) };
    const QDir root( folder );
    QStringList found;
    for ( const QString &name : root.entryList( patterns, QDir::Files, QDir::Name ) )
      found << root.filePath( name );
    for ( const QString &sub : root.entryList( QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name ) )
      for ( const QString &name :
            QDir( root.filePath( sub ) ).entryList( patterns, QDir::Files, QDir::Name ) )
        found << root.filePath( sub + QLatin1Char( '/' ) + name );
    return found;
  }

  Result<bool> keepActivity( const QString &folder, const QList<ActivityEntry> &entries )
  {
    SYNCLINE_TRY( dir, ProjectDir::containing( folder ) );
    SYNCLINE_CHECK( realDisk().makeFolder( dir.enginePath() ) );
    SYNCLINE_CHECK( writeWhole( realDisk(), dir.enginePath( ACTIVITY_FILE ), toJson( entries ) ) );
    return true;
  }

  QStringList existing( const QStringList &folders )
  {
    QStringList found;
    for ( const QString &folder : folders )
      if ( QFileInfo( folder ).isDir() )
        found << folder;
    return found;
  }
} // namespace syncline::work
