// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/peopletypes.h"
#include "core/api/types.h"
#include "core/base/result.h"

#include <QThreadPool>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace syncline::people
{
  //! An invitation sent from this computer.
  struct LedgerEntry
  {
      QUrl server;
      WorkspaceId workspaceId;
      QString workspace;
      qint64 id = 0; //!< 0: the server told none, so it cannot be withdrawn from here
      QString email;
      WorkspaceRole role = WorkspaceRole::None;
      QDateTime sent;
      QDateTime expires; //!< seven days after it was sent where the server did not tell
  };

  /**
   * Remembers the invitations that were sent from this computer, because no call of the server lists them. A JSON file, replaced
   * whole at each change and read anew before it, so that QGIS and the command line may use it side by side. An entry goes when
   * it was withdrawn, when the person shows up as member, or 30 days after it expired. Trouble with the file loses only this
   * convenience: it is told by lastTrouble(), and nothing else fails.
   *
   * Writing is a worker's: a flushed file takes longer than a window may wait, and three hundred invitations would wait for three
   * hundred of them. What is not written yet is in what entries() tells all the same. Thread-bound; the destructor waits for the
   * worker.
   */
  class InvitationLedger
  {
    public:
      explicit InvitationLedger( const QString &path );
      ~InvitationLedger();
      InvitationLedger( const InvitationLedger & ) = delete;
      InvitationLedger &operator=( const InvitationLedger & ) = delete;

      void add( const QUrl &server, const Workspace &workspace, const SentInvitation &sent,
                const QDateTime &now );
      void remove( const LedgerEntry &entry );
      //! Those of a workspace; of every one with an id that is not valid.
      QList<LedgerEntry> entries( const QUrl &server, WorkspaceId workspace, const QDateTime &now );
      //! Addresses whose invitation is still open.
      QStringList openAddresses( const QUrl &server, WorkspaceId workspace, const QDateTime &now );
      //! Forgets invitations of people who are members now.
      void settle( const QUrl &server, WorkspaceId workspace, const QStringList &memberAddresses );
      std::optional<Error> lastTrouble(); //!< waits for the worker

    private:
      struct Shared;
      using Change = std::function<void( QList<LedgerEntry> &entries )>;

      QList<LedgerEntry> read();
      void change( const Change &how );

      std::shared_ptr<Shared> mShared;
      QThreadPool mWriter; //!< goes first: it waits for its one thread
  };
} // namespace syncline::people
