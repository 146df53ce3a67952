// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncsession.h"

// What is done to a folder beside syncing it. Worker threads only: it waits.
namespace syncline
{
  /**
   * Brings the folder back to the version that was synced last: edited and missing files get their content of then, new ones go.
   * Only the named ones where \a only names some (NotFound for one that has no changes).
   *
   *     edited  ──► content of the version (databases: by their base file, else from the server); what was here ──► trash
   *     missing ──► the same           new ──► trash           unreadable, open elsewhere ──► left alone, and told
   *
   * The trash is .mergin/.engine/trash/<run>. UnfinishedBusiness: an interrupted sync has to be finished first. Events of the report:
   * Downloaded (was edited), RestoredHere (was missing), RemovedHere (was new), NotInstalled.
   */
  [[nodiscard]] Result<SyncReport> resetFolder( const SyncContext &context, const QString &folder,
                                                const QStringList &only = {} );

  //! Finishes what an interrupted pull, ours or another client's, left to be put in place; nothing new is downloaded.
  [[nodiscard]] Result<SyncReport> finishPull( const SyncContext &context, const QString &folder );
} // namespace syncline
