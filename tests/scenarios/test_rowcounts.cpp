// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/serverrows.h"
#include "tests/scenarios/plot.h"

using namespace syncline;

//! What is told of the rows of databases: before a sync, and after it.
class TestRowCounts : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void statusCountsRows();
    void statusCountsTheServersRows_data() { protocols(); }
    void statusCountsTheServersRows();
    void aLongChangesetIsNotFetchedToCountIt_data() { protocols(); }
    void aLongChangesetIsNotFetchedToCountIt();
    void mostRowsOfALayerGoOnlyAfterAWord();
    void aMergeTellsItsRowsAndTheirNewKeys_data() { protocols(); }
    void aMergeTellsItsRowsAndTheirNewKeys();
    void moreOfAChangesetThanWasAnnouncedIsNotTaken_data() { protocols(); }
    void moreOfAChangesetThanWasAnnouncedIsNotTaken();
    void roomForADatabaseBuiltOfRowsIsMadeSureOf_data() { protocols(); }
    void roomForADatabaseBuiltOfRowsIsMadeSureOf();
};

void TestRowCounts::statusCountsRows()
{
  Plot s;
  QVERIFY( s.isReady );
  s.anna->run( TREES,
               { text( "UPDATE trees SET height = 11" ), text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  const Result<ProjectStatus> status = s.anna->status( AskServer::No );
  VERIFY_OK( status );
  const QList<TableRows> rows{ { text( "trees" ), 1, 3, 0 } };
  QCOMPARE( status->rowsHere.value( TREES ), rows );
}

//! Asked about where somebody can answer; a script that removes rows has decided.
void TestRowCounts::mostRowsOfALayerGoOnlyAfterAWord()
{
  Story s;
  const auto rowsFrom = []( int first, int last )
  {
    QStringList rows;
    for ( int i = first; i <= last; ++i )
      rows << QStringLiteral( "tree %1" ).arg( i, 3, 10, QLatin1Char( '0' ) );
    return rows;
  };
  const QString trees = text( "trees.gpkg" );
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.anna->writeRows( trees, rowsFrom( 1, 50 ) );
  SyncOptions asking;
  asking.asksAboutRows = true;
  VERIFY_OK( s.anna->sync( asking ) );
  s.anna->writeRows( trees, rowsFrom( 26, 50 ) ); // half of them
  VERIFY_OK( s.anna->sync( asking ) );
  s.anna->writeRows( trees, rowsFrom( 1, 50 ) );
  VERIFY_OK( s.anna->sync( asking ) );

  s.anna->writeRows( trees, rowsFrom( 40, 50 ) );
  s.anna->write( text( "notes.txt" ), "anna's\n" );
  s.elsewhere( { { text( "photos/a.jpg" ), "jpg two" } } );
  const FileContents before = s.anna->files();
  s.server.clearLog();
  const Result<SyncReport> report = s.anna->sync( asking );
  QCOMPARE( report.error().kind, ErrorKind::MassRemoval );
  const std::optional<RowRemoval> found = s.anna->lastReport().rowRemoval;
  QVERIFY( found );
  QCOMPARE( found->path, trees );
  QCOMPARE( found->table, text( "notes" ) );
  QCOMPARE( found->removed, qint64( 39 ) );
  QCOMPARE( found->total, qint64( 50 ) );
  QCOMPARE( s.anna->files(), before ); // nothing was done
  QCOMPARE( s.server.requestCount( "POST", text( "*" ) ), 0 );

  asking.allowMassRemoval = true;
  VERIFY_OK( s.anna->sync( asking ) );
  VERIFY_OK( s.ben->sync() );
  QCOMPARE( s.ben->rows( trees ), rowsFrom( 40, 50 ) );
  QVERIFY( s.isQuiet() );
  s.ben->run( trees, { text( "DELETE FROM notes" ) } );
  VERIFY_OK( s.ben->sync() ); // nobody to ask
  QCOMPARE( rowsIn( s.ben->at( trees ) ), QStringList() );
}

//! Over several versions, what came and went again is no change; asked again, nothing is fetched.
void TestRowCounts::statusCountsTheServersRows()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  const QList<QStringList> edits{
    { text( "UPDATE trees SET height = 11 WHERE fid = 1" ), text( "INSERT INTO trees VALUES(4,'fir',40)" ) },
    { text( "INSERT INTO trees VALUES(5,'yew',50)" ), text( "DELETE FROM trees WHERE fid = 4" ) },
    { text( "DELETE FROM trees WHERE fid = 3" ), text( "UPDATE trees SET height = 12 WHERE fid = 1" ) }
  };
  for ( const QStringList &edit : edits )
  {
    s.ben->run( TREES, edit );
    VERIFY_OK( s.ben->sync() );
  }
  s.anna->run( TREES, { text( "UPDATE trees SET height = 21 WHERE fid = 2" ) } );
  const FileContents before = s.anna->files();
  const Result<ProjectStatus> status = s.anna->status();
  VERIFY_OK( status );
  const QList<TableRows> rows{ { text( "trees" ), 1, 1, 1 } };
  QCOMPARE( status->rowsOnServer.value( TREES ), rows );
  QVERIFY( status->uncountedOnServer.isEmpty() );
  QCOMPARE( status->rowsHere.value( TREES ), ( QList<TableRows>{ { text( "trees" ), 0, 1, 0 } } ) );
  QCOMPARE( s.anna->files(), before );

  int fetched = 0;
  s.anna->onRequest = [&fetched]( const QByteArray &path ) { fetched += path.contains( "raw" ) ? 1 : 0; };
  const Result<ProjectStatus> again = s.anna->status();
  VERIFY_OK( again );
  QCOMPARE( again->rowsOnServer, status->rowsOnServer );
  QCOMPARE( fetched, 0 );
  VERIFY_OK( s.anna->sync() ); // what was kept is of no use any more, and does no harm
  const Result<ProjectStatus> synced = s.anna->status();
  VERIFY_OK( synced );
  QVERIFY( synced->rowsOnServer.isEmpty() && synced->uncountedOnServer.isEmpty() );
}

void TestRowCounts::aLongChangesetIsNotFetchedToCountIt()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "INSERT INTO trees VALUES(4,hex(zeroblob(2000000)),40)" ) } );
  VERIFY_OK( s.ben->sync() );
  const Result<ProjectStatus> status = s.anna->status();
  VERIFY_OK( status );
  QVERIFY( status->rowsOnServer.isEmpty() );
  QCOMPARE( status->uncountedOnServer, QStringList{ TREES } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->lastReport().files.first().rows, ( QList<TableRows>{ { text( "trees" ), 1, 0, 0 } } ) );
}

