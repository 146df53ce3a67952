// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeclock.h"

#include <algorithm>

namespace syncline
{
  FakeClock::FakeClock( const QDateTime &now )
    : mNow( now )
  {
  }

  QDateTime FakeClock::now() const { return mNow; }

  void FakeClock::after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action )
  {
    mDelays.append( delay );
    const QDateTime due = mNow.addMSecs( delay.count() );
    const auto place =
      std::upper_bound( mWaiting.begin(), mWaiting.end(), due,
                        []( const QDateTime &time, const Waiting &other ) { return time < other.due; } );
    mWaiting.insert( place, { due, context, std::move( action ) } );
    QObject::connect( context, &QObject::destroyed, &mGuard,
                      [this]
                      {
                        const auto isGone = []( const Waiting &one ) { return one.context.isNull(); };
                        const auto gone = std::find_if( mWaiting.begin(), mWaiting.end(), isGone );
                        if ( gone == mWaiting.end() )
                          return;
                        const Waiting dropped = *gone; // what it holds goes when the list is in order again
                        mWaiting.erase( gone );
                      } );
  }

  void FakeClock::advance( std::chrono::milliseconds by )
  {
    const QDateTime end = mNow.addMSecs( by.count() );
    while ( !mWaiting.isEmpty() && mWaiting.first().due <= end )
      advanceToNext();
    mNow = end;
  }

  bool FakeClock::advanceToNext()
  {
    if ( mWaiting.isEmpty() )
      return false;
    const Waiting next = mWaiting.takeFirst();
    mNow = std::max( mNow, next.due );
    if ( next.context )
      next.action();
    return true;
  }

  int FakeClock::waitingCount() const
  {
    return int( std::count_if( mWaiting.begin(), mWaiting.end(),
                               []( const Waiting &one ) { return !one.context.isNull(); } ) );
  }
} // namespace syncline
