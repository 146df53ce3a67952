// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/qtcompat.h"
#include "core/net/qttransport.h"
#include "tests/net/rawserver.h"

#include <QAuthenticator> // Qt 6 wants it to know its type
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <memory>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

using namespace syncline;
using std::chrono::milliseconds;

namespace
{
  using Cause = NetworkDetail::Cause;

  HttpRequest get( const QByteArray &path = "ping" )
  {
    HttpRequest request;
    request.path = path;
    request.isIdempotent = true;
    request.setHeader( "Authorization", "Bearer hush" );
    return request;
  }

  HttpRequest post( const QByteArray &path = "login" )
  {
    HttpRequest request = get( path );
    request.verb = HttpVerb::Post;
    request.isIdempotent = false;
    request.setHeader( "Content-Type", "application/json" );
    request.body = "{\"password\":\"hush\"}";
    return request;
  }

  Cause causeOf( const Result<HttpResponse> &answer )
  {
    const NetworkDetail *detail = answer ? nullptr : std::get_if<NetworkDetail>( &answer.error().payload );
    return detail ? detail->cause : Cause::Unknown;
  }

  RawServer::Reaction always( const QByteArray &bytes )
  {
    return [bytes]( QTcpSocket &socket, const QByteArray & )
    {
      socket.write( bytes );
      socket.disconnectFromHost();
    };
  }

  RawServer::Reaction redirectTo( const QByteArray &target, const QByteArray &status = "302 Found" )
  {
    return always( RawServer::answer( status, "Location: " + target + "\r\n", "moved" ) );
  }

  //! "hello " many times over, as gzip makes it; made once by gzip, since Qt cannot.
  QByteArray gzipOf( const QByteArray &plain )
  {
    // a stored (uncompressed) deflate stream with a gzip frame around; CRC as in RFC 1952
    quint32 crc = 0xffffffffu;
    for ( const char c : plain )
    {
      crc ^= quint8( c );
      for ( int bit = 0; bit < 8; ++bit )
        crc = ( crc >> 1 ) ^ ( 0xedb88320u & ( 0u - ( crc & 1u ) ) );
    }
    crc = ~crc;
    const auto little = []( quint32 value, int bytes )
    {
      QByteArray text;
      for ( int i = 0; i < bytes; ++i )
        text.append( char( ( value >> ( 8 * i ) ) & 0xff ) );
      return text;
    };
    QByteArray packed( "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10 );
    constexpr int BLOCK = 65535;
    for ( int at = 0; at < plain.size() || at == 0; at += BLOCK )
    {
      const QByteArray block = plain.mid( at, BLOCK );
      packed.append( at + BLOCK >= plain.size() ? '\x01' : '\x00' );
      packed += little( quint32( block.size() ), 2 ) + little( ~quint32( block.size() ), 2 ) + block;
    }
    return packed + little( crc, 4 ) + little( quint32( plain.size() ), 4 );
  }
} // namespace

class TestQtTransportWire : public QObject
{
    Q_OBJECT

    [[nodiscard]] static Result<HttpResponse> answerOf( Call<HttpResponse> call )
    {
      std::optional<Result<HttpResponse>> answer;
      call.listen( [&answer]( const Result<HttpResponse> &result ) { answer = result; } );
      if ( !QTest::qWaitFor( [&answer] { return answer.has_value(); }, 20000 ) )
        return fail( ErrorKind::Bug, QStringLiteral( "the call never resolved" ) );
      return *answer;
    }

    [[nodiscard]] static Result<HttpResponse> ask( const QUrl &server, const HttpRequest &request,
                                                   QtTransportOptions options = {} )
    {
      QtTransport transport( server, std::move( options ) );
      return answerOf( transport.send( request ) );
    }

