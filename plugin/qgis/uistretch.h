// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QElapsedTimer>

namespace syncline
{
  /**
   * Measures how long code of ours keeps the main thread: one at the top of each slot that QGIS, a timer or a worker calls. What
   * QGIS itself does inside (reading a layer again, loading a project) is taken out with a HostPart. Nested ones count once.
   * Main thread.
   */
  class UiStretch
  {
    public:
      UiStretch();
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
      };

      static double longestMs();
      static void reset();

    private:
      QElapsedTimer mTimer;
  };
} // namespace syncline
