// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/people.h"

#include "tests/dialogs/widgetwalk.h"
#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgsapplication.h>

#include <QAbstractItemModel>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>
#include <QWizard>

namespace syncline
{
  namespace
  {
    constexpr int PATIENCE_MS = 20000;
    constexpr char DOMAIN_KEY[] = "key-of-the-domain";

    template<class T> T *child( QWidget *in, const char *name )
    {
      return in ? in->findChild<T *>( QString::fromLatin1( name ) ) : nullptr;
    }
  } // namespace

  QString PeopleScenario::program( const QString &name ) const
  {
    return qEnvironmentVariable( "SYNCLINE_RUN_FOLDER" ) + QStringLiteral( "/../../bin/" ) + name;
  }

  //! What it wrote; empty where it failed.
  QByteArray PeopleScenario::runCommand( const QStringList &arguments )
  {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert( QStringLiteral( "MERGIN_URL" ), mAddress );
    environment.insert( QStringLiteral( "MERGIN_USERNAME" ), QStringLiteral( "admin" ) );
    environment.insert( QStringLiteral( "MERGIN_PASSWORD" ), QStringLiteral( "topsecret" ) );
    environment.insert( QStringLiteral( "SYNCLINE_ODS_API_KEY" ), QLatin1String( DOMAIN_KEY ) );
    process.setProcessEnvironment( environment );
    process.start( program( QStringLiteral( "syncline" ) ), arguments );
    if ( process.waitForFinished( PATIENCE_MS ) && process.exitCode() == 0 )
      return process.readAllStandardOutput() + ' ';
    qWarning() << arguments << process.readAllStandardError();
    return QByteArray();
  }

  void PeopleScenario::initTestCase()
  {
    mServer.start( program( QStringLiteral( "syncline-devserver" ) ),
                   { QStringLiteral( "--workspace" ), QStringLiteral( "team" ), QStringLiteral( "--edition" ),
                     QStringLiteral( "ee" ), QStringLiteral( "--default-role" ), QStringLiteral( "guest" ),
                     QStringLiteral( "--fixture" ), QStringLiteral( "contract" ),
                     QStringLiteral( "--opendatasoft-key" ), QLatin1String( DOMAIN_KEY ) } );
    QVERIFY( mServer.waitForStarted( PATIENCE_MS ) );
    for ( QString *address : { &mDomain, &mAddress } )
    {
      while ( !mServer.canReadLine() )
        QVERIFY( mServer.waitForReadyRead( PATIENCE_MS ) );
      *address = QString::fromUtf8( mServer.readLine() ).trimmed().section( QLatin1Char( ' ' ), -1 );
      QVERIFY2( address->startsWith( QStringLiteral( "http://" ) ), qPrintable( *address ) );
    }
    const auto done = [this]( const QString &command )
    { return !runCommand( command.split( QLatin1Char( ' ' ) ) ).isEmpty(); };
    QVERIFY( done( QStringLiteral( "create team/survey-2026" ) ) );
    QVERIFY( done( QStringLiteral( "create team/trees-2026" ) ) );
    const QString invite = QStringLiteral( "ods invite %1@example.com --first-name %2 --last-name %3 --group "
                                           "content_designers --permission edit_theme --domain " ) +
                           mDomain;
    QVERIFY(
      done( invite.arg( QStringLiteral( "ben.berg" ), QStringLiteral( "Ben" ), QStringLiteral( "Berg" ) ) ) );
    QVERIFY(
      done( invite.arg( QStringLiteral( "eva.lind" ), QStringLiteral( "Eva" ), QStringLiteral( "Lind" ) ) ) );
  }

  void PeopleScenario::cleanupTestCase()
  {
    mServer.terminate();
    mServer.waitForFinished( PATIENCE_MS );
  }

  QWidget *PeopleScenario::window() const
  {
    return mIface.mainWindow()->findChild<QDialog *>( QStringLiteral( "SynclinePeopleWindow" ) );
  }

  void PeopleScenario::signingInFromTheWindowShowsThePeople()
  {
    QAction *action = synclineAction( mIface, QStringLiteral( "People" ) );
    QVERIFY( action );
    QVERIFY( !action->icon().isNull() );
    action->trigger();
    QTRY_VERIFY_WITH_TIMEOUT( window() && window()->isVisible(), PATIENCE_MS );
    synclineAction( mIface, QStringLiteral( "SignIn" ) )->trigger();
    auto *signIn = mIface.mainWindow()->findChild<QDialog *>( QStringLiteral( "SynclineSignInDialog" ) );
    QVERIFY( signIn );
    child<QComboBox>( signIn, "mServerCombo" )->setEditText( mAddress );
    child<QLineEdit>( signIn, "mLoginEdit" )->setText( QStringLiteral( "admin" ) );
    child<QLineEdit>( signIn, "mPasswordEdit" )->setText( QStringLiteral( "topsecret" ) );
    auto *submit = child<QPushButton>( signIn, "mSignInButton" );
    QTRY_VERIFY_WITH_TIMEOUT( submit->isEnabled(), PATIENCE_MS );
    QTest::mouseClick( submit, Qt::LeftButton );
    auto *members = child<QWidget>( window(), "mMembersPage" );
    QVERIFY( members );
    auto *tabs = child<QTabWidget>( window(), "mTabs" );
    tabs->setCurrentWidget( members );
    auto *view = child<QTreeView>( members, "mPeopleView" );
    QTRY_VERIFY_WITH_TIMEOUT( view->model()->rowCount() > 1, PATIENCE_MS );
    takePicture( window(), QStringLiteral( "14-people-members" ) );
  }

