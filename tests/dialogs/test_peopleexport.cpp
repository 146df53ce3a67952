// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleexport.h"

#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewindow.h"
#include "plugin/dialogs/peoplewords.h"
#include "tests/dialogs/peoplerig.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
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

    void theHelpOfARoleIsThatOfTheRoleShown()
    {
      AddPeopleDialog *add = openAdd( QString() );
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
