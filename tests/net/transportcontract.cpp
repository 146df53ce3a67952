// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/net/transportcontract.h"

#include <QTest>

#include <algorithm>

namespace syncline
{
  namespace
  {
    using std::chrono::milliseconds;

    constexpr milliseconds PATIENCE{ 10000 };
    constexpr milliseconds IMPATIENCE{ 100 };

    QByteArray manyBytes( int count )
    {
      QByteArray bytes( count, '\0' );
      for ( int i = 0; i < count; ++i )
        bytes[i] = char( ( i * 31 + i / 251 ) & 0xff );
      return bytes;
    }

    NetworkDetail::Cause causeOf( const Result<HttpResponse> &answer )
    {
      const NetworkDetail *detail = answer ? nullptr : std::get_if<NetworkDetail>( &answer.error().payload );
      return detail ? detail->cause : NetworkDetail::Cause::Unknown;
    }
  } // namespace

  void TransportContract::init()
  {
    mServer = std::make_unique<FakeServer>();
    mTransport = transportWithPatience( PATIENCE );
  }

  void TransportContract::cleanup()
  {
    mTransport.reset();
    mServer.reset();
  }

  HttpRequest TransportContract::get( const QByteArray &path )
  {
    HttpRequest request;
    request.path = path;
    request.isIdempotent = true;
    return request;
  }

  Result<HttpResponse> TransportContract::answerTo( const HttpRequest &request )
  {
    return answerOf( mTransport->send( request ) );
  }

  Result<HttpResponse> TransportContract::answerOf( Call<HttpResponse> call )
  {
    std::optional<Result<HttpResponse>> answer;
    call.listen( [&answer]( const Result<HttpResponse> &result ) { answer = result; } );
    if ( !QTest::qWaitFor( [&answer] { return answer.has_value(); }, 20000 ) )
      return fail( ErrorKind::Bug, QStringLiteral( "the call never resolved" ) );
    return *answer;
  }

  void TransportContract::inject( FakeFault::Kind kind, const std::function<void( FakeFault & )> &how )
  {
    FakeFault fault;
    fault.kind = kind;
    if ( how )
      how( fault );
    mServer->inject( fault );
  }

  void TransportContract::anAnswerComesWithStatusHeadersAndBody()
  {
    const Result<HttpResponse> answer = answerTo( get( "ping" ) );
    QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
    QCOMPARE( answer->status, 200 );
    QVERIFY( answer->header( "content-type" ).startsWith( "text/html" ) );
    QVERIFY( answer->body.contains( "\"service\": \"Mergin\"" ) );
  }

  void TransportContract::refusalsAndFailuresAreAnswersToo_data()
  {
    QTest::addColumn<int>( "status" );
    for ( const int status : { 400, 401, 403, 404, 405, 409, 413, 422, 423, 429, 500, 502, 503, 504 } )
      QTest::newRow( qPrintable( QString::number( status ) ) ) << status;
  }

  void TransportContract::refusalsAndFailuresAreAnswersToo()
  {
    QFETCH( int, status );
    inject( FakeFault::Kind::Status, [status]( FakeFault &fault ) { fault.status = status; } );
    const Result<HttpResponse> answer = answerTo( get( "config" ) );
    QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
    QCOMPARE( answer->status, status );
    QVERIFY( !answer->body.isEmpty() );
    QCOMPARE( mServer->requestCount(), 1 );
  }

  void TransportContract::pathAndQueryArriveAsTheyWereMeant()
  {
    HttpRequest request = get( "v1/project/my%20team/a%2Bb%2Fc%20%28x%29" );
    request.query.addQueryItem( QStringLiteral( "file" ),
                                QStringLiteral( "a%2Bb%26c%23d%25e %2F\u00e4.txt" ) );
    QVERIFY( answerTo( request ) );
    const QByteArray target = mServer->log().first().target;
    QCOMPARE(
      target,
      QByteArray( "/v1/project/my%20team/a%2Bb%2Fc%20%28x%29?file=a%2Bb%26c%23d%25e%20%2F%C3%A4.txt" ) );
  }

  void TransportContract::aBodyArrivesWhole()
  {
    HttpRequest request;
    request.verb = HttpVerb::Post;
    request.path = "v1/auth/login";
    request.setHeader( "Content-Type", "application/octet-stream" );
    request.body = manyBytes( 3000000 );
    qint64 sent = 0;
    request.onSent = [&sent]( qint64 done, qint64 total ) { sent = done == total ? total : sent; };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
    QCOMPARE( mServer->log().first().requestBytes, qint64( 3000000 ) );
    QCOMPARE( sent, qint64( 3000000 ) );
  }

