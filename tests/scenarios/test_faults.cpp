// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/story.h"

using namespace syncline;

/**
 * One sync that does everything at once (a conflict, a database to install, rows to merge, one more where the server added a column,
 * additions and removals in both directions, an upload), with one thing going wrong: the n-th disk operation, the n-th request, or the program dies. Then everything works again, and one
 * more sync must end where an undisturbed one ends. SYNCLINE_ALL_FAULTS=1 tries every n, otherwise every STRIDE-th.
 */
class TestFaults : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void theStoryEndsWellWithoutFaults();
    void anyDiskOperationMayFail_data();
    void anyDiskOperationMayFail();
    void anyRequestMayFail_data();
    void anyRequestMayFail();
    void anInterruptedDownloadGoesOn_data();
    void anInterruptedDownloadGoesOn();
};

namespace
{
  constexpr int STRIDE = 5;
  constexpr int MANY_OPERATIONS = 5000; // more than the story has: a loop that never ends is a failure

  int stride() { return qEnvironmentVariableIsSet( "SYNCLINE_ALL_FAULTS" ) ? 1 : STRIDE; }

  //! Anna's folder is at v1 with edits of hers; the server is at v2.
  struct Tangle : Story
  {
      explicit Tangle( bool isV2 )
      {
        server.change( [isV2]( fake::Settings &settings )
                       { settings.hasV2Push = settings.hasV2Pull = isV2; } );
        elsewhere( { { text( "old.txt" ), "old" },
                     { text( "rows.gpkg" ), databaseBy( rows( text( "(1,'one'),(2,'two'),(3,'three')" ) ) ) },
                     { text( "wide.gpkg" ), databaseBy( rows( text( "(1,'one'),(2,'two')" ) ) ) } } ); // v2
        isReady = anna->download().has_value();
        QStringList wide = rows( text( "(1,'one'),(2,'two')" ) );
        wide << text( "ALTER TABLE notes ADD COLUMN height INTEGER" );
        elsewhere( { { text( "notes.txt" ), "ben's\n" },
                     { text( "new.txt" ), "new" },
                     { text( "more.gpkg" ), databaseOf( { text( "more" ) } ) },
                     { text( "rows.gpkg" ),
                       databaseBy( rows( text( "(1,'one'),(2,'theirs'),(4,'four'),(5,'ben')" ) ) ) },
                     { text( "wide.gpkg" ), databaseBy( wide ) },
                     { text( "trees.gpkg" ), databaseOf( { text( "elm" ) } ) } },
                   { text( "old.txt" ) } ); // v3
        anna->write( text( "notes.txt" ), "anna's\n" );
        anna->write( text( "mine.txt" ), "mine" );
        anna->writeRows( text( "own.gpkg" ), { text( "own" ) } );
        anna->run( text( "rows.gpkg" ), { text( "UPDATE notes SET note = 'mine' WHERE fid = 1" ),
                                          text( "UPDATE notes SET note = 'ours' WHERE fid = 2" ),
                                          text( "INSERT INTO notes VALUES(4,'anna')" ) } );
        anna->run( text( "wide.gpkg" ), { text( "INSERT INTO notes VALUES(3,'three')" ) } );
        anna->remove( text( "photos/a.jpg" ) );
        anna->disk.heal();
      }

      static QStringList rows( const QString &values )
      {
        return { text( "CREATE TABLE notes(fid INTEGER PRIMARY KEY, note TEXT)" ),
                 text( "INSERT INTO notes VALUES" ) + values };
      }

