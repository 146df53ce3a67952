// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplematrixpage.h"

#include "core/api/endpoints_people.h"
#include "core/net/chain.h"
#include "core/people/lastchanges.h"
#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/inworker.h"
#include "plugin/dialogs/peopledelegate.h"
#include "plugin/dialogs/peopleexport.h"
#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/rowheads.h"
#include "ui_peoplematrix.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

namespace syncline
{
  using namespace people;
  using Show = PeopleMatrixModel::Show;

  namespace
  {
    constexpr int LETTERS = 22;
    constexpr int LETTERS_WITH_BEFORE = 34; // "Writer (was Reader)", in bold
  }                                         // namespace

  PeopleMatrixPage::PeopleMatrixPage( const PeopleParts &parts, QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::PeopleMatrixPage>() )
    , mParts( parts )
    , mDelegate( new RoleDelegate( this ) )
    , mRoleMenu( new QMenu( this ) )
  {
    mUi->setupUi( this );
    QTableView *view = mUi->mMatrixView;
    view->setVerticalHeader( new RowHeads( view ) );
    view->setModel( &mModel );
    view->setItemDelegate( mDelegate );
    const int letter = view->fontMetrics().averageCharWidth();
    view->horizontalHeader()->setDefaultSectionSize( LETTERS * letter );
    view->verticalHeader()->setDefaultSectionSize( view->fontMetrics().height() + 16 );
    view->verticalHeader()->setMinimumWidth( 16 * letter );
    mEmpty = new EmptyOverlay( view );
    QStringList roles{ QStringLiteral( "none" ) };
    roles += projectRoleNames();
    mDelegate->setRoles( roles, false );
    for ( const QString &wire : std::as_const( roles ) )
      connect( mRoleMenu->addAction( wire == QLatin1String( "none" ) ? tr( "No Role Set Here" )
                                                                     : words::roleNameOfWire( wire ) ),
               &QAction::triggered, this, [this, wire] { setRoleOfSelected( wire ); } );
    mUi->mSetRoleButton->setMenu( mRoleMenu );
    mUi->mShowCombo->addItem( tr( "Everyone" ), int( Show::Everyone ) );
    mUi->mShowCombo->addItem( tr( "External Addresses" ), int( Show::External ) );
    mUi->mShowCombo->addItem( tr( "Owners" ), int( Show::Owners ) );
    mUi->mShowCombo->addItem( tr( "No Change in %1 Days" ).arg( HISTORY_DAYS ), int( Show::Quiet ) );
    makeSnapshotMenu();
    connectControls();
    showState();
  }

  PeopleMatrixPage::~PeopleMatrixPage() = default;

  void PeopleMatrixPage::connectControls()
  {
    connect( mUi->mFilterEdit, &QLineEdit::textChanged, &mModel, &PeopleMatrixModel::setFilter );
    connect( mUi->mShowCombo, QOverload<int>::of( &QComboBox::activated ), this,
             [this]
             {
               const Show show = Show( mUi->mShowCombo->currentData().toInt() );
               mModel.setShow( show );
               if ( show == Show::Quiet )
                 readHistories();
             } );
    connect( mUi->mScopeCombo, QOverload<int>::of( &QComboBox::activated ), this,
             [this] { Q_EMIT workspaceChosen( mUi->mScopeCombo->currentText() ); } );
    connect( mUi->mReloadButton, &QPushButton::clicked, this, &PeopleMatrixPage::reload );
    connect( mUi->mDiscardButton, &QPushButton::clicked, &mModel, &PeopleMatrixModel::discard );
    connect( mUi->mReviewButton, &QPushButton::clicked, this,
             [this] { Q_EMIT reviewWanted( mModel.entries() ); } );
    connect( mUi->mExportButton, &QPushButton::clicked, this, &PeopleMatrixPage::exportTable );
    connect( &mModel, &PeopleMatrixModel::changesChanged, this, &PeopleMatrixPage::showState );
    connect( &mModel, &PeopleMatrixModel::modelReset, this, &PeopleMatrixPage::showState );
    connect( mEmpty, &EmptyOverlay::buttonPressed, this, [this] { showPerson( QString() ); } );
    connect( mUi->mMatrixView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
             &PeopleMatrixPage::showState );
    connect( mUi->mMatrixView->horizontalScrollBar(), &QScrollBar::valueChanged, this,
             &PeopleMatrixPage::readMore );
    connect( &mParts.account, &Account::aboutToChange, this,
             [this]
             {
               mReceiver.reset();
               mInFlight = 0;
               mProjects.clear();
               mMembers.clear();
               mAsked.clear();
               mModel.setProjects( {}, UserId() );
             } );
  }

