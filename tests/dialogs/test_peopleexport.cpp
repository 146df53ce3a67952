// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleexport.h"

#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peopledomainpage.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewindow.h"
#include "plugin/dialogs/peoplewords.h"
#include "tests/dialogs/peoplerig.h"
#include "tests/dialogs/pictures.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

using namespace syncline;
using namespace syncline::people;

//! What stands around the lists: how they are saved, help, and the list of Add People while it is being made.
class TestPeopleExport : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleRig> mRig;
    //! Presses Export and Save, and answers where; what the file holds.
    QByteArray exported( PeoplePage *page, const std::function<void( QWidget *dialog )> &choose )
    {
      press( page, "mExportButton" );
      QPointer<PeopleExportDialog> dialog = page->findChild<PeopleExportDialog *>();
      if ( !dialog )
        return "no dialog";
      choose( dialog );
      QTest::mouseClick( child<QDialogButtonBox>( dialog, "mButtonBox" )->button( QDialogButtonBox::Save ),
                         Qt::LeftButton );
      QPointer<QFileDialog> chooser = page->findChild<QFileDialog *>();
      if ( !chooser )
        return "no chooser";
      const QString path = mRig->folder.filePath( QStringLiteral( "crew" ) );
      Q_EMIT chooser->fileSelected( path );
      delete chooser;
      delete dialog;
      QFile file( path );
      return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArrayLiteral( "no file" );
    }
    static void pick( QWidget *dialog, const char *combo, int index )
    {
      child<QComboBox>( dialog, combo )->setCurrentIndex( index );
    }
    AddPeopleDialog *openAdd( const QString &names )
    {
      press( mRig->open<PeoplePage>( "mMembersPage" ), "mAddButton" );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      add->addText( names );
      return add;
    }
    static QStringList people( AddPeopleDialog *add )
    {
      QStringList names;
      for ( const PlannedRow &row : add->bulk().model().plan().rows )
        names.append( row.person() );
      return names;
    }

  private Q_SLOTS:
    void init()
    {
      QSettings().remove( QStringLiteral( "syncline/ui/people/export" ) );
      mRig = std::make_unique<PeopleRig>();
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->signIn();
    }
    void cleanup()
    {
      mRig->close();
      mRig.reset();
      QSettings().remove( QStringLiteral( "syncline/ui/people/export" ) );
    }

    void aListIsSavedWithTheColumnsAndSeparatorsThatWereChosen()
    {
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      QByteArray bytes = exported( page, []( QWidget * ) {} );
      QVERIFY2( bytes.contains( "email,username,role,project" ), bytes.constData() );
      QVERIFY2( bytes.contains( "ben@example.com,ben,writer" ), bytes.constData() );
      bytes = exported( page,
                        []( QWidget *dialog )
                        {
                          pick( dialog, "mDelimiterCombo", 1 );
                          auto *columns = child<QListWidget>( dialog, "mColumnsList" );
                          columns->item( 1 )->setCheckState( Qt::Unchecked );
                          columns->item( 3 )->setCheckState( Qt::Unchecked );
                        } );
      QVERIFY2( bytes.startsWith( "email;role" ) && bytes.contains( "ben@example.com;writer" ),
                bytes.constData() );
      bytes = exported( page, []( QWidget *dialog ) { pick( dialog, "mFormatCombo", 1 ); } );
      const QJsonObject ben = QJsonDocument::fromJson( bytes ).array().first().toObject();
      QCOMPARE( ben.keys(),
                ( QStringList{ QStringLiteral( "email" ), QStringLiteral( "role" ) } ) ); // remembered
    }

    void nothingIsSavedWithoutAColumn()
    {
      PeopleExportChoices choices;
      choices.columns = { { QStringLiteral( "email" ), QStringLiteral( "E-Mail" ) } };
      PeopleExportDialog dialog( choices );
      dialog.setAttribute( Qt::WA_DeleteOnClose, false );
      dialog.show();
      QPushButton *save = child<QDialogButtonBox>( &dialog, "mButtonBox" )->button( QDialogButtonBox::Save );
      child<QListWidget>( &dialog, "mColumnsList" )->item( 0 )->setCheckState( Qt::Unchecked );
      QVERIFY( !save->isEnabled() && !save->toolTip().isEmpty() );
      child<QListWidget>( &dialog, "mColumnsList" )->item( 0 )->setCheckState( Qt::Checked );
      QVERIFY( save->isEnabled() );
    }

    void helpComesByButtonAndKey()
    {
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      press( page, "mAddButton" );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QTest::mouseClick(
        child<QDialogButtonBox>( mRig->window, "mButtonBox" )->button( QDialogButtonBox::Help ),
        Qt::LeftButton );
      for ( QDialog *window : { static_cast<QDialog *>( mRig->window ), static_cast<QDialog *>( add ) } )
      {
        window->activateWindow();
        QVERIFY( QTest::qWaitForWindowActive( window ) );
        QTest::keyClick( window, Qt::Key_F1 );
        QTRY_COMPARE( window->findChildren<PeopleHelp *>( QString(), Qt::FindDirectChildrenOnly ).size(), 1 );
        auto *help = window->findChild<PeopleHelp *>( QString(), Qt::FindDirectChildrenOnly );
        QVERIFY( help->isVisible() && !help->isModal() );
        const QString text = child<QTextBrowser>( help, "mHelpText" )->toPlainText();
        QVERIFY2( text.contains( words::roleHelp( ProjectRole::Writer, false ) ) &&
                    text.contains( words::roleHelp( WorkspaceRole::Guest ) ),
                  qPrintable( text ) );
        help->close();
      }
    }

    void aCrossTakesItsRowOutOfTheList()
    {
      AddPeopleDialog *add = openAdd( QStringLiteral( "eva@example.com, zoe@example.com, frank@ex" ) );
      auto *view = child<QTreeView>( add, "mReviewView" );
      QVERIFY( !view->isColumnHidden( PeopleReviewModel::TakeOutColumn ) );
      const QModelIndex cross = view->model()->index( 1, PeopleReviewModel::TakeOutColumn );
      const QRect target = view->visualRect( cross );
      QVERIFY2( target.width() >= 24 && target.height() >= 24,
                qPrintable( QStringLiteral( "%1×%2" ).arg( target.width() ).arg( target.height() ) ) );
      QVERIFY( cross.data( Qt::ToolTipRole ).toString().contains( QStringLiteral( "zoe@example.com" ) ) );
      QTest::mouseClick( view->viewport(), Qt::LeftButton, Qt::NoModifier, target.center() );
      QCOMPARE( people( add ),
                ( QStringList{ QStringLiteral( "eva@example.com" ), QStringLiteral( "frank@ex" ) } ) );
      view->setFocus();
      view->setCurrentIndex( view->model()->index( 1, 0 ) );
      QTest::keyClick( view, Qt::Key_Delete );
      QCOMPARE( people( add ), QStringList{ QStringLiteral( "eva@example.com" ) } );
    }

    void whatIsTakenOutAfterARunIsNoOther()
    {
      AddPeopleDialog *add = openAdd( QStringLiteral( "eva@example.com, zoe@example.com" ) );
      press( add, "mRunButton" );
      QCOMPARE( add->bulk().counts().done, 2 );
      add->addText( QStringLiteral( "yan@example.com, frank@ex" ) );
      QCOMPARE( people( add ),
                ( QStringList{ QStringLiteral( "yan@example.com" ), QStringLiteral( "frank@ex" ) } ) );
      press( add, "mRunButton" );
      child<QTreeView>( add, "mReviewView" )->setCurrentIndex( add->bulk().model().index( 1, 0 ) );
      press( add, "mTakeOutButton" );
      QCOMPARE( people( add ), QStringList() ); // one was invited, the other taken out
    }

    void aColumnIsShownWhenItIsWantedAndStays()
    {
      QSettings().remove( QStringLiteral( "syncline/ui/people/collaborators" ) );
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      const int section = page->presenter().model().columnOf( PeopleModel::Column::ReviewBy );
      QHeaderView *header = child<QTreeView>( page, "mPeopleView" )->header();
      QVERIFY( header->isSectionHidden( section ) );
      Q_EMIT header->customContextMenuRequested( QPoint( 5, 5 ) );
      auto *menu = page->findChild<QMenu *>( QString(), Qt::FindDirectChildrenOnly );
      const QList<QMenu *> menus = page->findChildren<QMenu *>( QString(), Qt::FindDirectChildrenOnly );
      for ( QMenu *one : menus )
        menu = one->isVisible() ? one : menu;
      QVERIFY( menu->isVisible() );
      menu->actions().at( section - 1 )->trigger();
      menu->close();
      QVERIFY( !header->isSectionHidden( section ) );
      mRig->close();
      page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      QVERIFY( !child<QTreeView>( page, "mPeopleView" )->header()->isSectionHidden( section ) );
      mRig->close();
      QSettings().remove( QStringLiteral( "syncline/ui/people/collaborators" ) );
    }

    // --- what was shown before

    void aWindowOpensWithWhatTheOneBeforeItShowed()
    {
      auto *before = mRig->open<PeoplePage>( "mMembersPage" );
      QCOMPARE( before->presenter().model().total(), 4 );
      mRig->close();
      mRig->last->hold(); // the server takes its time
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QCOMPARE( page->presenter().model().total(), 4 );
      QVERIFY( child<QLabel>( page, "mCount" )->text().contains( QStringLiteral( "loaded" ) ) );
      const PeopleModel &model = page->presenter().model();
      for ( int row = 0; row < model.rowCount(); ++row ) // nothing may be changed that may not be so any more
        for ( int column = 0; column < model.columnCount(); ++column )
          QVERIFY( !( model.flags( model.index( row, column ) ) & Qt::ItemIsEditable ) );
      QVERIFY( !child<QPushButton>( page, "mAddButton" )->isEnabled() );
      auto *project = child<PeoplePage>( mRig->window, "mCollaboratorsPage" );
      QCOMPARE( child<QComboBox>( project, "mScopeCombo" )->count(), 2 );
      mRig->server.setWorkspaceRole( QStringLiteral( "dan" ), QString() );
      while ( mRig->last->releaseNext() )
        ;
      QCOMPARE( page->presenter().model().total(), 3 );
      QVERIFY( child<QPushButton>( page, "mAddButton" )->isEnabled() );
    }

    void whoIsOfflineReadsOfWhenTheListIs()
    {
      mRig->open<PeoplePage>( "mMembersPage" );
      mRig->close();
      FakeFault gone;
      gone.kind = FakeFault::Kind::Drop;
      gone.times = 0; // from now on
      mRig->server.inject( gone );
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      QCOMPARE( page->presenter().model().total(), 4 );
      const QString said = child<InlineNotice>( page, "mNotice" )->text();
      QVERIFY2( said.startsWith( QStringLiteral( "You are offline. This list was loaded " ) ),
                qPrintable( said ) );
      QVERIFY( child<QPushButton>( page, "mExportButton" )->isEnabled() );
      mRig->server.clearFaults();
      page->presenter().reload();
      QVERIFY( child<QPushButton>( page, "mAddButton" )->isEnabled() );
    }

    void nothingOfTheListsIsLeftAfterSigningOut()
    {
      mRig->open<PeoplePage>( "mMembersPage" );
      mRig->account.signOut();
      mRig->close();
      mRig->isHolding = true;
      mRig->signIn( "ben", "Topsecret1!" );
      QCOMPARE( mRig->open<PeoplePage>( "mMembersPage" )->presenter().model().total(), 0 );
    }

    // --- what this server does not have

    void invitationsNeedANewerServerThanMembersDo()
    {
      mRig->server.change( []( fake::Settings &settings )
                           { settings.version = QStringLiteral( "2025.5.0" ); } );
      mRig->signIn();
      AddPeopleDialog *add = openAdd( QStringLiteral( "eva@example.com" ) );
      QVERIFY( child<QWidget>( add, "mInviteRadio" )->isHidden() );
      QVERIFY( child<QRadioButton>( add, "mCreateRadio" )->isChecked() );
      auto *invitations = child<QWidget>( mRig->window, "mInvitationsPage" );
      const QString said = child<InlineNotice>( invitations, "mNotice" )->text();
      QVERIFY2( said.contains( QStringLiteral( "2025.6.1" ) ), qPrintable( said ) );
      child<QTabWidget>( mRig->window, "mTabs" )->setCurrentWidget( invitations );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "19-people-invitations-old-server-light" ) ) );
    }

    void aCommunityServerHasCollaboratorsAndAccountsAlone()
    {
      mRig = std::make_unique<PeopleRig>( fake::Edition::Community );
      mRig->signIn();
      auto *page = mRig->open<PeoplePage>( "mCollaboratorsPage" );
      auto *tabs = child<QTabWidget>( mRig->window, "mTabs" );
      QStringList shown;
      for ( int i = 0; i < tabs->count(); ++i )
        if ( tabs->isTabVisible( i ) )
          shown.append( tabs->tabText( i ) );
      QCOMPARE( shown, ( QStringList{ QStringLiteral( "Collaborators" ), QStringLiteral( "Access Matrix" ),
                                      QStringLiteral( "Opendatasoft" ) } ) );
      page->presenter().setPlace( PeopleRig::surveyPlace() );
      press( page, "mAddButton" );
      auto *add = mRig->window->findChild<AddPeopleDialog *>();
      QVERIFY( child<QWidget>( add, "mInviteRadio" )->isHidden() );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "15-people-community-light" ) ) );
      QVERIFY( savePicture( *add, QStringLiteral( "21-addpeople-community-light" ) ) );
    }

    void whoMayNotSeeMembersReadsWhoCan()
    {
      mRig->server.setWorkspaceRole( QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      mRig->server.setProjectRole( mRig->survey, QStringLiteral( "carla" ), QStringLiteral( "owner" ) );
      mRig->signIn( "ben", "Topsecret1!" );
      auto *page = mRig->open<PeoplePage>( "mMembersPage" );
      const QString said = child<InlineNotice>( page, "mNotice" )->text();
      QVERIFY2( said.startsWith( QStringLiteral( "You are Writer in field-team." ) ), qPrintable( said ) );
      // The server tells the owners of the workspace to nobody else; whoever owns the project can be asked.
      QVERIFY2( said.endsWith( QStringLiteral( "Owners of survey-2026: carla." ) ), qPrintable( said ) );
      QVERIFY( !child<QPushButton>( page, "mAddButton" )->isEnabled() );
      QVERIFY( savePicture( *mRig->window, QStringLiteral( "17-people-members-read-only-light" ) ) );
    }

    void aKeyWithoutRightsIsOneSentence()
    {
      mRig->domain.addKeyWithoutRights( "weak-key" );
      auto *page = mRig->open<PeopleDomainPage>( "mDomainPage" );
      DomainSettings domain;
      domain.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
      page->presenter().open( domain, "weak-key" );
      QCOMPARE(
        child<InlineNotice>( page, "mNotice" )->text(),
        QStringLiteral( "This API key may not list users. The domain's administrator can allow it." ) );
      auto *step = child<QPushButton>( page, "mNoticeButton" );
      QCOMPARE( step->text(), QStringLiteral( "Copy Request" ) );
      QTest::mouseClick( step, Qt::LeftButton );
      QVERIFY( QGuiApplication::clipboard()->text().contains( QStringLiteral( "data.example.com" ) ) );
      page->presenter().open( domain, "wrong" );
      QCOMPARE( step->text(), QStringLiteral( "Change Key…" ) );
      QCOMPARE( child<InlineNotice>( page, "mNotice" )->text(),
                QStringLiteral( "The domain does not know this API key." ) );
    }

    void aServerThatAsksToWaitIsWaitedForInSight()
    {
      AddPeopleDialog *add = openAdd( QStringLiteral( "eva@example.com, zoe@example.com" ) );
      FakeFault fault;
      fault.verb = "POST";
      fault.pathPattern = QStringLiteral( "*/invitations" );
      fault.status = 429;
      fault.nth = 2;
      mRig->server.inject( fault );
      press( add, "mRunButton" );
      auto *notice = child<InlineNotice>( add, "mNotice" );
      QVERIFY( add->bulk().isRunning() );
      QCOMPARE( notice->text(),
                QStringLiteral( "The server asks to wait 5 s. The rest goes on by itself then." ) );
      while ( add->bulk().isRunning() && mRig->clock.advanceToNext() )
      {
      }
      QCOMPARE( add->bulk().counts().done, 2 );
      QVERIFY( !notice->isVisible() );
    }

    void theHelpOfARoleIsThatOfTheRoleShown()
    {
      AddPeopleDialog *add = openAdd( QString() );
      QTest::mouseClick( child<QPushButton>( add, "mRoleHelpButton" ), Qt::LeftButton );
      auto *help = child<QTextBrowser>( add, "mHelpText" );
      QVERIFY( help && help->toPlainText().contains( words::roleHelp( ProjectRole::Editor, false ) ) );
      auto *roles = child<QComboBox>( add, "mRoleCombo" );
      for ( const char *wire : { "reader", "editor", "owner" } )
      {
        roles->setCurrentIndex( roles->findData( QLatin1String( wire ) ) );
        QCOMPARE( child<QLabel>( add, "mRoleHelpLabel" )->text(),
                  words::roleHelp( *workspaceRoleFromWire( QLatin1String( wire ) ) ) );
      }
    }
};

QTEST_MAIN( TestPeopleExport )
#include "test_peopleexport.moc"
