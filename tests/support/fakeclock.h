// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace syncline
{
  //! Time that stands still until a test moves it. Thread-bound.
  class FakeClock : public Clock
  {
    public:
      explicit FakeClock( const QDateTime &now = QDateTime( QDate( 2026, 5, 25 ), QTime( 10, 0 ), Qt::UTC ) );

      QDateTime now() const override;
      void after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action ) override;

      //! Moves on, and does on the way what became due, in its order; what that asks for too, where it is due by then.
      void advance( std::chrono::milliseconds by );
      //! Moves to the next thing that waits, and does it; false when nothing waits.
      bool advanceToNext();
      int waitingCount() const;
      //! Every delay ever asked for, in order.
      const QList<std::chrono::milliseconds> &delays() const { return mDelays; }

    private:
      struct Waiting
      {
          QDateTime due;
          QPointer<QObject> context;
          std::function<void()> action;
      };

      QDateTime mNow;
      QObject mGuard;          //!< hears of contexts that go
      QList<Waiting> mWaiting; //!< by due time; equal ones in the order they came
      QList<std::chrono::milliseconds> mDelays;
  };
} // namespace syncline
