// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/mergindirectory.h"

#include "core/net/chain.h"

#include <algorithm>

namespace syncline::people
{
  QStringList featuresOf( const PeopleDirectory &directory )
  {
    QStringList names;
    for ( int i = 0; i <= int( Feature::Export ); ++i )
    {
      if ( directory.availability( Feature( i ) ).isThere() )
        names.append( nameOf( Feature( i ) ) );
    }
    return names;
  }

  MerginDirectory::MerginDirectory( ApiClient &api, Clock &clock, const Place &place,
                                    InvitationLedger *ledger )
    : mClock( clock )
    , mPlace( place )
    , mPeople( api, clock, ledger )
  {
  }

  Scope MerginDirectory::scope() const
  {
    Scope scope;
    scope.workspace = mPlace.workspace;
    if ( mPlace.project.isEmpty() )
      scope.wantsMembers = true;
    else
      scope.projects.append( mPlace.project );
    return scope;
  }

  Availability MerginDirectory::availability( Feature feature ) const
  {
    const bool isOfMembers = kind() == Kind::Members;
    if ( feature == Feature::Collaborators && isOfMembers )
      return { Availability::Reason::Edition, {} };
    const Availability there = availabilityOn( state().server, feature );
    const bool needsRole = feature == Feature::Members || feature == Feature::Collaborators ||
                           feature == Feature::Invitations || feature == Feature::Accounts;
    if ( !there.isThere() || !needsRole )
      return there;
    const bool isAllowed =
      feature == Feature::Collaborators ? mayChange() : mayChangeMembers( state().workspace.role );
    return isAllowed ? there : Availability{ Availability::Reason::OwnRole, {} };
  }

  Call<PeopleList> MerginDirectory::list( const PeopleQuery & )
  {
    return mPeople.read( scope() ).mapped(
      whileThere( this, [this]( const Result<PeopleState> &state ) { return pageOf( state ); } ) );
  }

  Result<PeopleList> MerginDirectory::pageOf( const Result<PeopleState> &state ) const
  {
    SYNCLINE_CHECK( state );
    PeopleList page;
    if ( kind() == Kind::Members )
      page.people = members();
    else if ( const ProjectPeople *there = project() )
      page.people = mayChange() ? collaborators( *there ) : namesOnly( *there );
    else
      return tl::unexpected<Error>( mPeople.troubleWith( mPlace.project ) );
    page.total = page.people.size();
    return page;
  }

  std::optional<Person> MerginDirectory::personNow( const QString &key ) const
  {
    const Result<PeopleList> page = pageOf( state() );
    for ( const Person &person : page ? page->people : QList<Person>() )
    {
      if ( person.key == key )
        return person;
    }
    return std::nullopt;
  }

  // Entries may name projects besides the one that the directory is of.
  Scope MerginDirectory::scopeFor( const QList<PersonEntry> &entries ) const
  {
    Scope wanted = scope();
    for ( const PersonEntry &entry : entries )
    {
      if ( !entry.project.isEmpty() && !wanted.projects.contains( entry.project ) )
        wanted.projects.append( entry.project );
    }
    return wanted;
  }

  Call<BulkPlan> MerginDirectory::plan( const QList<PersonEntry> &entries, const Intent &intent )
  {
    const Scope wanted = scopeFor( entries );
    const QDateTime readAt = state().readAt;
    bool isKnown = readAt.isValid() && readAt.secsTo( mClock.now() ) <= MerginPeople::MAX_AGE_SECONDS;
    for ( const QString &project : wanted.projects )
      isKnown = isKnown &&
                ( state().projectNamed( project ) || mPeople.troubleWith( project ).kind != ErrorKind::Bug );
    const auto planNow = [this, entries, intent]
    {
      return mPeople.plan( entries, intent,
                           { kind() == Kind::Members || !project() ? ProjectId() : project()->id } );
    };
    if ( isKnown )
      return Call<BulkPlan>::resolved( planNow() );
    return mPeople.read( wanted ).mapped(
      whileThere( this,
                  [planNow]( const Result<PeopleState> &read ) -> Result<BulkPlan>
                  {
                    SYNCLINE_CHECK( read );
                    return planNow();
                  } ) );
  }

  bool MerginDirectory::mayChange() const
  {
    if ( kind() == Kind::Members )
      return mayChangeMembers( state().workspace.role );
    const ProjectPeople *there = project();
    return there && mayChangeCollaborators( there->ownAccess );
  }

