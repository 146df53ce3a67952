// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/editsquestion.h"
#include "plugin/qgis/extentkeeper.h"
#include "plugin/qgis/keyfollower.h"

#include <QObject>
#include <QPointer>
#include <QQueue>

class QgsMapLayer;
class QgsVectorLayer;

namespace syncline
{
  /**
   * Knows which layers of the open QGIS project read files of a synced folder: tells of their unsaved edits before a sync, and
   * reads the changed ones again after it, one a turn of the event loop, keeping selection, style and edit buffer. Main thread.
   */
  class LayerGuard : public QObject
  {
      Q_OBJECT
    public:
      explicit LayerGuard( QObject *parent = nullptr );

      QList<UnsavedEdits> unsavedEdits( const QString &folder ) const;
      //! Saves the edits of one layer and stays in edit mode; empty, or why QGIS did not.
      QString save( const QString &layerId );
      //! For the next reload(): see KeyFollower.
      void followNewKeys( const QString &folder, const SyncReport &report )
      {
        mNewKeys.take( folder, report );
      }
      //! reloaded() follows, also when nothing has to be done.
      void reload( const QString &folder, const QStringList &files );

    Q_SIGNALS:
      void editsChanged();
      void editsSaved();
      void reloaded( int layerCount );
      //! Before reloaded(): layers that were read again while they had unsaved edits, which are kept.
      void changedUnderEdits( const QStringList &names );

    private:
      void watch( QgsMapLayer *layer );
      void reloadNext();

      ExtentKeeper mExtents;
      QQueue<QPointer<QgsMapLayer>> mWaiting;
      QStringList mUnderEdits;
      KeyFollower mNewKeys;
      int mReads = 0; //!< of extents, under way
      int mReloadedCount = 0;
      bool mIsReloading = false;
  };
} // namespace syncline
