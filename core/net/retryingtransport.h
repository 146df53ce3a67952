// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/transport.h"

#include <chrono>
#include <functional>
#include <memory>

class QObject;

namespace syncline
{
  struct RetryPolicy
  {
      int attempts = 4;          //!< in all, the first one included
      int attemptsInSilence = 2; //!< the same for a server that does not answer: each try takes long enough
      std::chrono::milliseconds firstDelay{ 500 };     //!< doubles from try to try
      std::chrono::milliseconds longestDelay{ 15000 }; //!< no wait of our own is longer
      //! A server that asks for more patience than this gets none: its answer goes to whoever asked, who can tell the user.
      std::chrono::seconds longestRetryAfter{ 20 };
      //! 0 … 1: how much of half a delay is added to the other half, so that clients do not come back all at once. Empty: by chance.
      std::function<double()> jitter;
  };

  /**
   * Sends again what may be sent again: idempotent requests that failed as isWorthRetrying() says, or that the server answered with
   * 429, 502, 503 or 504. A request whose sink has got bytes is left to its maker, who knows where to go on. Waits by the Clock,
   * longer from try to try, or as long as the server asks; a cancel ends the wait. What the last try brings is the answer.
   *
   *     send ──► answer? ──good, or not to be repeated──► resolve
   *               ▲  └─ worth another try ─► wait ─┐
   *               └───────────────────────────────┘  at most policy.attempts times
   *
   * Thread-bound; inner and clock must outlive it. Destroying it cancels what waits.
   */
  class RetryingTransport : public Transport
  {
    public:
      RetryingTransport( Transport &inner, Clock &clock, RetryPolicy policy = {} );
      ~RetryingTransport() override;

      Call<HttpResponse> send( const HttpRequest &request ) override;

    private:
      struct Attempt;
      using AttemptPointer = std::shared_ptr<Attempt>;

      void attempt( const AttemptPointer &state );
      void settle( const AttemptPointer &state, const Result<HttpResponse> &answer );
      std::chrono::milliseconds delayAfter( int failures, const Result<HttpResponse> &answer ) const;

      Transport &mInner;
      Clock &mClock;
      RetryPolicy mPolicy;
      std::unique_ptr<QObject> mWaits; //!< parent of what waits; also tells those in flight that we live
  };
} // namespace syncline
