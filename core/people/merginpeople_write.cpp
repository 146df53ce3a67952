// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_people.h"
#include "core/net/chain.h"
#include "core/people/ledger.h"
#include "core/people/merginpeople.h"
#include "core/people/password.h"

#include <algorithm>

namespace syncline::people
{
  RowOutcome outcomeOf( const Error &error )
  {
    // Without an answer, or with one that makes no sense, the request may have arrived all the same.
    static const QList<ErrorKind> sNoAnswer = { ErrorKind::Offline, ErrorKind::Timeout,
                                                ErrorKind::ServerFailure, ErrorKind::MalformedReply,
                                                ErrorKind::Canceled };
    // Where no connection came about, nothing was sent either.
    using Cause = NetworkDetail::Cause;
    const auto *network = std::get_if<NetworkDetail>( &error.payload );
    const bool wasNotSent =
      network && ( network->cause == Cause::Refused || network->cause == Cause::HostNotFound );
    RowOutcome outcome;
    outcome.error = error;
    outcome.result = RowResult::Refused;
    if ( !wasNotSent && sNoAnswer.contains( error.kind ) )
      outcome.result = RowResult::Unknown;
    else if ( error.kind == ErrorKind::VersionConflict )
      outcome.result = RowResult::Changed;
    return outcome;
  }

  namespace
  {
    Call<RowOutcome> resolved( const RowOutcome &outcome ) { return Call<RowOutcome>::resolved( outcome ); }
    Call<RowOutcome> resolved( const Error &error ) { return resolved( outcomeOf( error ) ); }

    RowOutcome success( RowResult result, const QString &then )
    {
      RowOutcome outcome;
      outcome.result = result;
      outcome.then = then;
      return outcome;
    }

    Call<RowOutcome> changedTo( const QString &now )
    {
      Error error;
      error.kind = ErrorKind::VersionConflict;
      error.detail = QStringLiteral( "somebody else changed this to \"%1\" meanwhile" ).arg( now );
      error.payload = ServerDetail{ 0, QStringLiteral( "ChangedMeanwhile" ), now, {}, -1 };
      return resolved( error );
    }

    Call<RowOutcome> guardedBy( Obstacle obstacle )
    {
      Error error;
      error.kind = ErrorKind::Forbidden;
      error.detail = nameOf( obstacle );
      error.payload = ServerDetail{ 0, nameOf( obstacle ), {}, {}, -1 };
      return resolved( error );
    }

    Error gone()
    {
      Error error;
      error.kind = ErrorKind::NotFound;
      error.detail = QStringLiteral( "removed by somebody else meanwhile" );
      error.payload = ServerDetail{ 0, QStringLiteral( "Gone" ), {}, {}, -1 };
      return error;
    }

    //! Servers make the name of an account from the address, and then find "al" of al@example.com too short: al.example is not.
    QString nameWhereTooShort( const QString &email )
    {
      constexpr int SHORTEST = 4;
      const QString local = email.section( QLatin1Char( '@' ), 0, 0 );
      if ( local.size() >= SHORTEST )
        return {};
      const QString domain = email.section( QLatin1Char( '@' ), 1 ).section( QLatin1Char( '.' ), 0, 0 );
      return local + QLatin1Char( '.' ) + domain;
    }

    //! The same status is for somebody who became a member meanwhile, perhaps with another role.
    bool saysThatOneIsOpen( const Error &error )
    {
      const auto *said = std::get_if<ServerDetail>( &error.payload );
      return error.kind == ErrorKind::AlreadyExists && said &&
             said->detail.contains( QLatin1String( "invitation" ), Qt::CaseInsensitive );
    }

    bool saysThatAccountExists( const Error &error )
    {
      const auto *said = std::get_if<ServerDetail>( &error.payload );
      if ( !said )
        return false;
      const QStringList complaints = said->fields.value( QStringLiteral( "email" ) );
      return std::any_of( complaints.begin(), complaints.end(),
                          []( const QString &text )
                          { return text.contains( QLatin1String( "exist" ), Qt::CaseInsensitive ); } );
    }
  } // namespace