  private Q_SLOTS:
#ifdef Q_OS_UNIX
    //! Else the last piece of each upload waits for 40 ms, and a round trip.
    void theEndOfABodyIsNotHeldBack()
    {
      int noDelay = -1;
      RawServer server(
        [&noDelay]( QTcpSocket &socket, const QByteArray & )
        {
          for ( int descriptor = 0; descriptor < 1024;
                ++descriptor ) // the other end is in this process as well
          {
            sockaddr_in own{};
            socklen_t size = sizeof( own );
            if ( ::getsockname( descriptor, reinterpret_cast<sockaddr *>( &own ), &size ) != 0 ||
                 own.sin_family != AF_INET || ntohs( own.sin_port ) != socket.peerPort() )
              continue;
            socklen_t length = sizeof( noDelay );
            ::getsockopt( descriptor, IPPROTO_TCP, TCP_NODELAY, &noDelay, &length );
          }
          socket.write( RawServer::answer( "200 OK", "", "done" ) );
        } );
      HttpRequest request = post();
      request.body = QByteArray( 20000, 'x' );
      const Result<HttpResponse> answer = ask( server.url(), request );
      QVERIFY( answer && answer->isSuccess() );
      QVERIFY( noDelay > 0 );
    }
#endif

    //! As when a sync is canceled, and the next one runs on the same thread with the same manager.
    void aRequestThatIsCanceledBeforeItBeganIsNeverSent()
    {
      RawServer server( []( QTcpSocket &socket, const QByteArray & )
                        { socket.write( RawServer::answer( "200 OK", "", "done" ) ); } );
      QNetworkAccessManager shared;
      QtTransportOptions options;
      options.manager = [&shared] { return &shared; };
      {
        QtTransport left( server.url(), options );
        HttpRequest again = post( "again" );
        again.isIdempotent = true;
        again.body = QByteArray( 100000, 'x' );
        for ( const HttpRequest &request : { post( "once" ), again, get( "look" ) } )
          left.send( request ).cancel();
        (void)left.send( again ); // let go with its transport
      }
      for ( int i = 0; i < 3; ++i )
        QVERIFY( ask( server.url(), post( "login" ), options ) );
      QCOMPARE( server.requests().size(), 3 );
      for ( const QByteArray &request : server.requests() )
        QVERIFY2( request.startsWith( "POST /login" ), request.constData() );
    }

    void nobodyListensThere()
    {
      auto server = std::make_unique<RawServer>( always( "" ) );
      const QUrl url = server->url();
      server.reset();
      const Result<HttpResponse> answer = ask( url, get() );
      QCOMPARE( answer.error().kind, ErrorKind::Offline );
      QCOMPARE( causeOf( answer ), Cause::Refused );
    }

    void aNameThatDoesNotExistIsTold()
    {
      const Result<HttpResponse> answer =
        ask( QUrl( QStringLiteral( "http://maps.exmple.invalid" ) ), get() );
      QCOMPARE( answer.error().kind, ErrorKind::Offline );
      QCOMPARE( causeOf( answer ), Cause::HostNotFound );
      QCOMPARE( std::get<NetworkDetail>( answer.error().payload ).host,
                QStringLiteral( "maps.exmple.invalid" ) );
    }

    void whatIsNoAddressIsRefusedAtOnce()
    {
      for ( const char *url : { "", "ftp://127.0.0.1", "file:///tmp", "http://" } )
        QCOMPARE( ask( QUrl( QString::fromLatin1( url ) ), get() ).error().kind, ErrorKind::NotAServer );
    }

    void aServerMayLiveBelowAPath()
    {
      RawServer server( always( RawServer::answer( "200 OK", "", "ok" ) ) );
      QUrl url = server.url();
      url.setPath( QStringLiteral( "/mergin maps" ) );
      QCOMPARE( ask( url, get( "v1/a%2Fb" ) )->body, QByteArray( "ok" ) );
      QVERIFY2( server.requests().first().startsWith( "GET /mergin%20maps/v1/a%2Fb HTTP/1.1\r\n" ),
                server.requests().first().constData() );
    }

    void weSayWhoWeAre()
    {
      RawServer server( always( RawServer::answer( "200 OK", "", "" ) ) );
      QVERIFY( ask( server.url(), get() ) );
      QVERIFY2( server.requests().last().contains( "\r\nUser-Agent: Syncline/" SYNCLINE_VERSION " (" ),
                server.requests().last().constData() );
      QtTransportOptions options;
      options.userAgent = userAgentOf( "QGIS/3.22.16" );
      QVERIFY( options.userAgent.startsWith( "Syncline/" SYNCLINE_VERSION " QGIS/3.22.16 (" ) );
      QVERIFY( options.userAgent.endsWith( ')' ) && options.userAgent.contains( '/' ) );
      QVERIFY( ask( server.url(), get(), options ) );
      QVERIFY( server.requests().last().contains( "\r\nUser-Agent: " + options.userAgent + "\r\n" ) );
    }

