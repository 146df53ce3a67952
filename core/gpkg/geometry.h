// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace syncline
{
  //! What GeoPackage triggers ask of a geometry.
  struct GeometryFacts
  {
      bool isEmpty = false; //!< as its header says; coordinates are not looked at
      double minX = 0, maxX = 0, minY = 0, maxY = 0;
      int srsId = 0;
  };

  /**
   * Reads a GeoPackage geometry blob: the envelope of its header or, without one, that of its coordinates (control points of
   * curves). Nothing for what is no such blob, is cut off, or has its minimum above its maximum. Never reads beyond \a blob.
   */
  std::optional<GeometryFacts> readGeometryFacts( std::string_view blob );
} // namespace syncline
