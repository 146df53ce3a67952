// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/types.h"

#include <QJsonObject>

// Every call of the server's API that we use, one function each. The comment names method and path, so that it can be checked
// line by line against the server's documentation.
namespace syncline::endpoints
{
  // Discovery (endpoints_server.cpp)

  //! GET /ping. Tells a Mergin Maps server from any other web server: anything else is ErrorKind::NotAServer.
  Endpoint<ServerVersion> ping();
  //! GET /config. A 404 is a server from before 2023: ServerType::Legacy, no error.
  Endpoint<ServerCapabilities> serverConfig();

  // Accounts (endpoints_account.cpp)

  //! POST /v1/auth/login. A wrong name or password is ErrorKind::Unauthorized.
  Endpoint<AuthSession> login( const QString &userNameOrEmail, const QString &password );
  //! GET /v1/user/profile
  Endpoint<UserProfile> profile();
  //! GET /v1/workspaces
  Endpoint<QList<Workspace>> workspaces();

  // Projects (endpoints_project.cpp)

  enum class ProjectFlag
  {
    All,
    Created,
    Shared,
    Public
  };
  enum class ProjectOrder
  {
    NameAscending,
    UpdatedDescending
  };
  struct ProjectQuery
  {
      int page = 1;
      int pageSize = 50; //!< the server takes at most 100
      QString nameContains;
      QString workspace; //!< empty: all
      ProjectFlag flag = ProjectFlag::All;
      ProjectOrder order = ProjectOrder::NameAscending;
      QString asUser; //!< who asks; without it an editor cannot be told from a writer
  };
  //! GET /v1/project/paginated. A page after the last one is no error: it is empty, its total -1.
  Endpoint<ProjectPage> projectPage( const ProjectQuery &query );
  //! GET /v1/project/{namespace}/{name} (latest version), with files. An answer about another project than asked for (by id), or
  //! another version, is MalformedReply; so is one that lists a path twice.
  Endpoint<ProjectInfo> projectInfo( const ProjectName &name );
  //! GET /v1/project/{namespace}/{name}?version=vN
  Endpoint<ProjectInfo> projectInfoAt( const ProjectName &name, Version version );
  //! GET /v1/project/by_uuid/{id}: survives a rename on the server
  Endpoint<ProjectInfo> projectInfoById( const ProjectId &id );
  /**
   * GET /v1/project/{namespace}/{name}?since=vN: the latest version; each GeoPackage with its history from \a since on (that one
   * included). See diffChain().
   */
  Endpoint<ProjectInfo> projectInfoSince( const ProjectName &name, Version since );
  /**
   * GET /v2/projects/{id}, without files. The role is the effective one; who made the project is not told. rawJson has the keys of
   * v2 ("workspace", "size", "created_at"), not those of the calls above.
   */
  Endpoint<ProjectInfo> projectInfoV2( const ProjectId &id );
  //! GET /v2/projects/{id}?files_at_version=vN. summary.version is \a version, size and time are those of the latest one. NotFound: no
  //! such version.
  Endpoint<ProjectInfo> projectFilesV2( const ProjectId &id, Version version );
  /**
   * GET /v2/projects/{id}/delta: what changed after \a since (that one not included), up to the latest version or \a to. Whole files
   * come by rawFile() at ServerDelta::to, changesets by rawDiffById(). ServerRejected: the server cannot work it out, use v1.
   */
  Endpoint<ServerDelta> projectDelta( const ProjectId &id, Version since, std::optional<Version> to = {} );

  //! POST /v1/project/{namespace}. ErrorKind::AlreadyExists when the name is taken.
  enum class Visibility
  {
    Private,
    Public
  };
  Endpoint<bool> createProject( const ProjectName &name, Visibility visibility );

  struct RawRange
  {
      ProjectName project;
      RelPath file;
      Version version;
      qint64 firstByte = 0;
      qint64 lastByte = -1; //!< inclusive; -1: to the end
  };
  /**
   * GET /v1/project/raw/{namespace}/{name}?file=&version=, with a Range header unless all is wanted. The bytes asked for, and only
   * they, go to \a sink, also where the server ignores the range. Resolves with their count, which is less than asked for where
   * the file ends earlier. Send it once: it counts.
   */
  Endpoint<qint64> rawFile( const RawRange &what, const BodySink &sink );

