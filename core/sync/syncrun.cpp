// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/syncrun.h"

#include "core/api/servererror.h"
#include "core/base/logging.h"
#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/sync/foldercare.h"
#include "core/sync/massremoval.h"
#include "core/sync/rebuildmetadata.h"
#include "core/sync/unfinishedpull.h"
#include "core/sync/wentback.h"

#include <QObject>

#include <algorithm>

namespace syncline
{
  SyncRun::SyncRun( const SyncContext &context, const QString &folder, const SyncOptions &options )
    : mContext( context )
    , mOptions( options )
    , mFolder( folder, context )
    , mMeter( context.onProgress, clockOf( context ) )
    , mTools{ context.api, mFolder.disk(), mFolder.clock(), mMeter }
    , mPuller( mFolder, mTools, context.onProgress )
  {
  }

  QString SyncRun::userName() const
  {
    const SessionData &session = mContext.api.session().data();
    const QString name = session.auth ? session.auth->userName : session.credentials.userName;
    return name.isEmpty() ? QStringLiteral( "unknown" ) : name;
  }

  Pusher SyncRun::pusher() const
  {
    const ProjectIdentity &identity = mFolder.metadata().identity;
    return Pusher( mTools, mFolder.paths(), { identity.id, identity.name } );
  }

  Result<void> SyncRun::run()
  {
    if ( mOptions.repairsMetadata )
    {
      SYNCLINE_TRY( repaired, repairFolder( mContext, mFolder.paths().folder() ) );
      mReport.files = repaired.files;
    }
    const Result<void> known = mFolder.load(); // before anything is made in a folder that is none of ours
    if ( !known && !lostmetadata::find( mFolder.paths(), mFolder.disk() ) )
      return passOn( known.error(), __func__ );
    SYNCLINE_TRY( lock, ProjectLock::acquire( mFolder.paths(), mFolder.disk() ) );
    if ( !known )
      SYNCLINE_CHECK( rebuildMetadata() );
    SYNCLINE_CHECK( mFolder.load() );
    SYNCLINE_CHECK( lostmetadata::forgetAside( mFolder.paths(), mFolder.disk() ) );
    SYNCLINE_CHECK( mFolder.keepScope() );
    mReport.project = mFolder.metadata().identity.name;
    mReport.before = mFolder.metadata().identity.version;
    mReport.after = mReport.before;
    SYNCLINE_CHECK( finishUnfinished() );
    int rounds = 0;
    int waits = 0;
    SYNCLINE_TRY( info, askServer() );
    SYNCLINE_CHECK( finishLatePush( info ) );
    for ( ;; )
    {
      SYNCLINE_TRY( afterPull, pullOnce( info ) );
      Next next = afterPull;
      while ( next == Next::AnotherBatch )
      {
        SYNCLINE_TRY( afterPush, pushOnce( info ) );
        next = afterPush;
      }
      if ( next == Next::Done )
        break;
      if ( next == Next::Wait && ++waits > MAX_WAITS )
        return fail( ErrorKind::Locked, QStringLiteral( "somebody else's push does not end" ) );
      if ( next == Next::Wait )
        SYNCLINE_CHECK( pause() );
      else if ( ++rounds >= MAX_ROUNDS )
        return fail( ErrorKind::Busy, QStringLiteral( "the project kept changing" ) );
      SYNCLINE_CHECK( finishPush() );
      SYNCLINE_CHECK( finishParked() );
      SYNCLINE_TRY( fresh, askServer() );
      SYNCLINE_CHECK( finishLatePush( fresh ) );
      info = fresh;
    }
    tellTheRest();
    mMeter.begin( Phase::Finishing, 1 );
    mMeter.finish();
    return {};
  }

  Result<void> SyncRun::rebuildMetadata()
  {
    SYNCLINE_TRY( state, lostmetadata::find( mFolder.paths(), mFolder.disk() ) );
    SYNCLINE_TRY(
      info, await( mContext.api.call( endpoints::projectInfoById( state.project ) ), mContext.cancel ) );
    mReport.hadUnfinishedBusiness = true;
    return lostmetadata::restore( mFolder.paths(), mFolder.disk(), state, info );
  }

  Result<ProjectInfo> SyncRun::askServer()
  {
    const auto ask = [this]
    {
      const ProjectIdentity &identity = mFolder.metadata().identity;
      const Endpoint<ProjectInfo> question = identity.id.isEmpty()
                                               ? endpoints::projectInfo( identity.name )
                                               : endpoints::projectInfoById( identity.id );
      return await( mContext.api.call( question ), mContext.cancel ).map_error( aboutKnownProject );
    };
    SYNCLINE_TRY( info, ask() );
    if ( !wentback::isAnotherPast( info, mFolder ) )
      return info;
    SYNCLINE_CHECK( pause() ); // one of several servers may be late
    SYNCLINE_TRY( again, ask() );
    if ( wentback::isAnotherPast( again, mFolder ) )
    {
      SYNCLINE_CHECK( wentback::forgetWhatDiffers( mFolder, again ) );
      mReport.serverWentBackTo = again.summary.version;
    }
    return again;
  }

