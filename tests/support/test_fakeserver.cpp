// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"
#include "tests/support/fakeserver/fakeserver.h"

#include <QtTest>

using namespace syncline;
using namespace syncline::fake;
using namespace std::chrono_literals;

class TestFakeServer : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void init();

    void aSecondPushWaitsForTheFirst();
    void anIdlePushIsTakenOver();
    void aPushAndAVersionTwoPushExcludeEachOther();
    void aPushThatBreaksInsideStaysOpenUntilItsPusherCancels();
    void aPushOnAnOldVersionIsRefusedInBothProtocols();
    void aLockedProjectTakesNothing();
    void aPushOverTheQuotaIsRefusedWithTheNumbers();
    void aPushThatFreesSpaceIsTakenAlthoughTheQuotaIsReached();
    void aTokenEndsWithItsTimeAndReadsThenBelongToAStranger();
    void maintenanceRefusesWritingAndAllowsReading();
    void aSessionCookieIsRefused();
    void aDeletedProjectKeepsItsNameForSevenDays();
    void aChunkOfVersionTwoIsGoneAfterADayAndAfterItsUse();
    void aTooLargeChunkIsRefusedAndThePushGoesOn();
    void hostilePathsAndFalseChecksumsCanBePutIntoAProject();
    void contentOfEveryVersionIsKept();
    void theLogKnowsEveryRequest();
    void anEditorMaySendChunksButNoVersion();

  private:
    FakeCaller as( const char *user ) const { return FakeCaller( *mServer, QLatin1String( user ) ); }
    std::unique_ptr<FakeServer> mServer;
    QString mProject;
};

void TestFakeServer::init()
{
  mServer = std::make_unique<FakeServer>();
  mServer->addUser( QStringLiteral( "admin" ), QStringLiteral( "topsecret" ), QString(), true );
  mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  mServer->addUser( QStringLiteral( "ben" ), QStringLiteral( "Topsecret1!" ) );
  mProject = mServer->createProject( QStringLiteral( "survey" ), QStringLiteral( "admin" ) );
}

static const QMap<QString, QByteArray> ONE_FILE{ { QStringLiteral( "a.txt" ), "one" } };