  Call<QList<RowOutcome>> MerginPeople::perform( const QList<PlannedRow> &rows, const Intent &intent )
  {
    SYNCLINE_REQUIRE( rows.size() == 1 );
    return performOne( rows.first(), intent )
      .mapped( []( const Result<RowOutcome> &outcome ) -> Result<QList<RowOutcome>>
               { return QList<RowOutcome>{ outcome ? *outcome : outcomeOf( outcome.error() ) }; } );
  }

  Call<RowOutcome> MerginPeople::performOne( const PlannedRow &row, const Intent &intent )
  {
    switch ( row.action )
    {
      case RowAction::Invite:
        return invite( row, intent );
      case RowAction::CreateAccount:
        return createAccount( row, intent );
      case RowAction::Add:
        return row.userId.isValid() ? changeOnProject( row, intent ) : addToProject( row, row.entry.name() );
      case RowAction::Change:
      case RowAction::Remove:
        return row.project.isEmpty() ? changeMember( row, intent ) : changeOnProject( row, intent );
      case RowAction::Provision:
      case RowAction::Same:
      case RowAction::NotPossible:
        break;
    }
    Error error;
    error.detail = QStringLiteral( "a row that cannot be sent" );
    return resolved( error );
  }

  Call<RowOutcome> MerginPeople::invite( const PlannedRow &row, const Intent &intent )
  {
    const WorkspaceId workspace = mState.workspace.id;
    const bool wantsAnother = intent.invitesAgain;
    return mApi.call( endpoints::createInvitation( workspace, row.email, row.workspaceThen ) )
      .mapped(
        whileThere( this,
                    [this, row, wantsAnother]( const Result<SentInvitation> &sent ) -> Result<RowOutcome>
                    {
                      // Sent by a run that was killed before it could write that down, or from elsewhere: that person
                      // has an invitation, which is what was asked for.
                      if ( !sent )
                      {
                        RowOutcome refused = outcomeOf( sent.error() );
                        if ( !wantsAnother && saysThatOneIsOpen( sent.error() ) )
                          refused.result = RowResult::DoneBefore;
                        return refused;
                      }
                      RowOutcome outcome = success( RowResult::Done, toWire( sent->role ) );
                      outcome.invitationId = sent->id;
                      outcome.expires = sent->expires;
                      if ( mLedger )
                        mLedger->add( mApi.session().server(), mState.workspace, *sent, mClock.now() );
                      return outcome;
                    } ) );
  }

  Call<RowOutcome> MerginPeople::createAccount( const PlannedRow &row, const Intent &intent )
  {
    NewAccount account;
    account.email = row.email;
    const QString &given = row.entry.userName;
    const bool hasName = !given.isEmpty() && !given.contains( QLatin1Char( '@' ) );
    account.userName = hasName ? given : nameWhereTooShort( row.email );
    account.password = intent.password.isEmpty() ? makePassword() : intent.password;
    account.workspace = mState.workspace.id;
    account.role = row.workspaceThen;
    account.isNotified = intent.notifiesNewAccounts;
    const QString shown = intent.password.isEmpty() ? account.password : QString();
    return chained( mApi.call( endpoints::createUser( account ) ), this,
                    [this, row, shown]( const Result<AccountInfo> &made ) -> Call<RowOutcome>
                    {
                      const bool isOnProject = !row.project.isEmpty();
                      if ( !made && isOnProject && saysThatAccountExists( made.error() ) )
                        return addToProject( row, row.email );
                      if ( !made )
                        return resolved( made.error() );
                      RowOutcome outcome = success( RowResult::Done, toWire( row.workspaceThen ) );
                      outcome.userName = made->userName;
                      outcome.password = shown;
                      if ( !isOnProject )
                        return resolved( outcome );
                      return addToProject( row, made->userName )
                        .mapped(
                          [outcome]( const Result<RowOutcome> &added ) -> Result<RowOutcome>
                          {
                            RowOutcome both = *added;
                            both.userName = outcome.userName;
                            both.password = outcome.password;
                            return both;
                          } );
                    } );
  }

