// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

class QObject;

namespace syncline
{
  /**
   * Time, as one of the three seams that tests replace (the others: Transport and FileOps). Thread-bound: `after` fires on the
   * thread that called it.
   */
  class Clock
  {
    public:
      virtual ~Clock() = default;
      virtual QDateTime now() const = 0; //!< UTC
      //! Calls \a action once after \a delay, never after \a context is gone. Needs an event loop on this thread.
      virtual void after( std::chrono::milliseconds delay, QObject *context,
                          std::function<void()> action ) = 0;
  };

  //! The real one.
  class SystemClock : public Clock
  {
    public:
      QDateTime now() const override;
      void after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action ) override;
  };
} // namespace syncline
