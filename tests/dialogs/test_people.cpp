// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplewindow.h"

#include "plugin/dialogs/confirmbar.h"
#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peopleundobar.h"
#include "tests/dialogs/peoplerig.h"
#include "tests/dialogs/pictures.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace syncline;
using namespace syncline::people;

class TestPeople : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleRig> mRig;
    QPointer<PeopleWindow> mWindow;

    void open( const char *project = "field-team/survey-2026" )
    {
      mWindow = new PeopleWindow( mRig->people() );
      mWindow->resize( 1000, 580 );
      mWindow->setOpenProject( *ProjectName::fromString( QLatin1String( project ) ) );
      mWindow->show();
    }
    PeoplePage *page( const char *name = "mCollaboratorsPage" )
    {
      return mWindow->findChild<PeoplePage *>( QLatin1String( name ) );
    }
    PeopleModel &model( const char *name = "mCollaboratorsPage" )
    {
      return page( name )->presenter().model();
    }
    template<class T> T *child( const char *name, QWidget *in = nullptr )
    {
      return ( in ? in : page() )->findChild<T *>( QLatin1String( name ) );
    }
    QString keyOf( const char *user, const char *in = "mCollaboratorsPage" )
    {
      for ( const Person &person : model( in ).people() )
        if ( person.userName == QLatin1String( user ) )
          return person.key;
      return QString();
    }
    QModelIndex cell( const char *user, PeopleModel::Column column, const char *in = "mCollaboratorsPage" )
    {
      return model( in ).index( model( in ).rowOf( keyOf( user, in ) ), model( in ).columnOf( column ) );
    }
    QString roleOf( const char *user, const char *in = "mCollaboratorsPage" )
    {
      return cell( user, PeopleModel::Column::ProjectRole, in ).data().toString();
    }
    QString notice( QWidget *in = nullptr )
    {
      return ( in ? in : page() )->findChild<InlineNotice *>( QStringLiteral( "mNotice" ) )->text();
    }
    void select( const QStringList &users )
    {
      auto *view = child<QTreeView>( "mPeopleView" );
      view->clearSelection();
      for ( const QString &user : users )
      {
        const QModelIndex index = cell( user.toUtf8().constData(), PeopleModel::Column::Name );
        view->selectionModel()->setCurrentIndex( index, QItemSelectionModel::NoUpdate );
        view->selectionModel()->select( index, QItemSelectionModel::Select | QItemSelectionModel::Rows );
      }
    }

  private Q_SLOTS:
    void init()
    {
      mRig = std::make_unique<PeopleRig>();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->server.setWorkspaceRole( QStringLiteral( "carla" ), QStringLiteral( "reader" ) );
      mRig->signIn();
    }
    void cleanup()
    {
      delete mWindow;
      mRig.reset();
    }

    void theOpenProjectsPeopleAreShownWithWhereTheirAccessComesFrom()
    {
      open();
      QCOMPARE( mWindow->findChild<QTabWidget *>( QStringLiteral( "mTabs" ) )->currentWidget(), page() );
      const QAbstractItemModelTester tester( &model(),
                                             QAbstractItemModelTester::FailureReportingMode::QtTest );
      QCOMPARE( child<QComboBox>( "mScopeCombo" )->currentText(), QStringLiteral( "survey-2026" ) );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Writer" ) );
      QCOMPARE( cell( "ben", PeopleModel::Column::Access ).data( Qt::ToolTipRole ).toString(),
                QStringLiteral( "Writer: set on this project." ) );
      QCOMPARE( roleOf( "carla" ), QString( QChar( 0x2013 ) ) );
      QCOMPARE( cell( "carla", PeopleModel::Column::Access ).data( Qt::ToolTipRole ).toString(),
                QStringLiteral( "Reader: from the workspace." ) );
      QVERIFY( child<QLabel>( "mSeatsLabel" )->text().startsWith( QStringLiteral( "Seats " ) ) );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "15-people-collaborators-light" ) ) );
    }

    void aRoleIsChangedInItsCellAndTakenBack()
    {
      open();
      QVERIFY(
        model().setData( cell( "ben", PeopleModel::Column::ProjectRole ), QStringLiteral( "editor" ) ) );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Editor" ) );
      QCOMPARE( cell( "ben", PeopleModel::Column::Name ).data( PeopleModel::RowStateRole ).toString(),
                QStringLiteral( "done" ) );
      auto *undo = child<PeopleUndoBar>( "mUndo" );
      QCOMPARE( undo->text(), QStringLiteral( "ben is now Editor (was Writer)." ) );
      mRig->clock.advance( std::chrono::seconds( 4 ) );
      QCOMPARE( cell( "ben", PeopleModel::Column::Name ).data( PeopleModel::RowStateRole ).toString(),
                QStringLiteral( "normal" ) );
      QTest::mouseClick( child<QPushButton>( "mUndoButton" ), Qt::LeftButton );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Writer" ) );
      QVERIFY( !page()->presenter().canUndo() );
    }

    void anInheritedRoleIsRaisedByAddingAndCannotBeLowered()
    {
      open();
      mRig->server.clearLog();
      QVERIFY(
        model().setData( cell( "carla", PeopleModel::Column::ProjectRole ), QStringLiteral( "writer" ) ) );
      QCOMPARE( roleOf( "carla" ), QStringLiteral( "Writer" ) );
      QCOMPARE( mRig->server.requestCount( "POST", QStringLiteral( "/v2/projects/*/collaborators" ) ), 1 );
      mRig->server.setWorkspaceRole( QStringLiteral( "carla" ), QStringLiteral( "writer" ) );
      page()->presenter().reload();
      page()->presenter().changeRole( keyOf( "carla" ), QStringLiteral( "reader" ) );
      QCOMPARE( roleOf( "carla" ), QStringLiteral( "Writer" ) );
      QVERIFY2( notice().contains( QStringLiteral( "a project role can only raise that" ) ),
                qPrintable( notice() ) );
    }

    void aRefusalBringsTheOldRoleBackAndStaysAtTheRow()
    {
      open();
      FakeFault fault;
      fault.kind = FakeFault::Kind::Status;
      fault.status = 403;
      fault.verb = "PATCH";
      mRig->server.inject( fault );
      page()->presenter().changeRole( keyOf( "ben" ), QStringLiteral( "reader" ) );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Writer" ) );
      QCOMPARE( cell( "ben", PeopleModel::Column::Name ).data( PeopleModel::RowStateRole ).toString(),
                QStringLiteral( "refused" ) );
      QVERIFY( !notice().isEmpty() );
      QCOMPARE( cell( "ben", PeopleModel::Column::ProjectRole ).data( Qt::ToolTipRole ).toString(),
                notice() );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "16-people-row-refused-light" ) ) );
    }

    void somebodyElsesChangeIsAskedAboutAfterAMinute()
    {
      open();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "editor" ) );
      mRig->clock.advance( std::chrono::minutes( 2 ) );
      page()->presenter().changeRole( keyOf( "ben" ), QStringLiteral( "reader" ) );
      QVERIFY2(
        notice().startsWith( QStringLiteral( "ben was changed to Editor by somebody else meanwhile." ) ),
        qPrintable( notice() ) );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Editor" ) );
      auto *overrule = child<QPushButton>( "mNoticeButton" );
      QCOMPARE( overrule->text(), QStringLiteral( "Set Reader Anyway" ) );
      QTest::mouseClick( overrule, Qt::LeftButton );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Reader" ) );
    }

    void removalSaysWhatAccessRemains()
    {
      open();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "carla" ), QStringLiteral( "writer" ) );
      page()->presenter().reload();
      select( { QStringLiteral( "carla" ) } );
      QTest::mouseClick( child<QPushButton>( "mRemoveButton" ), Qt::LeftButton );
      QCOMPARE( child<QLabel>( "mConfirmQuestion" )->text(),
                QStringLiteral(
                  "Remove carla's role in survey-2026? carla keeps Reader access from the workspace." ) );
      QTest::mouseClick( child<QPushButton>( "mConfirmVerb" ), Qt::LeftButton );
      QCOMPARE( roleOf( "carla" ), QString( QChar( 0x2013 ) ) );
      page()->presenter().undo();
      QCOMPARE( roleOf( "carla" ), QStringLiteral( "Writer" ) );
    }

    void ownAccessNeedsOnesOwnNameTyped()
    {
      mRig->server.setWorkspaceRole( QStringLiteral( "anna" ), QStringLiteral( "guest" ) );
      mRig->server.setWorkspaceRole( QStringLiteral( "dan" ), QStringLiteral( "owner" ) );
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "anna" ), QStringLiteral( "owner" ) );
      open();
      page()->presenter().changeRole( keyOf( "anna" ), QStringLiteral( "reader" ) );
      QCOMPARE( roleOf( "anna" ), QStringLiteral( "Owner" ) );
      auto *verb = child<QPushButton>( "mTypedVerb" );
      QVERIFY( verb->isVisible() );
      QVERIFY( !verb->isEnabled() );
      QTest::keyClicks( child<QLineEdit>( "mTypedName" ), QStringLiteral( "anna" ) );
      QVERIFY( verb->isEnabled() );
      QTest::mouseClick( verb, Qt::LeftButton );
      QCOMPARE( roleOf( "anna" ), QStringLiteral( "Reader" ) );
    }

    void whoMayNotChangeReadsWhoCan()
    {
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "anna" ), QStringLiteral( "owner" ) );
      mRig->signIn( "ben", "Topsecret1!" );
      open();
      QCOMPARE( notice(), QStringLiteral( "You are Writer here. Owners can change access: anna." ) );
      QVERIFY( !child<QPushButton>( "mAddButton" )->isEnabled() );
      QVERIFY( !child<QPushButton>( "mAddButton" )->toolTip().isEmpty() );
      QVERIFY( !( cell( "ben", PeopleModel::Column::ProjectRole ).flags() & Qt::ItemIsEditable ) );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "17-people-read-only-light" ) ) );
    }

    void communityServersHaveNoMembersPage()
    {
      mRig = std::make_unique<PeopleRig>( fake::Edition::Community );
      mRig->signIn();
      open();
      auto *tabs = mWindow->findChild<QTabWidget *>( QStringLiteral( "mTabs" ) );
      QVERIFY( !tabs->isTabVisible( tabs->indexOf( page( "mMembersPage" ) ) ) );
      // Whoever is alone is told so, and the row can still be clicked.
      QCOMPARE( model().total(), 1 );
      auto *empty = child<EmptyOverlay>( "mEmpty" );
      QVERIFY( empty->isVisible() );
      QCOMPARE( empty->text(), QStringLiteral( "Nobody else has access yet." ) );
      auto *view = child<QTreeView>( "mPeopleView" );
      QVERIFY( !empty->geometry().contains( view->visualRect( model().index( 0, 0 ) ).center() ) );
      QTest::mouseClick( child<QPushButton>( "mEmptyButton" ), Qt::LeftButton );
      QVERIFY( mWindow->findChild<AddPeopleDialog *>() );
    }

    void aServerThatIsTooOldIsOneSentence()
    {
      mRig->server.change( []( fake::Settings &settings )
                           { settings.version = QStringLiteral( "2024.1.0" ); } );
      mRig->signIn();
      open();
      QVERIFY2( notice().contains( QStringLiteral( "2025.2.0" ) ), qPrintable( notice() ) );
    }

    void membersAreChangedAndTheLastOwnerIsLocked()
    {
      open();
      auto *tabs = mWindow->findChild<QTabWidget *>( QStringLiteral( "mTabs" ) );
      tabs->setCurrentWidget( page( "mMembersPage" ) );
      QCOMPARE( model( "mMembersPage" ).total(), 4 );
      const QModelIndex anna = cell( "anna", PeopleModel::Column::WorkspaceRole, "mMembersPage" );
      QVERIFY( !( anna.flags() & Qt::ItemIsEditable ) );
      QCOMPARE( anna.data( Qt::ToolTipRole ).toString(),
                QStringLiteral( "anna is the only owner. Make somebody else owner first." ) );
      const QModelIndex dan = cell( "dan", PeopleModel::Column::WorkspaceRole, "mMembersPage" );
      QVERIFY( model( "mMembersPage" ).setData( dan, QStringLiteral( "writer" ) ) );
      QCOMPARE( cell( "dan", PeopleModel::Column::WorkspaceRole, "mMembersPage" ).data().toString(),
                QStringLiteral( "Writer" ) );
      page( "mMembersPage" )
        ->presenter()
        .remove( keyOf( "dan", "mMembersPage" ), PeoplePresenter::Removal::Plain );
      QCOMPARE( model( "mMembersPage" ).total(), 3 );
      QVERIFY( !page( "mMembersPage" )->presenter().canUndo() );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "14-people-members-light" ) ) );
    }

    void theKeyboardAloneChangesARole()
    {
      open();
      mWindow->activateWindow();
      auto *view = child<QTreeView>( "mPeopleView" );
      view->setFocus();
      select( { QStringLiteral( "ben" ) } );
      QTest::keyClick( view, Qt::Key_F2 );
      auto *editor = view->findChild<QComboBox *>( QStringLiteral( "mRoleEditor" ) );
      QVERIFY( editor );
      editor->setCurrentIndex( editor->findText( QStringLiteral( "Reader" ) ) );
      Q_EMIT editor->activated( editor->currentIndex() );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Reader" ) );
      QCOMPARE( view->currentIndex().data( PeopleModel::KeyRole ).toString(), keyOf( "ben" ) );
      QTest::keyClick( view, Qt::Key_Z, Qt::ControlModifier );
      QCOMPARE( roleOf( "ben" ), QStringLiteral( "Writer" ) );
    }

    void typingFiltersAtOnceAndKeepsTheSelection()
    {
      open();
      select( { QStringLiteral( "carla" ) } );
      auto *filter = child<QLineEdit>( "mFilterEdit" );
      QTest::keyClicks( filter, QStringLiteral( "CAR" ) );
      QCOMPARE( model().rowCount(), 1 );
      QCOMPARE( child<QTreeView>( "mPeopleView" )->selectionModel()->selectedRows().size(), 1 );
      QTest::keyClick( filter, Qt::Key_Return ); // closes nothing
      QVERIFY( mWindow->isVisible() && !mWindow->findChild<PeopleHelp *>() );
      QTest::keyClicks( filter, QStringLiteral( "xyz" ) );
      QCOMPARE( child<EmptyOverlay>( "mEmpty" )->text(), QStringLiteral( "Nothing matches “CARxyz”." ) );
      QTest::mouseClick( child<QPushButton>( "mEmptyButton" ), Qt::LeftButton );
      QVERIFY( model().rowCount() > 1 );
      child<QCheckBox>( "mSetHereCheck" )->setChecked( true );
      QCOMPARE( model().rowCount(), 1 );
    }

    void severalPeopleGoThroughTheReview()
    {
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "dan" ), QStringLiteral( "reader" ) );
      open();
      select( { QStringLiteral( "ben" ), QStringLiteral( "dan" ) } );
      QTest::mouseClick( child<QPushButton>( "mRemoveButton" ), Qt::LeftButton );
      auto *review = mWindow->findChild<PeopleReviewDialog *>();
      QVERIFY( review );
      QCOMPARE( review->bulk().model().countOf( PeopleReviewModel::Show::ToDo ), 2 );
      auto *run = child<QPushButton>( "mRunButton", review );
      QVERIFY( !run->isEnabled() ); // removals want their check box first
      child<QCheckBox>( "mGuardCheck", review )->setChecked( true );
      QVERIFY( run->isEnabled() );
      QVERIFY( savePicture( *review, QStringLiteral( "22-review-removal-light" ) ) );
      QTest::mouseClick( run, Qt::LeftButton );
      QCOMPARE( review->bulk().counts().done, 2 );
      QVERIFY( keyOf( "ben" ).isEmpty() ); // a guest of the workspace, so nothing is left
    }

    void addingTellsBeforeSendingWhatHappensToEach()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      auto *add = mWindow->findChild<AddPeopleDialog *>();
      QVERIFY( add );
      auto *entry = child<QLineEdit>( "mEntryEdit", add );
      auto *role = child<QComboBox>( "mRoleCombo", add );
      role->setCurrentIndex( role->findText( QStringLiteral( "Editor" ) ) ); // ben keeps more than that
      mRig->server.clearLog();
      entry->setText( QStringLiteral( "dan, eva@example.com, ben, frank@ex" ) );
      QTest::keyClick( entry, Qt::Key_Return );
      const PeopleReviewModel &rows = add->bulk().model();
      QCOMPARE( rows.rowCount(), 4 );
      QStringList what;
      for ( int i = 0; i < 4; ++i )
        what.append( rows.index( i, PeopleReviewModel::WhatColumn ).data().toString() );
      QCOMPARE( what, QStringList( { QStringLiteral( "will be added" ),
                                     QStringLiteral( "will be invited to field-team, then added" ),
                                     QStringLiteral( "has Writer already, stays as it is" ),
                                     QStringLiteral( "not an e-mail address" ) } ) );
      const QModelIndex bad = rows.index( 3, PeopleReviewModel::WhatColumn );
      QCOMPARE( bad.data( PeopleModel::ProblemRole ).toString(), QStringLiteral( "people.address" ) );
      QCOMPARE( bad.data( Qt::ToolTipRole ).toString(),
                QStringLiteral( "“frank@ex” is not an e-mail address." ) );
      QVERIFY( rows.index( 0, 0 ).data( PeopleModel::ProblemRole ).toString().isEmpty() );
      QCOMPARE( mRig->server.requestCount(), 0 );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-light" ) ) );
      QTest::mouseClick( child<QPushButton>( "mRunButton", add ), Qt::LeftButton );
      QCOMPARE( rows.index( 0, PeopleReviewModel::WhatColumn ).data().toString(), QStringLiteral( "added" ) );
      QCOMPARE( rows.index( 1, PeopleReviewModel::WhatColumn ).data().toString(),
                QStringLiteral( "invited" ) );
      QCOMPARE( roleOf( "dan" ), QStringLiteral( "Editor" ) ); // the page behind it is up to date
    }

    void whoIsThereGetsAnotherRoleOnlyWhereItIsChosenInTheRow()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      auto *add = mWindow->findChild<AddPeopleDialog *>();
      auto *role = child<QComboBox>( "mRoleCombo", add );
      role->setCurrentIndex( role->findText( QStringLiteral( "Editor" ) ) );
      add->addText( QStringLiteral( "ben" ) );
      PeopleReviewModel &rows = add->bulk().model();
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::Same ), 1 );
      const QModelIndex cell = rows.index( 0, PeopleReviewModel::ThenColumn );
      QCOMPARE( cell.data( Qt::EditRole ).toString(), QStringLiteral( "writer" ) );
      QVERIFY( rows.setData( cell, QStringLiteral( "editor" ) ) );
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::Change ), 1 );
    }

    void accountsAreMadeWithAPasswordThatIsShownOnce()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      auto *add = mWindow->findChild<AddPeopleDialog *>();
      child<QAbstractButton>( "mCreateRadio", add )->click();
      add->addText( QStringLiteral( "evelyn@example.com" ) );
      const PeopleReviewModel &rows = add->bulk().model();
      QCOMPARE( rows.index( 0, PeopleReviewModel::WhatColumn ).data().toString(),
                QStringLiteral( "gets an account" ) );
      QTest::mouseClick( child<QPushButton>( "mRunButton", add ), Qt::LeftButton );
      QVERIFY2( !rows.index( 0, PeopleReviewModel::UserNameColumn ).data().toString().isEmpty(),
                qPrintable( rows.index( 0, PeopleReviewModel::WhatColumn ).data().toString() ) );
      QCOMPARE( rows.index( 0, PeopleReviewModel::PasswordColumn ).data().toString().size(), 16 );
      QVERIFY(
        !rows.reportCsv().contains( rows.index( 0, PeopleReviewModel::PasswordColumn ).data().toString() ) );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-accounts-light" ) ) );
    }

    void whatTheServerHasAgainstANameStandsInItsCell()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      auto *add = mWindow->findChild<AddPeopleDialog *>();
      child<QAbstractButton>( "mCreateRadio", add )->click();
      PersonEntry entry;
      entry.email = QStringLiteral( "evelyn@example.com" );
      entry.userName = QStringLiteral( "ev" );
      add->addEntries( { entry } );
      QTest::mouseClick( child<QPushButton>( "mRunButton", add ), Qt::LeftButton );
      const QModelIndex name = add->bulk().model().index( 0, PeopleReviewModel::UserNameColumn );
      QCOMPARE( name.data().toString(), QStringLiteral( "ev" ) );
      QVERIFY2( name.data( Qt::ToolTipRole ).toString().contains( QStringLiteral( "between 4 and 50" ) ),
                qPrintable( name.data( Qt::ToolTipRole ).toString() ) );
      QVERIFY( name.data( Qt::DecorationRole ).isValid() );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-name-refused-light" ) ) );
      QVERIFY( add->bulk().model().setData( name, QStringLiteral( "evelyn" ) ) );
      QTest::mouseClick( child<QPushButton>( "mRunButton", add ), Qt::LeftButton );
      QCOMPARE( add->bulk().counts().done, 1 );
      const QString passwords = add->bulk().model().passwords();
      QVERIFY2( passwords.startsWith( QStringLiteral( "evelyn\t" ) ), qPrintable( passwords ) );
      add->addText( QStringLiteral( "fred@example.com" ) );
      QCOMPARE( add->bulk().model().rowCount(), 1 );          // evelyn is done
      QCOMPARE( add->bulk().model().passwords(), passwords ); // and the password still there
      QVERIFY( !child<QPushButton>( "mCopyPasswordsButton", add )->isHidden() );
    }

    void aRowThatWasRefusedIsRetriedAlone()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      auto *add = mWindow->findChild<AddPeopleDialog *>();
      add->addText( QStringLiteral( "dan, eva@example.com" ) );
      FakeFault fault;
      fault.kind = FakeFault::Kind::Status;
      fault.status = 403;
      fault.verb = "POST";
      mRig->server.inject( fault );
      auto *run = child<QPushButton>( "mRunButton", add );
      QTest::mouseClick( run, Qt::LeftButton );
      QCOMPARE( run->text(), QStringLiteral( "Retry %1" ).arg( add->bulk().counts().notDone ) );
      mRig->server.clearFaults();
      QTest::mouseClick( run, Qt::LeftButton );
      QCOMPARE( add->bulk().counts().notDone, 0 );
      QVERIFY( run->isHidden() );
    }

    void signingOutWithWindowsOpenLeavesNothingBehind()
    {
      open();
      QTest::mouseClick( child<QPushButton>( "mAddButton" ), Qt::LeftButton );
      QPointer<AddPeopleDialog> add = mWindow->findChild<AddPeopleDialog *>();
      mRig->account.signOut();
      QCOMPARE( model().total(), 0 );
      QCOMPARE( child<EmptyOverlay>( "mEmpty" )->text(), QStringLiteral( "Sign in to see people." ) );
      QTRY_VERIFY( add.isNull() );
      QSignalSpy wanted( mWindow, &PeopleWindow::signInWanted );
      QTest::mouseClick( child<QPushButton>( "mEmptyButton" ), Qt::LeftButton );
      QCOMPARE( wanted.size(), 1 );
      mRig->signIn();
      QVERIFY( model().total() > 0 );
    }

    void filteringFiveThousandPeopleTakesLessThanAFrame()
    {
      QList<Person> people;
      for ( int i = 0; i < 5000; ++i )
      {
        Person person;
        person.key = QString::number( i );
        person.userName = QStringLiteral( "person%1" ).arg( ( i * 7919 ) % 5000, 4, 10, QLatin1Char( '0' ) );
        person.email = person.userName + QStringLiteral( "@example.com" );
        person.workspaceRole = WorkspaceRole( 1 + i % 6 );
        people.append( person );
      }
      PeopleModel big( PeopleDirectory::Kind::Members );
      QTreeView view;
      view.setUniformRowHeights( true );
      view.setModel( &big );
      view.resize( 800, 500 );
      view.show();
      big.setPeople( people );
      // Other programs take their turns too: of five tries the best one tells what the key press costs.
      qint64 worst = 0;
      for ( const char *text : { "p", "pe", "person1", "person12", "person123", "99", "9" } )
      {
        qint64 best = std::numeric_limits<qint64>::max();
        for ( int i = 0; i < 5; ++i )
        {
          big.setFilter( QString() );
          QElapsedTimer timer;
          timer.start();
          big.setFilter( QLatin1String( text ) );
          view.viewport()->repaint();
          best = qMin( best, timer.nsecsElapsed() );
        }
        worst = qMax( worst, best );
      }
      qInfo( "slowest key press over 5,000 people, painting included: %.2f ms", double( worst ) / 1e6 );
      QVERIFY2( worst < 16 * 1000 * 1000, qPrintable( QString::number( double( worst ) / 1e6 ) ) );
    }

    void itIsReadableInTheDark()
    {
      const QPalette light = QApplication::palette();
      makeDark();
      open();
      QVERIFY( savePicture( *mWindow, QStringLiteral( "15-people-collaborators-dark" ) ) );
      QApplication::setPalette( light );
    }
};

QTEST_MAIN( TestPeople )
#include "test_people.moc"
