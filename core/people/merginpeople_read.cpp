// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/endpoints_people.h"
#include "core/net/chain.h"
#include "core/people/ledger.h"
#include "core/people/merginpeople.h"
#include "core/people/peoplesupport.h"

namespace syncline::people
{
  namespace
  {
    constexpr int READS_IN_FLIGHT = 4;

    Call<bool> done() { return Call<bool>::resolved( true ); }
  } // namespace

  MerginPeople::MerginPeople( ApiClient &api, Clock &clock, InvitationLedger *ledger )
    : mApi( api )
    , mClock( clock )
    , mLedger( ledger )
  {
  }

  // server and profile ──► projects ──► workspace ──► members ──► seats ──► state
  Call<PeopleState> MerginPeople::read( const Scope &scope )
  {
    mScope = scope;
    mState = {};
    mTroubles.clear();
    mCollaborators.clear();
    mMembers = {};
    Call<bool> projects =
      chained( readServer(), this,
               [this]( const Result<bool> &server ) -> Call<bool>
               { return server ? readProjects( mScope.projects ) : Call<bool>::resolved( server ); } );
    Call<bool> members = chained( projects, this,
                                  [this]( const Result<bool> &read ) -> Call<bool>
                                  {
                                    const Result<bool> chosen =
                                      read ? chooseWorkspace( mScope.workspace ) : read;
                                    return chosen ? readMembers() : Call<bool>::resolved( chosen );
                                  } );
    Call<bool> seats = chained( members, this,
                                [this]( const Result<bool> &read ) -> Call<bool>
                                { return read ? readSeats() : Call<bool>::resolved( read ); } );
    return seats.mapped( whileThere( this,
                                     [this]( const Result<bool> &read ) -> Result<PeopleState>
                                     {
                                       SYNCLINE_CHECK( read );
                                       mState.readAt = mClock.now();
                                       if ( mLedger )
                                         mState.invited = mLedger->openAddresses(
                                           mApi.session().server(), mState.workspace.id, mState.readAt );
                                       return mState;
                                     } ) );
  }

  Call<bool> MerginPeople::readServer()
  {
    const auto withProfile = [this]( const Result<UserProfile> &profile ) -> Result<bool>
    {
      SYNCLINE_CHECK( profile );
      mProfile = *profile;
      mState.ownId = profile->id;
      return true;
    };
    if ( const auto &known = mApi.session().data().capabilities )
    {
      mState.server = *known;
      return mApi.call( endpoints::profile() ).mapped( whileThere( this, withProfile ) );
    }
    return chained( mApi.call( endpoints::serverConfig() ), this,
                    [this, withProfile]( const Result<ServerCapabilities> &server ) -> Call<bool>
                    {
                      if ( !server )
                        return Call<bool>::resolved( tl::unexpected<Error>( server.error() ) );
                      mApi.session().setCapabilities( *server );
                      mState.server = *server;
                      return mApi.call( endpoints::profile() ).mapped( whileThere( this, withProfile ) );
                    } );
  }

  Call<bool> MerginPeople::readProjects( const QStringList &projects )
  {
    if ( projects.isEmpty() )
      return done();
    const Availability there = availabilityOn( mState.server, Feature::Collaborators );
    if ( !there.isThere() )
      return Call<bool>::resolved( tl::unexpected<Error>( errorFor( there, Feature::Collaborators ) ) );
    const auto start = [this, projects]( int index ) { return readProject( projects.at( index ) ); };
    return gathered<ProjectPeople>( this, int( projects.size() ), READS_IN_FLIGHT, start )
      .mapped( whileThere( this,
                           [this, projects]( const Result<QList<Result<ProjectPeople>>> &all ) -> Result<bool>
                           {
                             SYNCLINE_CHECK( all );
                             for ( int i = 0; i < all->size(); ++i )
                             {
                               if ( all->at( i ) )
                                 mState.projects.append( *all->at( i ) );
                               else
                                 mTroubles.insert( projects.at( i ), all->at( i ).error() );
                             }
                             return true;
                           } ) );
  }

