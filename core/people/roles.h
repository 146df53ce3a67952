// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/peopletypes.h"
#include "core/api/types.h"
#include "core/base/result.h"

// What roles mean and what follows from a wish to change one: pure functions, no I/O. Three roles are told apart everywhere:
// the workspace role, the project role (set on the project itself) and the access that results from both and from "public".
namespace syncline::people
{
  //! What a workspace role gives in every project of the workspace.
  ProjectRole inheritedFrom( WorkspaceRole role );

  enum class AccessSource
  {
    None,
    SetHere,   //!< the project role
    Workspace, //!< the workspace role
    Public     //!< anybody may read this project
  };
  struct Access
  {
      ProjectRole role = ProjectRole::None;
      AccessSource source = AccessSource::None;
  };
  //! The highest of what is set on the project, inherited, and public; of equal ones the one set here is named.
  Access accessOf( ProjectRole setHere, WorkspaceRole inWorkspace, bool isPublic );

  //! Role names as people and scripts write them: any case, blanks around. InvalidInput names the ones there are.
  [[nodiscard]] Result<ProjectRole> projectRoleFromText( const QString &text );
  [[nodiscard]] Result<WorkspaceRole> workspaceRoleFromText( const QString &text );
  QStringList projectRoleNames();   //!< weakest first
  QStringList workspaceRoleNames(); //!< weakest first

  //! Which call makes \a person have the project role \a wanted (None: nothing set here).
  enum class RoleCall
  {
    Nothing, //!< it is so already
    Add,     //!< nothing is set on this project yet, whatever access the workspace gives: only adding works
    Update,
    Remove,
    Impossible //!< lower than what the workspace gives; a project role can only raise that
  };
  RoleCall callFor( const Collaborator &person, ProjectRole wanted );

  //! Why something must not be done, decided before the call and again from the server's answer.
  enum class Obstacle
  {
    None,
    OwnAccess,          //!< one's own access would be lowered or lost: needs a typed confirmation
    LastOwner,          //!< nobody else is owner
    AboveOwnRole,       //!< a role higher than one's own cannot be given
    TheirsIsAbove,      //!< somebody with a higher role than one's own cannot be changed
    BelowWorkspaceRole, //!< see RoleCall::Impossible
    NotAllowed          //!< one's own role may not change people here
  };
  QString nameOf( Obstacle obstacle );

  //! Who acts.
  struct Actor
  {
      UserId id;
      WorkspaceRole workspaceRole = WorkspaceRole::None;
      ProjectRole access = ProjectRole::None; //!< in the project at hand
      bool hasConfirmedOwnAccess = false;     //!< typed one's own name
  };

  bool mayChangeMembers( WorkspaceRole role );
  bool mayChangeCollaborators( ProjectRole access );

  //! \a wanted None: remove from the workspace. \a all are the members as known now.
  Obstacle obstacleToMemberRole( const Actor &actor, const WorkspaceMember &member, WorkspaceRole wanted,
                                 const QList<WorkspaceMember> &all );
  //! \a wanted None: take the role set on the project. \a all are the collaborators as known now.
  Obstacle obstacleToProjectRole( const Actor &actor, const Collaborator &person, ProjectRole wanted,
                                  const QList<Collaborator> &all );
  //! For somebody who is not there yet.
  Obstacle obstacleToNewMember( const Actor &actor, WorkspaceRole wanted );
  Obstacle obstacleToNewCollaborator( const Actor &actor, ProjectRole wanted );

  //! Whether somebody with these roles takes one of the workspace's editor seats.
  bool takesSeat( WorkspaceRole inWorkspace, ProjectRole highestOnProjects );
} // namespace syncline::people