  Call<RowOutcome> MerginPeople::addToProject( const PlannedRow &row, const QString &who )
  {
    return mApi.call( endpoints::addCollaborator( row.project, who, row.projectThen ) )
      .mapped( whileThere( this,
                           [this, row]( const Result<Collaborator> &added ) -> Result<RowOutcome>
                           {
                             if ( added )
                             {
                               store( row.project, *added );
                               return success( RowResult::Done, toWire( added->projectRole ) );
                             }
                             RowOutcome outcome = outcomeOf( added.error() );
                             // Somebody else was faster; which role they gave is for a retry to find out.
                             if ( added.error().kind == ErrorKind::AlreadyExists )
                               outcome.result = RowResult::Changed;
                             return outcome;
                           } ) );
  }

  Call<RowOutcome> MerginPeople::changeOnProject( const PlannedRow &row, const Intent &intent )
  {
    return chained( freshCollaborators( row.project ), this,
                    [this, row, intent]( const Result<QList<Collaborator>> &now ) -> Call<RowOutcome>
                    { return now ? sendProjectChange( row, intent, *now ) : resolved( now.error() ); } );
  }

  Call<RowOutcome> MerginPeople::sendProjectChange( const PlannedRow &row, const Intent &intent,
                                                    const QList<Collaborator> &now )
  {
    const auto found =
      std::find_if( now.begin(), now.end(), [&row]( const Collaborator &c ) { return c.id == row.userId; } );
    const bool isThere = found != now.end();
    if ( !isThere && row.action == RowAction::Remove )
      return resolved( success( RowResult::DoneBefore, {} ) );
    if ( !isThere && row.action == RowAction::Change )
      return resolved( gone() );
    if ( !isThere )
      return addToProject( row, row.userName );
    if ( found->projectRole != row.projectNow )
      return found->projectRole == row.projectThen
               ? resolved( success( RowResult::DoneBefore, toWire( row.projectThen ) ) )
               : changedTo( toWire( found->projectRole ) );
    const ProjectPeople *project = mState.projectNamed( row.project.toString() );
    const Obstacle obstacle = obstacleToProjectRole(
      actor( project ? project->ownAccess : ProjectRole::None, intent ), *found, row.projectThen, now );
    if ( obstacle != Obstacle::None )
      return guardedBy( obstacle );
    if ( row.action == RowAction::Add )
      return addToProject( row, row.userName );
    if ( row.action == RowAction::Remove )
      return mApi.call( endpoints::removeCollaborator( row.project, row.userId ) )
        .mapped( whileThere( this,
                             [this, row]( const Result<bool> &removed ) -> Result<RowOutcome>
                             {
                               const bool wasGone = !removed && removed.error().kind == ErrorKind::NotFound;
                               if ( !removed && !wasGone )
                                 return outcomeOf( removed.error() );
                               forget( row.project, row.userId );
                               return success( wasGone ? RowResult::DoneBefore : RowResult::Done, {} );
                             } ) );
    return mApi.call( endpoints::setCollaboratorRole( row.project, row.userId, row.projectThen ) )
      .mapped( whileThere( this,
                           [this, row]( const Result<Collaborator> &changed ) -> Result<RowOutcome>
                           {
                             if ( !changed )
                               return outcomeOf( changed.error() );
                             store( row.project, *changed );
                             return success( RowResult::Done, toWire( changed->projectRole ) );
                           } ) );
  }

  Call<RowOutcome> MerginPeople::changeMember( const PlannedRow &row, const Intent &intent )
  {
    return chained( freshMembers(), this,
                    [this, row, intent]( const Result<QList<WorkspaceMember>> &now ) -> Call<RowOutcome>
                    { return now ? sendMemberChange( row, intent, *now ) : resolved( now.error() ); } );
  }

