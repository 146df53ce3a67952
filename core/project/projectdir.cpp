// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/projectdir.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace syncline
{
  ProjectPaths::ProjectPaths( const QString &folder )
    : mFolder( QDir::cleanPath( QDir( folder ).absolutePath() ) )
  {
  }

  QString ProjectPaths::merginFolder() const { return mFolder + QStringLiteral( "/.mergin" ); }
  QString ProjectPaths::pathOf( const RelPath &file ) const
  {
    return mFolder + QLatin1Char( '/' ) + file.toString();
  }
  QString ProjectPaths::basePathOf( const RelPath &file ) const
  {
    return mFolder + QStringLiteral( "/.mergin/" ) + file.toString();
  }
  QString ProjectPaths::parkedFolder() const
  {
    return mFolder + QStringLiteral( "/.mergin/unfinished_pull" );
  }
  QString ProjectPaths::parkedPathOf( const RelPath &file ) const
  {
    return parkedFolder() + QLatin1Char( '/' ) + file.toString();
  }
  QString ProjectPaths::metadataPath() const { return mFolder + QStringLiteral( "/.mergin/mergin.json" ); }
  QString ProjectPaths::filterPath() const { return mFolder + QStringLiteral( "/.mergin/file_filter.json" ); }
  QString ProjectPaths::enginePath( const QString &name ) const
  {
    const QString engine = mFolder + QStringLiteral( "/.mergin/.engine" );
    return name.isEmpty() ? engine : engine + QLatin1Char( '/' ) + name;
  }
  QString ProjectPaths::journalPath() const { return enginePath( QStringLiteral( "journal" ) ); }
  QString ProjectPaths::ticketPath() const { return enginePath( QStringLiteral( "push" ) ); }
  QString ProjectPaths::statePath() const { return enginePath( QStringLiteral( "state.json" ) ); }
  QString ProjectPaths::scanCachePath() const { return enginePath( QStringLiteral( "scan.json" ) ); }

  namespace
  {
    //! Whether a file below \a base lies at the same place below \a live too.
    bool hasBaseFile( const QString &base, const QString &live )
    {
      QDirIterator files( base, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories );
      while ( files.hasNext() )
      {
        const QString below = files.next().mid( base.size() );
        if ( !below.startsWith( QLatin1String( "/.engine/" ) ) && QFileInfo( live + below ).isFile() )
          return true;
      }
      return false;
    }

    //! Whether a folder that has no mergin.json once had one: base files or a scope of the official client's are left. Not where a
    //! download of ours has only begun, nor where other programs keep a .mergin of their own.
    bool hasLostMetadata( const ProjectPaths &paths )
    {
      if ( QFileInfo::exists( paths.enginePath( QStringLiteral( "download.json" ) ) ) )
        return false;
      return QFileInfo::exists( paths.filterPath() ) || QFileInfo::exists( paths.parkedFolder() ) ||
             hasBaseFile( paths.merginFolder(), paths.folder() );
    }
  } // namespace

  Result<ProjectDir> ProjectDir::open( const QString &folder ) { return open( folder, realDisk() ); }

  Result<ProjectDir> ProjectDir::open( const QString &folder, FileOps &disk )
  {
    ProjectDir dir( folder );
    Result<QByteArray> bytes = readSmallFile( disk, dir.mPaths.metadataPath() );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound && hasLostMetadata( dir.mPaths ) )
      return fail( ErrorKind::DamagedMetadata, QStringLiteral( "mergin.json is gone" ) );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound )
      return fail( ErrorKind::NotAProject,
                   QStringLiteral( "there is no .mergin/mergin.json in %1" ).arg( dir.folder() ) );
    if ( !bytes )
      return passOn( bytes.error(), __func__ );
    SYNCLINE_TRY( metadata, Metadata::fromJson( *bytes ) );
    dir.mMetadata = std::move( metadata );
    dir.mMetadataBytes = std::move( *bytes );
    return dir;
  }

  Result<QString> ProjectDir::rootContaining( const QString &path )
  {
    QString folder = QDir::cleanPath( QFileInfo( path ).absoluteFilePath() );
    if ( !QFileInfo( folder ).isDir() )
      folder = folderOf( folder );
    for ( ;; )
    {
      const ProjectPaths paths( folder );
      if ( QFileInfo::exists( paths.metadataPath() ) || QFileInfo::exists( paths.statePath() ) ||
           hasLostMetadata( paths ) )
        return folder;
      if ( folder == folderOf( folder ) )
        return fail( ErrorKind::NotAProject, QStringLiteral( "%1 is in no project folder" ).arg( path ) );
      folder = folderOf( folder );
    }
  }

  Result<ProjectDir> ProjectDir::containing( const QString &path )
  {
    SYNCLINE_TRY( folder, rootContaining( path ) );
    return open( folder );
  }

  bool ProjectDir::hasUnfinishedBusiness() const
  {
    return QFileInfo::exists( mPaths.journalPath() ) || QFileInfo::exists( mPaths.ticketPath() ) ||
           QFileInfo::exists( mPaths.parkedFolder() );
  }
} // namespace syncline
