// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/logging.h"
#include "core/gpkg/applier.h"
#include "core/gpkg/livedatabase.h"
#include "core/sync/committer.h"
#include "core/sync/conflictname.h"

// The single steps of Committer. Each may be done again: what was renamed out of the staging folder is done.
namespace syncline
{
  namespace
  {
    constexpr int MAX_NAME_CHOICES = 1000;

    //! Whether both hold the same bytes, the second one being the user's.
    bool isSameFile( FileOps &disk, const QString &ours, const QString &theirs )
    {
      const Result<FileStat> one = disk.stat( ours );
      const Result<FileStat> other = disk.stat( theirs );
      if ( !one || !other || !other->isFile() || one->sizeBytes != other->sizeBytes )
        return false;
      const Result<Sha1> sum = disk.hash( ours, {} );
      if ( !livedb::isDatabaseName( theirs ) )
      {
        const Result<Sha1> theirSum = disk.hash( theirs, {} );
        return sum && theirSum && *theirSum == *sum;
      }
      const Result<livedb::Fingerprint> print = livedb::fingerprint( theirs, {} );
      return sum && print && !print->hasPendingWal && print->sha1 == *sum;
    }

    //! The file is not as it was when the plan was made: plan again. Told apart from other trouble by its kind.
    tl::unexpected<Error> changedMeanwhile( const RelPath &path )
    {
      return fail( ErrorKind::VersionConflict,
                   QStringLiteral( "%1 was edited meanwhile" ).arg( path.toString() ) );
    }
  } // namespace

  Result<void> Committer::renameOver( const QString &from, const QString &to )
  {
    mTouchedFolders.insert( folderOf( to ) );
    return mTools.disk.rename( from, to );
  }

  //! A folder of the path that is a link could lead out of the project: nothing is written there.
  Result<void> Committer::makeFolderFor( const RelPath &path )
  {
    const QString folder = path.folder();
    for ( int slash = folder.isEmpty() ? -1 : int( folder.indexOf( QLatin1Char( '/' ) ) ); !folder.isEmpty();
          slash = int( folder.indexOf( QLatin1Char( '/' ), slash + 1 ) ) )
    {
      const QString part =
        mPaths.folder() + QLatin1Char( '/' ) + ( slash < 0 ? folder : folder.left( slash ) );
      SYNCLINE_TRY( there, mTools.disk.stat( part ) );
      if ( there.isLink )
        return fail( ErrorKind::UnsafePath, QStringLiteral( "%1 is a link" ).arg( part ) );
      if ( slash < 0 )
        break;
    }
    if ( folder.isEmpty() )
      return {};
    return mTools.disk.makeFolder( mPaths.folder() + QLatin1Char( '/' ) + folder );
  }

  Result<QString> Committer::placeCopy( const QString &name, const QString &wanted )
  {
    SYNCLINE_TRY( copy, mTools.disk.stat( staged( name ) ) );
    if ( !copy.exists() )
      return wanted; // done before an interruption
    for ( int k = 0; k < MAX_NAME_CHOICES; ++k )
    {
      const QString choice = k == 0 ? wanted : numberedName( wanted, k );
      SYNCLINE_TRY( path, RelPath::fromString( choice ) );
      SYNCLINE_CHECK( makeFolderFor( path ) );
      const Result<void> placed = mTools.disk.renameToNew( staged( name ), mPaths.pathOf( path ) );
      if ( placed )
      {
        mTouchedFolders.insert( folderOf( mPaths.pathOf( path ) ) );
        return choice;
      }
      if ( placed.error().kind != ErrorKind::AlreadyExists )
        return tl::unexpected<Error>( placed.error() );
      if ( isSameFile( mTools.disk, staged( name ),
                       mPaths.pathOf( path ) ) ) // kept already by an attempt that got no further
        return choice;
    }
    return fail( ErrorKind::LocalIo, QStringLiteral( "no free name for %1" ).arg( wanted ) );
  }

