// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/statuspanel.h"

#include "plugin/dialogs/resources.h"
#include "tests/dialogs/facts.h"
#include "tests/dialogs/pictures.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>

using namespace syncline;

class TestStatusPanel : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase()
    {
      qRegisterMetaType<NextStep>( "syncline::NextStep" ); // for QSignalSpy with Qt 5
      mPlurals = loadTranslation( QStringLiteral( "en" ) );
      if ( mPlurals )
        QCoreApplication::installTranslator( mPlurals.get() );
    }

    void theStateIsAPropertySoThatNobodyReadsProse()
    {
      StatusPanel panel;
      QCOMPARE( panel.property( "syncState" ).toString(), QStringLiteral( "none" ) );
      panel.setState( projectStateOf( syncedFacts() ) );
      QCOMPARE( panel.property( "syncState" ).toString(), QStringLiteral( "upToDate" ) );
    }

    void thePrimaryButtonDoesTheOneNextStep()
    {
      StatusPanel panel;
      QSignalSpy chosen( &panel, &StatusPanel::stepChosen );
      ProjectFacts facts = syncedFacts();
      facts.isSignedIn = false;
      panel.setState( projectStateOf( facts ) );
      auto *button = panel.findChild<QToolButton *>( QStringLiteral( "mPrimaryButton" ) );
      QCOMPARE( button->text(), QStringLiteral( "Sign In…" ) );
      QTest::mouseClick( button, Qt::LeftButton );
      QCOMPARE( chosen.size(), 1 );
      QCOMPARE( chosen.first().first().value<NextStep>(), NextStep::SignIn );
    }

    void aFinishingSyncCannotBeCanceledAndSaysWhy()
    {
      StatusPanel panel;
      ProjectFacts facts = syncedFacts();
      facts.running = RunningWork{};
      facts.running->progress.phase = Phase::Finishing;
      panel.setState( projectStateOf( facts ) );
      const auto *button = panel.findChild<QToolButton *>( QStringLiteral( "mPrimaryButton" ) );
      QVERIFY( !button->isEnabled() );
      QVERIFY( !button->toolTip().isEmpty() );
    }

    void eachThingThatNeedsYouHasARealButton()
    {
      StatusPanel panel;
      panel.resize( 320, 700 );
      panel.show();
      QSignalSpy chosen( &panel, &StatusPanel::stepChosen );
      ProjectFacts facts = syncedFacts();
      facts.leftOut << leftOut( QStringLiteral( "setup.exe" ), ErrorKind::ServerRejected );
      panel.setState( projectStateOf( facts ) );
      auto *button = panel.findChild<QPushButton *>( QStringLiteral( "mAttention_file:setup.exe" ) );
      QVERIFY( button );
      QVERIFY( !button->accessibleName().isEmpty() );
      QTest::mouseClick( button, Qt::LeftButton );
      QCOMPARE( chosen.size(), 1 );
      panel.setState( projectStateOf( syncedFacts() ) );
      QVERIFY( !panel.findChild<QPushButton *>( QStringLiteral( "mAttention_file:setup.exe" ) ) );
      QVERIFY( !panel.findChild<QScrollArea *>( QStringLiteral( "mNeedsYou" ) )->isVisible() );
    }

    void anUnchangedStatusLeavesTheViewAlone()
    {
      StatusPanel panel;
      ProjectFacts facts = syncedFacts();
      facts.status->here.updated << QStringLiteral( "a.gpkg" ) << QStringLiteral( "b.gpkg" );
      panel.setStatus( facts.status );
      auto *view = panel.findChild<QTreeView *>( QStringLiteral( "mChangesView" ) );
      const QModelIndex second = view->model()->index( 1, 0, view->model()->index( 0, 0 ) );
      QCOMPARE( second.data().toString(), QStringLiteral( "b.gpkg" ) );
      view->setCurrentIndex( second );
      panel.setStatus( facts.status );
      QCOMPARE( view->currentIndex().data().toString(), QStringLiteral( "b.gpkg" ) );
    }

    void unsavedEditsAreAskedAboutInPlace()
    {
      StatusPanel panel;
      panel.resize( 320, 700 );
      panel.show();
      QSignalSpy save( &panel, &StatusPanel::saveAndSync );
      QSignalSpy cancel( &panel, &StatusPanel::cancelSync );
      const QList<UnsavedEdits> edits = {
        { QStringLiteral( "trees_id" ), QStringLiteral( "trees" ), 3, 1, 0, false },
        { QStringLiteral( "project" ), QStringLiteral( "survey.qgz" ), 0, 0, 0, true }
      };
      panel.askAboutEdits( edits );
      QTest::mouseClick( panel.findChild<QPushButton *>( QStringLiteral( "mSaveAndSync" ) ), Qt::LeftButton );
      QCOMPARE( save.size(), 1 );
      QCOMPARE( save.first().first().toStringList(), QStringList( QStringLiteral( "trees_id" ) ) );
      QTest::keyClick( panel.findChild<QPushButton *>( QStringLiteral( "mSyncWithout" ) ), Qt::Key_Escape );
      QCOMPARE( cancel.size(), 1 );
      panel.askAboutEdits( {} );
      QVERIFY( !panel.findChild<QWidget *>( QStringLiteral( "mEditsQuestion" ) )->isVisible() );
    }

    void pictures_data()
    {
      QTest::addColumn<QString>( "name" );
      QTest::addColumn<bool>( "dark" );
      for ( const char *name : { "06-dock-up-to-date", "07-dock-both-changed", "08-dock-syncing",
                                 "09-dock-needs-you", "10-dock-unsaved-edits", "11-dock-none" } )
        for ( const bool dark : { false, true } )
          QTest::addRow( "%s-%s", name, dark ? "dark" : "light" ) << QString::fromLatin1( name ) << dark;
    }

    void pictures()
    {
      QFETCH( QString, name );
      QFETCH( bool, dark );
      const QPalette before = QApplication::palette();
      if ( dark )
        makeDark();
      {
        StatusPanel panel;
        panel.resize( 320, 640 );
        ProjectFacts facts = name.contains( QLatin1String( "none" ) ) ? ProjectFacts() : syncedFacts();
        fill( name, facts, panel );
        panel.setState( projectStateOf( facts ) );
        panel.setStatus( facts.status );
        panel.addActivity( { QDateTime::currentDateTimeUtc(), Severity::Done,
                             QStringLiteral( "Synced: 12 changes up, 5 down (v43)" ), QString() } );
        panel.show();
        QVERIFY( QTest::qWaitForWindowExposed( &panel ) );
        QVERIFY(
          savePicture( panel, name + ( dark ? QStringLiteral( "-dark" ) : QStringLiteral( "-light" ) ) ) );
      }
      QApplication::setPalette( before );
    }

  private:
    static void fill( const QString &name, ProjectFacts &facts, StatusPanel &panel )
    {
      if ( name.contains( QLatin1String( "both" ) ) || name.contains( QLatin1String( "edits" ) ) )
      {
        facts.status->here.updated << QStringLiteral( "trees.gpkg" );
        facts.status->here.added << QStringLiteral( "photos/p17.jpg" );
        facts.status->here.removed << QStringLiteral( "old.txt" );
        facts.status->onServer.updated << QStringLiteral( "roads.gpkg" );
        facts.status->server = Version( 44 );
      }
      if ( name.contains( QLatin1String( "syncing" ) ) )
      {
        facts.running = RunningWork{};
        facts.running->progress =
          Progress{ Phase::Downloading, 31000000, 48000000, QStringLiteral( "ortho.tif" ) };
        facts.running->secondsLeft = 20;
      }
      if ( name.contains( QLatin1String( "needs" ) ) )
      {
        facts.leftOut << leftOut( QStringLiteral( "photos/a?.jpg" ), ErrorKind::UnsafePath )
                      << leftOut( QStringLiteral( "setup.exe" ), ErrorKind::ServerRejected );
        facts.conflictCopies << QStringLiteral( "trees (conflicted copy, anna v42).gpkg" );
        facts.hasNewProjectFile = true;
      }
      if ( !name.contains( QLatin1String( "edits" ) ) )
        return;
      facts.layersWithUnsavedEdits = 2;
      panel.askAboutEdits(
        { { QStringLiteral( "1" ), QStringLiteral( "trees" ), 3, 1, 0, false },
          { QStringLiteral( "2" ), QStringLiteral( "roads" ), 0, 2, 0, false },
          { QStringLiteral( "project" ), QStringLiteral( "Project file survey.qgz" ), 0, 0, 0, true } } );
    }

    std::unique_ptr<QTranslator> mPlurals;
};

QTEST_MAIN( TestStatusPanel )
#include "test_statuspanel.moc"
