// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectbrowserdialog.h"

#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/localprojects.h"
#include "plugin/dialogs/projectstate.h"
#include "ui_projectbrowser.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QSettings>

namespace syncline
{
  namespace
  {
    constexpr int LOADING_SHOWN_AFTER_MS = 300;
    constexpr int FOLDER_PAUSE_MS = 200;
    constexpr QLatin1String HEADER_KEY( "syncline/ui/projects/header" );
    constexpr QLatin1String SPLITTER_KEY( "syncline/ui/projects/splitter" );
  } // namespace

  ProjectBrowserDialog::ProjectBrowserDialog( const ProjectsPresenter::Parts &parts, QWidget *parent )
    : QDialog( parent )
    , mUi( std::make_unique<Ui::ProjectBrowserDialog>() )
    , mParts( parts )
    , mPresenter( parts )
  {
    mUi->setupUi( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    mEmpty = new EmptyOverlay( mUi->mProjectsView );
    mLoadingDelay.setSingleShot( true );
    mLoadingDelay.setInterval( LOADING_SHOWN_AFTER_MS );
    connect( &mLoadingDelay, &QTimer::timeout, this, [this] { mEmpty->say( tr( "Loading projects…" ) ); } );
    mFolderPause.setSingleShot( true );
    mFolderPause.setInterval( FOLDER_PAUSE_MS );
    connect( &mFolderPause, &QTimer::timeout, this, &ProjectBrowserDialog::askFolder );
    setUpView();
    setUpButtons();
    connectPresenter();
    restoreFromLastTime();
    showCurrent();
    mUi->mFilterEdit->setFocus();
    mPresenter.reload();
  }

  ProjectBrowserDialog::~ProjectBrowserDialog()
  {
    QSettings().setValue( HEADER_KEY, mUi->mProjectsView->header()->saveState() );
    QSettings().setValue( SPLITTER_KEY, mUi->mSplitter->saveState() );
  }

  void ProjectBrowserDialog::setUpView()
  {
    mPresenter.model().setView( mUi->mProjectsView );
    mUi->mProjectsView->setModel( &mPresenter.model() );
    mUi->mProjectsView->setContextMenuPolicy( Qt::CustomContextMenu );
    QHeaderView *header = mUi->mProjectsView->header();
    header->setStretchLastSection( false );
    header->setSectionResizeMode( ProjectListModel::NameColumn, QHeaderView::Stretch );
    const int character = fontMetrics().averageCharWidth();
    header->resizeSection( ProjectListModel::WorkspaceColumn, character * 16 );
    header->resizeSection( ProjectListModel::HereColumn, character * 20 );
    header->resizeSection( ProjectListModel::UpdatedColumn, character * 13 );
    header->resizeSection( ProjectListModel::SizeColumn, character * 11 );
    header->setSectionsClickable( true );
    connect( header, &QHeaderView::sectionClicked, this,
             [this]( int section )
             {
               if ( section == ProjectListModel::NameColumn )
                 mPresenter.setOrder( endpoints::ProjectOrder::NameAscending );
               if ( section == ProjectListModel::UpdatedColumn )
                 mPresenter.setOrder( endpoints::ProjectOrder::UpdatedDescending );
             } );
    connect( mUi->mProjectsView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
             &ProjectBrowserDialog::showCurrent );
    connect( mUi->mProjectsView, &QTreeView::activated, this, &ProjectBrowserDialog::activate );
    connect( mUi->mProjectsView, &QWidget::customContextMenuRequested, this,
             &ProjectBrowserDialog::showRowMenu );
    connect( &mPresenter.model(), &QAbstractItemModel::dataChanged, this, [this] { showButtons(); } );
    connect( &mPresenter.model(), &QAbstractItemModel::modelReset, this, &ProjectBrowserDialog::showCurrent );
    mUi->mFilterEdit->installEventFilter( this );
  }

  void ProjectBrowserDialog::setUpButtons()
  {
    mOpenButton = mUi->mButtonBox->addButton( tr( "Open" ), QDialogButtonBox::ActionRole );
    mOpenButton->setObjectName( QStringLiteral( "mOpenButton" ) );
    mDownloadButton = mUi->mButtonBox->addButton( tr( "Download" ), QDialogButtonBox::ActionRole );
    mDownloadButton->setObjectName( QStringLiteral( "mDownloadButton" ) );
    for ( QPushButton *button : { mOpenButton, mDownloadButton } )
      button->setAutoDefault( false );
    if ( QPushButton *close = mUi->mButtonBox->button( QDialogButtonBox::Close ) )
      close->setAutoDefault( false );
    const QLabel *label = mUi->mScopeLabel;
    mDownloadButton->setIcon( ownIcon( QStringLiteral( "download" ), label ) );
    mUi->mReloadButton->setIcon( ownIcon( QStringLiteral( "reload" ), label ) );
    mUi->mFilterEdit->addAction( ownIcon( QStringLiteral( "search" ), label ), QLineEdit::LeadingPosition );
    connect( mOpenButton, &QPushButton::clicked, this,
             [this]
             {
               if ( const auto *row = current(); row && !row->folder.isEmpty() )
                 Q_EMIT openWanted( row->folder );
             } );
    connect( mDownloadButton, &QPushButton::clicked, this, &ProjectBrowserDialog::download );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::close );
    connect( mUi->mReloadButton, &QPushButton::clicked, &mPresenter, &ProjectsPresenter::reload );
    connect( mUi->mFilterEdit, &QLineEdit::textChanged, &mPresenter, &ProjectsPresenter::setFilter );
    connect( mUi->mScopeCombo, QOverload<int>::of( &QComboBox::activated ), &mPresenter,
             &ProjectsPresenter::setScope );
    connect( mUi->mFolderEdit, &QLineEdit::textChanged, this, [this] { mFolderPause.start(); } );
    connect( mUi->mFolderButton, &QToolButton::clicked, this, &ProjectBrowserDialog::chooseFolder );
    connect( mUi->mCancelDownloadButton, &QPushButton::clicked, this,
             [this] { mParts.downloads.cancel( mShown ); } );
    connect( mUi->mNotice, &InlineNotice::buttonPressed, this,
             [this]
             {
               mUi->mNotice->clear();
               if ( mNoticeStep == NextStep::TryAgain || mNoticeStep == NextStep::TryNow )
                 mPresenter.reload();
               else
                 Q_EMIT stepChosen( mNoticeStep );
             } );
    connect( mEmpty, &EmptyOverlay::buttonPressed, this, &ProjectBrowserDialog::emptyPressed );
  }

