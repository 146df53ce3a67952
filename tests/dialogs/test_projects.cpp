// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectbrowserdialog.h"

#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/localprojects.h"
#include "plugin/dialogs/resources.h"
#include "tests/dialogs/accountrig.h"
#include "tests/dialogs/fakeengine.h"
#include "tests/dialogs/pictures.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

using namespace syncline;

class TestProjects : public QObject
{
    Q_OBJECT

    std::unique_ptr<AccountRig> mRig;
    std::unique_ptr<Account> mAccount;
    std::unique_ptr<FakeEngine> mEngine;
    std::unique_ptr<FakeHost> mHost;
    std::unique_ptr<Downloads> mDownloads;
    QPointer<ProjectBrowserDialog> mWindow;
    std::unique_ptr<QTranslator> mPlurals;

    void signIn()
    {
      SessionData data;
      data.server = QUrl( serverAddress() );
      data.credentials = Credentials{ QStringLiteral( "anna" ), QStringLiteral( "secret" ), {} };
      mAccount->begin( data, KeepPlace::UntilQgisCloses );
    }
    void open()
    {
      mWindow = new ProjectBrowserDialog( { *mAccount, *mEngine, *mDownloads } );
      mWindow->show();
    }
    QAbstractItemModel *model()
    {
      return mWindow->findChild<QTreeView *>( QStringLiteral( "mProjectsView" ) )->model();
    }
    void choose( const QString &name )
    {
      auto *view = mWindow->findChild<QTreeView *>( QStringLiteral( "mProjectsView" ) );
      for ( int row = 0; row < model()->rowCount(); ++row )
        if ( model()->index( row, 0 ).data().toString() == name )
          view->setCurrentIndex( model()->index( row, 0 ) );
      QCOMPARE( view->currentIndex().siblingAtColumn( 0 ).data().toString(), name );
    }
    QPushButton *button( const char *name )
    {
      return mWindow->findChild<QPushButton *>( QString::fromLatin1( name ) );
    }
    QString rowState( int row )
    {
      return model()->index( row, 0 ).data( ProjectListModel::RowStateRole ).toString();
    }
    void scope( const QString &text )
    {
      auto *combo = mWindow->findChild<QComboBox *>( QStringLiteral( "mScopeCombo" ) );
      const int index = combo->findText( text );
      QVERIFY2( index >= 0, qPrintable( text ) );
      combo->setCurrentIndex( index );
      Q_EMIT combo->activated( index );
    }

  private Q_SLOTS:
    void initTestCase()
    {
      mPlurals = loadTranslation( QStringLiteral( "en" ) );
      QCoreApplication::installTranslator( mPlurals.get() );
    }

    void init()
    {
      mRig = std::make_unique<AccountRig>();
      for ( const char *name : { "roads", "survey-2026", "trees-2026" } )
        mRig->server.createProject( QLatin1String( name ), QStringLiteral( "anna" ) );
      for ( const char *name : { "roads", "survey-2026", "trees-2026" } )
        mRig->server.commit( mRig->server.projectId( QLatin1String( name ) ), QStringLiteral( "anna" ),
                             { { QStringLiteral( "project.qgz" ), QByteArray( 12345, 'x' ) } } );
      mAccount = std::make_unique<Account>( mRig->parts() );
      mEngine = std::make_unique<FakeEngine>();
      mEngine->folderState.freeBytes = 88000000000;
      mHost = std::make_unique<FakeHost>();
      mDownloads = std::make_unique<Downloads>( *mAccount, *mEngine, *mHost );
    }

    void cleanup()
    {
      delete mWindow;
      mDownloads.reset();
      mEngine.reset();
      mAccount.reset();
      mRig.reset();
    }

    void myProjectsAreListedWithWhatTheServerKnows()
    {
      signIn();
      open();
      const QAbstractItemModelTester tester( model(),
                                             QAbstractItemModelTester::FailureReportingMode::QtTest );
      QCOMPARE( model()->rowCount(), 3 );
      QCOMPARE( model()->index( 0, 0 ).data().toString(), QStringLiteral( "roads" ) );
      QCOMPARE( model()->index( 0, 1 ).data().toString(), QStringLiteral( "field-team" ) );
      QCOMPARE( mWindow->findChild<QLabel *>( QStringLiteral( "mCount" ) )->text(),
                QStringLiteral( "3 projects" ) );
    }

