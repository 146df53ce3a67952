// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledomainpage.h"

#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/labels.h"
#include "plugin/dialogs/peopledelegate.h"
#include "plugin/dialogs/peopledomaindialog.h"
#include "plugin/dialogs/peopleexport.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopledomain.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyle>

namespace syncline
{
  using namespace people;

  PeopleDomainPage::PeopleDomainPage( const PeopleParts &parts, QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::PeopleDomainPage>() )
    , mParts( parts )
    , mPresenter( parts )
  {
    mUi->setupUi( this );
    mEmpty = new EmptyOverlay( mUi->mUsersView );
    for ( QPushButton *button : { mUi->mInviteButton, mUi->mProvisionButton, mUi->mImportButton } )
      button->setProperty( "hint", button->toolTip() );
    setUpView();
    connectControls();
    connectPresenter();
    mUi->mPermissionFilter->addItem( tr( "All" ), QString() );
    for ( const QString &right : ods::knownPermissions() )
    {
      mUi->mPermissionFilter->addItem( words::rightName( right ), right );
      mUi->mPermissionFilter->setItemData( mUi->mPermissionFilter->count() - 1, right, Qt::ToolTipRole );
    }
    showDomains();
    clearForm();
    showButtons();
  }

  PeopleDomainPage::~PeopleDomainPage() = default;

  void PeopleDomainPage::setUpView()
  {
    QTreeView *view = mUi->mUsersView;
    PeopleModel &model = mPresenter.model();
    model.setView( view );
    view->setModel( &model );
    view->setSortingEnabled( true );
    view->installEventFilter( this );
    QHeaderView *header = view->header();
    header->setSortIndicator( 0, Qt::AscendingOrder );
    // The server sorts upwards only, so the mark never points the other way.
    connect( header, &QHeaderView::sortIndicatorChanged, header,
             [header]( int section, Qt::SortOrder order )
             {
               if ( order == Qt::DescendingOrder )
                 header->setSortIndicator( section, Qt::AscendingOrder );
             } );
    header->setToolTip( tr( "Sorted by the server; Shift+click adds a further key" ) );
    const int letter = view->fontMetrics().averageCharWidth();
    const QList<int> widths{ 14, 16, 20, 15, 10, 7, 13 };
    for ( int column = 0; column < model.columnCount(); ++column )
      header->resizeSection( column,
                             qMax( widths.at( column ) * letter, header->sectionSizeHint( column ) ) );
    header->setStretchLastSection( false );
    mUi->mSplitter->setStretchFactor( 0, 3 );
    mUi->mSplitter->setStretchFactor( 1, 1 );
    view->setItemDelegate( new RoleDelegate( view ) ); // for rows as high as on the other pages
    const int line = qMax( 24, view->fontMetrics().height() + 4 );
    mUi->mRightsList->setMinimumHeight( 4 * line );
    mUi->mRightsList->setHorizontalScrollBarPolicy( Qt::ScrollBarAlwaysOff );
    mUi->mRightsList->setTextElideMode( Qt::ElideRight );
    giveRoom( *mUi->mDetailsArea, 0 );
    connect( view->selectionModel(), &QItemSelectionModel::currentChanged, this,
             &PeopleDomainPage::showCurrent );
    connect( view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
             &PeopleDomainPage::showButtons );
    connect( &model, &PeopleModel::modelAboutToBeReset, this,
             [this]
             {
               if ( const QString name = currentName(); !name.isEmpty() )
                 mKeptName = name;
             } );
    connect( &model, &PeopleModel::modelReset, this, &PeopleDomainPage::restoreCurrent );
    connect( &model, &PeopleModel::sortWanted, this,
             [this]( int column )
             {
               const bool isFurther = QGuiApplication::keyboardModifiers() & Qt::ShiftModifier;
               mPresenter.setSort( mPresenter.model().columnAt( column ), isFurther );
             } );
  }

  //! Whoever was looked at is so after a reload, too, if there; a search that leaves the person out forgets nobody.
  void PeopleDomainPage::restoreCurrent()
  {
    const int row = mPresenter.model().rowOf( mKeptName );
    if ( row < 0 )
      return;
    mKeepsForm = mUser && mUser->userName == mKeptName && !changes().isEmpty();
    mUi->mUsersView->setCurrentIndex( mPresenter.model().index( row, 0 ) );
    mKeepsForm = false;
  }