    void aManagerThatWritesItsOwnUserAgentLetsUsPutOursBack()
    {
      class Vain : public QNetworkAccessManager
      {
        public:
          QByteArray foreign;

        protected:
          QNetworkReply *createRequest( Operation operation, const QNetworkRequest &request,
                                        QIODevice *data ) override
          {
            QNetworkRequest mine( request );
            mine.setRawHeader( "User-Agent", "Mozilla/5.0 QGIS" );
            restoreUserAgent( mine );
            QNetworkRequest anothers( request.url() );
            anothers.setRawHeader( "User-Agent", "Mozilla/5.0 QGIS" );
            restoreUserAgent( anothers );
            foreign = anothers.rawHeader( "User-Agent" );
            return QNetworkAccessManager::createRequest( operation, mine, data );
          }
      };
      RawServer server( always( RawServer::answer( "200 OK", "", "" ) ) );
      Vain vain;
      QtTransportOptions options;
      options.manager = [&vain] { return &vain; };
      options.userAgent = userAgentOf( "QGIS/3.40.6" );
      QVERIFY( ask( server.url(), get(), options ) );
      QVERIFY2( server.requests().last().contains( "\r\nUser-Agent: " + options.userAgent + "\r\n" ),
                server.requests().last().constData() );
      QCOMPARE( vain.foreign, QByteArray( "Mozilla/5.0 QGIS" ) );
    }

    void theManagerOfAnotherIsUsedAndLeft()
    {
      RawServer server( always( RawServer::answer( "200 OK", "", "" ) ) );
      QPointer<QNetworkAccessManager> theirs = new QNetworkAccessManager( this );
      int asked = 0;
      QtTransportOptions options;
      options.manager = [&asked, theirs]
      {
        ++asked;
        return theirs.data();
      };
      QVERIFY( ask( server.url(), get(), options ) );
      QCOMPARE( asked, 1 );
      QVERIFY( theirs );
      delete theirs;
    }

    void otherLanguagesAreNoServerOfOurs_data()
    {
      QTest::addColumn<QByteArray>( "greeting" );
      QTest::newRow( "SSH" ) << QByteArray( "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n" );
      QTest::newRow( "mail" ) << QByteArray( "220 mail.example.com ESMTP\r\n" );
      QTest::newRow( "bytes" ) << QByteArray( "\x00\x01\x02\xff\xfe\r\n\r\n", 9 );
    }

    void otherLanguagesAreNoServerOfOurs()
    {
      QFETCH( QByteArray, greeting );
      RawServer server( []( QTcpSocket &socket, const QByteArray & ) { socket.disconnectFromHost(); } );
      server.setGreeting( greeting );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY( !answer );
      QVERIFY2( answer.error().kind == ErrorKind::NotAServer || answer.error().kind == ErrorKind::Offline,
                qPrintable( toLogLine( answer.error() ) ) );
    }

    void aCertificateThatNobodyVouchesForEndsItBeforeAnythingIsSent()
    {
      const std::optional<QSslConfiguration> tls = RawServer::selfSigned();
      QVERIFY2( tls, "this test needs the program openssl" );
      RawServer server( always( RawServer::answer( "200 OK", "", "secret" ) ) );
      server.useTls( *tls );
      const Result<HttpResponse> answer = ask( server.url( QStringLiteral( "https" ) ), post() );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::TlsFailure );
      QVERIFY2( answer.error().detail.contains( QStringLiteral( "self" ), Qt::CaseInsensitive ),
                qPrintable( answer.error().detail ) );
      QVERIFY( server.requests().isEmpty() );
    }

