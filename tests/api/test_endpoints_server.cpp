// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "tests/api/answers.h"

#include <QJsonArray>
#include <QTest>

using namespace syncline;

class TestEndpointsServer : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void aPingTellsTheVersion()
    {
      const Result<ServerVersion> version = endpoints::ping().decode(
        answerWith( objectOf( "{'service':'Mergin','version':'2026.4.0','status':'online'}" ) ) );
      QVERIFY( version );
      QCOMPARE( *version, ServerVersion( 2026, 4, 0 ) );
    }

    void otherServersAreNotOurs_data()
    {
      QTest::addColumn<QByteArray>( "body" );
      QTest::newRow( "a web page" ) << QByteArray( "<html><body>It works!</body></html>" );
      QTest::newRow( "nothing" ) << QByteArray();
      QTest::newRow( "a word" ) << QByteArray( "pong" );
      QTest::newRow( "a list" ) << QByteArray( "[1,2]" );
      QTest::newRow( "another service" )
        << QByteArray( "{\"service\":\"Nextcloud\",\"version\":\"30.0.1\"}" );
      QTest::newRow( "other JSON" ) << QByteArray( "{\"hello\":\"world\"}" );
    }

    void otherServersAreNotOurs()
    {
      QFETCH( QByteArray, body );
      QCOMPARE( endpoints::ping().decode( answerWith( body ) ).error().kind, ErrorKind::NotAServer );
      QCOMPARE( endpoints::serverConfig().decode( answerWith( body ) ).error().kind, ErrorKind::NotAServer );
    }

    void refusalsAreAnswersOfAStranger()
    {
      for ( const ErrorKind kind : { ErrorKind::NotFound, ErrorKind::Forbidden, ErrorKind::Unauthorized,
                                     ErrorKind::ServerRejected } )
        QCOMPARE( endpoints::ping().onError( { kind, {}, {}, {} } ).error().kind, ErrorKind::NotAServer );
      for ( const ErrorKind kind : { ErrorKind::Offline, ErrorKind::Timeout, ErrorKind::TlsFailure,
                                     ErrorKind::ServerFailure, ErrorKind::RateLimited, ErrorKind::Canceled } )
      {
        QCOMPARE( endpoints::ping().onError( { kind, {}, {}, {} } ).error().kind, kind );
        QCOMPARE( endpoints::serverConfig().onError( { kind, {}, {}, {} } ).error().kind, kind );
      }
    }

    void theConfigurationTellsWhatTheServerCan()
    {
      const QJsonObject config = objectOf(
        "{'server_type':'ce','version':'2026.4.0','major':2026,'minor':4,'fix':0,'v2_push_enabled':true,"
        "'user_self_registration':false,'blacklist_dirs':['.mergin']}" );
      const Result<ServerCapabilities> can = endpoints::serverConfig().decode( answerWith( config ) );
      QVERIFY( can );
      QCOMPARE( can->type, ServerType::Community );
      QCOMPARE( can->version, ServerVersion( 2026, 4, 0 ) );
      QVERIFY( can->hasPushV2 );
      QVERIFY( !can->hasPullV2 ); // not told: no
      QVERIFY( !can->hasSelfRegistration );
      QVERIFY( !can->hasSingleSignOn );
      QVERIFY( !can->isTooOld() );

      QCOMPARE( endpoints::serverConfig()
                  .decode( answerWith( with( config, "server_type", QStringLiteral( "ee" ) ) ) )
                  ->type,
                ServerType::Enterprise );
      QCOMPARE( endpoints::serverConfig()
                  .decode( answerWith( with( config, "server_type", QStringLiteral( "saas" ) ) ) )
                  ->type,
                ServerType::Saas );
      QVERIFY( endpoints::serverConfig()
                 .decode( answerWith( with( config, "v2_pull_enabled", true ) ) )
                 ->hasPullV2 );
    }

    void flagsDecideAndVersionsCountNumberByNumber()
    {
      const auto canWith = []( const char *version )
      {
        QJsonObject config = objectOf( "{'server_type':'ee','v2_push_enabled':false}" );
        config.insert( QStringLiteral( "version" ), QString::fromLatin1( version ) );
        return *endpoints::serverConfig().decode( answerWith( config ) );
      };
      QVERIFY( canWith( "2023.1.9" ).isTooOld() );
      QVERIFY( !canWith( "2023.2.0" ).isTooOld() );
      QVERIFY( !canWith( "2023.10" ).isTooOld() );
      QVERIFY( !canWith( "2025.10.1" ).hasPushV2 ); // new enough, but switched off
    }

    void aFlagThatIsNoneIsMalformed()
    {
      const QJsonObject config =
        objectOf( "{'server_type':'ce','version':'2026.4.0','v2_push_enabled':'yes'}" );
      QCOMPARE( endpoints::serverConfig().decode( answerWith( config ) ).error().kind,
                ErrorKind::MalformedReply );
    }

    void aServerWithoutConfigurationIsAnOldOne()
    {
      const Result<ServerCapabilities> can =
        endpoints::serverConfig().onError( { ErrorKind::NotFound, {}, {}, {} } );
      QVERIFY( can );
      QCOMPARE( can->type, ServerType::Legacy );
      QVERIFY( can->isTooOld() );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsServer )
#include "test_endpoints_server.moc"
