// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/merginplan.h"

#include "core/people/peoplesupport.h"

namespace syncline::people
{
  namespace
  {
    bool isSame( const QString &a, const QString &b )
    {
      return !a.isEmpty() && a.compare( b, Qt::CaseInsensitive ) == 0;
    }

    //! Whether \a text (user name, e-mail or id) names this person. Works for members and collaborators.
    template<class P> bool isNamed( const P &person, const QString &text )
    {
      if ( text.contains( QLatin1Char( '@' ) ) )
        return isSame( text, person.email );
      return isSame( text, person.userName );
    }

    template<class P> const P *findIn( const QList<P> &people, const PersonEntry &entry )
    {
      for ( const QString &name : { entry.email, entry.userName } )
      {
        for ( const P &person : people )
        {
          if ( isNamed( person, name ) )
            return &person;
        }
      }
      bool isNumber = false;
      const qint64 id = entry.userName.toLongLong( &isNumber );
      for ( const P &person : people )
      {
        if ( isNumber && person.id.value == id )
          return &person;
      }
      return nullptr;
    }

    bool meansNone( const QString &role )
    {
      const QString text = role.trimmed().toLower();
      return text == QLatin1String( "none" ) || text == QLatin1String( "-" ) ||
             text == QString( QChar( 0x2013 ) );
    }

    //! Makes the rows that the entries ask for; what stands in the way is merginguards.cpp.
    class Planner
    {
      public:
        Planner( const PeopleState &state, const Intent &intent )
          : mState( state )
        {
          mPlan.intent = intent;
        }

        BulkPlan plan( const QList<PersonEntry> &entries, const QList<ProjectId> &scopes )
        {
          for ( const PersonEntry &entry : entries )
            mPlan.rows.append( wish( entry ) );
          if ( mPlan.intent.absent == AbsentPeople::Remove )
            addAbsent( scopes );
          guardPlan( mPlan, mState );
          return mPlan;
        }

      private:
        // --- what an entry asks for

        PlannedRow wish( const PersonEntry &entry )
        {
          PlannedRow row;
          row.entry = entry;
          row.email = entry.email;
          row.userName = entry.userName;
          row.trouble = troubleOfEntry( entry );
          if ( row.trouble != RowTrouble::None )
            return row;
          if ( entry.project.isEmpty() )
            wishInWorkspace( row );
          else
            wishInProject( row );
          return row;
        }

        RowTrouble troubleOfEntry( const PersonEntry &entry ) const
        {
          if ( !entry.trouble.isEmpty() )
            return RowTrouble::Line;
          if ( entry.name().isEmpty() )
            return RowTrouble::NobodyNamed;
          const bool isBad =
            ( !entry.email.isEmpty() && !isEmailAddress( entry.email ) ) ||
            ( entry.userName.contains( QLatin1Char( '@' ) ) && !isEmailAddress( entry.userName ) );
          return isBad ? RowTrouble::BadAddress : RowTrouble::None;
        }

        QString wantedRole( const PersonEntry &entry ) const
        {
          return entry.role.isEmpty() ? mPlan.intent.defaultRole : entry.role;
        }

        void wishInProject( PlannedRow &row )
        {
          const ProjectPeople *project = mState.projectNamed( row.entry.project );
          if ( !project )
          {
            row.trouble = RowTrouble::UnknownProject;
            return;
          }
          row.project = project->id;
          row.projectName = project->name.toString();
          if ( !mayChangeCollaborators( project->ownAccess ) )
          {
            // Its people are not shown to such a role either, so that looking somebody up would tell nothing.
            row.trouble = RowTrouble::Guarded;
            row.obstacle = Obstacle::NotAllowed;
            return;
          }
          const QString role = wantedRole( row.entry );
          if ( mPlan.intent.isRemoval || meansNone( role ) )
            row.projectThen = ProjectRole::None;
          else if ( role.isEmpty() )
            row.trouble = RowTrouble::MissingRole;
          else if ( const Result<ProjectRole> read = projectRoleFromText( role ) )
            row.projectThen = *read;
          else
            row.trouble = RowTrouble::UnknownRole;
          if ( row.trouble != RowTrouble::None )
            return;
          row.then = toWire( row.projectThen );
          const Collaborator *person = findIn( project->people, row.entry );
          if ( person )
            changeOnProject( row, *person );
          else
            newOnProject( row );
        }

