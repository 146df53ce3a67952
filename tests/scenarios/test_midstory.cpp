// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/story.h"
#include "tests/support/fakecaller.h"

#include <algorithm>

using namespace syncline;

namespace
{
  const QString TREES = QStringLiteral( "trees.gpkg" );
  const QString NOTES = QStringLiteral( "notes.txt" );

  //! Something that happens to a project while somebody syncs it.
  enum class Event
  {
    None,
    BecomesReader,
    IsThrownOut,
    TokenEnds,
    OthersPush,
    IsRenamed,
    IsLocked,
    IsRemoved,
    QuotaIsReached,
    ServerGoesBack
  };

  const QMap<Event, const char *> EVENTS = { { Event::BecomesReader, "becomes a reader" },
                                             { Event::IsThrownOut, "is thrown out" },
                                             { Event::TokenEnds, "the token ends" },
                                             { Event::OthersPush, "others push" },
                                             { Event::IsRenamed, "the project is renamed" },
                                             { Event::IsLocked, "the project is locked" },
                                             { Event::IsRemoved, "the project is removed for good" },
                                             { Event::QuotaIsReached, "the quota is reached" },
                                             { Event::ServerGoesBack, "the server goes back" } };

  //! Anna edited a database, a text and a photo and made a file; ben's edits of other things are on the server already.
  struct Day : Story
  {
      explicit Day( bool isV2 )
      {
        server.change(
          [isV2]( fake::Settings &settings )
          {
            settings.hasV2Push = isV2;
            settings.hasV2Pull = isV2;
            settings.defaultRole = fake::Role::None;
          } );
        server.setProjectRole( id, text( "ben" ), text( "owner" ) );
        server.setProjectRole( id, text( "anna" ), text( "writer" ) );
        isReady = anna->download().has_value();
        elsewhere( { { TREES, databaseOf( { text( "oak" ), text( "ash" ), text( "fir" ) } ) },
                     { text( "bens.txt" ), "ben's\n" } } );
        anna->writeRows( TREES, { text( "oak" ), text( "ash" ), text( "elm" ) } );
        anna->write( NOTES, "anna's notes\n" );
        anna->write( text( "photos/b.jpg" ), "anna's photo" );
      }

      //! At anna's n-th request, just before it goes out.
      void arrange( Event event, int nth )
      {
        anna->onRequest = [this, event, nth]( const QByteArray & )
        {
          if ( ++mRequests != nth )
            return;
          bensCameBefore = anna->has( text( "bens.txt" ) );
          strike( event );
        };
      }
      void strike( Event event );
      void undo( Event event );

      //! A row is in some database of anna's folder, and a text in some file of it.
      bool isRowKept( const QString &row ) const
      {
        const FileContents files = anna->files();
        return std::any_of( files.begin(), files.end(),
                            [&row]( const QByteArray &content )
                            { return content.split( '\n' ).contains( row.toUtf8() ); } );
      }
      bool isTextKept( const QByteArray &content ) const
      {
        return anna->files().values().contains( content );
      }
      int requests() const { return mRequests; }

      bool isReady = false;
      bool bensCameBefore = false;

    private:
      FakeCaller asBen() { return FakeCaller( server, text( "ben" ) ); }

      int mRequests = 0;
  };

  void Day::strike( Event event )
  {
    const QByteArray address = "/v2/projects/" + id.toLatin1();
    switch ( event )
    {
      case Event::None:
        return;
      case Event::BecomesReader:
        return server.setProjectRole( id, text( "anna" ), text( "reader" ) );
      case Event::IsThrownOut:
        return server.setProjectRole( id, text( "anna" ), QString() );
      case Event::TokenEnds:
        server.moveClock( std::chrono::hours( 13 ) );
        return anna->letTokenEnd();
      case Event::OthersPush:
        return elsewhere( { { text( "photos/a.jpg" ), "jpg two" },
                            { TREES, databaseOf( { text( "oak tree" ), text( "ash" ), text( "fir" ) } ) } } );
      case Event::IsRenamed:
        QVERIFY( asBen().send( "PATCH", address, R"({"name":"survey of today"})" ).status < 300 );
        return;
      case Event::IsLocked:
        return server.lockProject( id, QDateTime::currentDateTimeUtc().addDays( 1 ) );
      case Event::IsRemoved:
        QVERIFY( asBen().send( "DELETE", address ).status < 300 );
        return;
      case Event::QuotaIsReached:
        return server.change( []( fake::Settings &settings ) { settings.quotaBytes = 1; } );
      case Event::ServerGoesBack:
        return server.goBack( id, 1 );
    }
  }

