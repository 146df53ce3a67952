// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QVariantMap>

namespace syncline
{
  /**
   * Measures how long code of ours keeps the main thread: one at the top of each slot that QGIS, a timer or a worker calls. Nested
   * ones count to the outermost. Two things are taken out:
   *  - what QGIS itself does inside (reading a layer again, loading a project), with a HostPart;
   *  - the time in which this thread was ready to run while another program had the processor (Linux tells it; elsewhere 0).
   * Waiting for a disk, a lock or a worker is not taken out: that is what must never happen here. Main thread.
   */
  class UiStretch
  {
    public:
      //! \a what is a constant: it names the slot in report().
      explicit UiStretch( const char *what );
      ~UiStretch();
      UiStretch( const UiStretch & ) = delete;
      UiStretch &operator=( const UiStretch & ) = delete;

      //! The time in here is QGIS's own.
      class HostPart
      {
        public:
          HostPart();
          ~HostPart();
          HostPart( const HostPart & ) = delete;
          HostPart &operator=( const HostPart & ) = delete;

        private:
          QElapsedTimer mTimer;
          qint64 mWaitedNs = 0;
      };

      static double longestMs();
      //! For each slot: "count", "longestMs" (ours), "wallMs" (with all that was taken out) and "hostMs", of its longest run.
      static QVariantMap report();
      static void reset();

    private:
      const char *mWhat;
      QElapsedTimer mTimer;
      qint64 mWaitedNs = 0;
  };
} // namespace syncline
