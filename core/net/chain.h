// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/call.h"

#include <QList>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace syncline
{
  /**
   * \a first, and then the call that \a next makes of its answer: Result<T> → Call<U>. Canceling the one returned cancels whichever
   * of the two is in flight. When \a context is gone before \a first is answered, it resolves with Canceled.
   */
  template<class T, class F>
  auto chained( Call<T> first, QObject *context, F next ) -> std::invoke_result_t<F, Result<T>>
  {
    using Second = std::invoke_result_t<F, Result<T>>;
    using U = typename Second::Value;
    auto made = Resolver<U>::make();
    Resolver<U> resolver = made.second;
    auto isCanceled = std::make_shared<bool>( false );
    resolver.onCancel(
      [first, isCanceled]() mutable
      {
        *isCanceled =
          true; // before the first call's own Canceled comes back, so that nothing is begun because of it
        first.cancel();
      } );
    first.then( context,
                [resolver, isCanceled, next = std::move( next )]( Result<T> answer ) mutable
                {
                  if ( *isCanceled || resolver.isResolved() )
                    return;
                  Second second = next( std::move( answer ) );
                  resolver.onCancel( [second]() mutable { second.cancel(); } );
                  second.listen( [resolver]( Result<U> result )
                                 { resolver.resolve( std::move( result ) ); } );
                } );
    return made.first;
  }

  /**
   * \a f for Call::mapped(), which knows of nobody that may go: when \a context is gone by the time of the answer, the call resolves
   * with Canceled and \a f, which may hold a pointer to it, is not called.
   */
  template<class F> auto whileThere( QObject *context, F f )
  {
    return [there = QPointer<QObject>( context ),
            f = std::move( f )]( auto answer ) -> std::invoke_result_t<const F &, decltype( answer ) &>
    {
      if ( !there )
        return fail( ErrorKind::Canceled );
      return f( answer );
    };
  }

  /**
   * Makes \a count calls by \a start( index ), at most \a inFlight of them at a time, and resolves with all answers in the order
   * of their index; never with an error of its own but Canceled. After a cancel no further one is started.
   */
  template<class T>
  Call<QList<Result<T>>> gathered( QObject *context, int count, int inFlight,
                                   std::function<Call<T>( int )> start )
  {
    struct Gathering
    {
        std::vector<std::optional<Result<T>>> answers;
        std::function<Call<T>( int )> start;
        int next = 0;
        int running = 0;
        bool isStarting = false; //!< answers that are there at once must not nest, however many there are
    };
    auto made = Resolver<QList<Result<T>>>::make();
    auto all = std::make_shared<Gathering>();
    all->answers.resize( size_t( count ) );
    all->start = std::move( start );
    // Starts calls while there is room; each answer comes back here. Weak, so that the function does not keep itself alive.
    auto step = std::make_shared<std::function<void()>>();
    const std::weak_ptr<std::function<void()>> again = step;
    *step = [all, again, context, inFlight, resolver = made.second]
    {
      all->isStarting = true;
      while ( all->running < inFlight && all->next < int( all->answers.size() ) && !resolver.isResolved() )
      {
        const int index = all->next++;
        ++all->running;
        all->start( index ).then( context,
                                  [all, index, strong = again.lock()]( Result<T> answer )
                                  {
                                    all->answers[size_t( index )] = std::move( answer );
                                    --all->running;
                                    if ( !all->isStarting )
                                      ( *strong )();
                                  } );
      }
      all->isStarting = false;
      if ( all->running > 0 || all->next < int( all->answers.size() ) )
        return;
      QList<Result<T>> results;
      for ( std::optional<Result<T>> &answer : all->answers )
        results.append( std::move( *answer ) );
      resolver.resolve( std::move( results ) );
    };
    ( *step )();
    return made.first;
  }
} // namespace syncline
