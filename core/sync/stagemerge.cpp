// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/logging.h"
#include "core/gpkg/applier.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "core/sync/beyondrows.h"
#include "core/sync/rowmerge.h"
#include "core/sync/serverdiffs.h"
#include "core/sync/stager.h"
#include "core/sync/tablerows.h"

// The part of Stager that works on the rows of existing databases.
namespace syncline
{
  namespace
  {
    using Kind = CommitStep::Kind;

    //! The same question asked anew would not be answered better, but there is another way.
    bool isReasonForWhole( const Error &error )
    {
      return error.kind == ErrorKind::ChangesetConflict || error.kind == ErrorKind::SchemaDiffers ||
             error.kind == ErrorKind::MalformedChangeset || error.kind == ErrorKind::DamagedDatabase ||
             error.kind == ErrorKind::MalformedReply || error.kind == ErrorKind::NotFound ||
             error.kind == ErrorKind::ServerRejected || error.kind == ErrorKind::ServerFailure ||
             error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::Forbidden;
    }
  } // namespace

  //! The server's files for which changesets can be applied to a base file.
  QList<ServerFile> Stager::worthDiffs( const StageOrder &order ) const
  {
    QList<ServerFile> wanted;
    for ( const pull::Action &action : order.plan )
    {
      const pull::Fetch *fetched = std::get_if<pull::Fetch>( &action );
      const bool isAsked = std::holds_alternative<pull::Merge>( action ) ||
                           ( fetched && fetched->why == pull::Fetch::Why::Changed );
      const RelPath path = pull::pathOf( action );
      if ( !isAsked || order.isOldVersion || order.inventory.doubtful.contains( path ) ||
           !livedb::isVersionedName( path.toString() ) )
        continue;
      const Result<FileStat> base = mTools.disk.stat( mPaths.basePathOf( path ) );
      if ( base && base->isFile() && base->sizeBytes > 0 )
        wanted.append( order.inventory.server.value( path ) );
    }
    return wanted;
  }

  Result<DiffChains> Stager::chainsFor( ServerDiffs &source, const StageOrder &order )
  {
    SYNCLINE_TRY( answer, source.ask( worthDiffs( order ), order.inventory.base,
                                      { order.mark.version, order.version }, mCancel ) );
    mRecreated = answer.recreated;
    return answer.chains;
  }

