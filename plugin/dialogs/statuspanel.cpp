// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/statuspanel.h"

#include "plugin/dialogs/icons.h"
#include "ui_dock.h"

#include <QAccessible>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLayout>
#include <QMenu>
#include <QStyle>

namespace syncline
{
  namespace
  {
    constexpr int MAX_ROWS_HIGH = 3;   //!< of Needs You; the rest scrolls
    constexpr int MAX_FILES_OPEN = 10; //!< of a group, with their layers shown
    constexpr int ROWS_MEASURED = 50;  //!< for the width of the counts
  }                                    // namespace

  StatusPanel::StatusPanel( QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::StatusPanel>() )
  {
    mUi->setupUi( this );
    mUi->mStateIcon->setAccessibleName( tr( "State of the project" ) );
    mUi->mEditsQuestion->hide();
    mUi->mNeedsYou->setFrameShape( QFrame::NoFrame );
    mUi->mNeedsYouLayout->setContentsMargins( 0, 0, 0, 0 );
    mUi->mNeedsYouLayout->addStretch();
    mChanges.setView( mUi->mChangesView );
    mUi->mChangesView->setModel( &mChanges );
    mUi->mChangesView->setTextElideMode( Qt::ElideMiddle ); // the ends of a name tell most
    QHeaderView *header = mUi->mChangesView->header();
    header->setStretchLastSection( false );
    header->setResizeContentsPrecision( ROWS_MEASURED );
    header->setSectionResizeMode( ChangesModel::NameColumn, QHeaderView::Stretch );
    header->setSectionResizeMode( ChangesModel::CountColumn, QHeaderView::ResizeToContents );
    mActivity.setView( mUi->mActivityView );
    mUi->mActivityView->setModel( &mActivity );
    makePrimaryMenu();
    connectParts();
    setState( ProjectState() );
    showIcons();
  }

  StatusPanel::~StatusPanel() = default;

  void StatusPanel::makePrimaryMenu()
  {
    mPrimaryMenu = new QMenu( this );
    QAction *sync = mPrimaryMenu->addAction( buttonText( NextStep::Sync ) );
    sync->setObjectName( QStringLiteral( "mPrimarySync" ) );
    connect( sync, &QAction::triggered, this, [this] { Q_EMIT stepChosen( NextStep::Sync, QString() ); } );
    QAction *down = mPrimaryMenu->addAction( tr( "Download Changes Only" ) );
    down->setObjectName( QStringLiteral( "mPrimaryDownloadOnly" ) );
    connect( down, &QAction::triggered, this, &StatusPanel::downloadOnlyChosen );
    QAction *up = mPrimaryMenu->addAction( tr( "Upload Changes Only" ) );
    up->setObjectName( QStringLiteral( "mPrimaryUploadOnly" ) );
    connect( up, &QAction::triggered, this, &StatusPanel::uploadOnlyChosen );
  }

  void StatusPanel::connectParts()
  {
    connect( mUi->mPrimaryButton, &QToolButton::clicked, this,
             [this] { Q_EMIT stepChosen( mState.primary, QString() ); } );
    connect( mUi->mEditsQuestion, &EditsQuestion::saveAndSync, this, &StatusPanel::saveAndSync );
    connect( mUi->mEditsQuestion, &EditsQuestion::syncWithout, this, &StatusPanel::syncWithout );
    connect( mUi->mEditsQuestion, &EditsQuestion::cancelSync, this, &StatusPanel::cancelSync );
    connect( mUi->mConfirm, &ConfirmBar::confirmed, this, &StatusPanel::removalsConfirmed );
    connect( mUi->mChangesView, &QTreeView::activated, this,
             [this]( const QModelIndex &index )
             {
               if ( const QString path = index.data( ChangesModel::PathRole ).toString(); !path.isEmpty() )
                 Q_EMIT fileChosen( path );
             } );
    connect( &mChanges, &QAbstractItemModel::modelReset, this,
             [this]
             {
               for ( int row = 0; row < mChanges.rowCount(); ++row )
                 showGroup( mChanges.index( row, 0 ) );
             } );
  }

