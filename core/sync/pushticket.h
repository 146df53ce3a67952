// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoints.h"
#include "core/sync/uploadrules.h"

#include <QJsonObject>

namespace syncline
{
  //! A file of a push: what exactly is sent.
  struct PushedFile
  {
      UploadCandidate candidate;
      Sha1 checksum; //!< of the bytes that are sent
      qint64 sizeBytes = 0;
      QList<ChunkId> chunks;
      QString staged; //!< in the staging folder; empty: sent from the project itself, guarded by chunkSums
      QList<Sha1> chunkSums; //!< of a file that is sent from the project itself
  };

  /**
   * What a push is about to make on the server; on disk before the first request, so that a version of our own is recognised
   * even when the answer that it exists was lost.
   */
  struct PushTicket
  {
      QString run;  //!< its staging folder, where what is sent lies unchanged
      Version base; //!< the version it builds on
      QList<PushedFile> files;
      QList<RelPath> removals;
      TransactionId transaction; //!< empty until the server gave one

      QJsonObject toJson() const;
      [[nodiscard]] static Result<PushTicket> fromJson( const QJsonObject &object );
      endpoints::PushChanges changes() const;
      //! Whether the version whose files are \a files is what this push makes.
      bool isContainedIn( const QList<ServerFile> &files ) const;
  };
} // namespace syncline
