// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/folder.h"
#include "core/sync/stager.h"

namespace syncline
{
  //! Databases that the server has in another version than this folder.
  struct ServerUpdates
  {
      QList<ServerFile> files;
      ProjectSummary server; //!< as it is now
  };

  //! How many rows of updated databases the server has changed since this folder's version.
  struct RowsOnServer
  {
      QMap<QString, QList<TableRows>> rows; //!< by path, tables by name
      QStringList uncounted;                //!< too much to fetch for it, or pushed as a whole
  };

  /**
   * Counts them for a look at the project, before any sync: fetches the changesets of these files into a folder of the system's, at
   * most MAX_COUNTED_BYTES in all, and keeps the answers in .mergin/.engine, so that the same question is asked once.
   * Errors: Canceled only; what does not work out is not counted. Worker threads only: it waits.
   */
  [[nodiscard]] Result<RowsOnServer> rowsOnServer( const Folder &folder, const Stager::Tools &tools,
                                                   const ServerUpdates &updates, const CancelToken &cancel );

  constexpr qint64 MAX_COUNTED_BYTES = 2ll * 1024 * 1024; // a few seconds on a slow line
} // namespace syncline
