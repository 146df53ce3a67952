// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/story.h"

using namespace syncline;

/**
 * A sync that does everything at once, and the power goes at its n-th disk operation: what was written and not flushed is lost,
 * contents or names with them. Then the power is back, and one more sync must end with every edit where it belongs, each once.
 * SYNCLINE_ALL_FAULTS=1 tries every n, otherwise every STRIDE-th.
 */
class TestPowerCuts : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void whatWasNotFlushedIsLost_data();
    void whatWasNotFlushedIsLost();
};

namespace
{
  constexpr int STRIDE = 3;
  constexpr int MANY_OPERATIONS = 5000;

  int stride() { return qEnvironmentVariableIsSet( "SYNCLINE_ALL_FAULTS" ) ? 1 : STRIDE; }

  //! Her folder is a version behind and has edits: conflicts, additions and removals on both sides, databases among them.
  struct Evening : Story
  {
      Evening()
      {
        elsewhere( { { text( "old.txt" ), "old" }, { text( "sub/deep.txt" ), "deep" } } );
        isReady = anna->download().has_value();
        elsewhere( { { text( "notes.txt" ), "ben's\n" },
                     { text( "sub/new.txt" ), "new" },
                     { text( "sub/more.gpkg" ), databaseOf( { text( "more" ) } ) },
                     { text( "trees.gpkg" ), databaseOf( { text( "elm" ) } ) } },
                   { text( "old.txt" ) } );
        anna->write( text( "notes.txt" ), "anna's\n" );
        anna->write( text( "mine/mine.txt" ), "mine" );
        anna->writeRows( text( "own.gpkg" ), { text( "own" ) } );
        anna->remove( text( "photos/a.jpg" ) );
        anna->disk.heal();
      }

      [[nodiscard]] QByteArray complaint()
      {
        const FileContents here = anna->files();
        const QByteArray names = here.keys().join( QLatin1Char( ' ' ) ).toUtf8();
        if ( here != serverFiles( server, id ) )
          return "folder and server differ: " + names;
        const FileContents wanted{ { text( "sub/more.gpkg" ), "more" }, { text( "mine/mine.txt" ), "mine" },
                                   { text( "sub/new.txt" ), "new" },    { text( "notes.txt" ), "ben's\n" },
                                   { text( "own.gpkg" ), "own" },       { text( "trees.gpkg" ), "elm" },
                                   { text( "sub/deep.txt" ), "deep" } };
        for ( auto file = wanted.begin(); file != wanted.end(); ++file )
        {
          if ( here.value( file.key(), "<missing>" ) != file.value() )
            return file.key().toUtf8() + " holds " + here.value( file.key(), "<missing>" );
        }
        if ( here.keys( "anna's\n" ).isEmpty() )
          return "her edit is lost: " + names;
        for ( auto file = here.begin(); file != here.end(); ++file )
        {
          const bool isCopy = file.key().contains( QLatin1String( "conflicted copy" ) );
          if ( !wanted.contains( file.key() ) && !isCopy )
            return "not expected: " + file.key().toUtf8();
        }
        return {};
      }

      bool isReady = false;
  };
} // namespace

void TestPowerCuts::whatWasNotFlushedIsLost_data()
{
  QTest::addColumn<int>( "loses" );
  QTest::newRow( "contents" ) << int( PowerCut::Loses::Contents );
  QTest::newRow( "contents and names" ) << int( PowerCut::Loses::ContentsAndNames );
}

void TestPowerCuts::whatWasNotFlushedIsLost()
{
  QFETCH( const int, loses );
  int tried = 0;
  for ( int at = 0; at < MANY_OPERATIONS; at += stride() )
  {
    Evening s;
    QVERIFY( s.isReady );
    s.anna->disk.arm( FaultyDisk::Fault::DiesAfter, at );
    s.anna->disk.losePower( PowerCut::Loses( loses ) );
    const Result<SyncReport> first = s.anna->sync();
    const QByteArray where = QByteArray::number( at ) + ": " + s.anna->disk.struckAt().toUtf8();
    const bool hasStruck = s.anna->disk.hasStruck();
    s.anna->disk.heal();
    if ( !hasStruck )
    {
      VERIFY_OK( first );
      QCOMPARE( s.complaint(), QByteArray() );
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
    const Result<SyncReport> third = s.anna->sync();
    QVERIFY2( third && third->files.isEmpty(), where.constData() );
  }
  QFAIL( "the story does not end" );
}

QTEST_GUILESS_MAIN( TestPowerCuts )
#include "test_powercuts.moc"
