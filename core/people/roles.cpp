// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/roles.h"

#include <algorithm>

namespace syncline::people
{
  ProjectRole inheritedFrom( WorkspaceRole role )
  {
    switch ( role )
    {
      case WorkspaceRole::None:
      case WorkspaceRole::Guest:
        return ProjectRole::None;
      case WorkspaceRole::Reader:
        return ProjectRole::Reader;
      case WorkspaceRole::Editor:
        return ProjectRole::Editor;
      case WorkspaceRole::Writer:
        return ProjectRole::Writer;
      case WorkspaceRole::Admin:
      case WorkspaceRole::Owner:
        return ProjectRole::Owner;
    }
    Q_UNREACHABLE();
  }

  Access accessOf( ProjectRole setHere, WorkspaceRole inWorkspace, bool isPublic )
  {
    const ProjectRole inherited = inheritedFrom( inWorkspace );
    Access access{ setHere, setHere == ProjectRole::None ? AccessSource::None : AccessSource::SetHere };
    if ( inherited > access.role )
      access = { inherited, AccessSource::Workspace };
    if ( isPublic && access.role < ProjectRole::Reader )
      access = { ProjectRole::Reader, AccessSource::Public };
    return access;
  }

  QStringList projectRoleNames()
  {
    QStringList names;
    for ( ProjectRole role :
          { ProjectRole::Reader, ProjectRole::Editor, ProjectRole::Writer, ProjectRole::Owner } )
      names.append( toWire( role ) );
    return names;
  }

  QStringList workspaceRoleNames()
  {
    QStringList names;
    for ( WorkspaceRole role : { WorkspaceRole::Guest, WorkspaceRole::Reader, WorkspaceRole::Editor,
                                 WorkspaceRole::Writer, WorkspaceRole::Admin, WorkspaceRole::Owner } )
      names.append( toWire( role ) );
    return names;
  }

  static tl::unexpected<Error> noSuchRole( const QString &text, const QStringList &names )
  {
    return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1\" is no role; there are %2" )
                                            .arg( text.left( 40 ), names.join( QStringLiteral( ", " ) ) ) );
  }

  Result<ProjectRole> projectRoleFromText( const QString &text )
  {
    const Result<ProjectRole> role = projectRoleFromWire( text.trimmed().toLower() );
    if ( !role || *role == ProjectRole::None )
      return noSuchRole( text, projectRoleNames() );
    return role;
  }

  Result<WorkspaceRole> workspaceRoleFromText( const QString &text )
  {
    const Result<WorkspaceRole> role = workspaceRoleFromWire( text.trimmed().toLower() );
    if ( !role || *role == WorkspaceRole::None )
      return noSuchRole( text, workspaceRoleNames() );
    return role;
  }

  RoleCall callFor( const Collaborator &person, ProjectRole wanted )
  {
    if ( wanted == person.projectRole )
      return RoleCall::Nothing;
    if ( wanted == ProjectRole::None )
      return RoleCall::Remove;
    const ProjectRole inherited = inheritedFrom( person.workspaceRole );
    if ( wanted < inherited )
      return RoleCall::Impossible;
    if ( person.projectRole != ProjectRole::None )
      return RoleCall::Update;
    return wanted == inherited ? RoleCall::Nothing : RoleCall::Add;
  }

  QString nameOf( Obstacle obstacle )
  {
    switch ( obstacle )
    {
      case Obstacle::None:
        return QString();
      case Obstacle::OwnAccess:
        return QStringLiteral( "OwnAccess" );
      case Obstacle::LastOwner:
        return QStringLiteral( "LastOwner" );
      case Obstacle::AboveOwnRole:
        return QStringLiteral( "AboveOwnRole" );
      case Obstacle::TheirsIsAbove:
        return QStringLiteral( "TheirsIsAbove" );
      case Obstacle::BelowWorkspaceRole:
        return QStringLiteral( "BelowWorkspaceRole" );
      case Obstacle::NotAllowed:
        return QStringLiteral( "NotAllowed" );
    }
    Q_UNREACHABLE();
  }

  bool mayChangeMembers( WorkspaceRole role ) { return role >= WorkspaceRole::Admin; }
  bool mayChangeCollaborators( ProjectRole access ) { return access >= ProjectRole::Owner; }

  Obstacle obstacleToNewMember( const Actor &actor, WorkspaceRole wanted )
  {
    if ( !mayChangeMembers( actor.workspaceRole ) )
      return Obstacle::NotAllowed;
    return wanted > actor.workspaceRole ? Obstacle::AboveOwnRole : Obstacle::None;
  }

  Obstacle obstacleToNewCollaborator( const Actor &actor, ProjectRole wanted )
  {
    if ( !mayChangeCollaborators( actor.access ) )
      return Obstacle::NotAllowed;
    return wanted > actor.access ? Obstacle::AboveOwnRole : Obstacle::None;
  }

  Obstacle obstacleToMemberRole( const Actor &actor, const WorkspaceMember &member, WorkspaceRole wanted,
                                 const QList<WorkspaceMember> &all )
  {
    if ( wanted == member.role )
      return Obstacle::None;
    const Obstacle asNew = obstacleToNewMember( actor, wanted );
    if ( asNew != Obstacle::None )
      return asNew;
    if ( member.role > actor.workspaceRole )
      return Obstacle::TheirsIsAbove;
    const bool isOtherOwner =
      std::any_of( all.begin(), all.end(),
                   [&member]( const WorkspaceMember &other )
                   { return other.role == WorkspaceRole::Owner && other.id != member.id; } );
    if ( member.role == WorkspaceRole::Owner && !isOtherOwner )
      return Obstacle::LastOwner;
    if ( member.id == actor.id && wanted < member.role && !actor.hasConfirmedOwnAccess )
      return Obstacle::OwnAccess;
    return Obstacle::None;
  }

  Obstacle obstacleToProjectRole( const Actor &actor, const Collaborator &person, ProjectRole wanted,
                                  const QList<Collaborator> &all )
  {
    const RoleCall call = callFor( person, wanted );
    if ( call == RoleCall::Nothing )
      return Obstacle::None;
    const Obstacle asNew = obstacleToNewCollaborator( actor, wanted );
    if ( asNew != Obstacle::None )
      return asNew;
    if ( call == RoleCall::Impossible )
      return Obstacle::BelowWorkspaceRole;
    const ProjectRole then = accessOf( wanted, person.workspaceRole, false ).role;
    const bool isOtherOwner =
      std::any_of( all.begin(), all.end(),
                   [&person]( const Collaborator &other )
                   { return other.access == ProjectRole::Owner && other.id != person.id; } );
    if ( person.access == ProjectRole::Owner && then < ProjectRole::Owner && !isOtherOwner )
      return Obstacle::LastOwner;
    if ( person.id == actor.id && then < person.access && !actor.hasConfirmedOwnAccess )
      return Obstacle::OwnAccess;
    return Obstacle::None;
  }

  bool takesSeat( WorkspaceRole inWorkspace, ProjectRole highestOnProjects )
  {
    return inWorkspace >= WorkspaceRole::Editor || highestOnProjects >= ProjectRole::Editor;
  }
} // namespace syncline::people
