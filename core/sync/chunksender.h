// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/sha1hasher.h"
#include "core/sync/pushticket.h"
#include "core/sync/stager.h"
#include "core/sync/transfers.h"

#include <map>

namespace syncline
{
  /**
   * Sends the chunks of a push, Transfers::MAX_AT_ONCE at a time, and over v2 puts the names that the server gives them into the ticket; one that breaks off is sent again, a few times. A file that is sent from
   * the project itself and changed since it was hashed is ErrorKind::VersionConflict with its path in the detail.
   * Thread-bound; waits in run().
   */
  class ChunkSender
  {
    public:
      struct Target
      {
          Protocol protocol = Protocol::V1;
          ProjectId project; //!< for v2
      };
      ChunkSender( Stager::Tools tools, PushTicket &ticket, Target target,
                   std::function<QString( const PushedFile & )> pathOf );
      [[nodiscard]] Result<void> run( const CancelToken &cancel );

    private:
      struct Chunk
      {
          PushedFile *file = nullptr;
          int index = 0;
          qint64 sizeBytes = 0;
          int tries = 0;
          QByteArray bytes; //!< once they were read: a second try sends the same ones
      };
      void start( Chunk chunk );
      template<class T> void follow( const Chunk &chunk, Endpoint<T> endpoint );
      void settle( const Chunk &chunk, const Result<ChunkId> &answer );
      [[nodiscard]] Result<QByteArray> read( const Chunk &chunk );

      Stager::Tools mTools;
      PushTicket &mTicket;
      Target mTarget;
      std::function<QString( const PushedFile & )> mPathOf;
      QList<Chunk> mWaiting;
      std::map<PushedFile *, Sha1Hasher>
        mSeen; //!< of files sent from the project: the chunks are read in their order
      Transfers mTransfers;
      qint64 mBytes = 0;
  };
} // namespace syncline