void TestFakeServer::aSecondPushWaitsForTheFirst()
{
  QCOMPARE( as( "ann" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 200 );
  const FakeResponse second = as( "ben" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE );
  QCOMPARE( second.status, 400 );
  QVERIFY( FakeCaller::detailIn( second ).startsWith( QLatin1String( "Another process is running" ) ) );
  QCOMPARE( mServer->openUploads( mProject ).size(), 1 );
}

void TestFakeServer::anIdlePushIsTakenOver()
{
  const FakeResponse first = as( "ann" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE );
  const QByteArray transaction =
    FakeCaller::objectIn( first )[QLatin1String( "transaction" )].toString().toLatin1();
  mServer->moveClock( 298s );
  QCOMPARE( as( "ben" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 400 );
  mServer->moveClock( 5s );
  QCOMPARE( as( "ben" ).push( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 200 );
  QCOMPARE( as( "ann" ).send( "POST", "/v1/project/push/finish/" + transaction ).status, 404 );
  QCOMPARE( mServer->latestVersion( mProject ), 1 );
}

void TestFakeServer::aPushAndAVersionTwoPushExcludeEachOther()
{
  QCOMPARE( as( "ann" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 200 );
  const FakeResponse other = as( "ben" ).pushV2( mProject, 0, ONE_FILE );
  QCOMPARE( other.status, 409 );
  QCOMPARE( FakeCaller::codeIn( other ), QStringLiteral( "AnotherUploadRunning" ) );
}

void TestFakeServer::aPushThatBreaksInsideStaysOpenUntilItsPusherCancels()
{
  const QJsonObject item{ { "path"_l1, "a.txt"_l1 }, { "size"_l1, 1 } }; // no checksum, no chunks
  const QJsonObject changes{ { "added"_l1, QJsonArray{ item } },
                             { "updated"_l1, QJsonArray() },
                             { "removed"_l1, QJsonArray() } };
  const QByteArray versions = "/v2/projects/" + mProject.toLatin1() + "/versions";
  QCOMPARE( as( "ann" ).post( versions, { { "version"_l1, "v0"_l1 }, { "changes"_l1, changes } } ).status,
            500 );
  QCOMPARE( FakeCaller::codeIn( as( "ann" ).pushV2( mProject, 0, ONE_FILE ) ),
            QStringLiteral( "AnotherUploadRunning" ) );
  const QStringList open = mServer->openUploads( mProject );
  QCOMPARE( open.size(), 1 );
  const QByteArray cancel = "/v1/project/push/cancel/" + open.first().toLatin1();
  QCOMPARE( as( "ben" ).send( "POST", cancel ).status, 403 );
  QCOMPARE( as( "ann" ).send( "POST", cancel ).status, 200 );
  QCOMPARE( as( "ann" ).pushV2( mProject, 0, ONE_FILE ).status, 201 );
}

void TestFakeServer::aPushOnAnOldVersionIsRefusedInBothProtocols()
{
  mServer->commit( mProject, QStringLiteral( "admin" ), ONE_FILE );
  const QMap<QString, QByteArray> other{ { QStringLiteral( "b.txt" ), "two" } };
  const FakeResponse v1 = as( "ann" ).push( QStringLiteral( "survey" ), 0, other );
  QCOMPARE( v1.status, 400 );
  QCOMPARE( FakeCaller::detailIn( v1 ), QStringLiteral( "Version mismatch" ) );
  const FakeResponse v2 = as( "ann" ).pushV2( mProject, 0, other );
  QCOMPARE( v2.status, 409 );
  QCOMPARE( FakeCaller::codeIn( v2 ), QStringLiteral( "ProjectVersionExists" ) );
  QCOMPARE( FakeCaller::objectIn( v2 )[QLatin1String( "server_version" )].toString(),
            QStringLiteral( "v1" ) );
}

void TestFakeServer::aLockedProjectTakesNothing()
{
  mServer->lockProject( mProject, QDateTime::currentDateTimeUtc().addSecs( 60 ) );
  const FakeResponse v1 = as( "ann" ).push( QStringLiteral( "survey" ), 0, ONE_FILE );
  QCOMPARE( v1.status, 422 );
  QCOMPARE( FakeCaller::codeIn( v1 ), QStringLiteral( "ProjectLocked" ) );
  QCOMPARE( as( "ann" ).pushV2( mProject, 0, ONE_FILE ).status, 423 );
  mServer->moveClock( 61s );
  QCOMPARE( as( "ann" ).push( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 200 );
}

void TestFakeServer::aPushOverTheQuotaIsRefusedWithTheNumbers()
{
  mServer->commit( mProject, QStringLiteral( "admin" ),
                   { { QStringLiteral( "old.txt" ), QByteArray( 600, 'x' ) } } );
  mServer->change( []( Settings &settings ) { settings.quotaBytes = 1000; } );
  const QMap<QString, QByteArray> large{ { QStringLiteral( "new.txt" ), QByteArray( 401, 'y' ) } };
  for ( const FakeResponse &refused : { as( "ann" ).push( QStringLiteral( "survey" ), 1, large ),
                                        as( "ann" ).pushV2( mProject, 1, large ) } )
  {
    QCOMPARE( refused.status, 422 );
    QCOMPARE( FakeCaller::codeIn( refused ), QStringLiteral( "StorageLimitHit" ) );
    QCOMPARE( FakeCaller::objectIn( refused )[QLatin1String( "current_usage" )].toInt(), 600 );
    QCOMPARE( FakeCaller::objectIn( refused )[QLatin1String( "storage_limit" )].toInt(), 1000 );
  }
  const QMap<QString, QByteArray> fitting{ { QStringLiteral( "new.txt" ), QByteArray( 400, 'y' ) } };
  QCOMPARE( as( "ann" ).push( QStringLiteral( "survey" ), 1, fitting ).status, 200 );
}

void TestFakeServer::aPushThatFreesSpaceIsTakenAlthoughTheQuotaIsReached()
{
  mServer->commit( mProject, QStringLiteral( "admin" ),
                   { { QStringLiteral( "old.txt" ), QByteArray( 600, 'x' ) } } );
  mServer->change( []( Settings &settings ) { settings.quotaBytes = 500; } );
  const QJsonObject item{ { "path"_l1, "old.txt"_l1 }, { "size"_l1, 600 }, { "checksum"_l1, QString() } };
  const QJsonObject changes{ { "added"_l1, QJsonArray() },
                             { "updated"_l1, QJsonArray() },
                             { "removed"_l1, QJsonArray{ item } } };
  const FakeResponse answer = as( "ann" ).post( "/v1/project/push/mergin/survey",
                                                { { "version"_l1, "v1"_l1 }, { "changes"_l1, changes } } );
  QCOMPARE( answer.status, 200 );
  QVERIFY( mServer->files( mProject ).isEmpty() );
}

void TestFakeServer::aTokenEndsWithItsTimeAndReadsThenBelongToAStranger()
{
  const FakeCaller ann = as( "ann" );
  QCOMPARE( ann.get( "/v1/project/mergin/survey" ).status, 200 );
  mServer->moveClock( 12h + 1s );
  QCOMPARE( ann.get( "/v1/project/mergin/survey" ).status, 403 );
  QCOMPARE( ann.get( "/v2/projects/" + mProject.toLatin1() ).status, 404 );
  QCOMPARE( ann.get( "/v1/user/profile" ).status, 401 );
  QCOMPARE( as( "ann" ).get( "/v1/user/profile" ).status, 200 );
}

void TestFakeServer::maintenanceRefusesWritingAndAllowsReading()
{
  mServer->change( []( Settings &settings ) { settings.isInMaintenance = true; } );
  QCOMPARE( as( "ann" ).startPush( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 503 );
  QCOMPARE( as( "ann" ).get( "/v1/project/mergin/survey" ).status, 200 );
  QVERIFY( FakeCaller::objectIn( as( "ann" ).get( "/ping" ) )[QLatin1String( "maintenance" )].toBool() );
}

void TestFakeServer::aSessionCookieIsRefused()
{
  const FakeRequest request{ "POST",
                             "/v1/auth/login",
                             { { "Content-Type", "application/json" }, { "Cookie", "a=b; session=xyz" } },
                             "{}" };
  const FakeResponse answer = mServer->handle( request );
  QCOMPARE( answer.status, 400 );
  QCOMPARE( FakeCaller::detailIn( answer ), QStringLiteral( "The CSRF token is missing." ) );
}

void TestFakeServer::aDeletedProjectKeepsItsNameForSevenDays()
{
  QCOMPARE( as( "admin" ).post( "/v2/projects/" + mProject.toLatin1() + "/scheduleDelete" ).status, 204 );
  const QJsonObject same{ { "name"_l1, "survey"_l1 } };
  QCOMPARE( as( "admin" ).post( "/v1/project/mergin", same ).status, 409 );
  mServer->moveClock( 24h * 7 + 1s );
  QCOMPARE( as( "admin" ).post( "/v1/project/mergin", same ).status, 200 );
  QVERIFY( mServer->projectId( QStringLiteral( "survey" ) ) != mProject );
}

void TestFakeServer::aChunkOfVersionTwoIsGoneAfterADayAndAfterItsUse()
{
  const QByteArray project = "/v2/projects/" + mProject.toLatin1();
  const FakeResponse chunk = as( "ann" ).send( "POST", project + "/chunks", "one" );
  const QString id = FakeCaller::objectIn( chunk )[QLatin1String( "id" )].toString();
  const auto commit = [&]( const QString &path, const QString &version )
  {
    const QJsonObject item{
      { "path"_l1, path }, { "size"_l1, 3 }, { "checksum"_l1, QString() }, { "chunks"_l1, QJsonArray{ id } }
    };
    const QJsonObject changes{ { "added"_l1, QJsonArray{ item } },
                               { "updated"_l1, QJsonArray() },
                               { "removed"_l1, QJsonArray() } };
    return as( "ann" )
      .post( project + "/versions", { { "version"_l1, version }, { "changes"_l1, changes } } )
      .status;
  };
  mServer->moveClock( 24h + 1s );
  QCOMPARE( commit( QStringLiteral( "a.txt" ), QStringLiteral( "v0" ) ), 422 );
  QCOMPARE( as( "ann" ).pushV2( mProject, 0, ONE_FILE ).status, 201 );
  QCOMPARE( commit( QStringLiteral( "b.txt" ), QStringLiteral( "v1" ) ), 422 );
}

void TestFakeServer::aTooLargeChunkIsRefusedAndThePushGoesOn()
{
  const QByteArray tooLarge( MAX_CHUNK_BYTES + 1, 'x' );
  const QByteArray largest( MAX_CHUNK_BYTES, 'x' );
  const FakeResponse v2 =
    as( "ann" ).send( "POST", "/v2/projects/" + mProject.toLatin1() + "/chunks", tooLarge );
  QCOMPARE( v2.status, 413 );
  QCOMPARE( FakeCaller::codeIn( v2 ), QStringLiteral( "BigChunkError" ) );
  QCOMPARE(
    as( "ann" ).push( QStringLiteral( "survey" ), 0, { { QStringLiteral( "a.txt" ), tooLarge } } ).status,
    400 );
  const QByteArray open = mServer->openUploads( mProject ).value( 0 ).toLatin1();
  QCOMPARE( as( "ann" ).send( "POST", "/v1/project/push/cancel/" + open ).status, 200 );
  QCOMPARE(
    as( "ann" ).push( QStringLiteral( "survey" ), 0, { { QStringLiteral( "a.txt" ), largest } } ).status,
    200 );
}

void TestFakeServer::hostilePathsAndFalseChecksumsCanBePutIntoAProject()
{
  const QString climbing = QStringLiteral( "../../evil.txt" );
  mServer->commit( mProject, QStringLiteral( "admin" ),
                   { { climbing, "x" }, { QStringLiteral( "a.txt" ), "one" } } );
  mServer->claim( mProject, QStringLiteral( "a.txt" ), QString( 40, QLatin1Char( '0' ) ), 99 );
  const QJsonObject detail = FakeCaller::objectIn( as( "ann" ).get( "/v1/project/mergin/survey" ) );
  QMap<QString, QJsonObject> files;
  for ( const QJsonValue &file : detail[QLatin1String( "files" )].toArray() )
    files.insert( file.toObject()[QLatin1String( "path" )].toString(), file.toObject() );
  QVERIFY( files.contains( climbing ) );
  QCOMPARE( files[QStringLiteral( "a.txt" )][QLatin1String( "size" )].toInt(), 99 );
  QCOMPARE( as( "ann" ).get( "/v1/project/raw/mergin/survey?file=a.txt" ).content(), QByteArray( "one" ) );
}

void TestFakeServer::contentOfEveryVersionIsKept()
{
  mServer->commit( mProject, QStringLiteral( "admin" ), ONE_FILE );
  mServer->commit( mProject, QStringLiteral( "admin" ), { { QStringLiteral( "a.txt" ), "two" } } );
  mServer->commit( mProject, QStringLiteral( "admin" ), {}, { QStringLiteral( "a.txt" ) } );
  QCOMPARE( as( "ann" ).get( "/v1/project/raw/mergin/survey?file=a.txt&version=v1" ).content(),
            QByteArray( "one" ) );
  QCOMPARE( as( "ann" ).get( "/v1/project/raw/mergin/survey?file=a.txt&version=v2" ).content(),
            QByteArray( "two" ) );
  QCOMPARE( as( "ann" ).get( "/v1/project/raw/mergin/survey?file=a.txt" ).status, 404 );
  QCOMPARE( mServer->files( mProject, 1 ), ONE_FILE );
}

void TestFakeServer::theLogKnowsEveryRequest()
{
  QCOMPARE( as( "ann" ).push( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 200 );
  QCOMPARE( mServer->requestCount(), 3 );
  QCOMPARE( mServer->requestCount( "POST", QStringLiteral( "/v1/project/push/chunk/*" ) ), 1 );
  QCOMPARE( mServer->requestCount( "GET", QString() ), 0 );
  QCOMPARE( mServer->log().at( 1 ).requestBytes, qint64( 3 ) );
}

void TestFakeServer::anEditorMaySendChunksButNoVersion()
{
  mServer->change( []( Settings &settings ) { settings.defaultRole = Role::Guest; } );
  mServer->setProjectRole( mProject, QStringLiteral( "ann" ), QStringLiteral( "editor" ) );
  QCOMPARE( as( "ann" ).send( "POST", "/v2/projects/" + mProject.toLatin1() + "/chunks", "one" ).status,
            200 );
  QCOMPARE( as( "ann" ).pushV2( mProject, 0, ONE_FILE ).status, 403 );
  QCOMPARE( as( "ann" ).push( QStringLiteral( "survey" ), 0, ONE_FILE ).status, 403 );
  QCOMPARE( as( "ben" ).get( "/v1/project/mergin/survey" ).status, 403 );
}

QTEST_GUILESS_MAIN( TestFakeServer )
#include "test_fakeserver.moc"
