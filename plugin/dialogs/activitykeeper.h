// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/activitymodel.h"
#include "plugin/dialogs/engine.h"

#include <QObject>

namespace syncline
{
  /**
   * What happened in the open project, newest first, also before QGIS was started: kept in the project's folder (among the files
   * that are ours alone and are never synced), read with the look at it. Main thread; the engine's workers read and write.
   */
  class ActivityKeeper : public QObject
  {
      Q_OBJECT
    public:
      explicit ActivityKeeper( Engine &engine, QObject *parent = nullptr );

      const QList<ActivityEntry> &entries() const { return mEntries; }
      //! Another project is open, or none (empty): its entries come with open().
      void close();
      //! What was kept in \a folder. Does nothing when that folder's are shown already.
      void open( const QString &folder, const QList<ActivityEntry> &kept );
      //! Shown at once; kept as soon as the folder is known.
      void add( const ActivityEntry &entry );

    Q_SIGNALS:
      void replaced( const QList<syncline::ActivityEntry> &entries );
      void added( const syncline::ActivityEntry &entry );

    private:
      void keep();

      Engine &mEngine;
      QString mFolder;
      QList<ActivityEntry> mEntries;
      bool mIsKeeping = false; //!< one write at a time: the last one must be the newest
      bool mIsChanged = false; //!< since that write began
  };
} // namespace syncline