  void ProjectBrowserDialog::connectPresenter()
  {
    connect( &mPresenter, &ProjectsPresenter::scopesChanged, this, &ProjectBrowserDialog::showScopes );
    connect( &mPresenter, &ProjectsPresenter::countChanged, this,
             [this]( int shown, int total )
             {
               if ( shown > 0 )
                 mUi->mCount->setProjects( shown, total );
               else
                 mUi->mCount->clear();
             } );
    connect( &mPresenter, &ProjectsPresenter::emptied, this, &ProjectBrowserDialog::showEmpty );
    connect( &mPresenter, &ProjectsPresenter::troubled, this,
             [this]( const ErrorText &why )
             {
               mNoticeStep = why.step == NextStep::Details ? NextStep::TryAgain : why.step;
               mUi->mNotice->say( Severity::Warning, why.sentence, buttonText( mNoticeStep ) );
             } );
    connect( &mPresenter, &ProjectsPresenter::detailsArrived, this, &ProjectBrowserDialog::showDetails );
    connect( &mPresenter, &ProjectsPresenter::folderChecked, this, &ProjectBrowserDialog::showFolder );
    connect( &mParts.downloads, &Downloads::stopped, this,
             [this]( const ProjectName &, const Error &error )
             {
               if ( error.kind == ErrorKind::Canceled )
                 return;
               const ErrorText why =
                 describe( error, { ErrorPlace::Window, mParts.account.host(), {}, {}, {}, {} } );
               mNoticeStep = NextStep::None;
               mUi->mNotice->say( Severity::Warning, why.sentence );
             } );
    connect( &mParts.account, &Account::changed, mUi->mNotice, &InlineNotice::clear );
    showScopes();
  }

