// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <QUrl>

#include <httplib.h>

using namespace syncline;

class TestDevserver : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void cleanup()
    {
      if ( mProcess )
        kill();
      mProcess.reset();
    }

    void saysWhereItListensAndEndsWhenAsked();
    void knowsThePeopleItWasGiven();
    void saysWhatIsWrongWithItsArguments_data();
    void saysWhatIsWrongWithItsArguments();
    void faultsComeFromItsArguments();
    void keepsEverythingInItsFolder();
    void whatItAnsweredOutlivesItsDeath();

  private:
    bool start( const QStringList &arguments );
    void kill()
    {
      mProcess->kill();
      mProcess->waitForFinished();
    }
    //! Speaks to the program as somebody who has just signed in.
    FakeCaller signIn( const QString &user, const QString &password ) const;
    FakeResponse carry( const FakeRequest &request ) const;

    std::unique_ptr<QProcess> mProcess;
    int mPort = 0;
};

static const QString PROGRAM = QStringLiteral( SYNCLINE_BIN_DIR "/syncline-devserver" );
static const QString PASSWORD = QStringLiteral( "Topsecret1!" );

bool TestDevserver::start( const QStringList &arguments )
{
  mProcess = std::make_unique<QProcess>();
  mProcess->setProcessChannelMode( QProcess::ForwardedErrorChannel );
  mProcess->start( PROGRAM, arguments );
  QByteArray line;
  while ( !line.endsWith( '\n' ) && mProcess->waitForReadyRead( 20000 ) )
    line += mProcess->readLine();
  const QByteArray before = "listening on http://127.0.0.1:";
  mPort = line.startsWith( before ) ? line.mid( before.size() ).trimmed().toInt() : 0;
  return mPort > 0;
}

FakeResponse TestDevserver::carry( const FakeRequest &request ) const
{
  httplib::Client client( "127.0.0.1", mPort );
  httplib::Request sent;
  sent.method = request.verb.toStdString();
  sent.path = request.target.toStdString();
  sent.body = request.body.toStdString();
  for ( const auto &header : request.headers )
    sent.set_header( header.first.toStdString(), header.second.toStdString() );
  const auto got = client.send( sent );
  FakeResponse response;
  response.isDropped = !got;
  response.status = got ? got->status : 0;
  response.body = got ? QByteArray::fromStdString( got->body ) : QByteArray();
  return response;
}

FakeCaller TestDevserver::signIn( const QString &user, const QString &password ) const
{
  const auto server = [this]( const FakeRequest &request ) { return carry( request ); };
  const QJsonObject who{ { QStringLiteral( "login" ), user }, { QStringLiteral( "password" ), password } };
  const FakeResponse answer = FakeCaller( server, QByteArray() ).post( "/v1/auth/login", who );
  const QJsonObject session = FakeCaller::objectIn( answer )[QLatin1String( "session" )].toObject();
  return FakeCaller( server, session[QLatin1String( "token" )].toString().toLatin1() );
}

void TestDevserver::saysWhereItListensAndEndsWhenAsked()
{
  QVERIFY( start( { QStringLiteral( "--port" ), QStringLiteral( "0" ) } ) );
  QCOMPARE( carry( { "GET", "/ping", {}, {} } ).status, 200 );
  mProcess->terminate();
  QVERIFY( mProcess->waitForFinished( 10000 ) );
  QCOMPARE( mProcess->exitStatus(), QProcess::NormalExit );
  QCOMPARE( mProcess->exitCode(), 0 );
}

void TestDevserver::knowsThePeopleItWasGiven()
{
  QVERIFY( start( { QStringLiteral( "--user" ), QStringLiteral( "root:secret:r@example.org:superuser" ),
                    QStringLiteral( "--user" ), QStringLiteral( "ann:Topsecret1!" ),
                    QStringLiteral( "--default-role" ), QStringLiteral( "guest" ),
                    QStringLiteral( "--workspace" ), QStringLiteral( "team" ), QStringLiteral( "--v2-pull" ),
                    QStringLiteral( "on" ), QStringLiteral( "--v2-push" ), QStringLiteral( "off" ) } ) );
  const auto roleOf = []( const FakeCaller &caller )
  {
    const QJsonArray mine =
      FakeCaller::objectIn( caller.get( "/v1/user/profile" ) )[QLatin1String( "workspaces" )].toArray();
    return mine.at( 0 ).toObject()[QLatin1String( "name" )].toString() + QLatin1Char( ':' ) +
           mine.at( 0 ).toObject()[QLatin1String( "role" )].toString();
  };
  QCOMPARE( roleOf( signIn( QStringLiteral( "r@example.org" ), QStringLiteral( "secret" ) ) ),
            QStringLiteral( "team:owner" ) );
  QCOMPARE( roleOf( signIn( QStringLiteral( "ann" ), PASSWORD ) ), QStringLiteral( "team:guest" ) );
  const QJsonObject config = FakeCaller::objectIn( carry( { "GET", "/config", {}, {} } ) );
  QCOMPARE( config[QLatin1String( "v2_pull_enabled" )], QJsonValue( true ) );
  QCOMPARE( config[QLatin1String( "v2_push_enabled" )], QJsonValue( false ) );
}

void TestDevserver::saysWhatIsWrongWithItsArguments_data()
{
  QTest::addColumn<QStringList>( "arguments" );
  QTest::newRow( "a user without password" )
    << QStringList{ QStringLiteral( "--user" ), QStringLiteral( "ann" ) };
  QTest::newRow( "an unknown fault" )
    << QStringList{ QStringLiteral( "--fault" ), QStringLiteral( "1:burn" ) };
  QTest::newRow( "an unknown role" ) << QStringList{ QStringLiteral( "--default-role" ),
                                                     QStringLiteral( "boss" ) };
  QTest::newRow( "no port" ) << QStringList{ QStringLiteral( "--port" ), QStringLiteral( "70000" ) };
}