  void TransportContract::everyVerbArrives_data()
  {
    QTest::addColumn<int>( "verb" );
    for ( const HttpVerb verb : { HttpVerb::Get, HttpVerb::Post, HttpVerb::Put, HttpVerb::Patch,
                                  HttpVerb::Delete, HttpVerb::Head } )
      QTest::newRow( toWire( verb ).constData() ) << int( verb );
  }

  void TransportContract::everyVerbArrives()
  {
    QFETCH( int, verb );
    HttpRequest request = get( "v1/nothing" );
    request.verb = HttpVerb( verb );
    QVERIFY( answerTo( request ) );
    QCOMPARE( mServer->log().first().verb, toWire( request.verb ) );
  }

  void TransportContract::aSinkGetsAllBytesInOrder()
  {
    const QByteArray content = manyBytes( 20000000 );
    inject( FakeFault::Kind::Rewrite, [&content]( FakeFault &fault )
            { fault.rewrite = [&content]( FakeResponse &given ) { given.body = content; }; } );
    HttpRequest request = get( "ping" );
    QByteArray got;
    int pieces = 0;
    request.sink = [&]( const QByteArray &bytes ) -> Result<void>
    {
      got += bytes;
      ++pieces;
      return {};
    };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
    QVERIFY( answer->body.isEmpty() );
    QVERIFY( pieces > 1 );
    QVERIFY( got == content );
  }

  void TransportContract::aSinkGetsNothingOfARefusal()
  {
    HttpRequest request = get( "v1/nothing" );
    QByteArray got;
    request.sink = [&got]( const QByteArray &bytes ) -> Result<void>
    {
      got += bytes;
      return {};
    };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( answer );
    QCOMPARE( answer->status, 404 );
    QVERIFY( !answer->body.isEmpty() );
    QVERIFY( got.isEmpty() );
  }

  void TransportContract::theHeadIsSeenBeforeTheFirstByte()
  {
    HttpRequest request = get( "ping" );
    QStringList order;
    request.onHead = [&order]( const HttpResponse &head ) -> Result<void>
    {
      order.append( QString::number( head.status ) );
      return {};
    };
    request.sink = [&order]( const QByteArray & ) -> Result<void>
    {
      order.append( QStringLiteral( "bytes" ) );
      return {};
    };
    QVERIFY( answerTo( request ) );
    QCOMPARE( order.value( 0 ), QStringLiteral( "200" ) );
    QCOMPARE( order.value( 1 ), QStringLiteral( "bytes" ) );
    QCOMPARE( order.count( QStringLiteral( "200" ) ), 1 );
  }