        void changeOnProject( PlannedRow &row, const Collaborator &person )
        {
          identify( row, person.id, person.userName, person.email );
          row.workspaceNow = row.workspaceThen = person.workspaceRole;
          row.projectNow = person.projectRole;
          row.now = toWire( person.projectRole );
          row.accessAfter = accessOf( row.projectThen, person.workspaceRole, false ).role;
          row.lowersAccess = row.accessAfter < person.access;
          const bool isEnough = person.projectRole != ProjectRole::None || person.access >= row.projectThen;
          if ( row.entry.keepsRole && !mPlan.intent.isRemoval && isEnough )
            return keepOnProject( row, person );
          switch ( callFor( person, row.projectThen ) )
          {
            case RoleCall::Nothing:
              row.action = RowAction::Same;
              break;
            case RoleCall::Add:
              row.action = RowAction::Add;
              break;
            case RoleCall::Update:
              row.action = RowAction::Change;
              break;
            case RoleCall::Remove:
              row.action = RowAction::Remove;
              break;
            case RoleCall::Impossible:
              row.trouble = RowTrouble::Guarded;
              row.obstacle = Obstacle::BelowWorkspaceRole;
              break;
          }
          markDuplicate( row );
        }

        void keepOnProject( PlannedRow &row, const Collaborator &person )
        {
          row.projectThen = person.projectRole;
          row.now = row.then = toWire( person.access );
          row.accessAfter = person.access;
          row.lowersAccess = false;
          row.action = RowAction::Same;
          markDuplicate( row );
        }

        //! Not in the project's list: a guest without a role here, somebody of another workspace, or nobody.
        void newOnProject( PlannedRow &row )
        {
          const bool isRemoval = row.projectThen == ProjectRole::None;
          if ( const WorkspaceMember *member =
                 mState.members ? findIn( *mState.members, row.entry ) : nullptr )
          {
            identify( row, member->id, member->userName, member->email );
            row.workspaceNow = row.workspaceThen = member->role;
            row.action = isRemoval ? RowAction::Same : RowAction::Add;
          }
          else if ( isRemoval || mPlan.intent.onlyExisting )
            row.trouble = RowTrouble::UnknownPerson;
          else if ( mPlan.intent.unknown == UnknownPeople::CreateAccounts ||
                    ( mState.members && mPlan.intent.unknown == UnknownPeople::Invite ) )
          {
            row.workspaceThen = WorkspaceRole::Guest;
            bringIn( row );
          }
          else
            row.action = RowAction::Add; // whether there is such an account, only the server knows
          row.accessAfter = accessOf( row.projectThen, row.workspaceThen, false ).role;
          markDuplicate( row );
        }

        void wishInWorkspace( PlannedRow &row )
        {
          const QString role = wantedRole( row.entry );
          if ( mPlan.intent.isRemoval || meansNone( role ) )
            row.workspaceThen = WorkspaceRole::None;
          else if ( role.isEmpty() )
            row.trouble = RowTrouble::MissingRole;
          else if ( const Result<WorkspaceRole> read = workspaceRoleFromText( role ) )
            row.workspaceThen = *read;
          else
            row.trouble = RowTrouble::UnknownRole;
          if ( row.trouble != RowTrouble::None )
            return;
          row.then = toWire( row.workspaceThen );
          const WorkspaceMember *member = mState.members ? findIn( *mState.members, row.entry ) : nullptr;
          if ( member )
            changeMember( row, *member );
          else if ( row.workspaceThen == WorkspaceRole::None || mPlan.intent.onlyExisting )
            row.trouble = mState.members ? RowTrouble::UnknownPerson : RowTrouble::NotHere;
          else
            bringIn( row );
          markDuplicate( row );
        }

        void changeMember( PlannedRow &row, const WorkspaceMember &member )
        {
          identify( row, member.id, member.userName, member.email );
          row.workspaceNow = member.role;
          row.now = toWire( member.role );
          if ( row.entry.keepsRole && !mPlan.intent.isRemoval )
          {
            row.workspaceThen = member.role;
            row.then = row.now;
          }
          row.lowersAccess = row.workspaceThen < member.role;
          if ( row.workspaceThen == WorkspaceRole::None )
            row.action = RowAction::Remove;
          else
            row.action = row.workspaceThen == member.role && !mPlan.intent.resetsProjectRoles
                           ? RowAction::Same
                           : RowAction::Change;
        }

        //! Somebody whom the workspace does not know.
        void bringIn( PlannedRow &row )
        {
          switch ( mPlan.intent.unknown )
          {
            case UnknownPeople::Invite:
              row.action = RowAction::Invite;
              if ( !availabilityOn( mState.server, Feature::Invitations ).isThere() )
                row.trouble = RowTrouble::NotHere;
              break;
            case UnknownPeople::CreateAccounts:
              row.action = RowAction::CreateAccount;
              if ( !availabilityOn( mState.server, Feature::Accounts ).isThere() )
                row.trouble = RowTrouble::NotHere;
              break;
            case UnknownPeople::Refuse:
            case UnknownPeople::Provision:
              row.trouble = RowTrouble::UnknownPerson;
              return;
          }
          if ( row.entry.email.isEmpty() && row.entry.userName.contains( QLatin1Char( '@' ) ) )
            row.email = row.entry.userName;
          if ( row.email.isEmpty() && row.trouble == RowTrouble::None )
            row.trouble = RowTrouble::BadAddress;
          for ( const QString &address : mState.invited )
          {
            if ( row.action == RowAction::Invite && !mPlan.intent.invitesAgain &&
                 isSame( address, row.email ) )
            {
              row.action = RowAction::Same;
              row.now = QStringLiteral( "invited" );
            }
          }
        }

