// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectpresenter.h"

#include "core/base/logging.h"
#include "plugin/dialogs/syncsummary.h"

#include <QDir>
#include <QFileInfo>

using namespace std::chrono_literals;

namespace syncline
{
  namespace
  {
    constexpr auto SERVER_CHECK_INTERVAL = 5min;
    constexpr auto ONE_SECOND = 1s;
    constexpr int LOCKED_RETRY_SECONDS = 15;
    constexpr int BUSY_RETRY_SECONDS = 30;
    constexpr int MAX_RETRIES = 20;

    bool isWorthWaiting( ErrorKind kind )
    {
      return kind == ErrorKind::Locked || kind == ErrorKind::RateLimited;
    }
  } // namespace

  ProjectPresenter::ProjectPresenter( const Parts &parts, QObject *parent )
    : QObject( parent )
    , mParts( parts )
    , mActivity( parts.engine )
  {
    connect( &mParts.account, &Account::changed, this, &ProjectPresenter::accountChanged );
    connect( &mParts.host, &MapHost::projectChanged, this, &ProjectPresenter::projectChanged );
    connect( &mParts.host, &MapHost::editsChanged, this, &ProjectPresenter::editsChanged );
    connect( &mParts.host, &MapHost::filesSaved, this, [this] { check( AskServer::No ); } );
    connect( &mParts.host, &MapHost::reloaded, this, &ProjectPresenter::finishAfterReload );
    connect( &mParts.host, &MapHost::changedUnderEdits, this, &ProjectPresenter::warnAboutEdits );
    connect( &mParts.host, &MapHost::stepChosen, this, &ProjectPresenter::doStep );
    mState = projectStateOf( mFacts );
  }

  ProjectPresenter::~ProjectPresenter()
  {
    mCancelSync.cancel();
    mCancelLook.cancel();
  }

  void ProjectPresenter::start()
  {
    mIsStarted = true;
    accountChanged();
    projectChanged();
    scheduleServerCheck();
  }

  void ProjectPresenter::scheduleServerCheck()
  {
    mParts.clock.after( SERVER_CHECK_INTERVAL, this,
                        [this]
                        {
                          if ( !isSyncing() && !mFacts.trouble )
                            check( AskServer::Yes );
                          scheduleServerCheck();
                        } );
  }

  void ProjectPresenter::accountChanged()
  {
    mFacts.serverAddress = mParts.account.server().toString();
    mFacts.host = mParts.account.host();
    mFacts.user = mParts.account.userName();
    mFacts.isSignedIn = mParts.account.isSignedIn();
    if ( mFacts.isSignedIn && mFacts.trouble && mFacts.trouble->kind == ErrorKind::Unauthorized )
      mFacts.trouble.reset();
    readReviews();
    publish();
    if ( !mIsStarted || !mFacts.isSignedIn )
      return;
    if ( mIsWantedAfterSignIn )
      start( mOptions );
    else
      check( AskServer::Yes );
  }

  void ProjectPresenter::projectChanged()
  {
    if ( !mIsStarted )
      return;
    const OpenedProject opened = mParts.host.openedProject();
    if ( !opened.file.isEmpty() && opened.file == mOpenedFile && mFacts.open == OpenProject::Synced )
    {
      mFacts.hasNewProjectFile = false; // read again from its file
      publish();
      return check( AskServer::No );
    }
    ++mProjectRound;
    ++mRetryRound;
    mCancelLook.cancel();
    mCancelLook = CancelSource();
    mOpenedFile = opened.file;
    ProjectFacts fresh;
    fresh.serverAddress = mFacts.serverAddress;
    fresh.host = mFacts.host;
    fresh.user = mFacts.user;
    fresh.isSignedIn = mFacts.isSignedIn;
    fresh.title = opened.title;
    fresh.open = opened.isEmpty          ? OpenProject::None
                 : opened.file.isEmpty() ? OpenProject::NotSaved
                                         : OpenProject::NotSynced;
    mFacts = fresh; // a sync of the other project goes on and is told of when it ends
    mReportLeftOut.clear();
    mLastReport.reset();
    Q_EMIT reportChanged( mLastReport );
    mActivity.close();
    Q_EMIT editsAsked( {} );
    publish();
    check( AskServer::Yes );
  }

  Engine::Work ProjectPresenter::work()
  {
    Engine::Work made;
    made.session = mParts.account.sessionData();
    return made;
  }

