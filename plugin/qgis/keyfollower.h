// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"

#include <qgsfeatureid.h>

class QgsMapLayer;
class QgsVectorLayer;

namespace syncline
{
  /**
   * A merge gives a row of ours another key where somebody else's row has its own. QGIS knows features by that key: what was
   * selected, and what is edited and not saved, is moved on to the new ones. Between take() and forget(), main thread.
   */
  class KeyFollower
  {
    public:
      void take( const QString &folder, const SyncReport &report );
      void forget() { mKeys.clear(); }

      QgsFeatureIds followed( const QgsVectorLayer &layer, const QgsFeatureIds &ids ) const;
      /**
       * After the layer was read again: edits of a row that has another key now are made anew on that one, as one step that can be
       * undone. False where the buffer holds edits that cannot be moved (of fields): they are as they were.
       */
      bool moveEdits( QgsVectorLayer &layer ) const;

    private:
      using Keys = QMap<qint64, qint64>;
      Keys keysOf( const QgsVectorLayer &layer ) const;

      QHash<QString, NewKeys> mKeys; //!< by absolute path
  };
} // namespace syncline