  //! The column of addresses takes what the others leave, and never less than an address needs.
  void PeopleDomainPage::fitColumns()
  {
    QHeaderView *header = mUi->mUsersView->header();
    const int email = mPresenter.model().columnOf( PeopleModel::Column::Email );
    const int others = header->length() - header->sectionSize( email );
    const int least = 20 * mUi->mUsersView->fontMetrics().averageCharWidth();
    header->resizeSection( email, qMax( least, mUi->mUsersView->viewport()->width() - others ) );
  }

  //! What can be done about it here.
  QString PeopleDomainPage::stepOf( const ErrorText &why ) const
  {
    if ( why.id == QLatin1String( "ods.key" ) )
      return tr( "Change Key…" );
    if ( why.id == QLatin1String( "ods.right" ) )
      return tr( "Copy Request" );
    return why.step == NextStep::TryAgain ? buttonText( NextStep::TryAgain ) : QString();
  }

  void PeopleDomainPage::takeStep()
  {
    mUi->mNotice->clear();
    if ( mTrouble.id == QLatin1String( "ods.key" ) )
      askForDomain( mPresenter.domain() );
    else if ( mTrouble.id == QLatin1String( "ods.right" ) )
      QGuiApplication::clipboard()->setText(
        QStringLiteral( "%1: %2" ).arg( mPresenter.domain().host(), mTrouble.sentence ) );
    else
      mPresenter.reload();
  }

  void PeopleDomainPage::connectControls()
  {
    connect( mUi->mDomainButton, &QPushButton::clicked, this,
             [this]
             {
               askForDomain( mPresenter.isOpen() ? std::optional<DomainSettings>( mPresenter.domain() )
                                                 : std::nullopt );
             } );
    connect( mUi->mDomainCombo, QOverload<int>::of( &QComboBox::activated ), &mPresenter,
             &PeopleDomainPresenter::choose );
    connect( mUi->mSearchEdit, &QLineEdit::textChanged, &mPresenter, &PeopleDomainPresenter::setSearch );
    const auto filter = [this]
    {
      mPresenter.setRight( mUi->mPermissionFilter->currentData().toString(),
                           mUi->mThroughGroupsCheck->isChecked() );
    };
    connect( mUi->mPermissionFilter, QOverload<int>::of( &QComboBox::activated ), this, filter );
    connect( mUi->mThroughGroupsCheck, &QCheckBox::toggled, this, filter );
    connectBulk();
    connect( mUi->mDeleteButton, &QPushButton::clicked, this, &PeopleDomainPage::removeCurrent );
    connect( mUi->mConfirm, &ConfirmBar::confirmed, this, [this] { mPresenter.remove( currentName() ); } );
    for ( QLineEdit *edit : { mUi->mFirstEdit, mUi->mLastEdit, mUi->mMailEdit } )
      connect( edit, &QLineEdit::textEdited, this, &PeopleDomainPage::showEdited );
    for ( QListWidget *list : { mUi->mGroupsList, mUi->mRightsList } )
      connect( list, &QListWidget::itemChanged, this, &PeopleDomainPage::showEdited );
    connect( mUi->mSaveButton, &QPushButton::clicked, this,
             [this]
             {
               if ( mUser )
                 mPresenter.save( *mUser, changes() );
             } );
    connect( mUi->mRevertButton, &QPushButton::clicked, this, &PeopleDomainPage::showCurrent );
    connect( mUi->mMoreButton, &QPushButton::clicked, this,
             [this]
             {
               if ( mUser )
                 ( new PeopleDetailsDialog( mUser->userName, PeopleDetailsDialog::fieldsOf( *mUser ), this ) )
                   ->show();
             } );
    connect( mUi->mNotice, &InlineNotice::buttonPressed, this, &PeopleDomainPage::takeStep );
    connect( mEmpty, &EmptyOverlay::buttonPressed, this,
             [this]
             {
               if ( !mPresenter.isOpen() )
                 return askForDomain( mPresenter.domains().isEmpty()
                                        ? std::nullopt
                                        : std::optional<DomainSettings>( mPresenter.domain() ) );
               mUi->mSearchEdit->clear();
               mUi->mPermissionFilter->setCurrentIndex( 0 );
               mPresenter.setRight( QString(), false );
             } );
  }

