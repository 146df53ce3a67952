// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/relpath.h"
#include "core/base/version.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

// What the server tells us, decoded and checked. Values; cross threads freely. Times are UTC, sizes bytes.
namespace syncline
{
  enum class ServerType
  {
    Legacy,
    Community,
    Enterprise,
    Saas
  };

  constexpr ServerVersion OLDEST_SERVER{ 2023, 2,
                                         0 }; //!< before it there are no workspaces and no projects by id

  //! GET /config: what this server is and can do. Decided by flags and numeric version, never by comparing text.
  struct ServerCapabilities
  {
      ServerType type = ServerType::Legacy;
      ServerVersion version;
      bool hasPushV2 = false;
      bool hasPullV2 = false;
      bool hasSelfRegistration = false;
      bool hasSingleSignOn = false;
      //! Whether we cannot work with it. A server from before /config tells its version by ping only.
      bool isTooOld() const { return type == ServerType::Legacy || !( version >= OLDEST_SERVER ); }
  };

  //! Who is signed in, and for how long. The token is a secret: it is never logged and never part of an error.
  struct AuthSession
  {
      UserId userId;
      QString userName;
      QString email;
      QByteArray token;  //!< without "Bearer "
      QDateTime expires; //!< invalid: not known
  };

  struct Workspace
  {
      WorkspaceId id;
      QString name;
      WorkspaceRole role = WorkspaceRole::None;
      qint64 storageLimitBytes = -1; //!< -1 where not told
      qint64 usedBytes = -1;
      int projectCount = -1;
  };

  struct UserProfile
  {
      UserId id;
      QString userName;
      QString email;
      QString fullName;
      QList<Workspace> workspaces; //!< id, name and role only
      std::optional<WorkspaceId> preferredWorkspace;
  };

  //! A file of a project version, as the server lists it.
  struct ServerFile
  {
      RelPath path;
      Sha1 checksum;
      qint64 sizeBytes = 0;
      QDateTime changed;
  };

  //! A line of a project list.
  struct ProjectSummary
  {
      ProjectId id;
      ProjectName name;
      Version version;
      QDateTime created;
      QDateTime updated;
      qint64 sizeBytes = 0;
      QString creator; //!< may be empty
      bool isPublic = false;
      ProjectRole role = ProjectRole::None; //!< worked out from permissions where the list does not tell it
  };

  struct ProjectPage
  {
      QList<ProjectSummary> projects;
      int total = -1; //!< over all pages; -1 for a page after the last one
  };

  //! A project at one version, with its files.
  struct ProjectInfo
  {
      ProjectSummary summary;
      WorkspaceId workspaceId; //!< not valid where the server does not tell it
      QList<ServerFile> files;
      //! Files whose names could leave the folder or cannot exist here, or that come with a checksum that is none (so that nothing
      //! could ever be verified): never installed, never taken for removed.
      QStringList unsafePaths;
      QByteArray rawJson; //!< the answer as it came; written (re-encoded) into mergin.json
  };
} // namespace syncline