  Result<void> Committer::place( const CommitStep &step )
  {
    SYNCLINE_TRY( file, mTools.disk.stat( staged( step.staged ) ) );
    if ( !step.snapshot.isEmpty() )
      SYNCLINE_CHECK( keepSnapshotInTrash( step ) );
    if ( !step.stagedBase.isEmpty() )
      SYNCLINE_CHECK( setBase( step ) );
    if ( !file.exists() )
      return {}; // done before an interruption
    return step.before.isEmpty() ? placeNew( step ) : replace( step );
  }

  Result<void> Committer::placeNew( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_CHECK( makeFolderFor( step.path ) );
    SYNCLINE_TRY( there, mTools.disk.stat( live ) );
    if ( there.isFolder() && !there.isLink )
      SYNCLINE_CHECK(
        mTools.disk.removeFolder( live ) ); // left empty by files that went; never more than that
    mTouchedFolders.insert( folderOf( live ) );
    const Result<void> placed = mTools.disk.renameToNew( staged( step.staged ), live );
    if ( !placed && placed.error().kind == ErrorKind::AlreadyExists )
      return changedMeanwhile( step.path );
    return placed;
  }

  Result<void> Committer::requireBefore( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_TRY( there, mTools.disk.stat( live ) );
    if ( !there.isFile() )
      return changedMeanwhile( step.path );
    if ( there.sizeBytes > 0 && livedb::isDatabaseName( live ) )
    {
      const Result<livedb::Fingerprint> print = livedb::fingerprint( live, {} );
      if ( print && ( print->hasPendingWal || print->sha1 != step.before ) )
        return changedMeanwhile( step.path );
      if ( print || print.error().kind != ErrorKind::DamagedDatabase )
        return print ? Result<void>() : tl::unexpected<Error>( print.error() );
    }
    SYNCLINE_TRY( now, there.sizeBytes == 0 ? Result<Sha1>( sha1Of( {} ) ) : mTools.disk.hash( live, {} ) );
    if ( now != step.before )
      return changedMeanwhile( step.path );
    return {};
  }

  Result<void> Committer::replace( const CommitStep &step )
  {
    SYNCLINE_CHECK( makeFolderFor( step.path ) );
    SYNCLINE_CHECK( requireBefore( step ) );
    if ( step.copy.isEmpty() )
      SYNCLINE_CHECK( keepInTrash( step ) );
    else
    {
      SYNCLINE_TRY( other, placeCopy( step.copy, step.otherPath ) );
      mOtherPaths.insert( step.path, other );
    }
    SYNCLINE_CHECK( mTools.disk.copyPermissions( mPaths.pathOf( step.path ), staged( step.staged ) ) );
    return renameOver( staged( step.staged ), mPaths.pathOf( step.path ) );
  }

  //! A second name for the bytes that are going to be replaced: should somebody still write into them, that is kept too.
  Result<void> Committer::keepInTrash( const CommitStep &step )
  {
    SYNCLINE_TRY( slot, mTrash.slotFor( mIntent.run, step.path ) );
    mTouchedFolders.insert( folderOf( slot ) );
    const Result<void> kept = mTools.disk.link( mPaths.pathOf( step.path ), slot );
    if ( !kept && kept.error().kind == ErrorKind::AlreadyExists )
      return {};
    return kept;
  }

  //! Another program has the database open, or died with edits in its log, which must stay with the file.
  Result<void> Committer::requireUnopened( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    if ( !livedb::isDatabaseName( live ) )
      return {};
    const auto inUse = fail( ErrorKind::FileInUse,
                             QStringLiteral( "%1 is open in another program" ).arg( step.path.toString() ) );
    SYNCLINE_TRY( journal, mTools.disk.stat( live + QStringLiteral( "-journal" ) ) );
    SYNCLINE_TRY( log, mTools.disk.stat( live + QStringLiteral( "-wal" ) ) );
    SYNCLINE_TRY( index, mTools.disk.stat( live + QStringLiteral( "-shm" ) ) );
    if ( journal.exists() )
      return inUse;
    if ( !log.exists() && !index.exists() ) // empty ones stay behind whoever only read
      return {};
    SYNCLINE_TRY( isOpen, livedb::isOpenElsewhere( live ) );
    SYNCLINE_TRY( print, livedb::fingerprint( live, {} ) );
    if ( isOpen || print.hasPendingWal )
      return inUse;
    return {};
  }

