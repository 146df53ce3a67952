// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/call.h"

#include <QList>

#include <functional>
#include <memory>

namespace syncline
{
  /**
   * Keeps at most n calls in flight; the others start in their order as soon as one is over. A call that is canceled before its
   * turn never starts. cancelAll() cancels those in flight and those that wait; what is added afterwards runs again. Destroying the
   * queue cancels what waits and lets those in flight end. Thread-bound.
   *
   *     queue.add<qint64>( [this, range] { return mApi.call( endpoints::rawFile( range, sink ) ); } ).then( this, … );
   */
  class TransferQueue
  {
    public:
      explicit TransferQueue( int mostInFlight );
      ~TransferQueue();
      TransferQueue( const TransferQueue & ) = delete;
      TransferQueue &operator=( const TransferQueue & ) = delete;

      //! \a start is called when it is its turn, at once if there is room.
      template<class T> Call<T> add( std::function<Call<T>()> start )
      {
        auto made = Resolver<T>::make();
        enqueue( makeJob<T>( std::move( start ), made.second ) );
        return made.first;
      }

      void cancelAll();
      int inFlightCount() const;
      int waitingCount() const;

    private:
      struct Job
      {
          std::function<void( std::function<void()> over )>
            start; //!< calls \a over once, when the call has resolved
          std::function<void()> cancel;
          std::function<bool()> isOver; //!< canceled before its turn
      };
      struct State;

      template<class T> static Job makeJob( std::function<Call<T>()> start, const Resolver<T> &resolver )
      {
        auto inner = std::make_shared<std::optional<Call<T>>>();
        resolver.onCancel(
          [inner]
          {
            if ( *inner )
              ( *inner )->cancel();
          } );
        Job job;
        job.start = [start = std::move( start ), inner, resolver]( std::function<void()> over )
        {
          Call<T> call = start();
          *inner = call;
          call.listen(
            [inner, resolver, over = std::move( over )]( Result<T> result )
            {
              inner->reset();
              over();
              resolver.resolve( std::move( result ) );
            } );
        };
        job.cancel = [inner, resolver]
        {
          if ( *inner )
            ( *inner )->cancel();
          resolver.resolve( fail( ErrorKind::Canceled ) );
        };
        job.isOver = [resolver] { return resolver.isResolved(); };
        return job;
      }

      void enqueue( Job job );
      static void startNext( const std::shared_ptr<State> &state );

      std::shared_ptr<State> mState; //!< outlives us in the calls that are in flight
  };
} // namespace syncline
