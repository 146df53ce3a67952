// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/progressmeter.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int SHORTEST_PAUSE_MS = 100;
  }

  ProgressMeter::ProgressMeter( ProgressCallback callback, Clock &clock )
    : mCallback( std::move( callback ) )
    , mClock( clock )
  {
  }

  void ProgressMeter::begin( Phase phase, qint64 total )
  {
    mNow = { phase, 0, total, QString() };
    tell();
  }

  void ProgressMeter::set( qint64 done, const QString &file )
  {
    const qint64 bounded = mNow.total > 0 ? std::min( done, mNow.total ) : done;
    mNow.done = std::max( mNow.done, bounded );
    mNow.file = file;
    if ( !mLastTold.isValid() || mLastTold.msecsTo( mClock.now() ) >= SHORTEST_PAUSE_MS )
      tell();
  }

  void ProgressMeter::finish()
  {
    mNow.done = mNow.total;
    mNow.file.clear();
    tell();
  }

  void ProgressMeter::tell()
  {
    mLastTold = mClock.now();
    if ( mCallback )
      mCallback( mNow );
  }
} // namespace syncline
