// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/transfers.h"

#include "core/net/await.h"

namespace syncline
{
  Result<void> Transfers::run( const Next &next, const CancelToken &cancel )
  {
    mNext = next;
    auto made = Resolver<bool>::make();
    mDone.emplace( made.second );
    mDone->onCancel( [this] { fail( Error{ ErrorKind::Canceled, {}, {}, {} } ); } );
    pump();
    const Result<bool> finished = await( made.first, cancel );
    mDone.reset();
    mNext = nullptr;
    SYNCLINE_CHECK( finished );
    return {};
  }

  void Transfers::pump()
  {
    if ( mIsPumping ) // an answer came at once, out of the loop below: the loop goes on with it
      return;
    mIsPumping = true;
    bool isMore = true;
    while ( isMore && !isOver() && int( mInFlight.size() ) < MAX_AT_ONCE )
      isMore = mNext();
    mIsPumping = false;
    if ( !isMore && !isOver() && mInFlight.empty() && mPausing == 0 )
      mDone->resolve( true );
  }

  void Transfers::cancel( int number )
  {
    const auto call = mInFlight.find( number );
    if ( call == mInFlight.end() )
      return;
    const std::function<void()> stop = call->second;
    stop();
  }

  void Transfers::later( std::chrono::milliseconds pause, std::function<void()> action )
  {
    ++mPausing;
    mClock.after( pause, this,
                  [this, action = std::move( action )]
                  {
                    --mPausing;
                    action();
                    pump();
                  } );
  }

  void Transfers::fail( const Error &error )
  {
    if ( isOver() )
      return;
    mDone->resolve( tl::unexpected<Error>( error ) );
    const std::map<int, std::function<void()>> inFlight = mInFlight;
    for ( const auto &[number, stop] : inFlight )
      stop();
  }
} // namespace syncline