    void signedOutItSaysSoAndOffersToSignIn()
    {
      open();
      QSignalSpy wanted( mWindow, &ProjectBrowserDialog::signInWanted );
      auto *empty = mWindow->findChild<EmptyOverlay *>( QStringLiteral( "mEmpty" ) );
      QCOMPARE( empty->text(), QStringLiteral( "Sign in to see projects." ) );
      QTest::mouseClick( button( "mEmptyButton" ), Qt::LeftButton );
      QCOMPARE( wanted.size(), 1 );
      signIn();
      QCOMPARE( model()->rowCount(), 3 );
    }

    void searchingAsksTheServerAfterAPause()
    {
      signIn();
      open();
      auto *filter = mWindow->findChild<QLineEdit *>( QStringLiteral( "mFilterEdit" ) );
      mRig->server.clearLog();
      QTest::keyClicks( filter, QStringLiteral( "tree" ) );
      QTRY_COMPARE( model()->rowCount(), 1 );
      QCOMPARE( model()->index( 0, 0 ).data().toString(), QStringLiteral( "trees-2026" ) );
      QCOMPARE( mRig->server.requestCount( "GET", QStringLiteral( "/v1/project/paginated" ) ),
                2 ); // created, shared
      QTest::keyClicks( filter, QStringLiteral( "xyz" ) );
      auto *empty = mWindow->findChild<EmptyOverlay *>( QStringLiteral( "mEmpty" ) );
      QTRY_COMPARE( empty->text(), QStringLiteral( "Nothing matches “treexyz”." ) );
      QTest::mouseClick( button( "mEmptyButton" ), Qt::LeftButton );
      QTRY_COMPARE( model()->rowCount(), 3 );
    }

    void longListsComeInPagesAsTheViewNeedsThem()
    {
      for ( int i = 0; i < 120; ++i )
        mRig->server.createProject( QStringLiteral( "p%1" ).arg( i, 3, 10, QLatin1Char( '0' ) ),
                                    QStringLiteral( "anna" ) );
      for ( int i = 0; i < 120; ++i )
        mRig->server.commit(
          mRig->server.projectId( QStringLiteral( "p%1" ).arg( i, 3, 10, QLatin1Char( '0' ) ) ),
          QStringLiteral( "anna" ), { { QStringLiteral( "a.txt" ), QByteArray( "a" ) } } );
      signIn();
      open();
      auto *view = mWindow->findChild<QTreeView *>( QStringLiteral( "mProjectsView" ) );
      QVERIFY( model()->rowCount() >= ProjectsPresenter::PAGE_SIZE );
      QVERIFY( model()->rowCount() < 123 ); // the view is full long before
      for ( int i = 0; i < 5 && model()->rowCount() < 123; ++i )
      {
        view->scrollToBottom();
        QCoreApplication::processEvents();
      }
      QCOMPARE( model()->rowCount(), 123 );
      QVERIFY( !model()->canFetchMore( QModelIndex() ) );
    }

