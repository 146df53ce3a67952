// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleadddialog.h"

#include "core/people/membercsv.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopletemplates.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleadd.h"

#include <QCompleter>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  namespace
  {
    constexpr QLatin1String ROLE_KEY( "syncline/ui/people/lastRole" );
  }

  AddPeopleDialog::AddPeopleDialog( const PeopleParts &parts, const Target &target, QWidget *parent )
    : PeopleRunWindow( parent )
    , mUi( std::make_unique<Ui::AddPeopleDialog>() )
    , mParts( parts )
    , mTarget( target )
    , mBulk( parts.clock )
  {
    mUi->setupUi( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    staysFor( mBulk );
    new ReadableWindow( this );
    PeopleHelp::install( this, PeopleHelpTopic::AddPeople );
    const QString place = target.scene.project.isEmpty() ? target.scene.workspace : target.scene.project;
    setWindowTitle( tr( "Add People to %1" ).arg( place.isEmpty() ? target.scene.host : place ) );
    mBulk.setDirectory( target.directory, target.scene );
    mUi->mPane->setBulk( &mBulk );
    mUi->mPane->setUse( PeopleReviewPane::Use::Adding );
    setUpFor( target.directory->kind() );
    connectControls();
    fillSources();
    mUi->mEntryEdit->setFocus();
    learn();
  }

  AddPeopleDialog::~AddPeopleDialog()
  {
    if ( !role().isEmpty() )
      QSettings().setValue( ROLE_KEY, role() );
  }

  void AddPeopleDialog::setUpFor( Kind kind )
  {
    const bool isDomain = kind == Kind::Domain;
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mRoleLabel ), static_cast<QWidget *>( mUi->mRoleCombo ),
            static_cast<QWidget *>( mUi->mRoleHelpLabel ), static_cast<QWidget *>( mUi->mRoleHelpButton ),
            static_cast<QWidget *>( mUi->mCreateRadio ) } )
      widget->setVisible( !isDomain );
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mProvisionRadio ), static_cast<QWidget *>( mUi->mProviderLabel ),
            static_cast<QWidget *>( mUi->mProviderEdit ) } )
      widget->setVisible( isDomain );
    mUi->mNotifyCheck->setVisible( false );
    mUi->mProviderEdit->setEnabled( false );
    if ( isDomain )
      setUpDomain();
    else
      setUpRoles();
  }

  void AddPeopleDialog::setUpRoles()
  {
    auto &directory = static_cast<MerginDirectory &>( *mTarget.directory );
    QStringList roles = directory.rolesToGive();
    roles.removeAll( QStringLiteral( "none" ) );
    const bool isOfWorkspace = directory.kind() == Kind::Members;
    const QString shown = role().isEmpty() ? QSettings().value( ROLE_KEY ).toString() : role();
    mUi->mRoleCombo->clear();
    for ( const QString &wire : std::as_const( roles ) )
      mUi->mRoleCombo->addItem( words::roleNameOfWire( wire ), wire );
    mUi->mRoleCombo->setCurrentIndex( qMax( 0, mUi->mRoleCombo->findData( shown ) ) );
    mUi->mPane->setRoles( roles, isOfWorkspace );
    const bool canInvite = directory.availability( Feature::Invitations ).isThere();
    const bool canCreate = directory.availability( Feature::Accounts ).isThere();
    mUi->mInviteRadio->setVisible( canInvite );
    mUi->mCreateRadio->setVisible( canCreate );
    mUi->mUnknownLabel->setVisible( canInvite || canCreate );
    if ( !canInvite && canCreate )
      mUi->mCreateRadio->setChecked( true );
    showRoleHelp();
  }

  void AddPeopleDialog::setUpDomain()
  {
    mUi->mUnknownLabel->setText( tr( "New users" ) );
    QList<std::pair<QString, QString>> rights;
    for ( const QString &right : std::as_const( mTarget.rights ) )
      rights.append( { right, words::rightName( right ) } );
    QList<std::pair<QString, QString>> groups;
    for ( const ods::Group &group : std::as_const( mTarget.groups ) )
      groups.append( { group.uid, group.title } );
    mRights = makePicker( tr( "Rights" ), rights );
    mGroups = makePicker( tr( "Groups" ), groups );
    mUi->mProvisionRadio->setChecked( mTarget.provisions );
    mUi->mProviderEdit->setEnabled( mTarget.provisions );
  }

  //! A button with a list of check boxes, beside "Copy From".
  QMenu *AddPeopleDialog::makePicker( const QString &text, const QList<std::pair<QString, QString>> &items )
  {
    auto *button = new QToolButton( this );
    button->setObjectName( text == tr( "Rights" ) ? QStringLiteral( "mRightsButton" )
                                                  : QStringLiteral( "mGroupsButton" ) );
    button->setFocusPolicy( Qt::StrongFocus );
    button->setText( text );
    button->setPopupMode( QToolButton::InstantPopup );
    button->setToolTip( tr( "What the new users get" ) );
    auto *menu = new QMenu( button );
    for ( const auto &item : items )
    {
      QAction *action = menu->addAction( item.second );
      action->setCheckable( true );
      action->setData( item.first );
      action->setToolTip( item.first );
      connect( action, &QAction::toggled, this,
               [this, button, menu, text]
               {
                 const int count = int( checkedIn( menu ).size() );
                 button->setText( count == 0 ? text : tr( "%1 (%2)" ).arg( text ).arg( count ) );
                 propose();
               } );
    }
    button->setMenu( menu );
    mUi->mListRow->insertWidget( 1, button );
    return menu;
  }

  QStringList AddPeopleDialog::checkedIn( const QMenu *menu ) const
  {
    QStringList checked;
    const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
    for ( const QAction *action : actions )
      if ( action->isChecked() )
        checked.append( action->data().toString() );
    return checked;
  }

  //! Reads the directory anew, so that roles, seats and names to complete are those of now.
  void AddPeopleDialog::learn()
  {
    if ( mTarget.directory->kind() == Kind::Domain )
      return;
    mTarget.directory->list( {} ).then(
      this,
      [this]( const Result<PeopleList> &page )
      {
        if ( !page || !mTarget.directory )
          return;
        setUpRoles();
        QStringList names;
        for ( const Person &person : page->people )
          names << person.userName << person.email;
        const auto &state = static_cast<MerginDirectory &>( *mTarget.directory ).state();
        for ( const WorkspaceMember &member : state.members.value_or( QList<WorkspaceMember>() ) )
          names << member.userName << member.email;
        names.removeDuplicates();
        names.removeAll( QString() );
        auto *completer = new QCompleter( names, this );
        completer->setCaseSensitivity( Qt::CaseInsensitive );
        completer->setFilterMode( Qt::MatchContains );
        mUi->mEntryEdit->setCompleter( completer );
        propose();
      } );
  }

  void AddPeopleDialog::connectControls()
  {
    connect( mUi->mAddRowsButton, &QPushButton::clicked, this,
             [this] { addText( mUi->mEntryEdit->text() ); } );
    connect( mUi->mEntryEdit, &QLineEdit::returnPressed, this,
             [this] { addText( mUi->mEntryEdit->text() ); } );
    connect( mUi->mRoleCombo, QOverload<int>::of( &QComboBox::currentIndexChanged ), this,
             &AddPeopleDialog::showRoleHelp );
    connect( mUi->mRoleCombo, QOverload<int>::of( &QComboBox::activated ), this, &AddPeopleDialog::propose );
    connect( mUi->mRoleHelpButton, &QPushButton::clicked, this,
             [this] { PeopleHelp::show( this, PeopleHelpTopic::AddPeople ); } );
    for ( QAbstractButton *button : { static_cast<QAbstractButton *>( mUi->mInviteRadio ),
                                      static_cast<QAbstractButton *>( mUi->mCreateRadio ),
                                      static_cast<QAbstractButton *>( mUi->mProvisionRadio ) } )
      connect( button, &QAbstractButton::toggled, this,
               [this]( bool isOn )
               {
                 mUi->mNotifyCheck->setVisible( mUi->mCreateRadio->isChecked() );
                 mUi->mProviderEdit->setEnabled( mUi->mProvisionRadio->isChecked() );
                 if ( isOn )
                   propose();
               } );
    connect( mUi->mNotifyCheck, &QCheckBox::toggled, this, &AddPeopleDialog::propose );
    connect( mUi->mProviderEdit, &QLineEdit::editingFinished, this, &AddPeopleDialog::propose );
    connectTable();
    connect( &mParts.account, &Account::aboutToChange, this,
             [this]
             {
               if ( mTarget.directory && mTarget.directory->kind() == Kind::Domain )
                 return; // stands on a key of its own
               mSource.reset();
               mBulk.setDirectory( nullptr, {} );
               mTarget.directory.reset();
               reject();
             } );
  }

  void AddPeopleDialog::takeOut( const QList<int> &rows )
  {
    if ( mBulk.isRunning() )
      return;
    if ( !mBulk.isUndo() ) // its rows are other ones
      drop( rows );
    proposeRest();
  }

  void AddPeopleDialog::connectTable()
  {
    connect( mUi->mTakeOutButton, &QPushButton::clicked, this,
             [this] { takeOut( mUi->mPane->selectedPlanRows() ); } );
    connect( mUi->mPane, &PeopleReviewPane::takeOutWanted, this, [this]( int row ) { takeOut( { row } ); } );
    connect( &mBulk.model(), &PeopleReviewModel::roleWanted, this,
             [this]( int row, const QString &wire )
             {
               if ( !mBulk.isUndo() ) // its rows are other ones
               {
                 mEntries[row].role = wire;
                 mEntries[row].keepsRole = false;
               }
               propose();
             } );
    connect( &mBulk.model(), &PeopleReviewModel::userNameWanted, this,
             [this]( int row, const QString &name )
             {
               if ( !mBulk.isUndo() )
                 mEntries[row].userName = name;
               propose();
             } );
    connect( mUi->mPane, &PeopleReviewPane::ran, this, &AddPeopleDialog::ran );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
  }

  void AddPeopleDialog::fillSources()
  {
    auto *menu = new QMenu( this );
    menu->setToolTipsVisible( true );
    for ( const PeopleScope &source : std::as_const( mTarget.sources ) )
    {
      if ( source.place.project != mTarget.project )
        connect( menu->addAction( tr( "Project %1" ).arg( source.text ) ), &QAction::triggered, this,
                 [this, source] { copyFrom( source ); } );
    }
    if ( mTarget.directory->kind() != Kind::Domain )
      connect( menu, &QMenu::aboutToShow, this, [this, menu] { fillTemplates( *menu ); } );
    if ( mTarget.domain && !mTarget.domain->domains().isEmpty() )
    {
      auto *groups = menu->addMenu( tr( "Opendatasoft Group" ) );
      groups->setObjectName( QStringLiteral( "mGroupMenu" ) );
      connect( menu, &QMenu::aboutToShow, this, [this, groups] { fillGroups( *groups ); } );
      connect( mTarget.domain, &PeopleDomainPresenter::groupsLoaded, groups,
               [this, groups] { fillGroups( *groups ); } );
    }
    mUi->mFromButton->setMenu( menu );
    mUi->mFromButton->setVisible( mTarget.directory->kind() != Kind::Domain );
  }

  //! Asks the domain when somebody wants to copy from it, not before.
  void AddPeopleDialog::fillGroups( QMenu &menu )
  {
    menu.clear();
    if ( !mTarget.domain )
      return;
    mTarget.domain->start();
    const QList<ods::Group> groups = mTarget.domain->groups();
    for ( const ods::Group &group : groups )
      connect( menu.addAction( group.title.isEmpty() ? group.uid : group.title ), &QAction::triggered, this,
               [this, group] { copyGroup( group ); } );
    if ( !groups.isEmpty() )
      return;
    const QString host = mTarget.domain->domain().host();
    menu
      .addAction( mTarget.domain->isOpen() ? tr( "No group of %1 can be seen" ).arg( host )
                                           : tr( "Open %1 on the page Opendatasoft first" ).arg( host ) )
      ->setEnabled( false );
  }

  void AddPeopleDialog::copyGroup( const ods::Group &group )
  {
    const QString title = group.title.isEmpty() ? group.uid : group.title;
    mUi->mPane->say( Severity::Info, tr( "Reading the users of “%1”…" ).arg( title ) );
    mTarget.domain->entriesOfGroup( group.uid )
      .then( this,
             [this, title]( const Result<QList<PersonEntry>> &entries )
             {
               if ( !entries )
                 return mUi->mPane->say(
                   Severity::Warning,
                   words::describeDomain( entries.error(), mTarget.domain->domain().host() ).sentence );
               addEntries( *entries );
               if ( entries->isEmpty() )
                 mUi->mPane->say( Severity::Info, tr( "Nobody is in “%1”." ).arg( title ) );
             } );
  }

  //! Each time anew: another window may have saved one meanwhile.
  void AddPeopleDialog::fillTemplates( QMenu &menu )
  {
    const QList<QAction *> old = menu.actions();
    for ( QAction *action : old )
      if ( action->property( "isOfTemplates" ).toBool() )
        delete action;
    const Kind kind = mTarget.directory->kind();
    QList<QAction *> actions{ menu.addSeparator() };
    const QStringList names = peopleTemplates( kind );
    for ( const QString &name : names )
    {
      actions.append( menu.addAction( tr( "Template %1" ).arg( name ) ) );
      connect( actions.last(), &QAction::triggered, this,
               [this, kind, name]
               { addEntries( loadPeopleTemplate( kind, name ).value_or( QList<PersonEntry>() ) ); } );
    }
    actions.append( menu.addAction( tr( "Save This List as Template…" ) ) );
    actions.last()->setEnabled( !mEntries.isEmpty() );
    actions.last()->setToolTip( mEntries.isEmpty() ? tr( "The list is empty" )
                                                   : tr( "Keep these people and roles for other projects" ) );
    connect( actions.last(), &QAction::triggered, this, &AddPeopleDialog::askForTemplateName );
    auto *remove = new QMenu( tr( "Delete Template" ), &menu );
    for ( const QString &name : names )
      connect( remove->addAction( name ), &QAction::triggered, this,
               [kind, name] { removePeopleTemplate( kind, name ); } );
    if ( !names.isEmpty() )
      actions.append( menu.addMenu( remove ) );
    for ( QAction *action : std::as_const( actions ) )
      action->setProperty( "isOfTemplates", true );
  }

  void AddPeopleDialog::askForTemplateName()
  {
    auto *ask = new QInputDialog( this );
    ask->setAttribute( Qt::WA_DeleteOnClose );
    ask->setWindowTitle( tr( "Save Template" ) );
    ask->setLabelText( tr( "Name of the template" ) );
    connect( ask, &QInputDialog::textValueSelected, this, &AddPeopleDialog::saveTemplate );
    ask->open();
  }

  void AddPeopleDialog::saveTemplate( const QString &name )
  {
    if ( name.trimmed().isEmpty() )
      return;
    const Result<void> saved = savePeopleTemplate( mTarget.directory->kind(), name.trimmed(), mEntries );
    mUi->mPane->say( saved ? Severity::Done : Severity::Warning,
                     saved ? tr( "Saved as template “%1”." ).arg( name.trimmed() )
                           : tr( "The template cannot be saved in your data folder." ) );
  }

  void AddPeopleDialog::copyFrom( const PeopleScope &source )
  {
    mSource = std::make_unique<MerginDirectory>( *mParts.account.api(), mParts.clock, source.place );
    mSource->list( {} ).then( this,
                              [this]( const Result<PeopleList> &page )
                              {
                                QList<PersonEntry> entries;
                                for ( const Person &person : page ? page->people : QList<Person>() )
                                {
                                  if ( person.projectRole == ProjectRole::None || person.isYou )
                                    continue;
                                  PersonEntry entry;
                                  entry.userName = person.userName;
                                  entry.email = person.email;
                                  entry.role = toWire( person.projectRole );
                                  entries.append( entry );
                                }
                                addEntries( entries );
                              } );
  }

  void AddPeopleDialog::addText( const QString &text )
  {
    if ( mBulk.isRunning() )
      return mUi->mPane->say( Severity::Info, tr( "More people can be added when this run is over." ) );
    addEntries( entriesFromList( text ) );
    mUi->mEntryEdit->clear();
  }

  void AddPeopleDialog::addEntries( const QList<PersonEntry> &entries )
  {
    for ( PersonEntry entry : entries )
    {
      entry.line = int( mEntries.size() ) + 1;
      entry.project = mTarget.project;
      entry.keepsRole = entry.role.isEmpty(); // the role of the list above is for those who have none
      if ( entry.keepsRole )
        entry.role = role();
      mEntries.append( entry );
    }
    propose();
  }

  QString AddPeopleDialog::role() const { return mUi->mRoleCombo->currentData().toString(); }

  Intent AddPeopleDialog::intent() const
  {
    Intent intent;
    intent.defaultRole = role();
    intent.unknown = mUi->mProvisionRadio->isChecked() ? UnknownPeople::Provision
                     : mUi->mCreateRadio->isChecked()  ? UnknownPeople::CreateAccounts
                     : !mUi->mInviteRadio->isHidden() || mTarget.directory->kind() == Kind::Domain
                       ? UnknownPeople::Invite
                       : UnknownPeople::Refuse;
    intent.notifiesNewAccounts = mUi->mNotifyCheck->isChecked();
    intent.identityProvider = mUi->mProviderEdit->text().trimmed();
    intent.permissions = checkedIn( mRights );
    intent.groups = checkedIn( mGroups );
    return intent;
  }

  //! Whoever was added is no entry of a further run; \a rows are none either.
  void AddPeopleDialog::drop( const QList<int> &rows )
  {
    const QList<RowOutcome> &outcomes = mBulk.model().outcomes();
    for ( int row = int( mEntries.size() ) - 1; row >= 0; --row )
    {
      const bool isDone =
        mBulk.hasRun() && !mBulk.isUndo() && row < outcomes.size() && isSuccess( outcomes.at( row ).result );
      if ( isDone || rows.contains( row ) )
        mEntries.removeAt( row );
    }
  }

  void AddPeopleDialog::propose()
  {
    if ( mBulk.isRunning() )
      return;
    drop( {} );
    proposeRest();
  }

  void AddPeopleDialog::proposeRest()
  {
    mUi->mTakeOutButton->setEnabled( !mEntries.isEmpty() );
    mUi->mTakeOutButton->setToolTip(
      mEntries.isEmpty() ? tr( "The list is empty" ) : tr( "Take the selected rows out of the list (Del)" ) );
    if ( mTarget.directory )
      mBulk.propose( mEntries, intent() );
  }

  void AddPeopleDialog::showRoleHelp()
  {
    const bool isOfWorkspace = mTarget.directory->kind() == Kind::Members;
    const bool isCommunity =
      static_cast<MerginDirectory &>( *mTarget.directory ).state().server.type == ServerType::Community;
    mUi->mRoleHelpLabel->setText(
      isOfWorkspace
        ? words::roleHelp( workspaceRoleFromWire( role() ).value_or( WorkspaceRole::None ) )
        : words::roleHelp( projectRoleFromWire( role() ).value_or( ProjectRole::None ), isCommunity ) );
  }

  void AddPeopleDialog::keyPressEvent( QKeyEvent *event )
  {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ( isEnter && ( event->modifiers() & Qt::ControlModifier ) )
    {
      if ( !mBulk.hasRun() )
        mBulk.run();
      return;
    }
    if ( isEnter )
      return;                             // never closes, never runs
    if ( event->key() == Qt::Key_Delete ) // in the list; where one types, it deletes a letter
      return takeOut( mUi->mPane->selectedPlanRows() );
    QDialog::keyPressEvent( event );
  }
} // namespace syncline
