// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QElapsedTimer>

namespace syncline::cli
{
  /**
   * One line on standard error that is written over, on a terminal and for work longer than a second; otherwise silent. The
   * line is taken away when the object goes. Main thread.
   */
  class ProgressBar
  {
    public:
      explicit ProgressBar( bool isWanted );
      ~ProgressBar();
      ProgressBar( const ProgressBar & ) = delete;
      ProgressBar &operator=( const ProgressBar & ) = delete;

      void show( const Progress &progress );
      void clear(); //!< takes the line away; show() may bring it back

      //! The line for \a progress in a terminal of so many columns; never longer.
      static QString textOf( const Progress &progress, int columns );

    private:
      QElapsedTimer mSince;
      bool mIsWanted;
      bool mIsShown = false;
  };
} // namespace syncline::cli