  void ProjectBrowserDialog::restoreFromLastTime()
  {
    constexpr int DETAILS_CHARACTERS = 32;
    mUi->mDetails->setMinimumWidth( fontMetrics().averageCharWidth() * DETAILS_CHARACTERS );
    mUi->mSplitter->setStretchFactor( 0, 1 );
    mUi->mSplitter->setStretchFactor( 1, 0 );
    mUi->mSplitter->restoreState( QSettings().value( SPLITTER_KEY ).toByteArray() );
    mUi->mProjectsView->header()->restoreState( QSettings().value( HEADER_KEY ).toByteArray() );
    mUi->mProjectsView->header()->setSectionResizeMode( ProjectListModel::NameColumn, QHeaderView::Stretch );
  }

  void ProjectBrowserDialog::setOpenFolder( const QString &folder )
  {
    mPresenter.setOpenFolder( folder );
    showButtons();
  }

  const ProjectListModel::Row *ProjectBrowserDialog::current() const
  {
    return const_cast<ProjectsPresenter &>( mPresenter )
      .model()
      .rowAt( mUi->mProjectsView->currentIndex().row() );
  }

  void ProjectBrowserDialog::showScopes()
  {
    const QSignalBlocker quiet( mUi->mScopeCombo );
    mUi->mScopeCombo->clear();
    for ( const ProjectScope &scope : mPresenter.scopes() )
      switch ( scope.kind )
      {
        case ProjectScope::Kind::Workspace:
          mUi->mScopeCombo->addItem( scope.workspace );
          break;
        case ProjectScope::Kind::Mine:
          mUi->mScopeCombo->addItem( tr( "All My Projects" ) );
          break;
        case ProjectScope::Kind::Public:
          mUi->mScopeCombo->addItem( tr( "Public Projects" ) );
          break;
        case ProjectScope::Kind::ThisComputer:
          mUi->mScopeCombo->addItem( tr( "On This Computer" ) );
          break;
      }
    mUi->mScopeCombo->setCurrentIndex( mPresenter.scopeIndex() );
  }

  void ProjectBrowserDialog::showEmpty( EmptyReason reason )
  {
    mEmptyReason = reason;
    mLoadingDelay.stop();
    switch ( reason )
    {
      case EmptyReason::None:
        return mEmpty->clear();
      case EmptyReason::Loading:
        mEmpty->clear();
        return mLoadingDelay.start();
      case EmptyReason::SignedOut:
        return mEmpty->say( tr( "Sign in to see projects." ), tr( "Sign In…" ) );
      case EmptyReason::EmptyWorkspace:
        return mEmpty->say( tr( "%1 has no projects yet." ).arg( mUi->mScopeCombo->currentText() ) );
      case EmptyReason::NothingYet:
        return mEmpty->say( tr( "There are no projects yet." ) );
      case EmptyReason::NothingMatches:
        return mEmpty->say( tr( "Nothing matches “%1”." ).arg( mPresenter.filter() ), tr( "Clear Filter" ) );
      case EmptyReason::PublicWithoutText:
        return mEmpty->say( tr( "Type a name to search public projects." ) );
      case EmptyReason::NothingHere:
        return mEmpty->say( tr( "No project was downloaded to this computer yet." ) );
    }
    Q_UNREACHABLE();
  }

  void ProjectBrowserDialog::emptyPressed()
  {
    if ( mEmptyReason == EmptyReason::SignedOut )
      Q_EMIT signInWanted( QString() );
    else
      mUi->mFilterEdit->clear();
  }

