// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoints.h"
#include "core/sync/syncreport.h"
#include "core/sync/uploadrules.h"

#include <QJsonObject>

namespace syncline
{
  //! A file of a push: what exactly is sent.
  struct PushedFile
  {
      UploadCandidate candidate;
      Sha1 checksum; //!< of the whole file; with a diff: of what the server has, to which the diff is applied
      qint64 sizeBytes = 0;  //!< of the whole file
      QList<ChunkId> chunks; //!< of the file, or of the diff
      QString
        staged; //!< in the staging folder; empty: sent from the project itself, and compared with checksum on the way
      //! Of a database whose rows are sent: the changeset from the base file to what is staged.
      struct Diff
      {
          endpoints::UploadDiff upload;
          QString staged; //!< in the staging folder
      };
      std::optional<Diff> diff;
      QString newBase; //!< in the staging folder: becomes the base file, where that is not what is staged
      QList<TableRows> rows; //!< for the report
      //! Without its base file another client may send the whole file: who pushes has the right to.
      bool mayLackBase = false;

      qint64 bytesToSend() const { return diff ? diff->upload.sizeBytes : sizeBytes; }
      //! Where the base file waits for the server's answer; see Pusher::setBasesAside().
      QString baseAside() const { return staged + QStringLiteral( ".base" ); }
      const QString &stagedToSend() const { return diff ? diff->staged : staged; }
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
      TransactionId transaction; //!< of v1; empty until the server gave one
      QStringList othersUploads; //!< of v1: pushes that were open before ours

      QJsonObject toJson() const;
      [[nodiscard]] static Result<PushTicket> fromJson( const QJsonObject &object );
      endpoints::PushChanges changes() const;
      bool hasDiffs() const;
      //! Whether the version whose files are \a files is what this push makes. \a histories: of files that were sent as rows.
      bool isContainedIn( const QList<ServerFile> &files, const QList<ServerFile> &histories ) const;
  };
} // namespace syncline