void TestDevserver::saysWhatIsWrongWithItsArguments()
{
  QFETCH( QStringList, arguments );
  QProcess process;
  process.start( PROGRAM, arguments );
  QVERIFY( process.waitForFinished( 10000 ) );
  QVERIFY( process.exitCode() != 0 );
  QVERIFY( process.readAllStandardError().contains( arguments.first().toLatin1() ) );
}

void TestDevserver::faultsComeFromItsArguments()
{
  QVERIFY(
    start( { QStringLiteral( "--fault" ), QStringLiteral( "2:status=503@/ping" ), QStringLiteral( "--fault" ),
             QStringLiteral( "*:drop@/config" ), QStringLiteral( "--latency" ), QStringLiteral( "150" ) } ) );
  QElapsedTimer timer;
  timer.start();
  QCOMPARE( carry( { "GET", "/ping", {}, {} } ).status, 200 );
  QVERIFY( timer.elapsed() >= 150 );
  QCOMPARE( carry( { "GET", "/ping", {}, {} } ).status, 503 );
  QCOMPARE( carry( { "GET", "/ping", {}, {} } ).status, 200 );
  QVERIFY( carry( { "GET", "/config", {}, {} } ).isDropped );
}

void TestDevserver::keepsEverythingInItsFolder()
{
  const QTemporaryDir folder;
  const QStringList arguments{ QStringLiteral( "--data" ),         folder.path(),
                               QStringLiteral( "--user" ),         QStringLiteral( "ann:Topsecret1!" ),
                               QStringLiteral( "--default-role" ), QStringLiteral( "admin" ) };
  QVERIFY( start( arguments ) );
  const FakeCaller before = signIn( QStringLiteral( "ann" ), PASSWORD );
  QCOMPARE(
    before.post( "/v1/project/mergin", { { QStringLiteral( "name" ), QStringLiteral( "survey" ) } } ).status,
    200 );
  QCOMPARE( before.push( QStringLiteral( "survey" ), 0, { { QStringLiteral( "a.txt" ), "one" } } ).status,
            200 );
  kill();
  QVERIFY( start( arguments ) );
  const FakeCaller after = signIn( QStringLiteral( "ann" ), PASSWORD );
  QCOMPARE( after.get( "/v1/project/raw/mergin/survey?file=a.txt" ).body, QByteArray( "one" ) );
  QCOMPARE( before.get( "/v1/project/mergin/survey" ).status, 200 ); // the old token too
}

void TestDevserver::whatItAnsweredOutlivesItsDeath()
{
  const QTemporaryDir folder;
  const QStringList arguments{ QStringLiteral( "--data" ),         folder.path(),
                               QStringLiteral( "--user" ),         QStringLiteral( "ann:Topsecret1!" ),
                               QStringLiteral( "--default-role" ), QStringLiteral( "admin" ) };
  QVERIFY( start( arguments ) );
  QCOMPARE( signIn( QStringLiteral( "ann" ), PASSWORD )
              .post( "/v1/project/mergin", { { QStringLiteral( "name" ), QStringLiteral( "survey" ) } } )
              .status,
            200 );
  const QByteArray content( 300000, 'x' );
  int answered = 0; // newest version that a client was told of
  for ( int round = 0; round < 5; ++round )
  {
    const FakeCaller ann = signIn( QStringLiteral( "ann" ), PASSWORD );
    QTimer::singleShot( 60 + 23 * round, mProcess.get(), &QProcess::kill ); // somewhere in the pushes
    for ( int i = 0; i < 1000 && mProcess->state() == QProcess::Running; ++i )
    {
      const QString path = QStringLiteral( "%1-%2.txt" ).arg( round ).arg( i );
      if ( ann.push( QStringLiteral( "survey" ), answered, { { path, content + path.toLatin1() } } ).status !=
           200 )
        break;
      ++answered;
      QCoreApplication::processEvents();
    }
    kill();
    QVERIFY( start( arguments ) );
    const FakeCaller again = signIn( QStringLiteral( "ann" ), PASSWORD );
    const QJsonObject detail = FakeCaller::objectIn( again.get( "/v1/project/mergin/survey" ) );
    const int version = detail[QLatin1String( "version" )].toString().mid( 1 ).toInt();
    QVERIFY2( version == answered || version == answered + 1,
              qPrintable( QStringLiteral( "v%1 after %2" ).arg( version ).arg( answered ) ) );
    for ( const QJsonValue &file : detail[QLatin1String( "files" )].toArray() )
    {
      const QString path = file.toObject()[QLatin1String( "path" )].toString();
      const QByteArray bytes =
        again.get( "/v1/project/raw/mergin/survey?file=" + QUrl::toPercentEncoding( path ) ).body;
      QCOMPARE( QString::fromLatin1( QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ).toHex() ),
                file.toObject()[QLatin1String( "checksum" )].toString() );
    }
    for ( const QJsonValue &upload : detail[QLatin1String( "uploads" )].toArray() )
      QCOMPARE( again.send( "POST", "/v1/project/push/cancel/" + upload.toString().toLatin1() ).status, 200 );
    answered = version;
  }
  QVERIFY( answered > 0 );
}

QTEST_GUILESS_MAIN( TestDevserver )
#include "test_devserver.moc"