  static Endpoint<ProjectAccess> accessEndpoint( const QString &text, const QString &workspace,
                                                 Error &trouble )
  {
    const Result<ProjectId> id = ProjectId::fromString( text );
    if ( id )
      return endpoints::projectAccessById( *id );
    const bool isFull = text.contains( QLatin1Char( '/' ) );
    const Result<ProjectName> name =
      isFull ? ProjectName::fromString( text ) : ProjectName::fromParts( workspace, text );
    if ( name )
      return endpoints::projectAccess( *name );
    trouble = name.error();
    return {};
  }

  Call<ProjectPeople> MerginPeople::readProject( const QString &text )
  {
    QString workspace = mScope.workspace;
    if ( workspace.isEmpty() && mProfile.workspaces.size() == 1 )
      workspace = mProfile.workspaces.first().name;
    Error trouble;
    const Endpoint<ProjectAccess> endpoint = accessEndpoint( text, workspace, trouble );
    if ( !endpoint.decode )
      return Call<ProjectPeople>::resolved( tl::unexpected<Error>( trouble ) );
    return chained(
      mApi.call( endpoint ), this,
      [this]( const Result<ProjectAccess> &access ) -> Call<ProjectPeople>
      {
        if ( !access )
          return Call<ProjectPeople>::resolved( tl::unexpected<Error>( access.error() ) );
        const ProjectPeople project{ access->id,       access->name,   access->ownRole, {},
                                     access->isPublic, access->owners, access->writers, access->editors,
                                     access->readers };
        // Who may not change people may not see them either; the plan says so, with the names of who can.
        if ( !mayChangeCollaborators( access->ownRole ) )
          return Call<ProjectPeople>::resolved( project );
        return mApi.call( endpoints::collaborators( access->id ) )
          .mapped(
            whileThere( this,
                        [this, project]( const Result<QList<Collaborator>> &people ) -> Result<ProjectPeople>
                        {
                          SYNCLINE_CHECK( people );
                          mCollaborators.insert( project.id, { *people, mClock.now() } );
                          ProjectPeople whole = project;
                          whole.people = *people;
                          return whole;
                        } ) );
      } );
  }

  Result<bool> MerginPeople::chooseWorkspace( const QString &text )
  {
    QString wanted = text;
    if ( wanted.isEmpty() && !mState.projects.isEmpty() )
      wanted = mState.projects.first().name.workspace();
    for ( const Workspace &workspace : mProfile.workspaces )
    {
      const bool isPreferred = wanted.isEmpty() && ( mProfile.workspaces.size() == 1 ||
                                                     mProfile.preferredWorkspace == workspace.id );
      if ( isPreferred || wanted.compare( workspace.name, Qt::CaseInsensitive ) == 0 ||
           wanted == QString::number( workspace.id.value ) )
      {
        mState.workspace = workspace;
        return true;
      }
    }
    // Somebody may have a role on a project without being in its workspace; only what is about the workspace fails then.
    if ( !mScope.wantsMembers && text.isEmpty() )
      return true;
    return fail( ErrorKind::NotFound, wanted.isEmpty()
                                        ? QStringLiteral( "no workspace is named" )
                                        : QStringLiteral( "no workspace \"%1\"" ).arg( wanted ) );
  }

  Call<bool> MerginPeople::readMembers()
  {
    const Availability there = availabilityOn( mState.server, Feature::Members );
    if ( mScope.wantsMembers && !there.isThere() )
      return Call<bool>::resolved( tl::unexpected<Error>( errorFor( there, Feature::Members ) ) );
    if ( !there.isThere() || !mayChangeMembers( mState.workspace.role ) )
      return done();
    return freshMembers().mapped(
      whileThere( this,
                  [this]( const Result<QList<WorkspaceMember>> &members ) -> Result<bool>
                  {
                    if ( members )
                    {
                      mState.members = *members;
                      settleInvitations();
                    }
                    else if ( mScope.wantsMembers )
                      return tl::unexpected<Error>( members.error() );
                    return true;
                  } ) );
  }

