// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleduedates.h"
#include "plugin/dialogs/projectpresenter.h"

#include "tests/dialogs/accountrig.h"
#include "tests/dialogs/facts.h"
#include "tests/dialogs/fakeengine.h"

#include <QSignalSpy>
#include <QTest>

using namespace syncline;
using namespace std::chrono_literals;

class TestProjectPresenter : public QObject
{
    Q_OBJECT

    std::unique_ptr<AccountRig> mRig;
    std::unique_ptr<Account> mAccount;
    std::unique_ptr<FakeEngine> mEngine;
    std::unique_ptr<FakeHost> mHost;
    std::unique_ptr<ProjectPresenter> mPresenter;

    void signIn()
    {
      SessionData data;
      data.server = QUrl( serverAddress() );
      data.credentials = Credentials{ QStringLiteral( "anna" ), QStringLiteral( "secret" ), {} };
      mAccount->begin( data, KeepPlace::UntilQgisCloses );
    }

    static FolderLook look( int changesHere = 0 )
    {
      FolderLook made;
      made.folder = QStringLiteral( "/data/survey-2026" );
      made.name = *ProjectName::fromString( QStringLiteral( "field-team/survey-2026" ) );
      made.role = ProjectRole::Writer;
      made.version = Version( 43 );
      ProjectStatus status;
      status.local = status.server = Version( 43 );
      for ( int i = 0; i < changesHere; ++i )
        status.here.updated << QString::number( i );
      made.status = status;
      return made;
    }

    void openProject( const Result<FolderLook> &answer )
    {
      mEngine->lookAnswer = answer;
      mHost->opened = { QStringLiteral( "/data/survey-2026/survey.qgz" ), QStringLiteral( "survey" ), false,
                        false };
      mPresenter->start();
    }

    static SyncReport report( const QStringList &downloaded )
    {
      SyncReport made;
      made.before = Version( 43 );
      made.after = Version( 44 );
      for ( const QString &path : downloaded )
      {
        FileOutcome outcome;
        outcome.path = path;
        outcome.event = FileEvent::Downloaded;
        made.files << outcome;
      }
      return made;
    }

    SyncState state() { return mPresenter->state().state; }

  private Q_SLOTS:
    void initTestCase()
    {
      qRegisterMetaType<SyncReport>( "syncline::SyncReport" );
      qRegisterMetaType<Error>( "syncline::Error" );
    }

    void init()
    {
      mRig = std::make_unique<AccountRig>();
      mAccount = std::make_unique<Account>( mRig->parts() );
      mEngine = std::make_unique<FakeEngine>();
      mHost = std::make_unique<FakeHost>();
      mPresenter = std::make_unique<ProjectPresenter>(
        ProjectPresenter::Parts{ *mAccount, *mEngine, *mHost, mRig->clock } );
    }

    void cleanup()
    {
      mPresenter.reset();
      mHost.reset();
      mEngine.reset();
      mAccount.reset();
      mRig.reset();
    }

    void nothingIsTouchedBeforeTheStart()
    {
      signIn();
      mHost->opened = { QStringLiteral( "/data/x.qgz" ), QStringLiteral( "x" ), false, false };
      Q_EMIT mHost->projectChanged();
      Q_EMIT mHost->filesSaved();
      QVERIFY( mEngine->looks.isEmpty() );
    }

    void aProjectThatIsNotOnAServerIsLeftAlone()
    {
      signIn();
      openProject( fail( ErrorKind::NotAProject ) );
      QCOMPARE( state(), SyncState::None );
      mPresenter->sync();
      QVERIFY( mEngine->syncs.isEmpty() );
    }

    void anOpenedProjectIsComparedWithTheServer()
    {
      signIn();
      openProject( look( 2 ) );
      QCOMPARE( state(), SyncState::LocalChanges );
      QCOMPARE( mPresenter->state().title, QStringLiteral( "survey-2026" ) );
    }