  void ProjectPresenter::check( AskServer ask )
  {
    if ( !mIsStarted || mOpenedFile.isEmpty() || isSyncing() || mEnded )
      return;
    if ( mFacts.isChecking )
    {
      mIsCheckWanted = true;
      if ( ask == AskServer::Yes )
        mWantedAsk = ask;
      return;
    }
    mFacts.isChecking = true;
    publish();
    const AskServer asked = mFacts.isSignedIn ? ask : AskServer::No;
    Engine::Work order = work();
    order.cancel = mCancelLook.token();
    mParts.engine.look( mOpenedFile, asked, order )
      .then( this,
             [this, asked, round = mProjectRound]( const Result<FolderLook> &look )
             {
               if ( round == mProjectRound )
                 looked( look, asked );
             } );
  }

  void ProjectPresenter::looked( const Result<FolderLook> &look, AskServer asked )
  {
    mFacts.isChecking = false;
    if ( look )
    {
      mFacts.open = OpenProject::Synced;
      mFacts.folder = look->folder;
      mFacts.isRepairable = look->isRepairable;
      if ( !look->isRepairable )
      {
        mFacts.name = look->name;
        mFacts.title = look->name.project();
        mFacts.role = look->role;
      }
      mFacts.version = look->version;
      mFacts.hasUnfinishedSync = look->hasUnfinishedSync;
      mFacts.conflictCopies = look->conflictCopies;
      mActivity.open( look->folder, look->activity );
      if ( look->status )
        takeStatus( *look->status );
      const bool isAboutServer = asked == AskServer::Yes;
      const bool wasDamaged = mFacts.trouble && mFacts.trouble->kind == ErrorKind::DamagedMetadata;
      if ( look->trouble || isAboutServer || wasDamaged )
        mFacts.trouble = look->trouble;
    }
    else if ( look.error().kind == ErrorKind::DamagedMetadata )
    {
      mFacts.open = OpenProject::Synced;
      mFacts.trouble = look.error();
    }
    else if ( look.error().kind != ErrorKind::NotAProject && look.error().kind != ErrorKind::Canceled )
    {
      qCWarning( lcUi ) << "looking at the project:" << toLogLine( look.error() );
    }
    readReviews();
    publish();
    Q_EMIT statusChanged( mFacts.status );
    if ( !std::exchange( mIsCheckWanted, false ) )
      return;
    check( std::exchange( mWantedAsk, AskServer::No ) );
  }

  void ProjectPresenter::takeStatus( const ProjectStatus &status )
  {
    ProjectStatus taken = status;
    if ( status.serverWasAsked )
    {
      mFacts.checkedAt = mParts.clock.now();
    }
    else if ( mFacts.status && mFacts.status->serverWasAsked && mFacts.status->local == status.local )
    {
      taken.server = mFacts.status->server; // what was heard last still holds for this version
      taken.onServer = mFacts.status->onServer;
      taken.rowsOnServer = mFacts.status->rowsOnServer;
      taken.uncountedOnServer = mFacts.status->uncountedOnServer;
      taken.serverWasAsked = true;
    }
    mFacts.status = taken;
    mFacts.leftOut = mReportLeftOut;
    for ( const FileOutcome &note : status.notes )
      if ( note.event != FileEvent::OutOfScope )
        mFacts.leftOut << note;
  }

  void ProjectPresenter::sync( SyncDirection direction )
  {
    SyncOptions options;
    options.direction = direction;
    start( options );
  }

  void ProjectPresenter::start( const SyncOptions &options )
  {
    if ( mFacts.open != OpenProject::Synced || isSyncing() || mEnded )
      return;
    mOptions = options;
    if ( !mFacts.isSignedIn || ( mFacts.trouble && mFacts.trouble->kind == ErrorKind::Unauthorized ) )
    {
      mIsWantedAfterSignIn = true;
      Q_EMIT signInWanted( mFacts.trouble
                             ? tr( "Your sign-in has expired. Sign in again; the sync goes on." )
                             : tr( "Sign in to sync %1; the sync goes on then." ).arg( mFacts.title ) );
      return;
    }
    mIsWantedAfterSignIn = false;
    mRetries = 0;
    if ( !ask() )
      return begin();
    say( Severity::Warning, unsavedEditsText( mFacts ), NextStep::AnswerEdits );
  }

