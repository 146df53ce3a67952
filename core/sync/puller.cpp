// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/puller.h"

#include "core/base/logging.h"
#include "core/gpkg/livedatabase.h"

namespace syncline
{
  Puller::Puller( Folder &folder, Stager::Tools tools, ProgressCallback onProgress )
    : mFolder( folder )
    , mTools( tools )
    , mOnProgress( std::move( onProgress ) )
  {
  }

  Result<void> Puller::look( const CancelToken &cancel )
  {
    SYNCLINE_TRY( local, mFolder.look( cancel ) );
    mInventory.base = mFolder.base();
    mInventory.local = local;
    return {};
  }

  /**
   * A database with a base entry but without (usable) base file whose bytes differ: only with its base it can be told whether it
   * was edited, so the base is brought from the server first.
   */
  Result<void> Puller::repairBases( const CancelToken &cancel )
  {
    QList<BaseEntry> missing;
    for ( const LocalFile &local : std::as_const( mInventory.local ) )
    {
      if ( local.change != LocalChange::Modified || !local.isDatabase ||
           !livedb::isVersionedName( local.path.toString() ) )
        continue;
      const QString base = mFolder.paths().basePathOf( local.path );
      SYNCLINE_TRY( there, mFolder.disk().stat( base ) );
      const bool isUsable = there.isFile() && there.sizeBytes > 0 && livedb::check( base );
      if ( !isUsable )
        missing.append( mInventory.base.value( local.path ) );
    }
    if ( missing.isEmpty() )
      return {};
    qCInfo( lcSync ) << "making" << missing.size() << "base files anew";
    const ProjectIdentity &identity = mFolder.metadata().identity;
    Stager stager( mTools, mFolder.paths(), newRunName( mFolder.clock().now() ) );
    SYNCLINE_CHECK( stager.rebuildBases( missing, identity.name, identity.version, cancel ) );
    return look( cancel );
  }

  //! Base files that are missing and can be made of the unchanged file here.
  Result<QList<CommitStep>> Puller::basesFromHere( Stager &stager, const PullPlan &plan,
                                                   const CancelToken &cancel )
  {
    QList<CommitStep> steps;
    for ( const LocalFile &local : std::as_const( mInventory.local ) )
    {
      const auto base = mInventory.base.constFind( local.path );
      if ( local.change != LocalChange::Unchanged || !local.isDatabase || plan.contains( local.path ) ||
           !livedb::isVersionedName( local.path.toString() ) || !local.holds( base->checksum ) )
        continue;
      SYNCLINE_TRY( there, mFolder.disk().stat( mFolder.paths().basePathOf( local.path ) ) );
      if ( there.isFile() )
        continue;
      const Result<QString> content = stager.snapshot( local.path, cancel );
      if ( !content )
        continue; // the next sync tries again
      const Result<Sha1> sha1 = mFolder.disk().hash( stager.stagedPath( *content ), cancel );
      if ( !sha1 || *sha1 != base->checksum )
        continue;
      CommitStep step;
      step.kind = CommitStep::Kind::Base;
      step.path = local.path;
      step.stagedBase = *content;
      step.entryBefore = *base;
      step.entryAfter = *base;
      step.isReported = false;
      steps.append( step );
    }
    return steps;
  }

  namespace
  {
    PullPlan withoutTouching( const QStringList &untouchable, PullPlan plan )
    {
      if ( untouchable.isEmpty() )
        return plan;
      for ( auto step = plan.begin(); step != plan.end(); ++step )
      {
        const pull::Action &action = step.value();
        const auto *move = std::get_if<pull::FollowMove>( &action );
        const auto *carried = std::get_if<pull::CarryOver>( &action );
        const bool isAboutContent = !std::holds_alternative<pull::Adopt>( action ) &&
                                    !std::holds_alternative<pull::Forget>( action ) &&
                                    !std::holds_alternative<pull::KeepHere>( action );
        const bool isTouched = untouchable.contains( step.key().toString() ) ||
                               ( move && untouchable.contains( move->from.toString() ) ) ||
                               ( carried && untouchable.contains( carried->from.toString() ) );
        if ( isAboutContent && isTouched )
          step.value() = pull::Defer{
            step.key(),
            Error{ ErrorKind::FileInUse, QStringLiteral( "it has edits that are not saved" ), {}, {} }
          };
      }
      return plan;
    }
  } // namespace

