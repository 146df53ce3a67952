// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplepresenter.h"

#include "core/api/endpoints_people.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr std::chrono::milliseconds DONE_IS_SHOWN_FOR{ 3000 };
  }

  PeoplePresenter::PeoplePresenter( const PeopleParts &parts, Kind kind, QObject *parent )
    : QObject( parent )
    , mParts( parts )
    , mKind( kind )
    , mModel( kind )
  {
    connect( &mModel, &PeopleModel::roleWanted, this,
             [this]( const QString &key, const QString &wire, bool resets )
             { changeRole( key, wire, resets ); } );
    connect( &mParts.account, &Account::aboutToChange, this,
             [this]
             {
               // What was asked with the sign-in before finds nobody any more.
               mDirectory.reset();
               mUndo = {};
               mAsked = {};
               mLoadedAt = {};
               mModel.setPeople( {} );
             } );
    connect( &mParts.account, &Account::changed, this, &PeoplePresenter::reload );
  }

  PeoplePresenter::~PeoplePresenter() { keepShown(); }

  //! With what was changed in the meantime.
  void PeoplePresenter::keepShown()
  {
    if ( mParts.cache && mLoadedAt.isValid() && mParts.account.isSignedIn() )
      mParts.cache->keep( mParts.signIn(), mPlace, { mModel.people(), mLoadedAt } );
  }

  //! What was shown last, until the server has answered. Nothing of it can be changed yet.
  void PeoplePresenter::showKnown()
  {
    if ( !mParts.cache || mModel.total() > 0 )
      return;
    const PeopleCache::List known = mParts.cache->list( mParts.signIn(), mPlace );
    if ( !known.loadedAt.isValid() )
      return;
    mLoadedAt = known.loadedAt;
    mModel.setEditable( false );
    mModel.setPeople( known.people );
  }

  void PeoplePresenter::setPlace( const MerginDirectory::Place &place )
  {
    if ( mDirectory && place.workspace == mPlace.workspace && place.project == mPlace.project )
      return;
    keepShown();
    mPlace = place;
    mDirectory.reset();
    mUndo = {};
    mLoadedAt = {};
    mModel.setPeople( {} );
    reload();
  }

  void PeoplePresenter::reload()
  {
    if ( !mParts.account.isSignedIn() || !mParts.account.api() )
    {
      if ( mParts.cache )
        mParts.cache->clear();
      mLoadedAt = {};
      mModel.setPeople( {} );
      Q_EMIT signedOut();
      return;
    }
    if ( mKind == Kind::Collaborators && mPlace.project.isEmpty() )
      return;
    if ( !mDirectory )
      mDirectory =
        std::make_unique<MerginDirectory>( *mParts.account.api(), mParts.clock, mPlace, mParts.ledger );
    showKnown();
    mIsLoading = true;
    Q_EMIT loading();
    mDirectory->list( {} ).then( this, [this]( const Result<PeopleList> &page ) { gotPage( page ); } );
  }

  void PeoplePresenter::gotPage( const Result<PeopleList> &page )
  {
    if ( !page && page.error().kind == ErrorKind::Canceled )
      return; // another place was chosen, or another sign-in
    mIsLoading = false;
    if ( !page )
    {
      mModel.setEditable( false );
      ErrorText why = words::describePeople( page.error(), scene() );
      if ( page.error().kind == ErrorKind::Offline && mLoadedAt.isValid() )
        why.sentence =
          tr( "You are offline. This list was loaded %1; roles can be changed when you are back." )
            .arg( timeText( mLoadedAt, mParts.clock.now() ) );
      Q_EMIT troubled( why );
      return;
    }
    mLoadedAt = mParts.clock.now();
    mModel.setPeople( page->people );
    keepShown();
    mModel.setEditable( mDirectory->mayChange() );
    Q_EMIT loaded();
  }

  // --- one role

  PersonEntry PeoplePresenter::entryFor( const Person &person, const QString &wire ) const
  {
    PersonEntry entry;
    entry.userName = person.userName;
    entry.role = wire;
    entry.project = mPlace.project;
    return entry;
  }

  QString PeoplePresenter::nameOf( const QString &key ) const
  {
    const Person *person = mModel.person( key );
    return person ? person->userName : key;
  }

  void PeoplePresenter::changeRole( const QString &key, const QString &wire, bool resetsProjectRoles )
  {
    Wish wish{ key, wire };
    wish.resetsProjectRoles = resetsProjectRoles;
    start( wish );
  }

  void PeoplePresenter::start( const Wish &wish )
  {
    const Person *person = mModel.person( wish.key );
    if ( !person || !mDirectory )
      return;
    const QString before = PeopleModel::wireRole( *person, mKind );
    mModel.setRowState( wish.key, PeopleModel::RowState::Pending );
    Intent intent;
    intent.onlyExisting = true;
    intent.hasConfirmedOwnAccess = wish.hasConfirmedOwnAccess;
    intent.resetsProjectRoles = wish.resetsProjectRoles;
    mDirectory->plan( { entryFor( *person, wish.wire ) }, intent )
      .then( this, [this, wish, before]( const Result<BulkPlan> &plan ) { gotPlan( wish, before, plan ); } );
  }

  void PeoplePresenter::gotPlan( const Wish &wish, const QString &before, const Result<BulkPlan> &plan )
  {
    if ( !plan )
      return refuse( wish.key, words::describePeople( plan.error(), scene(), nameOf( wish.key ) ).sentence );
    const PlannedRow &row = plan->rows.first();
    const QString now = row.now.isEmpty() ? QStringLiteral( "none" ) : row.now;
    if ( row.trouble == RowTrouble::UnknownPerson )
    {
      mModel.removePerson( wish.key );
      Q_EMIT refused( tr( "%1 was removed by somebody else meanwhile." ).arg( row.person() ) );
      return;
    }
    if ( !wish.overrules && now != before && now != wish.wire )
      return askAbout( wish, now );
    if ( row.obstacle == Obstacle::OwnAccess )
    {
      mModel.setRowState( wish.key, PeopleModel::RowState::Normal );
      mAsked = wish;
      Q_EMIT ownAccessAsked(
        tr( "This lowers your own access from %1 to %2. Type your user name to do it all the same." )
          .arg( words::roleNameOfWire( before ), words::roleNameOfWire( wish.wire ) ),
        nameOf( wish.key ) );
      return;
    }
    if ( row.action == RowAction::NotPossible )
      return refuse( wish.key, words::whatHappens( row, scene().workspace ) );
    if ( row.action == RowAction::Same )
    {
      takeFromDirectory( wish.key );
      mModel.setRowState( wish.key, PeopleModel::RowState::Normal );
      return;
    }
    perform( wish, row, plan->intent );
  }

  void PeoplePresenter::perform( const Wish &wish, const PlannedRow &row, const Intent &intent )
  {
    mDirectory->performer()
      .perform( { row }, intent )
      .then( this, [this, wish, row]( const Result<QList<RowOutcome>> &outcomes )
             { settle( wish, row, outcomes ? outcomes->first() : outcomeOf( outcomes.error() ) ); } );
  }

  void PeoplePresenter::settle( const Wish &wish, const PlannedRow &row, const RowOutcome &outcome )
  {
    if ( outcome.result == RowResult::Changed )
    {
      const auto *said = std::get_if<ServerDetail>( &outcome.error.payload );
      return askAbout( wish, said && !said->detail.isEmpty() ? said->detail : QStringLiteral( "none" ) );
    }
    if ( outcome.result == RowResult::Unknown )
      return refuse(
        wish.key,
        tr( "The answer for %1 got lost. Reload (F5) shows whether it is done." ).arg( nameOf( wish.key ) ) );
    if ( !isSuccess( outcome.result ) )
      return refuse( wish.key, words::describePeople( outcome.error, scene(), row.person() ).sentence );
    const bool isGone = mKind == Kind::Members && row.action == RowAction::Remove;
    const QString was = row.now.isEmpty() ? QStringLiteral( "none" ) : row.now;
    const QString name = nameOf( wish.key );
    mUndo = isGone || wish.isUndo ? Wish() : Wish{ wish.key, was, true, true, true };
    if ( isGone )
    {
      mModel.removePerson( wish.key );
      Q_EMIT changed( tr( "%1 is not a member any more." ).arg( name ), false );
      return;
    }
    takeFromDirectory( wish.key );
    mModel.setRowState( wish.key, PeopleModel::RowState::Done );
    mParts.clock.after( DONE_IS_SHOWN_FOR, this,
                        [this, key = wish.key]
                        {
                          if ( mModel.rowState( key ) == PeopleModel::RowState::Done )
                            mModel.setRowState( key, PeopleModel::RowState::Normal );
                        } );
    const QString then = outcome.then.isEmpty() ? row.then : outcome.then;
    Q_EMIT changed(
      then.isEmpty() || then == QLatin1String( "none" )
        ? tr( "%1 has no role of this project any more (was %2)." ).arg( name, words::roleNameOfWire( was ) )
        : tr( "%1 is now %2 (was %3)." )
              .arg( name, words::roleNameOfWire( then ), words::roleNameOfWire( was ) ) +
            ( wish.resetsProjectRoles ? tr( " Roles set on single projects are gone." ) : QString() ),
      canUndo() );
    if ( wish.resetsProjectRoles )
      reload(); // the projects of this person are others now
  }

  void PeoplePresenter::refuse( const QString &key, const QString &sentence )
  {
    mModel.setRowState( key, PeopleModel::RowState::Refused, sentence );
    Q_EMIT refused( sentence );
  }

  //! Somebody else gave another role meanwhile; the row shows it, and the question is which one stays.
  void PeoplePresenter::askAbout( const Wish &wish, const QString &nowWire )
  {
    mAsked = wish;
    const QString name = nameOf( wish.key );
    const QString sentence =
      tr( "%1 was changed to %2 by somebody else meanwhile." ).arg( name, words::roleNameOfWire( nowWire ) );
    mDirectory->list( {} ).then(
      this,
      [this, wish, sentence, nowWire]( const Result<PeopleList> &page )
      {
        if ( page )
          mModel.setPeople( page->people );
        mModel.setRowState( wish.key, PeopleModel::RowState::ChangedElsewhere, sentence );
        Q_EMIT changedElsewhere( sentence, tr( "Set %1 Anyway" ).arg( words::roleNameOfWire( wish.wire ) ),
                                 tr( "Keep %1" ).arg( words::roleNameOfWire( nowWire ) ) );
      } );
  }

  void PeoplePresenter::overrule()
  {
    Wish wish = std::exchange( mAsked, {} );
    wish.overrules = true;
    start( wish );
  }

  void PeoplePresenter::keepTheirs()
  {
    const Wish wish = std::exchange( mAsked, {} );
    mModel.setRowState( wish.key, PeopleModel::RowState::Normal );
  }

  void PeoplePresenter::confirmOwnAccess()
  {
    Wish wish = std::exchange( mAsked, {} );
    wish.hasConfirmedOwnAccess = true;
    start( wish );
  }

  void PeoplePresenter::dropOwnAccess() { mAsked = {}; }

  void PeoplePresenter::undo()
  {
    if ( canUndo() )
      start( std::exchange( mUndo, {} ) );
  }

  void PeoplePresenter::takeFromDirectory( const QString &key )
  {
    if ( const std::optional<Person> person = mDirectory->personNow( key ) )
      mModel.setPerson( *person );
    else
      mModel.removePerson( key );
  }

  // --- removal

  //! "survey-2026, trees-2026 and 12 more".
  static QString namesOf( const QStringList &projects )
  {
    constexpr int SHOWN = 5;
    const QString shown = projects.mid( 0, SHOWN ).join( QStringLiteral( ", " ) );
    const int more = int( projects.size() ) - SHOWN;
    return more <= 0 ? shown : PeoplePresenter::tr( "%1 and %n more", nullptr, more ).arg( shown );
  }

  RemovalQuestion PeoplePresenter::removalOf( const QString &key, const QStringList *lost ) const
  {
    RemovalQuestion question;
    const Person *person = mModel.person( key );
    if ( !person )
      return question;
    question.takesOwnAccess = person->isYou;
    const QString name = person->userName;
    if ( mKind == Kind::Members )
    {
      if ( !lost )
        question.sentence =
          tr( "Remove %1 from %2? %1 loses access to every project of it, and must be invited "
              "again to come back." )
            .arg( name, scene().workspace );
      else if ( lost->isEmpty() )
        question.sentence =
          tr( "Remove %1 from %2? %1 has no role on any project, and must be invited again to come back." )
            .arg( name, scene().workspace );
      else
        question.sentence = tr( "Remove %1 from %2? %1 loses access to %n project(s): %3. %1 must be invited "
                                "again to come back.",
                                nullptr, int( lost->size() ) )
                              .arg( name, scene().workspace, namesOf( *lost ) );
      question.verb = tr( "Remove %1" ).arg( name );
      return question;
    }
    const ProjectRole left = accessOf( ProjectRole::None, person->workspaceRole, false ).role;
    question.sentence = left == ProjectRole::None
                          ? tr( "Remove %1's role in %2? %1 loses access." ).arg( name, scene().project )
                          : tr( "Remove %1's role in %2? %1 keeps %3 access from the workspace." )
                              .arg( name, scene().project, words::roleName( left ) );
    question.verb = tr( "Remove Role" );
    return question;
  }

  void PeoplePresenter::remove( const QString &key, Removal how )
  {
    Wish wish{ key, QStringLiteral( "none" ) };
    wish.hasConfirmedOwnAccess = how == Removal::OwnAccess;
    wish.resetsProjectRoles = how == Removal::WithProjectRoles;
    start( wish );
  }

  // --- who may read without a role

  std::optional<bool> PeoplePresenter::isPublic() const
  {
    const ProjectPeople *project = mDirectory ? mDirectory->state().projectNamed( mPlace.project ) : nullptr;
    return project ? std::optional<bool>( project->isPublic ) : std::nullopt;
  }

  void PeoplePresenter::setPublic( bool isPublic )
  {
    const ProjectPeople *project = mDirectory ? mDirectory->state().projectNamed( mPlace.project ) : nullptr;
    if ( !project )
      return;
    mParts.account.api()
      ->call( endpoints::setProjectPublic( project->name, isPublic ) )
      .then( mDirectory.get(),
             [this]( const Result<ProjectAccess> &now )
             {
               if ( !now )
               {
                 Q_EMIT refused( words::describePeople( now.error(), scene() ).sentence );
                 return;
               }
               Q_EMIT publicChanged( now->isPublic ? tr( "Anyone may read %1 now." ).arg( scene().project )
                                                   : tr( "%1 is private now." ).arg( scene().project ) );
               reload();
             } );
  }

  // --- words about the place

  ErrorScene PeoplePresenter::scene() const
  {
    ErrorScene scene;
    scene.place = ErrorPlace::Window;
    scene.host = mParts.account.host();
    scene.project = mPlace.project.section( QLatin1Char( '/' ), -1 );
    scene.workspace = mPlace.workspace;
    if ( mDirectory && !mDirectory->state().workspace.name.isEmpty() )
      scene.workspace = mDirectory->state().workspace.name;
    return scene;
  }

  QString PeoplePresenter::seatsText() const
  {
    if ( !mDirectory || !mDirectory->state().seats || mDirectory->state().seats->editors < 0 )
      return QString();
    const WorkspaceSeats &seats = *mDirectory->state().seats;
    const int used = seats.editors + qMax( 0, seats.invitations );
    return seats.limit < 0 ? tr( "Seats %1, no limit" ).arg( used )
                           : tr( "Seats %1 of %2" ).arg( used ).arg( seats.limit );
  }

  QString PeoplePresenter::readOnlySentence() const
  {
    if ( !mDirectory || mDirectory->mayChange() || !mDirectory->state().readAt.isValid() )
      return QString();
    const QString names = mDirectory->whoMayChange().join( QStringLiteral( ", " ) );
    const PeopleState &state = mDirectory->state();
    if ( mKind == Kind::Members )
    {
      const QString role = words::roleName( state.workspace.role );
      if ( !names.isEmpty() )
        return tr( "You are %1 in %2. Owners and admins can change members: %3." )
          .arg( role, scene().workspace, names );
      const QString sentence =
        tr(
          "You are %1 in %2. Its owners and admins can change members; the server does not tell who they are." )
          .arg( role, scene().workspace );
      return mKnownOwners.isEmpty()
               ? sentence
               : tr( "%1 Owners of %2: %3." )
                   .arg( sentence, mKnownProject, mKnownOwners.join( QStringLiteral( ", " ) ) );
    }
    const ProjectPeople *project = state.projectNamed( mPlace.project );
    const QString role = words::roleName( project ? project->ownAccess : ProjectRole::None );
    return names.isEmpty()
             ? tr(
                 "You are %1 here. Owners and admins of %2 can change access; the server does not tell who they are." )
                 .arg( role, scene().workspace.isEmpty() ? mPlace.workspace : scene().workspace )
             : tr( "You are %1 here. Owners can change access: %2." ).arg( role, names );
  }

  void PeoplePresenter::setOwnersOfProject( const QString &project, const QStringList &owners )
  {
    if ( mKnownProject == project && mKnownOwners == owners )
      return;
    mKnownProject = project;
    mKnownOwners = owners;
    if ( !mIsLoading && !readOnlySentence().isEmpty() )
      Q_EMIT loaded();
  }

  bool PeoplePresenter::isCommunity() const
  {
    return mDirectory && mDirectory->state().server.type == ServerType::Community;
  }
} // namespace syncline
