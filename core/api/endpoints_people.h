// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/peopletypes.h"
#include "core/api/types.h"

// The calls about people, one function each; the comment names method and path. Which server has which: peoplesupport.h.
namespace syncline::endpoints
{
  // Collaborators: who has access to a project. Owners of it and admins of its workspace may call these.

  //! GET /v2/projects/{id}/collaborators
  Endpoint<QList<Collaborator>> collaborators( const ProjectId &project );
  //! POST /v2/projects/{id}/collaborators. Nobody of that name: NotFound. Has a role set here already: AlreadyExists.
  Endpoint<Collaborator> addCollaborator( const ProjectId &project, const QString &userNameOrEmail,
                                          ProjectRole role );
  //! PATCH /v2/projects/{id}/collaborators/{user}. Nothing set on this project yet (only inherited access): NotFound.
  Endpoint<Collaborator> setCollaboratorRole( const ProjectId &project, UserId user, ProjectRole role );
  //! DELETE /v2/projects/{id}/collaborators/{user}. Takes the role set here; what the workspace gives stays.
  Endpoint<bool> removeCollaborator( const ProjectId &project, UserId user );
  //! GET /v1/project/{namespace}/{name}: the lists of names in it, which every reader of the project may see.
  Endpoint<ProjectAccess> projectAccess( const ProjectName &project );
  //! PUT /v1/project/{namespace}/{name}: whether anybody may read it. Roles are not sent, so they stay.
  Endpoint<ProjectAccess> setProjectPublic( const ProjectName &project, bool isPublic );
  //! GET /v1/project/by_uuid/{id}: the same by id
  Endpoint<ProjectAccess> projectAccessById( const ProjectId &project );

  // Members of a workspace, invitations, accounts (Enterprise and hosted servers; accounts on every edition).

  //! GET /v2/workspaces/{id}/members
  Endpoint<QList<WorkspaceMember>> workspaceMembers( WorkspaceId workspace );
  //! GET /v2/workspaces/{id}/members/{user}
  Endpoint<WorkspaceMember> workspaceMember( WorkspaceId workspace, UserId user );
  enum class RolesOnProjects
  {
    Keep,
    Reset
  };
  struct MemberRole
  {
      WorkspaceRole role = WorkspaceRole::None;
      RolesOnProjects onProjects = RolesOnProjects::Keep;
  };
  //! PATCH /v2/workspaces/{id}/members/{user}
  Endpoint<WorkspaceMember> setMemberRole( WorkspaceId workspace, UserId user, MemberRole role );
  //! DELETE /v2/workspaces/{id}/members/{user}
  Endpoint<bool> removeMember( WorkspaceId workspace, UserId user );

  //! POST /v2/workspaces/{id}/invitations. An open invitation to the same address: AlreadyExists.
  Endpoint<SentInvitation> createInvitation( WorkspaceId workspace, const QString &email,
                                             WorkspaceRole role );
  //! DELETE /v1/workspace/invitation/{id}
  Endpoint<bool> withdrawInvitation( qint64 id );
  //! GET /v1/workspace/invitations: to whoever is signed in
  Endpoint<QList<ReceivedInvitation>> receivedInvitations();
  enum class InvitationAnswer
  {
    Accept,
    Reject
  };
  //! POST /v1/workspace/invitation/{uuid}
  Endpoint<bool> answerInvitation( const QString &uuid, InvitationAnswer answer );

  //! POST /v2/users. What is wrong with which field is in ServerDetail::fields of the error.
  Endpoint<AccountInfo> createUser( const NewAccount &account );

  //! GET /v1/workspace/{id}/usage
  Endpoint<WorkspaceSeats> workspaceSeats( WorkspaceId workspace );
} // namespace syncline::endpoints
