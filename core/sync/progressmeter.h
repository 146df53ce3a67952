// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"

namespace syncline
{
  //! Turns bytes and files done into Progress that never goes back within a phase, never passes the total, and comes at most
  //! ten times a second. Thread-bound.
  class ProgressMeter
  {
    public:
      ProgressMeter( ProgressCallback callback, Clock &clock );
      void begin( Phase phase, qint64 total ); //!< tells at once
      void set( qint64 done, const QString &file );
      void finish(); //!< everything of this phase is done; tells at once

    private:
      void tell();

      ProgressCallback mCallback;
      Clock &mClock;
      Progress mNow;
      QDateTime mLastTold;
  };
} // namespace syncline