  //! Asks about unsaved edits; false when there are none.
  bool ProjectPresenter::ask()
  {
    const QList<UnsavedEdits> edits = mParts.host.unsavedEdits( mFacts.folder );
    mFacts.hasUnsavedProject = std::any_of( edits.begin(), edits.end(),
                                            []( const UnsavedEdits &entry ) { return entry.isProjectFile; } );
    mFacts.layersWithUnsavedEdits = int( edits.size() ) - ( mFacts.hasUnsavedProject ? 1 : 0 );
    if ( edits.isEmpty() )
      return false;
    publish();
    Q_EMIT editsAsked( edits );
    return true;
  }

  void ProjectPresenter::editsChanged()
  {
    if ( mFacts.isAskedAboutEdits() && !ask() )
      answered(); // saved or rolled back by hand
  }

  void ProjectPresenter::saveAndSync( const QStringList &ids )
  {
    const QList<UnsavedEdits> edits = mParts.host.unsavedEdits( mFacts.folder );
    for ( const UnsavedEdits &entry : edits )
    {
      if ( !ids.contains( entry.id ) )
        continue;
      const QString problem = mParts.host.save( entry.id );
      if ( !problem.isEmpty() )
      {
        Q_EMIT saveRefused(
          tr( "%1 was not saved: %2. The edits are still in the layer." ).arg( entry.name, problem ) );
        return;
      }
    }
    syncWithout();
  }

  void ProjectPresenter::syncWithout()
  {
    if ( mFacts.isAskedAboutEdits() )
      answered();
  }

  void ProjectPresenter::answered()
  {
    takeQuestionBack();
    begin();
  }

  void ProjectPresenter::cancelQuestion()
  {
    takeQuestionBack();
    publish();
  }

  void ProjectPresenter::takeQuestionBack()
  {
    mFacts.layersWithUnsavedEdits = 0;
    mFacts.hasUnsavedProject = false;
    Q_EMIT editsAsked( {} );
    mParts.host.takeBack( QStringLiteral( "sync" ) );
  }

  void ProjectPresenter::begin()
  {
    ++mRetryRound;
    mFacts.waitingFor.reset();
    mFacts.trouble.reset();
    mFacts.running = RunningWork();
    mRunStarted = mPhaseStarted = mParts.clock.now();
    mPhaseFirstDone = 0;
    mCancelSync = CancelSource();
    mFacts.inEdit.clear();
    for ( const UnsavedEdits &entry : mParts.host.unsavedEdits( mFacts.folder ) )
      if ( !entry.isProjectFile )
        mFacts.inEdit.insert( entry.file,
                              entry.name ); // whatever the answer was: what is unsaved now stays untouched
    mOptions.inEdit = mFacts.inEdit.keys();
    mOptions.asksAboutRows = true;
    publish();
    Q_EMIT syncStarted();
    Engine::Work order = work();
    order.cancel = mCancelSync.token();
    order.onProgress =
      [self = QPointer<ProjectPresenter>( this ), round = mProjectRound]( const Progress &progress )
    {
      if ( self && round == self->mProjectRound )
        self->showProgress( progress );
    };
    mParts.engine.sync( mFacts.folder, mOptions, order )
      .then( this,
             [this, round = mProjectRound, folder = mFacts.folder,
              title = mFacts.title]( const Result<SyncEnd> &result )
             {
               const SyncEnd end = result ? *result : SyncEnd{ {}, result.error() };
               if ( round == mProjectRound )
                 ended( end );
               else
                 endedElsewhere( end, folder, title );
             } );
  }

  //! The end of a sync whose project was closed meanwhile, and perhaps opened again.
  void ProjectPresenter::endedElsewhere( const SyncEnd &end, const QString &folder, const QString &title )
  {
    const QString text = end.error
                           ? describe( *end.error, { ErrorPlace::Sync, {}, title, {}, {}, {} } ).sentence
                           : summaryOf( end.report );
    mParts.host.say( noteAbout( QStringLiteral( "sync:" ) + title, title,
                                end.error ? Severity::Warning : Severity::Done, text ) );
    if ( QFileInfo( mOpenedFile ).absoluteFilePath().startsWith( folder + QLatin1Char( '/' ) ) )
    {
      mParts.host.reload( folder, end.report.changedHere() );
      check( AskServer::Yes );
    }
  }

