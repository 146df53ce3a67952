// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/net/call.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>

namespace syncline
{
  /**
   * Pieces of work for the server, at most MAX_AT_ONCE in flight, until none is left or one thing is wrong with all of them.
   *
   *     run( next ) ──► next() while there is room ──► follow( call ) ──► settled: room again ──┐
   *                       ▲  │ none waiting            later( pause ) ──► again after a while ──┤
   *                       └──┼───────────────────────────────────────────────────────────────────┘
   *                          └──► nothing in flight, nothing paused: done
   *
   * Thread-bound; waits in run(). Gone before whoever gave the functions.
   */
  class Transfers : public QObject
  {
    public:
      explicit Transfers( Clock &clock )
        : mClock( clock )
      {
      }

      //! Starts one piece of work; false: none is waiting.
      using Next = std::function<bool()>;
      [[nodiscard]] Result<void> run( const Next &next, const CancelToken &cancel );

      //! Counts \a call as in flight until its answer was given to \a settle. Its number, for cancel().
      template<class T> int follow( Call<T> call, std::function<void( const Result<T> &answer )> settle )
      {
        const int number = mNextNumber++;
        mInFlight.emplace( number, [call]() mutable { call.cancel(); } );
        call.then( this,
                   [this, number, settle = std::move( settle )]( const Result<T> &answer )
                   {
                     mInFlight.erase( number );
                     settle( answer );
                     pump();
                   } );
        return number;
      }
      //! False when the answer came at once.
      bool isInFlight( int number ) const { return mInFlight.count( number ) > 0; }
      void cancel( int number );
      //! Does \a action after a pause and goes on; until then there is something to wait for.
      void later( std::chrono::milliseconds pause, std::function<void()> action );
      //! Ends all of it.
      void fail( const Error &error );
      bool isOver() const { return !mDone || mDone->isResolved(); }

      static constexpr int MAX_AT_ONCE = 6; // as many connections as Qt opens to a server

    private:
      void pump();

      Clock &mClock;
      Next mNext;
      std::map<int, std::function<void()>> mInFlight; //!< what cancels them
      int mNextNumber = 0;
      int mPausing = 0;
      std::optional<Resolver<bool>> mDone;
      bool mIsPumping = false;
  };
} // namespace syncline