  /**
   * The server's list may be another one although nothing changes here: what is out of scope, or what a reader cannot send back.
   * Kept, or else a server that went back were news at every sync. It makes us safer only: a disk that refuses it stops nothing.
   */
  Result<void> Puller::keepList( const ProjectInfo &info )
  {
    const EngineState &known = mFolder.state();
    EngineState target = mFolder.targetState( info, {} );
    target.noteBase( mFolder.metadata() ); // another client may have written it
    if ( known.project == target.project && known.version == target.version &&
         known.serverFiles == target.serverFiles && known.heldBack == target.heldBack &&
         known.baseVersion == target.baseVersion && known.baseDiffers == target.baseDiffers )
      return {};
    const Result<void> kept = writeWhole( mFolder.disk(), mFolder.paths().statePath(), target.toJson() );
    if ( kept )
      return mFolder.load();
    qCWarning( lcSync ) << "the server's list is not kept:" << toLogLine( kept.error() );
    return {};
  }

  Result<CommitResult> Puller::pull( const Order &order, const CancelToken &cancel )
  {
    mTools.meter.begin( Phase::Checking, 0 );
    SYNCLINE_CHECK( look( cancel ) );
    SYNCLINE_CHECK( repairBases( cancel ) );
    mInventory.server = mFolder.serverFiles( order.info );
    mInventory.doubtful = mDoubtful;
    const ConflictMark mark{ order.userName, mFolder.metadata().identity.version };
    const PullPlan plan = withoutTouching( order.untouchable, planPull( mInventory, mark ) );
    if ( order.approve )
      SYNCLINE_CHECK( order.approve( plan, mInventory ) );
    const QString run = newRunName( mFolder.clock().now() );
    Stager stager( mTools, mFolder.paths(), run );
    CommitIntent intent;
    intent.run = run;
    if ( !plan.isEmpty() )
    {
      const StageOrder stageOrder{ plan,
                                   mInventory,
                                   order.info.summary.name,
                                   order.info.summary.id,
                                   order.info.summary.version,
                                   order.isOldVersion,
                                   mark };
      SYNCLINE_TRY( staged, stager.stage( stageOrder, cancel ) );
      intent.steps = staged.steps;
      intent.state.twins = staged.twins;
    }
    SYNCLINE_TRY( bases, basesFromHere( stager, plan, cancel ) );
    intent.steps += bases;
    intent.target = mFolder.targetMetadata( order.info, mInventory.server );
    if ( intent.steps.isEmpty() && !mFolder.differsFrom( intent.target ) )
    {
      SYNCLINE_CHECK( keepList( order.info ) );
      mFolder.saveCache();
      return CommitResult();
    }
    if ( cancel.isCanceled() )
      return fail( ErrorKind::Canceled );
    intent.state = mFolder.targetState( order.info, intent.state.twins );
    intent.metadataBefore = mFolder.metadataSum();
    intent.versionBefore = mFolder.metadata().identity.version;
    mTools.meter.begin( Phase::Installing, intent.steps.size() );
    Committer committer( { mFolder.disk(), mFolder.clock(), mOnProgress }, mFolder.paths() );
    SYNCLINE_TRY( result, committer.commit( intent ) );
    mDoubtful.clear();
    (void)removeTree( mFolder.disk(),
                      Stager::downloadFolder( mFolder.paths() ) ); // leftovers cost space only
    SYNCLINE_CHECK( mFolder.load() );
    SYNCLINE_CHECK( look( {} ) );
    mFolder.saveCache();
    return result;
  }
} // namespace syncline