    void whoseAccessIsToBeLookedAtIsAskedForUntilItIsDone()
    {
      signIn();
      const FolderLook there = look();
      PeopleDueDates dates = PeopleDueDates::ofProject(
        mAccount->host(), there.name,
        *ProjectId::fromString( QStringLiteral( "f9ef87ac-1dae-48ab-85cb-062a4784fb83" ) ) );
      const QDate today = mRig->clock.now().date();
      dates.set( QStringLiteral( "dan" ), today.addDays( 1 ) );
      openProject( there );
      QVERIFY( mPresenter->state().attentions.isEmpty() );
      mRig->clock.advance( std::chrono::hours( 24 ) );
      mPresenter->lookAtReviews();
      QCOMPARE( mPresenter->state().attentions.size(), 1 );
      const Attention asked = mPresenter->state().attentions.first();
      QCOMPARE( asked.text, QStringLiteral( "It is time to see who still needs access: dan." ) );
      QSignalSpy people( mPresenter.get(), &ProjectPresenter::peopleWanted );
      mPresenter->doStep( asked.step, QString() );
      QCOMPARE( people.size(), 1 );
      mPresenter->dismiss( asked.id );
      mPresenter->lookAtReviews();
      QVERIFY( mPresenter->state().attentions.isEmpty() );
      dates.set( QStringLiteral( "eva" ), today );
      mPresenter->lookAtReviews();
      QCOMPARE( mPresenter->state().attentions.size(), 1 ); // one more
      for ( const char *name : { "dan", "eva" } )
        dates.set( QLatin1String( name ), QDate() );
      mPresenter->lookAtReviews();
      QVERIFY( mPresenter->state().attentions.isEmpty() );
    }

    void damagedMetadataAreRepairedByTheButton()
    {
      signIn();
      FolderLook damaged;
      damaged.folder = QStringLiteral( "/data/survey-2026" );
      damaged.version = Version( 43 );
      damaged.isRepairable = true;
      damaged.trouble = Error{ ErrorKind::DamagedMetadata, QStringLiteral( "cut off" ), {}, {} };
      openProject( damaged );
      QCOMPARE( state(), SyncState::Problem );
      QCOMPARE( mPresenter->state().primary, NextStep::Repair );
      QVERIFY( mPresenter->state().sentence.contains( QStringLiteral( "repairs it" ) ) );
      mEngine->lookAnswer = look();
      mPresenter->doStep( NextStep::Repair, QString() );
      QCOMPARE( mEngine->syncs.size(), 1 );
      QCOMPARE( mEngine->syncs.first().what.folder, QStringLiteral( "/data/survey-2026" ) );
      QVERIFY( mEngine->syncs.first().what.options.repairsMetadata );
      mEngine->syncAnswers.first().resolve( SyncEnd{ report( {} ), std::nullopt } );
      QCOMPARE( state(), SyncState::UpToDate );
      mPresenter->sync();
      QVERIFY( !mEngine->syncs.last().what.options.repairsMetadata ); // by the button alone
      QCOMPARE( mPresenter->state().title, QStringLiteral( "survey-2026" ) );
    }

    void metadataThatSomebodyElseMendedAreNoProblemAnyMore()
    {
      signIn();
      FolderLook damaged;
      damaged.folder = QStringLiteral( "/data/survey-2026" );
      damaged.isRepairable = true;
      damaged.trouble = Error{ ErrorKind::DamagedMetadata, QStringLiteral( "cut off" ), {}, {} };
      openProject( damaged );
      mEngine->lookAnswer = look();
      Q_EMIT mHost->filesSaved(); // a look without the server
      QVERIFY( state() != SyncState::Problem );
    }