  void PeopleScenario::aRoleIsChangedInItsCell()
  {
    auto *members = child<QWidget>( window(), "mMembersPage" );
    auto *view = child<QTreeView>( members, "mPeopleView" );
    constexpr int ROLE = 2;
    QModelIndex cell;
    for ( int row = 0; row < view->model()->rowCount(); ++row )
      if ( view->model()->flags( view->model()->index( row, ROLE ) ) & Qt::ItemIsEditable )
        cell = view->model()->index( row, ROLE );
    QVERIFY( cell.isValid() );
    const QPersistentModelIndex changed( cell );
    QVERIFY( view->model()->setData( cell, QStringLiteral( "reader" ) ) );
    QTRY_COMPARE_WITH_TIMEOUT( changed.data( Qt::EditRole ).toString(), QStringLiteral( "reader" ),
                               PATIENCE_MS );
    QTRY_VERIFY_WITH_TIMEOUT( child<QLabel>( members, "mUndoText" )->isVisible(), PATIENCE_MS );
    takePicture( window(), QStringLiteral( "16-people-undo" ) );
    QTest::mouseClick( child<QPushButton>( members, "mUndoButton" ), Qt::LeftButton );
    QTRY_VERIFY_WITH_TIMEOUT( changed.data( Qt::EditRole ).toString() != QStringLiteral( "reader" ),
                              PATIENCE_MS );
  }

  void PeopleScenario::showPage( const QString &name )
  {
    auto *tabs = child<QTabWidget>( window(), "mTabs" );
    auto *page = window()->findChild<QWidget *>( name );
    QVERIFY2( page, qPrintable( name ) );
    QVERIFY2( tabs->isTabVisible( tabs->indexOf( page ) ), qPrintable( name ) );
    tabs->setCurrentWidget( page );
    if ( auto *view = child<QTreeView>( page, "mPeopleView" ) )
      QTRY_VERIFY_WITH_TIMEOUT( view->model()->rowCount() > 0, PATIENCE_MS );
    if ( auto *count = name == QLatin1String( "mMatrixPage" ) ? child<QLabel>( page, "mCount" ) : nullptr )
      QTRY_COMPARE_WITH_TIMEOUT( count->text(), QStringLiteral( "2 of 2 projects loaded" ), PATIENCE_MS );
  }

  void PeopleScenario::everyPageOpens()
  {
    for ( const char *name : { "mCollaboratorsPage", "mMatrixPage", "mInvitationsPage", "mDomainPage" } )
    {
      showPage( QString::fromLatin1( name ) );
      takePicture( window(), QStringLiteral( "people-" ) + QLatin1String( name ) );
    }
  }

  void PeopleScenario::openDomain()
  {
    auto *page = child<QWidget>( window(), "mDomainPage" );
    auto *button = child<QPushButton>( page, "mEmptyButton" );
    QVERIFY( button && button->isVisible() );
    QTest::mouseClick( button, Qt::LeftButton );
    auto *dialog = child<QDialog>( window(), "SynclineDomainDialog" );
    QVERIFY( dialog );
    child<QLineEdit>( dialog, "mAddressEdit" )->setText( mDomain );
    child<QLineEdit>( dialog, "mKeyEdit" )->setText( QLatin1String( DOMAIN_KEY ) );
    takePicture( dialog, QStringLiteral( "20-people-domain-dialog" ) );
    QTest::mouseClick( child<QDialogButtonBox>( dialog, "mButtonBox" )->button( QDialogButtonBox::Save ),
                       Qt::LeftButton );
    QTRY_COMPARE_WITH_TIMEOUT( child<QTreeView>( page, "mUsersView" )->model()->rowCount(), 4, PATIENCE_MS );
  }