    void aDownloadShowsInItsRowAndEndsWithANote()
    {
      signIn();
      open();
      choose( QStringLiteral( "trees-2026" ) );
      auto *folder = mWindow->findChild<QLineEdit *>( QStringLiteral( "mFolderEdit" ) );
      folder->setText( mRig->folder.filePath( QStringLiteral( "trees" ) ) );
      QTRY_VERIFY( button( "mDownloadButton" )->isEnabled() );
      QTest::mouseClick( button( "mDownloadButton" ), Qt::LeftButton );
      QCOMPARE( mEngine->downloads.size(), 1 );
      QCOMPARE( mEngine->downloads.first().what.project.toString(),
                QStringLiteral( "field-team/trees-2026" ) );
      QCOMPARE( mEngine->downloads.first().what.folder, mRig->folder.filePath( QStringLiteral( "trees" ) ) );
      QCOMPARE( rowState( 2 ), QStringLiteral( "downloading" ) );
      mEngine->downloads.first().work.onProgress( Progress{ Phase::Downloading, 620, 1000, QString() } );
      QCOMPARE( model()->index( 2, ProjectListModel::HereColumn ).data().toString(),
                QStringLiteral( "Downloading 62 %" ) );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "05-projects-downloading-light" ) ) );

      mEngine->downloadAnswers.first().resolve( SyncReport() );
      QCOMPARE( rowState( 2 ), QStringLiteral( "here" ) );
      QCOMPARE( mHost->notes.last().text, QStringLiteral( "trees-2026 is downloaded." ) );
      QCOMPARE( mHost->notes.last().step, NextStep::OpenProject );
      QVERIFY( !button( "mDownloadButton" )->isEnabled() );
      QSignalSpy opened( mWindow, &ProjectBrowserDialog::openWanted );
      QTest::mouseClick( button( "mOpenButton" ), Qt::LeftButton );
      QCOMPARE( opened.first().first().toString(), mRig->folder.filePath( QStringLiteral( "trees" ) ) );
    }

    void closingTheWindowDoesNotEndADownload()
    {
      signIn();
      open();
      mDownloads->start( *ProjectName::fromString( QStringLiteral( "field-team/roads" ) ),
                         QStringLiteral( "/x/roads" ) );
      mWindow->close();
      QTRY_VERIFY( mWindow.isNull() );
      QVERIFY( !mEngine->downloads.first().work.cancel.isCanceled() );
      open();
      QCOMPARE( rowState( 0 ), QStringLiteral( "downloading" ) );
      choose( QStringLiteral( "roads" ) );
      QTest::mouseClick( button( "mCancelDownloadButton" ), Qt::LeftButton );
      QVERIFY( mEngine->downloads.first().work.cancel.isCanceled() );
      mEngine->downloadAnswers.first().resolve( fail( ErrorKind::Canceled ) );
      QCOMPARE( rowState( 0 ), QStringLiteral( "elsewhere" ) );
      QVERIFY( mHost->notes.isEmpty() );
    }

    void aFolderThatIsNotEmptyCannotBeUsedAndSaysWhy()
    {
      signIn();
      mEngine->folderState.exists = true;
      mEngine->folderState.isEmpty = false;
      open();
      choose( QStringLiteral( "roads" ) );
      QCOMPARE( mWindow->findChild<QLabel *>( QStringLiteral( "mFolderState" ) )->text(),
                QStringLiteral( "This folder is not empty." ) );
      QVERIFY( !button( "mDownloadButton" )->isEnabled() );
      QVERIFY( !button( "mDownloadButton" )->toolTip().isEmpty() );
    }

    void aFolderThatIsGoneIsMarked()
    {
      signIn();
      LocalProjects::remember( { QStringLiteral( "/gone/roads" ),
                                 *ProjectName::fromString( QStringLiteral( "field-team/roads" ) ),
                                 serverAddress(), QStringLiteral( "anna" ) } );
      mEngine->missing << QStringLiteral( "/gone/roads" );
      open();
      QCOMPARE( rowState( 0 ), QStringLiteral( "missing" ) );
      scope( QStringLiteral( "On This Computer" ) );
      QCOMPARE( model()->rowCount(), 1 );
    }

    void troubleIsANoticeAndOldContentStays()
    {
      signIn();
      open();
      QCOMPARE( model()->rowCount(), 3 );
      mRig->server.inject( *FakeFault::fromText( QStringLiteral( "*:drop" ) ) );
      choose( QStringLiteral( "roads" ) );
      auto *notice = mWindow->findChild<InlineNotice *>( QStringLiteral( "mNotice" ) );
      QTRY_VERIFY( notice->isVisible() );
      QVERIFY( notice->text().contains( QStringLiteral( "does not answer" ) ) );
      QCOMPARE( model()->rowCount(), 3 );
      mRig->server.clearFaults();
      QTest::mouseClick( button( "mNoticeButton" ), Qt::LeftButton );
      QCOMPARE( model()->rowCount(), 3 );
      QVERIFY( !notice->isVisible() );
    }

    void picture()
    {
      signIn();
      LocalProjects::remember( { QStringLiteral( "/home/anna/QGIS/survey-2026" ),
                                 *ProjectName::fromString( QStringLiteral( "field-team/survey-2026" ) ),
                                 serverAddress(), QStringLiteral( "anna" ) } );
      open();
      choose( QStringLiteral( "trees-2026" ) );
      QVERIFY( QTest::qWaitForWindowExposed( mWindow ) );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "04-projects-light" ) ) );
      mWindow->resize( 640, 400 );
      QCoreApplication::processEvents();
      QVERIFY( savePicture( *mWindow, QStringLiteral( "04-projects-small-light" ) ) );
    }
};

QTEST_MAIN( TestProjects )
#include "test_projects.moc"