  void MerginPeople::settleInvitations()
  {
    if ( !mLedger )
      return;
    QStringList addresses;
    for ( const WorkspaceMember &member : *mState.members )
      addresses.append( member.email );
    mLedger->settle( mApi.session().server(), mState.workspace.id, addresses );
  }

  Call<bool> MerginPeople::readSeats()
  {
    if ( !mState.workspace.id.isValid() || !availabilityOn( mState.server, Feature::Seats ).isThere() )
      return done();
    return mApi.call( endpoints::workspaceSeats( mState.workspace.id ) )
      .mapped( whileThere( this,
                           [this]( const Result<WorkspaceSeats> &seats ) -> Result<bool>
                           {
                             // Servers without subscriptions have no such call; then nobody counts seats.
                             if ( seats )
                               mState.seats = *seats;
                             return true;
                           } ) );
  }

  bool MerginPeople::isFresh( const QDateTime &readAt ) const
  {
    return readAt.isValid() && readAt.secsTo( mClock.now() ) <= MAX_AGE_SECONDS;
  }

  Call<QList<Collaborator>> MerginPeople::freshCollaborators( const ProjectId &project )
  {
    const Cached<QList<Collaborator>> known = mCollaborators.value( project );
    if ( isFresh( known.readAt ) )
      return Call<QList<Collaborator>>::resolved( known.list );
    auto made = Resolver<QList<Collaborator>>::make();
    const bool isAsked = !mWaitingForProject.value( project ).isEmpty();
    mWaitingForProject[project].append( made.second );
    if ( isAsked )
      return made.first;
    mApi.call( endpoints::collaborators( project ) )
      .then( this,
             [this, project]( const Result<QList<Collaborator>> &people )
             {
               if ( people )
                 mCollaborators.insert( project, { *people, mClock.now() } );
               for ( const auto &waiting : mWaitingForProject.take( project ) )
                 waiting.resolve( people );
             } );
    return made.first;
  }

  Call<QList<WorkspaceMember>> MerginPeople::freshMembers()
  {
    if ( isFresh( mMembers.readAt ) )
      return Call<QList<WorkspaceMember>>::resolved( mMembers.list );
    auto made = Resolver<QList<WorkspaceMember>>::make();
    mWaitingForMembers.append( made.second );
    if ( mWaitingForMembers.size() > 1 )
      return made.first;
    mApi.call( endpoints::workspaceMembers( mState.workspace.id ) )
      .then( this,
             [this]( const Result<QList<WorkspaceMember>> &members )
             {
               if ( members )
                 mMembers = { *members, mClock.now() };
               const auto all = std::exchange( mWaitingForMembers, {} );
               for ( const auto &waiting : all )
                 waiting.resolve( members );
             } );
    return made.first;
  }

  BulkPlan MerginPeople::plan( const QList<PersonEntry> &entries, const Intent &intent,
                               const QList<ProjectId> &scopes )
  {
    return planPeople( entries, mState, intent, scopes );
  }

  Call<BulkPlan> MerginPeople::planAgain( const QList<PersonEntry> &entries, const Intent &intent )
  {
    // Removals of absent people come back as entries of their own, so that nobody else is taken for absent.
    Intent again = intent;
    again.absent = AbsentPeople::LeaveAlone;
    return read( Scope( mScope ) )
      .mapped( whileThere( this,
                           [this, entries, again]( const Result<PeopleState> &state ) -> Result<BulkPlan>
                           {
                             SYNCLINE_CHECK( state );
                             return plan( entries, again );
                           } ) );
  }
} // namespace syncline::people
