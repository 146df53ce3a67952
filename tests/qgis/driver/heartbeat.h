// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/qgis/driver/stage.h"

#include <QElapsedTimer>

#include <memory>

namespace syncline
{
  /**
   * How long the interface stands still while a large project is synced, and in a control run in which QGIS does by itself what the
   * end of the sync makes it do: reads the layer again and shows a note. Figures go to heartbeat.txt in the run's folder.
   *
   * A beat that comes late counts without the time in which the main thread was ready but another program had the processor.
   */
  class Heartbeat : public QObject
  {
      Q_OBJECT
    public:
      explicit Heartbeat( QgisInterface &iface )
        : mIface( iface )
      {
      }

    private Q_SLOTS:
      void initTestCase();
      void controlRunWithoutSync();
      void syncOfTwoHundredMegabytes();

    private:
      struct Gaps
      {
          double longestMs = 0;
          double longestByTheClockMs = 0;
          int beats = 0;
          QStringList late; //!< each gap that was too long: how long, when, and what the dock said then
      };
      void startHeart();
      Gaps stopHeart();
      void beat();
      void tell( const QString &what, const Gaps &gaps, double seconds ) const;

      QgisInterface &mIface;
      std::unique_ptr<Stage> mStage;
      QTimer mHeart;
      QElapsedTimer mSinceStart;
      QElapsedTimer mSinceBeat;
      qint64 mWaitedNs = 0;
      Gaps mGaps;
  };
} // namespace syncline