  Result<void> Stager::buildByDiffs( ServerDiffs &source, const DiffChains &chains )
  {
    if ( chains.isEmpty() )
      return {};
    SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( stagedPath( {} ) ) ) );
    for ( auto chain = chains.begin(); chain != chains.end(); ++chain )
    {
      const Result<QString> name = builtBy( source, chain.key(), *chain );
      if ( !name && !isReasonForWhole( name.error() ) )
        return passOn( name.error(), __func__ );
      if ( name )
        mBuilt.insert( chain.key(), *name );
      else
        qCInfo( lcSync ) << "the changesets of" << chain.key().toString()
                         << "lead nowhere, downloading it:" << toLogLine( name.error() );
    }
    return {};
  }

  Result<QString> Stager::builtBy( ServerDiffs &source, const RelPath &path, const QList<DiffLink> &chain )
  {
    QStringList changesets;
    qint64 left =
      mOrder->inventory.server.value( path ).sizeBytes; // beyond that the file itself is the better deal
    for ( DiffLink link : chain )
    {
      changesets.append( stagedPath( freshName() ) );
      link.mostBytes = qMin( link.mostBytes, left );
      SYNCLINE_TRY( bytes, source.fetch( path, link, changesets.last(), mCancel ) );
      left -= bytes;
      SYNCLINE_TRY( isAny, hasChanges( changesets.last() ) );
      if ( !isAny ) // a file was pushed that differs, but not in rows
        return fail( ErrorKind::SchemaDiffers, QStringLiteral( "an empty changeset" ) );
    }
    return patched( mPaths.basePathOf( path ), changesets );
  }

  Result<QString> Stager::patched( const QString &from, const QStringList &changesets )
  {
    const QString work = stagedPath( freshName() );
    SYNCLINE_CHECK( mTools.disk.copy( from, work ) );
    ApplyOptions options;
    options.cancel = mCancel;
    for ( const QString &changeset : changesets )
    {
      SYNCLINE_TRY( isAny, hasChanges( changeset ) );
      if ( isAny )
        SYNCLINE_CHECK( applyChangeset( work, changeset, options ) );
    }
    const QString name = freshName();
    SYNCLINE_CHECK( livedb::snapshot( work, stagedPath( name ), mCancel ) ); // with what a -wal holds
    SYNCLINE_CHECK( mTools.disk.sync( stagedPath( name ) ) );
    for ( const char *ending : { "", "-wal", "-shm" } )
      SYNCLINE_CHECK( removeIfThere( mTools.disk, work + QLatin1String( ending ) ) );
    return name;
  }

  //! The server's version as a file of its own in the staging folder, whichever way it came.
  Result<QString> Stager::takeContent( const RelPath &path )
  {
    const auto built = mBuilt.constFind( path );
    return built == mBuilt.constEnd() ? takeDownload( path ) : Result<QString>( *built );
  }

  Result<void> Stager::stageDatabase( const RelPath &path, FileEvent event )
  {
    SYNCLINE_TRY( content, takeContent( path ) );
    if ( mRecreated.contains( path ) ) // another file of the same name: its rows have nothing to do with ours
    {
      CommitStep other = newStep( Kind::Database, path, event );
      SYNCLINE_TRY( before, snapshot( path, mCancel ) );
      other.snapshot = before;
      const Result<bool> isUnchanged = sameToAll( stagedPath( before ), mPaths.basePathOf( path ), mCancel );
      if ( !isUnchanged || !*isUnchanged )
      {
        SYNCLINE_TRY( kept, keptBoth( other, content, mOrder->mark ) );
        add( kept );
        return {};
      }
    }
    SYNCLINE_TRY( step,
                  databaseStep( newStep( Kind::Database, path, event ), content, mOrder->mark, mCancel ) );
    add( step );
    return {};
  }

  Result<CommitStep> Stager::databaseStep( CommitStep step, const QString &content, const ConflictMark &mark,
                                           const CancelToken &cancel )
  {
    mCancel = cancel;
    step.kind = Kind::Database;
    SYNCLINE_TRY( before, snapshot( step.path, cancel ) );
    step.snapshot = before;
    SYNCLINE_TRY( isSame, livedb::sameContent( stagedPath( before ), stagedPath( content ), cancel ) );
    if ( isSame ) // both sides made the same edit, or it is our own version that comes back
    {
      step.kind = Kind::Base;
      step.event = FileEvent::Adopted;
      step.stagedBase = content;
      return step;
    }
    const QString base = mPaths.basePathOf( step.path );
    SYNCLINE_TRY( there, mTools.disk.stat( base ) );
    if ( there.isFile() )
    {
      const Result<bool> isUnchanged = sameToAll( stagedPath( before ), base, cancel );
      if ( !isUnchanged && isUnchanged.error().kind != ErrorKind::DamagedDatabase )
        return passOn( isUnchanged.error(), __func__ );
      if ( isUnchanged && *isUnchanged )
      {
        step.stagedBase = content;
        return installing( step, content );
      }
      return merged( step, content, mark );
    }
    // Without base file only the bytes tell whether it is what was last synced.
    SYNCLINE_TRY( sha1, mTools.disk.hash( stagedPath( before ), cancel ) );
    if ( !step.entryBefore || sha1 != step.entryBefore->checksum )
      return keptBoth( step, content, mark );
    step.stagedBase = content;
    return installing( step, content );
  }

  Result<CommitStep> Stager::waitingStep( CommitStep step, const QString &content, const ConflictMark &mark,
                                          const CancelToken &cancel )
  {
    const QString base = mPaths.basePathOf( step.path );
    SYNCLINE_TRY( there, mTools.disk.stat( base ) );
    const Result<bool> isAhead =
      there.isFile() ? sameToAll( base, stagedPath( content ), cancel ) : Result<bool>( false );
    if ( !isAhead && isAhead.error().kind != ErrorKind::DamagedDatabase )
      return passOn( isAhead.error(), __func__ );
    if ( !isAhead || !*isAhead )
      return databaseStep( step, content, mark, cancel );
    mCancel = cancel;
    SYNCLINE_TRY( before, snapshot( step.path, cancel ) );
    const Result<bool> isSame = sameToAll( stagedPath( before ), stagedPath( content ), cancel );
    if ( !isSame && isSame.error().kind != ErrorKind::DamagedDatabase )
      return passOn( isSame.error(), __func__ );
    if ( isSame && *isSame ) // it was installed, only its copy still lies there
      return databaseStep( step, content, mark, cancel );
    // Against this base the rows that came with the waiting version would count as taken back here.
    step.snapshot = before;
    return keptBoth( step, content, mark );
  }

  Result<CommitStep> Stager::merged( CommitStep step, const QString &content, const ConflictMark &mark )
  {
    const QString goal = freshName();
    const MergeSides sides{ mPaths.basePathOf( step.path ), stagedPath( content ),
                            stagedPath( step.snapshot ) };
    SYNCLINE_TRY( result, mergeRows( mTools.disk, sides, stagedPath( goal ), mCancel ) );
    step.stagedBase = content;
    switch ( result.kind )
    {
      case MergedRows::Kind::Impossible:
        qCInfo( lcSync ) << "no merge of" << step.path.toString() << result.why;
        return keptBoth( step, content, mark );
      case MergedRows::Kind::TheirsAlone:
        return installing( step, content );
      case MergedRows::Kind::Both:
        break;
    }
    step.event = FileEvent::Merged;
    step.editConflicts = result.editConflicts;
    step.newKeys = result.newKeys;
    if ( !result.conflicts.isEmpty() )
    {
      step.otherPath = editConflictName( step.path.toString(), mark );
      SYNCLINE_CHECK( stageConflicts( step, result.conflicts ) );
    }
    SYNCLINE_CHECK( mTools.disk.sync( stagedPath( goal ) ) );
    SYNCLINE_TRY( made, installing( step, goal ) );
    made.rows = result.rows;
    return made;
  }

  Result<void> Stager::stageConflicts( CommitStep &step, const QByteArray &json )
  {
    step.copy = freshName();
    return writeWhole( mTools.disk, stagedPath( step.copy ), json );
  }

  /**
   * How \a goal comes in: as the rows in which it differs from what is there, which takes a short lock, or as a whole where
   * more than rows differs.
   */
  Result<CommitStep> Stager::installing( CommitStep step, const QString &goal )
  {
    const QString before = stagedPath( step.snapshot );
    step.staged = goal;
    if ( goal == step.stagedBase ) // it is the base file, too
      step.stagedBase.clear();
    const Result<void> compared = compareSchemas( before, stagedPath( goal ) );
    if ( !compared && compared.error().kind == ErrorKind::SchemaDiffers )
      return step;
    SYNCLINE_CHECK( compared );
    const QString changes = freshName();
    DiffOptions options;
    options.cancel = mCancel;
    const Result<void> told = diff( before, stagedPath( goal ), stagedPath( changes ), options );
    if ( !told && isReasonForWhole( told.error() ) )
      return step;
    SYNCLINE_CHECK( told );
    SYNCLINE_TRY( rows, rowsChangedBy( stagedPath( changes ) ) );
    step.rows = rows;
    SYNCLINE_TRY( isMoreThanRows, differBeyondRows( before, stagedPath( goal ), mCancel ) );
    if ( isMoreThanRows )
      return step;
    SYNCLINE_TRY( isAny, hasChanges( stagedPath( changes ) ) );
    const QString base = step.stagedBase.isEmpty() ? goal : step.stagedBase;
    if ( !isAny && step.copy.isEmpty() ) // all of it is here already
    {
      step.kind = Kind::Base;
      step.event = FileEvent::Adopted;
      step.staged.clear();
      step.stagedBase = base;
      return step;
    }
    // What the rows make of what is there, which need not be the goal in every byte that follows from rows.
    const Result<QString> result = patched( before, { stagedPath( changes ) } );
    if ( !result && isReasonForWhole( result.error() ) )
      return step;
    SYNCLINE_CHECK( result );
    SYNCLINE_CHECK( mTools.disk.sync( stagedPath( changes ) ) );
    step.changes = changes;
    step.staged = *result;
    step.stagedBase = base;
    SYNCLINE_TRY( sha1, mTools.disk.hash( stagedPath( step.staged ), mCancel ) );
    if ( step.entryAfter &&
         sha1 == step.entryAfter->checksum ) // byte by byte what the server has: so the base was not
    {
      step.stagedBase = freshName();
      SYNCLINE_CHECK( mTools.disk.copy( stagedPath( step.staged ), stagedPath( step.stagedBase ) ) );
      SYNCLINE_CHECK( mTools.disk.sync( stagedPath( step.stagedBase ) ) );
    }
    return step;
  }

  Result<CommitStep> Stager::keptBoth( CommitStep step, const QString &content, const ConflictMark &mark )
  {
    step.kind = Kind::Database;
    step.event = FileEvent::ConflictCopyKept;
    step.otherPath = conflictCopyName( step.path.toString(), mark );
    step.staged = content;
    step.stagedBase.clear();
    step.copy = freshName();
    SYNCLINE_CHECK( mTools.disk.copy( stagedPath( step.snapshot ), stagedPath( step.copy ) ) );
    SYNCLINE_CHECK( mTools.disk.sync( stagedPath( step.copy ) ) );
    return step;
  }
} // namespace syncline
