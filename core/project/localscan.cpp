// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/localscan.h"

#include "core/project/ignorerules.h"

namespace syncline
{
  namespace
  {
    QString below( const QString &folder, const QString &name )
    {
      return folder.isEmpty() ? name : folder + QLatin1Char( '/' ) + name;
    }

    constexpr qint64 NS_PER_MS = 1000000;
  } // namespace

  bool LocalFiles::isSurelyMissing( const RelPath &path ) const
  {
    if ( files.contains( path ) )
      return false;
    for ( QString folder = path.folder();; )
    {
      if ( unknownFolders.contains( folder ) )
        return false;
      if ( folder.isEmpty() )
        return true;
      const int slash = int( folder.lastIndexOf( QLatin1Char( '/' ) ) );
      folder = slash < 0 ? QString() : folder.left( slash );
    }
  }

  LocalScan::LocalScan( Tools tools, const ProjectPaths &paths, const FileFilter &scope )
    : mTools( tools )
    , mPaths( paths )
    , mScope( scope )
  {
  }

  Result<LocalFiles> LocalScan::run( const CancelToken &cancel )
  {
    mFound = LocalFiles();
    SYNCLINE_TRY( root, mTools.disk.stat( mPaths.folder() ) );
    if ( !root.isFolder() )
      return fail( ErrorKind::NotAProject, QStringLiteral( "%1 is no folder" ).arg( mPaths.folder() ) );
    mRootDevice = root.device;
    SYNCLINE_CHECK( walk( QString(), cancel ) );
    if ( mFound.unknownFolders.contains( QString() ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "%1 cannot be listed" ).arg( mPaths.folder() ) );
    QHash<RelPath, bool> present;
    for ( const ScannedFile &file : std::as_const( mFound.files ) )
      present.insert( file.path, true );
    mTools.cache.keepOnly( present );
    return std::move( mFound );
  }

  Result<void> LocalScan::walk( const QString &folder, const CancelToken &cancel )
  {
    if ( cancel.isCanceled() )
      return fail( ErrorKind::Canceled );
    const Result<QStringList> names = mTools.disk.list( below( mPaths.folder(), folder ) );
    if ( !names )
    {
      mFound.unknownFolders.insert( folder );
      return {};
    }
    for ( const QString &name : *names )
    {
      const QString relative = below( folder, name );
      const Result<FileStat> there = mTools.disk.stat( below( mPaths.folder(), relative ) );
      const bool isFolder = there && there->isFolder();
      // A folder that somebody moved to another disk and linked, or whose disk is not there now, is not removed.
      if ( there && there->isLink && !there->isFile() )
        mFound.unknownFolders.insert( relative );
      if ( isFolder && ( there->isLink || isIgnoredFolder( name ) ) )
        continue;
      if ( isFolder )
      {
        if ( there->device != mRootDevice )
          mFound.otherVolumes.append( relative );
        SYNCLINE_CHECK( walk( relative, cancel ) );
        continue;
      }
      if ( isIgnoredName( name ) || isRollbackJournal( folder, name, *names ) ||
           ( there && there->kind == FileStat::Kind::Other ) )
        continue;
      if ( there )
        SYNCLINE_CHECK( take( relative, *there, cancel ) );
      else
        mFound.unknownFolders.insert( folder ); // not even its kind is known
    }
    return {};
  }

  //! A rollback journal beside its database is part of a transaction, not a file of the project.
  bool LocalScan::isRollbackJournal( const QString &folder, const QString &name,
                                     const QStringList &siblings ) const
  {
    const QString ending = QStringLiteral( "-journal" );
    if ( !name.endsWith( ending ) )
      return false;
    const QString database = name.left( name.size() - ending.size() );
    return siblings.contains( database ) && mTools.reader.isDatabaseName( below( folder, database ) );
  }

  Result<void> LocalScan::take( const QString &relative, const FileStat &there, const CancelToken &cancel )
  {
    const Result<RelPath> path = RelPath::fromString( relative );
    if ( !path )
    {
      mFound.refusedNames.insert( relative, path.error() );
      return {};
    }
    if ( !mScope.contains( *path ) )
    {
      mFound.outOfScope.append( relative );
      return {};
    }
    SYNCLINE_TRY( file, scanned( *path, there, cancel ) );
    mFound.files.insert( *path, file );
    return {};
  }

  Result<ScannedFile> LocalScan::scanned( const RelPath &path, const FileStat &there,
                                          const CancelToken &cancel )
  {
    ScannedFile file;
    file.path = path;
    file.isLink = there.isLink;
    if ( !there.exists() )
    {
      file.problem = Error{
        ErrorKind::LocalIo, QStringLiteral( "%1 is a link to nowhere" ).arg( path.toString() ), {}, {}
      };
      return file;
    }
    const bool isDatabaseName = mTools.reader.isDatabaseName( path.toString() );
    FileStat log;
    if ( isDatabaseName )
      log = mTools.disk.stat( mPaths.pathOf( path ) + QStringLiteral( "-wal" ) ).value_or( FileStat() );
    file.identity = FileIdentity::of( there, log );
    const CachedFile *known = mTools.cache.find( path, file.identity );
    CachedFile fresh;
    if ( !known )
    {
      Result<CachedFile> content = read( path, file.identity, cancel );
      if ( !content && content.error().kind == ErrorKind::Canceled )
        return tl::unexpected<Error>( content.error() );
      if ( !content )
      {
        file.problem = content.error();
        return file;
      }
      fresh = *content;
      known = &fresh;
    }
    file.sha1 = known->sha1;
    file.hasPendingLog = known->hasPendingLog;
    file.isDamaged = known->isDamaged;
    file.isDatabase = isDatabaseName && !known->isDamaged;
    return file;
  }

  Result<CachedFile> LocalScan::read( const RelPath &path, const FileIdentity &identity,
                                      const CancelToken &cancel )
  {
    CachedFile file;
    file.identity = identity;
    file.hashedAtNs = mTools.clock.now().toMSecsSinceEpoch() * NS_PER_MS;
    const QString absolute = mPaths.pathOf( path );
    ++mFound.contentReads;
    if ( mTools.reader.isDatabaseName( path.toString() ) && identity.sizeBytes > 0 )
    {
      const Result<DatabaseReader::Print> print = mTools.reader.fingerprint( absolute, cancel );
      if ( print )
      {
        file.sha1 = print->sha1;
        file.hasPendingLog = print->hasPendingLog;
        mTools.cache.insert( path, file );
        return file;
      }
      if ( print.error().kind != ErrorKind::DamagedDatabase )
        return tl::unexpected<Error>( print.error() );
      file.isDamaged = true; // nobody can hold locks of a database in it, so an ordinary handle does no harm
    }
    else if ( mTools.reader.isDatabaseName( path.toString() ) )
    {
      file.isDamaged = true; // empty, though somebody may be about to fill it: not opened
      file.sha1 = sha1Of( {} );
      mTools.cache.insert( path, file );
      return file;
    }
    SYNCLINE_TRY( sha1, mTools.disk.hash( absolute, cancel ) );
    file.sha1 = sha1;
    mTools.cache.insert( path, file );
    return file;
  }
} // namespace syncline
