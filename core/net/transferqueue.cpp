// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/transferqueue.h"

#include <utility>

namespace syncline
{
  struct TransferQueue::State
  {
      int most = 1;
      int inFlight = 0;
      int nextId = 0;
      bool isStarting =
        false; //!< a call that answers at once must not start the next one inside itself, on and on
      QList<Job> waiting;
      QHash<int, Job> running;
  };

  TransferQueue::TransferQueue( int mostInFlight )
    : mState( std::make_shared<State>() )
  {
    SYNCLINE_REQUIRE( mostInFlight > 0 );
    mState->most = mostInFlight;
  }

  TransferQueue::~TransferQueue() { mState->waiting.clear(); }

  int TransferQueue::inFlightCount() const { return mState->inFlight; }

  int TransferQueue::waitingCount() const
  {
    int count = 0;
    for ( const Job &job : std::as_const( mState->waiting ) )
      count += job.isOver() ? 0 : 1;
    return count;
  }

  void TransferQueue::enqueue( Job job )
  {
    mState->waiting.append( std::move( job ) );
    startNext( mState );
  }

  void TransferQueue::startNext( const std::shared_ptr<State> &state )
  {
    if ( state->isStarting )
      return;
    state->isStarting = true;
    while ( state->inFlight < state->most && !state->waiting.isEmpty() )
    {
      const Job job = state->waiting.takeFirst();
      if ( job.isOver() )
        continue;
      const int id = state->nextId++;
      ++state->inFlight;
      state->running.insert( id, job );
      job.start(
        [state, id]
        {
          state->running.remove( id );
          --state->inFlight;
          startNext( state );
        } );
    }
    state->isStarting = false;
  }

  void TransferQueue::cancelAll()
  {
    const std::shared_ptr<State> state = mState; // whoever hears of a cancel may destroy us
    const QList<Job> waiting = std::exchange( state->waiting, {} );
    const QHash<int, Job> running = state->running;
    for ( const Job &job : running )
      job.cancel();
    for ( const Job &job : waiting )
      job.cancel();
  }
} // namespace syncline
