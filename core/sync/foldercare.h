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

  /**
   * Makes the sync data of a folder anew that has none any more, or none that can be read (mergin.json cut short, empty or gone), as
   * a download into the folder: nothing is fetched that is here already, nothing is sent, nothing is lost.
   *
   *     our own state knows what mergin.json said ──► it is written again
   *     else, file by file:
   *       the same as on the server          ──► nothing moves
   *       a database with its base file      ──► rows of both come together, as at any pull
   *       edited since, by what is left of mergin.json ──► stays an edit
   *       any other that differs             ──► the server's in place, ours as conflict copy
   *       here alone                         ──► stays, and counts as new
   *
   * \a name is the project's; default: as what is left tells. InvalidInput: the folder is another project's. DamagedMetadata: nothing
   * tells the project, or the list of a partial project cannot be read. A folder whose data are whole is left as it is.
   */
  [[nodiscard]] Result<SyncReport> repairFolder( const SyncContext &context, const QString &folder,
                                                 const ProjectName &name = {} );

  //! Finishes what an interrupted pull, ours or another client's, left to be put in place; nothing new is downloaded.
  [[nodiscard]] Result<SyncReport> finishPull( const SyncContext &context, const QString &folder );
} // namespace syncline