  void TransportContract::anErrorOfTheHeadCheckEndsTheCall()
  {
    HttpRequest request = get( "ping" );
    bool hasBytes = false;
    request.onHead = []( const HttpResponse & ) -> Result<void> { return fail( ErrorKind::ServerRejected ); };
    request.sink = [&hasBytes]( const QByteArray & ) -> Result<void>
    {
      hasBytes = true;
      return {};
    };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::ServerRejected );
    QVERIFY( !hasBytes );
  }

  void TransportContract::anErrorOfTheSinkEndsTheCall()
  {
    HttpRequest request = get( "ping" );
    request.sink = []( const QByteArray & ) -> Result<void> { return fail( ErrorKind::DiskFull ); };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::DiskFull );
  }

  void TransportContract::aBodyThatIsTooLongIsMalformed()
  {
    HttpRequest request = get( "ping" );
    request.maxReplyBytes = 900; // a ping has 967
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::MalformedReply );
    QVERIFY( !isWorthRetrying( answer.error() ) );
    request.maxReplyBytes = 967;
    QVERIFY( answerTo( request ) );
  }

  void TransportContract::aCutBodyIsMalformed()
  {
    inject( FakeFault::Kind::CutBody, []( FakeFault &fault ) { fault.bytes = 100; } );
    const Result<HttpResponse> answer = answerTo( get( "ping" ) );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::MalformedReply );
    QCOMPARE( causeOf( answer ), NetworkDetail::Cause::CutOff );
    QVERIFY( isWorthRetrying( answer.error() ) );
  }

  void TransportContract::aCutBodyIsMalformedAlsoForASink()
  {
    inject( FakeFault::Kind::CutBody, []( FakeFault &fault ) { fault.bytes = 100; } );
    HttpRequest request = get( "ping" );
    qint64 got = 0;
    request.sink = [&got]( const QByteArray &bytes ) -> Result<void>
    {
      got += bytes.size();
      return {};
    };
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::MalformedReply );
    QVERIFY( got <= 100 );
  }

  void TransportContract::aDroppedConnectionIsOffline()
  {
    inject( FakeFault::Kind::Drop, []( FakeFault &fault ) { fault.times = 0; } );
    const Result<HttpResponse> answer = answerTo( get( "ping" ) );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::Offline );
    QCOMPARE( causeOf( answer ), NetworkDetail::Cause::Dropped );
  }

  void TransportContract::aRequestThatMayNotBeRepeatedIsSentOnce()
  {
    inject( FakeFault::Kind::LoseAnswer, []( FakeFault &fault ) { fault.times = 0; } );
    for ( const QByteArray &body : { QByteArray(), QByteArray( "{}" ), manyBytes( 2000000 ) } )
    {
      mServer->clearLog();
      HttpRequest request;
      request.verb = HttpVerb::Post;
      request.path = "v1/project/push/finish/x";
      request.body = body;
      const Result<HttpResponse> answer = answerTo( request );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::Offline );
      QCOMPARE( causeOf( answer ), NetworkDetail::Cause::Dropped );
      QCOMPARE( mServer->requestCount(), 1 );
    }
  }

  void TransportContract::silenceIsATimeout()
  {
    mTransport = transportWithPatience( IMPATIENCE );
    inject( FakeFault::Kind::Delay, []( FakeFault &fault ) { fault.delay = 4 * IMPATIENCE; } );
    const Result<HttpResponse> answer = answerTo( get( "ping" ) );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::Timeout );
  }

  void TransportContract::aCallMayHaveItsOwnPatience()
  {
    mTransport = transportWithPatience( IMPATIENCE );
    inject( FakeFault::Kind::Delay, []( FakeFault &fault ) { fault.delay = 3 * IMPATIENCE; } );
    HttpRequest request = get( "ping" );
    request.inactivityTimeout = PATIENCE;
    QVERIFY( answerTo( request ) );
  }

  void TransportContract::cancelResolvesAtOnce()
  {
    inject( FakeFault::Kind::Delay, []( FakeFault &fault ) { fault.delay = milliseconds( 300 ); } );
    Call<HttpResponse> call = mTransport->send( get( "ping" ) );
    call.cancel();
    QVERIFY( call.isResolved() );
    const Result<HttpResponse> answer = answerOf( call );
    QVERIFY( answer ||
             answer.error().kind == ErrorKind::Canceled ); // a transport that answers at once was faster
    QVERIFY( answerTo( get( "ping" ) ) );                  // and the transport goes on working
  }

  void TransportContract::aSinkMayCancel()
  {
    HttpRequest request = get( "ping" );
    auto call = std::make_shared<std::optional<Call<HttpResponse>>>();
    int pieces = 0;
    request.sink = [call, &pieces]( const QByteArray & ) -> Result<void>
    {
      ++pieces;
      if ( *call )
        ( *call )->cancel();
      return fail( ErrorKind::Canceled );
    };
    *call = mTransport->send( request );
    const Result<HttpResponse> answer = answerOf( **call );
    QVERIFY( !answer );
    QCOMPARE( answer.error().kind, ErrorKind::Canceled );
    QCOMPARE( pieces, 1 );
    call->reset();
  }

  void TransportContract::destroyingTheTransportCancels()
  {
    inject( FakeFault::Kind::Delay, []( FakeFault &fault ) { fault.delay = milliseconds( 300 ); } );
    Call<HttpResponse> call = mTransport->send( get( "ping" ) );
    mTransport.reset();
    QVERIFY( call.isResolved() );
  }

  void TransportContract::cookiesAreNotKept()
  {
    inject( FakeFault::Kind::Rewrite,
            []( FakeFault &fault ) {
              fault.rewrite = []( FakeResponse &given )
              { given.setHeader( "Set-Cookie", "session=abc; Path=/" ); };
            } );
    QVERIFY( answerTo( get( "ping" ) ) );
    // the server refuses a POST that carries a session cookie without a CSRF token; one without cookie it only finds incomplete
    HttpRequest request;
    request.verb = HttpVerb::Post;
    request.path = "v1/auth/login";
    request.setHeader( "Content-Type", "application/json" );
    request.body = "{}";
    const Result<HttpResponse> answer = answerTo( request );
    QVERIFY( answer );
    QVERIFY2( !answer->body.contains( "CSRF" ), answer->body.constData() );
    QVERIFY2( answer->body.contains( "'login' is a required property" ), answer->body.constData() );
  }
} // namespace syncline