  //! Spread over both columns, open, and its databases open too where they are few.
  void StatusPanel::showGroup( const QModelIndex &group )
  {
    QTreeView *view = mUi->mChangesView;
    view->setFirstColumnSpanned( group.row(), QModelIndex(), true );
    if ( group.data( ChangesModel::GroupRole ) == ChangesModel::OutOfScope )
      return;
    view->expand( group );
    const int files = mChanges.rowCount( group );
    for ( int row = 0; row < files && files <= MAX_FILES_OPEN; ++row )
      view->expand( mChanges.index( row, 0, group ) );
  }

  void StatusPanel::setState( const ProjectState &state )
  {
    const bool isNews = state.sentence != mState.sentence && state.state != mState.state;
    const bool hasOtherIcons = state.icon != mState.icon || state.primary != mState.primary;
    const bool hasOtherMenu = state.primary != mState.primary || state.state != mState.state;
    mState = state;
    mUi->mProjectLabel->setFullText( state.title );
    mUi->mProjectLabel->setVisible( !state.title.isEmpty() );
    mUi->mRoleLabel->setText( state.role );
    mUi->mContextLabel->setFullText( state.context );
    mUi->mContextLabel->setVisible( !state.context.isEmpty() );
    mUi->mStateLabel->setText( state.sentence );
    mUi->mDetailLabel->setFullText( state.detail );
    mUi->mDetailLabel->setVisible( !state.detail.isEmpty() );

    mUi->mPrimaryButton->setVisible( state.primary != NextStep::None );
    mUi->mPrimaryButton->setText( buttonText( state.primary ) );
    mUi->mPrimaryButton->setEnabled( state.isPrimaryEnabled );
    mUi->mPrimaryButton->setToolTip( state.primaryHint );
    // Icons and menus are drawn and laid out anew even when they are the same: not at each step of the progress.
    if ( hasOtherMenu )
    {
      const bool hasMenu = state.primary == NextStep::Sync && state.state != SyncState::None;
      mUi->mPrimaryButton->setMenu( hasMenu ? mPrimaryMenu : nullptr );
      mUi->mPrimaryButton->setPopupMode( hasMenu ? QToolButton::MenuButtonPopup : QToolButton::DelayedPopup );
    }

    mUi->mProgressBar->setVisible( state.hasProgress );
    // A bar paints itself at once, and with it whatever waits to be painted in the window, map included: in the next turn is soon
    // enough.
    mUi->mProgressBar->setUpdatesEnabled( false );
    mUi->mProgressBar->setMaximum( state.percent >= 0 ? 100 : 0 );
    mUi->mProgressBar->setValue( qMax( 0, state.percent ) );
    mUi->mProgressBar->setUpdatesEnabled( true );
    mUi->mProgressLabel->setFullText( state.progressText );
    mUi->mProgressLabel->setVisible( state.hasProgress );
    mUi->mTabs->setVisible( state.state != SyncState::None );
    if ( hasOtherIcons )
      showIcons();
    showAttentions();
    if ( !isNews )
      return;
    QAccessibleEvent alert( mUi->mStateLabel, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void StatusPanel::setStatus( const std::optional<ProjectStatus> &status )
  {
    if ( status )
      mChanges.setStatus( *status );
    else
      mChanges.clear();
  }

  void StatusPanel::setReport( const std::optional<SyncReport> &report ) { mChanges.setReport( report ); }

  void StatusPanel::addActivity( const ActivityEntry &entry ) { mActivity.add( entry ); }
  void StatusPanel::setActivity( const QList<ActivityEntry> &entries ) { mActivity.replace( entries ); }

  void StatusPanel::askAboutEdits( const QList<UnsavedEdits> &edits )
  {
    const bool isNew = !mUi->mEditsQuestion->isVisibleTo( this ) && !edits.isEmpty();
    mUi->mEditsQuestion->setEdits( edits );
    mUi->mEditsQuestion->setVisible( !edits.isEmpty() );
    if ( edits.isEmpty() )
      mUi->mEditsQuestion->setProblem( QString() );
    if ( isNew )
      mUi->mEditsQuestion->takeFocus();
  }

  void StatusPanel::setSaveProblem( const QString &sentence ) { mUi->mEditsQuestion->setProblem( sentence ); }

  void StatusPanel::askAboutRemovals( const QString &question )
  {
    mUi->mConfirm->ask( question, tr( "Remove on the Server" ) );
  }

  void StatusPanel::setProjectMenu( QMenu *menu ) { mUi->mMenuButton->setMenu( menu ); }

  void StatusPanel::changeEvent( QEvent *event )
  {
    QWidget::changeEvent( event );
    if ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange )
      showIcons();
  }

  void StatusPanel::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() != Qt::Key_F5 )
      return QWidget::keyPressEvent( event );
    Q_EMIT checkRequested();
  }

  void StatusPanel::resizeEvent( QResizeEvent *event )
  {
    QWidget::resizeEvent( event );
    fitNeedsYou();
  }

  void StatusPanel::showIcons()
  {
    constexpr qreal STATE_ICON_SCALE = 1.5; // the one icon that is looked for from afar
    const int size =
      int( style()->pixelMetric( QStyle::PM_SmallIconSize, nullptr, this ) * STATE_ICON_SCALE );
    if ( !mState.icon.isEmpty() )
      mUi->mStateIcon->setPixmap( ownIcon( mState.icon, mUi->mStateLabel ).pixmap( size ) );
    mUi->mMenuButton->setIcon( ownIcon( QStringLiteral( "menu" ), mUi->mStateLabel ) );
    mUi->mPrimaryButton->setIcon(
      mState.primary == NextStep::Sync ? ownIcon( QStringLiteral( "sync" ), mUi->mStateLabel ) : QIcon() );
  }

  void StatusPanel::showAttentions()
  {
    QStringList wanted;
    for ( const Attention &attention : std::as_const( mState.attentions ) )
      wanted << attention.id + attention.text;
    const int count = int( mState.attentions.size() );
    mUi->mNeedsYouTitle->setVisible( count > 0 );
    mUi->mNeedsYou->setVisible( count > 0 );
    mUi->mNeedsYouTitle->setText( tr( "Needs You (%1)" ).arg( count ) );
    if ( wanted == mShownAttentions )
      return;
    mShownAttentions = wanted;
    for ( AttentionRow *row :
          rows() ) // not deleted at once: this may be the answer to a press of one's own button
    {
      mUi->mNeedsYouLayout->removeWidget( row );
      row->setParent( nullptr );
      row->deleteLater();
    }
    for ( const Attention &attention : std::as_const( mState.attentions ) )
    {
      AttentionRow *row = new AttentionRow( attention, mUi->mNeedsYouRows );
      mUi->mNeedsYouLayout->insertWidget( mUi->mNeedsYouLayout->count() - 1, row );
      connect( row, &AttentionRow::dismissed, this, &StatusPanel::attentionDismissed );
      connect( row, &AttentionRow::stepChosen, this,
               [this]( const Attention &chosen, NextStep step )
               { Q_EMIT stepChosen( step, chosen.details ); } );
    }
    fitNeedsYou();
  }

  QList<AttentionRow *> StatusPanel::rows() const
  {
    return mUi->mNeedsYouRows->findChildren<AttentionRow *>( QString(), Qt::FindDirectChildrenOnly );
  }

  void StatusPanel::fitNeedsYou()
  {
    // As wide as the area will be once the layout is done; the rows' own widths are those of before.
    const int width =
      mUi->mNeedsYou->width() - style()->pixelMetric( QStyle::PM_ScrollBarExtent, nullptr, this );
    int height = 0;
    int count = 0;
    for ( const AttentionRow *row : rows() )
    {
      if ( ++count > MAX_ROWS_HIGH )
        break;
      const int wanted = row->layout()->hasHeightForWidth() ? row->layout()->heightForWidth( width )
                                                            : row->sizeHint().height();
      height += wanted + mUi->mNeedsYouLayout->spacing();
    }
    mUi->mNeedsYou->setFixedHeight( height );
  }
} // namespace syncline
