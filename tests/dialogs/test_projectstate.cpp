// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlite.h"
#include "plugin/dialogs/conflicttext.h"
#include "plugin/dialogs/projectstate.h"

#include "plugin/dialogs/resources.h"
#include "tests/dialogs/facts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace syncline;

class TestProjectState : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase()
    {
      mPlurals = loadTranslation( QStringLiteral( "en" ) );
      if ( mPlurals )
        QCoreApplication::installTranslator( mPlurals.get() );
    }

    void everythingIsSyncedOnlyWhenTheServerSaidSo()
    {
      ProjectFacts facts = syncedFacts();
      QCOMPARE( projectStateOf( facts ).state, SyncState::UpToDate );
      QCOMPARE( projectStateOf( facts ).sentence, QStringLiteral( "Everything is synced." ) );

      facts.checkedAt = QDateTime();
      QVERIFY( projectStateOf( facts ).state != SyncState::UpToDate );
      facts = syncedFacts();
      facts.leftOut << leftOut( QStringLiteral( "setup.exe" ), ErrorKind::ServerRejected );
      QVERIFY( projectStateOf( facts ).state != SyncState::UpToDate );
      facts = syncedFacts();
      facts.conflictCopies << QStringLiteral( "trees (conflicted copy, anna v42).gpkg" );
      QVERIFY( projectStateOf( facts ).state != SyncState::UpToDate );
      facts = syncedFacts();
      facts.hasUnfinishedSync = true;
      QVERIFY( projectStateOf( facts ).state != SyncState::UpToDate );
      facts = syncedFacts();
      facts.isSignedIn = false;
      QVERIFY( projectStateOf( facts ).state != SyncState::UpToDate );
    }

    void changesAreCountedOnBothSides()
    {
      ProjectFacts facts = syncedFacts();
      facts.status->here.updated << QStringLiteral( "trees.gpkg" );
      facts.status->here.added << QStringLiteral( "photos/p17.jpg" ) << QStringLiteral( "photos/p18.jpg" );
      QCOMPARE( projectStateOf( facts ).sentence, QStringLiteral( "3 changes here are not uploaded yet." ) );
      QCOMPARE( projectStateOf( facts ).brief, QStringLiteral( "3 here" ) );
      facts.status->onServer.updated << QStringLiteral( "roads.gpkg" );
      facts.status->server = Version( 44 );
      const ProjectState both = projectStateOf( facts );
      QCOMPARE( both.state, SyncState::BothChanged );
      QCOMPARE( both.sentence, QStringLiteral( "3 changes here, 1 on the server." ) );
      QVERIFY( both.detail.startsWith( QStringLiteral( "v43 here · v44 on server" ) ) );
      facts.status->here = {};
      QCOMPARE( projectStateOf( facts ).sentence,
                QStringLiteral( "1 change on the server is not here yet." ) );
    }

    void theGravestStateWins()
    {
      ProjectFacts facts = syncedFacts();
      facts.status->here.updated << QStringLiteral( "trees.gpkg" );
      facts.leftOut << leftOut( QStringLiteral( "a?.jpg" ), ErrorKind::UnsafePath );
      QCOMPARE( projectStateOf( facts ).state, SyncState::LocalChanges );
      QVERIFY( projectStateOf( facts ).hasWarning );
      facts.trouble = Error{ ErrorKind::Offline, {}, {}, {} };
      QCOMPARE( projectStateOf( facts ).state, SyncState::Offline );
      facts.isSignedIn = false;
      QCOMPARE( projectStateOf( facts ).state, SyncState::SignedOut );
      facts.trouble = Error{ ErrorKind::DiskFull, {}, {}, {} };
      QCOMPARE( projectStateOf( facts ).state, SyncState::Problem );
      facts.layersWithUnsavedEdits = 2;
      QCOMPARE( projectStateOf( facts ).state, SyncState::Waiting );
      facts.running = RunningWork{};
      QCOMPARE( projectStateOf( facts ).state, SyncState::Syncing );
    }

    void aSignInThatRanOutAsksForOne()
    {
      ProjectFacts facts = syncedFacts();
      facts.trouble = Error{ ErrorKind::Unauthorized, {}, {}, {} };
      const ProjectState state = projectStateOf( facts );
      QCOMPARE( state.state, SyncState::SignedOut );
      QCOMPARE( state.primary, NextStep::SignIn );
      QVERIFY( state.sentence.contains( QStringLiteral( "Your changes stay here" ) ) );
    }

    void progressIsMeasuredOnlyWhereItCanBe()
    {
      ProjectFacts facts = syncedFacts();
      RunningWork work;
      work.progress = Progress{ Phase::Checking, 0, 0, QString() };
      facts.running = work;
      QCOMPARE( projectStateOf( facts ).percent, -1 );
      facts.running->progress =
        Progress{ Phase::Downloading, 31000000, 48000000, QStringLiteral( "ortho.tif" ) };
      facts.running->secondsLeft = 20;
      const ProjectState state = projectStateOf( facts );
      QCOMPARE( state.percent, 64 );
      QCOMPARE( state.sentence, QStringLiteral( "Downloading 64 %" ) );
      QVERIFY2( state.progressText.endsWith( QStringLiteral( "20 s left" ) ),
                qPrintable( state.progressText ) );
      QCOMPARE( state.primary, NextStep::Cancel );
      facts.running->progress = Progress{ Phase::Finishing, 0, 0, QString() };
      QVERIFY( !projectStateOf( facts ).isPrimaryEnabled );
      QVERIFY( !projectStateOf( facts ).primaryHint.isEmpty() );
    }

    void whatNeedsAPersonHasOneActionEach()
    {
      ProjectFacts facts = syncedFacts();
      facts.hasUnfinishedSync = true;
      facts.trouble = Error{ ErrorKind::MassRemoval, QStringLiteral( "412 of 500" ), {}, {} };
      facts.conflictCopies << QStringLiteral( "a (conflicted copy, anna v1).txt" );
      facts.leftOut << leftOut( QStringLiteral( "setup.exe" ), ErrorKind::ServerRejected );
      facts.hasNewProjectFile = true;
      const ProjectState state = projectStateOf( facts );
      QStringList ids;
      for ( const Attention &attention : state.attentions )
      {
        ids << attention.id;
        QVERIFY2( attention.step != NextStep::None, qPrintable( attention.id ) );
        QVERIFY2( !attention.text.isEmpty(), qPrintable( attention.id ) );
        QVERIFY2( !attention.text.contains( QStringLiteral( "technical" ) ), qPrintable( attention.text ) );
      }
      QCOMPARE( ids, QStringList( { QStringLiteral( "unfinished" ), QStringLiteral( "stopped" ),
                                    QStringLiteral( "conflicts" ), QStringLiteral( "file:setup.exe" ),
                                    QStringLiteral( "projectFile" ) } ) );
    }

    void anEditConflictIsReadAsText()
    {
      QTemporaryDir folder;
      QVERIFY( folder.isValid() );
      {
        auto made =
          Database::open( folder.filePath( QStringLiteral( "survey.gpkg" ) ), Database::Access::Create, {} );
        QVERIFY( made );
        QVERIFY( made->execute( "CREATE TABLE sites(fid INTEGER PRIMARY KEY, name TEXT, note TEXT)" ) );
      }
      const QString conflict = QStringLiteral( "survey (edit conflict, anna v43).json" );
      QFile file( folder.filePath( conflict ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write(
        R"({"geodiff":[{"changes":[{"base":null,"column":2,"new":"open","old":"closed"}],"fid":"3",)"
        R"("table":"sites","type":"conflict"}]})" );
      file.close();
      QVERIFY( isEditConflict( conflict ) );
      const Result<QString> text = conflictText( folder.path(), conflict );
      QVERIFY( text );
      QVERIFY2( text->contains( QLatin1String( "sites, feature 3" ) ), qPrintable( *text ) );
      QVERIFY2(
        text->contains( QStringLiteral( "note: “open” in use, “closed” on the server, no value before" ) ),
        qPrintable( *text ) );
      QVERIFY( QFile::remove( folder.filePath( QStringLiteral( "survey.gpkg" ) ) ) );
      QVERIFY( conflictText( folder.path(), conflict )->contains( QLatin1String( "field 3" ) ) );
      QVERIFY( !conflictText( folder.path(), QStringLiteral( "gone (edit conflict, anna v1).json" ) ) );
    }

    void whateverStopsASyncIsSaidInTheDockWithSomethingToPress()
    {
      for ( int kind = 0; kind < ERROR_KIND_COUNT; ++kind )
      {
        ProjectFacts facts = syncedFacts();
        facts.trouble = Error{ ErrorKind( kind ), QStringLiteral( "technical" ), {}, {} };
        const ProjectState state = projectStateOf( facts );
        const QByteArray name = nameOf( facts.trouble->kind ).toUtf8();
        const char *which = name.constData();
        QVERIFY2( state.state == SyncState::Problem || state.state == SyncState::Offline ||
                    state.state == SyncState::SignedOut,
                  which );
        QVERIFY2( !state.sentence.isEmpty() && !state.sentence.contains( QStringLiteral( "technical" ) ),
                  which );
        QVERIFY2( state.primary != NextStep::None && state.isPrimaryEnabled, which );
        QVERIFY2( !state.brief.isEmpty() && !state.icon.isEmpty(), which );
      }
    }

    void aFileWithTheNameOfAnotherIsToldWithBothNames()
    {
      ProjectFacts facts = syncedFacts();
      FileOutcome twin = leftOut( QStringLiteral( "Map.qml" ), ErrorKind::UnsafePath );
      twin.event = FileEvent::NotInstalled;
      twin.otherPath = QStringLiteral( "map.qml" );
      facts.leftOut << twin;
      const ProjectState state = projectStateOf( facts );
      QCOMPARE( state.attentions.size(), 1 );
      QCOMPARE(
        state.attentions.first().text,
        QString::fromUtf8( "“map.qml” and “Map.qml” are one file on this computer. The second is on the "
                           "server alone; nothing is lost." ) );
    }

    void manyFilesAreCountedAfterTheTwentieth()
    {
      ProjectFacts facts = syncedFacts();
      for ( int i = 0; i < 32; ++i )
        facts.leftOut << leftOut( QString::number( i ), ErrorKind::ServerRejected );
      const ProjectState state = projectStateOf( facts );
      QCOMPARE( state.attentions.size(), 21 );
      QCOMPARE( state.attentions.last().text, QStringLiteral( "and 12 more" ) );
    }

    void withoutASyncedProjectThereIsNothingToSync()
    {
      for ( const OpenProject open : { OpenProject::None, OpenProject::NotSaved, OpenProject::NotSynced } )
      {
        ProjectFacts facts;
        facts.open = open;
        const ProjectState state = projectStateOf( facts );
        QCOMPARE( state.state, SyncState::None );
        QVERIFY( !state.sentence.isEmpty() );
        QVERIFY( state.brief.isEmpty() );
      }
    }

  private:
    std::unique_ptr<QTranslator> mPlurals;
};

QTEST_MAIN( TestProjectState )
#include "test_projectstate.moc"
