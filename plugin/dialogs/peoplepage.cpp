// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplepage.h"

#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/labels.h"
#include "plugin/dialogs/peopledelegate.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"
#include "ui_peoplepage.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  namespace
  {
    constexpr int LOADING_SHOWN_AFTER_MS = 300;
    constexpr int SIGHT_PAUSE_MS = 150; // scrolling on asks for nothing on the way

    int lettersOf( PeopleModel::Column column, Kind kind )
    {
      switch ( column )
      {
        case PeopleModel::Column::Name:
          return kind == Kind::Members ? 18 : 14;
        case PeopleModel::Column::WorkspaceRole:
          return kind == Kind::Members ? 16 : 9;
        case PeopleModel::Column::ProjectRole:
        case PeopleModel::Column::LastChange:
          return 11;
        case PeopleModel::Column::Access:
          return 9;
        case PeopleModel::Column::Projects:
        case PeopleModel::Column::Email:
        case PeopleModel::Column::ReviewBy:
        case PeopleModel::Column::FullName:
        case PeopleModel::Column::Groups:
        case PeopleModel::Column::Rights:
        case PeopleModel::Column::Active:
        case PeopleModel::Column::LastSeen:
          break;
      }
      return 9;
    }
  } // namespace

  PeoplePage::PeoplePage( const PeopleParts &parts, Kind kind, QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::PeoplePage>() )
    , mPresenter( parts, kind )
    , mDelegate( new RoleDelegate( this ) )
    , mRoleMenu( new QMenu( this ) )
  {
    mUi->setupUi( this );
    setObjectName( kind == Kind::Members ? QStringLiteral( "mMembersPage" )
                                         : QStringLiteral( "mCollaboratorsPage" ) );
    mUi->mScopeLabel->setText( kind == Kind::Members ? tr( "&Workspace" ) : tr( "&Project" ) );
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mSetHereCheck ), static_cast<QWidget *>( mUi->mPublicCheck ),
            static_cast<QWidget *>( mUi->mChangeLabel ) } )
      widget->setVisible( kind == Kind::Collaborators );
    mUi->mSetRoleButton->setMenu( mRoleMenu );
    mEmpty = new EmptyOverlay( mUi->mPeopleView );
    mLoadingDelay.setSingleShot( true );
    mLoadingDelay.setInterval( LOADING_SHOWN_AFTER_MS );
    connect( &mLoadingDelay, &QTimer::timeout, this, [this] { mEmpty->say( tr( "Loading people…" ) ); } );
    mSightDelay.setSingleShot( true );
    mSightDelay.setInterval( SIGHT_PAUSE_MS );
    connect( &mSightDelay, &QTimer::timeout, this, &PeoplePage::learnWhatIsInSight );
    setUpView();
    connectControls();
    connectPresenter();
    showButtons();
    fillRoleHelp();
    showDetails();
  }

  PeoplePage::~PeoplePage()
  {
    QSettings().setValue( headerKey() + QStringLiteral( "/header" ),
                          mUi->mPeopleView->header()->saveState() );
    QSettings().setValue( headerKey() + QStringLiteral( "/splitter" ), mUi->mSplitter->saveState() );
  }

  QString PeoplePage::headerKey() const
  {
    return mPresenter.kind() == Kind::Members ? QStringLiteral( "syncline/ui/people/members" )
                                              : QStringLiteral( "syncline/ui/people/collaborators" );
  }

  void PeoplePage::setUpView()
  {
    QTreeView *view = mUi->mPeopleView;
    PeopleModel &model = mPresenter.model();
    model.setView( view );
    view->setModel( &model );
    const auto roleColumn = mPresenter.kind() == Kind::Members ? PeopleModel::Column::WorkspaceRole
                                                               : PeopleModel::Column::ProjectRole;
    view->setItemDelegateForColumn( model.columnOf( roleColumn ), mDelegate );
    view->setEditTriggers( QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked );
    view->setAllColumnsShowFocus( true );
    view->setContextMenuPolicy( Qt::CustomContextMenu );
    view->installEventFilter( this );
    QHeaderView *header = view->header();
    header->setStretchLastSection( false );
    header->setSectionResizeMode( model.columnOf( PeopleModel::Column::Email ), QHeaderView::Stretch );
    const int letter = view->fontMetrics().averageCharWidth();
    for ( int column = 0; column < model.columnCount(); ++column )
      header->resizeSection( column, qMax( lettersOf( model.columnAt( column ), mPresenter.kind() ) * letter,
                                           header->sectionSizeHint( column ) + 2 * letter ) );
    offerColumns();
    view->setSortingEnabled( true );
    view->sortByColumn( 0, Qt::AscendingOrder );
    header->restoreState( QSettings().value( headerKey() + QStringLiteral( "/header" ) ).toByteArray() );
    // Restoring tells the view where the mark stands, not the model how to sort.
    const int sorted = qBound( 0, header->sortIndicatorSection(), model.columnCount() - 1 );
    view->sortByColumn( sorted, header->sortIndicatorOrder() );
    giveRoom( *mUi->mDetailsArea, 34 * letter );
    mUi->mSplitter->setStretchFactor( 0, 3 );
    mUi->mSplitter->setStretchFactor( 1, 1 );
    mUi->mSplitter->restoreState(
      QSettings().value( headerKey() + QStringLiteral( "/splitter" ) ).toByteArray() );
    connect( view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PeoplePage::showButtons );
    connect( view->selectionModel(), &QItemSelectionModel::currentChanged, this, &PeoplePage::showDetails );
    connect( view, &QTreeView::customContextMenuRequested, this, &PeoplePage::showRowMenu );
    connect( &model, &PeopleModel::modelAboutToBeReset, this, &PeoplePage::keepSelection );
    connect( &model, &PeopleModel::modelReset, this, &PeoplePage::restoreSelection );
    connect( &model, &PeopleModel::dataChanged, this, &PeoplePage::showDetails );
    connect( &model, &PeopleModel::modelReset, &mSightDelay, QOverload<>::of( &QTimer::start ) );
    connect( &model, &PeopleModel::layoutChanged, &mSightDelay, QOverload<>::of( &QTimer::start ) );
    connect( view->verticalScrollBar(), &QScrollBar::valueChanged, &mSightDelay,
             QOverload<>::of( &QTimer::start ) );
    connect( &model, &PeopleModel::countChanged, this,
             [this]( int shown, int total )
             {
               const QString count = shown == total ? tr( "%n people", nullptr, total )
                                                    : tr( "%1 of %n people", nullptr, total ).arg( shown );
               const QDateTime loaded = mPresenter.loadedAt();
               mUi->mCount->setText(
                 loaded.isValid()
                   ? tr( "%1 · loaded %2" ).arg( count, timeText( loaded, mPresenter.parts().clock.now() ) )
                   : count );
               showNothing();
             } );
  }

  //! What the details tell as well is not shown until somebody wants it in the table; the menu of the heads has it.
  void PeoplePage::offerColumns()
  {
    QHeaderView *header = mUi->mPeopleView->header();
    const PeopleModel &model = mPresenter.model();
    for ( const auto column : { PeopleModel::Column::LastChange, PeopleModel::Column::ReviewBy } )
      if ( const int section = model.columnOf( column ); section >= 0 )
        header->setSectionHidden( section, true );
    header->setContextMenuPolicy( Qt::CustomContextMenu );
    connect( header, &QHeaderView::customContextMenuRequested, this,
             [this, header]( const QPoint &where )
             {
               auto *menu = new QMenu( this );
               menu->setAttribute( Qt::WA_DeleteOnClose );
               for ( int section = 1; section < header->count(); ++section )
               {
                 QAction *action =
                   menu->addAction( mPresenter.model().headerData( section, Qt::Horizontal ).toString() );
                 action->setCheckable( true );
                 action->setChecked( !header->isSectionHidden( section ) );
                 connect( action, &QAction::toggled, header,
                          [header, section]( bool isShown )
                          { header->setSectionHidden( section, !isShown ); } );
               }
               menu->popup( header->mapToGlobal( where ) );
             } );
  }

  void PeoplePage::connectControls()
  {
    PeopleModel &model = mPresenter.model();
    connect( mUi->mFilterEdit, &QLineEdit::textChanged, &model, &PeopleModel::setFilter );
    connect( mUi->mSetHereCheck, &QCheckBox::toggled, &model, &PeopleModel::setSetHereOnly );
    connect( mUi->mRoleFilter, QOverload<int>::of( &QComboBox::activated ), this,
             [this] { mPresenter.model().setRoleFilter( mUi->mRoleFilter->currentData().toString() ); } );
    connect( mUi->mScopeCombo, QOverload<int>::of( &QComboBox::activated ), this,
             [this]( int index )
             {
               if ( index < 0 || index >= mScopes.size() )
                 return;
               mPresenter.setPlace( mScopes.at( index ).place );
               Q_EMIT placeChosen( mScopes.at( index ).place );
             } );
    mUi->mFilterEdit->installEventFilter( this );
    connect( mUi->mAddButton, &QPushButton::clicked, this, &PeoplePage::addWanted );
    connect( mUi->mImportButton, &QPushButton::clicked, this, &PeoplePage::importWanted );
    connect( mUi->mExportButton, &QPushButton::clicked, this, &PeoplePage::exportList );
    connect( mUi->mRemoveButton, &QPushButton::clicked, this, &PeoplePage::removeSelected );
    connect( mUi->mUndo, &PeopleUndoBar::undoPressed, &mPresenter, &PeoplePresenter::undo );
    connect( mUi->mConfirm, &ConfirmBar::confirmed, this,
             [this]
             {
               if ( const auto deed = std::exchange( mOnConfirmed, nullptr ) )
                 deed();
             } );
    connect( mUi->mPublicCheck, &QCheckBox::clicked, this, &PeoplePage::askAboutPublic );
    connect( mUi->mReviewCombo, QOverload<int>::of( &QComboBox::activated ), this,
             &PeoplePage::setReviewDate );
    connect( &mFacts, &PeopleFacts::rolesLearned, this,
             [this]( const QString &key )
             {
               PeopleModel::Extra extra = mPresenter.model().extra( key );
               extra.projects = int( mFacts.projectRoles( key )->size() );
               mPresenter.model().setExtra( key, extra );
               if ( key == mRemovalKey )
                 mUi->mConfirm->setCheckText( checkTextFor( key ) );
             } );
    connect( &mFacts, &PeopleFacts::historyLearned, this, &PeoplePage::showExtras );
    // Its client is about to go, and with it the answers on their way.
    connect( &mPresenter.parts().account, &Account::aboutToChange, this,
             [this] { mFacts.begin( nullptr ); } );
    connect( mUi->mTypedConfirm, &TypedConfirmBar::confirmed, this,
             [this]
             {
               if ( mRemovalKey.isEmpty() )
                 mPresenter.confirmOwnAccess();
               else
                 mPresenter.remove( std::exchange( mRemovalKey, {} ), PeoplePresenter::Removal::OwnAccess );
             } );
    connect( mUi->mTypedConfirm, &TypedConfirmBar::canceled, this,
             [this]
             {
               mRemovalKey.clear();
               mPresenter.dropOwnAccess();
             } );
  }

  void PeoplePage::connectPresenter()
  {
    connect( &mPresenter, &PeoplePresenter::loading, this,
             [this]
             {
               mUi->mNotice->clear();
               if ( mPresenter.model().total() == 0 )
                 mLoadingDelay.start();
             } );
    connect( &mPresenter, &PeoplePresenter::loaded, this, &PeoplePage::showLoaded );
    connect( &mPresenter, &PeoplePresenter::troubled, this, &PeoplePage::showTrouble );
    connect( &mPresenter, &PeoplePresenter::signedOut, this,
             [this]
             {
               mLoadingDelay.stop();
               showButtons();
               mEmpty->say( tr( "Sign in to see people." ), tr( "Sign In…" ) );
             } );
    connect( &mPresenter, &PeoplePresenter::refused, this,
             [this]( const QString &sentence )
             {
               mNoticeIsQuestion = false;
               mUi->mNotice->say( Severity::Warning, sentence );
             } );
    connect( &mPresenter, &PeoplePresenter::changed, this,
             [this]( const QString &sentence, bool canUndo )
             {
               mUi->mNotice->clear();
               mUi->mUndo->say( sentence, canUndo );
               showDetails();
             } );
    connect( &mPresenter, &PeoplePresenter::publicChanged, this,
             [this]( const QString &sentence ) { mUi->mUndo->say( sentence, false ); } );
    connectQuestions();
  }

  //! What the notice and the empty list ask.
  void PeoplePage::connectQuestions()
  {
    connect( &mPresenter, &PeoplePresenter::changedElsewhere, this,
             [this]( const QString &sentence, const QString &overrule, const QString &keep )
             {
               mNoticeIsQuestion = true;
               mUi->mNotice->say( Severity::Warning,
                                  tr( "%1 Close this note for “%2”." ).arg( sentence, keep ), overrule );
             } );
    connect( mUi->mNotice, &InlineNotice::buttonPressed, this,
             [this]
             {
               mUi->mNotice->clear();
               if ( std::exchange( mNoticeIsQuestion, false ) )
                 mPresenter.overrule();
               else
                 mPresenter.reload();
             } );
    connect( mUi->mNotice, &InlineNotice::closed, this,
             [this]
             {
               if ( std::exchange( mNoticeIsQuestion, false ) )
                 mPresenter.keepTheirs();
             } );
    connect( &mPresenter, &PeoplePresenter::ownAccessAsked, this,
             [this]( const QString &sentence, const QString &name )
             {
               mRemovalKey.clear();
               mUi->mTypedConfirm->askFor( name, sentence, tr( "Lower My Access" ) );
             } );
    connect( mEmpty, &EmptyOverlay::buttonPressed, this,
             [this]
             {
               if ( !mPresenter.parts().account.isSignedIn() )
                 Q_EMIT signInWanted();
               else if ( !mUi->mFilterEdit->text().isEmpty() || mUi->mRoleFilter->currentIndex() > 0 )
               {
                 mUi->mFilterEdit->clear();
                 mUi->mSetHereCheck->setChecked( false );
                 mUi->mRoleFilter->setCurrentIndex( 0 );
                 mPresenter.model().setRoleFilter( QString() );
               }
               else
                 Q_EMIT addWanted();
             } );
  }

  void PeoplePage::setScopes( const QList<PeopleScope> &scopes, const MerginDirectory::Place &current )
  {
    mScopes = scopes;
    mUi->mScopeCombo->clear();
    int index = scopes.isEmpty() ? -1 : 0;
    for ( int i = 0; i < scopes.size(); ++i )
    {
      mUi->mScopeCombo->addItem( scopes.at( i ).text );
      const MerginDirectory::Place &place = scopes.at( i ).place;
      if ( place.project == current.project &&
           ( !place.project.isEmpty() || place.workspace == current.workspace ) )
        index = i;
    }
    mUi->mScopeCombo->setCurrentIndex( index );
    if ( index >= 0 )
      mPresenter.setPlace( scopes.at( index ).place );
  }

  void PeoplePage::showLoaded()
  {
    mLoadingDelay.stop();
    const QString readOnly = mPresenter.readOnlySentence();
    if ( !readOnly.isEmpty() )
      mUi->mNotice->say( Severity::Info, readOnly );
    learn();
    mUi->mSeatsLabel->setText( mPresenter.seatsText() );
    fillRoles();
    fillRoleHelp();
    showNothing();
    showButtons();
    showDetails();
    QTreeView *view = mUi->mPeopleView;
    if ( !view->currentIndex().isValid() && mPresenter.model().rowCount() > 0 )
      view->setCurrentIndex( mPresenter.model().index( 0, 0 ) );
  }

  void PeoplePage::showNothing()
  {
    const PeopleModel &model = mPresenter.model();
    if ( mPresenter.isLoading() )
      return;
    const bool isReadOnly = !mPresenter.readOnlySentence().isEmpty();
    const bool isAlone = model.total() == 1 && model.rowCount() == 1 && model.people().first().isYou;
    if ( isAlone && !isReadOnly )
      mEmpty->say( tr( "Nobody else has access yet." ), tr( "Add People…" ),
                   mUi->mPeopleView->sizeHintForRow( 0 ) );
    else if ( model.rowCount() > 0 || !mPresenter.directory() )
      mEmpty->clear();
    else if ( model.total() > 0 )
      mEmpty->say( mUi->mFilterEdit->text().isEmpty()
                     ? tr( "Nothing matches." )
                     : tr( "Nothing matches “%1”." ).arg( mUi->mFilterEdit->text() ),
                   tr( "Clear Filter" ) );
    else if ( isReadOnly && mPresenter.kind() == Kind::Members )
      mEmpty->say( tr( "Only owners and admins see the members." ) );
    else
      mEmpty->say( tr( "Nobody else has access yet." ), isReadOnly ? QString() : tr( "Add People…" ) );
  }

  void PeoplePage::showTrouble( const ErrorText &why )
  {
    mLoadingDelay.stop();
    showButtons();
    mEmpty->clear();
    mNoticeIsQuestion = false;
    mUi->mNotice->say( Severity::Warning, why.sentence,
                       why.step == NextStep::TryAgain ? buttonText( NextStep::TryAgain ) : QString() );
  }

  QStringList PeoplePage::selectedKeys() const
  {
    QStringList keys;
    const QModelIndexList rows = mUi->mPeopleView->selectionModel()->selectedRows();
    for ( const QModelIndex &row : rows )
      keys.append( row.data( PeopleModel::KeyRole ).toString() );
    return keys;
  }

  void PeoplePage::keepSelection()
  {
    mKeptKeys = selectedKeys();
    mKeptCurrent = mUi->mPeopleView->currentIndex().data( PeopleModel::KeyRole ).toString();
  }

  void PeoplePage::restoreSelection()
  {
    const PeopleModel &model = mPresenter.model();
    QItemSelectionModel *selection = mUi->mPeopleView->selectionModel();
    if ( const int row = model.rowOf( mKeptCurrent ); row >= 0 )
      selection->setCurrentIndex( model.index( row, 0 ), QItemSelectionModel::NoUpdate );
    for ( const QString &key : std::as_const( mKeptKeys ) )
    {
      if ( const int row = model.rowOf( key ); row >= 0 )
        selection->select( model.index( row, 0 ), QItemSelectionModel::Select | QItemSelectionModel::Rows );
    }
    showButtons();
  }

  void PeoplePage::focusFilter() { mUi->mFilterEdit->setFocus(); }
} // namespace syncline
