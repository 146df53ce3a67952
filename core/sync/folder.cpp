// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/folder.h"

#include "core/base/logging.h"
#include "core/project/asciijson.h"
#include "core/sync/planpull.h"

namespace syncline
{
  namespace
  {
    //! Files below \a folder, relative to it; follows no links.
    [[nodiscard]] Result<QStringList> filesBelow( FileOps &disk, const QString &folder,
                                                  const QString &prefix )
    {
      QStringList files;
      SYNCLINE_TRY( names, disk.list( folder ) );
      for ( const QString &name : names )
      {
        SYNCLINE_TRY( there, disk.stat( folder + QLatin1Char( '/' ) + name ) );
        if ( there.isFolder() && !there.isLink )
        {
          SYNCLINE_TRY( below, filesBelow( disk, folder + QLatin1Char( '/' ) + name,
                                           prefix + name + QLatin1Char( '/' ) ) );
          files += below;
        }
        else if ( there.isFile() )
          files.append( prefix + name );
      }
      return files;
    }
  } // namespace

  FileOps &diskOf( const SyncContext &context ) { return context.disk ? *context.disk : realDisk(); }

  Clock &clockOf( const SyncContext &context )
  {
    static SystemClock sClock; // has no state
    return context.clock ? *context.clock : sClock;
  }

  Folder::Folder( const QString &path, const SyncContext &context )
    : mPaths( path )
    , mDisk( diskOf( context ) )
    , mClock( clockOf( context ) )
  {
    mCache = ScanCache::load( mDisk, mPaths.scanCachePath() );
  }

  Result<void> Folder::load()
  {
    SYNCLINE_TRY( dir, ProjectDir::open( mPaths.folder(), mDisk ) );
    mMetadata = dir.metadata();
    mMetadataSum = sha1Of( dir.metadataBytes() );
    const Result<EngineState> state = EngineState::load( mDisk, mPaths.statePath() );
    if ( !state && state.error().kind != ErrorKind::DamagedMetadata )
      return passOn( state.error(), __func__ );
    if (
      !state ) // what is in it makes us safer and faster; without it, nothing that is out of scope is in the base either
      qCWarning( lcSync ) << "our own state is damaged and made anew:" << toLogLine( state.error() );
    const bool isOurs = state && state->project == mMetadata.identity.id;
    mState = isOurs ? *state : EngineState();
    SYNCLINE_TRY( scope, FileFilter::load( mDisk, mPaths.filterPath() ) );
    if ( scope.isEverything() && !mState.filter.isEverything() )
    {
      qCWarning( lcSync ) << "file_filter.json is gone; the scope of the last sync is kept";
      scope = mState.filter;
    }
    mScope = scope;
    mBase = inScope( mMetadata.files, mScope );
    return {};
  }

  Result<void> Folder::keepScope()
  {
    SYNCLINE_TRY( there, mDisk.stat( mPaths.filterPath() ) );
    if ( there.exists() || mScope.isEverything() )
      return {};
    return writeWhole( mDisk, mPaths.filterPath(), toAsciiJson( mScope.toJson() ) );
  }

  Result<void> Folder::beginEmpty( const ProjectInfo &info, const FileFilter &scope )
  {
    mMetadata = Metadata();
    mMetadata.identity.id = info.summary.id;
    mMetadata.identity.name = info.summary.name;
    mMetadata.identity.workspaceId = info.workspaceId;
    mMetadata.identity.role = info.summary.role;
    mMetadataSum = Sha1();
    mBase.clear();
    mState = EngineState();
    mScope = scope;
    return {};
  }

  void Folder::assume( const BaseFiles &base )
  {
    mMetadata.files = base;
    mBase = inScope( base, mScope );
  }

  Result<LocalInventory> Folder::look( const CancelToken &cancel )
  {
    const DatabaseReader reader = liveDatabaseReader();
    LocalScan scan( { mDisk, mClock, mCache, reader }, mPaths, mScope );
    SYNCLINE_TRY( found, scan.run( cancel ) );
    mFound = found;
    SYNCLINE_TRY( parked, parkedFiles() );
    const QSet<RelPath> waiting( parked.begin(), parked.end() );
    return judged( mFound, mBase, { mDisk, mClock, mCache, mPaths, mState, waiting }, cancel );
  }

  void Folder::saveCache()
  {
    const Result<void> saved = mCache.save( mDisk, mPaths.scanCachePath() );
    if ( !saved )
      qCInfo( lcSync ) << "the scan cache is not kept:" << toLogLine( saved.error() );
  }

  bool Folder::isCaseSensitive() const
  {
    const Result<FileStat> one = mDisk.stat( mPaths.folder() + QStringLiteral( "/.mergin" ) );
    const Result<FileStat> other = mDisk.stat( mPaths.folder() + QStringLiteral( "/.MERGIN" ) );
    return !one || !other || !other->exists() || one->inode != other->inode;
  }