  struct RawDiff
  {
      ProjectName project;
      RelPath file;
      Version version; //!< the very version that the changeset leads to: one with FileChange::diff
  };
  //! GET /v1/project/raw/{namespace}/{name}?file=&version=&diff=true: the changeset, whole, to \a sink; resolves with its size. An empty
  //! one (nothing changed) is no error. NotFound: that version has none. Send it once: it counts.
  Endpoint<qint64> rawDiff( const RawDiff &what, const BodySink &sink );
  //! GET /v2/projects/{id}/raw/diff?file=: the same for an id of DeltaItem::diffs. ServerRejected (DiffDownloadError) and NotFound: the
  //! server has lost it, download the whole file.
  Endpoint<qint64> rawDiffById( const ProjectId &project, const QString &diff, const BodySink &sink );

  // Push (endpoints_push.cpp, endpoints_pushv2.cpp)

  //! A changeset to upload in place of the whole file.
  struct UploadDiff
  {
      QString path; //!< a name that nobody else has used: newDiffName()
      Sha1 checksum;
      qint64 sizeBytes = 0;
      bool isEmpty() const { return path.isEmpty(); }
  };
  struct UploadItem
  {
      RelPath path;
      //! With a diff: of the file that the server has now, which is what the changeset is to be applied to.
      Sha1 checksum;
      qint64 sizeBytes = 0; //!< of the whole file, with a diff too (and not 0 then)
      QList<ChunkId>
        chunks; //!< in file order; none for an empty file, and for a removed one. With a diff: of the diff
      UploadDiff diff = {}; //!< of updated files only; empty: the whole file is sent
  };
  //! "survey.gpkg-diff-" and a new uuid.
  QString newDiffName( const RelPath &file );
  struct PushChanges
  {
      QList<UploadItem> added;
      QList<UploadItem> updated;
      QList<UploadItem> removed;
      bool isEmpty() const { return added.isEmpty() && updated.isEmpty() && removed.isEmpty(); }
  };
  //! Either a transaction to upload chunks to, or (nothing but removals) the new state at once.
  struct PushStarted
  {
      TransactionId transaction;
      std::optional<ProjectInfo> finished;
  };
  //! POST /v1/project/push/{namespace}/{name}. VersionConflict: \a base is no longer the latest. Locked: somebody else pushes.
  Endpoint<PushStarted> startPush( const ProjectName &name, Version base, const PushChanges &changes );
  //! POST /v1/project/push/chunk/{transaction}/{chunk}. The answer's checksum and size are compared with what was sent: MalformedReply
  //! where they differ. NotFound: the transaction is over.
  Endpoint<bool> pushChunk( const TransactionId &transaction, const ChunkId &chunk, const QByteArray &bytes );
  /**
   * POST /v1/project/push/finish/{transaction}. After Offline, Timeout or ServerFailure the outcome is unknown: ask for the
   * project's version. After any other error the transaction is over or can be canceled.
   */
  Endpoint<ProjectInfo> finishPush( const TransactionId &transaction );
  //! POST /v1/project/push/cancel/{transaction}. False: it was over already.
  Endpoint<bool> cancelPush( const TransactionId &transaction );

  /**
   * POST /v2/projects/{id}/versions with check_only: whether such a push would be taken now. Chunk ids are not looked at. Errors as of
   * createVersion(), except that nobody else's push is seen.
   */
  Endpoint<bool> checkPush( const ProjectId &id, Version base, const PushChanges &changes );
  /**
   * POST /v2/projects/{id}/chunks, at most 10 MiB. May be sent before and independently of a version; the server keeps it for a
   * day or until a version uses it. NotFound, Forbidden, Locked as for any push.
   */
  Endpoint<UploadedChunk> uploadChunk( const ProjectId &id, const QByteArray &bytes );
  /**
   * POST /v2/projects/{id}/versions: the new version, with its files (rawJson as of projectInfoV2()). VersionConflict: \a base is no longer
   * the latest, pull (payload VersionPair). Locked: somebody else pushes, wait. ServerRejected with FailedFiles: which files and why.
   * After Offline, Timeout or ServerFailure the outcome is unknown: ask for the project's version.
   */
  Endpoint<ProjectInfo> createVersion( const ProjectId &id, Version base, const PushChanges &changes );
} // namespace syncline::endpoints
