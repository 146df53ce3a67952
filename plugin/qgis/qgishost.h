// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/qgis/layerguard.h"
#include "plugin/qgis/messagenotes.h"
#include "plugin/qgis/projectwatch.h"

#include <QTimer>

class QgisInterface;

namespace syncline
{
  /**
   * QGIS as the presenters see it: the open project, its layers, the message bar. Collects bursts of QGIS's signals, so that a
   * project that is being read is told of once, when it is there. Main thread.
   */
  class QgisHost : public MapHost
  {
      Q_OBJECT
    public:
      explicit QgisHost( QgisInterface &iface );

      OpenedProject openedProject() const override;
      QList<UnsavedEdits> unsavedEdits( const QString &folder ) const override;
      QString save( const QString &id ) override;
      void followNewKeys( const QString &folder, const SyncReport &report ) override
      {
        mLayers.followNewKeys( folder, report );
      }
      void reload( const QString &folder, const QStringList &files ) override;
      void openProject( const QString &file ) override;
      void openAgain( const QString &file ) override;
      void showFolder( const QString &folder ) override;
      void openCopy( const QString &file ) override;
      void openOptions( NextStep which ) override;
      void say( const Note &note ) override;
      void takeBack( const QString &subject ) override;
      const QString &lastNote() const { return mNotes.lastText(); }

    private:
      void watchProject();
      bool mayCloseProject();

      QgisInterface &mIface;
      LayerGuard mLayers;
      ProjectWatch mProject;
      MessageNotes mNotes;
      QTimer mProjectPause;
      QTimer mSavedPause;
      QTimer mEditsPause;
  };
} // namespace syncline
