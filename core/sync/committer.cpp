// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/committer.h"

#include "core/base/logging.h"

namespace syncline
{
  namespace
  {
    //! Whether an error is the trouble of one file, so that the others can go on. A full disk, for one, is everybody's.
    bool isOfOneCommit( const Error &error )
    {
      static const QList<ErrorKind> sKinds = { ErrorKind::AlreadyExists,   ErrorKind::NotFound,
                                               ErrorKind::FileInUse,       ErrorKind::ReadOnly,
                                               ErrorKind::LocalIo,         ErrorKind::UnsafePath,
                                               ErrorKind::DamagedDatabase, ErrorKind::SchemaDiffers,
                                               ErrorKind::VersionConflict };
      return sKinds.contains( error.kind );
    }
  } // namespace

  Committer::Committer( Tools tools, const ProjectPaths &paths )
    : mTools( std::move( tools ) )
    , mPaths( paths )
    , mJournal( mTools.disk, paths.journalPath() )
    , mTrash( mTools.disk, paths )
  {
  }

  QString Committer::stagingFolder( const ProjectPaths &paths, const QString &run )
  {
    return paths.enginePath( QStringLiteral( "stage/" ) + run );
  }

  QString Committer::staged( const QString &name ) const
  {
    return stagingFolder( mPaths, mIntent.run ) + QLatin1Char( '/' ) + name;
  }

  Result<CommitResult> Committer::commit( const CommitIntent &intent )
  {
    SYNCLINE_CHECK( mJournal.begin( intent.toJson() ) );
    return perform( intent );
  }

  Result<std::optional<CommitResult>> Committer::recover()
  {
    SYNCLINE_TRY( unfinished, mJournal.load() );
    if ( !unfinished )
      return std::optional<CommitResult>();
    SYNCLINE_TRY( intent, CommitIntent::fromJson( *unfinished ) );
    qCInfo( lcJournal ) << "finishing the interrupted run" << intent.run << "with" << intent.steps.size()
                        << "steps";
    mIntent = intent;
    SYNCLINE_TRY( isForeign, isForeignMetadata() );
    if ( isForeign )
    {
      // Another client synced since. Every single file is as before or as after, so a new plan copes with all of them.
      qCWarning( lcJournal ) << "another client wrote mergin.json since; the run is planned anew";
      SYNCLINE_CHECK( finish() );
      return std::optional<CommitResult>( CommitResult() );
    }
    SYNCLINE_TRY( result, perform( intent ) );
    return std::optional<CommitResult>( result );
  }