  void Day::undo( Event event )
  {
    anna->signIn();
    server.setProjectRole( id, text( "anna" ), event == Event::IsRemoved ? QString() : text( "writer" ) );
    server.lockProject( id, QDateTime() );
    server.change( []( fake::Settings &settings ) { settings.quotaBytes = fake::Settings().quotaBytes; } );
  }
} // namespace

/**
 * At each request of a sync in turn something happens to the project, the person or the server. Whatever the sync then says, nothing
 * that anybody wrote is nowhere, and once the trouble is over the next sync brings everybody together.
 */
class TestMidStory : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void nothingIsLostWhateverHappensMeanwhile_data();
    void nothingIsLostWhateverHappensMeanwhile();
    void aServerThatWentBackGetsWhatItLost_data() { dialects(); }
    void aServerThatWentBackGetsWhatItLost();
    void aServerThatWentBackAndOnAgainIsSeen_data() { dialects(); }
    void aServerThatWentBackAndOnAgainIsSeen();
    void anotherPastOutOfScopeIsToldOnce();
    void anotherPastThatAReaderCannotMendIsToldOnce();
    void aServerThatWasOnlyLateIsBelievedLater();
    void aFileThatIsListedBadlyOnceIsStillKnown_data() { dialects(); }
    void aFileThatIsListedBadlyOnceIsStillKnown();
    void aFileThatIsListedWellAgainIsNoOtherPast();
    void aServerThatWentBackAndListsBadlyGetsNothingOnTop();

  private:
    static void dialects()
    {
      QTest::addColumn<bool>( "isV2" );
      QTest::newRow( "v1" ) << false;
      QTest::newRow( "v2" ) << true;
    }
};

void TestMidStory::nothingIsLostWhateverHappensMeanwhile_data()
{
  QTest::addColumn<int>( "event" );
  QTest::addColumn<bool>( "isV2" );
  for ( auto event = EVENTS.begin(); event != EVENTS.end(); ++event )
    for ( const bool isV2 : { false, true } )
      QTest::addRow( "%s, %s", event.value(), isV2 ? "v2" : "v1" ) << int( event.key() ) << isV2;
}

void TestMidStory::nothingIsLostWhateverHappensMeanwhile()
{
  QFETCH( const int, event );
  QFETCH( const bool, isV2 );
  const Event what = Event( event );
  Day undisturbed( isV2 );
  QVERIFY( undisturbed.isReady );
  undisturbed.arrange( Event::None, 0 );
  VERIFY_OK( undisturbed.anna->sync() );
  const int requests = undisturbed.requests();
  QVERIFY( requests > 3 );
  for ( int nth = 1; nth <= requests; ++nth )
  {
    Day day( isV2 );
    day.arrange( what, nth );
    const Result<SyncReport> first = day.anna->sync();
    day.anna->onRequest = {};
    const QString when = QStringLiteral( "request %1: %2" )
                           .arg( nth )
                           .arg( first ? QStringLiteral( "synced" ) : toLogLine( first.error() ) );
    if ( !first )
      QVERIFY2( first.error().kind != ErrorKind::Bug && first.error().kind != ErrorKind::MalformedReply &&
                  first.error().kind != ErrorKind::DamagedMetadata,
                qPrintable( when ) );
    if ( what == Event::TokenEnds && nth < requests )
      QVERIFY2( !first && first.error().kind == ErrorKind::Unauthorized, qPrintable( when ) );
    QVERIFY2( day.isRowKept( text( "elm" ) ), qPrintable( when ) );
    QVERIFY2( day.isTextKept( "anna's notes\n" ) && day.isTextKept( "anna's photo" ), qPrintable( when ) );
    if ( what == Event::IsRemoved )
    {
      const Result<SyncReport> again = day.anna->sync();
      QVERIFY2( again.has_value() || again.error().kind == ErrorKind::NotFound, qPrintable( when ) );
      continue;
    }

    day.undo( what );
    for ( int sync = 0; sync < 2; ++sync )
    {
      const Result<SyncReport> later = day.anna->sync();
      QVERIFY2( later, qPrintable( when + ( later ? QString() : toLogLine( later.error() ) ) ) );
    }
    QVERIFY2( day.anna->files() == serverFiles( day.server, day.id ), qPrintable( when ) );
    QVERIFY2( day.isRowKept( text( "elm" ) ), qPrintable( when ) );
    QVERIFY2( day.isTextKept( "anna's notes\n" ) && day.isTextKept( "anna's photo" ), qPrintable( when ) );
    if ( what != Event::ServerGoesBack || day.bensCameBefore )
      QVERIFY2( day.isRowKept( text( "fir" ) ) && day.isTextKept( "ben's\n" ), qPrintable( when ) );
    if ( what == Event::OthersPush )
      QVERIFY2( day.isRowKept( text( "oak tree" ) ) && day.isTextKept( "jpg two" ), qPrintable( when ) );
  }
}

