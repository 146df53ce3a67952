// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/logging.h"
#include "core/net/await.h"
#include "core/sync/capabilities.h"
#include "core/sync/doubtfulpush.h"
#include "core/sync/syncrun.h"

#include <algorithm>

// The sending half of SyncRun.
namespace syncline
{
  Result<PushRights> SyncRun::rights( const ProjectInfo &info )
  {
    PushRights rights;
    rights.role = info.summary.role;
    if ( rights.role == ProjectRole::Editor ) // only editors need to know more of the server
    {
      SYNCLINE_TRY( server, capabilitiesOf( mContext.api, mContext.cancel ) );
      rights.server = server.type;
    }
    else if ( mContext.api.session().data().capabilities )
      rights.server = mContext.api.session().data().capabilities->type;
    return rights;
  }

  Result<SyncRun::Next> SyncRun::pushOnce( ProjectInfo &info )
  {
    SYNCLINE_TRY( allowed, rights( info ) );
    QHash<RelPath, Error> leaveOut = mLeaveOut;
    for ( auto one = mDeferred.begin(); one != mDeferred.end(); ++one )
      leaveOut.insert( one.key(), one.value() );
    // What the server holds by now of a file it lists badly is unknown: nothing goes on top.
    const QList<FileOutcome> heldBack = mFolder.heldBack();
    for ( const FileOutcome &listed : heldBack )
    {
      if ( const auto path = RelPath::fromString( listed.path ); path && mFolder.base().contains( *path ) )
        leaveOut.insert( *path, *listed.problem );
    }
    for ( const RelPath &path : std::as_const( mSent ) )
      leaveOut.insert( path, Error{ ErrorKind::AlreadyExists, {}, {}, {} } );
    const PushPlan plan = planPush( mPuller.inventory(), allowed, leaveOut );
    takeNotUploaded( plan.leftOut );
    SYNCLINE_TRY( changes, confirmed( plan.changes ) );
    if ( changes.isEmpty() )
      return Next::Done;
    return sendBatch( firstBatch( changes ), info );
  }

  //! Guard G2: a removal counts only if a second look finds the file missing too.
  Result<QList<UploadCandidate>> SyncRun::confirmed( const QList<UploadCandidate> &changes )
  {
    const auto isRemoval = []( const UploadCandidate &change ) { return change.kind == UploadKind::Remove; };
    if ( std::none_of( changes.begin(), changes.end(), isRemoval ) )
      return changes;
    SYNCLINE_TRY( again, mFolder.look( mContext.cancel ) );
    QList<UploadCandidate> sure;
    for ( const UploadCandidate &change : changes )
    {
      if ( !isRemoval( change ) || again.value( change.path ).change == LocalChange::Missing )
        sure.append( change );
    }
    return sure;
  }

  Result<SyncRun::Next> SyncRun::sendBatch( const QList<UploadCandidate> &batch, ProjectInfo &info )
  {
    Pusher ours = pusher();
    const QString run = newRunName( mFolder.clock().now() );
    Pusher::Batch what{ batch, mFolder.base(), {}, mCompared, info.summary.role == ProjectRole::Editor };
    if ( mOptions.direction == SyncDirection::UploadOnly ) // nothing is fetched
    {
      for ( const UploadCandidate &candidate : batch )
        what.compared.insert( candidate.path );
    }
    for ( auto refused = mRefusedRows.begin(); refused != mRefusedRows.end(); ++refused )
    {
      if ( *refused > 1 ) // with a base file made anew, too
        what.wholly.insert( refused.key() );
    }
    SYNCLINE_TRY( prepared, ours.prepare( what, run, mContext.cancel ) );
    for ( const RelPath &path : std::as_const( prepared.doubtful ) )
    {
      mCompared.insert( path );
      mPuller.doubtBase( path );
    }
    if ( !prepared.doubtful.isEmpty() )
    {
      SYNCLINE_CHECK( ours.forget( prepared.ticket ) );
      return Next::LookAgain;
    }
    for ( auto one = prepared.leftOut.begin(); one != prepared.leftOut.end(); ++one )
      mLeaveOut.insert( one.key(), one.value() );
    PushTicket ticket = prepared.ticket;
    ticket.base = info.summary.version;
    if ( ticket.files.isEmpty() && ticket.removals.isEmpty() )
    {
      SYNCLINE_CHECK( ours.forget( ticket ) );
      return Next::AnotherBatch; // without what was left out
    }
    ticket.othersUploads = Pusher::openUploads( info );
    SYNCLINE_TRY( server, capabilitiesOf( mContext.api, mContext.cancel ) );
    const Protocol protocol = mFolder.metadata().identity.id.isEmpty() ? Protocol::V1 : server.pushProtocol();
    const Result<ProjectInfo> pushed = ours.push( ticket, protocol, mContext.cancel );
    if ( !pushed )
      return afterFailedPush( pushed.error(), ticket );
    SYNCLINE_CHECK( commitPush( ticket, *pushed ) );
    info = *pushed;
    // what was saved while we were sending counts as well; nothing is read that did not change
    Puller::Order order{ info, false, userName(), {}, mOptions.inEdit };
    mDeferred.clear(); // all of it is tried again, and what succeeds now goes with the next batch
    SYNCLINE_TRY( result, mPuller.pull( order, mContext.cancel ) );
    take( result );
    return Next::AnotherBatch;
  }

