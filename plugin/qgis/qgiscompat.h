// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// The only file that may ask for QGIS's version. Everything else is written for what QGIS 3.22 and later share.

#include <qgis.h>
#include <qgsconfig.h>
#include <qgsmaplayer.h>

namespace syncline
{
#if _QGIS_VERSION_INT >= 33000
  using LayerType = Qgis::LayerType;
  constexpr LayerType VECTOR_LAYER = Qgis::LayerType::Vector;
#else
  using LayerType = QgsMapLayerType;
  constexpr LayerType VECTOR_LAYER = QgsMapLayerType::VectorLayer;
#endif
} // namespace syncline
