// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/foldercare.h"
#include "tests/scenarios/story.h"

using namespace syncline;

/**
 * The server has our push, and its answer never came: a version of our own must not come back as somebody else's. Both ways of
 * pushing; edits go on meanwhile, and somebody else's, too.
 */
class TestLostAnswers : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void rowsAreThereOnce_data() { dialects(); }
    void rowsAreThereOnce();
    void onlyLaterEditsGoUp_data() { dialects(); }
    void onlyLaterEditsGoUp();
    void somebodyElsesRowsComeBesideOurOwn_data() { dialects(); }
    void somebodyElsesRowsComeBesideOurOwn();
    void aNewDatabaseIsNoConflict_data() { dialects(); }
    void aNewDatabaseIsNoConflict();
    void aPlainFileIsNoConflict_data() { dialects(); }
    void aPlainFileIsNoConflict();
    void aVersionThatAppearsLaterIsOurOwn_data() { dialects(); }
    void aVersionThatAppearsLaterIsOurOwn();
    void aVersionThatAppearsAfterAResetIsNews_data() { dialects(); }
    void aVersionThatAppearsAfterAResetIsNews();
    void aBaseFileComesBackToAFolderThatIsGone();
    void aPushThatTheServerForgotBeginsAnew_data();
    void aPushThatTheServerForgotBeginsAnew();

  private:
    static void dialects()
    {
      QTest::addColumn<bool>( "isV2" );
      QTest::newRow( "v1" ) << false;
      QTest::newRow( "v2" ) << true;
    }
};

namespace
{
  struct Lost : Story
  {
      explicit Lost( bool isV2 )
      {
        server.change( [isV2]( fake::Settings &settings ) { settings.hasV2Push = isV2; } );
        isReady = anna->download().has_value();
      }
      //! Anna's sync reaches the server; from the answer that ends the push on, nothing comes back.
      [[nodiscard]] bool loseTheAnswer()
      {
        return makesAVersionAndFails(
          [this]
          {
            inject( FakeFault::Kind::LoseAnswer );
            FakeFault dropped;
            dropped.kind = FakeFault::Kind::Drop;
            dropped.nth = 2;
            dropped.times = 0;
            server.inject( dropped );
          } );
      }
      /**
       * A gateway gives up, and the server goes on with the version: asked at once, it knows nothing of it. What it says then is
       * changed on the way; the version is there when this ends.
       */
      [[nodiscard]] bool makeTheVersionLate()
      {
        return makesAVersionAndFails(
          [this]
          {
            inject( FakeFault::Kind::LoseAnswer );
            FakeFault late;
            late.kind = FakeFault::Kind::Rewrite;
            late.pathPattern = text( "/v1/project/by_uuid/*" );
            late.rewrite = []( FakeResponse &answer ) { answer.body.replace( "\"v2\"", "\"v1\"" ); };
            server.inject( late );
          } );
      }
      //! Something goes wrong with the request of anna's next sync that makes the version.
      void atTheVersion( const std::function<void()> &goesWrong )
      {
        mVersionRequests = 0;
        anna->onRequest = [this, goesWrong]( const QByteArray &path )
        {
          const bool isCheck =
            path.endsWith( "/versions" ) && ++mVersionRequests == 1; // asks, and makes nothing
          if ( isCheck || ( !path.contains( "push/finish/" ) && !path.endsWith( "/versions" ) ) )
            return;
          goesWrong();
          anna->onRequest = {};
        };
      }
      [[nodiscard]] bool makesAVersionAndFails( const std::function<void()> &goesWrong )
      {
        atTheVersion( goesWrong );
        const int before = version();
        const bool hasFailed = !anna->sync().has_value();
        server.clearFaults();
        return hasFailed && version() == before + 1;
      }
      void inject( FakeFault::Kind kind, int times = 1 )
      {
        FakeFault fault;
        fault.kind = kind;
        fault.times = times;
        server.inject( fault );
      }
      bool isReady = false;
      int mVersionRequests = 0;
  };

  QStringList sorted( QStringList list )
  {
    list.sort();
    return list;
  }
} // namespace

