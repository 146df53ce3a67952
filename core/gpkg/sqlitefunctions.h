// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/sqlite.h"

namespace syncline
{
  /**
   * Gives the connection the SQL functions that GeoPackage's R-tree triggers call: ST_MinX, ST_MaxX, ST_MinY, ST_MaxY,
   * ST_IsEmpty, and ST_SRID. A geometry that cannot be read counts as empty, so that it gets no R-tree row and one bad
   * value does not keep all other changes out.
   */
  [[nodiscard]] Result<void> registerGeometryFunctions( Database &database );
} // namespace syncline