      //! Everything where it belongs, each edit of hers kept once.
      [[nodiscard]] QByteArray complaint()
      {
        const FileContents here = anna->files();
        if ( here != serverFiles( server, id ) )
          return "folder and server differ: " + here.keys().join( QLatin1Char( ' ' ) ).toUtf8() + " / " +
                 serverFiles( server, id ).keys().join( QLatin1Char( ' ' ) ).toUtf8();
        const FileContents wanted{ { text( "more.gpkg" ), "more" },
                                   { text( "mine.txt" ), "mine" },
                                   { text( "new.txt" ), "new" },
                                   { text( "notes.txt" ), "ben's\n" },
                                   { text( "own.gpkg" ), "own" },
                                   { text( "trees.gpkg" ), "elm" },
                                   { text( "rows.gpkg" ), "anna\nben\nfour\nmine\nours" },
                                   { text( "wide.gpkg" ), "one\nthree\ntwo" } };
        for ( auto file = wanted.begin(); file != wanted.end(); ++file )
        {
          if ( here.value( file.key(), "<missing>" ) != file.value() )
            return file.key().toUtf8() + " holds " + here.value( file.key(), "<missing>" );
        }
        const auto copies = here.keys( "anna's\n" ).size();
        if ( copies != 1 )
          return "copies of anna's edit: " + QByteArray::number( copies );
        const QStringList names = here.keys();
        const QStringList told = names.filter( text( "rows (edit conflict" ) );
        if ( told.isEmpty() || !here.value( told.first() ).contains( "theirs" ) )
          return "the lost cell is not told: " + names.join( QLatin1Char( ' ' ) ).toUtf8();
        if ( here.size() != wanted.size() + 1 + told.size() || told.size() > 2 )
          return "more files than expected: " + here.keys().join( QLatin1Char( ' ' ) ).toUtf8();
        if ( anna->has( text( ".mergin/unfinished_pull" ) ) ||
             anna->has( text( ".mergin/.engine/journal" ) ) || anna->has( text( ".mergin/.engine/push" ) ) )
          return "something is left unfinished";
        if ( anna->version() != Version( version() ) )
          return "the folder's version is " + anna->version().toString().toUtf8();
        return {};
      }

      bool isReady = false;
  };
} // namespace

void TestFaults::theStoryEndsWellWithoutFaults()
{
  for ( const bool isV2 : { false, true } )
  {
    Tangle s( isV2 );
    QVERIFY( s.isReady );
    VERIFY_OK( s.anna->sync() );
    QCOMPARE( s.complaint(), QByteArray() );
    QCOMPARE( s.version(), 4 );
  }
}

void TestFaults::anyDiskOperationMayFail_data()
{
  QTest::addColumn<int>( "fault" );
  QTest::newRow( "it fails" ) << int( FaultyDisk::Fault::Fails );
  QTest::newRow( "killed before it" ) << int( FaultyDisk::Fault::DiesBefore );
  QTest::newRow( "killed after it" ) << int( FaultyDisk::Fault::DiesAfter );
}

void TestFaults::anyDiskOperationMayFail()
{
  QFETCH( int, fault );
  int tried = 0;
  for ( int at = fault; at < MANY_OPERATIONS; at += stride() )
  {
    Tangle s( tried % 2 == 0 ); // both protocols
    s.anna->disk.arm( FaultyDisk::Fault( fault ), at );
    const Result<SyncReport> first = s.anna->sync();
    const QByteArray where = QByteArray::number( at ) + ": " + s.anna->disk.struckAt().toUtf8();
    const bool hasStruck = s.anna->disk.hasStruck();
    s.anna->disk.heal();
    if ( !hasStruck )
    {
      VERIFY_OK( first );
      qInfo( "%d of %d operations", tried, at );
      QVERIFY( tried > 20 );
      return;
    }
    ++tried;
    s.server.moveClock( std::chrono::seconds( 400 ) ); // a push that died lets go of its lock
    const Result<SyncReport> second = s.anna->sync();
    QVERIFY2( second, ( where + " -> " + ( second ? QByteArray() : whyNot( second.error() ) ) ).constData() );
    const QByteArray complaint = s.complaint();
    QVERIFY2( complaint.isEmpty(), ( where + " -> " + complaint ).constData() );
    QVERIFY2( s.version() <= 5, where.constData() ); // at most one version more than undisturbed
    const Result<SyncReport> third = s.anna->sync();
    QVERIFY2( third && third->files.isEmpty(), where.constData() );
  }
  QFAIL( "the story does not end" );
}

