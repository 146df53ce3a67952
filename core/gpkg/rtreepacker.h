// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/geometry.h"
#include "core/gpkg/sqlite.h"

#include <array>
#include <unordered_map>
#include <vector>

namespace syncline
{
  //! A box as SQLite's R-trees keep it: 32-bit numbers, the minima rounded down, the maxima up.
  struct RtreeBox
  {
      std::array<float, 4> bounds{}; //!< min x, max x, min y, max y
      //! Just what INSERT INTO rtree would keep. Not finite counts as 0, as SQL hands it on.
      static RtreeBox of( const GeometryFacts &facts );
      bool isValid() const { return bounds[0] <= bounds[1] && bounds[2] <= bounds[3]; }
  };

  //! What becomes of the entries of some rows; nothing: there is none any more.
  using RtreeChanges = std::unordered_map<qint64, std::optional<RtreeBox>>;

  /**
   * Rewrites a two-dimensional R-tree of SQLite as a whole: the entries that it has, but for those of \a changes, which are as
   * \a changes says. A query finds the same as if each had been inserted and deleted on its own; it takes a fraction of the
   * time. Runs in the caller's transaction. \a rtree is a virtual table of "main" USING rtree(id, minx, maxx, miny, maxy).
   */
  [[nodiscard]] Result<void> packRtree( Database &database, const QByteArray &rtree,
                                        const RtreeChanges &changes );
} // namespace syncline