void TestMidStory::aServerThatWentBackGetsWhatItLost()
{
  QFETCH( const bool, isV2 );
  Day day( isV2 );
  VERIFY_OK( day.anna->sync() );
  const FileContents before = day.anna->files();
  day.anna->write( NOTES, "written after the backup was restored\n" );
  day.server.goBack( day.id, 1 );
  const Result<SyncReport> report = day.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ).number(), 1 );
  QVERIFY( day.isRowKept( text( "elm" ) ) && day.isRowKept( text( "fir" ) ) );
  for ( const char *content :
        { "written after the backup was restored\n", "anna's photo", "ben's\n", "jpg one" } )
    QVERIFY2( day.isTextKept( content ), content );
  QCOMPARE( day.anna->files(), serverFiles( day.server, day.id ) );
  const Result<SyncReport> again = day.anna->sync();
  VERIFY_OK( again );
  QVERIFY( !again->serverWentBackTo );
  QVERIFY( again->files.isEmpty() );
}

void TestMidStory::aServerThatWentBackAndOnAgainIsSeen()
{
  QFETCH( const bool, isV2 );
  Day day( isV2 );
  VERIFY_OK( day.anna->sync() );
  const int mine = day.version();
  day.server.goBack( day.id, mine - 1 );
  day.elsewhere( { { NOTES, "another version of the same number\n" } } );
  QCOMPARE( day.version(), mine );
  const Result<SyncReport> report = day.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ).number(), mine );
  QVERIFY( day.isRowKept( text( "elm" ) ) && day.isRowKept( text( "fir" ) ) );
  for ( const char *content : { "anna's notes\n", "another version of the same number\n", "anna's photo" } )
    QVERIFY2( day.isTextKept( content ), content );
  QCOMPARE( day.anna->files(), serverFiles( day.server, day.id ) );
  const Result<SyncReport> again = day.anna->sync();
  VERIFY_OK( again );
  QVERIFY( !again->serverWentBackTo );
}

void TestMidStory::anotherPastOutOfScopeIsToldOnce()
{
  Story s;
  VERIFY_OK( s.anna->download( { text( "*.txt" ) } ) );
  s.elsewhere( { { text( "photos/a.jpg" ), "jpg two" } } );
  VERIFY_OK( s.anna->sync() );
  s.server.goBack( s.id, 1 );
  s.elsewhere( { { text( "photos/a.jpg" ), "jpg of another v2" } } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ).number(), 2 );
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( !again->serverWentBackTo );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg of another v2" ) );
}

void TestMidStory::anotherPastThatAReaderCannotMendIsToldOnce()
{
  Story s;
  s.server.change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Reader; } );
  s.server.setProjectRole( s.id, text( "ben" ), text( "owner" ) );
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "bens.txt" ), "ben's\n" } } );
  VERIFY_OK( s.anna->sync() );
  s.server.goBack( s.id, 1 );
  s.elsewhere( {}, { text( "photos/a.jpg" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ).number(), 2 );
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( !again->serverWentBackTo );
  QCOMPARE( s.anna->read( text( "bens.txt" ) ), QByteArray( "ben's\n" ) );
  QCOMPARE( s.anna->read( text( "photos/a.jpg" ) ), QByteArray( "jpg one" ) );
}

