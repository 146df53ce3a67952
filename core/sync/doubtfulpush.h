// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/projectdir.h"
#include "core/sync/pushticket.h"

namespace syncline
{
  class FileOps;
}

/**
 * Pushes of which the server knew nothing when it was asked, although it may have been told to make the version: a gateway that
 * gave up, or a connection that dropped, does not stop it. Should the version appear later, it is ours, and none to be merged.
 *
 *     push, stage/<run>/ ──keep()──► doubt/<run>/{push,stage/} ──revive()──► push, stage/<run>/ ──► committed like any other
 *                                          └──drop(): the next version is somebody else's, or known to be ours
 *
 * All in .mergin/.engine/. The folder's lock is held by the caller. A death in between leaves a ticket without staged files, which
 * counts as dropped.
 */
namespace syncline::doubtfulpush
{
  constexpr int MAX_KEPT = 3; //!< the newest; each holds what was sent

  //! Takes the ticket on disk, whose run is \a run, with its staged files.
  [[nodiscard]] Result<void> keep( FileOps &disk, const ProjectPaths &paths, const QString &run );
  //! Those that can be revived, the oldest first; what is no ticket any more is removed.
  [[nodiscard]] Result<QList<PushTicket>> all( FileOps &disk, const ProjectPaths &paths );
  [[nodiscard]] Result<void> revive( FileOps &disk, const ProjectPaths &paths, const QString &run );
  [[nodiscard]] Result<void> drop( FileOps &disk, const ProjectPaths &paths, const QString &run );
  [[nodiscard]] Result<void> dropAll( FileOps &disk, const ProjectPaths &paths );
} // namespace syncline::doubtfulpush
