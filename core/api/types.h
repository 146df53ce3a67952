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

  //! Which of its two sets of calls a server wants to be used.
  enum class Protocol
  {
    V1,
    V2
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
      //! By the flags alone: a server may have the calls of v2 and not want them used.
      Protocol pushProtocol() const { return hasPushV2 ? Protocol::V2 : Protocol::V1; }
      Protocol pullProtocol() const { return hasPullV2 ? Protocol::V2 : Protocol::V1; }
      //! Whether a push of somebody with that role can succeed at all. Community servers refuse every push of an editor, although
      //! they let him upload; elsewhere an editor may push what the server finds harmless.
      bool acceptsPushOf( ProjectRole role ) const
      {
        return role >= ProjectRole::Writer ||
               ( role == ProjectRole::Editor && type != ServerType::Community );
      }
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

  //! A changeset that made one version of a GeoPackage from the one before. Size and checksum are the pusher's word, which no
  //! server checks: what was downloaded is judged by applying it.
  struct ServerDiff
  {
      QString path;  //!< the pusher's name for it: not unique, and not safe as a path
      Sha1 checksum; //!< empty where the server's is none
      qint64 sizeBytes = 0;
  };

  enum class FileChangeKind
  {
    Added,
    Updated,
    Removed
  };

  //! What one version did to a file, and what the file was then.
  struct FileChange
  {
      Version version;
      FileChangeKind kind = FileChangeKind::Updated;
      Sha1 checksum; //!< empty where the server's is none
      qint64 sizeBytes = 0;
      std::optional<ServerDiff> diff; //!< unset: only the whole file leads here
  };

  //! A file of a project version, as the server lists it.
  struct ServerFile
  {
      RelPath path;
      Sha1 checksum;
      qint64 sizeBytes = 0;
      QDateTime changed;
      QList<FileChange> history = {}; //!< ascending; by projectInfoSince() only, and for GeoPackages only
  };

  /**
   * The changesets that lead from \a base to \a file, in the order to apply them, by its history; each is downloaded by
   * endpoints::rawDiff() at its version. Unset where only the whole file will do: a version between has no changeset, the file was
   * added or removed meanwhile, the last step does not end at the file as listed, or the history tells of no change after \a base.
   * Never empty.
   */
  std::optional<QList<FileChange>> diffChain( const ServerFile &file, Version base );

  enum class DeltaKind
  {
    Create,
    Update,
    UpdateDiff,
    Delete
  };

  //! What happened to one file over a range of versions.
  struct DeltaItem
  {
      RelPath path;
      DeltaKind kind = DeltaKind::Update;
      Version version; //!< the last one in the range that touched the file
      Sha1
        checksum; //!< of the file at the range's end; of a deleted file whatever the pusher said, may be empty
      qint64 sizeBytes = 0;
      QStringList diffs; //!< ids for endpoints::rawDiffById(), in the order to apply them; UpdateDiff only
  };

  //! All that changed after one version, up to another.
  struct ServerDelta
  {
      Version to;
      QList<DeltaItem> items;
      QStringList unsafePaths; //!< as in ProjectInfo
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

  //! A piece of a file that the server keeps for a push over v2.
  struct UploadedChunk
  {
      ChunkId id;           //!< the server's own
      QDateTime validUntil; //!< invalid: not told
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