  void ProjectPresenter::showProgress( const Progress &progress )
  {
    if ( !isSyncing() )
      return;
    const QDateTime now = mParts.clock.now();
    RunningWork &running = *mFacts.running;
    if ( progress.phase != running.progress.phase )
    {
      mPhaseStarted = now;
      mPhaseFirstDone = progress.done; // what was there already does not count for the speed
    }
    running.progress = progress;
    running.secondsRunning = int( mRunStarted.secsTo( now ) );
    const qint64 spentMs = mPhaseStarted.msecsTo( now );
    const qint64 moved = progress.done - mPhaseFirstDone;
    running.secondsLeft = spentMs > 0 && moved > 0 && progress.total > progress.done
                            ? int( ( progress.total - progress.done ) * spentMs / moved / 1000 )
                            : -1;
    publish();
  }

  void ProjectPresenter::ended( const SyncEnd &end )
  {
    mFacts.running.reset();
    mEnded = end;
    takeReport( end.report );
    QStringList changed = end.report.changedHere(); // a sync that stopped may have changed files before
    const QString projectFile = QDir( mFacts.folder ).relativeFilePath( mOpenedFile );
    if ( changed.removeOne( projectFile ) )
      mFacts.hasNewProjectFile = true;
    publish();
    mParts.host.followNewKeys( mFacts.folder, end.report );
    mParts.host.reload( mFacts.folder, changed ); // finishAfterReload() follows
  }

  //! Edits that were begun while the sync ran.
  void ProjectPresenter::warnAboutEdits( const QStringList &layers )
  {
    const QString text =
      tr( "%1 changed while you were editing. Your edits are kept; look at them before you save." )
        .arg( layers.join( QStringLiteral( ", " ) ) );
    mActivity.add( { mParts.clock.now(), Severity::Warning, text, QString() } );
    mParts.host.say( noteAbout( QStringLiteral( "edits" ), mFacts.title, Severity::Warning, text ) );
  }

  void ProjectPresenter::takeReport( const SyncReport &report )
  {
    for ( const FileOutcome &kept :
          report.of( FileEvent::ConflictCopyKept ) + report.of( FileEvent::Merged ) )
      if ( !kept.otherPath.isEmpty() && !mFacts.conflictCopies.contains( kept.otherPath ) )
        mFacts.conflictCopies << kept.otherPath;
    mFacts.rowRemoval = report.rowRemoval;
    if ( mEnded->error )
      return;
    mLastReport = report;
    Q_EMIT reportChanged( mLastReport );
    mFacts.version = report.after;
    mFacts.hasUnfinishedSync = false;
    mReportLeftOut = report.of( FileEvent::NotUploaded ) + report.of( FileEvent::NotInstalled );
    mFacts.leftOut = mReportLeftOut;
    if ( mOptions.direction != SyncDirection::Both )
      return;
    ProjectStatus status; // the server has just told: nothing differs, until the next look says otherwise
    status.project = report.project;
    status.local = status.server = report.after;
    status.serverWasAsked = true;
    mFacts.status = status;
    mFacts.checkedAt = mParts.clock.now();
  }

  void ProjectPresenter::finishAfterReload()
  {
    if ( !mEnded )
      return;
    const SyncEnd end = *std::exchange( mEnded, std::nullopt );
    if ( end.error )
      stopped( *end.error );
    else
      succeeded( end.report );
  }

  void ProjectPresenter::succeeded( const SyncReport &report )
  {
    const QString text = summaryOf( report );
    const bool isClean = report.isClean();
    mActivity.add( { mParts.clock.now(), isClean ? Severity::Done : Severity::Warning,
                     tr( "%1 (%2)" ).arg( text, report.after.toString() ), featureLines( report ) } );
    if ( mFacts.hasNewProjectFile )
      say( Severity::Warning, tr( "A new project file arrived; yours stays open." ),
           NextStep::LoadServerVersion );
    else
      say( isClean ? Severity::Done : Severity::Warning, text,
           isClean ? NextStep::None : NextStep::ShowFolder );
    Q_EMIT syncFinished( report );
    check( mOptions.direction == SyncDirection::Both ? AskServer::No : AskServer::Yes );
  }