    void aSyncWhoseProjectWasOpenedAgainMeanwhileReloadsIt()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mHost->opened = OpenedProject();
      Q_EMIT mHost->projectChanged();
      mHost->opened = { QStringLiteral( "/data/survey-2026/survey.qgz" ), QStringLiteral( "survey" ), false,
                        false };
      Q_EMIT mHost->projectChanged();
      QVERIFY( mHost->reloads.isEmpty() );
      const int looks = int( mEngine->looks.size() );
      mEngine->syncAnswers.first().resolve(
        SyncEnd{ report( { QStringLiteral( "trees.gpkg" ) } ), std::nullopt } );
      QCOMPARE( mHost->reloads, QList<QStringList>( { { QStringLiteral( "trees.gpkg" ) } } ) );
      QCOMPARE( int( mEngine->looks.size() ), looks + 1 );
      QCOMPARE( mHost->notes.last().subject, QStringLiteral( "sync:survey-2026" ) );
    }

    void syncReloadsWhatChangedAndSaysSo()
    {
      signIn();
      openProject( look() );
      QSignalSpy finished( mPresenter.get(), &ProjectPresenter::syncFinished );
      mPresenter->sync();
      QCOMPARE( state(), SyncState::Syncing );
      QCOMPARE( mEngine->syncs.size(), 1 );
      mEngine->syncAnswers.first().resolve(
        SyncEnd{ report( { QStringLiteral( "roads.gpkg" ), QStringLiteral( "photos/p17.jpg" ) } ), {} } );
      QCOMPARE( mHost->reloads.size(), 1 );
      QCOMPARE( mHost->reloads.first(),
                QStringList( { QStringLiteral( "roads.gpkg" ), QStringLiteral( "photos/p17.jpg" ) } ) );
      QCOMPARE( finished.size(), 1 );
      QCOMPARE( mHost->notes.last().severity, Severity::Done );
      QCOMPARE( mHost->notes.last().title, QStringLiteral( "survey-2026" ) );
    }

    void aNewProjectFileIsOfferedAndNotForced()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mEngine->syncAnswers.first().resolve(
        SyncEnd{ report( { QStringLiteral( "survey.qgz" ), QStringLiteral( "a.gpkg" ) } ), {} } );
      QCOMPARE( mHost->reloads.first(), QStringList( QStringLiteral( "a.gpkg" ) ) );
      QVERIFY( mHost->openedFiles.isEmpty() );
      QCOMPARE( mPresenter->state().attentions.last().id, QStringLiteral( "projectFile" ) );
      mPresenter->doStep( NextStep::LoadServerVersion, QString() );
      QCOMPARE( mHost->openedFiles, QStringList( QStringLiteral( "/data/survey-2026/survey.qgz" ) ) );
    }

    void aSyncThatStoppedReloadsWhatItHadChanged()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      const Error error{ ErrorKind::Offline, {}, {}, {} };
      mEngine->syncAnswers.first().resolve( SyncEnd{ report( { QStringLiteral( "roads.gpkg" ) } ), error } );
      QCOMPARE( mHost->reloads.last(), QStringList( QStringLiteral( "roads.gpkg" ) ) );
      QCOMPARE( state(), SyncState::Offline );
      QVERIFY( !mPresenter->lastReport() );
    }

    void unsavedEditsAreAskedAboutFirst()
    {
      signIn();
      openProject( look() );
      mHost->edits = { { QStringLiteral( "t" ), QStringLiteral( "trees" ), 3, 1, 0, false } };
      QSignalSpy asked( mPresenter.get(), &ProjectPresenter::editsAsked );
      mPresenter->sync();
      QVERIFY( mEngine->syncs.isEmpty() );
      QCOMPARE( state(), SyncState::Waiting );
      QCOMPARE( asked.size(), 1 );
      mPresenter->saveAndSync( { QStringLiteral( "t" ) } );
      QCOMPARE( mHost->saved, QStringList( QStringLiteral( "t" ) ) );
      QCOMPARE( mEngine->syncs.size(), 1 );
    }

    void aRefusedSaveKeepsTheQuestionOpen()
    {
      signIn();
      openProject( look() );
      mHost->edits = { { QStringLiteral( "t" ), QStringLiteral( "trees" ), 3, 1, 0, false } };
      mHost->saveProblem = QStringLiteral( "field “height” needs a value" );
      QSignalSpy refused( mPresenter.get(), &ProjectPresenter::saveRefused );
      mPresenter->sync();
      mPresenter->saveAndSync( { QStringLiteral( "t" ) } );
      QCOMPARE( refused.size(), 1 );
      QVERIFY( refused.first().first().toString().contains( mHost->saveProblem ) );
      QCOMPARE( state(), SyncState::Waiting );
      QVERIFY( mEngine->syncs.isEmpty() );
      mPresenter->cancelQuestion();
      QCOMPARE( state(), SyncState::UpToDate );
      QVERIFY( mEngine->syncs.isEmpty() );
    }

    void editsSavedByHandAnswerTheQuestion()
    {
      signIn();
      openProject( look() );
      mHost->edits = { { QStringLiteral( "t" ), QStringLiteral( "trees" ), 3, 1, 0, false },
                       { QStringLiteral( "r" ), QStringLiteral( "roads" ), 0, 2, 0, false } };
      mPresenter->sync();
      mHost->edits.removeFirst();
      Q_EMIT mHost->editsChanged();
      QCOMPARE( state(), SyncState::Waiting );
      mHost->edits.clear();
      Q_EMIT mHost->editsChanged();
      QCOMPARE( mEngine->syncs.size(), 1 );
    }

    void signedOutTheSyncGoesOnAfterSigningIn()
    {
      openProject( look() );
      QSignalSpy wanted( mPresenter.get(), &ProjectPresenter::signInWanted );
      mPresenter->sync();
      QCOMPARE( wanted.size(), 1 );
      QVERIFY( mEngine->syncs.isEmpty() );
      signIn();
      QCOMPARE( mEngine->syncs.size(), 1 );
    }

    void anExpiredSignInIsAskedForAndTheSyncGoesOn()
    {
      signIn();
      openProject( look() );
      QSignalSpy wanted( mPresenter.get(), &ProjectPresenter::signInWanted );
      mPresenter->sync();
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::Unauthorized ) );
      QCOMPARE( wanted.size(), 1 );
      QCOMPARE( state(), SyncState::SignedOut );
      signIn();
      QCOMPARE( mEngine->syncs.size(), 2 );
    }

    void whenSomebodyElseUploadsItTriesAgainByItself()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::Locked ) );
      QCOMPARE( state(), SyncState::Waiting );
      QVERIFY( mPresenter->state().attentions.isEmpty() );
      mRig->clock.advance( 14s );
      QCOMPARE( mEngine->syncs.size(), 1 );
      mRig->clock.advance( 1s );
      QCOMPARE( mEngine->syncs.size(), 2 );
      QCOMPARE( state(), SyncState::Syncing );
    }

    void tryNowEndsTheWaitingAndTheOldCountdown()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::Locked ) );
      mPresenter->doStep( NextStep::TryNow, QString() );
      QCOMPARE( mEngine->syncs.size(), 2 );
      mRig->clock.advance( 60s );
      QCOMPARE( mEngine->syncs.size(), 2 );
    }

    void cancelingShowsAtOnceAndEndsWhenTheWorkerEnds()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mPresenter->doStep( NextStep::Cancel, QString() );
      QVERIFY( mEngine->syncs.first().work.cancel.isCanceled() );
      QCOMPARE( mPresenter->state().sentence, QStringLiteral( "Stopping…" ) );
      QVERIFY( mPresenter->isSyncing() );
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::Canceled ) );
      QVERIFY( !mPresenter->isSyncing() );
      QVERIFY( mPresenter->state().attentions.isEmpty() );
    }

    void aStopStaysUntilItIsSolved()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::DiskFull ) );
      QCOMPARE( state(), SyncState::Problem );
      QCOMPARE( mPresenter->state().attentions.first().id, QStringLiteral( "stopped" ) );
      mPresenter->check( AskServer::No );
      QCOMPARE( state(), SyncState::Problem );
      mPresenter->sync();
      mEngine->syncAnswers.last().resolve( SyncEnd{ report( {} ), {} } );
      QCOMPARE( state(), SyncState::UpToDate );
    }

    void removalsGoOutOnlyAfterAWordFromTheUser()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      QVERIFY( !mEngine->syncs.first().what.options.allowMassRemoval );
      mEngine->syncAnswers.first().resolve( fail( ErrorKind::MassRemoval ) );
      QSignalSpy asked( mPresenter.get(), &ProjectPresenter::removalsAsked );
      mPresenter->doStep( NextStep::RemoveOnServer, QString() );
      QCOMPARE( asked.size(), 1 );
      QVERIFY( asked.first().first().toString().startsWith(
        QStringLiteral( "Most files of survey-2026 are missing here." ) ) );
      QCOMPARE( mEngine->syncs.size(), 1 );
      mPresenter->removeOnServer();
      QVERIFY( mEngine->syncs.last().what.options.allowMassRemoval );
      mEngine->syncAnswers.last().resolve( SyncEnd{ report( {} ), {} } );
      mPresenter->sync();
      QVERIFY( !mEngine->syncs.last().what.options.allowMassRemoval );
    }

    void featuresThatAreGoneAreAskedAbout()
    {
      signIn();
      openProject( look() );
      mPresenter->sync();
      QVERIFY( mEngine->syncs.first().what.options.asksAboutRows );
      SyncReport asking;
      asking.rowRemoval = RowRemoval{ QStringLiteral( "a.gpkg" ), QStringLiteral( "trees" ), 412, 500 };
      mEngine->syncAnswers.first().resolve( SyncEnd{ asking, Error{ ErrorKind::MassRemoval, {}, {}, {} } } );
      QVERIFY( mPresenter->state().sentence.startsWith( QStringLiteral( "This sync removes 412 of 500 " ) ) );
      QCOMPARE( mPresenter->state().primary, NextStep::RemoveOnServer );
      QSignalSpy asked( mPresenter.get(), &ProjectPresenter::removalsAsked );
      mPresenter->doStep( NextStep::RemoveOnServer, QString() );
      QVERIFY( asked.first().first().toString().startsWith( QStringLiteral( "412 of 500 features in " ) ) );
    }

    void whatWasHeardOfTheServerSurvivesALocalLook()
    {
      signIn();
      FolderLook answer = look();
      answer.status->server = Version( 44 );
      answer.status->onServer.updated << QStringLiteral( "roads.gpkg" );
      openProject( answer );
      QCOMPARE( state(), SyncState::ServerChanges );
      mEngine->lookAnswer = look( 1 );
      Q_EMIT mHost->filesSaved();
      QCOMPARE( state(), SyncState::BothChanged );
    }

    void looksDoNotPileUp()
    {
      signIn();
      mEngine->holdsLooks = true;
      openProject( look() );
      const int first = int( mEngine->looks.size() );
      for ( int i = 0; i < 10; ++i )
        Q_EMIT mHost->filesSaved();
      QCOMPARE( int( mEngine->looks.size() ), first );
      mEngine->lookAnswers.last().resolve( look() );
      QCOMPARE( int( mEngine->looks.size() ), first + 1 );
    }

    void anAnswerAboutAnEarlierProjectIsDropped()
    {
      signIn();
      mEngine->holdsLooks = true;
      openProject( look() );
      mHost->opened = { QStringLiteral( "/other/b.qgz" ), QStringLiteral( "b" ), false, false };
      Q_EMIT mHost->projectChanged();
      mEngine->lookAnswers.first().resolve( look( 5 ) );
      QCOMPARE( mPresenter->state().title, QStringLiteral( "b" ) );
      QCOMPARE( state(), SyncState::None );
    }

    void anUnreachableServerStillShowsWhatChangedHere()
    {
      signIn();
      FolderLook answer = look( 3 );
      answer.trouble = Error{ ErrorKind::Offline, {}, {}, {} };
      openProject( answer );
      QCOMPARE( state(), SyncState::Offline );
      QCOMPARE( mPresenter->facts().status->here.count(), 3 );
    }

    void filesWithUnsavedEditsAreLeftAloneByASyncWithoutThem()
    {
      signIn();
      openProject( look( 1 ) );
      UnsavedEdits edits;
      edits.id = QStringLiteral( "sites_1" );
      edits.name = QStringLiteral( "Sites" );
      edits.file = QStringLiteral( "survey.gpkg" );
      mHost->edits = { edits };
      mPresenter->sync();
      mPresenter->syncWithout();
      QCOMPARE( mEngine->syncs.size(), 1 );
      QCOMPARE( mEngine->syncs.last().what.options.inEdit, QStringList( QStringLiteral( "survey.gpkg" ) ) );

      SyncReport ended = report( {} );
      FileOutcome waits;
      waits.path = QStringLiteral( "survey.gpkg" );
      waits.event = FileEvent::NotInstalled;
      waits.problem = Error{ ErrorKind::FileInUse, QStringLiteral( "technical" ), {}, {} };
      ended.files << waits;
      mEngine->syncAnswers.last().resolve( SyncEnd{ ended, std::nullopt } );
      const QList<Attention> attentions = mPresenter->state().attentions;
      QCOMPARE( attentions.size(), 1 );
      QCOMPARE( attentions.first().text,
                QStringLiteral( "The server's change to “Sites” waits until you finish editing it." ) );

      mHost->edits.clear(); // saved
      mPresenter->sync();
      QVERIFY( mEngine->syncs.last().what.options.inEdit.isEmpty() );
    }

    void aProjectFileWithUnsavedChangesIsAskedAboutToo()
    {
      signIn();
      openProject( look( 1 ) );
      UnsavedEdits project;
      project.id = QStringLiteral( "project" );
      project.isProjectFile = true;
      mHost->edits = { project };
      QSignalSpy asked( mPresenter.get(), &ProjectPresenter::editsAsked );
      mPresenter->sync();
      QCOMPARE( asked.count(), 1 );
      QCOMPARE( mPresenter->state().sentence,
                QStringLiteral( "The project file has changes that are not saved." ) );
      QVERIFY( mEngine->syncs.isEmpty() );
      mPresenter->syncWithout();
      QCOMPARE( mEngine->syncs.size(), 1 );
      QVERIFY( mEngine->syncs.last().what.options.inEdit.isEmpty() );
    }

    void aProjectFileThatArrivesIsAskedAbout()
    {
      signIn();
      openProject( look( 0 ) );
      mPresenter->sync();
      mEngine->syncAnswers.last().resolve(
        SyncEnd{ report( { QStringLiteral( "survey.qgz" ) } ), std::nullopt } );
      QCOMPARE( mHost->notes.last().step, NextStep::LoadServerVersion );
      QCOMPARE( mPresenter->state().attentions.first().id, QStringLiteral( "projectFile" ) );
      QVERIFY( mHost->openedFiles.isEmpty() );
      mPresenter->doStep( NextStep::LoadServerVersion, QString() );
      QCOMPARE( mHost->openedFiles, QStringList( QStringLiteral( "/data/survey-2026/survey.qgz" ) ) );
    }

    void editConflictsStandInTheDock()
    {
      signIn();
      openProject( look( 1 ) );
      mPresenter->sync();
      SyncReport ended = report( {} );
      FileOutcome merged;
      merged.path = QStringLiteral( "survey.gpkg" );
      merged.event = FileEvent::Merged;
      merged.otherPath = QStringLiteral( "survey (edit conflict, anna v43).json" );
      merged.editConflicts = 1;
      ended.files << merged;
      FolderLook after = look( 0 );
      after.conflictCopies << merged.otherPath;
      mEngine->lookAnswer = after;
      mEngine->syncAnswers.last().resolve( SyncEnd{ ended, std::nullopt } );
      QCOMPARE( mHost->notes.last().severity, Severity::Warning );
      QCOMPARE( mPresenter->state().attentions.first().id, QStringLiteral( "conflicts" ) );
      QCOMPARE( mHost->reloads.last(), QStringList( QStringLiteral( "survey.gpkg" ) ) );
    }

    void conflictsAreOpenedFromTheDock()
    {
      signIn();
      FolderLook kept = look( 0 );
      kept.conflictCopies << QStringLiteral( "notes (conflicted copy, ben v3).txt" )
                          << QStringLiteral( "survey (edit conflict, anna v43).json" );
      openProject( kept );
      const QList<Attention> attentions = mPresenter->state().attentions;
      QCOMPARE( attentions.size(), 2 );
      QCOMPARE( attentions.first().step, NextStep::OpenCopy );
      QCOMPARE( attentions.last().step, NextStep::ShowValues );
      mPresenter->doStep( attentions.first().step, attentions.first().details );
      QCOMPARE( mHost->openedFiles,
                QStringList( QStringLiteral( "/data/survey-2026/notes (conflicted copy, ben v3).txt" ) ) );
      QSignalSpy details( mPresenter.get(), &ProjectPresenter::detailsWanted );
      mPresenter->doStep( attentions.last().step, attentions.last().details );
      QTRY_COMPARE( details.count(), 1 );
      QCOMPARE( details.first().first().toString(),
                QStringLiteral( "values of survey (edit conflict, anna v43).json" ) );
    }

    void featuresWithNewKeysAreFollowed()
    {
      signIn();
      openProject( look( 1 ) );
      mPresenter->sync();
      SyncReport ended = report( { QStringLiteral( "survey.gpkg" ) } );
      ended.files.first().newKeys.insert( QStringLiteral( "sites" ), { { 4, 5 } } );
      mEngine->syncAnswers.last().resolve( SyncEnd{ ended, std::nullopt } );
      QCOMPARE( mHost->followed, QStringList( QStringLiteral( "survey.gpkg" ) ) );
    }

    void editsBegunDuringASyncAreToldAndKept()
    {
      signIn();
      openProject( look( 0 ) );
      mPresenter->sync();
      Q_EMIT mHost->changedUnderEdits( { QStringLiteral( "Sites" ) } );
      QCOMPARE( mHost->notes.last().severity, Severity::Warning );
      QVERIFY( mHost->notes.last().stays );
      QVERIFY( mPresenter->activity().entries().first().text.startsWith( QStringLiteral( "Sites" ) ) );
    }
};

QTEST_MAIN( TestProjectPresenter )
#include "test_projectpresenter.moc"