  //! SQLite writes the file, and a journal beside it. Where it cannot, that is known before the metadata counts on it.
  Result<void> Committer::requireWritable( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    for ( const QString &path : { live, folderOf( live ) } )
    {
      SYNCLINE_TRY( there, mTools.disk.stat( path ) );
      if ( there.exists() && !there.isWritable )
        return fail( ErrorKind::ReadOnly, QStringLiteral( "%1 may not be written" ).arg( path ) );
    }
    return {};
  }

  Result<void> Committer::remove( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_TRY( there, mTools.disk.stat( live ) );
    if ( there.exists() || there.isLink )
    {
      SYNCLINE_CHECK( requireUnopened( step ) );
      SYNCLINE_CHECK( requireBefore( step ) );
      SYNCLINE_TRY( slot, mTrash.slotFor( mIntent.run, step.path ) );
      mTouchedFolders.insert( folderOf( live ) );
      mTouchedFolders.insert( folderOf( slot ) ); // the safety copy must not go with the power
      SYNCLINE_CHECK( mTools.disk.rename( live, slot ) );
    }
    SYNCLINE_CHECK( dropSideFiles( step.path ) );
    removeEmptyFolders( folderOf( live ) );
    mOtherPaths.insert( step.path, QStringLiteral( ".mergin/.engine/trash/" ) + mIntent.run +
                                     QLatin1Char( '/' ) + step.path.toString() );
    return setBase( step );
  }

  //! What an empty log and its index leave beside a database that went: they would be taken for those of the next one there.
  Result<void> Committer::dropSideFiles( const RelPath &path )
  {
    const QString live = mPaths.pathOf( path );
    if ( !livedb::isDatabaseName( live ) )
      return {};
    SYNCLINE_TRY( there, mTools.disk.stat( live ) );
    if ( there.exists() )
      return {};
    SYNCLINE_CHECK( removeIfThere( mTools.disk, live + QStringLiteral( "-wal" ) ) );
    return removeIfThere( mTools.disk, live + QStringLiteral( "-shm" ) );
  }

  void Committer::removeEmptyFolders( const QString &folder )
  {
    for ( QString empty = folder; empty.startsWith( mPaths.folder() + QLatin1Char( '/' ) );
          empty = folderOf( empty ) )
    {
      if ( !mTools.disk.removeFolder( empty ) ) // not empty, or not allowed: it stays
        return;
      mTouchedFolders.insert( folderOf( empty ) );
    }
  }

  Result<void> Committer::moveAside( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_TRY( there, mTools.disk.stat( live ) );
    if ( there.exists() && !there.isFolder() )
    {
      SYNCLINE_CHECK( requireUnopened( step ) );
      for ( int k = 0;; ++k )
      {
        const QString choice = k == 0 ? step.otherPath : numberedName( step.otherPath, k );
        SYNCLINE_TRY( path, RelPath::fromString( choice ) );
        SYNCLINE_CHECK( makeFolderFor( path ) );
        const Result<void> moved = mTools.disk.renameToNew( live, mPaths.pathOf( path ) );
        if ( !moved && ( moved.error().kind != ErrorKind::AlreadyExists || k == MAX_NAME_CHOICES ) )
          return moved;
        if ( !moved )
          continue;
        mTouchedFolders.insert( folderOf( mPaths.pathOf( path ) ) );
        mOtherPaths.insert( step.path, choice );
        break;
      }
      mTouchedFolders.insert( folderOf( live ) );
      SYNCLINE_CHECK( dropSideFiles( step.path ) );
    }
    if ( !mOtherPaths.contains( step.path ) )
      mOtherPaths.insert( step.path, step.otherPath );
    removeEmptyFolders( folderOf( live ) );
    return setBase( step );
  }

