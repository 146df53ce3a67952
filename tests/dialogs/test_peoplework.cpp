// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peopledomaindialog.h"
#include "plugin/dialogs/peoplefacts.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peoplematrixpage.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peopletemplates.h"
#include "plugin/dialogs/peoplewindow.h"
#include "tests/dialogs/peoplerig.h"
#include "tests/dialogs/pictures.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace syncline;
using namespace syncline::people;

//! What goes on around a list of people: files with any columns, undo, runs that outlive their window, templates, reminders, then and now.
class TestPeopleWork : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleRig> mRig;
    static QString keyOf( PeoplePage *page, const char *user )
    {
      for ( const Person &person : page->presenter().model().people() )
        if ( person.userName == QLatin1String( user ) )
          return person.key;
      return QString();
    }
    static QModelIndex cell( PeoplePage *page, const char *user, PeopleModel::Column column )
    {
      PeopleModel &model = page->presenter().model();
      return model.index( model.rowOf( keyOf( page, user ) ), model.columnOf( column ) );
    }
    static void choose( PeoplePage *page, const char *user )
    {
      child<QTreeView>( page, "mPeopleView" )
        ->setCurrentIndex( cell( page, user, PeopleModel::Column::Name ) );
    }
    QString write( const char *name, const QByteArray &bytes )
    {
      QFile file( mRig->folder.filePath( QLatin1String( name ) ) );
      if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() )
        qFatal( "cannot write %s", name );
      return file.fileName();
    }
    //! The wizard with \a bytes as its file, at its page of columns.
    PeopleImportWizard *importOf( const QByteArray &bytes, PeoplePage *page = nullptr )
    {
      press( page ? page : mRig->open<PeoplePage>( "mMembersPage" ), "mImportButton" );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      child<QLineEdit>( wizard, "mPathEdit" )->setText( write( "people.csv", bytes ) );
      if ( QTest::qWaitFor( [wizard] { return wizard->button( QWizard::NextButton )->isEnabled(); } ) )
        wizard->next();
      return wizard;
    }
    static bool isReady( PeopleImportWizard *wizard )
    {
      return QTest::qWaitFor( [wizard] { return wizard->button( QWizard::NextButton )->isEnabled(); } );
    }
    static void apply( PeopleImportWizard *wizard )
    {
      QTest::mouseClick( wizard->button( QWizard::CommitButton ), Qt::LeftButton );
    }
    static void pick( PeopleImportWizard *wizard, const char *combo, const char *head )
    {
      auto *list = child<QComboBox>( wizard, combo );
      list->setCurrentIndex( list->findText( QLatin1String( head ) ) );
      Q_EMIT list->activated( list->currentIndex() );
    }

  private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled( true ); }
    void init()
    {
      mRig = std::make_unique<PeopleRig>();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->signIn();
    }
    void cleanup()
    {
      mRig->close();
      mRig.reset();
    }

    // --- import

    void columnsThatNobodyKnowsAreChosenAndRememberedForTheSameHeads()
    {
      const QByteArray csv( "Wer;Was darf er;Hut\neva@example.com;reader;1\nben@example.com;writer;2\n" );
      PeopleImportWizard *wizard = importOf( csv );
      QCOMPARE( wizard->currentId(), 1 );
      QVERIFY( child<QLabel>( wizard, "mReadLabel" )
                 ->text()
                 .startsWith( QStringLiteral( "No column holds e-mails or user names." ) ) );
      QVERIFY( !wizard->button( QWizard::NextButton )->isEnabled() );
      pick( wizard, "mEmailColumn", "Wer" );
      pick( wizard, "mRoleColumn", "Was darf er" );
      QVERIFY( isReady( wizard ) );
      QCOMPARE( child<QLabel>( wizard, "mReadLabel" )->text(),
                QStringLiteral( "Column “Wer” is read as E-mail. Column “Was darf er” is read as Role. "
                                "Not read: Hut." ) );
      wizard->next();
      const BulkPlan &plan = wizard->bulk().model().plan();
      QCOMPARE( plan.rows.size(), 2 );
      QCOMPARE( plan.rows.at( 0 ).then, QStringLiteral( "reader" ) );
      QCOMPARE( nameOf( plan.rows.at( 1 ).action ), QStringLiteral( "change" ) );
      mRig->close();
      wizard = importOf( csv );
      QCOMPARE( child<QComboBox>( wizard, "mEmailColumn" )->currentText(), QStringLiteral( "Wer" ) );
      QVERIFY( isReady( wizard ) );
    }

    void aFileWithoutHeadsShowsItsFirstLine()
    {
      PeopleImportWizard *wizard = importOf( "1;eva@example.com;reader\n2;gina@example.com;guest\n" );
      QCOMPARE( wizard->currentId(), 1 );
      pick( wizard, "mEmailColumn", "Column 2 (eva@example.com)" );
      QVERIFY( isReady( wizard ) );
      wizard->next();
      QCOMPARE( wizard->bulk().model().countOf( PeopleReviewModel::Show::ToDo ), 2 );
    }

    void formulasLinesThatAreTooLongAndTenThousandOfTheSameAreOneWordEach()
    {
      QByteArray csv( "email,role\n=cmd()@example.com,reader\nx@example.com,reader,1,2\n" );
      for ( int i = 0; i < 10000; ++i )
        csv += "eva@example.com,reader\n";
      PeopleImportWizard *wizard = importOf( csv );
      QVERIFY( isReady( wizard ) );
      wizard->next();
      const PeopleReviewModel &rows = wizard->bulk().model();
      QTRY_COMPARE( rows.plan().rows.size(), 10002 );
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::ToDo ), 1 );
      QCOMPARE( rows.countOf( PeopleReviewModel::Show::NotPossible ), 10001 );
      mRig->server.clearLog();
      apply( wizard );
      QTRY_VERIFY( !wizard->bulk().isRunning() );
      QCOMPARE( mRig->server.requestCount( "POST", QStringLiteral( "*/invitations" ) ), 1 );
      QVERIFY( rows.reportCsv().contains( QStringLiteral( "'=cmd()@example.com" ) ) );
    }

    void mixedEncodingsNameTheLine()
    {
      press( mRig->open<PeoplePage>( "mMembersPage" ), "mImportButton" );
      auto *wizard = mRig->window->findChild<PeopleImportWizard *>();
      child<QLineEdit>( wizard, "mPathEdit" )
        ->setText( write( "mixed.csv",
                          "email,role\nM\xc3\xbcller@example.com,reader\nM\xfcller@example.com,reader\n" ) );
      QTRY_VERIFY( child<QLabel>( wizard, "mFoundLabel" )->text().contains( QStringLiteral( "line 3" ) ) );
      QVERIFY( !wizard->button( QWizard::NextButton )->isEnabled() );
    }

    // --- undo of many

    void manyRolesAreTakenBackAtOnce()
    {
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "dan" ), QStringLiteral( "reader" ) );
      PeopleImportWizard *wizard =
        importOf( "username,role,project\nben,reader,field-team/survey-2026\n"
                  "dan,writer,field-team/trees-2026\ncarla,reader,field-team/trees-2026\n" );
      QVERIFY( isReady( wizard ) );
      wizard->next();
      auto *pane = child<QWidget>( wizard, "mRunPane" );
      auto *undo = child<QPushButton>( pane, "mUndoRunButton" );
      QVERIFY( undo->isHidden() );
      apply( wizard );
      QTRY_VERIFY( !wizard->bulk().isRunning() && wizard->bulk().hasRun() );
      QCOMPARE( wizard->bulk().counts().done, 3 );
      QVERIFY( !undo->isHidden() );
      QVERIFY( savePicture( *wizard, QStringLiteral( "23-import-run-done-light" ) ) );
      QTest::mouseClick( undo, Qt::LeftButton );
      QTRY_COMPARE( wizard->bulk().model().countOf( PeopleReviewModel::Show::ToDo ), 3 );
      child<QCheckBox>( pane, "mGuardCheck" )->setChecked( true ); // carla had no role before
      press( pane, "mRunButton" );
      QTRY_VERIFY( !wizard->bulk().isRunning() && wizard->bulk().hasRun() );
      QCOMPARE( wizard->bulk().counts().done, 3 );
      mRig->close();
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      QCOMPARE( cell( page, "ben", PeopleModel::Column::ProjectRole ).data().toString(),
                QStringLiteral( "Writer" ) );
    }

    // --- runs without a window

    void aRunGoesOnWhenItsWindowIsClosedAndIsShownAgain()
    {
      mRig->isHolding = true;
      mRig->signIn();
      FakeTransport *wire = mRig->last;
      const auto answerAll = [wire]
      {
        while ( wire->releaseNext() )
          ;
      };
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      answerAll();
      press( page, "mAddButton" );
      QPointer<AddPeopleDialog> add = mRig->window->findChild<AddPeopleDialog *>();
      answerAll();
      add->addText(
        QStringLiteral( "a@example.com b@example.com" ).replace( QLatin1Char( ' ' ), QLatin1Char( ',' ) ) );
      answerAll();
      press( add, "mRunButton" );
      QVERIFY( add->bulk().isRunning() );
      QSignalSpy told( mRig->window, &PeopleWindow::ranUnseen );
      add->close();
      mRig->window->close();
      QCoreApplication::sendPostedEvents( nullptr, QEvent::DeferredDelete );
      QVERIFY( mRig->window && add );
      QVERIFY( add->isHidden() && mRig->window->isHidden() );
      answerAll();
      QVERIFY( !add->bulk().isRunning() );
      QCOMPARE( told.size(), 1 );
      QCOMPARE( told.first().first().toString(), QStringLiteral( "2 done." ) );
      mRig->window->show();
      QVERIFY( add->isVisible() );
      QCOMPARE( add->bulk().counts().done, 2 );
      add->close();
      QTRY_VERIFY( add.isNull() );
      mRig->window->close();
      QTRY_VERIFY( mRig->window.isNull() );
    }

    void aFileThatEndedWithQgisGoesOnWhereItWas()
    {
      mRig->isHolding = true;
      mRig->signIn();
      FakeTransport *wire = mRig->last;
      const auto answer = [wire]( int count )
      {
        while ( count-- > 0 && wire->releaseNext() )
          ;
      };
      QByteArray csv( "email,role\n" );
      for ( int i = 0; i < 60; ++i )
        csv += "person" + QByteArray::number( i ) + "@example.com,guest\n";
      const auto begin = [this, &csv, &answer]
      {
        auto *page = mRig->open<PeoplePage>( "mMembersPage" );
        answer( 1000 );
        PeopleImportWizard *wizard = importOf( csv, page );
        if ( isReady( wizard ) )
          wizard->next();
        answer( 1000 );
        apply( wizard );
        return wizard;
      };
      begin();
      answer( 25 );
      mRig->close(); // with it goes what was on its way
      PeopleImportWizard *again = begin();
      answer( 1000 );
      QTRY_VERIFY( !again->bulk().isRunning() );
      const PeopleReviewModel &rows = again->bulk().model();
      QVERIFY( rows.countOf( PeopleReviewModel::Show::Same ) >= 25 ); // told by the list of those sent
      QVERIFY( again->bulk().counts().done + rows.countOf( PeopleReviewModel::Show::Same ) >= 56 );
      QSet<QString> once;
      for ( const LedgerEntry &sent : mRig->ledger.entries( mRig->account.server(), {}, mRig->clock.now() ) )
      {
        QVERIFY( !once.contains( sent.email ) );
        once.insert( sent.email );
      }
      QVERIFY( once.size() >= 56 );
      mRig->close();
    }

    // --- members

    void membersTellOnHowManyProjectsTheyHaveARoleAndLoseThemWhenAsked()
    {
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QTRY_COMPARE( cell( page, "ben", PeopleModel::Column::Projects ).data().toString(),
                    QStringLiteral( "2" ) );
      QTRY_COMPARE( cell( page, "carla", PeopleModel::Column::Projects ).data().toString(),
                    QStringLiteral( "0" ) );
      choose( page, "ben" );
      const QString others = child<QLabel>( page, "mOthersLabel" )->text();
      QVERIFY2( others.contains( QStringLiteral( "survey-2026: Writer" ) ), qPrintable( others ) );
      press( page, "mRemoveButton" );
      auto *also = child<QCheckBox>( page, "mConfirmCheck" );
      QCOMPARE( also->text(), QStringLiteral( "Also remove roles set on single projects (2)" ) );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "14-people-member-removal-light" ) ) );
      also->setChecked( true );
      mRig->server.clearLog();
      press( page, "mConfirmVerb" );
      QVERIFY( keyOf( page, "ben" ).isEmpty() );
      QCOMPARE( mRig->server.requestCount( "PATCH", QStringLiteral( "*/members/*" ) ), 1 );
      QCOMPARE( mRig->server.requestCount( "DELETE", QStringLiteral( "*/members/*" ) ), 1 );
      choose( page, "carla" );
      press( page, "mRemoveButton" );
      QVERIFY( also->isHidden() ); // there is nothing to reset
      press( page, "mConfirmCancel" );
      QVERIFY( !keyOf( page, "carla" ).isEmpty() );
    }

    void rolesOnProjectsAreResetWhereTheRoleIsChosen()
    {
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QTRY_COMPARE( cell( page, "ben", PeopleModel::Column::Projects ).data().toString(),
                    QStringLiteral( "2" ) );
      choose( page, "ben" );
      auto *view = child<QTreeView>( page, "mPeopleView" );
      QTest::keyClick( view, Qt::Key_F2 );
      auto *combo = child<QComboBox>( view->viewport(), "mRoleEditor" );
      QTRY_VERIFY( combo->view()->isVisible() );
      const int reset = combo->findText( QStringLiteral( "Also Reset Roles Set on Projects (2)" ) );
      QVERIFY( reset > 0 );
      QAbstractItemView *list = combo->view();
      const QModelIndex box = combo->model()->index( reset, 0 );
      list->scrollTo( box );
      QTest::mouseClick( list->viewport(), Qt::LeftButton, Qt::NoModifier, list->visualRect( box ).center() );
      QVERIFY( list->isVisible() ); // it is a check box, not a role
      QCOMPARE( combo->itemData( reset, Qt::CheckStateRole ).toInt(), int( Qt::Checked ) );
      list->setCurrentIndex( box );
      QTest::keyClick( list, Qt::Key_Space );
      QCOMPARE( combo->itemData( reset, Qt::CheckStateRole ).toInt(), int( Qt::Unchecked ) );
      QTest::keyClick( list, Qt::Key_Return );
      QCOMPARE( combo->itemData( reset, Qt::CheckStateRole ).toInt(), int( Qt::Checked ) );
      QVERIFY( list->isVisible() );
      list->setCurrentIndex( combo->model()->index( combo->findText( QStringLiteral( "Reader" ) ), 0 ) );
      QTest::keyClick( list, Qt::Key_Return );
      QTRY_COMPARE( cell( page, "ben", PeopleModel::Column::WorkspaceRole ).data().toString(),
                    QStringLiteral( "Reader" ) );
      QTRY_COMPARE( cell( page, "ben", PeopleModel::Column::Projects ).data().toString(),
                    QStringLiteral( "0" ) );
    }

    void signingInAnewWhileRolesAreAskedForDropsTheQuestions()
    {
      mRig->isHolding = true;
      mRig->signIn();
      FakeTransport *wire = mRig->last;
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      const auto isAsked = [wire]
      { return wire->log().filter( QStringLiteral( "/members/" ) ).size() >= PeopleFacts::IN_FLIGHT; };
      while ( page->presenter().model().total() == 0 && wire->releaseNext() )
        ;
      QTRY_VERIFY( isAsked() );
      mRig->isHolding = false;
      mRig->signIn(); // the client from before is gone, with four questions on their way
      QVERIFY( page->presenter().model().total() > 0 );
      QTRY_COMPARE( cell( page, "ben", PeopleModel::Column::Projects ).data().toString(),
                    QStringLiteral( "1" ) );
    }

    void aMemberIsShownWithAllThatIsKnown()
    {
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      Q_EMIT page->detailsWanted( keyOf( page, "ben" ) );
      auto *details = mRig->window->findChild<PeopleDetailsDialog *>();
      QVERIFY( details );
      auto *fields = child<QTreeWidget>( details, "mFieldsView" );
      QHash<QString, QString> shown;
      for ( int i = 0; i < fields->topLevelItemCount(); ++i )
        shown.insert( fields->topLevelItem( i )->text( 0 ), fields->topLevelItem( i )->text( 1 ) );
      QVERIFY( shown.values().contains( QStringLiteral( "ben" ) ) );
      QVERIFY( shown.values().contains( QStringLiteral( "ben@example.com" ) ) );
      QVERIFY( savePicture( *details, QStringLiteral( "14-people-member-details-light" ) ) );
    }

    // --- a project

    void anyoneMayReadAfterAQuestionAndNoRoleChanges()
    {
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      auto *check = child<QCheckBox>( page, "mPublicCheck" );
      QVERIFY( check->isEnabled() && !check->isChecked() );
      check->click();
      QVERIFY( !check->isChecked() ); // shows what is
      const QString question = child<QLabel>( page, "mConfirmQuestion" )->text();
      QVERIFY2( question.startsWith( QStringLiteral( "Let anyone read survey-2026?" ) ),
                qPrintable( question ) );
      press( page, "mConfirmCancel" );
      QVERIFY( !check->isChecked() );
      check->click();
      press( page, "mConfirmVerb" );
      QVERIFY( check->isChecked() );
      QCOMPARE( cell( page, "ben", PeopleModel::Column::ProjectRole ).data().toString(),
                QStringLiteral( "Writer" ) );
      check->click();
      press( page, "mConfirmVerb" );
      QVERIFY( !check->isChecked() );
      mRig->signIn( "ben", "Topsecret1!" );
      QVERIFY( !check->isEnabled() );
      QVERIFY( !check->toolTip().isEmpty() );
    }

    void whoChangedTheProjectLastIsTold()
    {
      mRig->server.commit( mRig->survey, QStringLiteral( "ben" ), { { QStringLiteral( "a.txt" ), "a" } } );
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      const QString last = cell( page, "ben", PeopleModel::Column::LastChange ).data().toString();
      QVERIFY2( last.startsWith( QStringLiteral( "v2, " ) ), qPrintable( last ) );
      QVERIFY( cell( page, "anna", PeopleModel::Column::LastChange )
                 .data()
                 .toString()
                 .startsWith( QStringLiteral( "v1, " ) ) );
    }

    void aDayToLookAgainIsKeptAndTold()
    {
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      choose( page, "ben" );
      auto *combo = child<QComboBox>( page, "mReviewCombo" );
      combo->setCurrentIndex( 1 ); // the first of the days
      Q_EMIT combo->activated( 1 );
      QVERIFY( !cell( page, "ben", PeopleModel::Column::ReviewBy ).data().toString().isEmpty() );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "15-people-collaborators-light" ) ) );
      page->presenter().reload();
      QVERIFY( notice( page ).isEmpty() );
      mRig->clock.advance( std::chrono::hours( 24 * 31 ) );
      page->presenter().reload();
      QCOMPARE( notice( page ), QStringLiteral( "It is time to see who still needs access: ben." ) );
      choose( page, "ben" );
      combo->setCurrentIndex( 0 );
      Q_EMIT combo->activated( 0 );
      page->presenter().reload();
      QVERIFY( notice( page ).isEmpty() );
    }

    void whoIsGoneIsNotToBeLookedAtAnyMore()
    {
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      const QString host = mRig->account.host();
      const ProjectName survey = *ProjectName::fromString( QStringLiteral( "field-team/survey-2026" ) );
      PeopleDueDates dates = PeopleDueDates::ofProject( host, survey );
      const QDate today = mRig->clock.now().date();
      dates.set( QStringLiteral( "ben" ), today );
      dates.set( QStringLiteral( "zoe" ), today );
      QSignalSpy changed( mRig->window, &PeopleWindow::reviewsChanged );
      page->presenter().reload();
      QCOMPARE( dates.due( today ), QStringList{ QStringLiteral( "ben" ) } );
      QCOMPARE( changed.size(), 1 );
      dates.set( QStringLiteral( "ben" ), QDate() );
    }

    // --- templates

    void aListIsSavedAsTemplateAndGivenAgain()
    {
      for ( const QString &name : peopleTemplates( PeopleDirectory::Kind::Collaborators ) )
        removePeopleTemplate( PeopleDirectory::Kind::Collaborators, name );
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      press( page, "mAddButton" );
      QPointer<AddPeopleDialog> add = mRig->window->findChild<AddPeopleDialog *>();
      add->addText( QStringLiteral( "carla, dan" ) );
      const QString name = QStringLiteral( "crew 7/8" );
      QVERIFY( savePeopleTemplate( PeopleDirectory::Kind::Collaborators, name, add->bulk().entries() ) );
      delete add;
      press( page, "mAddButton" );
      add = mRig->window->findChild<AddPeopleDialog *>();
      QMenu *menu = child<QToolButton>( add, "mFromButton" )->menu();
      Q_EMIT menu->aboutToShow();
      QAction *wanted = nullptr;
      for ( QAction *action : menu->actions() )
        if ( action->text() == QStringLiteral( "Template crew 7/8" ) )
          wanted = action;
      QVERIFY( wanted );
      wanted->trigger();
      QCOMPARE( add->bulk().model().rowCount(), 2 );
      QCOMPARE( add->bulk().entries().first().userName, QStringLiteral( "carla" ) );
      QVERIFY( peopleTemplates( PeopleDirectory::Kind::Members ).isEmpty() );
      removePeopleTemplate( PeopleDirectory::Kind::Collaborators, name );
      QVERIFY( peopleTemplates( PeopleDirectory::Kind::Collaborators ).isEmpty() );
    }

    // --- access matrix

    void theMatrixIsComparedWithAnEarlierDay()
    {
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "dan" ), QStringLiteral( "reader" ) );
      auto *page = mRig->open<PeopleMatrixPage>( "mMatrixPage" );
      PeopleMatrixModel &model = page->model();
      const QString path = write( "then.csv", model.csv().toUtf8() );
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      mRig->server.setProjectRole( mRig->trees, QStringLiteral( "dan" ), QString() );
      page->reload();
      page->compareWith( path );
      QTRY_COMPARE( notice( page ),
                    QStringLiteral( "1 difference(s) from “then.csv”. No longer there: dan." ) );
      auto *show = child<QComboBox>( page, "mShowCombo" );
      show->setCurrentIndex( show->findText( QStringLiteral( "Changed Since Snapshot" ) ) );
      Q_EMIT show->activated( show->currentIndex() );
      QCOMPARE( model.rowCount(), 1 );
      QCOMPARE( model.index( 0, 0 ).data().toString(), QStringLiteral( "Reader (was Writer)" ) );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "18-people-matrix-snapshot-light" ) ) );
      page->compareWith( write( "other.csv", "a,b\n1,2\n" ) );
      QTRY_VERIFY( notice( page ).contains( QStringLiteral( "is no snapshot" ) ) );
    }

    void whoDidNothingForAQuarterIsFound()
    {
      auto *page = mRig->open<PeopleMatrixPage>( "mMatrixPage" );
      auto *show = child<QComboBox>( page, "mShowCombo" );
      show->setCurrentIndex( show->findText( QStringLiteral( "No Change in 90 Days" ) ) );
      Q_EMIT show->activated( show->currentIndex() );
      QCOMPARE( page->model().rowCount(), 1 );
      QCOMPARE( page->model().headerData( 0, Qt::Vertical ).toString(), QStringLiteral( "ben" ) );
    }

    void whatWasCollectedInTheMatrixOutlivesAReload()
    {
      auto *page = mRig->open<PeopleMatrixPage>( "mMatrixPage" );
      PeopleMatrixModel &model = page->model();
      const QModelIndex cell = model.index( model.rowCount() - 1, 1 );
      const QString who = cell.data( PeopleModel::KeyRole ).toString();
      QVERIFY( model.setData( cell, QStringLiteral( "editor" ) ) );
      QVERIFY( model.setData( model.index( cell.row(), 0 ), QStringLiteral( "writer" ) ) );
      mRig->server.setProjectRole( mRig->survey, who,
                                   QStringLiteral( "writer" ) ); // somebody else did that one
      QTest::keyClick( page, Qt::Key_F5 );
      QCOMPARE( model.changeCount(), 1 );
      QCOMPARE( model.entries().first().userName, who );
      QCOMPARE( model.entries().first().role, QStringLiteral( "editor" ) );
      QTest::mouseClick( child<QPushButton>( page, "mDiscardButton" ), Qt::LeftButton );
      QTest::keyClick( page, Qt::Key_F5 );
      QCOMPARE( model.changeCount(), 0 );
      auto *filter = child<QLineEdit>( page, "mFilterEdit" );
      filter->setText( QStringLiteral( "nobody" ) );
      QCOMPARE( child<EmptyOverlay>( page, "mEmpty" )->text(),
                QStringLiteral( "Nothing matches “nobody”." ) );
      QTest::mouseClick( child<QPushButton>( page, "mEmptyButton" ), Qt::LeftButton );
      QVERIFY( filter->text().isEmpty() && model.rowCount() > 0 );
    }

    void aPersonOfTheListIsFoundInTheMatrix()
    {
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      Q_EMIT page->matrixWanted( QStringLiteral( "ben" ) );
      auto *matrix = mRig->window->findChild<PeopleMatrixPage *>();
      QVERIFY( matrix->isVisible() );
      QTRY_COMPARE( matrix->model().rowCount(), 1 );
    }
};

QTEST_MAIN( TestPeopleWork )
#include "test_peoplework.moc"
