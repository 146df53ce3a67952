// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/detailsdialog.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peopledomaindialog.h"
#include "plugin/dialogs/peopledomainpage.h"
#include "plugin/dialogs/peopleexport.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewindow.h"
#include "plugin/dialogs/projectbrowserdialog.h"
#include "plugin/dialogs/resources.h"
#include "plugin/dialogs/signindialog.h"
#include "plugin/dialogs/statuspanel.h"
#include "tests/dialogs/fakeengine.h"
#include "tests/dialogs/peoplerig.h"
#include "tests/dialogs/pictures.h"
#include "tests/dialogs/widgetwalk.h"

#include <QDialogButtonBox>
#include <QFont>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTranslator>

using namespace syncline;
using namespace syncline::people;

/**
 * Every window, whoever made it, under the same rules: names for screen readers, Tab reaches everything in the order drawn, a
 * disabled button says why, no text is cut at 200 % or with a larger font, and it can be read on dark ground. A new window needs a
 * row in windows() and nothing else.
 */
class TestEveryWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleRig> mRig;
    std::unique_ptr<FakeEngine> mEngine;
    std::unique_ptr<FakeHost> mHost;
    std::unique_ptr<Downloads> mDownloads;
    std::unique_ptr<QWidget> mParent;
    std::unique_ptr<QWidget> mWindow;
    std::unique_ptr<QTranslator> mPlurals;
    QFont mFont;
    QPalette mLight;

    PeopleWindow *people( const char *tab )
    {
      auto *window = new PeopleWindow( mRig->people() );
      window->setAttribute( Qt::WA_DeleteOnClose, false );
      window->show();
      auto *tabs = window->findChild<QTabWidget *>( QStringLiteral( "mTabs" ) );
      tabs->setCurrentWidget( window->findChild<QWidget *>( QLatin1String( tab ) ) );
      return window;
    }
    std::shared_ptr<PeopleDirectory> members()
    {
      return std::make_shared<MerginDirectory>(
        *mRig->account.api(), mRig->clock, MerginDirectory::Place{ QStringLiteral( "field-team" ), {} } );
    }
    QWidget *addPeople()
    {
      AddPeopleDialog::Target target;
      target.directory = members();
      target.scene.workspace = QStringLiteral( "field-team" );
      auto *window = new AddPeopleDialog( mRig->people(), target );
      window->addText( QStringLiteral( "ben, eva@example.com, frank@ex" ) );
      return window;
    }
    QWidget *review()
    {
      auto *window = new PeopleReviewDialog( mRig->people() );
      window->bulk().setDirectory( members(), {} );
      PersonEntry entry;
      entry.userName = QStringLiteral( "ben" );
      entry.line = 1;
      Intent intent;
      intent.isRemoval = true;
      window->bulk().propose( { entry }, intent );
      return window;
    }
    QWidget *domain()
    {
      mRig->fillDomain();
      PeopleWindow *window = people( "mDomainPage" );
      DomainSettings settings;
      settings.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
      window->findChild<PeopleDomainPage *>()->presenter().open( settings, "test-key" );
      return window;
    }
    QWidget *import( int page )
    {
      PeopleImportWizard::Target target{ members(), {}, {} };
      auto *window = new PeopleImportWizard( mRig->people(), target );
      window->show();
      window->findChild<QPlainTextEdit *>()->setPlainText(
        page == 1 ? QStringLiteral( "email,role\nben@example.com,reader\n" )
                  : QStringLiteral( "ben, eva@example.com" ) );
      if ( page > 0 &&
           QTest::qWaitFor( [window] { return window->button( QWizard::NextButton )->isEnabled(); } ) )
        window->next();
      if ( page == 3 )
        QTest::mouseClick( window->button( QWizard::CommitButton ), Qt::LeftButton );
      return window;
    }
    QWidget *exportChoices()
    {
      PeopleExportChoices choices;
      for ( const char *name : { "E-Mail", "User Name", "Role", "Project" } )
        choices.columns.append( { QLatin1String( name ), QLatin1String( name ) } );
      choices.hasSubdomains = true;
      return new PeopleExportDialog( choices );
    }
    QWidget *help()
    {
      QWidget *window = people( "mMembersPage" );
      mParent.reset( window );
      QTest::mouseClick( window->findChild<QDialogButtonBox *>( QStringLiteral( "mButtonBox" ) )
                           ->button( QDialogButtonBox::Help ),
                         Qt::LeftButton );
      auto *shown = window->findChild<PeopleHelp *>();
      shown->setParent( nullptr, Qt::Window ); // the window goes by itself here
      return shown;
    }
    QWidget *panel()
    {
      auto *window = new StatusPanel;
      ProjectFacts facts;
      window->setState( projectStateOf( facts ) );
      return window;
    }

    QWidget *make( const QString &name )
    {
      if ( name == QLatin1String( "signin" ) )
        return new SignInDialog( mRig->account );
      if ( name == QLatin1String( "projects" ) )
        return new ProjectBrowserDialog( { mRig->account, *mEngine, *mDownloads } );
      if ( name == QLatin1String( "dock" ) )
        return panel();
      if ( name == QLatin1String( "details" ) )
        return new DetailsDialog( QStringLiteral( "net.offline\nOffline: refused" ) );
      if ( name == QLatin1String( "people-add" ) )
        return addPeople();
      if ( name == QLatin1String( "people-review" ) )
        return review();
      if ( name == QLatin1String( "people-domain" ) )
        return domain();
      if ( name == QLatin1String( "people-domain-dialog" ) )
        return new PeopleDomainDialog( mRig->account.keepPlaces() );
      if ( name == QLatin1String( "people-user" ) )
        return new PeopleDetailsDialog( QStringLiteral( "ben" ),
                                        { { QStringLiteral( "Name" ), QStringLiteral( "Ben" ) } } );
      if ( name == QLatin1String( "people-export" ) )
        return exportChoices();
      if ( name == QLatin1String( "people-help" ) )
        return help();
      if ( name == QLatin1String( "import-file" ) )
        return import( 0 );
      if ( name == QLatin1String( "import-columns" ) )
        return import( 1 );
      if ( name == QLatin1String( "import-review" ) )
        return import( 2 );
      if ( name == QLatin1String( "import-run" ) )
        return import( 3 );
      return people( name.toLatin1().constData() );
    }

    void windows()
    {
      QTest::addColumn<QString>( "name" );
      for ( const char *name : { "signin",
                                 "projects",
                                 "dock",
                                 "details",
                                 "mMembersPage",
                                 "mCollaboratorsPage",
                                 "mMatrixPage",
                                 "mInvitationsPage",
                                 "mDomainPage",
                                 "people-domain",
                                 "people-domain-dialog",
                                 "people-user",
                                 "people-add",
                                 "people-review",
                                 "people-export",
                                 "people-help",
                                 "import-file",
                                 "import-columns",
                                 "import-review",
                                 "import-run" } )
        QTest::newRow( name ) << QString::fromLatin1( name );
    }
    void open( const QString &name )
    {
      mWindow.reset( make( name ) );
      mWindow->setAttribute( Qt::WA_DeleteOnClose, false );
      mWindow->show();
      QCoreApplication::processEvents();
    }
    void check( const QStringList &wrong )
    {
      QVERIFY2( wrong.isEmpty(), qPrintable( QLatin1Char( '\n' ) + wrong.join( QLatin1Char( '\n' ) ) ) );
    }

  private Q_SLOTS:
    void initTestCase()
    {
      mFont = QApplication::font();
      mLight = QApplication::palette();
      mPlurals = loadTranslation( QStringLiteral( "en" ) );
      QCoreApplication::installTranslator( mPlurals.get() );
    }
    void init()
    {
      mRig = std::make_unique<PeopleRig>();
      mRig->signIn();
      mEngine = std::make_unique<FakeEngine>();
      mHost = std::make_unique<FakeHost>();
      mDownloads = std::make_unique<Downloads>( mRig->account, *mEngine, *mHost );
    }
    void cleanup()
    {
      mWindow.reset();
      mParent.reset();
      mDownloads.reset();
      mEngine.reset();
      mRig.reset();
      qApp->setStyleSheet( QString() );
      QApplication::setFont( mFont );
      QApplication::setPalette( mLight );
    }

    void theWalkFindsWhatIsWrong()
    {
      QWidget window;
      window.setObjectName( QStringLiteral( "Bad" ) );
      window.resize( 400, 300 );
      QLineEdit nameless( &window );
      nameless.setGeometry( 0, 0, 100, 30 );
      QPushButton silent( QStringLiteral( "Silent" ), &window );
      silent.setGeometry( 0, 40, 120, 30 );
      silent.setEnabled( false );
      QLabel cut( QStringLiteral( "a sentence that is far longer than its label" ), &window );
      cut.setGeometry( 0, 80, 40, 20 );
      QLabel faint( QStringLiteral( "faint" ), &window );
      faint.setGeometry( 0, 120, 100, 30 );
      QPalette pale = faint.palette();
      pale.setColor( QPalette::WindowText, pale.color( QPalette::Window ).darker( 110 ) );
      faint.setPalette( pale );
      QPushButton low( QStringLiteral( "low" ), &window );
      low.setGeometry( 0, 250, 120, 40 );
      QPushButton high( QStringLiteral( "high" ), &window );
      high.setGeometry( 0, 160, 120, 40 );
      QPushButton middle( QStringLiteral( "middle" ), &window );
      middle.setGeometry( 0, 200, 120, 40 );
      QWidget::setTabOrder( &low, &middle );
      QWidget::setTabOrder( &middle, &high );
      window.show();
      QCOMPARE( walk::withoutName( window ).size(), 1 );
      QCOMPARE( walk::disabledWithoutReason( window ).size(), 1 );
      QCOMPARE( walk::cutText( window ).size(), 1 );
      QCOMPARE( walk::faintText( window ).size(), 1 );
      QVERIFY( walk::tabTrouble( window ).size() >= 2 );
    }

    void everyControlHasAName_data() { windows(); }
    void everyControlHasAName()
    {
      QFETCH( QString, name );
      open( name );
      check( walk::withoutName( *mWindow ) );
    }

    void tabComesByEverythingInTheOrderDrawn_data() { windows(); }
    void tabComesByEverythingInTheOrderDrawn()
    {
      QFETCH( QString, name );
      open( name );
      check( walk::tabTrouble( *mWindow ) );
    }

    void theTabKeyWalksThroughEveryWindow_data() { windows(); }
    void theTabKeyWalksThroughEveryWindow()
    {
      QFETCH( QString, name );
      open( name );
      check( walk::tabKeyTrouble( *mWindow ) );
    }

    void whatIsDisabledSaysWhy_data() { windows(); }
    void whatIsDisabledSaysWhy()
    {
      QFETCH( QString, name );
      open( name );
      check( walk::disabledWithoutReason( *mWindow ) );
    }

    //! 1920 × 1080 at 200 % leaves 960 × 540.
    void nothingIsCutOnASmallScreen_data() { windows(); }
    void nothingIsCutOnASmallScreen()
    {
      QFETCH( QString, name );
      open( name );
      if ( mWindow->isWindow() && name != QLatin1String( "dock" ) )
        mWindow->resize( mWindow->size().boundedTo( QSize( 960, 540 ) ) );
      QCoreApplication::processEvents();
      const QSize least = mWindow->minimumSizeHint();
      QVERIFY2( least.width() <= 960 && least.height() <= 540,
                qPrintable( QStringLiteral( "needs %1×%2" ).arg( least.width() ).arg( least.height() ) ) );
      check( walk::cutText( *mWindow ) );
    }

    void nothingIsCutWithALargerFont_data() { windows(); }
    void nothingIsCutWithALargerFont()
    {
      QFETCH( QString, name );
      QFont larger = mFont;
      larger.setPointSizeF( mFont.pointSizeF() * 1.5 );
      QApplication::setFont( larger );
      open( name );
      mWindow->resize( mWindow->size().expandedTo( mWindow->sizeHint() ) );
      QCoreApplication::processEvents();
      check( walk::cutText( *mWindow ) );
    }

    //! As when somebody chooses another theme in QGIS's options while the window is open.
    void placeholdersFollowATheme()
    {
      for ( const char *name : { "mMembersPage", "people-add", "import-file", "people-domain-dialog" } )
      {
        QApplication::setPalette( mLight );
        open( QLatin1String( name ) );
        makeDark();
        QPalette faint = QApplication::palette();
        faint.setColor( QPalette::PlaceholderText, QColor( 0x53, 0x53, 0x53 ) ); // that of Night Mapping
        QApplication::setPalette( faint );
        const auto edits = mWindow->findChildren<QLineEdit *>();
        QVERIFY( !edits.isEmpty() );
        for ( const QLineEdit *edit : edits )
          QTRY_VERIFY2( edit->palette().color( QPalette::PlaceholderText ).lightness() > 0x99 &&
                          edit->palette().color( QPalette::PlaceholderText ).alphaF() > 0.7F,
                        qPrintable( edit->objectName() ) );
      }
    }

    //! QGIS's themes are style sheets, set before the colours that go with them.
    void whatAThemeLeavesFaintIsReadable()
    {
      for ( const char *name : { "mMembersPage", "people-add", "import-file", "people-domain-dialog" } )
      {
        QApplication::setPalette( mLight );
        qApp->setStyleSheet( QStringLiteral( "QLabel { padding: 0px; }" ) );
        open( QLatin1String( name ) );
        qApp->setStyleSheet( QStringLiteral(
          "QWidget { background-color: #323232; } QLabel { color: #aaa; }"
          "QLineEdit { padding: 1px; border: 1px solid #535353; background-color: #202020; }"
          "QPushButton, QComboBox, QToolButton { background-color: #4e4e4e; color: #aaa; border: 1px solid #202020; }" ) );
        makeDark();
        const auto edits = mWindow->findChildren<QLineEdit *>();
        for ( const QLineEdit *edit : edits )
          QTRY_VERIFY2( edit->palette().color( QPalette::PlaceholderText ).lightness() > 0x99,
                        qPrintable( edit->objectName() ) );
        for ( QPushButton *button : mWindow->findChildren<QPushButton *>() )
          if ( button->isEnabled() && button->isVisible() )
            QTRY_COMPARE( button->palette().color( QPalette::Active, QPalette::ButtonText ),
                          QColor( 0xdd, 0xdd, 0xdd ) );
        QVERIFY( savePicture( *mWindow, QStringLiteral( "night-" ) + QLatin1String( name ) ) );
        qApp->setStyleSheet( QString() );
        QApplication::setPalette( mLight );
        QTRY_VERIFY( mWindow->styleSheet().isEmpty() );
      }
    }

    void everythingCanBeReadInTheDark_data() { windows(); }
    void everythingCanBeReadInTheDark()
    {
      QFETCH( QString, name );
      makeDark();
      open( name );
      QVERIFY( savePicture( *mWindow, QStringLiteral( "dark-" ) + name ) );
      check( walk::faintText( *mWindow ) );
    }
};

QTEST_MAIN( TestEveryWindow )
#include "test_everywindow.moc"
