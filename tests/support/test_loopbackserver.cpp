// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/loopbackserver.h"

#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <httplib.h>
#include <thread>

using namespace syncline;
using Kind = FakeFault::Kind;

class TestLoopbackServer : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void answersWhatTheServerBehindItAnswers();
    void anotherServerCannotTakeItsPort();
    void aConnectionServesManyRequests();
    void manyConnectionsAreServedAtOnce();
    void aRequestWithoutLengthIsNotWaitedFor();
    void rangesAreThoseOfTheServerBehind();
    void anOddRangeIsAnsweredAsThatServerDoes();
    void headTellsTheLengthAndSendsNoBody();
    void aLargeFileIsStreamedFromDisk();
    void aDroppedConnectionGivesNoAnswer();
    void aCutBodyClosesTheConnectionEarly();
    void nothingIsCompressed();
    void stoppingEndsIdleConnections();

  private:
    httplib::Client client() const
    {
      httplib::Client made( "127.0.0.1", mLoopback->port() );
      made.set_default_headers( { { "Authorization", "Bearer " + mToken } } );
      made.set_keep_alive( true );
      return made;
    }
    //! Sends text as it is and reads until the other side closes.
    QByteArray raw( const QByteArray &text ) const;

    std::unique_ptr<QTemporaryDir> mFolder;
    std::unique_ptr<FakeServer> mServer;
    std::unique_ptr<LoopbackServer> mLoopback;
    std::string mToken;
    QString mProject;
};

static const char *const RAW = "/v1/project/raw/mergin/survey?file=a.txt";

void TestLoopbackServer::initTestCase() { mFolder = std::make_unique<QTemporaryDir>(); }

void TestLoopbackServer::init()
{
  fake::Settings settings;
  settings.dataDir = mFolder->filePath( QString::fromLatin1( QTest::currentTestFunction() ) );
  mServer = std::make_unique<FakeServer>( settings );
  mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  mToken = mServer->tokenFor( QStringLiteral( "ann" ) ).toStdString();
  mProject = mServer->createProject( QStringLiteral( "survey" ), QStringLiteral( "ann" ) );
  mServer->commit( mProject, QStringLiteral( "ann" ), { { QStringLiteral( "a.txt" ), "0123456789" } } );
  mLoopback = std::make_unique<LoopbackServer>( *mServer );
  QVERIFY( mLoopback->listen() );
}

void TestLoopbackServer::cleanup()
{
  mLoopback.reset();
  mServer.reset();
}

QByteArray TestLoopbackServer::raw( const QByteArray &text ) const
{
  QTcpSocket socket;
  socket.connectToHost( QStringLiteral( "127.0.0.1" ), static_cast<quint16>( mLoopback->port() ) );
  socket.waitForConnected();
  socket.write( text );
  QByteArray answer;
  while ( socket.waitForReadyRead( 10000 ) )
    answer += socket.readAll();
  return answer;
}

void TestLoopbackServer::answersWhatTheServerBehindItAnswers()
{
  const auto answer = client().Get( "/v1/user/profile" );
  QVERIFY( answer );
  QCOMPARE( answer->status, 200 );
  QCOMPARE( answer->get_header_value( "Content-Type" ), std::string( "application/json" ) );
  QVERIFY( answer->body.find( "\"username\":\"ann\"" ) != std::string::npos );
  const FakeRequest same{
    "GET", "/v1/user/profile", { { "Authorization", "Bearer " + QByteArray::fromStdString( mToken ) } }, {}
  };
  QCOMPARE( QByteArray::fromStdString( answer->body ), mServer->handle( same ).content() );
}

void TestLoopbackServer::anotherServerCannotTakeItsPort()
{
  FakeServer other;
  LoopbackServer second( other );
  QVERIFY( !second.listen( mLoopback->port() ) );
}

void TestLoopbackServer::aConnectionServesManyRequests()
{
  QTcpSocket socket;
  socket.connectToHost( QStringLiteral( "127.0.0.1" ), static_cast<quint16>( mLoopback->port() ) );
  QVERIFY( socket.waitForConnected() );
  for ( int i = 0; i < 20; ++i )
  {
    socket.write( "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n" );
    QByteArray answer;
    while ( !answer.endsWith( "\"2026.4.0\"}" ) && socket.waitForReadyRead( 5000 ) )
      answer += socket.readAll();
    QVERIFY2( answer.startsWith( "HTTP/1.1 200" ), answer.constData() );
  }
}

void TestLoopbackServer::manyConnectionsAreServedAtOnce()
{
  // Kept open and idle, they must not keep the next one out.
  std::vector<std::unique_ptr<QTcpSocket>> open;
  for ( int i = 0; i < 40; ++i )
  {
    open.push_back( std::make_unique<QTcpSocket>() );
    open.back()->connectToHost( QStringLiteral( "127.0.0.1" ), static_cast<quint16>( mLoopback->port() ) );
    QVERIFY( open.back()->waitForConnected() );
  }
  const auto answer = client().Get( "/ping" );
  QVERIFY( answer );
  QCOMPARE( answer->status, 200 );
}

void TestLoopbackServer::aRequestWithoutLengthIsNotWaitedFor()
{
  QElapsedTimer timer;
  timer.start();
  const QByteArray answer = raw( "DELETE /v1/project/mergin/survey HTTP/1.1\r\nConnection: close\r\n\r\n" );
  QVERIFY2( answer.startsWith( "HTTP/1.1 401" ), answer.constData() );
  QVERIFY( timer.elapsed() < 3000 );
}