void TestLostAnswers::rowsAreThereOnce()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  QVERIFY( s.isReady );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  QVERIFY( s.loseTheAnswer() );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), sorted( { text( "oak" ), text( "ash" ), text( "elm" ) } ) );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestLostAnswers::onlyLaterEditsGoUp()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  QVERIFY( s.loseTheAnswer() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm tree" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ),
            sorted( { text( "oak" ), text( "ash" ), text( "elm tree" ) } ) );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestLostAnswers::somebodyElsesRowsComeBesideOurOwn()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  VERIFY_OK( s.ben->download() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  QVERIFY( s.loseTheAnswer() );
  VERIFY_OK( s.ben->sync() );
  s.ben->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ), text( "fir" ) } );
  VERIFY_OK( s.ben->sync() );
  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ),
            sorted( { text( "oak" ), text( "ash" ), text( "elm" ), text( "fir" ) } ) );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestLostAnswers::aNewDatabaseIsNoConflict()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  s.anna->writeRows( text( "own.gpkg" ), { text( "one" ) } );
  QVERIFY( s.loseTheAnswer() );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->files().size(), 4 );
  QVERIFY( s.anna->has( text( ".mergin/own.gpkg" ) ) );
}

void TestLostAnswers::aPlainFileIsNoConflict()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  s.anna->write( text( "notes.txt" ), "mine\n" );
  QVERIFY( s.loseTheAnswer() );
  s.anna->write( text( "notes.txt" ), "mine, later\n" );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "mine, later\n" ) );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestLostAnswers::aVersionThatAppearsLaterIsOurOwn()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  QVERIFY( s.makeTheVersionLate() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm tree" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ),
            sorted( { text( "oak" ), text( "ash" ), text( "elm tree" ) } ) );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->files().size(), 3 );
  QVERIFY( !s.anna->has( text( ".mergin/.engine/doubt" ) ) );
}

void TestLostAnswers::aVersionThatAppearsAfterAResetIsNews()
{
  QFETCH( const bool, isV2 );
  Lost s( isV2 );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  QVERIFY( s.makeTheVersionLate() );
  VERIFY_OK( resetFolder( s.anna->context(), s.anna->folder(), {} ) );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), sorted( { text( "oak" ), text( "ash" ) } ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), sorted( { text( "oak" ), text( "ash" ), text( "elm" ) } ) );
}

//! It waits elsewhere while the version is made, and many a tool drops the empty folder that is left.
void TestLostAnswers::aBaseFileComesBackToAFolderThatIsGone()
{
  Lost s( true );
  s.anna->writeRows( text( "sub/own.gpkg" ), { text( "one" ) } );
  VERIFY_OK( s.anna->sync() );
  s.anna->writeRows( text( "sub/own.gpkg" ), { text( "one" ), text( "two" ) } );
  s.atTheVersion( [&s] { s.inject( FakeFault::Kind::Drop, 0 ); } );
  QVERIFY( !s.anna->sync() );
  s.server.clearFaults();
  QVERIFY( !s.anna->has( text( ".mergin/sub/own.gpkg" ) ) );
  QVERIFY( QDir( s.anna->at( text( ".mergin" ) ) ).rmdir( text( "sub" ) ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  VERIFY_OK( s.ben->download() );
  QCOMPARE( s.ben->rows( text( "sub/own.gpkg" ) ), sorted( { text( "one" ), text( "two" ) } ) );
}

void TestLostAnswers::aPushThatTheServerForgotBeginsAnew_data()
{
  QTest::addColumn<QString>( "where" );
  QTest::newRow( "with its chunks" ) << text( "/v1/project/push/chunk/*" );
  QTest::newRow( "at its end" ) << text( "/v1/project/push/finish/*" );
}

//! A computer that slept for a while between two chunks.
void TestLostAnswers::aPushThatTheServerForgotBeginsAnew()
{
  QFETCH( QString, where );
  Lost s( false );
  QVERIFY( s.isReady );
  s.anna->write( text( "notes.txt" ), "two\n" );
  const int before = s.version();
  FakeFault forgotten;
  forgotten.kind = FakeFault::Kind::Status;
  forgotten.status = 404;
  forgotten.pathPattern = where;
  s.server.inject( forgotten );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QCOMPARE( s.version(), before + 1 );
  QVERIFY( s.server.openUploads( s.id ).isEmpty() );

  s.anna->write( text( "notes.txt" ),
                 "three\n" ); // and a server that forgets everything is not asked for ever
  forgotten.times = 0;
  s.server.inject( forgotten );
  const Result<SyncReport> endless = s.anna->sync();
  QVERIFY( !endless );
  QCOMPARE( endless.error().kind, ErrorKind::Busy );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "three\n" ) );
  s.server.clearFaults();
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "three\n" ) );
}

QTEST_GUILESS_MAIN( TestLostAnswers )
#include "test_lostanswers.moc"
