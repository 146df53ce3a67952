// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>

class QgsMapLayer;

namespace syncline
{
  /**
   * Whether the open QGIS project has changes worth a question. QGIS calls a project changed as soon as somebody moved the map; here
   * only what people make counts: layers, their names, styles and filters, the layer tree, themes, layouts, relations, properties.
   * Main thread.
   */
  class ProjectWatch : public QObject
  {
      Q_OBJECT
    public:
      explicit ProjectWatch( QObject *parent = nullptr );

      //! Changed by somebody, and not saved since.
      bool hasChanges() const;

    private:
      void watchProject();
      void watch( const QgsMapLayer *layer );
      void note( const char *what );
      void forget();

      bool mIsChanged = false;
  };
} // namespace syncline
