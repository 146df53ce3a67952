// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"
#include "tests/support/fakeserver/fakeserver.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;
using namespace syncline::fake;

class TestFakeState : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void init();
    void everythingOutlivesARestart();
    void aPushGoesOnAfterARestart();
    void aTokenIsGoodAfterARestart();
    void leftoversOfAKilledServerAreSweptUp();
    void memoryAndDiskAnswerAlike();

  private:
    void restart()
    {
      mServer.reset();
      mServer = std::make_unique<FakeServer>( settings() );
    }
    Settings settings() const
    {
      Settings made;
      made.dataDir = mFolder->path();
      return made;
    }
    FakeCaller as( const char *user ) const { return FakeCaller( *mServer, QLatin1String( user ) ); }

    std::unique_ptr<QTemporaryDir> mFolder;
    std::unique_ptr<FakeServer> mServer;
    QString mProject;
};

static const QString SURVEY = QStringLiteral( "survey" );

void TestFakeState::init()
{
  mServer.reset();
  mFolder = std::make_unique<QTemporaryDir>();
  restart();
  mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  mServer->addUser( QStringLiteral( "ben" ), QStringLiteral( "Topsecret1!" ) );
  mProject = mServer->createProject( SURVEY, QStringLiteral( "ann" ) );
}

void TestFakeState::everythingOutlivesARestart()
{
  mServer->setProjectRole( mProject, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
  QCOMPARE(
    as( "ann" )
      .push( SURVEY, 0, { { QStringLiteral( "a.txt" ), "one" }, { QStringLiteral( "b/c.txt" ), "two" } } )
      .status,
    200 );
  QCOMPARE( as( "ann" ).pushV2( mProject, 1, { { QStringLiteral( "d.txt" ), "three" } } ).status, 201 );
  const QByteArray detail = as( "ann" ).get( "/v1/project/mergin/survey?since=v0" ).content();
  const QByteArray history =
    as( "ann" ).get( "/v1/project/versions/paginated/mergin/survey?page=1&per_page=9" ).content();
  const auto files = mServer->files( mProject );
  QVERIFY( QDir( mFolder->filePath( QStringLiteral( "chunks" ) ) ).isEmpty() );

  restart();

  QCOMPARE( as( "ann" ).get( "/v1/project/mergin/survey?since=v0" ).content(), detail );
  QCOMPARE( as( "ann" ).get( "/v1/project/versions/paginated/mergin/survey?page=1&per_page=9" ).content(),
            history );
  QCOMPARE( mServer->files( mProject ), files );
  QCOMPARE( files.size(), 3 );
}

void TestFakeState::aPushGoesOnAfterARestart()
{
  const QMap<QString, QByteArray> file{ { QStringLiteral( "a.txt" ), "one" } };
  const FakeResponse start = as( "ann" ).startPush( SURVEY, 0, file );
  const QByteArray transaction =
    FakeCaller::objectIn( start )[QLatin1String( "transaction" )].toString().toLatin1();
  const QByteArray chunk =
    QCryptographicHash::hash( "a.txt", QCryptographicHash::Sha1 ).toHex(); // as FakeCaller names it
  QCOMPARE( as( "ann" ).send( "POST", "/v1/project/push/chunk/" + transaction + '/' + chunk, "one" ).status,
            200 );

  restart();

  QCOMPARE( as( "ben" ).startPush( SURVEY, 0, file ).status, 400 );
  QCOMPARE( as( "ann" ).send( "POST", "/v1/project/push/finish/" + transaction ).status, 200 );
  QCOMPARE( mServer->files( mProject ), file );
}

void TestFakeState::aTokenIsGoodAfterARestart()
{
  const QByteArray token = mServer->tokenFor( QStringLiteral( "ann" ) );
  restart();
  const FakeRequest request{ "GET", "/v1/user/profile", { { "Authorization", "Bearer " + token } }, {} };
  QCOMPARE( mServer->handle( request ).status, 200 );
}

void TestFakeState::leftoversOfAKilledServerAreSweptUp()
{
  mServer->commit( mProject, QStringLiteral( "ann" ), { { QStringLiteral( "a.txt" ), "one" } } );
  for ( const char *name :
        { "/tmp/half", "/files/0123456789012345678901234567890123456789", "/chunks/stray" } )
  {
    QFile stray( mFolder->path() + QLatin1String( name ) );
    QVERIFY( stray.open( QIODevice::WriteOnly ) );
    stray.write( "half" );
  }
  restart();
  QCOMPARE( QDir( mFolder->filePath( QStringLiteral( "files" ) ) ).entryList( QDir::Files ).size(), 1 );
  QVERIFY( QDir( mFolder->filePath( QStringLiteral( "tmp" ) ) ).isEmpty() );
  QVERIFY( QDir( mFolder->filePath( QStringLiteral( "chunks" ) ) ).isEmpty() );
  QCOMPARE( mServer->files( mProject ).value( QStringLiteral( "a.txt" ) ), QByteArray( "one" ) );
}

void TestFakeState::memoryAndDiskAnswerAlike()
{
  FakeServer memory;
  memory.addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  memory.commit( memory.createProject( SURVEY, QStringLiteral( "ann" ) ), QStringLiteral( "ann" ),
                 { { QStringLiteral( "a.txt" ), "0123456789" } } );
  mServer->commit( mProject, QStringLiteral( "ann" ), { { QStringLiteral( "a.txt" ), "0123456789" } } );
  const FakeCaller other( memory, QStringLiteral( "ann" ) );
  for ( const QByteArray &range : { QByteArray(), QByteArray( "bytes=2-4" ), QByteArray( "bytes=7-" ),
                                    QByteArray( "bytes=-3" ), QByteArray( "bytes=20-" ) } )
  {
    const FakeHeaders headers{ { "Range", range } };
    const QByteArray target = "/v1/project/raw/mergin/survey?file=a.txt";
    QCOMPARE( as( "ann" ).get( target, headers ).content(), other.get( target, headers ).content() );
    QCOMPARE( as( "ann" ).get( target, headers ).headers, other.get( target, headers ).headers );
  }
}

QTEST_GUILESS_MAIN( TestFakeState )
#include "test_fakestate.moc"
