// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/net/call.h"

#include <functional>

namespace syncline
{
  namespace detail
  {
    //! Runs an event loop on this thread until \a isDone holds; \a cancel is called once when \a token is canceled.
    void waitUntil( const std::function<bool()> &isDone, const std::function<void()> &cancel,
                    const CancelToken &token, const std::function<void( std::function<void()> )> &whenDone );
    void requireMayWait();
  } // namespace detail

  /**
   * Allows await() on the main thread of this program; for programs without a user interface (the command line, tests), called
   * once in main().
   */
  void allowAwaitOnMainThread();

  /**
   * Waits for \a call and returns its answer. For worker threads only: on the main thread of a program with a user interface it
   * stops the program (see allowAwaitOnMainThread()). When \a cancel is asked for, the call is canceled and Canceled returned.
   */
  template<class T> [[nodiscard]] Result<T> await( Call<T> call, const CancelToken &cancel = {} )
  {
    detail::requireMayWait();
    std::optional<Result<T>> answer;
    std::function<void()> wake;
    call.listen(
      [&answer, &wake]( Result<T> result )
      {
        answer.emplace( std::move( result ) );
        if ( wake )
          wake();
      } );
    if ( !answer )
      detail::waitUntil( [&answer] { return answer.has_value(); }, [&call] { call.cancel(); }, cancel,
                         [&wake]( std::function<void()> quit ) { wake = std::move( quit ); } );
    return std::move( *answer );
  }
} // namespace syncline
