// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplewindow.h"

#include "core/api/endpoints.h"
#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peopleadddialog.h"
#include "plugin/dialogs/peopledomaindialog.h"
#include "plugin/dialogs/peopledomainpage.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peopleinvitations.h"
#include "plugin/dialogs/peoplematrixpage.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_people.h"

#include <QCloseEvent>
#include <QSettings>

#include <algorithm>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  namespace
  {
    constexpr int PROJECTS_AT_MOST = 500; // in a list to choose from
    constexpr int PROJECT_PAGE = 100;
    constexpr QLatin1String TAB_KEY( "syncline/ui/people/tab" );
  } // namespace

  PeopleWindow::PeopleWindow( const PeopleParts &parts, QWidget *parent )
    : QDialog( parent )
    , mUi( std::make_unique<Ui::PeopleWindow>() )
    , mParts( parts )
  {
    mUi->setupUi( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    addPages();
    new ReadableWindow( this );
    PeopleHelp::install( this, PeopleHelpTopic::Window );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
    connect( &mParts.account, &Account::changed, this, &PeopleWindow::loadScopes );
    const QString last = QSettings().value( TAB_KEY ).toString();
    for ( int i = 0; i < mUi->mTabs->count(); ++i )
      if ( mUi->mTabs->widget( i )->objectName() == last )
        mUi->mTabs->setCurrentIndex( i );
    loadScopes();
  }

  PeopleWindow::~PeopleWindow()
  {
    if ( mUi->mTabs->currentWidget() )
      QSettings().setValue( TAB_KEY, mUi->mTabs->currentWidget()->objectName() );
  }

  void PeopleWindow::addPages()
  {
    mMembers = new PeoplePage( mParts, Kind::Members, this );
    mCollaborators = new PeoplePage( mParts, Kind::Collaborators, this );
    mUi->mTabs->addTab( mMembers, tr( "Members" ) );
    mUi->mTabs->addTab( mCollaborators, tr( "Collaborators" ) );
    mMatrix = new PeopleMatrixPage( mParts, this );
    mUi->mTabs->addTab( mMatrix, tr( "Access Matrix" ) );
    mInvitations = new PeopleInvitationsPage( mParts, this );
    mDomain = new PeopleDomainPage( mParts, this );
    mUi->mTabs->addTab( mInvitations, tr( "Invitations" ) );
    mUi->mTabs->addTab( mDomain, tr( "Opendatasoft" ) );
    showIcons();
    for ( PeoplePage *page : { mMembers, mCollaborators } )
      connectPage( page );
    connectMatrix();
    connect( &mCollaborators->presenter(), &PeoplePresenter::loaded, this, &PeopleWindow::tellOwners );
    connectDomain();
    connect( mInvitations, &PeopleInvitationsPage::countChanged, this,
             [this]( int received )
             {
               mUi->mTabs->setTabText( mUi->mTabs->indexOf( mInvitations ),
                                       received > 0 ? tr( "Invitations (%1)" ).arg( received )
                                                    : tr( "Invitations" ) );
             } );
    connect( mInvitations, &PeopleInvitationsPage::accepted, this, &PeopleWindow::loadScopes );
    connect( mMembers, &PeoplePage::placeChosen, this,
             [this]( const MerginDirectory::Place &place ) { chooseWorkspace( place.workspace ); } );
  }

  void PeopleWindow::showIcons()
  {
    const QList<std::pair<QWidget *, QString>> icons = { { mMembers, QStringLiteral( "people" ) },
                                                         { mCollaborators, QStringLiteral( "person" ) },
                                                         { mMatrix, QStringLiteral( "table" ) },
                                                         { mInvitations, QStringLiteral( "invitation" ) },
                                                         { mDomain, QStringLiteral( "table" ) } };
    for ( const auto &icon : icons )
      mUi->mTabs->setTabIcon( mUi->mTabs->indexOf( icon.first ), ownIcon( icon.second, mUi->mTabs ) );
  }

  void PeopleWindow::changeEvent( QEvent *event )
  {
    QDialog::changeEvent( event );
    const bool areColoursNew = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange;
    if ( areColoursNew && mDomain )
      showIcons();
  }

  void PeopleWindow::chooseWorkspace( const QString &name )
  {
    mProjects.clear();
    mColumns.clear();
    mWorkspace = name;
    showScopes();
    loadProjects( name, 1 );
  }

  void PeopleWindow::connectPage( PeoplePage *page )
  {
    connect( page, &PeoplePage::signInWanted, this, &PeopleWindow::signInWanted );
    connect( page, &PeoplePage::reviewsChanged, this, &PeopleWindow::reviewsChanged );
    connect( page, &PeoplePage::addWanted, this, [this, page] { openAdd( page ); } );
    connect( page, &PeoplePage::importWanted, this, [this, page] { openImport( page ); } );
    connect( page, &PeoplePage::detailsWanted, this,
             [this, page]( const QString &key ) { openDetails( page, key ); } );
    connect( page, &PeoplePage::matrixWanted, this,
             [this]( const QString &userName )
             {
               mUi->mTabs->setCurrentWidget( mMatrix );
               mMatrix->showPerson( userName );
             } );
    connect( page, &PeoplePage::bulkWanted, this,
             [this, page]( const QList<PersonEntry> &entries, const Intent &intent )
             { openReview( page, entries, intent ); } );
  }

  // --- which workspaces and projects there are

  //! Whom somebody can ask who may change nothing: the owners set on the project that is shown, or was opened.
  void PeopleWindow::tellOwners()
  {
    PeoplePresenter &shown = mCollaborators->presenter();
    if ( MerginDirectory *directory = shown.directory(); directory && !directory->mayChange() )
      mMembers->presenter().setOwnersOfProject( shown.scene().project, directory->whoMayChange() );
  }

  void PeopleWindow::setOpenProject( const ProjectName &name )
  {
    if ( name == mOpenProject )
      return;
    mOpenProject = name;
    if ( name.project().isEmpty() )
      return;
    mUi->mTabs->setCurrentWidget( mCollaborators );
    showScopes();
  }

  void PeopleWindow::reload()
  {
    mMembers->presenter().reload();
    mCollaborators->presenter().reload();
    mInvitations->reload();
  }

  void PeopleWindow::loadScopes()
  {
    mReceiver = std::make_unique<QObject>();
    mWorkspaces.clear();
    mProjects.clear();
    mColumns.clear();
    ApiClient *api = mParts.account.api();
    if ( !api || !mParts.account.isSignedIn() )
      return mMembers->presenter().reload(); // says that somebody has to sign in
    showKnownScopes();
    if ( const auto &known = api->session().data().capabilities )
      showPagesOf( *known );
    else
      api->call( endpoints::serverConfig() )
        .then( mReceiver.get(),
               [this, api]( const Result<ServerCapabilities> &server )
               {
                 if ( !server )
                   return;
                 api->session().setCapabilities( *server );
                 showPagesOf( *server );
               } );
    api->call( endpoints::profile() )
      .then( mReceiver.get(),
             [this]( const Result<UserProfile> &profile )
             {
               if ( profile )
                 gotProfile( *profile );
               else
                 mMembers->presenter().reload(); // meets the same trouble and says it
             } );
  }

  void PeopleWindow::showPagesOf( const ServerCapabilities &server )
  {
    const bool hasMembers =
      availabilityOn( server, Feature::Members ).reason != Availability::Reason::Edition;
    mUi->mTabs->setTabVisible( mUi->mTabs->indexOf( mMembers ), hasMembers );
    mUi->mTabs->setTabVisible( mUi->mTabs->indexOf( mInvitations ), hasMembers );
    if ( hasMembers )
      mInvitations->reload();
  }

  void PeopleWindow::gotProfile( const UserProfile &profile )
  {
    mWorkspaces.clear();
    for ( const Workspace &workspace : profile.workspaces )
      mWorkspaces.append( { workspace.name, { workspace.name, {} } } );
    mWorkspace = mOpenProject.workspace();
    for ( const Workspace &workspace : profile.workspaces )
      if ( mWorkspace.isEmpty() &&
           ( profile.preferredWorkspace == workspace.id || profile.workspaces.size() == 1 ) )
        mWorkspace = workspace.name;
    if ( mWorkspace.isEmpty() && !mWorkspaces.isEmpty() )
      mWorkspace = mWorkspaces.first().place.workspace;
    showScopes();
    loadProjects( mWorkspace, 1 );
  }

  void PeopleWindow::loadProjects( const QString &workspace, int page )
  {
    ApiClient *api = mParts.account.api();
    if ( !api || workspace.isEmpty() )
      return;
    endpoints::ProjectQuery query;
    query.page = page;
    query.pageSize = PROJECT_PAGE;
    query.workspace = workspace;
    query.asUser = mParts.account.userName();
    api->call( endpoints::projectPage( query ) )
      .then( mReceiver.get(),
             [this, workspace, page]( const Result<ProjectPage> &answer )
             {
               if ( !answer || workspace != mWorkspace )
                 return;
               if ( page == 1 ) // what was known before
               {
                 mProjects.clear();
                 mColumns.clear();
               }
               for ( const ProjectSummary &project : answer->projects )
               {
                 mProjects.append( { project.name.project(), { workspace, project.name.toString() } } );
                 mColumns.append( { project.id, project.name, project.isPublic } );
               }
               QHash<QString, QString> names;
               for ( const PeopleMatrixModel::Project &column : std::as_const( mColumns ) )
                 names.insert( column.id.toString(), column.name.project() );
               for ( PeoplePage *shown : { mMembers, mCollaborators } )
                 shown->setProjectNames( names );
               showScopes();
               if ( mProjects.size() < qMin( answer->total, PROJECTS_AT_MOST ) &&
                    !answer->projects.isEmpty() )
                 loadProjects( workspace, page + 1 );
               else
               {
                 mMatrix->setProjects( mColumns );
                 keepScopes();
               }
             } );
  }

  //! Workspaces and projects as they were when a window was open last: its lists are known, too.
  void PeopleWindow::showKnownScopes()
  {
    if ( !mParts.cache )
      return;
    const PeopleCache::Places known = mParts.cache->places( mParts.signIn() );
    const QString open = mOpenProject.workspace();
    if ( known.workspace.isEmpty() || ( !open.isEmpty() && open != known.workspace ) )
      return;
    mWorkspace = known.workspace;
    for ( const MerginDirectory::Place &place : known.workspaces )
      mWorkspaces.append( { place.workspace, place } );
    for ( const MerginDirectory::Place &place : known.projects )
      mProjects.append( { place.project.section( QLatin1Char( '/' ), -1 ), place } );
    showScopes();
  }

  void PeopleWindow::keepScopes()
  {
    if ( !mParts.cache )
      return;
    PeopleCache::Places places;
    places.workspace = mWorkspace;
    for ( const PeopleScope &scope : std::as_const( mWorkspaces ) )
      places.workspaces.append( scope.place );
    for ( const PeopleScope &scope : std::as_const( mProjects ) )
      places.projects.append( scope.place );
    mParts.cache->keepPlaces( mParts.signIn(), places );
  }

  void PeopleWindow::showScopes()
  {
    mMembers->setScopes( mWorkspaces, { mWorkspace, {} } );
    mMatrix->setScopes( mWorkspaces, mWorkspace );
    MerginDirectory::Place shown = mCollaborators->presenter().place();
    QList<PeopleScope> projects = mProjects;
    if ( !mOpenProject.project().isEmpty() )
    {
      const QString open = mOpenProject.toString();
      const bool isListed =
        std::any_of( projects.begin(), projects.end(),
                     [&open]( const PeopleScope &p ) { return p.place.project == open; } );
      if ( !isListed )
        projects.prepend( { mOpenProject.project(), { mOpenProject.workspace(), open } } );
      if ( shown.project.isEmpty() )
        shown = { mOpenProject.workspace(), open };
    }
    mCollaborators->setScopes( projects, shown );
  }

  // --- runs that nobody watches

  bool PeopleWindow::mustStay() const
  {
    const QList<QDialog *> dialogs = findChildren<QDialog *>( QString(), Qt::FindDirectChildrenOnly );
    return std::any_of( dialogs.begin(), dialogs.end(),
                        []( QDialog *dialog )
                        {
                          auto *runner = dynamic_cast<PeopleRunner *>( dialog );
                          return runner && ( runner->run().isRunning() ||
                                             ( runner->run().hasRun() && dialog->isHidden() ) );
                        } );
  }

  bool PeopleWindow::resumeRuns()
  {
    bool isAny = false;
    const QList<QDialog *> dialogs = findChildren<QDialog *>( QString(), Qt::FindDirectChildrenOnly );
    for ( QDialog *dialog : dialogs )
    {
      auto *runner = dynamic_cast<PeopleRunner *>( dialog );
      if ( !runner || !runner->run().hasRun() || !dialog->isHidden() )
        continue;
      dialog->show();
      dialog->raise();
      isAny = true;
    }
    return isAny;
  }

  //! Tells of the end of a run whose window is hidden: here where this window is open, else to whoever opened it.
  template<class Dialog> void PeopleWindow::watch( Dialog *dialog )
  {
    connect( &dialog->bulk(), &PeopleBulk::finished, this,
             [this, dialog]
             {
               if ( !dialog->isHidden() )
                 return;
               const RunCounts counts = dialog->bulk().counts();
               if ( isVisible() )
                 dialog->show();
               else
                 Q_EMIT ranUnseen( words::describeEnd( counts ).sentence );
             } );
  }

  void PeopleWindow::done( int result )
  {
    if ( mustStay() )
      hide();
    else
      QDialog::done( result );
  }

  void PeopleWindow::closeEvent( QCloseEvent *event )
  {
    if ( !mustStay() )
      return QDialog::closeEvent( event );
    hide();
    event->ignore();
  }

  void PeopleWindow::showEvent( QShowEvent *event )
  {
    QDialog::showEvent( event );
    resumeRuns();
  }

  // --- many people at once

  std::shared_ptr<PeopleDirectory> PeopleWindow::directoryFor( const PeoplePage *page ) const
  {
    return std::make_shared<MerginDirectory>( *mParts.account.api(), mParts.clock,
                                              const_cast<PeoplePage *>( page )->presenter().place(),
                                              mParts.ledger );
  }

  void PeopleWindow::openAdd( PeoplePage *page )
  {
    if ( resumeRuns() )
      return;
    AddPeopleDialog::Target target;
    target.directory = directoryFor( page );
    target.scene = page->presenter().scene();
    target.project = page->presenter().place().project;
    target.sources = target.project.isEmpty() ? QList<PeopleScope>() : mProjects;
    target.domain = &mDomain->presenter();
    auto *dialog = new AddPeopleDialog( mParts, target, this );
    watch( dialog );
    connect( dialog, &AddPeopleDialog::ran, this, &PeopleWindow::reload );
    dialog->show();
  }

  void PeopleWindow::openImport( PeoplePage *page )
  {
    if ( resumeRuns() )
      return;
    PeopleImportWizard::Target target;
    target.directory = directoryFor( page );
    target.scene = page->presenter().scene();
    target.project = page->presenter().place().project;
    auto *wizard = new PeopleImportWizard( mParts, target, this );
    watch( wizard );
    connect( wizard, &PeopleImportWizard::ran, this, &PeopleWindow::reload );
    wizard->show();
  }

  void PeopleWindow::openDetails( PeoplePage *page, const QString &key )
  {
    const Person *person = page->presenter().model().person( key );
    if ( !person )
      return;
    auto *dialog = new PeopleDetailsDialog(
      person->userName, PeopleDetailsDialog::fieldsOf( *person, page->presenter().kind() ), this );
    dialog->show();
  }

  // --- access matrix

  void PeopleWindow::connectMatrix()
  {
    connect( mMatrix, &PeopleMatrixPage::workspaceChosen, this, &PeopleWindow::chooseWorkspace );
    connect( mMatrix, &PeopleMatrixPage::reviewWanted, this, &PeopleWindow::openMatrixReview );
  }

  void PeopleWindow::openMatrixReview( const QList<PersonEntry> &entries )
  {
    MerginDirectory::Place place{ mWorkspace, entries.first().project };
    ErrorScene scene;
    scene.place = ErrorPlace::Window;
    scene.host = mParts.account.host();
    scene.workspace = mWorkspace;
    auto *dialog = new PeopleReviewDialog( mParts, this );
    watch( dialog );
    dialog->bulk().setDirectory(
      std::make_shared<MerginDirectory>( *mParts.account.api(), mParts.clock, place, mParts.ledger ), scene );
    Intent intent;
    dialog->bulk().propose( entries, intent );
    connect( dialog, &PeopleReviewDialog::ran, this,
             [this]
             {
               mMatrix->reload();
               reload();
             } );
    dialog->show();
  }

  // --- Opendatasoft

  void PeopleWindow::connectDomain()
  {
    connect( mDomain, &PeopleDomainPage::inviteWanted, this, [this] { openDomainInvite( false ); } );
    connect( mDomain, &PeopleDomainPage::provisionWanted, this, [this] { openDomainInvite( true ); } );
    connect( mDomain, &PeopleDomainPage::importWanted, this, &PeopleWindow::openDomainImport );
    connect( mDomain, &PeopleDomainPage::copyWanted, this, &PeopleWindow::copyToWorkspace );
    connect( &mMembers->presenter(), &PeoplePresenter::loaded, this,
             [this]
             {
               MerginDirectory *directory = mMembers->presenter().directory();
               mDomain->setCanCopy( directory && directory->mayChange() );
               if ( directory && directory->state().members )
                 mMatrix->setMembers( *directory->state().members );
             } );
    connect( &mParts.account, &Account::aboutToChange, this, [this] { mDomain->setCanCopy( false ); } );
  }

  void PeopleWindow::openDomainInvite( bool provisions )
  {
    if ( resumeRuns() )
      return;
    AddPeopleDialog::Target target;
    target.directory = mDomain->presenter().directory();
    target.scene.host = mDomain->presenter().domain().host();
    target.rights = ods::knownPermissions();
    target.groups = mDomain->presenter().groups();
    target.provisions = provisions;
    if ( !target.directory )
      return;
    auto *dialog = new AddPeopleDialog( mParts, target, this );
    watch( dialog );
    connect( dialog, &AddPeopleDialog::ran, &mDomain->presenter(), &PeopleDomainPresenter::reload );
    dialog->show();
  }

  void PeopleWindow::openDomainImport()
  {
    if ( resumeRuns() )
      return;
    PeopleImportWizard::Target target;
    target.directory = mDomain->presenter().directory();
    target.scene.host = mDomain->presenter().domain().host();
    if ( !target.directory )
      return;
    auto *wizard = new PeopleImportWizard( mParts, target, this );
    watch( wizard );
    connect( wizard, &PeopleImportWizard::ran, &mDomain->presenter(), &PeopleDomainPresenter::reload );
    wizard->show();
  }

  //! Members of the workspace from users of a domain: whoever is not there is invited, after the same review as always.
  void PeopleWindow::copyToWorkspace( const QList<PersonEntry> &entries )
  {
    Intent intent;
    intent.unknown = UnknownPeople::Invite;
    intent.defaultRole = toWire( WorkspaceRole::Guest );
    QList<PersonEntry> asked = entries;
    for ( PersonEntry &entry : asked )
      entry.keepsRole = true;
    openReview( mMembers, asked, intent );
  }

  void PeopleWindow::openReview( PeoplePage *page, const QList<PersonEntry> &entries, const Intent &intent )
  {
    auto *dialog = new PeopleReviewDialog( mParts, this );
    watch( dialog );
    dialog->bulk().setDirectory( directoryFor( page ), page->presenter().scene() );
    dialog->bulk().propose( entries, intent );
    connect( dialog, &PeopleReviewDialog::ran, this, &PeopleWindow::reload );
    dialog->show();
  }
} // namespace syncline