  void PeopleScenario::usersOfADomainAreFoundAndChanged()
  {
    showPage( QStringLiteral( "mDomainPage" ) );
    openDomain();
    auto *page = child<QWidget>( window(), "mDomainPage" );
    auto *view = child<QTreeView>( page, "mUsersView" );
    auto *first = child<QLineEdit>( page, "mFirstEdit" );
    auto *search = child<QLineEdit>( page, "mSearchEdit" );
    QTest::keyClicks( search, QStringLiteral( "berg" ) );
    QTRY_COMPARE_WITH_TIMEOUT( view->model()->rowCount(), 1, PATIENCE_MS );
    view->setCurrentIndex( view->model()->index( 0, 0 ) );
    QTRY_COMPARE_WITH_TIMEOUT( first->text(), QStringLiteral( "Ben" ), PATIENCE_MS );
    auto *save = child<QPushButton>( page, "mSaveButton" );
    QVERIFY( !save->isEnabled() );
    QTest::keyClicks( first, QStringLiteral( "jamin" ) );
    QTRY_VERIFY_WITH_TIMEOUT( save->isEnabled(), PATIENCE_MS );
    QTest::mouseClick( save, Qt::LeftButton );
    QTRY_VERIFY_WITH_TIMEOUT(
      child<QLabel>( page, "mNoticeText" )->text().contains( QLatin1String( "saved" ) ), PATIENCE_MS );
    const QByteArray stored =
      runCommand( { QStringLiteral( "ods" ), QStringLiteral( "get" ),
                    QStringLiteral( "ben.berg@example.com" ), QStringLiteral( "--domain" ), mDomain } );
    QVERIFY2( stored.contains( "Benjamin" ) && stored.contains( "edit_theme" ), stored.constData() );
    search->clear();
    QTRY_COMPARE_WITH_TIMEOUT( view->model()->rowCount(), 4, PATIENCE_MS );
    QTRY_VERIFY_WITH_TIMEOUT( child<QListWidget>( page, "mRightsList" )->count() > 20, PATIENCE_MS );
    QCOMPARE( first->text(), QStringLiteral( "Benjamin" ) ); // still the one that was looked at
    takePicture( window(), QStringLiteral( "20-people-opendatasoft" ) );
  }

  //! Add People, import page by page, details: each as somebody reaches it from the list of members.
  void PeopleScenario::openManyPeople( const QString &suffix )
  {
    showPage( QStringLiteral( "mMembersPage" ) );
    auto *members = child<QWidget>( window(), "mMembersPage" );
    QTest::mouseClick( child<QPushButton>( members, "mAddButton" ), Qt::LeftButton );
    auto *add = child<QDialog>( window(), "SynclineAddPeople" );
    QVERIFY( add );
    auto *entry = child<QLineEdit>( add, "mEntryEdit" );
    entry->setText( QStringLiteral( "bob, eva@example.com, frank@ex" ) );
    QTest::keyClick( entry, Qt::Key_Return );
    auto *rows = child<QTreeView>( add, "mReviewView" );
    QTRY_COMPARE_WITH_TIMEOUT( rows->model()->rowCount(), 3, PATIENCE_MS );
    takePicture( add, QStringLiteral( "21-addpeople" ) + suffix );
    delete add;

    QTest::mouseClick( child<QPushButton>( members, "mImportButton" ), Qt::LeftButton );
    auto *wizard = qobject_cast<QWizard *>( child<QDialog>( window(), "SynclineImportPeople" ) );
    QVERIFY( wizard );
    child<QPlainTextEdit>( wizard, "mPasteEdit" )
      ->setPlainText( QStringLiteral(
        "E-Mail;Rolle;Hut\neva@example.com;writer;1\nbob@example.com;reader;2\nann@ex;reader;3\n" ) );
    for ( const char *page : { "file", "columns", "review" } )
    {
      if ( page != QLatin1String( "review" ) )
        QTRY_VERIFY_WITH_TIMEOUT( wizard->button( QWizard::NextButton )->isEnabled(), PATIENCE_MS );
      else
        QTRY_COMPARE_WITH_TIMEOUT( child<QTreeView>( wizard, "mReviewView" )->model()->rowCount(), 3,
                                   PATIENCE_MS );
      takePicture( wizard, QStringLiteral( "22-import-%1%2" ).arg( QLatin1String( page ), suffix ) );
      wizard->next();
    }
    delete wizard;

    QVERIFY( QMetaObject::invokeMethod( members, "detailsWanted",
                                        Q_ARG( QString, child<QTreeView>( members, "mPeopleView" )
                                                          ->model()
                                                          ->index( 0, 0 )
                                                          .data( Qt::UserRole + 1 )
                                                          .toString() ) ) );
    auto *details = child<QDialog>( window(), "SynclinePeopleDetails" );
    QVERIFY( details );
    takePicture( details, QStringLiteral( "20-people-details" ) + suffix );
    delete details;
  }

  void PeopleScenario::theWindowsForManyPeopleOpen() { openManyPeople( QString() ); }

  void PeopleScenario::everythingIsSeenInTheDarkToo()
  {
    QgsApplication::setUITheme( QStringLiteral( "Night Mapping" ) );
    for ( const char *name :
          { "mMembersPage", "mCollaboratorsPage", "mMatrixPage", "mInvitationsPage", "mDomainPage" } )
    {
      showPage( QString::fromLatin1( name ) );
      takePicture( window(), QStringLiteral( "people-%1-dark" ).arg( QLatin1String( name ) ) );
      const QStringList faint = walk::faintText( *window() );
      QVERIFY2( faint.isEmpty(), qPrintable( faint.join( QLatin1Char( '\n' ) ) ) );
    }
    openManyPeople( QStringLiteral( "-dark" ) );
    QgsApplication::setUITheme( QStringLiteral( "default" ) );
    window()->close();
  }
} // namespace syncline