  void ProjectBrowserDialog::showCurrent()
  {
    const auto *row = current();
    mUi->mDetails->setVisible( row );
    if ( row && row->project.name != mShown )
    {
      mShown = row->project.name;
      mUi->mNameLabel->setFullText( mShown.project() );
      mUi->mRoleText->setText( roleText( row->project.role ) );
      mUi->mVersionText->setText( row->project.version.number() > 0 ? row->project.version.toString()
                                                                    : QString() );
      mUi->mContentText->setText( row->project.updated.isValid() ? sizeText( row->project.sizeBytes )
                                                                 : QString() );
      mUi->mFolderEdit->setText( row->folder.isEmpty() ? mPresenter.proposedFolder( mShown ) : row->folder );
      mPresenter.askDetails( mShown );
      askFolder();
    }
    if ( !row )
      mShown = ProjectName();
    showButtons();
  }

  void ProjectBrowserDialog::showButtons()
  {
    const auto *row = current();
    const bool isHere = row && ( row->state == ProjectListModel::RowState::Here ||
                                 row->state == ProjectListModel::RowState::Open );
    const bool isLoading = row && row->state == ProjectListModel::RowState::Downloading;
    const bool isElsewhere = row && !isHere && !isLoading;
    mOpenButton->setEnabled( isHere && row->state != ProjectListModel::RowState::Open );
    mOpenButton->setToolTip( isHere ? QString() : tr( "Choose a project that is on this computer." ) );
    mDownloadButton->setEnabled( isElsewhere && mIsFolderUsable );
    mDownloadButton->setToolTip( isElsewhere && !mIsFolderUsable ? mUi->mFolderState->text()
                                 : isHere ? tr( "This project is on this computer already." )
                                 : row    ? QString()
                                          : tr( "Choose a project first." ) );
    mUi->mFolderEdit->setReadOnly( !isElsewhere );
    mUi->mFolderButton->setVisible( isElsewhere );
    mUi->mFolderState->setVisible( isElsewhere );
    mUi->mDownloadProgress->setVisible( isLoading );
    mUi->mCancelDownloadButton->setVisible( isLoading );
    if ( isHere && mUi->mFolderEdit->text() != row->folder )
      mUi->mFolderEdit->setText( row->folder );
    if ( !isLoading )
      return;
    mUi->mDownloadProgress->setMaximum( row->percent >= 0 ? 100 : 0 );
    mUi->mDownloadProgress->setValue( qMax( 0, row->percent ) );
  }

  void ProjectBrowserDialog::showDetails( const ProjectInfo &info )
  {
    if ( info.summary.name != mShown )
      return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    mUi->mRoleText->setText( roleText( info.summary.role ) );
    QStringList version{ info.summary.version.toString() };
    if ( info.summary.updated.isValid() )
      version << timeText( info.summary.updated, now );
    mUi->mVersionText->setText( version.join( QStringLiteral( ", " ) ) );
    qint64 bytes = 0;
    for ( const ServerFile &file : info.files )
      bytes += file.sizeBytes;
    mUi->mContentText->setText(
      tr( "%1 · %n file(s)", nullptr, int( info.files.size() ) ).arg( sizeText( bytes ) ) );
  }

  void ProjectBrowserDialog::askFolder()
  {
    mFolderPause.stop();
    mIsFolderUsable = false;
    const auto *row = current();
    if ( row && !mUi->mFolderEdit->text().trimmed().isEmpty() )
      mPresenter.checkFolder( mUi->mFolderEdit->text().trimmed(), row->project.sizeBytes );
    else
      mUi->mFolderState->setText( tr( "Choose a folder for the project." ) );
    showButtons();
  }