  void PeopleMatrixPage::setScopes( const QList<PeopleScope> &workspaces, const QString &workspace )
  {
    if ( workspace != mWorkspace )
      mMembers.clear();
    mWorkspace = workspace;
    mUi->mScopeCombo->clear();
    for ( const PeopleScope &one : workspaces )
      mUi->mScopeCombo->addItem( one.text );
    mUi->mScopeCombo->setCurrentText( workspace );
  }

  void PeopleMatrixPage::setMembers( const QList<WorkspaceMember> &members )
  {
    mMembers = members;
    if ( !mProjects.isEmpty() )
      mModel.setMembers( members );
  }

  void PeopleMatrixPage::setProjects( const QList<PeopleMatrixModel::Project> &projects )
  {
    mProjects = projects;
    reload();
  }

  void PeopleMatrixPage::reload()
  {
    mReceiver = std::make_unique<QObject>();
    mInFlight = 0;
    mAsked.clear();
    const SessionData session = mParts.account.sessionData();
    mModel.setProjects( mProjects, session.auth ? session.auth->userId : UserId() );
    if ( !mProjects.isEmpty() )
      mModel.setMembers( mMembers );
    showState();
    readMore();
  }

  void PeopleMatrixPage::showEvent( QShowEvent *event )
  {
    QWidget::showEvent( event );
    readMore();
  }

  //! The next one that nobody asked for: in sight before out of sight.
  int PeopleMatrixPage::nextColumn() const
  {
    const QTableView *view = mUi->mMatrixView;
    const int first = qMax( 0, view->columnAt( 0 ) );
    for ( int i = 0; i < mProjects.size(); ++i )
    {
      const int column = ( first + i ) % int( mProjects.size() );
      if ( !mAsked.contains( column ) )
        return column;
    }
    return -1;
  }

  void PeopleMatrixPage::readMore()
  {
    ApiClient *api = mParts.account.api();
    if ( !api || !mReceiver || !mParts.account.isSignedIn() || !isVisible() )
      return;
    while ( mInFlight < IN_FLIGHT )
    {
      const int column = nextColumn();
      if ( column < 0 )
        return;
      mAsked.insert( column );
      ++mInFlight;
      api->call( endpoints::collaborators( mProjects.at( column ).id ) )
        .then( mReceiver.get(),
               [this, column]( const Result<QList<Collaborator>> &people ) { gotColumn( column, people ); } );
    }
  }

  void PeopleMatrixPage::gotColumn( int column, const Result<QList<Collaborator>> &people )
  {
    --mInFlight;
    if ( people )
      mModel.setColumn( column, *people );
    else
      mModel.setHidden( column );
    if ( !people && people.error().kind != ErrorKind::Forbidden &&
         people.error().kind != ErrorKind::NotFound )
    {
      ErrorScene scene;
      scene.host = mParts.account.host();
      mUi->mNotice->say( Severity::Warning, words::describePeople( people.error(), scene ).sentence );
    }
    showState();
    readMore();
  }

