// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakehttp.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/**
 * What the server double keeps: values without behaviour, all of them made, changed and read under the one lock of FakeServer.
 * Nothing here comes from core/api: a reading of the protocol that is wrong there must not be wrong here in the same way.
 */
namespace syncline::fake
{
  //! Of a workspace or, from Reader on and without Admin, of a project; weakest first, so that they compare.
  enum class Role
  {
    None,
    Guest,
    Reader,
    Editor,
    Writer,
    Admin,
    Owner
  };

  QString nameOf( Role role ); //!< "guest"; "" for None
  std::optional<Role> roleNamed( const QString &name );
  std::optional<Role> projectRoleNamed( const QString &name ); //!< only those that a project can give

  struct User
  {
      int id = 0;
      QString name;
      QString email;
      QByteArray passwordHash; //!< of salt and password
      QByteArray salt;
      bool isSuperuser = false;
      bool isActive = true;
      bool wantsNotifications = true;
      QDateTime registered;
      QDateTime lastSignedIn;          //!< invalid: never
      std::optional<Role> inWorkspace; //!< Enterprise: set for this one; None: no member (any more)
  };

  //! Enterprise: an e-mail to somebody who may become a member.
  struct Invitation
  {
      int id = 0;
      QString uuid;
      QString email;
      Role role = Role::Guest;
      QDateTime expires;
  };

  enum class Edition
  {
    Community,
    Enterprise
  };

  //! A changeset that belongs to one change of a file. Name, size and checksum are what the pusher said.
  struct Diff
  {
      QString path;
      qint64 size = 0;
      QString checksum;
      QByteArray blob; //!< key of its bytes in the content store
  };

  enum class ChangeKind
  {
    Create,
    Update,
    UpdateDiff,
    Delete
  };

  //! What one version did to one file.
  struct FileChange
  {
      ChangeKind kind = ChangeKind::Create;
      QString path;
      qint64 size = 0;  //!< as the pusher said (recomputed only where a diff was applied)
      QString checksum; //!< likewise; may be false
      QByteArray blob;  //!< key of the whole file's bytes in the content store; empty for Delete
      std::optional<Diff> diff;
  };

  struct ProjectVersion
  {
      int number = 0; //!< 3 is "v3"; its place in Project::versions
      QString author; //!< user name; empty: unknown
      QDateTime created;
      QString userAgent;
      qint64 projectSize = 0;
      QList<FileChange> changes;
  };

  struct Project
  {
      QString id;
      QString name;
      int serial = 0; //!< in the order of their making, which is that of lists without an order
      int creator = 0;
      QDateTime created;
      QDateTime updated;
      bool isPublic = false;
      QDateTime removedAt;   //!< scheduled for deletion since; invalid: not
      QDateTime lockedUntil; //!< invalid: not locked
      QMap<int, Role> roles; //!< explicit ones, by user id
      QList<ProjectVersion> versions;

      int latest() const { return static_cast<int>( versions.size() ) - 1; }
  };

  //! What a push says of one file that it adds or updates.
  struct PushItem
  {
      QString path;
      qint64 size = 0;
      std::optional<QString> checksum;
      std::optional<QStringList>
        chunks;                 //!< ids, in file order, repeats allowed; without it the push fails inside
      std::optional<Diff> diff; //!< the chunks are those of the diff then
  };

  struct PushChanges
  {
      QList<PushItem> added;
      QList<PushItem> updated;
      QList<PushItem> removed;
      bool isEmpty() const { return added.isEmpty() && updated.isEmpty() && removed.isEmpty(); }
  };

  //! A push in progress, and the lock on (project, base version) that it holds.
  struct Upload
  {
      QString id;
      QString projectId;
      int baseVersion = 0;
      int user = 0;
      QString userAgent;
      QDateTime lastPing;  //!< 300 seconds after it somebody else may take over
      QJsonObject changes; //!< as pushed, what the server drops left out
  };

  //! How this server is set up; does not change while it runs, unless a test says so.
  struct Settings
  {
      QString version = QStringLiteral( "2026.4.0" );
      QString workspace = QStringLiteral( "mergin" );
      Edition edition = Edition::Community;
      int seats = 0; //!< Enterprise: people who may change something, open invitations included; 0: no limit
      Role defaultRole = Role::Writer; //!< of everybody in the workspace who is no superuser
      int tokenLifeSeconds = 43200;
      qint64 quotaBytes = 10ll * 1024 * 1024 * 1024;
      bool hasV2Push = true;
      bool hasV2Pull =
        false; //!< only whether /config says so; the addresses answer anyway, as on a real server
      bool isInMaintenance = false;
      std::chrono::milliseconds latency{ 0 };
      QString dataDir; //!< empty: all in memory
  };

  constexpr int WORKSPACE_ID = 1;
  constexpr qint64 MAX_CHUNK_BYTES = 10 * 1024 * 1024;
  constexpr int UPLOAD_IDLE_SECONDS = 300;
  constexpr int CHUNK_LIFE_SECONDS = 86400;
  constexpr int DELETION_DAYS = 7;
  constexpr int INVITATION_DAYS = 7;
} // namespace syncline::fake
