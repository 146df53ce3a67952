// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"
#include "core/project/enginestate.h"
#include "core/project/projectdir.h"

/**
 * For a folder whose mergin.json is damaged or gone while our own state is there: what our last sync wrote into it is the base
 * again, which is not the server's list where a file could not be put in place. Where another client synced since, that base is too old; files that came with it count as edited here, so copies may appear,
 * and nothing is lost.
 */
namespace syncline::lostmetadata
{
  //! Our state of the folder when its mergin.json cannot be used; that file's own error when there is nothing to rebuild it from.
  [[nodiscard]] Result<EngineState> find( const ProjectPaths &paths, FileOps &disk );

  //! What can still be read about a folder without usable mergin.json: files, id, name, version; some of it or nothing.
  Metadata remainsIn( const ProjectPaths &paths, FileOps &disk );

  //! Puts a damaged mergin.json beside, where remainsIn() finds it.
  [[nodiscard]] Result<void> setAside( const ProjectPaths &paths, FileOps &disk );

  //! As soon as there is a whole mergin.json again: the damaged one beside it would tell an old base next time.
  [[nodiscard]] Result<void> forgetAside( const ProjectPaths &paths, FileOps &disk );

  //! Writes mergin.json for the version of \a state. The caller holds the folder's lock.
  [[nodiscard]] Result<void> restore( const ProjectPaths &paths, FileOps &disk, const EngineState &state,
                                      const ProjectInfo &info );
} // namespace syncline::lostmetadata