  Result<bool> Committer::isForeignMetadata() const
  {
    const Result<QByteArray> bytes = readSmallFile( mTools.disk, mPaths.metadataPath() );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound )
      return !mIntent.metadataBefore.isEmpty();
    if ( !bytes )
      return tl::unexpected<Error>( bytes.error() );
    const Sha1 now = sha1Of( *bytes );
    return now != mIntent.metadataBefore &&
           ( mIntent.metadataAfter.isEmpty() || now != mIntent.metadataAfter );
  }

  Result<CommitResult> Committer::perform( CommitIntent intent )
  {
    mIntent = std::move( intent );
    mResult = CommitResult();
    mOtherPaths.clear();
    mTouchedFolders.clear();
    mStepsDone = 0;
    SYNCLINE_CHECK( performBeforeMetadata() );
    if ( mIntent.writesMetadata )
      SYNCLINE_CHECK( writeMetadata() );
    SYNCLINE_CHECK( setLateBases() );
    SYNCLINE_CHECK( performDatabases() );
    SYNCLINE_CHECK( finish() );
    return mResult;
  }

  Result<void> Committer::performBeforeMetadata()
  {
    using Kind = CommitStep::Kind;
    const auto perform = [this]( Kind kind,
                                 Result<void> ( Committer::*what )( const CommitStep & ) ) -> Result<void>
    {
      for ( const CommitStep &step : std::as_const( mIntent.steps ) )
      {
        if ( step.kind == kind )
          SYNCLINE_CHECK( attempt( step, what ) );
      }
      return {};
    };
    SYNCLINE_CHECK( perform( Kind::MoveAside, &Committer::moveAside ) );
    SYNCLINE_CHECK( perform( Kind::Remove, &Committer::remove ) );
    SYNCLINE_CHECK( perform( Kind::Place, &Committer::place ) );
    SYNCLINE_CHECK( perform( Kind::Base, &Committer::settleBase ) );
    SYNCLINE_CHECK( perform( Kind::Database, &Committer::park ) );
    for ( const CommitStep &step : std::as_const( mIntent.steps ) )
    {
      if ( step.kind == Kind::Defer )
        defer( step, step.problem.value_or( Error() ) );
    }
    for ( const QString &folder : std::as_const( mTouchedFolders ) )
    {
      const Result<FileStat> there = mTools.disk.stat( folder );
      if ( there && there->isFolder() )
        SYNCLINE_CHECK( mTools.disk.sync( folder ) );
    }
    return {};
  }

  Result<void> Committer::attempt( const CommitStep &step,
                                   Result<void> ( Committer::*what )( const CommitStep & ) )
  {
    const Result<void> done = ( this->*what )( step );
    if ( !done && !isOfOneCommit( done.error() ) )
      return passOn( done.error(), __func__ );
    if ( !done )
      defer( step, done.error() );
    else if ( step.kind != CommitStep::Kind::Database )
      report( step );
    if ( mTools.onProgress )
      mTools.onProgress(
        { Phase::Installing, ++mStepsDone, qint64( mIntent.steps.size() ), step.path.toString() } );
    return {};
  }

  Result<void> Committer::writeMetadata()
  {
    SYNCLINE_TRY( isForeign, isForeignMetadata() );
    if ( isForeign )
      return fail( ErrorKind::Busy,
                   QStringLiteral( "another program synced %1 at the same time" ).arg( mPaths.folder() ) );
    Metadata metadata = mIntent.target;
    for ( const CommitStep &step : std::as_const( mIntent.steps ) )
    {
      if ( !mResult.deferred.contains( step.path ) )
        continue;
      metadata.identity.version = mIntent.versionBefore;
      if ( step.entryBefore )
        metadata.files.insert( step.path, *step.entryBefore );
      else
        metadata.files.remove( step.path );
    }
    const QByteArray bytes = metadata.toJson();
    const Sha1 after = sha1Of( bytes );
    if ( after != mIntent.metadataBefore && after != mIntent.metadataAfter )
    {
      mIntent.metadataAfter = after;
      SYNCLINE_CHECK( mJournal.begin( mIntent.toJson() ) );
    }
    SYNCLINE_CHECK( mTools.disk.makeFolder( mPaths.merginFolder() ) );
    // Between these two another client meets the server's content with an old version, so nothing slow may be there.
    SYNCLINE_TRY( fresh, writeBeside( mTools.disk, mPaths.metadataPath(), bytes ) );
    SYNCLINE_CHECK( publishParked() );
    SYNCLINE_CHECK( mTools.disk.rename( fresh, mPaths.metadataPath() ) );
    SYNCLINE_CHECK( mTools.disk.sync( mPaths.merginFolder() ) );
    EngineState state = mIntent.state;
    state.noteBase( metadata );
    return writeWhole( mTools.disk, mPaths.statePath(), state.toJson() );
  }

  //! A base file that cannot be set now is made anew by a later sync, as any that is missing.
  Result<void> Committer::setLateBases()
  {
    for ( const CommitStep &step : std::as_const( mIntent.steps ) )
    {
      if ( !step.isBaseLate || mResult.deferred.contains( step.path ) )
        continue;
      const Result<void> done = setBase( step );
      if ( !done && !isOfOneCommit( done.error() ) )
        return passOn( done.error(), __func__ );
      if ( !done )
        qCInfo( lcSync ) << "no base file for" << step.path.toString() << toLogLine( done.error() );
    }
    return {};
  }

  Result<void> Committer::performDatabases()
  {
    for ( const CommitStep &step : std::as_const( mIntent.steps ) )
    {
      if ( step.kind != CommitStep::Kind::Database || mResult.deferred.contains( step.path ) )
        continue;
      const Result<void> done = installParkedDatabase( step );
      if ( !done && !isOfOneCommit( done.error() ) )
        return passOn( done.error(), __func__ );
      if ( done )
        report( step );
      else
        defer( step, done.error() );
    }
    return {};
  }

  Result<void> Committer::finish()
  {
    const QString parked = mPaths.parkedFolder();
    SYNCLINE_TRY( there, mTools.disk.stat( parked ) );
    if ( there.isFolder() )
    {
      SYNCLINE_TRY( left, mTools.disk.list( parked ) );
      if ( left.isEmpty() )
        SYNCLINE_CHECK( mTools.disk.removeFolder( parked ) );
    }
    SYNCLINE_CHECK( mJournal.finish() );
    // From here on nothing is unfinished: what is left over costs space only, and goes with a later run.
    const Result<void> swept = removeTree( mTools.disk, stagingFolder( mPaths, mIntent.run ) );
    const Result<void> collected = mTrash.collect( mTools.clock.now() );
    if ( !swept || !collected )
      qCInfo( lcJournal ) << "left over:" << toLogLine( swept ? collected.error() : swept.error() );
    return {};
  }

  void Committer::report( const CommitStep &step )
  {
    if ( !step.isReported )
      return;
    FileOutcome outcome;
    outcome.path = step.path.toString();
    outcome.event = step.event;
    outcome.otherPath = mOtherPaths.value( step.path );
    outcome.sizeBytes = step.sizeBytes;
    outcome.rows = step.rows;
    outcome.editConflicts = step.editConflicts;
    outcome.newKeys = step.newKeys;
    mResult.files.append( outcome );
  }

  void Committer::defer( const CommitStep &step, const Error &problem )
  {
    qCInfo( lcSync ) << "not installed:" << step.path.toString() << toLogLine( problem );
    Error shown = problem;
    if ( problem.kind == ErrorKind::VersionConflict )
    {
      mResult.isChangedMeanwhile = true;
      shown.kind = ErrorKind::FileInUse;
    }
    mResult.deferred.insert( step.path, shown );
    FileOutcome outcome;
    outcome.path = step.path.toString();
    outcome.event = FileEvent::NotInstalled;
    outcome.otherPath = mOtherPaths.value( step.path );
    outcome.problem = shown;
    mResult.files.append( outcome );
  }
} // namespace syncline