    void encryptionWhereThereIsNoneFails()
    {
      RawServer server( always( RawServer::answer( "400 Bad Request", "", "" ) ) );
      server.setGreeting( "HTTP/1.1 400 Bad Request\r\n\r\n" );
      const Result<HttpResponse> answer = ask( server.url( QStringLiteral( "https" ) ), get() );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::TlsFailure );
    }

    void aProxyThatWantsALoginIsTold()
    {
      RawServer proxy( always( RawServer::answer( "407 Proxy Authentication Required",
                                                  "Proxy-Authenticate: Basic realm=\"x\"\r\n", "" ) ) );
      QNetworkAccessManager manager;
      manager.setProxy(
        QNetworkProxy( QNetworkProxy::HttpProxy, QStringLiteral( "127.0.0.1" ), proxy.serverPort() ) );
      QtTransportOptions options;
      options.manager = [&manager] { return &manager; };
      const Result<HttpResponse> answer =
        ask( QUrl( QStringLiteral( "http://maps.example.com" ) ), get(), options );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::Offline );
      QCOMPARE( causeOf( answer ), Cause::ProxyLogin );
    }

    void aRedirectOnTheSameHostIsFollowedWithMethodBodyAndToken()
    {
      QUrl here;
      RawServer server(
        [&here]( QTcpSocket &socket, const QByteArray &request )
        {
          if ( request.startsWith( "POST /login " ) )
            socket.write(
              RawServer::answer( "301 Moved", "Location: " + here.toEncoded() + "/new/login\r\n", "" ) );
          else
            socket.write( RawServer::answer( "200 OK", "", "here" ) );
          socket.disconnectFromHost();
        } );
      here = server.url();
      const Result<HttpResponse> answer = ask( here, post() );
      QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
      QCOMPARE( answer->body, QByteArray( "here" ) );
      QCOMPARE( server.requests().size(), 2 );
      const QByteArray second = server.requests().last();
      QVERIFY2( second.startsWith( "POST /new/login HTTP/1.1\r\n" ), second.constData() );
      QVERIFY( second.contains( "\r\nAuthorization: Bearer hush\r\n" ) );
      QVERIFY( second.endsWith( "{\"password\":\"hush\"}" ) );
    }

    void everyKindOfRedirectKeepsTheBody()
    {
      for ( const QByteArray &status :
            { QByteArray( "302 Found" ), QByteArray( "303 See Other" ),
              QByteArray( "307 Temporary Redirect" ), QByteArray( "308 Permanent Redirect" ) } )
      {
        RawServer server(
          [status]( QTcpSocket &socket, const QByteArray &request )
          {
            socket.write( request.startsWith( "POST /login " )
                            ? RawServer::answer( status, "Location: there\r\n", "" )
                            : RawServer::answer( "200 OK", "", "here" ) );
            socket.disconnectFromHost();
          } );
        const Result<HttpResponse> answer = ask( server.url(), post() );
        QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
        QVERIFY( server.requests().last().startsWith( "POST /there " ) );
        QVERIFY( server.requests().last().endsWith( "{\"password\":\"hush\"}" ) );
      }
    }

    void anotherHostNeverSeesTheToken()
    {
      RawServer other( always( RawServer::answer( "200 OK", "", "from elsewhere" ) ) );
      RawServer server( redirectTo( other.url().toEncoded() + "/file" ) );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
      QCOMPARE( answer->body, QByteArray( "from elsewhere" ) );
      QVERIFY( server.requests().first().contains( "hush" ) );
      QVERIFY2( !other.requests().first().contains( "hush" ), other.requests().first().constData() );
    }

    void anotherHostNeverSeesABody()
    {
      RawServer other( always( RawServer::answer( "200 OK", "", "" ) ) );
      for ( const char *status : { "301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect",
                                   "308 Permanent Redirect" } )
      {
        RawServer server( redirectTo( other.url().toEncoded() + "/login", status ) );
        const Result<HttpResponse> answer = ask( server.url(), post() );
        QVERIFY( !answer );
        QCOMPARE( answer.error().kind, ErrorKind::NotAServer );
        QCOMPARE( causeOf( answer ), Cause::Redirect );
      }
      QVERIFY( other.requests().isEmpty() );
    }

    void redirectsToOtherPlacesThanTheWebAreNotFollowed()
    {
      for ( const char *target :
            { "file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://" } )
      {
        RawServer server( redirectTo( target ) );
        const Result<HttpResponse> answer = ask( server.url(), get() );
        QVERIFY2( !answer, target );
        QCOMPARE( answer.error().kind, ErrorKind::NotAServer );
      }
    }

    void redirectsHaveAnEnd()
    {
      RawServer server( redirectTo( "/ping" ) );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::NotAServer );
      QCOMPARE( server.requests().size(), 6 );
    }

    void packedAnswersAreUnpackedWhereThatIsSafe()
    {
      for ( const int size : { 0, 10, 9000000 } )
      {
        const QByteArray plain( size, 'x' );
        RawServer server(
          always( RawServer::answer( "200 OK", "Content-Encoding: gzip\r\n", gzipOf( plain ) ) ) );
        const Result<HttpResponse> answer = ask( server.url(), get() );
        const QByteArray asked = server.requests().first().toLower();
        QVERIFY2( asked.contains( "\r\naccept-encoding: " ), asked.constData() );
        QCOMPARE( asked.contains( "\r\naccept-encoding: identity\r\n" ), !QT_UNPACKS_SAFELY );
        if ( !QT_UNPACKS_SAFELY )
        {
          QCOMPARE( answer.error().kind, ErrorKind::MalformedReply );
          continue;
        }
        QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
        QVERIFY( answer->body == plain );
      }
    }

    void anAnswerInPiecesThatStopsIsCutOff()
    {
      RawServer server( always( "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" ) );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY( !answer );
      QCOMPARE( answer.error().kind, ErrorKind::MalformedReply );
      QCOMPARE( causeOf( answer ), Cause::CutOff );
    }

    void silenceInTheMiddleOfAnAnswerIsATimeout()
    {
      RawServer server( []( QTcpSocket &socket, const QByteArray & )
                        { socket.write( "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel" ); } );
      QtTransportOptions options;
      options.inactivityTimeout = milliseconds( 150 );
      QCOMPARE( ask( server.url(), get(), options ).error().kind, ErrorKind::Timeout );
    }

    void aSlowAnswerIsNoSilence()
    {
      RawServer server(
        []( QTcpSocket &socket, const QByteArray & )
        {
          socket.write( "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" );
          QTimer *timer = new QTimer( &socket );
          connect( timer, &QTimer::timeout, &socket, [&socket] { socket.write( "x" ); } );
          timer->start( 100 );
        } );
      QtTransportOptions options;
      options.inactivityTimeout = milliseconds( 400 );
      const Result<HttpResponse> answer = ask( server.url(), get(), options ); // takes 800 ms
      QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
      QCOMPARE( answer->body, QByteArray( "xxxxxxxx" ) );
    }

    void bytesThatTrickleHaveAnEnd()
    {
      RawServer server(
        []( QTcpSocket &socket, const QByteArray & )
        {
          socket.write( "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" );
          QTimer *timer = new QTimer( &socket );
          connect( timer, &QTimer::timeout, &socket, [&socket] { socket.write( "x" ); } );
          timer->start( 20 );
        } );
      QtTransportOptions options;
      options.inactivityTimeout = milliseconds( 200 );
      QElapsedTimer clock;
      clock.start();
      QCOMPARE( ask( server.url(), get(), options ).error().kind, ErrorKind::Timeout );
      QVERIFY( clock.elapsed() < 10000 ); // not the half hour that the body would take
    }

    void aHeaderWithoutEndHasOne()
    {
      RawServer server(
        always( RawServer::answer( "200 OK", "X-A: " + QByteArray( 900000, 'b' ) + "\r\n", "{}" ) ) );
      QtTransportOptions options;
      options.inactivityTimeout = milliseconds( 500 );
      QElapsedTimer clock;
      clock.start();
      const Result<HttpResponse> answer = ask( server.url(), get(), options );
      QVERIFY( clock.elapsed() < 10000 );
      if ( answer ) // one Qt takes it, another does not
        QCOMPARE( answer->body, QByteArray( "{}" ) );
      else
        QVERIFY2( answer.error().kind != ErrorKind::Bug, qPrintable( toLogLine( answer.error() ) ) );
    }

    void aHugeRefusalIsReadInPart()
    {
      RawServer server( always( RawServer::answer( "500 Oops", "", QByteArray( 5000000, 'x' ) ) ) );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY( answer );
      QCOMPARE( answer->status, 500 );
      QVERIFY( answer->body.size() > 100000 && answer->body.size() < 1000000 );
    }

    void aRefusalWithAChallengeIsAnAnswer()
    {
      RawServer server(
        always( RawServer::answer( "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "no" ) ) );
      const Result<HttpResponse> answer = ask( server.url(), get() );
      QVERIFY2( answer, qPrintable( answer ? QString() : toLogLine( answer.error() ) ) );
      QCOMPARE( answer->status, 401 );
      QCOMPARE( answer->body, QByteArray( "no" ) );
    }
};

QTEST_GUILESS_MAIN( TestQtTransportWire )
#include "test_qttransport_wire.moc"
