// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/clock.h"

#include <QTimer>

namespace syncline
{
  QDateTime SystemClock::now() const { return QDateTime::currentDateTimeUtc(); }

  void SystemClock::after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action )
  {
    QTimer::singleShot( delay, context, std::move( action ) );
  }
} // namespace syncline