  Result<void> Committer::settleBase( const CommitStep &step )
  {
    if ( !step.isBaseLate )
      return setBase( step );
    SYNCLINE_TRY( file, mTools.disk.stat( staged( step.stagedBase ) ) );
    if ( !file.exists() )
      return {}; // done before an interruption
    if ( const Result<void> gone = removeIfThere( mTools.disk, mPaths.basePathOf( step.path ) ); !gone )
      qCInfo( lcSync ) << "the base file stays until the new one is there:" << toLogLine( gone.error() );
    return {};
  }

  Result<void> Committer::setBase( const CommitStep &step )
  {
    const QString base = mPaths.basePathOf( step.path );
    if ( step.dropsBase )
    {
      SYNCLINE_TRY( there, mTools.disk.stat( base ) );
      if ( there.isFile() )
        SYNCLINE_CHECK( mTools.disk.remove( base ) );
      return {};
    }
    if ( step.stagedBase.isEmpty() )
      return {};
    SYNCLINE_TRY( file, mTools.disk.stat( staged( step.stagedBase ) ) );
    if ( !file.exists() )
      return {}; // done before an interruption
    SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( base ) ) );
    return renameOver( staged( step.stagedBase ), base );
  }

  /**
   * Everything about an existing database that comes before the metadata: is it still what was planned for, the copy of the
   * user's content beside, and the server's content where other clients look for unfinished work.
   */
  Result<void> Committer::park( const CommitStep &step )
  {
    SYNCLINE_TRY( content, mTools.disk.stat( staged( baseOf( step ) ) ) );
    if ( !content.exists() )
      return {}; // done before an interruption
    SYNCLINE_CHECK( makeFolderFor( step.path ) );
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_CHECK(
      requireWritable( step ) ); // before a conflict copy is made: each sync would make another one
    SYNCLINE_TRY( isInstalled, livedb::sameContent( live, staged( step.staged ), {} ) );
    if ( !isInstalled )
    {
      SYNCLINE_TRY( isAsPlanned, livedb::sameContent( live, staged( step.snapshot ), {} ) );
      if ( !isAsPlanned )
        return changedMeanwhile( step.path );
    }
    if ( !step.copy.isEmpty() )
    {
      SYNCLINE_TRY( other, placeCopy( step.copy, step.otherPath ) );
      mOtherPaths.insert( step.path, other );
    }
    if ( !livedb::isVersionedName( live ) )
      return installDatabase( step ); // other clients know no unfinished state of these
    if ( !mIntent.writesMetadata )
      return {}; // it waits there already
    SYNCLINE_CHECK( removeIfThere( mTools.disk, readyToPark( step ) ) );
    SYNCLINE_CHECK( mTools.disk.copy( staged( baseOf( step ) ), readyToPark( step ) ) );
    return mTools.disk.sync( readyToPark( step ) );
  }

  Result<void> Committer::publishParked()
  {
    for ( const CommitStep &step : std::as_const( mIntent.steps ) )
    {
      if ( step.kind != CommitStep::Kind::Database || mResult.deferred.contains( step.path ) )
        continue;
      SYNCLINE_TRY( ready, mTools.disk.stat( readyToPark( step ) ) );
      if ( !ready.exists() )
        continue;
      const QString parked = mPaths.parkedPathOf( step.path );
      SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( parked ) ) );
      SYNCLINE_CHECK( mTools.disk.rename( readyToPark( step ), parked ) );
      SYNCLINE_CHECK( mTools.disk.sync( folderOf( parked ) ) );
    }
    return {};
  }

  Result<void> Committer::installDatabase( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    const QString content = staged( step.staged );
    SYNCLINE_TRY( isInstalled, livedb::sameContent( live, content, {} ) );
    if ( !isInstalled )
      SYNCLINE_CHECK( bringIn( step ) );
    if ( !livedb::isVersionedName( live ) )
    {
      SYNCLINE_TRY( print, livedb::fingerprint( live, {} ) );
      if ( !print.hasPendingWal )
        mIntent.state.twins.insert( step.path, print.sha1 );
    }
    return {};
  }

  /**
   * Rows where rows will do: the lock is short, and who has the layer open sees nothing but these rows change. An edit that is saved
   * between a look of ours and the installation must not be overwritten: both ways look under the lock.
   */
  Result<void> Committer::bringIn( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    const livedb::Change whole{ live, staged( step.snapshot ), staged( step.staged ) };
    const livedb::Change rows{ live, staged( step.snapshot ), staged( step.changes ) };
    auto outcome = livedb::Outcome::Done;
    const auto work = [&]() -> Result<void>
    {
      Result<livedb::Outcome> result = step.changes.isEmpty() ? livedb::installIfUnchanged( whole, {} )
                                                              : livedb::applyIfUnchanged( rows, {} );
      if ( !result && !step.changes.isEmpty() && result.error().kind == ErrorKind::ChangesetConflict )
        result = livedb::installIfUnchanged( whole, {} );
      SYNCLINE_CHECK( result );
      outcome = *result;
      return {};
    };
    SYNCLINE_CHECK( mTools.disk.through( "install a database", work ) );
    if ( outcome == livedb::Outcome::ChangedMeanwhile )
      return changedMeanwhile( step.path );
    return {};
  }

  Result<void> Committer::installParkedDatabase( const CommitStep &step )
  {
    const QString live = mPaths.pathOf( step.path );
    SYNCLINE_TRY( content, mTools.disk.stat( staged( baseOf( step ) ) ) );
    if ( content.exists() && livedb::isVersionedName( live ) )
    {
      SYNCLINE_CHECK( installDatabase( step ) );
      if ( step.event != FileEvent::ConflictCopyKept )
        SYNCLINE_CHECK( keepSnapshotInTrash( step ) );
      const QString base = mPaths.basePathOf( step.path );
      SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( base ) ) );
      SYNCLINE_CHECK( mTools.disk.rename( staged( baseOf( step ) ), base ) );
      // All is in place. A file that went on waiting for this would pass for one of which only the base file was made.
      if ( const Result<void> flushed = mTools.disk.sync( folderOf( base ) ); !flushed )
        qCInfo( lcSync ) << "not flushed:" << base << toLogLine( flushed.error() );
    }
    return unpark( step.path );
  }

  Result<void> Committer::keepSnapshotInTrash( const CommitStep &step )
  {
    SYNCLINE_TRY( before, mTools.disk.stat( staged( step.snapshot ) ) );
    if ( !before.exists() )
      return {}; // done before an interruption
    SYNCLINE_TRY( slot, mTrash.slotFor( mIntent.run, step.path ) );
    SYNCLINE_CHECK( mTools.disk.rename( staged( step.snapshot ), slot ) );
    return mTools.disk.sync( folderOf( slot ) );
  }

  Result<void> Committer::unpark( const RelPath &path )
  {
    const QString parked = mPaths.parkedPathOf( path );
    if ( !removeIfThere( mTools.disk, parked ) ) // what cannot be removed may yet be moved
      SYNCLINE_CHECK( mTools.disk.rename( parked, staged( QStringLiteral( "unparked" ) ) ) );
    for ( QString folder = folderOf( parked ); folder.startsWith( mPaths.parkedFolder() );
          folder = folderOf( folder ) )
    {
      if ( !mTools.disk.removeFolder( folder ) )
        break;
    }
    return {};
  }
} // namespace syncline