  void ProjectBrowserDialog::showFolder( const FolderVerdict &verdict )
  {
    if ( verdict.folder != mUi->mFolderEdit->text().trimmed() )
      return;
    mIsFolderUsable = verdict.isUsable;
    const auto *row = current();
    if ( !verdict.state.isEmpty )
      mUi->mFolderState->setText( tr( "This folder is not empty." ) );
    else if ( !verdict.state.isWritable )
      mUi->mFolderState->setText( tr( "This folder cannot be written." ) );
    else if ( !verdict.isUsable )
      mUi->mFolderState->setText(
        tr( "%1 needed, %2 free." )
          .arg( sizeText( row ? row->project.sizeBytes : 0 ), sizeText( verdict.state.freeBytes ) ) );
    else
      mUi->mFolderState->setText( verdict.state.freeBytes < 0
                                    ? QString()
                                    : tr( "✓ %1 free" ).arg( sizeText( verdict.state.freeBytes ) ) );
    showButtons();
  }

  void ProjectBrowserDialog::chooseFolder()
  {
    auto *chooser =
      new QFileDialog( this, tr( "Choose a Folder" ), QFileInfo( mUi->mFolderEdit->text() ).absolutePath() );
    chooser->setAttribute( Qt::WA_DeleteOnClose );
    chooser->setFileMode( QFileDialog::Directory );
    chooser->setOption( QFileDialog::ShowDirsOnly );
    connect( chooser, &QFileDialog::fileSelected, this,
             [this]( const QString &parent )
             {
               LocalProjects::setLastParentFolder( parent );
               mUi->mFolderEdit->setText( QDir( parent ).filePath( mShown.project() ) );
             } );
    chooser->show();
  }

  void ProjectBrowserDialog::activate()
  {
    if ( mOpenButton->isEnabled() )
      mOpenButton->click();
    else if ( mDownloadButton->isEnabled() )
      mDownloadButton->click();
  }

  void ProjectBrowserDialog::download()
  {
    const QString folder = QDir::cleanPath( mUi->mFolderEdit->text().trimmed() );
    mUi->mNotice->clear();
    LocalProjects::setLastParentFolder( QFileInfo( folder ).absolutePath() );
    mParts.downloads.start( mShown, folder );
  }

  void ProjectBrowserDialog::showRowMenu( const QPoint &position )
  {
    const auto *row = current();
    if ( !row )
      return;
    QMenu *menu = new QMenu( this );
    menu->setAttribute( Qt::WA_DeleteOnClose );
    if ( mOpenButton->isEnabled() )
      connect( menu->addAction( mOpenButton->text() ), &QAction::triggered, mOpenButton,
               &QPushButton::click );
    if ( mDownloadButton->isEnabled() )
      connect( menu->addAction( mDownloadButton->text() ), &QAction::triggered, mDownloadButton,
               &QPushButton::click );
    if ( row->state == ProjectListModel::RowState::Downloading )
      connect( menu->addAction( tr( "Cancel Download" ) ), &QAction::triggered, this,
               [this, name = row->project.name] { mParts.downloads.cancel( name ); } );
    if ( row->state == ProjectListModel::RowState::Missing )
      connect( menu->addAction( tr( "Forget This Folder" ) ), &QAction::triggered, this,
               [this, folder = row->folder]
               {
                 LocalProjects::forget( folder );
                 mPresenter.reload();
               } );
    menu->popup( mUi->mProjectsView->viewport()->mapToGlobal( position ) );
  }

  void ProjectBrowserDialog::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 )
      return mPresenter.reload();
    if ( event->matches( QKeySequence::Find ) )
      return mUi->mFilterEdit->setFocus();
    QDialog::keyPressEvent( event );
  }

  bool ProjectBrowserDialog::eventFilter( QObject *watched, QEvent *event )
  {
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>( event ) : nullptr;
    if ( watched != mUi->mFilterEdit || !key || key->key() != Qt::Key_Down )
      return QDialog::eventFilter( watched, event );
    mUi->mProjectsView->setFocus();
    if ( !mUi->mProjectsView->currentIndex().isValid() )
      mUi->mProjectsView->setCurrentIndex( mPresenter.model().index( 0, 0 ) );
    return true;
  }
} // namespace syncline