  ServerInventory Folder::serverFiles( const ProjectInfo &info )
  {
    ServerInventory server = inScope( info.files, mScope );
    mHeldBack = info.unsafePaths;
    mCaseTwins.clear();
    for ( const QString &listed : info.unsafePaths )
    {
      // What the list says of a file we know is not understood: that is no word about its removal.
      const Result<RelPath> path = RelPath::fromString( listed );
      const auto known = path ? mBase.constFind( *path ) : mBase.constEnd();
      if ( known != mBase.constEnd() )
        server.insert( *path, toServerFile( *known ) );
    }
    if ( isCaseSensitive() )
      return server;
    const QHash<RelPath, RelPath> losers = colliding( server, mBase );
    for ( auto one = losers.begin(); one != losers.end(); ++one )
    {
      server.remove( one.key() );
      mHeldBack.append( one.key().toString() );
      mCaseTwins.insert( one.key().toString(), one.value().toString() );
    }
    return server;
  }

  QList<FileOutcome> Folder::heldBack() const
  {
    QList<FileOutcome> outcomes;
    for ( const QString &path : mHeldBack )
    {
      FileOutcome outcome;
      outcome.path = path;
      outcome.otherPath = mCaseTwins.value( path );
      outcome.event = FileEvent::NotInstalled;
      const Result<RelPath> known = RelPath::fromString( path );
      outcome.problem =
        known && mBase.contains( *known )
          ? Error{ ErrorKind::MalformedReply,
                   QStringLiteral( "%1 is listed without a checksum" ).arg( path ),
                   {},
                   {} }
          : Error{ ErrorKind::UnsafePath, QStringLiteral( "this disk cannot hold the name" ), {}, {} };
      outcomes.append( outcome );
    }
    return outcomes;
  }

  Metadata Folder::targetMetadata( const ProjectInfo &info, const ServerInventory &server ) const
  {
    Metadata target;
    target.other =
      jsonObjectFrom( info.rawJson, QStringLiteral( "project info" ) ).value_or( mMetadata.other );
    target.other.remove( QStringLiteral( "files" ) );
    target.identity.id = info.summary.id.isEmpty() ? mMetadata.identity.id : info.summary.id;
    target.identity.name = info.summary.name;
    target.identity.workspaceId =
      info.workspaceId.isValid() ? info.workspaceId : mMetadata.identity.workspaceId;
    target.identity.version = info.summary.version;
    target.identity.role = info.summary.role;
    for ( const ServerFile &file : server )
      target.files.insert( file.path, toBaseEntry( file ) );
    return target;
  }

  EngineState Folder::targetState( const ProjectInfo &info, const QHash<RelPath, Sha1> &twins ) const
  {
    EngineState state = mState;
    state.project = info.summary.id;
    state.version = info.summary.version;
    state.filter = mScope;
    state.heldBack = mHeldBack;
    state.rootVolume = mDisk.volumeOf( mPaths.folder() ).value_or( QString() );
    state.serverFiles.clear();
    for ( const ServerFile &file : info.files )
      state.serverFiles.insert( file.path, toBaseEntry( file ) );
    for ( const QString &listed : info.unsafePaths )
    {
      // What was known of a file stays known, here as in mergin.json, which is made anew from this list when it is lost.
      const Result<RelPath> path = RelPath::fromString( listed );
      if ( !path )
        continue;
      if ( mBase.contains( *path ) )
        state.serverFiles.insert( *path, mBase.value( *path ) );
      else if ( mState.serverFiles.contains( *path ) )
        state.serverFiles.insert( *path, mState.serverFiles.value( *path ) );
    }
    for ( const QString &folder : mFound.otherVolumes )
    {
      if ( !state.otherVolumes.contains( folder ) )
        state.otherVolumes.append( folder );
    }
    for ( auto twin = twins.begin(); twin != twins.end(); ++twin )
      state.twins.insert( twin.key(), twin.value() );
    for ( auto twin = state.twins.begin(); twin != state.twins.end(); )
    {
      if ( state.serverFiles.contains( twin.key() ) )
        ++twin;
      else
        twin = state.twins.erase( twin );
    }
    return state;
  }

  bool Folder::differsFrom( const Metadata &target ) const
  {
    const ProjectIdentity &now = mMetadata.identity;
    const ProjectIdentity &then = target.identity;
    return mMetadataSum.isEmpty() || now.version != then.version || now.name != then.name ||
           now.id != then.id || now.role != then.role || mMetadata.files != target.files;
  }

  Result<QList<RelPath>> Folder::parkedFiles()
  {
    QList<RelPath> files;
    SYNCLINE_TRY( there, mDisk.stat( mPaths.parkedFolder() ) );
    if ( !there.isFolder() )
      return files;
    SYNCLINE_TRY( names, filesBelow( mDisk, mPaths.parkedFolder(), QString() ) );
    for ( const QString &name : names )
    {
      const Result<RelPath> path = RelPath::fromString( name );
      if ( path )
        files.append( *path );
    }
    return files;
  }
} // namespace syncline
