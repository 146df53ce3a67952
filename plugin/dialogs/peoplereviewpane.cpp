// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplereviewpane.h"

#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peopledelegate.h"
#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"
#include "ui_peoplereview.h"
#include "ui_peoplereviewdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace syncline
{
  using namespace people;
  using Show = PeopleReviewModel::Show;

  namespace
  {
    constexpr int PROGRESS_EVERY_MS = 100;
  }

  PeopleReviewPane::PeopleReviewPane( QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::PeopleReviewPane>() )
    , mDelegate( new RoleDelegate( this ) )
  {
    mUi->setupUi( this );
    mProgressPause.setSingleShot( true );
    mProgressPause.setInterval( PROGRESS_EVERY_MS );
    connect( &mProgressPause, &QTimer::timeout, this, &PeopleReviewPane::showRun );
    mUi->mReviewView->setItemDelegate( mDelegate );
    connect( mUi->mReviewView, &QTreeView::clicked, this,
             [this]( const QModelIndex &index )
             {
               if ( index.column() == PeopleReviewModel::TakeOutColumn )
                 Q_EMIT takeOutWanted( mBulk->model().planRow( index.row() ) );
             } );
    connectControls();
  }

  void PeopleReviewPane::connectControls()
  {
    connect( mUi->mFilterEdit, &QLineEdit::textChanged, this,
             [this]( const QString &text ) { mBulk->model().setFilter( text ); } );
    connect( mUi->mShowCombo, QOverload<int>::of( &QComboBox::activated ), this,
             [this] { mBulk->model().setShow( Show( mUi->mShowCombo->currentData().toInt() ) ); } );
    connect( mUi->mAllCheck, &QCheckBox::clicked, this,
             [this]
             {
               mBulk->model().checkAllShown( mUi->mAllCheck->checkState() != Qt::Unchecked );
               showAllCheck();
             } );
    connect( mUi->mReloadButton, &QPushButton::clicked, this, &PeopleReviewPane::reload );
    connect( mUi->mRunButton, &QPushButton::clicked, this, &PeopleReviewPane::press );
    connect( mUi->mGuardCheck, &QCheckBox::toggled, this, &PeopleReviewPane::showRun );
    connect( mUi->mPauseButton, &QPushButton::clicked, this,
             [this]
             {
               mBulk->isPaused() ? mBulk->resume() : mBulk->pause();
               showRun();
             } );
    connect( mUi->mStopButton, &QPushButton::clicked, this, [this] { mBulk->stop(); } );
    connect( mUi->mUndoRunButton, &QPushButton::clicked, this, [this] { mBulk->proposeUndo(); } );
    connect( mUi->mSaveReportButton, &QPushButton::clicked, this, &PeopleReviewPane::saveReport );
    connect( mUi->mCopyPasswordsButton, &QPushButton::clicked, this,
             [this] { QGuiApplication::clipboard()->setText( mBulk->model().passwords() ); } );
  }

  PeopleReviewPane::~PeopleReviewPane() = default;

  void PeopleReviewPane::setBulk( PeopleBulk *bulk )
  {
    mBulk = bulk;
    PeopleReviewModel &model = bulk->model();
    model.setView( mUi->mReviewView );
    mUi->mReviewView->setModel( &model );
    QHeaderView *header = mUi->mReviewView->header();
    header->setStretchLastSection( false );
    header->setSectionResizeMode( PeopleReviewModel::WhatColumn, QHeaderView::Stretch );
    const int letter = mUi->mReviewView->fontMetrics().averageCharWidth();
    for ( const auto &width : { std::pair{ int( PeopleReviewModel::PersonColumn ), 27 },
                                { int( PeopleReviewModel::ProjectColumn ), 14 },
                                { int( PeopleReviewModel::NowColumn ), 9 },
                                { int( PeopleReviewModel::ThenColumn ), 9 },
                                { int( PeopleReviewModel::UserNameColumn ), 15 },
                                { int( PeopleReviewModel::PasswordColumn ), 26 },
                                { int( PeopleReviewModel::LineColumn ), 7 },
                                { int( PeopleReviewModel::TakeOutColumn ), 5 } } )
      header->resizeSection( width.first, width.second * letter );
    connectBulk();
    showPlan();
  }

  void PeopleReviewPane::connectBulk()
  {
    connect( mBulk, &PeopleBulk::proposed, this, &PeopleReviewPane::showPlan );
    connect( mBulk, &PeopleBulk::progressed, this,
             [this]
             {
               if ( !mProgressPause.isActive() )
                 mProgressPause.start();
             } );
    connect( mBulk, &PeopleBulk::finished, this,
             [this]
             {
               mProgressPause.stop();
               showRun();
               Q_EMIT ran();
             } );
    connect( mBulk, &PeopleBulk::troubled, this,
             [this]( const QString &sentence ) { mUi->mNotice->say( Severity::Warning, sentence ); } );
    connect( &mBulk->model(), &PeopleReviewModel::checksChanged, this, &PeopleReviewPane::showRun );
    connect( &mBulk->model(), &PeopleReviewModel::modelReset, this, &PeopleReviewPane::showAllCheck );
  }

  void PeopleReviewPane::setUse( Use use )
  {
    mUse = use;
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mShowLabel ), static_cast<QWidget *>( mUi->mShowCombo ),
            static_cast<QWidget *>( mUi->mFilterEdit ), static_cast<QWidget *>( mUi->mSummaryLabel ) } )
      widget->setVisible( use != Use::Adding );
    showRun();
  }

  //! What was left out by its check box is in again.
  void PeopleReviewPane::reload()
  {
    if ( mBulk )
      mBulk->proposeAgain();
  }

  void PeopleReviewPane::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 && mUi->mReloadButton->isVisible() )
      return reload();
    QWidget::keyPressEvent( event );
  }

  void PeopleReviewPane::showAllCheck()
  {
    const PeopleReviewModel::Checks checks = mBulk->model().checksShown();
    mUi->mAllCheck->setCheckState( checks.on == 0            ? Qt::Unchecked
                                   : checks.on == checks.all ? Qt::Checked
                                                             : Qt::PartiallyChecked );
    mUi->mAllCheck->setTristate( false ); // a click never asks for "some"
  }

  void PeopleReviewPane::setRoles( const QStringList &wires, bool ofWorkspace )
  {
    mDelegate->setRoles( wires, ofWorkspace );
    mUi->mReviewView->setEditTriggers( QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                       QAbstractItemView::SelectedClicked );
    mBulk->model().setRolesEditable( true );
  }

  QList<int> PeopleReviewPane::selectedPlanRows() const
  {
    QList<int> rows;
    const QModelIndexList selected = mUi->mReviewView->selectionModel()->selectedRows();
    for ( const QModelIndex &index : selected )
      rows.append( mBulk->model().planRow( index.row() ) );
    return rows;
  }

  void PeopleReviewPane::say( Severity severity, const QString &sentence )
  {
    mUi->mNotice->say( severity, sentence );
  }

  void PeopleReviewPane::showPlan()
  {
    mUi->mNotice->clear();
    mUi->mGuardCheck->setChecked( false );
    mBulk->model().setShow( Show::All );
    fillShowCombo();
    showSeats();
    showRun();
  }

  void PeopleReviewPane::fillShowCombo()
  {
    const PeopleReviewModel &model = mBulk->model();
    const Show shown = model.shown();
    mUi->mShowCombo->clear();
    const QList<std::pair<Show, QString>> all = {
      { Show::All, tr( "All" ) },         { Show::Add, tr( "Add" ) },
      { Show::Invite, tr( "Invite" ) },   { Show::Create, tr( "Create Account" ) },
      { Show::Change, tr( "Change" ) },   { Show::Remove, tr( "Remove" ) },
      { Show::Same, tr( "Same" ) },       { Show::NotPossible, tr( "Not Possible" ) },
      { Show::NotDone, tr( "Not Done" ) }
    };
    for ( const auto &one : all )
    {
      const int count = model.countOf( one.first );
      if ( count > 0 || one.first == Show::All )
        mUi->mShowCombo->addItem( QStringLiteral( "%1 %2" ).arg( one.second ).arg( count ),
                                  int( one.first ) );
    }
    mUi->mShowCombo->setCurrentIndex( qMax( 0, mUi->mShowCombo->findData( int( shown ) ) ) );
    mUi->mSummaryLabel->setText( tr( "%1 to do · %2 the same · %3 not possible · as of %4" )
                                   .arg( model.countOf( Show::ToDo ) )
                                   .arg( model.countOf( Show::Same ) )
                                   .arg( model.countOf( Show::NotPossible ) )
                                   .arg( timeText( mBulk->plannedAt(), mBulk->plannedAt() ) ) );
  }

  void PeopleReviewPane::showSeats()
  {
    const SeatCount &seats = mBulk->model().plan().seats;
    QStringList sentences;
    if ( seats.used >= 0 && seats.limit >= 0 )
      sentences.append( tr( "Seats: %1 of %2 used, %3 after this." )
                          .arg( seats.used )
                          .arg( seats.limit )
                          .arg( seats.after ) );
    int refused = 0;
    for ( const PlannedRow &row : mBulk->model().plan().rows )
      refused += row.trouble == RowTrouble::NoSeat ? 1 : 0;
    if ( refused > 0 )
      sentences.append( tr( "%n person(s) will not be added: no seat is left.", nullptr, refused ) );
    mUi->mSeatsLabel->setText( sentences.join( QLatin1Char( ' ' ) ) );
    mUi->mSeatsLabel->setVisible( !sentences.isEmpty() );
  }

  void PeopleReviewPane::showColumns()
  {
    const PeopleReviewModel &model = mBulk->model();
    const bool isDomain = mBulk->directory() && mBulk->directory()->kind() == PeopleDirectory::Kind::Domain;
    const bool isAdding = mUse == Use::Adding;
    QTreeView *view = mUi->mReviewView;
    view->setColumnHidden( PeopleReviewModel::ProjectColumn, !model.hasProjects() || isAdding );
    view->setColumnHidden( PeopleReviewModel::LineColumn, !model.hasLines() || isAdding );
    view->setColumnHidden( PeopleReviewModel::NowColumn, isAdding || isDomain );
    view->setColumnHidden( PeopleReviewModel::ThenColumn, isDomain );
    view->setColumnHidden( PeopleReviewModel::UserNameColumn, !model.hasAccounts() );
    view->setColumnHidden( PeopleReviewModel::PasswordColumn, !model.hasAccounts() );
    view->setColumnHidden( PeopleReviewModel::TakeOutColumn,
                           !isAdding || mBulk->hasRun() || mBulk->isUndo() );
  }

  bool PeopleReviewPane::canRun() const { return mBulk && whyNot().isEmpty(); }

  QString PeopleReviewPane::whyNot() const
  {
    if ( mBulk->hasRun() )
      return QString();
    const PeopleReviewModel &model = mBulk->model();
    if ( model.checkedRows().isEmpty() )
      return tr( "There is nothing to do" );
    if ( model.removalCount() > 0 && !mUi->mGuardCheck->isChecked() )
      return tr( "Check “%1” first" ).arg( mUi->mGuardCheck->text() );
    return QString();
  }

  QString PeopleReviewPane::runText() const
  {
    const int count = int( mBulk->model().checkedRows().size() );
    return mUse == Use::Adding && !mBulk->isUndo() ? tr( "Add %n People", nullptr, count )
                                                   : tr( "Apply %n Change(s)", nullptr, count );
  }

  void PeopleReviewPane::showRun()
  {
    if ( !mBulk )
      return;
    const PeopleReviewModel &model = mBulk->model();
    const bool isRunning = mBulk->isRunning();
    const RunCounts counts = mBulk->counts();
    const int removals = mBulk->hasRun() ? 0 : model.removalCount();
    const int work = int( model.checkedRows().size() );
    showColumns();
    mUi->mGuardCheck->setVisible( removals > 0 );
    mUi->mGuardCheck->setText( tr( "Remove access of %n people", nullptr, removals ) );
    mUi->mProgressBar->setVisible( isRunning );
    mUi->mProgressBar->setMaximum( qMax( 1, work ) );
    mUi->mProgressBar->setValue( work - counts.left );
    mUi->mProgressLabel->setVisible( mBulk->hasRun() );
    mUi->mProgressLabel->setText(
      isRunning
        ? tr( "%1 of %2 · %3 at a time" ).arg( work - counts.left ).arg( work ).arg( BulkRun::IN_FLIGHT )
        : words::describeEnd( counts ).sentence );
    mUi->mPauseButton->setVisible( isRunning );
    mUi->mPauseButton->setText( mBulk->isPaused() ? tr( "Resume" ) : tr( "Pause" ) );
    mUi->mStopButton->setVisible( isRunning );
    mUi->mSaveReportButton->setVisible( mBulk->hasRun() && !isRunning );
    mUi->mCopyPasswordsButton->setVisible( !isRunning && !model.passwords().isEmpty() );
    mUi->mUndoRunButton->setVisible( !isRunning && !mBulk->undoable().isEmpty() );
    mUi->mRunButton->setVisible( mUse != Use::Review && !isRunning &&
                                 ( !mBulk->hasRun() || counts.notDone > 0 ) );
    mUi->mRunButton->setText( mBulk->hasRun() ? tr( "Retry %1" ).arg( counts.notDone ) : runText() );
    mUi->mRunButton->setEnabled( canRun() );
    mUi->mRunButton->setToolTip( whyNot() );
    mUi->mAllCheck->setVisible( mUse != Use::Adding && !mBulk->hasRun() && model.countOf( Show::ToDo ) > 0 );
    mUi->mReloadButton->setVisible( mUse != Use::Adding && !mBulk->hasRun() && !mBulk->isUndo() );
    showAllCheck();
    showWait();
    Q_EMIT runnableChanged();
    const QString trouble = mBulk->commonTrouble();
    if ( !isRunning && mBulk->hasRun() && !trouble.isEmpty() )
      mUi->mNotice->say( Severity::Warning, trouble );
    if ( !isRunning && mBulk->hasRun() )
      fillShowCombo();
  }

  //! A bar that stands still needs a reason.
  void PeopleReviewPane::showWait()
  {
    const int seconds = mBulk->isRunning() ? mBulk->waitSeconds() : 0;
    if ( seconds > 0 )
      mUi->mNotice->say(
        Severity::Info,
        tr( "The server asks to wait %1 s. The rest goes on by itself then." ).arg( seconds ) );
    else if ( mIsWaitShown )
      mUi->mNotice->clear();
    mIsWaitShown = seconds > 0;
  }

  void PeopleReviewPane::press()
  {
    if ( mBulk->hasRun() )
      mBulk->retry();
    else
      mBulk->run();
    showRun();
  }

  void PeopleReviewPane::saveReport()
  {
    askWhereToSave( this, tr( "people-report.csv" ), tr( "CSV files (*.csv)" ),
                    [this]( const QString &path )
                    {
                      const Result<void> saved = writePeopleFile( path, mBulk->model().reportCsv().toUtf8() );
                      mUi->mNotice->say( saved ? Severity::Done : Severity::Warning,
                                         saved ? tr( "Saved as “%1”." ).arg( path )
                                               : tr( "“%1” cannot be written." ).arg( path ) );
                    } );
  }

  PeopleReviewDialog::PeopleReviewDialog( const PeopleParts &parts, QWidget *parent )
    : PeopleRunWindow( parent )
    , mBulk( parts.clock )
  {
    Ui::PeopleReviewDialog ui;
    ui.setupUi( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    staysFor( mBulk );
    ui.mPane->setBulk( &mBulk );
    new ReadableWindow( this );
    PeopleHelp::install( this, PeopleHelpTopic::Review );
    connect( ui.mPane, &PeopleReviewPane::ran, this, &PeopleReviewDialog::ran );
    connect( ui.mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
    connect( &parts.account, &Account::aboutToChange, this,
             [this]
             {
               mBulk.setDirectory( nullptr, {} );
               reject();
             } );
  }

  PeopleReviewDialog::~PeopleReviewDialog() = default;
} // namespace syncline
