// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/story.h"

#include "tests/qgis/driver/loading.h"
#include "tests/qgis/driver/scenario.h"

#include <qgis.h>
#include <qgisinterface.h>
#include <qgsmapcanvas.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

namespace syncline
{
  namespace
  {
    constexpr qint64 BIG_BYTES = 96 * 1024 * 1024;
  }

  void Story::initTestCase()
  {
    QVERIFY( synclinePlugin( mIface ) );
    mStage = std::make_unique<Stage>( mIface );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->plugin()->property( "isReady" ).toBool(), Stage::PATIENCE_MS );
    mStage->maximize();
  }

  QWidget *Story::signInDialog() const
  {
    return mStage->widget<QDialog>( QStringLiteral( "SynclineSignInDialog" ) );
  }

  void Story::aWrongPasswordIsSaidBesideItsField()
  {
    mStage->waitForState( QStringLiteral( "signedOut" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-01-signed-out" ) );
    synclineAction( mIface, QStringLiteral( "SignIn" ) )->trigger();
    QTRY_VERIFY( signInDialog() );
    QWidget *dialog = signInDialog();
    dialog->findChild<QComboBox *>( QStringLiteral( "mServerCombo" ) )
      ->setEditText( qEnvironmentVariable( "SYNCLINE_STAGE_URL" ) );
    dialog->findChild<QLineEdit *>( QStringLiteral( "mLoginEdit" ) )->setText( QStringLiteral( "anna" ) );
    dialog->findChild<QLineEdit *>( QStringLiteral( "mPasswordEdit" ) )
      ->setText( QStringLiteral( "not-hers" ) );
    press( dialog->findChild<QPushButton *>( QStringLiteral( "mSignInButton" ) ) );
    QLabel *said = dialog->findChild<QLabel *>( QStringLiteral( "mPasswordError" ) );
    QTRY_VERIFY_WITH_TIMEOUT( !said->text().isEmpty(), Stage::PATIENCE_MS );
    QVERIFY( !mStage->plugin()->property( "isSignedIn" ).toBool() );
    takePicture( dialog, QStringLiteral( "story-02-wrong-password" ) );
  }

  void Story::afterSigningInTheOpenProjectIsKnown()
  {
    QPointer<QWidget> dialog = signInDialog();
    dialog->findChild<QLineEdit *>( QStringLiteral( "mPasswordEdit" ) )
      ->setText( qEnvironmentVariable( "SYNCLINE_STAGE_PASSWORD" ) );
    press( dialog->findChild<QPushButton *>( QStringLiteral( "mSignInButton" ) ) );
    QTRY_VERIFY_WITH_TIMEOUT( dialog.isNull(), Stage::PATIENCE_MS );
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    QCOMPARE( mStage->pluginState().value( QStringLiteral( "title" ) ).toString(),
              QStringLiteral( "survey" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-03-signed-in" ) );
  }

  void Story::aProjectIsFoundAndDownloaded()
  {
    const QString bens = qEnvironmentVariable( "SYNCLINE_STAGE" ) + QStringLiteral( "/bens-old" );
    QVERIFY( QDir().mkpath( bens ) );
    QVERIFY( QFile::copy( mStage->bensFolder() + QStringLiteral( "/survey.gpkg" ),
                          bens + QStringLiteral( "/survey.gpkg" ) ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "create" ), QStringLiteral( "--from-dir" ),
                   bens, QStringLiteral( "demo/old-survey" ) } );
    synclineAction( mIface, QStringLiteral( "Projects" ) )->trigger();
    QTRY_VERIFY( mStage->widget<QDialog>( QStringLiteral( "SynclineProjectsWindow" ) ) );
    QPointer<QDialog> window = mStage->widget<QDialog>( QStringLiteral( "SynclineProjectsWindow" ) );
    auto *view = window->findChild<QTreeView *>( QStringLiteral( "mProjectsView" ) );
    QTRY_VERIFY_WITH_TIMEOUT( view->model()->rowCount() > 0, Stage::PATIENCE_MS );
    QTest::keyClicks( window->findChild<QLineEdit *>( QStringLiteral( "mFilterEdit" ) ),
                      QStringLiteral( "old" ) );
    QTRY_VERIFY_WITH_TIMEOUT( view->model()->rowCount() == 1 &&
                                view->model()->index( 0, 0 ).data().toString() ==
                                  QLatin1String( "old-survey" ),
                              Stage::PATIENCE_MS );
    view->setCurrentIndex( view->model()->index( 0, 0 ) );
    const QString folder = qEnvironmentVariable( "SYNCLINE_STAGE" ) + QStringLiteral( "/old-survey" );
    auto *folderEdit = window->findChild<QLineEdit *>( QStringLiteral( "mFolderEdit" ) );
    takePicture( window, QStringLiteral( "story-04-projects" ) );
    auto *download = window->findChild<QPushButton *>( QStringLiteral( "mDownloadButton" ) );
    folderEdit->setText( folder );
    QTRY_VERIFY_WITH_TIMEOUT( download->isEnabled(), Stage::PATIENCE_MS );
    press( download );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->lastNote().contains( QLatin1String( "old-survey" ) ),
                              Stage::PATIENCE_MS );
    QVERIFY( QFile::exists( folder + QStringLiteral( "/survey.gpkg" ) ) );
    takePicture( window, QStringLiteral( "story-05-downloaded" ) );
    window->close();
    QTRY_VERIFY( window.isNull() );
  }

  void Story::unsavedEditsAreAskedAboutAndSaved()
  {
    QgsVectorLayer *sites = mStage->layer( QStringLiteral( "Sites" ) );
    QVERIFY( sites );
    mStage->edit( *sites, QStringLiteral( "Tirol" ),
                  { { QStringLiteral( "note" ), QStringLiteral( "Marked and mapped" ) } }, false );
    mStage->startSync();
    mStage->waitForState( QStringLiteral( "waiting" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-06-unsaved-edits" ) );
    QVERIFY( sites->isModified() ); // nothing was decided for her
    press( mStage->widget<QPushButton>( QStringLiteral( "mSaveAndSync" ) ) );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QString() );
    QVERIFY( !sites->isModified() );
    QVERIFY( mStage->report.value( QStringLiteral( "uploaded" ) )
               .toStringList()
               .contains( QStringLiteral( "survey.gpkg" ) ) );
    QVERIFY( sites->commitChanges() );
    mStage->waitForState( QStringLiteral( "upToDate" ) );
  }

  void Story::theServerHearsWhoWeAre()
  {
    const QString version = mStage->report.value( QStringLiteral( "after" ) ).toString();
    mStage->ben( { QStringLiteral( "--json" ), QStringLiteral( "show-version" ), version } );
    const QString said = QJsonDocument::fromJson( mStage->bensWords.toUtf8() )
                           .object()
                           .value( QStringLiteral( "user_agent" ) )
                           .toString();
    const QString qgis = QStringLiteral( " QGIS/" ) + Qgis::version().section( QLatin1Char( '-' ), 0, 0 );
    QVERIFY2( said.startsWith( QLatin1String( "Syncline/" ) ) && said.contains( qgis ), qPrintable( said ) );
  }

  void Story::aSyncThatIsCanceledKeepsEverything()
  {
    mStage->makeBigFile( QStringLiteral( "orthophoto.tif" ), BIG_BYTES );
    mStage->startAndWaitForBytes();
    takePicture( mIface.mainWindow(), QStringLiteral( "story-07-syncing" ) );
    QTest::mouseClick( mStage->widget<QToolButton>( QStringLiteral( "mPrimaryButton" ) ), Qt::LeftButton );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QStringLiteral( "Canceled" ) );
    mStage->waitForState( QStringLiteral( "localChanges" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-08-canceled" ) );
    QCOMPARE( QFile( mStage->annasFolder() + QStringLiteral( "/orthophoto.tif" ) ).size(), BIG_BYTES );
    mStage->sync();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
  }

  void Story::aProjectFileThatArrivesIsOfferedAndNotForced()
  {
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    {
      QgsProject bens;
      QVERIFY( bens.read( mStage->bensFolder() + QStringLiteral( "/survey.qgz" ) ) );
      bens.setTitle( QStringLiteral( "Survey, by ben" ) );
      QVERIFY( bens.write() );
    }
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "sync" ) } );
    mStage->sync();
    QCOMPARE( QgsProject::instance()->title(), QStringLiteral( "Survey" ) ); // hers stays open
    QTRY_VERIFY( mStage->pluginState()
                   .value( QStringLiteral( "attentions" ) )
                   .toStringList()
                   .contains( QStringLiteral( "projectFile" ) ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-09-project-file" ) );
    press( mStage->widget<QPushButton>( QStringLiteral( "mAttention_projectFile" ) ) );
    QTRY_COMPARE_WITH_TIMEOUT( QgsProject::instance()->title(), QStringLiteral( "Survey, by ben" ),
                               Stage::PATIENCE_MS );
    mStage->waitForState( QStringLiteral( "upToDate" ) );
  }

  void Story::theActivityIsStillThereWhenTheProjectIsOpenedAgain()
  {
    auto *activity = mStage->widget<QListView>( QStringLiteral( "mActivityView" ) );
    QVERIFY( activity );
    const int count = activity->model()->rowCount();
    QVERIFY( count >= 3 );
    const QString newest = activity->model()->index( 0, 0 ).data().toString();
    const QString file = QgsProject::instance()->absoluteFilePath();
    QVERIFY( mIface.newProject( false ) );
    mStage->waitForState( QStringLiteral( "none" ) );
    QTRY_COMPARE( activity->model()->rowCount(), 0 );
    QVERIFY( mIface.addProject( file ) );
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    QTRY_COMPARE_WITH_TIMEOUT( activity->model()->rowCount(), count, Stage::PATIENCE_MS );
    QCOMPARE( activity->model()->index( 0, 0 ).data().toString(), newest );
    mStage->widget<QTabWidget>( QStringLiteral( "mTabs" ) )->setCurrentIndex( 1 );
    takePicture( mIface.mainWindow(), QStringLiteral( "story-10-activity" ) );
  }

  void Story::switchingThePluginOffDuringASyncEndsItCleanly()
  {
    mStage->makeBigFile( QStringLiteral( "second.tif" ), BIG_BYTES );
    mStage->startSync();
    mStage->waitForState( QStringLiteral( "syncing" ) );
    QPointer<QObject> plugin = synclinePlugin( mIface );
    Loading::switchPlugin( mIface, false );
    QTRY_VERIFY_WITH_TIMEOUT( plugin.isNull(), Stage::PATIENCE_MS );
    QVERIFY( !mIface.mainWindow()->findChild<QWidget *>( QStringLiteral( "SynclineDock" ) ) );
    Loading::switchPlugin( mIface, true );
    QVERIFY( synclinePlugin( mIface ) );
    mStage = std::make_unique<Stage>( mIface );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->plugin()->property( "isReady" ).toBool(), Stage::PATIENCE_MS );
    mStage->signIn();
    QTRY_VERIFY_WITH_TIMEOUT( mStage->syncState() != QLatin1String( "checking" ), Stage::PATIENCE_MS );
    mStage->sync(); // what was interrupted is finished
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    QCOMPARE( QFile( mStage->annasFolder() + QStringLiteral( "/second.tif" ) ).size(), BIG_BYTES );
  }
} // namespace syncline
