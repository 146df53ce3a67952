// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakecontext.h"

#include <functional>

/**
 * What both versions of the push have in common: reading the changes, the rules, the one active upload of a project's version,
 * putting files together from chunks, and the new version.
 */
namespace syncline::fake
{
  //! Reads "version" and "changes" as the schema wants them; v1 wants a checksum of every item, v2 only path and size.
  struct PushBody
  {
      QString version;
      bool isCheckOnly = false;
      PushChanges changes;
      QJsonObject kept; //!< the changes as sent, without the paths that the server drops
      Refusal refusal;
  };
  PushBody readPush( const Context &context, bool needsChecksums );
  PushChanges changesOf( const QJsonObject &changes );

  //! The least role that may push at all: Enterprise lets editors, with limits.
  Role leastPushRole( const Context &context );
  //! What an editor may not: project files and settings, whole databases, removals of databases.
  Refusal refusedToEditors( const Context &context, const Project &project, const PushChanges &changes );
  Refusal overQuota( const Context &context, const Project &project, const PushChanges &changes );
  bool isActive( const Context &context, const Upload &upload );
  //! An active upload for the latest version; one that is idle for too long is ended here.
  bool hasActiveUpload( Context &context, const Project &project );

  //! What came of the files of a push. Failures by path; in each list in the order of the push.
  struct Assembly
  {
      QList<FileChange> changes;
      QStringList unsupported;
      QStringList corrupted;
      QList<std::pair<QString, QString>> syncErrors; //!< path, reason
      bool isBroken = false; //!< an item lacks what the server needs: it fails with 500
      bool isGood() const
      {
        return unsupported.isEmpty() && corrupted.isEmpty() && syncErrors.isEmpty() && !isBroken;
      }
  };
  //! \a chunkKey gives the key in the content store of a chunk id of the push.
  Assembly assemble( Context &context, const Project &project, const PushChanges &changes,
                     const std::function<QByteArray( const QString &chunkId )> &chunkKey );
  //! Makes the new version of what was assembled.
  void addVersion( Context &context, const QString &projectId, const QList<FileChange> &changes,
                   const QString &userAgent );
} // namespace syncline::fake
