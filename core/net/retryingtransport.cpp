// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/retryingtransport.h"

#include "core/base/logging.h"

#include <QObject>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace syncline
{
  namespace
  {
    bool isWorthRetrying( const Result<HttpResponse> &answer )
    {
      if ( !answer )
        return syncline::isWorthRetrying( answer.error() );
      const int status = answer->status;
      return status == 429 || status == 502 || status == 503 || status == 504;
    }
  } // namespace

  struct RetryingTransport::Attempt
  {
      HttpRequest request;
      Resolver<HttpResponse> resolver;
      QPointer<QObject> wait; //!< context of the wait; gone: the wait is over
      std::optional<Call<HttpResponse>> inFlight;
      int tries = 0;
      std::shared_ptr<bool> hasPoured; //!< the sink has got bytes
  };

  RetryingTransport::RetryingTransport( Transport &inner, Clock &clock, RetryPolicy policy )
    : mInner( inner )
    , mClock( clock )
    , mPolicy( std::move( policy ) )
    , mWaits( std::make_unique<QObject>() )
  {
    if ( !mPolicy.jitter )
      mPolicy.jitter = [] { return QRandomGenerator::global()->generateDouble(); };
  }

  RetryingTransport::~RetryingTransport() = default;

  Call<HttpResponse> RetryingTransport::send( const HttpRequest &request )
  {
    if ( !request.isIdempotent )
      return mInner.send( request );
    auto made = Resolver<HttpResponse>::make();
    const auto state = std::make_shared<Attempt>(
      Attempt{ request, made.second, {}, {}, 0, std::make_shared<bool>( false ) } );
    if ( request.sink )
    {
      state->request.sink = [hasPoured = state->hasPoured, sink = request.sink]( const QByteArray &bytes )
      {
        *hasPoured = true;
        return sink( bytes );
      };
    }
    made.second.onCancel(
      [weak = std::weak_ptr<Attempt>( state )]
      {
        const AttemptPointer alive = weak.lock();
        if ( !alive )
          return;
        delete alive->wait;
        if ( alive->inFlight )
          alive->inFlight->cancel();
      } );
    attempt( state );
    return made.first;
  }

  void RetryingTransport::attempt( const AttemptPointer &state )
  {
    ++state->tries;
    Call<HttpResponse> call = mInner.send( state->request );
    if ( !call.isResolved() )
      state->inFlight = call;
    call.listen(
      [this, alive = QPointer<QObject>( mWaits.get() ), state]( const Result<HttpResponse> &answer )
      {
        state->inFlight.reset();
        if ( alive )
          settle( state, answer );
        else
          state->resolver.resolve( answer );
      } );
  }

  void RetryingTransport::settle( const AttemptPointer &state, const Result<HttpResponse> &answer )
  {
    const bool isSilence = !answer && answer.error().kind == ErrorKind::Timeout;
    const int most = isSilence ? std::min( mPolicy.attempts, mPolicy.attemptsInSilence ) : mPolicy.attempts;
    const bool isLast = state->tries >= most || *state->hasPoured || state->resolver.isResolved();
    const auto asked = answer ? answer->retryAfter() : std::nullopt;
    if ( isLast || !isWorthRetrying( answer ) || ( asked && *asked > mPolicy.longestRetryAfter ) )
      return state->resolver.resolve( answer );

    const std::chrono::milliseconds delay = delayAfter( state->tries, answer );
    qCDebug( lcNet, "%s; try %d of %d in %d ms",
             qPrintable( answer ? QStringLiteral( "HTTP %1" ).arg( answer->status )
                                : nameOf( answer.error().kind ) ),
             state->tries + 1, mPolicy.attempts, int( delay.count() ) );
    QObject *wait =
      new QObject( mWaits.get() ); // owned by mWaits; a cancel deletes it, and what waits with it
    state->wait = wait;
    mClock.after( delay, wait,
                  [this, state]
                  {
                    if ( state->wait )
                      state->wait->deleteLater();
                    attempt( state );
                  } );
  }

  std::chrono::milliseconds RetryingTransport::delayAfter( int failures,
                                                           const Result<HttpResponse> &answer ) const
  {
    const int doublings = std::min( failures - 1, 20 );
    const auto whole = std::min( mPolicy.firstDelay * ( 1 << doublings ), mPolicy.longestDelay );
    const auto half = whole / 2;
    const auto ours = half + std::chrono::milliseconds( qint64( double( half.count() ) * mPolicy.jitter() ) );
    const auto asked =
      answer ? answer->retryAfter().value_or( std::chrono::seconds( 0 ) ) : std::chrono::seconds( 0 );
    return std::max<std::chrono::milliseconds>( ours, asked );
  }
} // namespace syncline
