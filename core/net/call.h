// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/require.h"
#include "core/base/result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace syncline
{
  template<class T> class Resolver;

  /**
   * A request in flight.
   *
   *     Call made ──► (running) ──► resolved once: value | error | Canceled ──► delivered once, to whom then() named
   *
   * Resolves exactly once: with the answer, with an error, or with ErrorKind::Canceled after cancel() or when the last Resolver
   * is destroyed without an answer. Delivery happens on the thread that made the call, at once when the answer is already there,
   * and never after the context object given to then() is gone. A Call that nobody listens to still runs. Copies are the same
   * request. Thread-bound.
   */
  template<class T> class Call
  {
      struct State
      {
          std::optional<Result<T>> result;
          std::function<void( Result<T> )> deliver;
          std::function<void()> onCancel;
          bool isResolved = false;
      };

    public:
      using Value = T;

      //! A Call that is answered already.
      static Call resolved( Result<T> result );

      /**
       * Calls \a onResult( Result<T> ) once, unless \a context is destroyed first. One receiver a Call; a second one is a
       * programmer's error.
       */
      template<class F> void then( QObject *context, F &&onResult )
      {
        SYNCLINE_REQUIRE( context );
        listen(
          [alive = QPointer<QObject>( context ),
           onResult = std::forward<F>( onResult )]( Result<T> result ) mutable
          {
            if ( alive )
              onResult( std::move( result ) );
          } );
      }

      //! As then(), for transports and decorators that hold what they need by shared ownership. Not for user interfaces.
      void listen( std::function<void( Result<T> )> onResult )
      {
        SYNCLINE_REQUIRE( !mState->deliver );
        mState->deliver = std::move( onResult );
        if ( mState->result )
          handOver( mState );
      }

      //! Asks the transport to stop; the Call resolves with ErrorKind::Canceled. Nothing happens when it is resolved.
      void cancel()
      {
        if ( mState->isResolved )
          return;
        const std::function<void()> onCancel = std::move( mState->onCancel );
        mState->onCancel = nullptr;
        const std::shared_ptr<State> keep = mState;
        if ( onCancel )
          onCancel();
        finish( keep, fail( ErrorKind::Canceled ) );
      }

      bool isResolved() const { return mState->isResolved; }

      //! This call with its answer put through \a f: Result<T> → Result<U>. Canceling the new one cancels this one.
      template<class F> auto mapped( F f ) -> Call<typename std::invoke_result_t<F, Result<T>>::value_type>
      {
        using U = typename std::invoke_result_t<F, Result<T>>::value_type;
        auto made = Resolver<U>::make();
        Resolver<U> resolver = made.second;
        resolver.onCancel( [inner = *this]() mutable { inner.cancel(); } );
        listen( [resolver, f = std::move( f )]( Result<T> result ) mutable
                { resolver.resolve( f( std::move( result ) ) ); } );
        return made.first;
      }

    private:
      friend class Resolver<T>;
      explicit Call( std::shared_ptr<State> state )
        : mState( std::move( state ) )
      {
      }
      static void finish( const std::shared_ptr<State> &state, Result<T> result )
      {
        if ( state->isResolved )
          return;
        state->isResolved = true;
        state->onCancel = nullptr;
        state->result.emplace( std::move( result ) );
        if ( state->deliver )
          handOver( state );
      }
      static void handOver( const std::shared_ptr<State> &state )
      {
        auto deliver = std::move( state->deliver );
        state->deliver = []( Result<T> ) {}; // remembers that there was a receiver, lets go of what it held
        Result<T> result = std::move( *state->result );
        state->result.reset();
        deliver( std::move( result ) );
      }

      std::shared_ptr<State> mState;
  };

  //! The other end of a Call: whoever does the work answers through it. Copies are the same end. Thread-bound.
  template<class T> class Resolver
  {
      using State = typename Call<T>::State;
      struct Guard //!< resolves with Canceled when the last Resolver goes without an answer
      {
          std::shared_ptr<State> state;
          explicit Guard( std::shared_ptr<State> s )
            : state( std::move( s ) )
          {
          }
          Guard( const Guard & ) = delete;
          Guard &operator=( const Guard & ) = delete;
          ~Guard() { Call<T>::finish( state, fail( ErrorKind::Canceled ) ); }
      };

    public:
      static std::pair<Call<T>, Resolver> make()
      {
        auto state = std::make_shared<State>();
        return { Call<T>( state ), Resolver( std::make_shared<Guard>( state ) ) };
      }
      //! The first answer counts; later ones are dropped.
      void resolve( Result<T> result ) const { Call<T>::finish( mGuard->state, std::move( result ) ); }
      //! What to do when the asker cancels before there is an answer.
      void onCancel( std::function<void()> stop ) const
      {
        if ( !mGuard->state->isResolved )
          mGuard->state->onCancel = std::move( stop );
      }
      bool isResolved() const { return mGuard->state->isResolved; }

    private:
      explicit Resolver( std::shared_ptr<Guard> guard )
        : mGuard( std::move( guard ) )
      {
      }
      std::shared_ptr<Guard> mGuard;
  };

  template<class T> Call<T> Call<T>::resolved( Result<T> result )
  {
    auto made = Resolver<T>::make();
    made.second.resolve( std::move( result ) );
    return made.first;
  }
} // namespace syncline
