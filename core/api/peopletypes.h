// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

// What a Mergin Maps server tells about people, decoded and checked. Values; cross threads freely. Times are UTC.
namespace syncline
{
  //! A role set for a member on one project, as far as the server tells it.
  struct MemberProjectRole
  {
      QString project; //!< its id, or its name where the server gives no id
      ProjectRole role = ProjectRole::None;
  };

  //! Somebody in a workspace (Enterprise and hosted servers).
  struct WorkspaceMember
  {
      UserId id;
      QString userName;
      QString email;
      WorkspaceRole role = WorkspaceRole::None;
      std::optional<QList<MemberProjectRole>> projectRoles; //!< only where one member was asked for
  };

  //! Somebody who has access to a project, and why: `projectRole` is set on the project itself, `access` is what results.
  struct Collaborator
  {
      UserId id;
      QString userName;
      QString email;
      QString fullName; //!< may be empty
      WorkspaceRole workspaceRole = WorkspaceRole::None;
      ProjectRole projectRole = ProjectRole::None; //!< None: nothing set on this project
      ProjectRole access = ProjectRole::None;
  };

  //! An invitation that was just sent. No call lists them: who sent it has to remember it.
  struct SentInvitation
  {
      qint64 id = 0; //!< 0 where the server told none; it cannot be withdrawn then
      QString email;
      WorkspaceRole role = WorkspaceRole::None;
      QDateTime expires; //!< invalid where not told
  };

  //! An invitation to whoever is signed in.
  struct ReceivedInvitation
  {
      QString uuid;
      WorkspaceId workspaceId;
      QString workspace;
      WorkspaceRole role = WorkspaceRole::None;
      QDateTime expires;
  };

  //! An account to be made. The password is a secret: never logged, never kept.
  struct NewAccount
  {
      QString email;
      QString userName; //!< empty: the server makes one from the address
      QString password;
      WorkspaceId workspace;
      WorkspaceRole role = WorkspaceRole::Guest;
      bool isNotified = false; //!< the server writes to the address
  };

  struct AccountInfo
  {
      UserId id;
      QString userName;
      QString email;
  };

  //! Seats of a workspace; -1 where the server does not tell.
  struct WorkspaceSeats
  {
      int editors = -1;     //!< people who may change something
      int invitations = -1; //!< open invitations that will take a seat
      int limit = -1;       //!< for both together
  };

  //! Who has a role set on a project itself, by user name, each under their highest one. Readable by every reader of it.
  struct ProjectAccess
  {
      ProjectId id;
      ProjectName name;
      WorkspaceId workspace;                   //!< not valid where the server does not tell it
      ProjectRole ownRole = ProjectRole::None; //!< of who asks
      bool isPublic = false;
      QStringList owners;
      QStringList writers;
      QStringList editors;
      QStringList readers;
  };
} // namespace syncline