void TestRowCounts::aMergeTellsItsRowsAndTheirNewKeys()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "INSERT INTO trees VALUES(4,'fir',40)" ),
                       text( "UPDATE trees SET height = 11 WHERE fid = 1" ),
                       text( "DELETE FROM trees WHERE fid = 3" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "INSERT INTO trees VALUES(4,'yew',50)" ),
                        text( "UPDATE trees SET height = 12 WHERE fid = 1" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  const QList<FileOutcome> merged = report->of( FileEvent::Merged );
  QCOMPARE( merged.size(), 1 );
  const NewKeys keys{ { text( "trees" ), { { 4, 5 } } } };
  QCOMPARE( merged.first().newKeys, keys );
  // what the other did, and nothing else: that ours moved to another key is no change, and what ours won over is told too
  QCOMPARE( merged.first().rows, ( QList<TableRows>{ { text( "trees" ), 1, 1, 1 } } ) );
  QCOMPARE( textsIn( s.anna->at( TREES ), text( "SELECT kind FROM trees WHERE fid = 5" ) ),
            QStringList{ text( "yew" ) } );
}

//! A server that never ends, or lies: the file comes as a whole, and the endless changeset lands nowhere.
void TestRowCounts::moreOfAChangesetThanWasAnnouncedIsNotTaken()
{
  QFETCH( bool, pullV2 );
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 22 WHERE fid = 2" ) } );
  FakeFault fault;
  fault.kind = FakeFault::Kind::Rewrite;
  fault.pathPattern = pullV2 ? text( "/v2/projects/*/raw/diff" ) : text( "/v1/project/raw/*" );
  fault.times = 1;
  bool isRewritten = false;
  fault.rewrite = [&isRewritten]( FakeResponse &answer )
  {
    answer.body = QByteArray( 8 * 1024 * 1024, 'T' );
    answer.file.reset();
    isRewritten = true;
  };
  s.server.inject( fault );
  const Result<ProjectStatus> status = s.anna->status(); // a look does not take it either
  VERIFY_OK( status );
  QVERIFY( isRewritten );
  QCOMPARE( status->uncountedOnServer, QStringList{ TREES } );
  isRewritten = false;
  s.server.inject( fault );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( isRewritten );
  QVERIFY2( s.anna->disk.mostWritten() < 1024 * 1024, "the endless changeset was written" );
  QVERIFY( s.settle() );
  QCOMPARE( s.trees( *s.ben ), ( QStringList{ text( "ash 22" ), text( "elm 30" ), text( "oak 11" ) } ) );
}

//! What is built here of changesets takes room as well, though little is downloaded: told before anything is written.
void TestRowCounts::roomForADatabaseBuiltOfRowsIsMadeSureOf()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  const FileContents before = s.anna->files();
  constexpr qint64 SPARE = 16 * 1024 * 1024;
  s.anna->disk.setFreeBytes( SPARE + 50000 ); // the database has 16 kB, and is kept, built, merged and tried
  const Result<SyncReport> refused = s.anna->sync();
  QVERIFY( !refused );
  QCOMPARE( refused.error().kind, ErrorKind::DiskFull );
  QCOMPARE( s.anna->files(), before );
  s.anna->disk.setFreeBytes( SPARE + 500000 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.trees( *s.anna ), s.trees( *s.ben ) );
}

QTEST_GUILESS_MAIN( TestRowCounts )
#include "test_rowcounts.moc"