  Call<RowOutcome> MerginPeople::sendMemberChange( const PlannedRow &row, const Intent &intent,
                                                   const QList<WorkspaceMember> &now )
  {
    const auto found = std::find_if( now.begin(), now.end(),
                                     [&row]( const WorkspaceMember &m ) { return m.id == row.userId; } );
    if ( found == now.end() )
      return row.action == RowAction::Remove ? resolved( success( RowResult::DoneBefore, {} ) )
                                             : resolved( gone() );
    if ( found->role != row.workspaceNow )
      return found->role == row.workspaceThen && !intent.resetsProjectRoles
               ? resolved( success( RowResult::DoneBefore, toWire( row.workspaceThen ) ) )
               : changedTo( toWire( found->role ) );
    const Obstacle obstacle =
      obstacleToMemberRole( actor( ProjectRole::None, intent ), *found, row.workspaceThen, now );
    if ( obstacle != Obstacle::None )
      return guardedBy( obstacle );
    // The place in the list, not the list: it is read anew, and other rows change it, while this one is on its way.
    const UserId id = row.userId;
    const auto keep = [this, id]( WorkspaceRole role )
    {
      for ( int i = 0; i < mMembers.list.size(); ++i )
      {
        if ( mMembers.list.at( i ).id != id )
          continue;
        mMembers.list[i].role = role;
        if ( role == WorkspaceRole::None )
          mMembers.list.removeAt( i );
        break;
      }
      if ( mState.members )
        mState.members = mMembers.list; // what is planned next starts from here
    };
    if ( row.action == RowAction::Remove )
      return removeMember( *found, intent )
        .mapped( whileThere( this,
                             [keep]( const Result<bool> &removed ) -> Result<RowOutcome>
                             {
                               const bool wasGone = !removed && removed.error().kind == ErrorKind::NotFound;
                               if ( !removed && !wasGone )
                                 return outcomeOf( removed.error() );
                               keep( WorkspaceRole::None );
                               return success( wasGone ? RowResult::DoneBefore : RowResult::Done, {} );
                             } ) );
    const endpoints::MemberRole role{ row.workspaceThen, intent.resetsProjectRoles
                                                           ? endpoints::RolesOnProjects::Reset
                                                           : endpoints::RolesOnProjects::Keep };
    return mApi.call( endpoints::setMemberRole( mState.workspace.id, id, role ) )
      .mapped( whileThere( this,
                           [keep]( const Result<WorkspaceMember> &changed ) -> Result<RowOutcome>
                           {
                             if ( !changed )
                               return outcomeOf( changed.error() );
                             keep( changed->role );
                             return success( RowResult::Done, toWire( changed->role ) );
                           } ) );
  }

  //! Where it is asked for, roles set on projects go first: nothing takes them from somebody who is no member any more.
  Call<bool> MerginPeople::removeMember( const WorkspaceMember &member, const Intent &intent )
  {
    const WorkspaceId workspace = mState.workspace.id;
    const UserId id = member.id;
    const auto remove = [this, workspace, id]
    { return mApi.call( endpoints::removeMember( workspace, id ) ); };
    if ( !intent.resetsProjectRoles )
      return remove();
    return chained(
      mApi.call(
        endpoints::setMemberRole( workspace, id, { member.role, endpoints::RolesOnProjects::Reset } ) ),
      this,
      [remove]( const Result<WorkspaceMember> &reset ) -> Call<bool>
      { return reset ? remove() : Call<bool>::resolved( tl::unexpected<Error>( reset.error() ) ); } );
  }

  void MerginPeople::store( const ProjectId &project, const Collaborator &person )
  {
    QList<Collaborator> &list = mCollaborators[project].list;
    const auto same = [&person]( const Collaborator &c ) { return c.id == person.id; };
    const auto found = std::find_if( list.begin(), list.end(), same );
    if ( found == list.end() )
      list.append( person );
    else
      *found = person;
    keepInState( project );
  }

  //! What is planned next starts from what was stored, not from what was read before.
  void MerginPeople::keepInState( const ProjectId &project )
  {
    for ( ProjectPeople &there : mState.projects )
    {
      if ( there.id == project && mCollaborators.value( project ).readAt.isValid() )
        there.people = mCollaborators.value( project ).list;
    }
  }

  void MerginPeople::forget( const ProjectId &project, UserId id )
  {
    for ( Collaborator &person : mCollaborators[project].list )
    {
      if ( person.id != id )
        continue;
      person.projectRole = ProjectRole::None;
      person.access = accessOf( ProjectRole::None, person.workspaceRole, false ).role;
    }
    keepInState( project );
  }

  Actor MerginPeople::actor( ProjectRole access, const Intent &intent ) const
  {
    return { mState.ownId, mState.workspace.role, access, intent.hasConfirmedOwnAccess };
  }
} // namespace syncline::people