void TestLoopbackServer::rangesAreThoseOfTheServerBehind()
{
  const auto answer = client().Get( RAW, { { "Range", "bytes=2-4" } } );
  QVERIFY( answer );
  QCOMPARE( answer->status, 206 );
  QCOMPARE( answer->body, std::string( "234" ) );
  QCOMPARE( answer->get_header_value( "Content-Range" ), std::string( "bytes 2-4/10" ) );
  QCOMPARE( answer->get_header_value_count( "Content-Range" ), size_t( 1 ) );
}

void TestLoopbackServer::anOddRangeIsAnsweredAsThatServerDoes()
{
  for ( const char *range : { "bytes=0-1,5-6", "lines=1-2", "bytes=9-3", "bytes=20-30", "bytes=0-1,x" } )
  {
    const auto answer = client().Get( RAW, { { "Range", range } } );
    QVERIFY( answer );
    QCOMPARE( answer->status, 416 );
    QCOMPARE( answer->get_header_value( "Content-Range" ), std::string( "bytes */10" ) );
    QCOMPARE( answer->get_header_value( "Content-Type" ), std::string( "application/problem+json" ) );
    QVERIFY( answer->body.find( "\"status\":416" ) != std::string::npos );
  }
}

void TestLoopbackServer::headTellsTheLengthAndSendsNoBody()
{
  const auto answer = client().Head( RAW );
  QVERIFY( answer );
  QCOMPARE( answer->status, 200 );
  QCOMPARE( answer->get_header_value( "Content-Length" ), std::string( "10" ) );
  QVERIFY( answer->body.empty() );
}

//! Memory of this process that no file backs, in kilobytes.
static qint64 anonymousMemory()
{
  QFile status( QStringLiteral( "/proc/self/status" ) );
  if ( !status.open( QIODevice::ReadOnly ) )
    return -1;
  for ( const QByteArray &line : status.readAll().split( '\n' ) )
    if ( line.startsWith( "RssAnon:" ) )
      return line.mid( 8 ).trimmed().split( ' ' ).first().toLongLong();
  return -1;
}

void TestLoopbackServer::aLargeFileIsStreamedFromDisk()
{
  constexpr qint64 SIZE = 200 * 1024 * 1024;
  {
    QByteArray large( SIZE, 'x' );
    large[0] = '!';
    mServer->commit( mProject, QStringLiteral( "ann" ), { { QStringLiteral( "large.txt" ), large } } );
  }
  const qint64 before = anonymousMemory();
  qint64 received = 0;
  qint64 most = 0;
  const auto answer = client().Get( "/v1/project/raw/mergin/survey?file=large.txt",
                                    [&]( const char *, size_t length )
                                    {
                                      received += static_cast<qint64>( length );
                                      if ( received % ( 16 * 1024 * 1024 ) < 8192 )
                                        most = std::max( most, anonymousMemory() );
                                      return true;
                                    } );
  QVERIFY( answer );
  QCOMPARE( answer->status, 200 );
  QCOMPARE( received, SIZE );
  QVERIFY2( most - before < 30 * 1024, qPrintable( QStringLiteral( "%1 kB more" ).arg( most - before ) ) );
}

void TestLoopbackServer::aDroppedConnectionGivesNoAnswer()
{
  FakeFault drop;
  drop.kind = Kind::Drop;
  mServer->inject( drop );
  QCOMPARE( raw( "GET /ping HTTP/1.1\r\n\r\n" ), QByteArray() );
  QVERIFY( raw( "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n" ).startsWith( "HTTP/1.1 200" ) );
}

void TestLoopbackServer::aCutBodyClosesTheConnectionEarly()
{
  FakeFault cut;
  cut.kind = Kind::CutBody;
  cut.bytes = 4;
  mServer->inject( cut );
  const QByteArray answer = raw( "GET " + QByteArray( RAW ) + " HTTP/1.1\r\nAuthorization: Bearer " +
                                 QByteArray::fromStdString( mToken ) + "\r\n\r\n" );
  QVERIFY2( answer.contains( "Content-Length: 10\r\n" ), answer.constData() );
  QVERIFY2( answer.endsWith( "\r\n\r\n0123" ), answer.constData() );
}

void TestLoopbackServer::nothingIsCompressed()
{
  const auto answer = client().Get( "/config", { { "Accept-Encoding", "gzip, deflate" } } );
  QVERIFY( answer );
  QVERIFY( !answer->has_header( "Content-Encoding" ) );
  QVERIFY( answer->body.find( "2026.4.0" ) != std::string::npos );
}

void TestLoopbackServer::stoppingEndsIdleConnections()
{
  QTcpSocket socket;
  socket.connectToHost( QStringLiteral( "127.0.0.1" ), static_cast<quint16>( mLoopback->port() ) );
  QVERIFY( socket.waitForConnected() );
  QElapsedTimer timer;
  timer.start();
  mLoopback->stop();
  QVERIFY( timer.elapsed() < 5000 );
  QVERIFY( socket.state() == QAbstractSocket::UnconnectedState || socket.waitForDisconnected( 5000 ) );
}

QTEST_GUILESS_MAIN( TestLoopbackServer )
#include "test_loopbackserver.moc"
