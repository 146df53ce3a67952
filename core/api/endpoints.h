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

  // Push over v1 (endpoints_push.cpp)

  struct UploadItem
  {
      RelPath path;
      Sha1 checksum;
      qint64 sizeBytes = 0;
      QList<ChunkId> chunks; //!< in file order; none for an empty file, and for a removed one
  };
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
} // namespace syncline::endpoints
