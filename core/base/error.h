// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include <variant>

namespace syncline
{
  Q_NAMESPACE

  /**
   * Everything that can go wrong, as a closed list: every switch over it has no default, so the compiler finds each place
   * where a new kind must be thought about. Words for people are made at the edge (plugin/errors, cli), never here.
   */
  enum class ErrorKind
  {
    // the way to the server
    Canceled,   //!< somebody asked to stop
    Offline,    //!< no connection: wrong host, refused, dropped
    Timeout,    //!< connected, but silent for too long
    TlsFailure, //!< certificate or handshake; the host application decides about exceptions
    NotAServer, //!< something answers there, but it is no Mergin Maps server (or the address is no address)
    // the server said no
    Unauthorized,    //!< wrong password, or a token that is not (or no longer) good
    Forbidden,       //!< signed in, but this is not allowed to this user
    NotFound,        //!< no such project, file, version or person (or hidden from this user)
    AlreadyExists,   //!< the name is taken
    VersionConflict, //!< somebody else was faster: pull and try again
    Locked,          //!< another push is running, or the project is locked: wait and try again
    QuotaExceeded,   //!< the workspace's storage or project limit
    RateLimited,     //!< too many requests
    ServerRejected,  //!< the request is refused for a reason told in the detail (a name, a size, a type)
    ServerFailure,   //!< 5xx
    ServerTooOld,    //!< this call needs a newer server
    ClientTooOld,    //!< the server wants a newer client
    MalformedReply,  //!< an answer that cannot be what the protocol says, truncated ones included
    // here
    DiskFull,
    FileInUse,          //!< locked by another program
    ReadOnly,           //!< no right to write here
    LocalIo,            //!< any other trouble with the disk
    DamagedDatabase,    //!< not a database, or one that fails its integrity check
    SchemaDiffers,      //!< tables or columns differ, so no changeset fits
    MalformedChangeset, //!< not a changeset, truncated, or with entries that nobody defined
    ChangesetConflict, //!< a changeset's entry finds no row or breaks a constraint: it was made from other content
    UnsafePath,        //!< a name that would leave the project folder, or that cannot exist here
    NotAProject,       //!< no .mergin/mergin.json here
    DamagedMetadata,    //!< .mergin/mergin.json or file_filter.json cannot be read
    UnfinishedBusiness, //!< an interrupted sync has to be finished first
    MassRemoval,        //!< most files are missing here; removals are not sent without a word from the user
    Busy,               //!< another sync works in this folder, or the project kept changing
    InvalidInput,       //!< what the user gave cannot be used
    CredentialStore,    //!< the keychain is missing, locked or refused
    Bug                 //!< an assumption of ours failed
  };
  Q_ENUM_NS( ErrorKind )

  constexpr int ERROR_KIND_COUNT = int( ErrorKind::Bug ) + 1; //!< for tests that walk every kind

  //! The kind's name as in the source ("QuotaExceeded"); for logs, tests and --json, not for people.
  QString nameOf( ErrorKind kind );

  //! The whole retry policy: whether the same request may succeed when simply sent again a moment later.
  bool isWorthRetrying( ErrorKind kind );
  struct Error;
  //! The same for an error at hand: an answer that was cut off on its way is worth another try, one that makes no sense is not.
  bool isWorthRetrying( const Error &error );

  //! Why there is no answer from a host, as far as the network tells.
  struct NetworkDetail
  {
      enum class Cause
      {
        Unknown,
        HostNotFound, //!< no such name: a typing error, or no network at all
        Refused,      //!< nothing listens there
        Dropped,      //!< the connection ended before an answer
        CutOff,       //!< the connection ended within an answer
        ProxyLogin,   //!< the proxy wants a user name and a password
        Proxy,        //!< any other trouble with the proxy
        Redirect      //!< the address points to another server
      };
      Cause cause = Cause::Unknown;
      QString host; //!< of the server asked; with Redirect, the one it points to
  };

  //! Storage of a workspace in bytes; -1 where the server did not tell.
  struct QuotaUsage
  {
      qint64 usedBytes = -1;
      qint64 limitBytes = -1;
  };

  //! Versions that did not fit; numbers as in Version, -1 where unknown.
  struct VersionPair
  {
      int ours = -1;
      int theirs = -1;
  };

  //! Path in the project → what the server says is wrong with it.
  struct FailedFiles
  {
      QHash<QString, QString> reasons;
  };

  //! What the server itself said. `fields`: its complaints by form field, where it sent such.
  struct ServerDetail
  {
      int status = 0; //!< HTTP
      QString
        code; //!< the `code` field ("ProjectLocked"), or our own for a sentence without one (core/api/servererror.h)
      QString detail; //!< its sentence, in its own words
      QHash<QString, QStringList> fields;
      int retryAfterSeconds = -1; //!< how long it asks to wait; -1 where it does not
  };

  using ErrorPayload =
    std::variant<std::monostate, QuotaUsage, VersionPair, FailedFiles, ServerDetail, NetworkDetail>;

  /**
   * What went wrong: a kind to act on, a technical detail for "Details" and logs (English, no secrets), the trail of what we
   * were doing (innermost first), and facts that the kind's sentence needs. A value; crosses threads freely.
   */
  struct Error
  {
      ErrorKind kind = ErrorKind::Bug;
      QString detail;
      QStringList trail;
      ErrorPayload payload;
  };

  //! One technical line: kind, detail, trail. For logs and test failures.
  QString toLogLine( const Error &error );
} // namespace syncline