  void PeopleMatrixPage::showState()
  {
    const int changes = mModel.changeCount();
    const int all = int( mProjects.size() );
    mUi->mCount->setText(
      all == 0 ? QString() : tr( "%1 of %2 projects loaded" ).arg( mModel.loadedCount() ).arg( all ) );
    mUi->mReviewButton->setText( tr( "Review %n Change(s)…", nullptr, changes ) );
    for ( QPushButton *button : { mUi->mReviewButton, mUi->mDiscardButton } )
    {
      button->setEnabled( changes > 0 );
      button->setToolTip( changes == 0                   ? tr( "No cell was changed" )
                          : button == mUi->mReviewButton ? tr( "See the changes before they are sent" )
                                                         : tr( "Forget the changes that are not applied" ) );
    }
    const bool hasSelection = mUi->mMatrixView->selectionModel()->hasSelection();
    mUi->mSetRoleButton->setEnabled( hasSelection );
    mUi->mSetRoleButton->setToolTip( hasSelection ? tr( "Give the selected cells another role" )
                                                  : tr( "Select cells first" ) );
    if ( all == 0 )
      mEmpty->say( tr( "There are no projects here." ) );
    else if ( mModel.rowCount() == 0 && mModel.loadedCount() > 0 )
      mEmpty->say( mUi->mFilterEdit->text().isEmpty()
                     ? tr( "Nothing matches." )
                     : tr( "Nothing matches “%1”." ).arg( mUi->mFilterEdit->text() ),
                   tr( "Clear Filter" ) );
    else
      mEmpty->clear();
  }

  void PeopleMatrixPage::setRoleOfSelected( const QString &wire )
  {
    const QModelIndexList cells = mUi->mMatrixView->selectionModel()->selectedIndexes();
    for ( const QModelIndex &cell : cells )
      mModel.setData( cell, wire );
  }

  void PeopleMatrixPage::exportTable()
  {
    PeopleExportChoices choices;
    choices.hasJson = false;
    PeopleExportDialog::ask( this, choices, QStringLiteral( "%1-access" ).arg( mWorkspace ),
                             [this]( const QString &path, const PeopleExport &how )
                             { write( path, how.delimiter ); } );
  }

  //! Always with commas: the comparison reads it back.
  void PeopleMatrixPage::saveSnapshot( const QString &name )
  {
    askWhereToSave( this, name, tr( "CSV files (*.csv)" ),
                    [this]( const QString &path ) { write( path, QLatin1Char( ',' ) ); } );
  }

  void PeopleMatrixPage::write( const QString &path, QChar delimiter )
  {
    const Result<void> saved = writePeopleFile( path, mModel.csv( delimiter ).toUtf8() );
    mUi->mNotice->say( saved ? Severity::Done : Severity::Warning,
                       saved ? tr( "Saved as “%1”." ).arg( path )
                             : tr( "“%1” cannot be written." ).arg( path ) );
  }

  void PeopleMatrixPage::showPerson( const QString &userName )
  {
    mUi->mShowCombo->setCurrentIndex( 0 );
    mModel.setShow( Show::Everyone );
    mUi->mFilterEdit->setText( userName );
  }

  // --- then and now

  void PeopleMatrixPage::makeSnapshotMenu()
  {
    auto *menu = new QMenu( this );
    connect( menu->addAction( tr( "Save Snapshot…" ) ), &QAction::triggered, this,
             [this]
             {
               const QString day = mParts.clock.now().date().toString( Qt::ISODate );
               saveSnapshot( QStringLiteral( "%1-access-%2.csv" ).arg( mWorkspace, day ) );
             } );
    connect( menu->addAction( tr( "Compare with Snapshot…" ) ), &QAction::triggered, this,
             &PeopleMatrixPage::chooseSnapshot );
    QAction *end = menu->addAction( tr( "End Comparison" ) );
    connect( end, &QAction::triggered, this,
             [this]
             {
               mModel.setSnapshot( std::nullopt );
               mUi->mShowCombo->removeItem( mUi->mShowCombo->findData( int( Show::Differing ) ) );
               mModel.setShow( Show( mUi->mShowCombo->currentData().toInt() ) );
               mUi->mNotice->clear();
             } );
    connect( menu, &QMenu::aboutToShow, end, [this, end] { end->setEnabled( mModel.hasSnapshot() ); } );
    mUi->mSnapshotButton->setMenu( menu );
  }

