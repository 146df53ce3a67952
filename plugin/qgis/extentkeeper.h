// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/layerextent.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

class QgsMapLayer;
class QgsVectorLayer;

namespace syncline
{
  /**
   * Keeps the extents of open layers right. QGIS takes the extent of a layer of a GeoPackage from that file's register, which rows
   * of a colleague leave alone; this reads it from the layer's spatial index (in a worker) and gives it to the layer in memory. No
   * file is written. Layers in edit mode are left to QGIS, which reckons itself then; so are filtered ones. Main thread.
   *
   *   layers of a synced folder are added, or read again by QGIS ─┐
   *   read( files after a sync ) ─────────────────────────────────┴─► worker ─► apply( layer )
   */
  class ExtentKeeper : public QObject
  {
      Q_OBJECT
    public:
      explicit ExtentKeeper( QObject *parent = nullptr );

      //! Reads the indexes of these files; \a done follows in a later turn, also when none could be read.
      void read( const QStringList &files, std::function<void()> done );
      //! What was read last; false when the layer was left alone.
      bool apply( QgsVectorLayer &layer ) const;

      //! The file that a layer reads, as the disk names it; empty for layers without one.
      static QString fileOf( const QgsMapLayer &layer );

    private:
      using Extents = QHash<QString, QHash<QString, LayerExtent>>; //!< file, table
      void take( const Extents &found );
      void watch( QgsVectorLayer *layer );
      void readStale();

      Extents mExtents;
      QList<QPointer<QgsVectorLayer>> mStale;
      QTimer mStalePause;
  };
} // namespace syncline