  //! What concerns many users at once.
  void PeopleDomainPage::connectBulk()
  {
    connect( mUi->mInviteButton, &QPushButton::clicked, this, &PeopleDomainPage::inviteWanted );
    connect( mUi->mProvisionButton, &QPushButton::clicked, this, &PeopleDomainPage::provisionWanted );
    connect( mUi->mImportButton, &QPushButton::clicked, this, &PeopleDomainPage::importWanted );
    connect( mUi->mExportButton, &QPushButton::clicked, this, &PeopleDomainPage::exportList );
    connect( mUi->mCopyButton, &QPushButton::clicked, this, &PeopleDomainPage::copySelected );
  }

  void PeopleDomainPage::connectPresenter()
  {
    connect( &mPresenter, &PeopleDomainPresenter::domainsChanged, this, &PeopleDomainPage::showDomains );
    connect( &mPresenter, &PeopleDomainPresenter::keyWanted, this,
             [this]( const DomainSettings &domain )
             {
               mEmpty->say( tr( "The API key of %1 is not kept here." ).arg( domain.host() ),
                            tr( "Enter Key…" ) );
               showButtons();
             } );
    connect( &mPresenter, &PeopleDomainPresenter::loading, this,
             [this]
             {
               if ( mPresenter.model().total() == 0 )
                 mEmpty->say( tr( "Loading users…" ) );
             } );
    connect( &mPresenter, &PeopleDomainPresenter::loaded, this,
             [this]
             {
               const PeopleModel &model = mPresenter.model();
               const qint64 total = mPresenter.total().value_or( model.total() );
               mUi->mCount->setText( total > model.total()
                                       ? tr( "%1 of %n users", nullptr, int( total ) ).arg( model.total() )
                                       : tr( "%n users", nullptr, model.total() ) );
               if ( model.rowCount() > 0 )
                 mEmpty->clear();
               else
                 mEmpty->say( mUi->mSearchEdit->text().isEmpty()
                                ? tr( "Nothing matches." )
                                : tr( "Nothing matches “%1”." ).arg( mUi->mSearchEdit->text() ),
                              tr( "Clear Filter" ) );
               if ( !mUi->mUsersView->currentIndex().isValid() && model.rowCount() > 0 )
                 mUi->mUsersView->setCurrentIndex( model.index( 0, 0 ) );
               showButtons();
             } );
    connect( &mPresenter, &PeopleDomainPresenter::troubled, this,
             [this]( const ErrorText &why )
             {
               if ( mPresenter.model().total() == 0 )
                 mEmpty->clear();
               mTrouble = why;
               mUi->mNotice->say( Severity::Warning, why.sentence, stepOf( why ) );
             } );
    connect( &mPresenter, &PeopleDomainPresenter::userArrived, this, &PeopleDomainPage::showUser );
    connect( &mPresenter, &PeopleDomainPresenter::conflicted, this, &PeopleDomainPage::showConflict );
    connect( &mPresenter, &PeopleDomainPresenter::groupsLoaded, this,
             [this]
             {
               if ( mUser )
                 showUser( *mUser );
             } );
    connect( &mPresenter, &PeopleDomainPresenter::saved, this,
             [this]( const QString &sentence ) { mUi->mNotice->say( Severity::Done, sentence ); } );
    connect( &mPresenter, &PeopleDomainPresenter::notKept, this,
             [this]( const QString &sentence ) { mUi->mNotice->say( Severity::Warning, sentence ); } );
  }

  void PeopleDomainPage::showEvent( QShowEvent *event )
  {
    QWidget::showEvent( event );
    giveRoom( *mUi->mDetailsArea, 0 ); // what the style wants is known now
    mPresenter.start();                // nothing is asked before somebody looks
  }

  void PeopleDomainPage::showDomains()
  {
    mUi->mDomainCombo->clear();
    for ( const DomainSettings &domain : mPresenter.domains() )
      mUi->mDomainCombo->addItem( domain.host() );
    mUi->mDomainCombo->setEnabled( mUi->mDomainCombo->count() > 0 );
    mUi->mDomainCombo->setToolTip( mUi->mDomainCombo->count() > 0 ? QString()
                                                                  : tr( "No domain was added yet" ) );
    if ( mPresenter.domains().isEmpty() )
      mEmpty->say( tr( "Add a domain to see its users." ), tr( "Add Domain…" ) );
  }

