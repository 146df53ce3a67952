// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QHash>
#include <QString>

namespace syncline
{
  //! A box around features, in the layer's coordinates. The spatial index keeps 32-bit numbers: it may be larger by a rounding.
  struct LayerExtent
  {
      double minX = 0;
      double minY = 0;
      double maxX = 0;
      double maxY = 0;
  };

  /**
   * Where the features of each table of a GeoPackage lie, told by the root of its spatial index: one small read a table, however
   * many rows. The register (gpkg_contents) tells it too, but rows that arrive by a changeset leave that alone.
   *
   * Tables without an index, or with an empty one, are left out. A file without spatial tables gives nothing. Any thread;
   * writes nothing.
   */
  [[nodiscard]] Result<QHash<QString, LayerExtent>> layerExtents( const QString &path,
                                                                  const CancelToken &cancel = {} );
} // namespace syncline