  QStringList MerginDirectory::whoMayChange() const
  {
    QStringList names;
    if ( const ProjectPeople *there = project() )
    {
      names = there->owners;
      for ( const Collaborator &person : there->people )
      {
        if ( mayChangeCollaborators( person.access ) && !names.contains( person.userName ) )
          names.append( person.userName );
      }
    }
    for ( const WorkspaceMember &member : state().members.value_or( QList<WorkspaceMember>() ) )
    {
      if ( mayChangeMembers( member.role ) && !names.contains( member.userName ) )
        names.append( member.userName );
    }
    names.sort( Qt::CaseInsensitive );
    return names;
  }

  QStringList MerginDirectory::rolesToGive() const
  {
    QStringList names;
    if ( kind() == Kind::Members )
    {
      for ( int i = int( WorkspaceRole::Guest ); i <= int( state().workspace.role ); ++i )
        names.append( toWire( WorkspaceRole( i ) ) );
      return names;
    }
    names.append( QStringLiteral( "none" ) );
    const ProjectPeople *there = project();
    for ( int i = int( ProjectRole::Reader ); there && i <= int( there->ownAccess ); ++i )
      names.append( toWire( ProjectRole( i ) ) );
    return names;
  }

  static Obstacle lockOf( bool isAboveMine, bool isOwner, int owners )
  {
    if ( isAboveMine )
      return Obstacle::TheirsIsAbove;
    return isOwner && owners == 1 ? Obstacle::LastOwner : Obstacle::None;
  }

  QList<Person> MerginDirectory::members() const
  {
    const QList<WorkspaceMember> all = state().members.value_or( QList<WorkspaceMember>() );
    const int owners = int( std::count_if(
      all.begin(), all.end(), []( const WorkspaceMember &m ) { return m.role == WorkspaceRole::Owner; } ) );
    QList<Person> people;
    people.reserve( all.size() );
    for ( const WorkspaceMember &member : all )
    {
      Person person;
      person.key = QString::number( member.id.value );
      person.id = member.id;
      person.userName = member.userName;
      person.email = member.email;
      person.isYou = member.id == state().ownId;
      person.workspaceRole = member.role;
      person.access = accessOf( ProjectRole::None, member.role, false );
      person.lock =
        lockOf( member.role > state().workspace.role, member.role == WorkspaceRole::Owner, owners );
      people.append( person );
    }
    return people;
  }

  QList<Person> MerginDirectory::collaborators( const ProjectPeople &project ) const
  {
    const int owners =
      int( std::count_if( project.people.begin(), project.people.end(),
                          []( const Collaborator &c ) { return c.access == ProjectRole::Owner; } ) );
    QList<Person> people;
    people.reserve( project.people.size() );
    for ( const Collaborator &one : project.people )
    {
      Person person;
      person.key = QString::number( one.id.value );
      person.id = one.id;
      person.userName = one.userName;
      person.fullName = one.fullName;
      person.email = one.email;
      person.isYou = one.id == state().ownId;
      person.workspaceRole = one.workspaceRole;
      person.projectRole = one.projectRole;
      person.access = accessOf( one.projectRole, one.workspaceRole, project.isPublic );
      if ( person.access.role < one.access ) // superusers own everything, whatever their roles are
        person.access = { one.access, AccessSource::Workspace };
      // What the workspace gives to an owner no role of a project can take.
      const bool isOwnerHere = one.access == ProjectRole::Owner && one.projectRole == ProjectRole::Owner;
      person.lock = lockOf( false, isOwnerHere, owners );
      people.append( person );
    }
    return people;
  }

  QList<Person> MerginDirectory::namesOnly( const ProjectPeople &project ) const
  {
    const QList<std::pair<ProjectRole, QStringList>> lists = { { ProjectRole::Owner, project.owners },
                                                               { ProjectRole::Writer, project.writers },
                                                               { ProjectRole::Editor, project.editors },
                                                               { ProjectRole::Reader, project.readers } };
    QList<Person> people;
    for ( const auto &list : lists )
    {
      for ( const QString &name : list.second )
      {
        Person person;
        person.key = name;
        person.userName = name;
        person.projectRole = list.first;
        person.access = { list.first, AccessSource::SetHere };
        person.isYou = name == mPeople.ownName();
        person.lock = Obstacle::NotAllowed;
        people.append( person );
      }
    }
    return people;
  }
} // namespace syncline::people
