// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/merginplan.h"

#include <QSet>

#include <algorithm>

namespace syncline::people
{
  namespace
  {
    //! Looks at a plan as a whole: whether an owner is left when all of it is done, and whether there are seats for all.
    class Guardian
    {
      public:
        Guardian( BulkPlan &plan, const PeopleState &state )
          : mPlan( plan )
          , mState( state )
          , mProjected( state )
        {
        }

        void run()
        {
          project();
          for ( PlannedRow &row : mPlan.rows )
            guard( row );
          countSeats();
        }

      private:
        void guard( PlannedRow &row )
        {
          if ( row.trouble != RowTrouble::None )
          {
            row.action = RowAction::NotPossible;
            return;
          }
          if ( !isWork( row.action ) )
            return;
          row.obstacle = row.project.isEmpty() ? obstacleInWorkspace( row ) : obstacleInProject( row );
          if ( row.obstacle == Obstacle::None )
            return;
          row.trouble = RowTrouble::Guarded;
          row.action = RowAction::NotPossible;
        }

        //! mProjected becomes the state after the plan: it tells whether an owner is left when all is done.
        void project()
        {
          for ( const PlannedRow &row : mPlan.rows )
          {
            if ( row.trouble != RowTrouble::None || !isWork( row.action ) )
              continue;
            if ( row.project.isEmpty() )
              projectMember( row );
            else
              projectCollaborator( row );
          }
        }

        void projectMember( const PlannedRow &row )
        {
          for ( int i = 0; mProjected.members && i < mProjected.members->size(); ++i )
          {
            if ( ( *mProjected.members )[i].id == row.userId )
              ( *mProjected.members )[i].role = row.workspaceThen;
          }
        }

        void projectCollaborator( const PlannedRow &row )
        {
          for ( ProjectPeople &project : mProjected.projects )
          {
            if ( project.id != row.project )
              continue;
            bool isThere = false;
            for ( Collaborator &person : project.people )
            {
              if ( person.id != row.userId )
                continue;
              isThere = true;
              person.access = row.accessAfter;
            }
            if ( !isThere && row.action == RowAction::Add )
              project.people.append( { row.userId,
                                       row.userName,
                                       row.email,
                                       {},
                                       row.workspaceThen,
                                       row.projectThen,
                                       row.accessAfter } );
          }
        }

        Actor actorIn( ProjectRole access ) const
        {
          return { mState.ownId, mState.workspace.role, access, mPlan.intent.hasConfirmedOwnAccess };
        }

        Obstacle obstacleInWorkspace( const PlannedRow &row ) const
        {
          if ( row.action == RowAction::Invite || row.action == RowAction::CreateAccount )
            return obstacleToNewMember( actorIn( ProjectRole::None ), row.workspaceThen );
          const WorkspaceMember now{ row.userId, row.userName, row.email, row.workspaceNow, std::nullopt };
          return obstacleToMemberRole( actorIn( ProjectRole::None ), now, row.workspaceThen,
                                       *mProjected.members );
        }

        Obstacle obstacleInProject( const PlannedRow &row ) const
        {
          const auto here = [&row]( const ProjectPeople &project ) { return project.id == row.project; };
          const auto project = std::find_if( mProjected.projects.begin(), mProjected.projects.end(), here );
          const Actor actor = actorIn( project->ownAccess );
          if ( !row.userId.isValid() || row.action == RowAction::Invite ||
               row.action == RowAction::CreateAccount )
            return obstacleToNewCollaborator( actor, row.projectThen );
          Collaborator now{ row.userId, row.userName, row.email, {}, row.workspaceNow, row.projectNow, {} };
          now.access = accessOf( row.projectNow, row.workspaceNow, false ).role;
          return obstacleToProjectRole( actor, now, row.projectThen, project->people );
        }

        // --- seats

        bool hasSeat( UserId id ) const
        {
          if ( !id.isValid() )
            return false;
          WorkspaceRole inWorkspace = WorkspaceRole::None;
          for ( const WorkspaceMember &member : mState.members.value_or( QList<WorkspaceMember>() ) )
            inWorkspace = member.id == id ? member.role : inWorkspace;
          ProjectRole highest = ProjectRole::None;
          for ( const ProjectPeople &project : mState.projects )
          {
            for ( const Collaborator &person : project.people )
              highest = person.id == id ? std::max( highest, person.access ) : highest;
          }
          return takesSeat( inWorkspace, highest );
        }

        void countSeats()
        {
          if ( !mState.seats || mState.seats->editors < 0 )
            return;
          SeatCount &seats = mPlan.seats;
          seats.used = mState.seats->editors + qMax( 0, mState.seats->invitations );
          seats.limit = mState.seats->limit;
          seats.after = seats.used;
          QSet<QString> counted; // one seat a person, on however many projects
          for ( PlannedRow &row : mPlan.rows )
          {
            if ( !isWork( row.action ) || hasSeat( row.userId ) || counted.contains( row.person() ) ||
                 !takesSeat( row.workspaceThen, row.projectThen ) )
              continue;
            if ( seats.limit >= 0 && seats.after >= seats.limit && !mPlan.intent.ignoresSeats )
            {
              row.action = RowAction::NotPossible;
              row.trouble = RowTrouble::NoSeat;
              continue;
            }
            counted.insert( row.person() );
            ++seats.after;
          }
        }

        BulkPlan &mPlan;
        const PeopleState &mState;
        PeopleState mProjected;
    };
  } // namespace

  void guardPlan( BulkPlan &plan, const PeopleState &state ) { Guardian( plan, state ).run(); }
} // namespace syncline::people
