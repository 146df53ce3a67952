// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/apiclient.h"

#include "core/api/endpoints.h"
#include "core/api/servererror.h"
#include "core/base/logging.h"

#include <QPointer>

#include <optional>

namespace syncline
{
  struct ApiClient::Pending
  {
      HttpRequest request;
      Auth auth;
      Resolver<HttpResponse> resolver;
      std::optional<Call<HttpResponse>> inFlight;
      QByteArray token; //!< what it was sent with
      bool isSecondTry = false;
  };

  ApiClient::ApiClient( Transport &transport, Session &session, Clock &clock )
    : mTransport( transport )
    , mSession( session )
    , mClock( clock )
  {
  }

  ApiClient::~ApiClient() = default;

  QDateTime ApiClient::serverNow() const { return mClock.now().addSecs( mServerAheadSeconds ); }

  bool ApiClient::needsToken() const { return !mSession.isSignedIn() || mSession.isExpired( serverNow() ); }

  bool ApiClient::wasRefused() const
  {
    const Credentials &now = mSession.data().credentials;
    return !mRefused.password.isEmpty() && now.userName == mRefused.userName &&
           now.password == mRefused.password;
  }

  Call<HttpResponse> ApiClient::send( const HttpRequest &request, Auth auth )
  {
    auto made = Resolver<HttpResponse>::make();
    const PendingPointer pending( new Pending{ request, auth, made.second, {}, {}, false } );
    made.second.onCancel(
      [weak = std::weak_ptr<Pending>( pending )]
      {
        if ( const PendingPointer alive = weak.lock(); alive && alive->inFlight )
          alive->inFlight->cancel();
      } );
    dispatch( pending );
    return made.first;
  }

  void ApiClient::dispatch( const PendingPointer &pending )
  {
    const bool wantsToken = pending->auth != Auth::None;
    if ( !wantsToken || !needsToken() )
      return transmit( pending );
    if ( mSession.canRenew() && !wasRefused() )
      return renewFor( pending );
    if ( !mSession.isSignedIn() && pending->auth == Auth::IfSignedIn && !wasRefused() )
      return transmit( pending );
    pending->resolver.resolve( fail( ErrorKind::Unauthorized, mSession.isSignedIn()
                                                                ? QStringLiteral( "the sign-in has expired" )
                                                                : QStringLiteral( "nobody is signed in" ) ) );
  }

  void ApiClient::transmit( const PendingPointer &pending )
  {
    HttpRequest request = pending->request;
    pending->token =
      pending->auth != Auth::None && mSession.isSignedIn() ? mSession.data().auth->token : QByteArray();
    if ( !pending->token.isEmpty() )
      request.setHeader( "Authorization", "Bearer " + pending->token );
    Call<HttpResponse> call = mTransport.send( request );
    if ( !call.isResolved() )
      pending->inFlight = call;
    call.listen(
      [self = QPointer<ApiClient>( this ), pending]( const Result<HttpResponse> &answer )
      {
        pending->inFlight.reset();
        if ( self )
          self->settle( pending, answer );
      } );
  }

  void ApiClient::settle( const PendingPointer &pending, const Result<HttpResponse> &answer )
  {
    if ( !answer )
      return pending->resolver.resolve( answer );
    if ( const QDateTime theirs = answer->date(); theirs.isValid() )
      mServerAheadSeconds = mClock.now().secsTo( theirs );
    if ( answer->isSuccess() )
      return pending->resolver.resolve( answer );

    // A token that ended on the way makes a stranger of us, who may not see or finds nothing.
    const bool isTokenOver = ( answer->status == 403 || answer->status == 404 ) && needsToken();
    const bool isTokenRefused =
      ( answer->status == 401 || isTokenOver ) && !pending->token.isEmpty() && !pending->isSecondTry;
    if ( isTokenRefused && mSession.canRenew() && !wasRefused() )
    {
      pending->isSecondTry = true; // safe for every request: a stranger's is not carried out
      const bool isRenewedMeanwhile = mSession.isSignedIn() && mSession.data().auth->token != pending->token;
      return isRenewedMeanwhile ? transmit( pending ) : renewFor( pending );
    }
    if ( isTokenRefused && isTokenOver )
      return pending->resolver.resolve(
        fail( ErrorKind::Unauthorized, QStringLiteral( "the sign-in has expired" ) ) );
    pending->resolver.resolve( tl::unexpected<Error>( errorOf( *answer ) ) );
  }

  void ApiClient::renewFor( const PendingPointer &pending )
  {
    mWaiting.append( pending );
    if ( mIsRenewing )
      return;
    mIsRenewing = true;
    qCDebug( lcApi, "renewing the sign-in" );
    const Credentials &known = mSession.data().credentials;
    mTransport.send( endpoints::login( known.userName, known.password ).request )
      .listen(
        [self = QPointer<ApiClient>( this )]( const Result<HttpResponse> &answer )
        {
          if ( self )
            self->renewed( answer );
        } );
  }

  void ApiClient::renewed( const Result<HttpResponse> &answer )
  {
    const auto decode = endpoints::login( {}, {} ).decode;
    Result<AuthSession> auth = tl::unexpected<Error>( Error{} );
    if ( !answer )
      auth = tl::unexpected<Error>( answer.error() );
    else
      auth = answer->isSuccess() ? decode( *answer ) : tl::unexpected<Error>( errorOf( *answer ) );

    mIsRenewing = false;
    const QList<PendingPointer> waiting = std::exchange( mWaiting, {} );
    const QPointer<ApiClient> self( this ); // whoever hears of it may destroy us
    if ( auth )
    {
      mSession.begin( *auth );
      if ( const QDateTime theirs = answer->date(); theirs.isValid() )
        mServerAheadSeconds = mClock.now().secsTo( theirs );
      Q_EMIT sessionRenewed( *auth );
    }
    else if ( auth.error().kind == ErrorKind::Unauthorized )
    {
      mRefused = mSession.data().credentials;
    }
    for ( const PendingPointer &pending : waiting )
    {
      if ( !self )
        return;
      if ( !auth )
        pending->resolver.resolve( passOn( auth.error(), "renewing the sign-in" ) );
      else if ( !pending->resolver.isResolved() ) // canceled meanwhile
        transmit( pending );
    }
  }
} // namespace syncline