  Result<SyncRun::Next> SyncRun::afterFailedPush( const Error &error, const PushTicket &ticket )
  {
    const QList<RelPath> blamed = Pusher::blamedBy( error, ticket );
    const bool isAboutFiles = error.kind == ErrorKind::ServerRejected ||
                              error.kind == ErrorKind::UnsafePath || error.kind == ErrorKind::VersionConflict;
    if ( isAboutFiles && !blamed.isEmpty() )
    {
      bool isWorthAnotherLook = false;
      for ( const RelPath &path : blamed )
      {
        const bool wasByRows = std::any_of( ticket.files.begin(), ticket.files.end(),
                                            [&path]( const PushedFile &file )
                                            { return file.candidate.path == path && file.diff; } );
        if ( !wasByRows )
        {
          mLeaveOut.insert( path, error );
          continue;
        }
        ++mRefusedRows[path]; // the base file may be another one than the server's: it is made anew
        mPuller.doubtBase( path );
        isWorthAnotherLook = true;
      }
      return isWorthAnotherLook ? Next::LookAgain : Next::AnotherBatch;
    }
    if ( error.kind == ErrorKind::VersionConflict && mOptions.direction == SyncDirection::Both )
      return Next::LookAgain;
    // The server forgot what was sent so far, as it does after five minutes without a chunk; or the project is gone, which asking for
    // it tells.
    if ( error.kind == ErrorKind::NotFound )
      return Next::LookAgain;
    if ( error.kind == ErrorKind::Locked )
      return Next::Wait;
    return passOn( error, __func__ );
  }

  /**
   * The base with what was sent: a push changes that and nothing else. Where the answer lists another file otherwise than we know it,
   * that is news to be pulled, and the version stays the one before: taken for known, a file that is not here would be removed on
   * the server as if somebody had deleted it. A name that could not be put here before is no news, even if it is free since.
   */
  Metadata SyncRun::metadataAfterPush( const PushTicket &ticket, const ProjectInfo &info )
  {
    QSet<RelPath> sent( ticket.removals.begin(), ticket.removals.end() );
    for ( const PushedFile &file : ticket.files )
      sent.insert( file.candidate.path );
    QStringList heldBack = mFolder.state().heldBack;
    for ( const FileOutcome &held : mFolder.heldBack() )
      heldBack << held.path;

    const ServerInventory listed = mFolder.serverFiles( info );
    Metadata target = mFolder.targetMetadata( info, {} );
    target.files = mFolder.base();
    for ( const RelPath &path : std::as_const( sent ) )
      target.files.remove( path );
    bool hasNews = false;
    for ( const ServerFile &file : info.files )
    {
      if ( sent.contains( file.path ) )
        target.files.insert( file.path, toBaseEntry( file ) );
    }
    for ( const ServerFile &file : listed )
    {
      const auto known = mFolder.base().constFind( file.path );
      const bool isKnown = known != mFolder.base().constEnd();
      const bool isAsKnown =
        isKnown ? known->checksum == file.checksum : heldBack.contains( file.path.toString() );
      hasNews = hasNews || !( isAsKnown || sent.contains( file.path ) );
    }
    for ( auto known = target.files.constBegin(); known != target.files.constEnd(); ++known )
      hasNews = hasNews || !( listed.contains( known.key() ) || sent.contains( known.key() ) );
    if ( hasNews )
      target.identity.version = mFolder.metadata().identity.version;
    return target;
  }

  Result<void> SyncRun::commitPush( const PushTicket &ticket, const ProjectInfo &info )
  {
    CommitIntent intent;
    intent.run = ticket.run;
    intent.metadataBefore = mFolder.metadataSum();
    intent.versionBefore = mFolder.metadata().identity.version;
    intent.target = metadataAfterPush( ticket, info );
    intent.state = mFolder.targetState( info, {} );
    for ( const PushedFile &file : ticket.files )
    {
      CommitStep step;
      step.kind = CommitStep::Kind::Base;
      step.path = file.candidate.path;
      if ( file.candidate.isVersioned )
        step.stagedBase = file.newBase.isEmpty() ? file.staged : file.newBase;
      step.isBaseLate =
        file.diff && file.mayLackBase; // a client that finds none in between sends the whole file
      step.rows = file.rows;
      step.event = FileEvent::Uploaded;
      step.sizeBytes = file.sizeBytes;
      intent.steps.append( step );
      mSent.insert( step.path );
    }
    for ( const RelPath &path : ticket.removals )
    {
      CommitStep step;
      step.kind = CommitStep::Kind::Base;
      step.path = path;
      step.dropsBase = true;
      step.event = FileEvent::RemovedOnServer;
      intent.steps.append( step );
    }
    // What could not be installed stays as it was, and with it the version: nobody may take it for pulled.
    for ( auto one = mDeferred.begin(); one != mDeferred.end(); ++one )
    {
      CommitStep step;
      step.kind = CommitStep::Kind::Defer;
      step.path = one.key();
      step.problem = one.value();
      if ( const auto base = mFolder.base().constFind( one.key() ); base != mFolder.base().constEnd() )
        step.entryBefore = *base;
      intent.steps.append( step );
    }
    Committer committer( { mFolder.disk(), mFolder.clock(), {} }, mFolder.paths() );
    SYNCLINE_TRY( result, committer.commit( intent ) );
    take( result );
    Pusher ours = pusher();
    SYNCLINE_CHECK( ours.forget( ticket ) );
    SYNCLINE_CHECK( doubtfulpush::dropAll( mFolder.disk(), mFolder.paths() ) );
    SYNCLINE_CHECK( mFolder.load() );
    mReport.after = info.summary.version;
    return {};
  }
} // namespace syncline