  void PeopleDomainPage::askForDomain( const std::optional<DomainSettings> &domain )
  {
    auto *dialog = new PeopleDomainDialog( mParts.account.keepPlaces(), this );
    if ( domain )
      dialog->setDomain( *domain );
    connect( dialog, &PeopleDomainDialog::chosen, &mPresenter, &PeopleDomainPresenter::open );
    dialog->show();
  }

  QString PeopleDomainPage::currentName() const
  {
    return mUi->mUsersView->currentIndex().data( PeopleModel::KeyRole ).toString();
  }

  void PeopleDomainPage::setCanCopy( bool canCopy )
  {
    mCanCopy = canCopy;
    showButtons();
  }

  void PeopleDomainPage::showButtons()
  {
    const bool isOpen = mPresenter.isOpen();
    const bool hasRow = isOpen && !currentName().isEmpty();
    const int selected = int( mUi->mUsersView->selectionModel()->selectedRows().size() );
    const QString notOpen = tr( "Add a domain first" );
    const auto allow = [&notOpen, isOpen]( QWidget *widget, bool isOn, const QString &text )
    {
      widget->setEnabled( isOn );
      widget->setToolTip( isOpen ? text : notOpen );
    };
    for ( QPushButton *button : { mUi->mInviteButton, mUi->mProvisionButton, mUi->mImportButton } )
      allow( button, isOpen, button->property( "hint" ).toString() );
    allow( mUi->mExportButton, isOpen, tr( "Save the users as CSV or JSON" ) );
    allow( mUi->mCopyButton, isOpen && selected > 0 && mCanCopy,
           mCanCopy ? tr( "Take the selected users into the workspace of Mergin Maps" )
                    : tr( "Sign in to Mergin Maps as owner or admin of a workspace first" ) );
    allow( mUi->mDeleteButton, hasRow,
           hasRow ? tr( "Delete the user from the domain (Del)" ) : tr( "Choose a user first" ) );
  }

  void PeopleDomainPage::exportList()
  {
    PeopleExportChoices choices;
    choices.hasSubdomains = true;
    PeopleExportDialog::ask( this, choices, tr( "%1-users" ).arg( mPresenter.domain().host() ),
                             [this]( const QString &path, const PeopleExport &how )
                             { mPresenter.exportTo( path, how ); } );
  }

  void PeopleDomainPage::copySelected()
  {
    QList<PersonEntry> entries;
    const QModelIndexList rows = mUi->mUsersView->selectionModel()->selectedRows();
    for ( const QModelIndex &index : rows )
    {
      const Person *person = mPresenter.model().personAt( index.row() );
      PersonEntry entry;
      entry.line = int( entries.size() ) + 1;
      entry.email = person->email;
      entry.userName = person->email.isEmpty() ? person->userName : QString();
      entries.append( entry );
    }
    if ( !entries.isEmpty() )
      Q_EMIT copyWanted( entries );
  }

  void PeopleDomainPage::removeCurrent()
  {
    const QString name = currentName();
    if ( !name.isEmpty() )
      mUi->mConfirm->ask(
        tr( "Delete %1 from %2? This cannot be undone." ).arg( name, mPresenter.domain().host() ),
        tr( "Delete User" ) );
  }

  void PeopleDomainPage::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 )
      return mPresenter.reload();
    if ( event->matches( QKeySequence::Find ) )
      return mUi->mSearchEdit->setFocus();
    if ( event->key() == Qt::Key_Insert && mUi->mInviteButton->isEnabled() )
    {
      Q_EMIT inviteWanted();
      return;
    }
    QWidget::keyPressEvent( event );
  }

  bool PeopleDomainPage::eventFilter( QObject *watched, QEvent *event )
  {
    if ( event->type() == QEvent::Resize && watched == mUi->mUsersView )
      fitColumns();
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>( event ) : nullptr;
    if ( watched != mUi->mUsersView || !key || key->key() != Qt::Key_Delete )
      return QWidget::eventFilter( watched, event );
    removeCurrent();
    return true;
  }
} // namespace syncline