  void ProjectPresenter::stopped( const Error &error )
  {
    if ( isWorthWaiting( error.kind ) && mRetries < MAX_RETRIES )
      return waitAndRetry( error );
    const ErrorText text = describe( error, sceneOf( mFacts ) );
    qCInfo( lcUi ) << "the sync stopped:" << toLogLine( error );
    if ( error.kind != ErrorKind::Canceled )
      mFacts.trouble = error;
    publish();
    mActivity.add( { mParts.clock.now(),
                     error.kind == ErrorKind::Canceled ? Severity::Info : Severity::Stopped, text.sentence,
                     QString() } );
    say( error.kind == ErrorKind::Canceled ? Severity::Info : Severity::Stopped, text.sentence,
         text.step == NextStep::Details ? NextStep::None : text.step );
    if ( error.kind == ErrorKind::Unauthorized )
    {
      mIsWantedAfterSignIn = true;
      Q_EMIT signInWanted( tr( "Your sign-in has expired. Sign in again; the sync goes on." ) );
    }
    Q_EMIT syncStopped( error );
    check( AskServer::No );
  }

  void ProjectPresenter::waitAndRetry( const Error &error )
  {
    ++mRetries;
    ++mRetryRound;
    mFacts.waitingFor = error;
    mFacts.retryInSeconds = error.kind == ErrorKind::Locked ? LOCKED_RETRY_SECONDS : BUSY_RETRY_SECONDS;
    publish();
    countDown();
  }

  void ProjectPresenter::countDown()
  {
    mParts.clock.after( ONE_SECOND, this,
                        [this, round = mRetryRound]
                        {
                          if ( round != mRetryRound || !mFacts.waitingFor )
                            return;
                          if ( --mFacts.retryInSeconds <= 0 )
                            return begin();
                          publish();
                          countDown();
                        } );
  }

  void ProjectPresenter::removeOnServer()
  {
    mOptions.allowMassRemoval = true;
    if ( mFacts.open == OpenProject::Synced && !isSyncing() )
      begin();
  }

  void ProjectPresenter::repair()
  {
    SyncOptions options;
    options.repairsMetadata = true;
    start( options );
  }

  void ProjectPresenter::doStep( NextStep step, const QString &argument )
  {
    switch ( step )
    {
      case NextStep::None:
        return;
      case NextStep::Sync:
      case NextStep::Finish:
      case NextStep::TryAgain:
      case NextStep::CheckAgain:
        return sync();
      case NextStep::Repair:
        return repair();
      case NextStep::TryNow:
        return mFacts.waitingFor ? begin() : sync();
      case NextStep::Cancel:
        if ( isSyncing() )
        {
          mFacts.running->isStopping = true;
          mCancelSync.cancel();
          publish();
        }
        return;
      case NextStep::SignIn:
      case NextStep::ChangeServer:
        Q_EMIT signInWanted( QString() );
        return;
      case NextStep::KeepInQgis:
        return mParts.account.keepIn( KeepPlace::QgisDatabase );
      case NextStep::OpenOptions:
      case NextStep::OpenNetworkOptions:
        return mParts.host.openOptions( step );
      case NextStep::ShowFolder:
      case NextStep::ShowFiles:
        return mParts.host.showFolder( mFacts.folder );
      case NextStep::ShowValues:
        return showValues( argument );
      case NextStep::OpenCopy:
        return mParts.host.openCopy( mFacts.folder + QLatin1Char( '/' ) + argument );
      case NextStep::LoadServerVersion:
        mFacts.hasNewProjectFile = false;
        publish();
        return mParts.host.openAgain( QString( mOpenedFile ) ); // a copy: on the way no project is open
      case NextStep::RemoveOnServer:
        return Q_EMIT removalsAsked( removalQuestion( sceneOf( mFacts ) ) );
      case NextStep::AnswerEdits:
        Q_EMIT editsAsked( mParts.host.unsavedEdits( mFacts.folder ) );
        return;
      case NextStep::OpenProjects:
        return Q_EMIT projectsWanted();
      case NextStep::OpenPeople:
        return Q_EMIT peopleWanted();
      case NextStep::OpenProject:
        return openFolder( argument );
      case NextStep::Details:
        Q_EMIT detailsWanted( argument );
        return;
    }
    Q_UNREACHABLE();
  }

  void ProjectPresenter::say( Severity severity, const QString &text, NextStep step )
  {
    Note note = noteAbout( QStringLiteral( "sync" ), mFacts.title, severity, text );
    note.step = step;
    mParts.host.say( note );
  }

  void ProjectPresenter::publish()
  {
    mState = projectStateOf( mFacts );
    Q_EMIT stateChanged( mState );
  }
} // namespace syncline