  Result<void> SyncRun::finishUnfinished()
  {
    Committer committer( { mFolder.disk(), mFolder.clock(), mContext.onProgress }, mFolder.paths() );
    SYNCLINE_TRY( interrupted, committer.recover() );
    if ( interrupted )
    {
      mReport.hadUnfinishedBusiness = true;
      take( *interrupted );
      mDeferred.clear(); // these are tried again below
      SYNCLINE_CHECK( mFolder.load() );
    }
    SYNCLINE_CHECK( finishPush() );
    // With its metadata a first download is finished, even if it died before it could say so.
    SYNCLINE_CHECK(
      removeIfThere( mFolder.disk(), mFolder.paths().enginePath( QStringLiteral( "download.json" ) ) ) );
    // Staged files belong to the journal and the ticket; with both gone nobody needs what an earlier run left there.
    SYNCLINE_CHECK( removeTree( mFolder.disk(), mFolder.paths().enginePath( QStringLiteral( "stage" ) ) ) );
    SYNCLINE_TRY( parked, finishParkedFiles( mFolder, mTools, userName(), mContext.cancel ) );
    if ( !parked.files.isEmpty() )
      mReport.hadUnfinishedBusiness = true;
    take( parked );
    return mFolder.load();
  }

  //! A push of which it is not known whether it made a version.
  Result<void> SyncRun::finishPush()
  {
    SYNCLINE_TRY( there, mFolder.disk().stat( mFolder.paths().ticketPath() ) );
    if ( !there.exists() )
      return {};
    mReport.hadUnfinishedBusiness = true;
    Pusher ours = pusher();
    SYNCLINE_TRY( pushed, ours.recover( mFolder.metadata().identity.version, mContext.cancel ) );
    if ( !pushed )
      return {};
    SYNCLINE_CHECK( mFolder.look( mContext.cancel ) );
    SYNCLINE_CHECK( commitPush( pushed->ticket, pushed->info ) );
    mSent.clear(); // that was another run: what was edited since goes up now
    return {};
  }

  //! A push of which the server knew nothing when it was asked before.
  Result<void> SyncRun::finishLatePush( const ProjectInfo &info )
  {
    Pusher ours = pusher();
    SYNCLINE_TRY( isThere, ours.findLate( { mFolder.metadata().identity.version, info.summary.version },
                                          mContext.cancel ) );
    return isThere ? finishPush() : Result<void>();
  }

  //! What was edited between the metadata and its installation waits, too; with the edit it is merged now.
  Result<void> SyncRun::finishParked()
  {
    SYNCLINE_TRY( waiting, mFolder.parkedFiles() );
    if ( waiting.isEmpty() )
      return {};
    SYNCLINE_TRY( parked, finishParkedFiles( mFolder, mTools, userName(), mContext.cancel ) );
    take( parked );
    return mFolder.load();
  }

  //! Guards and directions: what a plan may not do.
  Result<void> SyncRun::approve( const PullPlan &plan, const Inventory &inventory, Version server )
  {
    if ( mOptions.direction == SyncDirection::DownloadOnly )
      return {};
    const bool needsPull = std::any_of( plan.begin(), plan.end(),
                                        []( const pull::Action &action )
                                        {
                                          return !std::holds_alternative<pull::Adopt>( action ) &&
                                                 !std::holds_alternative<pull::Forget>( action );
                                        } );
    if ( mOptions.direction == SyncDirection::UploadOnly && needsPull )
      return fail( ErrorKind::VersionConflict, QStringLiteral( "the server has newer files" ),
                   VersionPair{ mFolder.metadata().identity.version.number(), server.number() } );
    int removals = 0;
    for ( const LocalFile &local : inventory.local )
    {
      if ( local.change == LocalChange::Missing && inventory.server.contains( local.path ) &&
           !plan.contains( local.path ) )
        ++removals;
    }
    const QString &volume = mFolder.state().rootVolume;
    const bool isElsewhere = removals > 0 && !volume.isEmpty() &&
                             mFolder.disk().volumeOf( mFolder.paths().folder() ).value_or( volume ) != volume;
    if ( !mOptions.allowMassRemoval &&
         ( isElsewhere || isMassRemoval( removals, int( inventory.base.size() ) ) ) )
      return fail( ErrorKind::MassRemoval, QStringLiteral( "%1 of %2 files are missing in %3" )
                                             .arg( removals )
                                             .arg( inventory.base.size() )
                                             .arg( mFolder.paths().folder() ) );
    return mOptions.asksAboutRows && !mOptions.allowMassRemoval ? approveRows( inventory ) : Result<void>();
  }