  void PeopleMatrixPage::chooseSnapshot()
  {
    auto *chooser =
      new QFileDialog( this, tr( "Compare with Snapshot" ), QString(), tr( "CSV files (*.csv)" ) );
    chooser->setAttribute( Qt::WA_DeleteOnClose );
    chooser->setFileMode( QFileDialog::ExistingFile );
    connect( chooser, &QFileDialog::fileSelected, this, &PeopleMatrixPage::compareWith );
    chooser->show();
  }

  void PeopleMatrixPage::compareWith( const QString &path )
  {
    inWorker(
      this,
      [path]() -> Result<PeopleSnapshot>
      {
        SYNCLINE_TRY( bytes, readPeopleFile( path ) );
        return PeopleSnapshot::fromCsv( bytes );
      },
      [this, name = QFileInfo( path ).fileName()]( const Result<PeopleSnapshot> &snapshot )
      {
        if ( !snapshot )
        {
          mUi->mNotice->say( Severity::Warning,
                             tr( "“%1” is no snapshot: choose a file that was saved here." ).arg( name ) );
          return;
        }
        mModel.setSnapshot( *snapshot );
        const int letter = mUi->mMatrixView->fontMetrics().averageCharWidth();
        mUi->mMatrixView->horizontalHeader()->setDefaultSectionSize( LETTERS_WITH_BEFORE * letter );
        if ( mUi->mShowCombo->findData( int( Show::Differing ) ) < 0 )
          mUi->mShowCombo->addItem( tr( "Changed Since Snapshot" ), int( Show::Differing ) );
        const QStringList gone = mModel.goneSinceSnapshot();
        const QString told =
          tr( "%n difference(s) from “%1”.", nullptr, mModel.differenceCount() ).arg( name );
        mUi->mNotice->say(
          Severity::Info,
          gone.isEmpty() ? told
                         : tr( "%1 No longer there: %2." ).arg( told, gone.join( QStringLiteral( ", " ) ) ) );
      } );
  }

  //! Who changed something lately, anywhere in the workspace.
  void PeopleMatrixPage::readHistories()
  {
    ApiClient *api = mParts.account.api();
    if ( !api || !mReceiver || mModel.isActivityKnown() || mProjects.isEmpty() )
      return;
    const QDateTime since = mParts.clock.now().addDays( -HISTORY_DAYS );
    mUi->mNotice->say( Severity::Info,
                       tr( "Reading the history of %n project(s)…", nullptr, int( mProjects.size() ) ) );
    gathered<LastChanges>( mReceiver.get(), int( mProjects.size() ), IN_FLIGHT,
                           [api, projects = mProjects, since]( int index )
                           { return lastChanges( *api, projects.at( index ).name, since ); } )
      .then( mReceiver.get(),
             [this, since]( const Result<QList<Result<LastChanges>>> &all )
             {
               if ( !all )
                 return;
               QSet<QString> active;
               int unread = 0;
               for ( const Result<LastChanges> &one : *all )
               {
                 unread += one ? 0 : 1;
                 const LastChanges changes = one.value_or( LastChanges() );
                 for ( auto it = changes.cbegin(); it != changes.cend(); ++it )
                   if ( it->when >= since )
                     active.insert( it.key() );
               }
               mModel.setActive( active );
               if ( unread == 0 )
                 mUi->mNotice->clear();
               else
                 mUi->mNotice->say(
                   Severity::Warning,
                   tr( "The history of %n project(s) cannot be read; their changes do not count "
                       "here.",
                       nullptr, unread ) );
             } );
  }

  void PeopleMatrixPage::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 )
      return reload();
    if ( event->matches( QKeySequence::Find ) )
      return mUi->mFilterEdit->setFocus();
    QWidget::keyPressEvent( event );
  }
} // namespace syncline