void TestMidStory::aServerThatWasOnlyLateIsBelievedLater()
{
  Day day( false );
  VERIFY_OK( day.anna->sync() );
  const FileContents before = day.anna->files();
  FakeFault late; // one of several servers behind one address has not heard of the last version
  late.kind = FakeFault::Kind::Rewrite;
  late.pathPattern = text( "/v1/project/*" );
  const QByteArray latest = '"' + Version( day.version() ).toString().toUtf8() + '"';
  late.rewrite = [latest]( FakeResponse &answer ) { answer.body.replace( latest, "\"v1\"" ); };
  day.server.inject( late );
  const Result<SyncReport> report = day.anna->sync();
  VERIFY_OK( report );
  QVERIFY( !report->serverWentBackTo );
  QCOMPARE( day.anna->files(), before );
}

void TestMidStory::aFileThatIsListedBadlyOnceIsStillKnown()
{
  QFETCH( const bool, isV2 );
  Story s;
  s.server.change( [isV2]( fake::Settings &settings ) { settings.hasV2Push = isV2; } );
  VERIFY_OK( s.anna->download() );
  const QByteArray good = s.onServer( text( "trees.gpkg" ) );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  s.server.claim( s.id, text( "trees.gpkg" ), QString(), good.size() );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QVERIFY( !report->serverWentBackTo );
  QCOMPARE( report->of( FileEvent::NotUploaded ).size(), 1 ); // which says more than that it is not installed
  QVERIFY( report->of( FileEvent::NotInstalled ).isEmpty() );
  QCOMPARE( s.version(), 1 );
  // Metadata that are lost meanwhile are made anew with it.
  s.anna->remove( text( ".mergin/mergin.json" ) );
  s.server.claim( s.id, text( "trees.gpkg" ), sha1Of( good ).toString(), good.size() );
  const Result<SyncReport> later = s.anna->sync();
  VERIFY_OK( later );
  QVERIFY( !later->serverWentBackTo );
  QVERIFY( later->of( FileEvent::ConflictCopyKept ).isEmpty() );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( serverFiles( s.server, s.id ).value( text( "trees.gpkg" ) ), QByteArray( "ash\nelm\noak" ) );
}

void TestMidStory::aFileThatIsListedWellAgainIsNoOtherPast()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "new.txt" ), "new" }, { text( "notes.txt" ), "two\n" } } );
  s.server.claim( s.id, text( "new.txt" ), text( "none" ), 3 );
  s.server.claim( s.id, text( "notes.txt" ), text( "none" ), 4 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->version(), Version( 2 ) );
  s.anna->write( text( "photos/a.jpg" ), "jpg mine" );
  s.server.claim( s.id, text( "new.txt" ), sha1Of( "new" ).toString(), 3 );
  s.server.claim( s.id, text( "notes.txt" ), sha1Of( "two\n" ).toString(), 4 );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QVERIFY( !report->serverWentBackTo );
  QVERIFY( report->of( FileEvent::ConflictCopyKept ).isEmpty() );
  QCOMPARE( s.anna->read( text( "new.txt" ) ), QByteArray( "new" ) );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestMidStory::aServerThatWentBackAndListsBadlyGetsNothingOnTop()
{
  Story s;
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  VERIFY_OK( s.anna->download() );
  const QByteArray good = s.onServer( text( "trees.gpkg" ) );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  s.server.goBack( s.id, 1 );
  s.server.claim( s.id, text( "trees.gpkg" ), QString(), good.size() );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ), Version( 1 ) );
  QCOMPARE( s.onServer( text( "trees.gpkg" ) ), good );
  QCOMPARE( s.onServer( text( "other.txt" ) ), QByteArray( "2" ) );
  s.server.claim( s.id, text( "trees.gpkg" ), sha1Of( good ).toString(), good.size() );
  const Result<SyncReport> later = s.anna->sync();
  VERIFY_OK( later );
  QVERIFY( later->of( FileEvent::ConflictCopyKept ).isEmpty() );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( serverFiles( s.server, s.id ).value( text( "trees.gpkg" ) ), QByteArray( "ash\nelm\noak" ) );
}

QTEST_GUILESS_MAIN( TestMidStory )
#include "test_midstory.moc"