void TestFaults::anyRequestMayFail_data()
{
  QTest::addColumn<int>( "kind" );
  QTest::addColumn<bool>( "isV2" );
  for ( const bool isV2 : { false, true } )
  {
    const char *const dialect = isV2 ? "v2" : "v1";
    QTest::addRow( "dropped, %s", dialect ) << int( FakeFault::Kind::Drop ) << isV2;
    QTest::addRow( "answer lost, %s", dialect ) << int( FakeFault::Kind::LoseAnswer ) << isV2;
    QTest::addRow( "answer cut, %s", dialect ) << int( FakeFault::Kind::CutBody ) << isV2;
    QTest::addRow( "503, %s", dialect ) << int( FakeFault::Kind::Status ) << isV2;
    QTest::addRow( "a web page, %s", dialect ) << int( FakeFault::Kind::Html ) << isV2;
  }
}

void TestFaults::anyRequestMayFail()
{
  QFETCH( int, kind );
  QFETCH( bool, isV2 );
  for ( int nth = 1; nth < MANY_OPERATIONS; ++nth )
  {
    Tangle s( isV2 );
    s.server.clearLog();
    FakeFault fault;
    fault.kind = FakeFault::Kind( kind );
    fault.nth = nth;
    fault.times = 5; // more than anybody tries again
    fault.bytes = 1;
    s.server.inject( fault );
    const Result<SyncReport> first = s.anna->sync();
    s.server.clearFaults();
    if ( s.server.requestCount() < nth )
    {
      VERIFY_OK( first );
      QVERIFY( nth > 8 );
      return;
    }
    const QByteArray where =
      QByteArray::number( nth ) + ": " + ( first ? QByteArray( "went through" ) : whyNot( first.error() ) );
    const Result<SyncReport> second =
      s.anna->sync(); // our own push whose beginning nobody told us of locks nobody out
    QVERIFY2( second, ( where + " -> " + ( second ? QByteArray() : whyNot( second.error() ) ) ).constData() );
    const QByteArray complaint = s.complaint();
    QVERIFY2( complaint.isEmpty(), ( where + " -> " + complaint ).constData() );
    QVERIFY2( s.version() == 4, where.constData() ); // a version of our own is never made twice
  }
  QFAIL( "the story does not end" );
}

void TestFaults::anInterruptedDownloadGoesOn_data() { anyDiskOperationMayFail_data(); }

void TestFaults::anInterruptedDownloadGoesOn()
{
  QFETCH( int, fault );
  for ( int at = fault; at < MANY_OPERATIONS; at += stride() )
  {
    Story s;
    s.anna->disk.arm( FaultyDisk::Fault( fault ), at );
    const Result<SyncReport> first = s.anna->download();
    const QByteArray where = QByteArray::number( at ) + ": " + s.anna->disk.struckAt().toUtf8();
    const bool hasStruck = s.anna->disk.hasStruck();
    s.anna->disk.heal();
    if ( !hasStruck )
    {
      VERIFY_OK( first );
      QVERIFY( at > 50 );
      return;
    }
    const bool isProject = s.anna->has( text( ".mergin/mergin.json" ) );
    const Result<SyncReport> second = isProject ? s.anna->sync() : s.anna->download();
    QVERIFY2( second, ( where + " -> " + ( second ? QByteArray() : whyNot( second.error() ) ) ).constData() );
    QVERIFY2( s.anna->files() == serverFiles( s.server, s.id ), where.constData() );
    QVERIFY2( s.anna->version() == Version( 1 ), where.constData() );
  }
  QFAIL( "the story does not end" );
}

QTEST_GUILESS_MAIN( TestFaults )
#include "test_faults.moc"
