// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/stager.h"

#include "core/gpkg/livedatabase.h"
#include "core/sync/committer.h"
#include "core/sync/serverdiffs.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    using Kind = CommitStep::Kind;
    constexpr qint64 SPARE_BYTES = 16ll * 1024 * 1024; // journal, metadata, and room to breathe

    bool isVersioned( const RelPath &path ) { return livedb::isVersionedName( path.toString() ); }

    template<class... Parts> struct Overloaded : Parts...
    {
        using Parts::operator()...;
    };
    template<class... Parts> Overloaded( Parts... ) -> Overloaded<Parts...>;
  } // namespace

  Stager::Stager( Tools tools, const ProjectPaths &paths, QString run )
    : mTools( tools )
    , mPaths( paths )
    , mRun( std::move( run ) )
  {
  }

  QString Stager::downloadFolder( const ProjectPaths &paths )
  {
    return paths.enginePath( QStringLiteral( "download" ) );
  }
  QString Stager::stagedPath( const QString &name ) const
  {
    return Committer::stagingFolder( mPaths, mRun ) + QLatin1Char( '/' ) + name;
  }
  QString Stager::freshName() { return QString::number( ++mNames ); }

  Result<Stager::Staged> Stager::stage( const StageOrder &order, const CancelToken &cancel )
  {
    mOrder = &order;
    mCancel = cancel;
    mStaged = Staged();
    mUses.clear();
    mBuilt.clear();
    Downloader downloader( mTools, order.project, order.version, downloadFolder( mPaths ) );
    ServerDiffs source( mTools, { order.id, order.project } );
    SYNCLINE_TRY( chains, chainsFor( source, order ) );
    SYNCLINE_CHECK( requireSpace( order, downloader, chains ) );
    SYNCLINE_CHECK( buildByDiffs( source, chains ) );
    const QList<DownloadItem> items = downloadsFor( order );
    for ( const DownloadItem &item : items )
      ++mUses[item.checksum];
    if ( mBuilt.size() < chains.size() ) // these come as a whole after all
      SYNCLINE_CHECK( requireSpace( order, downloader, {} ) );
    if ( !items.isEmpty() )
    {
      SYNCLINE_TRY( unavailable, downloader.fetch( items, cancel ) );
      mUnavailable = unavailable;
    }
    SYNCLINE_CHECK( mTools.disk.makeFolder( Committer::stagingFolder( mPaths, mRun ) ) );
    for ( const pull::Action &action : order.plan )
    {
      if ( cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      const Result<void> staged = stageOne( action );
      const RelPath path = pull::pathOf( action );
      const bool isItsOwnTrouble =
        !staged &&
        ( staged.error().kind == ErrorKind::FileInUse || staged.error().kind == ErrorKind::ReadOnly ||
          staged.error().kind == ErrorKind::VersionConflict || staged.error().kind == ErrorKind::NotFound ||
          staged.error().kind == ErrorKind::DamagedDatabase ||
          staged.error().kind == ErrorKind::MalformedReply );
      if ( !staged && !isItsOwnTrouble )
        return passOn( staged.error(), __func__ );
      if ( isItsOwnTrouble )
      {
        CommitStep step = newStep( Kind::Defer, path, FileEvent::NotInstalled );
        step.problem = staged.error();
        add( step );
      }
    }
    SYNCLINE_CHECK( mTools.disk.sync( Committer::stagingFolder( mPaths, mRun ) ) );
    return std::move( mStaged );
  }

  //! The server's files of which the plan needs the content, however it comes.
  QList<DownloadItem> Stager::contentsFor( const StageOrder &order ) const
  {
    QList<DownloadItem> items;
    for ( const pull::Action &action : order.plan )
    {
      if ( pull::bringsContent( action ) )
        items.append( downloadOf( pull::pathOf( action ) ) );
    }
    return items;
  }

  QList<DownloadItem> Stager::downloadsFor( const StageOrder &order ) const
  {
    QList<DownloadItem> items = contentsFor( order );
    items.erase( std::remove_if( items.begin(), items.end(),
                                 [this]( const DownloadItem &item )
                                 { return mBuilt.contains( item.path ); } ),
                 items.end() );
    return items;
  }

  DownloadItem Stager::downloadOf( const RelPath &path ) const
  {
    const ServerFile file = mOrder->inventory.server.value( path );
    return { path, file.checksum, file.sizeBytes, mOrder->isOldVersion && isVersioned( path ) };
  }

  /**
   * Room for the whole pull, known before its first byte. \a chains: what will be built of changesets instead of being downloaded,
   * which takes the changesets, a working copy and the result.
   */
  Result<void> Stager::requireSpace( const StageOrder &order, const Downloader &downloader,
                                     const DiffChains &chains )
  {
    qint64 needed = 0;
    QList<DownloadItem> downloads;
    for ( const DownloadItem &item : contentsFor( order ) )
    {
      const auto chain = chains.constFind( item.path );
      if ( chain != chains.constEnd() )
      {
        needed += order.inventory.base.value( item.path ).sizeBytes + item.sizeBytes;
        for ( const DiffLink &link : *chain )
          needed += qMax( link.sizeBytes, qint64( 0 ) );
      }
      else if ( !mBuilt.contains( item.path ) )
        downloads.append( item );
      const LocalFile local = order.inventory.local.value( item.path );
      if ( isVersioned( item.path ) )
        needed += item.sizeBytes; // the base file, or what lies ready for other clients
      if ( local.isDatabase )
        needed +=
          3 * local.sizeBytes + 2 * item.sizeBytes; // it is kept, merged and tried; SQLite writes pages twice
      else if ( local.change == LocalChange::Modified || local.change == LocalChange::Added )
        needed += local.sizeBytes;
    }
    SYNCLINE_TRY( missing, downloader.bytesMissing( downloads ) );
    needed += missing;
    if ( needed == 0 )
      return {};
    SYNCLINE_CHECK( mTools.disk.makeFolder( mPaths.enginePath() ) );
    SYNCLINE_TRY( available, mTools.disk.freeBytes( mPaths.enginePath() ) );
    if ( available < needed + SPARE_BYTES )
      return fail( ErrorKind::DiskFull, QStringLiteral( "%1 bytes are needed in %2, %3 are free" )
                                          .arg( needed + SPARE_BYTES )
                                          .arg( mPaths.folder() )
                                          .arg( available ) );
    return {};
  }

  CommitStep Stager::newStep( CommitStep::Kind kind, const RelPath &path, FileEvent event ) const
  {
    CommitStep step;
    step.kind = kind;
    step.path = path;
    step.event = event;
    const Inventory &inventory = mOrder->inventory;
    if ( const auto base = inventory.base.constFind( path ); base != inventory.base.constEnd() )
      step.entryBefore = *base;
    if ( const auto server = inventory.server.constFind( path ); server != inventory.server.constEnd() )
    {
      step.entryAfter = toBaseEntry( *server );
      step.sizeBytes = server->sizeBytes;
    }
    return step;
  }

  void Stager::add( CommitStep step ) { mStaged.steps.append( std::move( step ) ); }

  Result<void> Stager::stageOne( const pull::Action &action )
  {
    return std::visit(
      Overloaded{ [this]( const pull::Fetch &fetch ) { return stageFetch( fetch ); },
                  [this]( const pull::Merge &merge )
                  { return stageDatabase( merge.path, FileEvent::Downloaded ); },
                  [this]( const pull::KeepBoth &both ) { return stageKeepBoth( both.path ); },
                  [this]( const pull::Adopt &adopt ) { return stageAdopt( adopt.path ); },
                  [this]( const pull::Remove &remove ) -> Result<void>
                  {
                    CommitStep step = newStep( Kind::Remove, remove.path, FileEvent::RemovedHere );
                    step.before = mOrder->inventory.local.value( remove.path ).checksum;
                    step.dropsBase = isVersioned( remove.path );
                    add( step );
                    return {};
                  },
                  [this]( const pull::KeepHere &keep ) -> Result<void>
                  {
                    stageKeepHere( keep.path );
                    return {};
                  },
                  [this]( const pull::Forget &forget ) -> Result<void>
                  {
                    CommitStep step = newStep( Kind::Base, forget.path, FileEvent::Adopted );
                    step.dropsBase = isVersioned( forget.path );
                    step.isReported = false;
                    add( step );
                    return {};
                  },
                  [this]( const pull::MoveAside &aside ) -> Result<void>
                  {
                    CommitStep step = newStep( Kind::MoveAside, aside.path, FileEvent::ConflictCopyKept );
                    step.otherPath = aside.to;
                    step.dropsBase = isVersioned( aside.path );
                    add( step );
                    return {};
                  },
                  [this]( const pull::FollowMove &move ) -> Result<void>
                  {
                    SYNCLINE_CHECK( stageFetch( { move.to, pull::Fetch::Why::New } ) );
                    CommitStep step = newStep( Kind::MoveAside, move.from, FileEvent::ConflictCopyKept );
                    step.otherPath = move.copy;
                    add( step );
                    return {};
                  },
                  [this]( const pull::CarryOver &move ) { return stageCarryOver( move ); },
                  [this]( const pull::Defer &defer ) -> Result<void>
                  {
                    CommitStep step = newStep( Kind::Defer, defer.path, FileEvent::NotInstalled );
                    step.problem = defer.problem;
                    add( step );
                    return {};
                  } },
      action );
  }

  //! The downloaded content as a file of its own in the staging folder.
  Result<QString> Stager::takeDownload( const RelPath &path )
  {
    if ( const auto problem = mUnavailable.constFind( path ); problem != mUnavailable.constEnd() )
      return tl::unexpected<Error>( *problem );
    const DownloadItem item = downloadOf( path );
    const QString from =
      Downloader( mTools, mOrder->project, mOrder->version, downloadFolder( mPaths ) ).pathOf( item );
    const QString name = freshName();
    if ( --mUses[item.checksum] > 0 )
    {
      SYNCLINE_CHECK( mTools.disk.copy( from, stagedPath( name ) ) );
      SYNCLINE_CHECK( mTools.disk.sync( stagedPath( name ) ) );
    }
    else
      SYNCLINE_CHECK( mTools.disk.rename( from, stagedPath( name ) ) );
    if ( isVersioned( path ) )
      SYNCLINE_CHECK( livedb::check( stagedPath( name ) ) );
    return name;
  }

  Result<QString> Stager::snapshot( const RelPath &path, const CancelToken &cancel )
  {
    const QString name = freshName();
    const QString from = mPaths.pathOf( path );
    const QString to = stagedPath( name );
    SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( to ) ) );
    SYNCLINE_CHECK(
      mTools.disk.through( "snapshot a database", [&] { return livedb::snapshot( from, to, cancel ); } ) );
    SYNCLINE_CHECK( mTools.disk.sync( to ) );
    return name;
  }

  Result<Stager::Copy> Stager::copyOf( const RelPath &path, const CancelToken &cancel )
  {
    Copy copy;
    copy.name = freshName();
    const QString to = stagedPath( copy.name );
    SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( to ) ) );
    SYNCLINE_CHECK( mTools.disk.copy( mPaths.pathOf( path ), to ) );
    SYNCLINE_TRY( sha1, mTools.disk.hash( to, cancel ) );
    SYNCLINE_TRY( there, mTools.disk.stat( to ) );
    copy.checksum = sha1;
    copy.sizeBytes = there.sizeBytes;
    return copy;
  }

  Result<QString> Stager::stagedTwice( const QString &name )
  {
    const QString copy = freshName();
    SYNCLINE_CHECK( mTools.disk.copy( stagedPath( name ), stagedPath( copy ) ) );
    SYNCLINE_CHECK( mTools.disk.sync( stagedPath( copy ) ) );
    return copy;
  }

  Result<void> Stager::stageFetch( const pull::Fetch &fetch )
  {
    const LocalFile local = mOrder->inventory.local.value( fetch.path );
    const bool isHere = !local.path.isEmpty() && local.isThere();
    const FileEvent event =
      fetch.why == pull::Fetch::Why::RemovedHere ? FileEvent::RestoredHere : FileEvent::Downloaded;
    const bool isDatabaseHere = isHere && local.isDatabase && !local.isLink;
    if ( isDatabaseHere && isVersioned( fetch.path ) && !mOrder->isOldVersion )
      return stageDatabase( fetch.path, event );
    CommitStep step = newStep( Kind::Place, fetch.path, event );
    SYNCLINE_TRY( content, takeContent( fetch.path ) );
    step.staged = content;
    if ( isDatabaseHere )
    {
      step.kind = Kind::Database;
      SYNCLINE_TRY( before, snapshot( fetch.path, mCancel ) );
      SYNCLINE_TRY( sha1, mTools.disk.hash( stagedPath( before ), mCancel ) );
      if ( sha1 != local.checksum && !mOrder->isOldVersion )
        return fail( ErrorKind::VersionConflict,
                     QStringLiteral( "%1 was edited meanwhile" ).arg( fetch.path.toString() ) );
      step.snapshot = before;
      add( step );
      return {};
    }
    if ( isHere )
      step.before = local.checksum;
    if ( isVersioned( fetch.path ) )
    {
      SYNCLINE_TRY( base, stagedTwice( content ) );
      step.stagedBase = base;
    }
    add( step );
    return {};
  }

  Result<void> Stager::stageKeepBoth( const RelPath &path )
  {
    const LocalFile local = mOrder->inventory.local.value( path );
    CommitStep step = newStep( Kind::Place, path, FileEvent::ConflictCopyKept );
    step.otherPath = conflictCopyName( path.toString(), mOrder->mark );
    SYNCLINE_TRY( content, takeContent( path ) );
    step.staged = content;
    if ( !local.isDatabase || local.isLink )
    {
      SYNCLINE_TRY( copy, copyOf( path, mCancel ) );
      SYNCLINE_CHECK( mTools.disk.sync( stagedPath( copy.name ) ) );
      step.copy = copy.name;
      step.before = copy.checksum; // whatever it is by now: just this goes into the copy
      if ( isVersioned( path ) )
      {
        SYNCLINE_TRY( base, stagedTwice( content ) );
        step.stagedBase = base;
      }
      add( step );
      return {};
    }
    SYNCLINE_TRY( before, snapshot( path, mCancel ) );
    step.snapshot = before;
    SYNCLINE_TRY( isSame, livedb::sameContent( stagedPath( before ), stagedPath( content ), mCancel ) );
    if ( !isSame )
    {
      SYNCLINE_TRY( both, keptBoth( step, content, mOrder->mark ) );
      add( both );
      return {};
    }
    // both sides made the same edit, or it is our own version that comes back
    step = newStep( Kind::Base, path, FileEvent::Adopted );
    step.stagedBase = isVersioned( path ) ? content : QString();
    if ( !isVersioned( path ) && !local.hasPendingLog )
      mStaged.twins.insert( path, local.checksum );
    add( step );
    return {};
  }

  Result<void> Stager::stageAdopt( const RelPath &path )
  {
    CommitStep step = newStep( Kind::Base, path, FileEvent::Adopted );
    if ( isVersioned( path ) && mOrder->inventory.local.value( path ).isDatabase )
    {
      SYNCLINE_TRY( content, snapshot( path, mCancel ) );
      SYNCLINE_TRY( sha1, mTools.disk.hash( stagedPath( content ), mCancel ) );
      if ( sha1 != mOrder->inventory.server.value( path ).checksum )
        return fail( ErrorKind::VersionConflict,
                     QStringLiteral( "%1 was edited meanwhile" ).arg( path.toString() ) );
      step.stagedBase = content;
    }
    add( step );
    return {};
  }

  void Stager::stageKeepHere( const RelPath &path )
  {
    CommitStep step = newStep( Kind::Base, path, FileEvent::KeptHere );
    step.dropsBase = isVersioned( path );
    add( step );
  }

  /**
   * Our file under its new name, above the server's as its base: the next push sends our rows. A database that is open elsewhere
   * cannot go: whoever has it would write on into a file that nobody syncs. It stays beside the server's.
   */
  Result<void> Stager::stageCarryOver( const pull::CarryOver &move )
  {
    const LocalFile local = mOrder->inventory.local.value( move.from );
    SYNCLINE_TRY( isOpen, livedb::isOpenElsewhere( mPaths.pathOf( move.from ) ) );
    if ( isOpen || local.hasPendingLog )
    {
      SYNCLINE_CHECK( stageFetch( { move.to, pull::Fetch::Why::New } ) );
      stageKeepHere( move.from );
      return {};
    }
    CommitStep arrival = newStep( Kind::Place, move.to, FileEvent::Downloaded );
    SYNCLINE_TRY( content, takeContent( move.to ) );
    SYNCLINE_TRY( ours, snapshot( move.from, mCancel ) );
    arrival.staged = ours;
    arrival.stagedBase = content;
    SYNCLINE_TRY( theirs, stagedTwice( content ) );
    arrival.snapshot = theirs; // rows of the server's that ours replaced are in no other file
    add( arrival );
    CommitStep departure = newStep( Kind::Remove, move.from, FileEvent::RemovedHere );
    departure.before = local.checksum;
    departure.dropsBase = true;
    add( departure );
    return {};
  }

  Result<void> Stager::rebuildBases( const QList<BaseEntry> &entries, const ProjectName &project,
                                     Version version, const CancelToken &cancel )
  {
    if ( entries.isEmpty() )
      return {};
    QList<DownloadItem> items;
    for ( const BaseEntry &entry : entries )
      items.append( { entry.path, entry.checksum, entry.sizeBytes, true } );
    Downloader downloader( mTools, project, version, downloadFolder( mPaths ) );
    SYNCLINE_TRY( unavailable, downloader.fetch( items, cancel ) );
    for ( const DownloadItem &item : items )
    {
      const QString content = downloader.pathOf( item );
      SYNCLINE_TRY( there, mTools.disk.stat( content ) );
      if ( unavailable.contains( item.path ) || !there.isFile() || !livedb::check( content ) )
        continue;
      const QString base = mPaths.basePathOf( item.path );
      SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( base ) ) );
      SYNCLINE_CHECK( mTools.disk.rename( content, base ) );
      SYNCLINE_CHECK( mTools.disk.sync( folderOf( base ) ) );
    }
    return {};
  }
} // namespace syncline