        void identify( PlannedRow &row, UserId id, const QString &userName, const QString &email ) const
        {
          row.userId = id;
          row.userName = userName;
          row.email = email;
          row.isYou = id == mState.ownId;
        }

        void markDuplicate( PlannedRow &row )
        {
          QString who = row.email.isEmpty() ? row.userName : row.email;
          if ( row.userId.isValid() )
            who = QString::number( row.userId.value );
          const QString key = row.project.toString() + QLatin1Char( '\n' ) + who.toLower();
          const auto first = mSeen.constFind( key );
          if ( first == mSeen.constEnd() )
          {
            mSeen.insert( key, row.entry.line );
            return;
          }
          row.action = RowAction::NotPossible;
          row.trouble = RowTrouble::Duplicate;
          row.firstLine = *first;
        }

        bool isSeen( const ProjectId &project, UserId id ) const
        {
          return mSeen.contains( project.toString() + QLatin1Char( '\n' ) + QString::number( id.value ) );
        }

        // --- people whom no entry names

        void addAbsent( const QList<ProjectId> &scopes )
        {
          for ( const ProjectId &scope : scopes )
          {
            if ( scope.isEmpty() )
              addAbsentMembers();
            for ( const ProjectPeople &project : mState.projects )
            {
              if ( project.id == scope )
                addAbsentCollaborators( project );
            }
          }
        }

        void addAbsentMembers()
        {
          for ( const WorkspaceMember &member : mState.members.value_or( QList<WorkspaceMember>() ) )
          {
            if ( isSeen( {}, member.id ) )
              continue;
            PlannedRow row;
            row.entry.userName = member.userName;
            row.entry.email = member.email;
            changeMember( row, member );
            mPlan.rows.append( row );
          }
        }

        void addAbsentCollaborators( const ProjectPeople &project )
        {
          for ( const Collaborator &person : project.people )
          {
            if ( person.projectRole == ProjectRole::None || isSeen( project.id, person.id ) )
              continue;
            PlannedRow row;
            row.entry.userName = person.userName;
            row.entry.email = person.email;
            row.entry.project = project.name.toString();
            row.project = project.id;
            row.projectName = project.name.toString();
            changeOnProject( row, person );
            mPlan.rows.append( row );
          }
        }

        const PeopleState &mState;
        BulkPlan mPlan;
        QHash<QString, int> mSeen; //!< place and person → line
    };
  } // namespace

  const ProjectPeople *PeopleState::projectNamed( const QString &text ) const
  {
    for ( const ProjectPeople &project : projects )
    {
      const bool hasWorkspace = text.contains( QLatin1Char( '/' ) );
      if ( text == project.id.toString() || text == project.name.project() ||
           ( hasWorkspace && text.section( QLatin1Char( '/' ), 1 ) == project.name.project() &&
             isSame( text.section( QLatin1Char( '/' ), 0, 0 ), project.name.workspace() ) ) )
        return &project;
    }
    return nullptr;
  }

  BulkPlan planPeople( const QList<PersonEntry> &entries, const PeopleState &state, const Intent &intent,
                       const QList<ProjectId> &scopes )
  {
    return Planner( state, intent ).plan( entries, scopes );
  }

  QList<PersonEntry> entriesOf( const QList<WorkspaceMember> &members )
  {
    QList<PersonEntry> entries;
    for ( const WorkspaceMember &member : members )
    {
      PersonEntry entry;
      entry.email = member.email;
      entry.userName = member.userName;
      entry.role = toWire( member.role );
      entries.append( entry );
    }
    return entries;
  }

  QList<PersonEntry> entriesOf( const ProjectPeople &project )
  {
    QList<PersonEntry> entries;
    for ( const Collaborator &person : project.people )
    {
      if ( person.projectRole == ProjectRole::None )
        continue;
      PersonEntry entry;
      entry.email = person.email;
      entry.userName = person.userName;
      entry.role = toWire( person.projectRole );
      entry.project = project.name.toString();
      entries.append( entry );
    }
    return entries;
  }

  QList<PersonEntry> entriesOf( const PeopleState &state )
  {
    QList<PersonEntry> entries = entriesOf( state.members.value_or( QList<WorkspaceMember>() ) );
    for ( const ProjectPeople &project : state.projects )
      entries += entriesOf( project );
    return entries;
  }
} // namespace syncline::people