  //! A layer that lost most of its features: a slip of the hand that goes to everybody.
  Result<void> SyncRun::approveRows( const Inventory &inventory )
  {
    for ( const LocalFile &local : inventory.local )
    {
      const QString base = mFolder.paths().basePathOf( local.path );
      const bool isEdited = local.change == LocalChange::Modified && local.isDatabase && !local.isDamaged &&
                            inventory.server.contains( local.path ) &&
                            livedb::isVersionedName( local.path.toString() );
      if ( !isEdited || !mFolder.disk().stat( base ).value_or( FileStat() ).isFile() )
        continue;
      const Result<std::optional<RowRemoval>> found =
        massRemovalIn( base, mFolder.paths().pathOf( local.path ), mContext.cancel );
      if ( !found && found.error().kind == ErrorKind::Canceled )
        return passOn( found.error(), __func__ );
      if ( !found )
        qCInfo( lcSync ) << "rows are not counted:" << toLogLine( found.error() );
      if ( !found || !*found )
        continue;
      mReport.rowRemoval = **found;
      mReport.rowRemoval->path = local.path.toString();
      return fail( ErrorKind::MassRemoval, QStringLiteral( "%1 of %2 rows of %3 are gone in %4" )
                                             .arg( ( *found )->removed )
                                             .arg( ( *found )->total )
                                             .arg( ( *found )->table, local.path.toString() ) );
    }
    return {};
  }

  Result<SyncRun::Next> SyncRun::pullOnce( const ProjectInfo &info )
  {
    Puller::Order order{ info, false, userName(), {}, mOptions.inEdit };
    order.approve = [this, &info]( const PullPlan &plan, const Inventory &inventory )
    { return approve( plan, inventory, info.summary.version ); };
    mDeferred.clear();
    SYNCLINE_TRY( result, mPuller.pull( order, mContext.cancel ) );
    take( result );
    mReport.after = mFolder.metadata().identity.version;
    if ( result.isChangedMeanwhile && ++mEditedMeanwhile < MAX_EDITED_MEANWHILE )
      return Next::LookAgain; // a file that never rests waits in the end, and the others go on
    return mOptions.direction == SyncDirection::DownloadOnly ? Next::Done : Next::AnotherBatch;
  }

  void SyncRun::take( const CommitResult &result )
  {
    for ( const FileOutcome &outcome : result.files )
    {
      // a later word about the same trouble replaces the earlier one
      const auto isOlder = [&outcome]( const FileOutcome &one )
      { return one.path == outcome.path && one.event == FileEvent::NotInstalled; };
      mReport.files.erase( std::remove_if( mReport.files.begin(), mReport.files.end(), isOlder ),
                           mReport.files.end() );
      mReport.files.append( outcome );
    }
    for ( auto one = result.deferred.begin(); one != result.deferred.end(); ++one )
      mDeferred.insert( one.key(), one.value() );
  }

  void SyncRun::takeNotUploaded( const QList<FileOutcome> &leftOut )
  {
    const auto isOlder = []( const FileOutcome &one ) { return one.event == FileEvent::NotUploaded; };
    mReport.files.erase( std::remove_if( mReport.files.begin(), mReport.files.end(), isOlder ),
                         mReport.files.end() );
    for ( const FileOutcome &outcome : leftOut )
    {
      const bool isNothingNew = outcome.problem && outcome.problem->kind == ErrorKind::AlreadyExists;
      const auto path = RelPath::fromString( outcome.path );
      if ( !isNothingNew && !( path && mDeferred.contains( *path ) ) )
        mReport.files.append( outcome );
    }
    const QMap<QString, Error> &refused = mFolder.found().refusedNames;
    for ( auto one = refused.begin(); one != refused.end(); ++one )
    {
      FileOutcome outcome;
      outcome.path = one.key();
      outcome.event = FileEvent::NotUploaded;
      outcome.problem = one.value();
      mReport.files.append( outcome );
    }
  }

  //! What was neither moved nor tried, but people should know.
  void SyncRun::tellTheRest()
  {
    for ( const QString &path : mFolder.found().outOfScope )
    {
      FileOutcome outcome;
      outcome.path = path;
      outcome.event = FileEvent::OutOfScope;
      mReport.files.append( outcome );
    }
    const QList<FileOutcome> heldBack = mFolder.heldBack();
    for ( const FileOutcome &held : heldBack )
    {
      const bool isTold = std::any_of( mReport.files.cbegin(), mReport.files.cend(),
                                       [&held]( const FileOutcome &one ) {
                                         return one.path == held.path && one.event == FileEvent::NotUploaded;
                                       } );
      if ( !isTold ) // an edit that stays here says more
        mReport.files.append( held );
    }
  }

  Result<void> SyncRun::pause()
  {
    auto made = Resolver<bool>::make();
    const Resolver<bool> resolver = made.second;
    QObject waiting;
    mFolder.clock().after( std::chrono::milliseconds( WAIT_MS ), &waiting,
                           [resolver] { resolver.resolve( true ); } );
    SYNCLINE_CHECK( await( made.first, mContext.cancel ) );
    return {};
  }
} // namespace syncline
