// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peopledomaindialog.h"
#include "plugin/dialogs/peopledomainpage.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peopleimportpages.h"
#include "plugin/dialogs/peopleinvitations.h"
#include "plugin/dialogs/peoplematrixpage.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewindow.h"
#include "tests/dialogs/peoplerig.h"
#include "tests/dialogs/pictures.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace syncline;
using namespace syncline::people;

//! The other pages of the People window, and the windows that it opens.
class TestPeoplePages : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleRig> mRig;
    PeopleDomainPage *openDomain()
    {
      mRig->fillDomain();
      auto *page = mRig->open<PeopleDomainPage>( "mDomainPage" );
      DomainSettings domain;
      domain.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
      page->presenter().open( domain, "test-key" );
      return page;
    }
    static void choose( PeopleDomainPage *page, const char *user )
    {
      const int row = page->presenter().model().rowOf( QLatin1String( user ) );
      child<QTreeView>( page, "mUsersView" )->setCurrentIndex( page->presenter().model().index( row, 0 ) );
    }
    static QListWidgetItem *item( QListWidget *list, const char *id )
    {
      for ( int row = 0; row < list->count(); ++row )
        if ( list->item( row )->data( Qt::UserRole ).toString() == QLatin1String( id ) )
          return list->item( row );
      return nullptr;
    }

    //! 301 people who can be added or changed, and three lines that cannot.
    QString writeCrew()
    {
      QByteArray csv( "email;role;project;shoe\nben@example.com;writer;;1\n" );
      for ( int i = 0; i < 300; ++i )
        csv += "person" + QByteArray::number( i ) + "@example.com;guest;;2\n";
      csv += "person1@example.com;guest;;2\nnot-an-address;guest;;2\ndan@example.com;boss;;2\n";
      const QString path = mRig->folder.filePath( QStringLiteral( "crew.csv" ) );
      QFile file( path );
      if ( !file.open( QIODevice::WriteOnly ) || file.write( csv ) != csv.size() )
        qFatal( "cannot write %s", qPrintable( path ) );
      return path;
    }

  private Q_SLOTS:
    void init()
    {
      mRig = std::make_unique<PeopleRig>();
      mRig->signIn();
    }
    void cleanup()
    {
      mRig->close();
      mRig.reset();
    }

    // --- Opendatasoft

    void withoutADomainThePageOffersToAddOne()
    {
      auto *page = mRig->open<PeopleDomainPage>( "mDomainPage" );
      QCOMPARE( child<EmptyOverlay>( page, "mEmpty" )->text(),
                QStringLiteral( "Add a domain to see its users." ) );
      QTest::mouseClick( child<QPushButton>( page, "mEmptyButton" ), Qt::LeftButton );
      auto *dialog = page->findChild<PeopleDomainDialog *>();
      QVERIFY( dialog );
      mRig->fillDomain();
      auto *address = child<QLineEdit>( dialog, "mAddressEdit" );
      address->setText( QStringLiteral( "data.example.com" ) );
      QCOMPARE( child<QLabel>( dialog, "mAddressState" )->text(),
                QStringLiteral( "✓ https://data.example.com/api/automation/v1.0" ) );
      QVERIFY( savePicture( *dialog, QStringLiteral( "20-people-domain-dialog-light" ) ) );
      child<QLineEdit>( dialog, "mKeyEdit" )->setText( QStringLiteral( "test-key" ) );
      auto *keep = child<QComboBox>( dialog, "mKeepCombo" );
      keep->setCurrentIndex( keep->findText( QStringLiteral( "In the System Keyring" ) ) );
      Q_EMIT child<QDialogButtonBox>( dialog, "mButtonBox" )->accepted();
      QCOMPARE( page->presenter().model().total(), 3 );
      // The key is in the store, under the name that the command line uses, and nowhere in the settings.
      const Result<Credentials> kept = PeopleRigAnswers::got(
        mRig->keyring.load( QStringLiteral( "opendatasoft https://data.example.com/api/automation/v1.0" ) ) );
      QVERIFY( kept );
      QCOMPARE( kept->token, QByteArray( "test-key" ) );
      for ( const QString &key : QSettings().allKeys() )
        QVERIFY( !QSettings().value( key ).toString().contains( QStringLiteral( "test-key" ) ) );
    }

    void aUserIsEditedWithPickersAndUnknownFieldsAreKept()
    {
      auto *page = openDomain();
      QCOMPARE( page->presenter().model().total(), 3 );
      choose( page, "ben" );
      auto *rights = child<QListWidget>( page, "mRightsList" );
      auto *groups = child<QListWidget>( page, "mGroupsList" );
      QCOMPARE( rights->count(), 21 );
      QCOMPARE( groups->count(), 2 );
      QCOMPARE( item( rights, "edit_theme" )->checkState(), Qt::Checked );
      QVERIFY( !child<QPushButton>( page, "mSaveButton" )->isEnabled() );
      item( rights, "edit_page" )->setCheckState( Qt::Unchecked );
      item( groups, "crew" )->setCheckState( Qt::Checked );
      child<QLineEdit>( page, "mLastEdit" )->setText( QStringLiteral( "Bergmann" ) );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "20-people-opendatasoft-light" ) ) );
      QTest::mouseClick( child<QPushButton>( page, "mSaveButton" ), Qt::LeftButton );
      QCOMPARE( notice( page ), QStringLiteral( "ben is saved." ) );
      // Reading the list anew keeps who is looked at, and what was typed.
      QTest::keyClicks( child<QLineEdit>( page, "mFirstEdit" ), QStringLiteral( "X" ) );
      const QString typed = child<QLineEdit>( page, "mFirstEdit" )->text();
      page->presenter().reload();
      QCOMPARE(
        child<QTreeView>( page, "mUsersView" )->currentIndex().data( PeopleModel::KeyRole ).toString(),
        QStringLiteral( "ben" ) );
      QCOMPARE( child<QLineEdit>( page, "mFirstEdit" )->text(), typed );
      QTest::mouseClick( child<QPushButton>( page, "mRevertButton" ), Qt::LeftButton );
      const QJsonObject ben = mRig->domain.user( QStringLiteral( "ben" ) );
      QCOMPARE( ben.value( QLatin1String( "last_name" ) ).toString(), QStringLiteral( "Bergmann" ) );
      QCOMPARE( ben.value( QLatin1String( "permissions" ) ).toArray(),
                QJsonArray{ QStringLiteral( "edit_theme" ) } );
      QCOMPARE( ben.value( QLatin1String( "shoe_size" ) ).toInt(), 43 );
      QVERIFY( !child<QPushButton>( page, "mSaveButton" )->isEnabled() );
    }

    void aFieldThatSomebodyElseChangedIsToldWithBothValues()
    {
      auto *page = openDomain();
      choose( page, "ben" );
      mRig->domain.changeUser( QStringLiteral( "ben" ), []( QJsonObject &user )
                               { user.insert( QStringLiteral( "last_name" ), QStringLiteral( "Other" ) ); } );
      auto *last = child<QLineEdit>( page, "mLastEdit" );
      last->clear();
      QTest::keyClicks( last, QStringLiteral( "Mine" ) );
      QTest::mouseClick( child<QPushButton>( page, "mSaveButton" ), Qt::LeftButton );
      QCOMPARE(
        notice( page ),
        QStringLiteral( "ben was changed by somebody else meanwhile: Last name was Berg, is Other." ) );
      QCOMPARE( mRig->domain.user( QStringLiteral( "ben" ) ).value( QLatin1String( "last_name" ) ).toString(),
                QStringLiteral( "Other" ) );
      // Mine stays in the form, theirs stands above it; saving again is meant.
      QCOMPARE( last->text(), QStringLiteral( "Mine" ) );
      QVERIFY( child<QLabel>( page, "mTheirsLabel" )
                 ->text()
                 .startsWith( QStringLiteral( "Last name there now: Other" ) ) );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "20-people-opendatasoft-conflict-light" ) ) );
      QTest::mouseClick( child<QPushButton>( page, "mSaveButton" ), Qt::LeftButton );
      QCOMPARE( mRig->domain.user( QStringLiteral( "ben" ) ).value( QLatin1String( "last_name" ) ).toString(),
                QStringLiteral( "Mine" ) );
      QVERIFY( child<QLabel>( page, "mTheirsLabel" )->isHidden() );
    }

    void newUsersAreProvisionedByAnIdentityProvider()
    {
      auto *page = openDomain();
      QTest::mouseClick( child<QPushButton>( page, "mInviteButton" ), Qt::LeftButton );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QVERIFY( !child<QLineEdit>( add, "mProviderEdit" )->isEnabled() );
      child<QAbstractButton>( add, "mProvisionRadio" )->click();
      auto *provider = child<QLineEdit>( add, "mProviderEdit" );
      QVERIFY( provider->isEnabled() );
      provider->setText( QStringLiteral( "opendatasoft" ) );
      add->addText( QStringLiteral( "gina@example.com, hugo@example.com" ) );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-provision-light" ) ) );
      QTest::mouseClick( child<QPushButton>( add, "mRunButton" ), Qt::LeftButton );
      const QString told = add->bulk().model().index( 0, PeopleReviewModel::WhatColumn ).data().toString();
      QVERIFY2( add->bulk().counts().done == 2, qPrintable( told ) );
      QCOMPARE( mRig->domain.requestCount( "POST", QStringLiteral( "*/users/provision/" ) ), 1 );
      QCOMPARE( mRig->domain.requestCount( "POST", QStringLiteral( "*/users/invite/" ) ), 0 );
      QVERIFY( !mRig->domain.user( QStringLiteral( "gina" ) ).isEmpty() );
    }

    void theLastAdministratorIsNotDeleted()
    {
      auto *page = openDomain();
      choose( page, "anna" );
      QTest::mouseClick( child<QPushButton>( page, "mDeleteButton" ), Qt::LeftButton );
      QCOMPARE( child<QLabel>( page, "mConfirmQuestion" )->text(),
                QStringLiteral( "Delete anna from data.example.com? This cannot be undone." ) );
      QTest::mouseClick( child<QPushButton>( page, "mConfirmVerb" ), Qt::LeftButton );
      QCOMPARE( notice( page ), QStringLiteral( "The domain's last administrator cannot be deleted." ) );
      choose( page, "ben" );
      QTest::mouseClick( child<QPushButton>( page, "mDeleteButton" ), Qt::LeftButton );
      QTest::mouseClick( child<QPushButton>( page, "mConfirmVerb" ), Qt::LeftButton );
      QCOMPARE( page->presenter().model().total(), 2 );
      QVERIFY( mRig->domain.user( QStringLiteral( "ben" ) ).isEmpty() );
    }

    void searchFilterAndOrderAreTheServersAndPagesCome()
    {
      for ( int i = 0; i < 250; ++i )
        mRig->domain.addUser( QStringLiteral( "user%1" ).arg( i, 3, 10, QLatin1Char( '0' ) ) );
      auto *page = openDomain();
      PeopleModel &model = page->presenter().model();
      QVERIFY( model.total() >= 100 && model.total() < 253 ); // the view is full long before
      while ( model.canFetchMore( QModelIndex() ) )
        model.fetchMore( QModelIndex() );
      QCOMPARE( model.total(), 253 );
      QVERIFY( !model.canFetchMore( QModelIndex() ) );
      const QAbstractItemModelTester tester( &model, QAbstractItemModelTester::FailureReportingMode::QtTest );
      QTest::keyClicks( child<QLineEdit>( page, "mSearchEdit" ), QStringLiteral( "user007" ) );
      QTRY_COMPARE( model.total(), 1 );
      child<QLineEdit>( page, "mSearchEdit" )->clear();
      auto *rights = child<QComboBox>( page, "mPermissionFilter" );
      rights->setCurrentIndex( rights->findData( QStringLiteral( "edit_domain" ) ) );
      Q_EMIT rights->activated( rights->currentIndex() );
      QCOMPARE( model.total(), 0 );
      child<QCheckBox>( page, "mThroughGroupsCheck" )->setChecked( true );
      QCOMPARE( model.total(), 1 ); // anna, by her group
      page->presenter().setSort( PeopleModel::Column::FullName, false );
      page->presenter().setSort( PeopleModel::Column::Name, true );
      QCOMPARE( page->presenter().sortKeys(),
                QStringList( { QStringLiteral( "last_name" ), QStringLiteral( "username" ) } ) );
    }

    void newUsersAreInvitedWithRightsAndGroupsInOneRequest()
    {
      auto *page = openDomain();
      QTest::mouseClick( child<QPushButton>( page, "mInviteButton" ), Qt::LeftButton );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QVERIFY( add );
      add->addText( QStringLiteral( "gina@example.com, ben@example.com, hugo@example.com" ) );
      QCOMPARE( add->bulk().model().index( 1, PeopleReviewModel::WhatColumn ).data().toString(),
                QStringLiteral( "is there already as ben" ) );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-domain-light" ) ) );
      QTest::mouseClick( child<QPushButton>( add, "mRunButton" ), Qt::LeftButton );
      QCOMPARE( add->bulk().counts().done, 2 );
      QCOMPARE( mRig->domain.requestCount( "POST", QStringLiteral( "*/users/invite/" ) ), 1 );
      QCOMPARE( page->presenter().model().total(), 5 );
    }

    void usersAreExportedAndCopiedToTheWorkspace()
    {
      auto *page = openDomain();
      const QString path = mRig->folder.filePath( QStringLiteral( "users.csv" ) );
      page->presenter().exportTo( path, PeopleExport() );
      QFile csv( path );
      QVERIFY( csv.open( QIODevice::ReadOnly ) );
      QVERIFY( csv.readAll().contains( "ben@example.com" ) );
      child<QTreeView>( page, "mUsersView" )->selectAll();
      QTest::mouseClick( child<QPushButton>( page, "mCopyButton" ), Qt::LeftButton );
      auto *review = mRig->window->findChild<PeopleReviewDialog *>();
      QVERIFY( review );
      const PeopleReviewModel &rows = review->bulk().model();
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::Same ), 2 ); // anna and ben are members
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::ToDo ), 1 );
    }

    void allEighteenFieldsAreShown()
    {
      auto *page = openDomain();
      choose( page, "ben" );
      QTest::mouseClick( child<QPushButton>( page, "mMoreButton" ), Qt::LeftButton );
      auto *details = page->findChild<PeopleDetailsDialog *>();
      QVERIFY( details );
      QCOMPARE( child<QTreeWidget>( details, "mFieldsView" )->topLevelItemCount(), 18 + 1 ); // shoe_size too
      QVERIFY( savePicture( *details, QStringLiteral( "20-people-user-details-light" ) ) );
    }

    // --- invitations

    void invitationsAreAnsweredAndWithdrawn()
    {
      auto *page = mRig->open<PeopleInvitationsPage>( "mInvitationsPage" );
      MerginDirectory directory( *mRig->account.api(), mRig->clock, { QStringLiteral( "field-team" ), {} },
                                 &mRig->ledger );
      PersonEntry entry;
      entry.email = QStringLiteral( "eva@example.com" );
      entry.role = QStringLiteral( "writer" );
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      const BulkPlan plan = *PeopleRigAnswers::got( directory.plan( { entry }, intent ) );
      QVERIFY( PeopleRigAnswers::got( directory.performer().perform( plan.rows, plan.intent ) ) );
      page->reload();
      auto *sent = child<QTreeView>( page, "mSentView" );
      QCOMPARE( sent->model()->rowCount(), 1 );
      QCOMPARE( sent->model()->index( 0, 0 ).data().toString(), QStringLiteral( "eva@example.com" ) );
      const auto state = [sent] { return sent->model()->index( 0, 5 ).data().toString(); };
      QCOMPARE( state(), QStringLiteral( "Not answered" ) );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "19-people-invitations-light" ) ) );
      mRig->clock.advance( std::chrono::hours( 24 * 8 ) ); // it was good for seven days
      page->reload();
      QCOMPARE( state(), QStringLiteral( "Expired" ) );
      sent->setCurrentIndex( sent->model()->index( 0, 0 ) );
      QTest::mouseClick( child<QPushButton>( page, "mWithdrawButton" ), Qt::LeftButton );
      QTest::mouseClick( child<QPushButton>( page, "mConfirmVerb" ), Qt::LeftButton );
      QCOMPARE( notice( page ), QStringLiteral( "The invitation of eva@example.com is withdrawn." ) );
      QCOMPARE( sent->model()->rowCount(), 0 );
    }

    void anInvitationToOneselfIsAccepted()
    {
      {
        MerginDirectory directory( *mRig->account.api(), mRig->clock,
                                   { QStringLiteral( "field-team" ), {} } );
        PersonEntry entry;
        entry.email = QStringLiteral( "eve@outside.org" );
        entry.role = QStringLiteral( "writer" );
        Intent intent;
        intent.unknown = UnknownPeople::Invite;
        const BulkPlan plan = *PeopleRigAnswers::got( directory.plan( { entry }, intent ) );
        QVERIFY( PeopleRigAnswers::got( directory.performer().perform( plan.rows, plan.intent ) ) );
      }
      mRig->server.addUser( QStringLiteral( "eve" ), QStringLiteral( "Topsecret1!" ),
                            QStringLiteral( "eve@outside.org" ) );
      mRig->server.setWorkspaceRole( QStringLiteral( "eve" ), QString() );
      mRig->signIn( "eve", "Topsecret1!" );
      auto *page = mRig->open<PeopleInvitationsPage>( "mInvitationsPage" );
      QCOMPARE( page->receivedCount(), 1 );
      auto *tabs = mRig->window->findChild<QTabWidget *>( QStringLiteral( "mTabs" ) );
      QCOMPARE( tabs->tabText( tabs->indexOf( page ) ), QStringLiteral( "Invitations (1)" ) );
      QTest::mouseClick( child<QPushButton>( page, "mAcceptButton" ), Qt::LeftButton );
      QCOMPARE( page->receivedCount(), 0 );
    }

    // --- access matrix

    void theMatrixShowsEverybodyOnEveryProjectAndCollectsChanges()
    {
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "dan" ), QStringLiteral( "reader" ) );
      mRig->server.setWorkspaceRole( QStringLiteral( "carla" ), QStringLiteral( "reader" ) );
      auto *page = mRig->open<PeopleMatrixPage>( "mMatrixPage" );
      PeopleMatrixModel &model = page->model();
      const QAbstractItemModelTester tester( &model, QAbstractItemModelTester::FailureReportingMode::QtTest );
      QCOMPARE( model.columnCount(), 2 );
      QCOMPARE( model.loadedCount(), 2 );
      const auto cell = [&model]( const char *who, int column )
      {
        for ( int row = 0; row < model.rowCount(); ++row )
          if ( model.headerData( row, Qt::Vertical ).toString().startsWith( QLatin1String( who ) ) )
            return model.index( row, column );
        return QModelIndex();
      };
      QCOMPARE( cell( "anna", 0 ).data().toString(), QStringLiteral( "Owner ↑" ) );
      QCOMPARE( cell( "ben", 0 ).data().toString(), QStringLiteral( "Writer" ) );
      QCOMPARE( cell( "ben", 1 ).data().toString(), QString( QChar( 0x2013 ) ) );
      QCOMPARE( cell( "carla", 1 ).data().toString(), QStringLiteral( "Reader ↑" ) );
      QCOMPARE( model.rowCount(), 4 );
      QCOMPARE( cell( "dan", 0 ).data().toString(), QString( QChar( 0x2013 ) ) );
      QVERIFY( model.setData( cell( "ben", 1 ), QStringLiteral( "editor" ) ) );
      QVERIFY( model.setData( cell( "dan", 1 ), QStringLiteral( "none" ) ) );
      QVERIFY( !model.setData( cell( "anna", 1 ), QStringLiteral( "reader" ) ) ); // the workspace gives more
      QCOMPARE( cell( "dan", 1 ).data().toString(), QStringLiteral( "Reader → – •" ) );
      QCOMPARE( model.changeCount(), 2 );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "18-people-matrix-light" ) ) );
      QTest::mouseClick( child<QPushButton>( page, "mReviewButton" ), Qt::LeftButton );
      auto *review = mRig->window->findChild<PeopleReviewDialog *>();
      QVERIFY( review );
      QCOMPARE( review->bulk().model().countOf( PeopleReviewModel::Show::ToDo ), 2 );
      child<QCheckBox>( review, "mGuardCheck" )->setChecked( true );
      QTest::mouseClick( child<QPushButton>( review, "mRunButton" ), Qt::LeftButton );
      QCOMPARE( review->bulk().counts().done, 2 );
      QCOMPARE( model.changeCount(), 0 ); // read again
      QCOMPARE( cell( "ben", 1 ).data().toString(), QStringLiteral( "Editor" ) );
      QVERIFY( model.csv().contains( QStringLiteral( "ben,ben@example.com,writer,editor" ) ) );
    }

    //! Qt 6 draws the heads of rows above them where a style sheet gives them a colour, as QGIS's dark themes do.
    void theHeadsOfTheMatrixAreWholeWithAStyleSheet()
    {
      qApp->setStyleSheet(
        QStringLiteral( "QHeaderView::section, QHeaderView::section:vertical { padding: 1px 4px; "
                        "background-color: #323232; color: #aaa; border: 1px solid #535353; }"
                        "QLabel, QHeaderView { color: #aaa; }" ) );
      auto *page = mRig->open<PeopleMatrixPage>( "mMatrixPage" );
      auto *view = child<QTableView>( page, "mMatrixView" );
      QTRY_VERIFY( view->model()->rowCount() > 0 );
      QHeaderView *heads = view->verticalHeader();
      const QImage row = heads->grab( QRect( 0, 0, heads->width(), heads->sectionSize( 0 ) ) ).toImage();
      int top = row.height();
      int bottom = -1;
      for ( int y = 0; y < row.height(); ++y )
        for ( int x = 2; x < row.width() - 3; ++x )
          if ( qGray( row.pixel( x, y ) ) > 0x80 )
          {
            top = qMin( top, y );
            bottom = y;
          }
      qApp->setStyleSheet( QString() );
      const int letters = heads->fontMetrics().ascent() / 2;
      QVERIFY2(
        top > 2 && bottom < row.height() - 2 && bottom - top >= letters,
        qPrintable( QStringLiteral( "%1 to %2 of %3" ).arg( top ).arg( bottom ).arg( row.height() ) ) );
    }

    // --- import

    void aFileIsPreviewedRunAndRetried()
    {
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QTest::mouseClick( child<QPushButton>( page, "mImportButton" ), Qt::LeftButton );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      QVERIFY( wizard );
      auto *next = wizard->button( QWizard::NextButton );
      QVERIFY( !next->isEnabled() );
      child<QLineEdit>( wizard, "mPathEdit" )->setText( writeCrew() );
      QTRY_VERIFY( next->isEnabled() );
      QVERIFY( savePicture( *wizard, QStringLiteral( "22-import-file-light" ) ) );
      wizard->next();
      QTRY_VERIFY( next->isEnabled() );
      QVERIFY(
        child<QLabel>( wizard, "mReadLabel" )->text().contains( QStringLiteral( "Not read: shoe." ) ) );
      QVERIFY( savePicture( *wizard, QStringLiteral( "22-import-columns-light" ) ) );
      wizard->next();
      PeopleBulk &bulk = wizard->bulk();
      const PeopleReviewModel &rows = bulk.model();
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::All ), 304 );
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::NotPossible ), 3 );
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::ToDo ), 301 );
      QVERIFY( savePicture( *wizard, QStringLiteral( "22-import-review-light" ) ) );
      auto *all = child<QCheckBox>( wizard, "mAllCheck" );
      auto *show = child<QComboBox>( wizard, "mShowCombo" );
      QCOMPARE( show->itemText( 1 ), QStringLiteral( "Invite 300" ) );
      all->click();
      auto *apply = wizard->button( QWizard::CommitButton );
      QVERIFY( !apply->isEnabled() );
      QCOMPARE( apply->toolTip(), QStringLiteral( "There is nothing to do" ) );
      all->click();
      QCOMPARE( all->checkState(), Qt::Checked );
      QCOMPARE( apply->text(), QStringLiteral( "Apply 301 Change(s)" ) );
      FakeFault fault;
      fault.kind = FakeFault::Kind::Status;
      fault.verb = "POST";
      fault.status = 403;
      fault.nth = 5;
      fault.times = 20;
      mRig->server.inject( fault );
      QTest::mouseClick( apply, Qt::LeftButton );
      QCOMPARE( wizard->currentId(), int( ImportPage::Run ) );
      QTRY_VERIFY( !bulk.isRunning() );
      QCOMPARE( bulk.counts().notDone, 20 );
      QCOMPARE( bulk.counts().done, 281 );
      QVERIFY( savePicture( *wizard, QStringLiteral( "23-import-run-partial-light" ) ) );
      mRig->server.clearLog();
      press( child<QWidget>( wizard, "mRunPane" ), "mRunButton" );
      QTRY_VERIFY( !bulk.isRunning() );
      QCOMPARE( bulk.counts().notDone, 0 );
      QCOMPARE( mRig->server.requestCount( "POST", QStringLiteral( "*/invitations" ) ), 20 ); // nobody twice
    }

    void theReviewIsComparedAnewWithTheServer()
    {
      press( mRig->open<PeoplePage>( "mMembersPage" ), "mImportButton" );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      child<QPlainTextEdit>( wizard, "mPasteEdit" )
        ->setPlainText( QStringLiteral( "email,role\nben@example.com,writer\n" ) );
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      const PeopleReviewModel &rows = wizard->bulk().model();
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::Change ), 1 );
      mRig->server.setWorkspaceRole( QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      press( wizard, "mReloadButton" );
      QTRY_COMPARE( rows.countOf( PeopleReviewModel::Show::Same ), 1 );
      QVERIFY( !wizard->button( QWizard::CommitButton )->isEnabled() );
    }

    void aFileIsTakenIntoADomain()
    {
      auto *page = openDomain();
      press( page, "mImportButton" );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      QVERIFY( wizard );
      child<QPlainTextEdit>( wizard, "mPasteEdit" )
        ->setPlainText( QStringLiteral( "email,first_name,groups\ngina@example.com,Gina,crew\n"
                                        "ben@example.com,Ben,\nhugo@example.com,Hugo,\n" ) );
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      QCOMPARE( wizard->bulk().model().countOf( PeopleReviewModel::Show::Invite ), 2 );
      auto *how = child<QComboBox>( wizard, "mUnknownCombo" );
      how->setCurrentIndex( how->findText( QStringLiteral( "Provision without E-Mail" ) ) );
      Q_EMIT how->activated( how->currentIndex() );
      auto *apply = wizard->button( QWizard::CommitButton );
      QVERIFY( !apply->isEnabled() ); // by whom they sign in is not said yet
      auto *provider = child<QLineEdit>( wizard, "mProviderEdit" );
      provider->setText( QStringLiteral( "opendatasoft" ) );
      Q_EMIT provider->editingFinished();
      QVERIFY( apply->isEnabled() );
      QVERIFY( savePicture( *wizard, QStringLiteral( "22-import-domain-light" ) ) );
      QTest::mouseClick( apply, Qt::LeftButton );
      QTRY_VERIFY( wizard->bulk().hasRun() && !wizard->bulk().isRunning() );
      QCOMPARE( wizard->bulk().counts().done, 2 );
      QCOMPARE( mRig->domain.requestCount( "POST", QStringLiteral( "*/users/provision/" ) ), 1 );
      QCOMPARE(
        mRig->domain.user( QStringLiteral( "gina" ) ).value( QStringLiteral( "first_name" ) ).toString(),
        QStringLiteral( "Gina" ) );
    }

    void theProvisionButtonOpensTheSameWindowForThat()
    {
      press( openDomain(), "mProvisionButton" );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QVERIFY( child<QAbstractButton>( add, "mProvisionRadio" )->isChecked() );
      QVERIFY( child<QLineEdit>( add, "mProviderEdit" )->isEnabled() );
    }

    void aGroupOfADomainIsCopiedIntoAProject()
    {
      openDomain();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->domain.addUser(
        QStringLiteral( "benno" ),
        { { QStringLiteral( "email" ), QStringLiteral( "ben@example.com" ) },
          { QStringLiteral( "groups" ),
            QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), QStringLiteral( "crew" ) } } } } } );
      auto *page = mRig->window->findChild<PeoplePage *>( QStringLiteral( "mCollaboratorsPage" ) );
      child<QTabWidget>( mRig->window, "mTabs" )->setCurrentWidget( page );
      press( page, "mAddButton" );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QMenu *from = child<QToolButton>( add, "mFromButton" )->menu();
      Q_EMIT from->aboutToShow();
      QMenu *groups = add->findChild<QMenu *>( QStringLiteral( "mGroupMenu" ) );
      QVERIFY( groups );
      QStringList titles;
      QAction *crew = nullptr;
      const QList<QAction *> actions = groups->actions();
      for ( QAction *action : actions )
      {
        titles.append( action->text() );
        if ( action->text() == QLatin1String( "Crew" ) )
          crew = action;
      }
      QCOMPARE( titles, QStringList( { QStringLiteral( "Administrators" ), QStringLiteral( "Crew" ) } ) );
      crew->trigger();
      const PeopleReviewModel &rows = add->bulk().model();
      QTRY_COMPARE( rows.rowCount(), 2 );
      QCOMPARE( rows.index( 0, PeopleReviewModel::WhatColumn ).data().toString(),
                QStringLiteral( "has Writer already, stays as it is" ) );
      QCOMPARE( rows.index( 1, PeopleReviewModel::WhatColumn ).data().toString(),
                QStringLiteral( "will be invited to field-team, then added" ) );
    }

    void aPastedListIsTakenToo()
    {
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QTest::mouseClick( child<QPushButton>( page, "mImportButton" ), Qt::LeftButton );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      child<QPlainTextEdit>( wizard, "mPasteEdit" )
        ->setPlainText( QStringLiteral( "Eva Berg <eva@example.com>, ben\nfrank@example.com" ) );
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      QCOMPARE( wizard->bulk().model().countOf( PeopleReviewModel::Show::All ), 3 );
    }

    void theyAreReadableInTheDark()
    {
      const QPalette light = QApplication::palette();
      makeDark();
      auto *page = openDomain();
      choose( page, "ben" );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "20-people-opendatasoft-dark" ) ) );
      QApplication::setPalette( light );
    }
};

QTEST_MAIN( TestPeoplePages )
#include "test_peoplepages.moc"
