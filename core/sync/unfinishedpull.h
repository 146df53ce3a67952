// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/puller.h"

namespace syncline
{
  /**
   * Installs what waits in .mergin/unfinished_pull, put there by us or by the official client because the database was in use:
   *
   *     here: missing ──► put in place          the same content ──► nothing but the base file
   *           unchanged since the base ──► its content comes in     edited ──► rows merged, or conflict copy first
   *           the base file is the waiting one already, and here is neither ──► conflict copy first
   *           in use ──► goes on waiting       (waiting file is no database: to the trash, and told)
   *
   * The metadata counts on these files already and is not written.
   */
  [[nodiscard]] Result<CommitResult> finishParkedFiles( Folder &folder, Stager::Tools tools,
                                                        const QString &userName, const CancelToken &cancel );
} // namespace syncline
