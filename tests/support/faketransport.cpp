// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/faketransport.h"

#include "tests/support/fakeserver/fakeserver.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int PIECE_BYTES = 1000; // small, so that sinks see more than one piece

    FakeRequest onTheWire( const HttpRequest &request )
    {
      FakeRequest made;
      made.verb = toWire( request.verb );
      made.target = '/' + request.target();
      for ( const HttpHeader &header : request.headers )
      {
        if ( !header.second.isEmpty() )
          made.headers.append( header );
      }
      made.body = request.body;
      return made;
    }

    [[nodiscard]] tl::unexpected<Error> lost( ErrorKind kind, NetworkDetail::Cause cause )
    {
      return fail( kind, QStringLiteral( "as the test wants it" ),
                   NetworkDetail{ cause, QStringLiteral( "fake" ) } );
    }

    [[nodiscard]] Result<void> pour( const HttpRequest &request, const QByteArray &bytes )
    {
      for ( int done = 0; done < bytes.size(); done += PIECE_BYTES )
        SYNCLINE_CHECK( request.sink( bytes.mid( done, PIECE_BYTES ) ) );
      return {};
    }
  } // namespace

  struct FakeTransport::Held
  {
      HttpRequest request;
      Resolver<HttpResponse> resolver;
      QString name() const { return QString::fromLatin1( request.target() ); }
  };

  FakeTransport::FakeTransport( FakeServer &server )
    : FakeTransport( [&server]( const FakeRequest &request ) { return server.handle( request ); } )
  {
  }

  FakeTransport::FakeTransport( Answerer answerer )
    : mAnswerer( std::move( answerer ) )
    , mSelf( std::make_shared<FakeTransport *>( this ) )
  {
  }

  FakeTransport::~FakeTransport() { *mSelf = nullptr; }

  int FakeTransport::sentCount() const
  {
    return int( std::count_if( mLog.begin(), mLog.end(),
                               []( const QString &line )
                               { return line.startsWith( QLatin1String( "sent " ) ); } ) );
  }

  Call<HttpResponse> FakeTransport::send( const HttpRequest &request )
  {
    auto made = Resolver<HttpResponse>::make();
    const auto held = std::make_shared<Held>( Held{ request, made.second } );
    mLog.append(
      QStringLiteral( "sent %1 %2" ).arg( QString::fromLatin1( toWire( request.verb ) ), held->name() ) );
    made.second.onCancel(
      [self = mSelf, weak = std::weak_ptr<Held>( held )]
      {
        const auto alive = weak.lock();
        if ( !*self || !alive )
          return;
        ( *self )->mHeld.removeAll( alive );
        ( *self )->mLog.append( QStringLiteral( "canceled " ) + alive->name() );
      } );
    if ( mIsHolding )
      mHeld.append( held );
    else
      answer( held );
    return made.first;
  }

  bool FakeTransport::releaseNext()
  {
    if ( mHeld.isEmpty() )
      return false;
    answer( mHeld.takeFirst() );
    return true;
  }

  void FakeTransport::releaseAll()
  {
    mIsHolding = false;
    const auto self = mSelf;
    while ( *self && releaseNext() )
    {
    }
  }

  int FakeTransport::heldCount() const { return int( mHeld.size() ); }

  void FakeTransport::answer( const std::shared_ptr<Held> &held )
  {
    const auto self = mSelf;
    const Result<HttpResponse> answered = carry( held->request, mAnswerer( onTheWire( held->request ) ) );
    if ( !*self || held->resolver.isResolved() ) // the sink canceled
      return;
    mLog.append( answered
                   ? QStringLiteral( "answered %1 %2" ).arg( answered->status ).arg( held->name() )
                   : QStringLiteral( "failed %1 %2" ).arg( nameOf( answered.error().kind ), held->name() ) );
    held->resolver.resolve( answered );
  }

  Result<HttpResponse> FakeTransport::carry( const HttpRequest &request, const FakeResponse &given ) const
  {
    using Cause = NetworkDetail::Cause;
    if ( request.onSent && !request.body.isEmpty() )
      request.onSent( request.body.size(), request.body.size() );
    if ( given.delay > request.inactivityTimeout.value_or( mPatience ) )
      return lost( ErrorKind::Timeout, Cause::Unknown );
    if ( given.isDropped )
      return lost( ErrorKind::Offline, Cause::Dropped );

    HttpResponse answer;
    answer.status = given.status;
    answer.headers = given.headers;
    if ( !given.header( "Location" ).isEmpty() && given.status >= 300 && given.status < 400 )
      return lost( ErrorKind::NotAServer, Cause::Redirect );
    const bool isPoured = answer.isSuccess() && request.sink;
    if ( isPoured && request.onHead )
      SYNCLINE_CHECK( request.onHead( answer ) );

    const QByteArray whole = request.verb == HttpVerb::Head ? QByteArray() : given.content();
    const bool isCut = given.cutAfter && *given.cutAfter < whole.size();
    const QByteArray arrived = isCut ? whole.left( int( *given.cutAfter ) ) : whole;
    if ( isPoured )
      SYNCLINE_CHECK( pour( request, arrived ) );
    else if ( answer.isSuccess() && arrived.size() > request.maxReplyBytes )
      return fail( ErrorKind::MalformedReply, QStringLiteral( "the answer is too long" ) );
    if ( isCut )
      return lost( ErrorKind::MalformedReply, Cause::CutOff );
    if ( !isPoured )
      answer.body = arrived;
    return answer;
  }
} // namespace syncline
