// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/beyondrows.h"
#include "core/sync/rowmerge.h"
#include "tests/scenarios/story.h"

using namespace syncline;

//! The merge of three files of one database, without any sync around it.
class TestRowMerge : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void rowsOfBothAreThere();
    void nothingOfOursIsTheirsAlone();
    void ourOwnRowsComeBackOnce();
    void aRowBesideTheSameOneIsKept();
    void deletionsAreTold();
    void aDroppedColumnCannotBeFollowed();
    void rowsWithoutKeyAreKeptOnOneSideOnly();
    void aViewOfOursIsKept();
    void whatFollowsFromRowsIsNoDifference();
    void aFileThatIsNoDatabaseIsNoMerge();
    void nothingIsLeftBeside();
};

namespace
{
  QStringList plot()
  {
    return { text( "CREATE TABLE trees(fid INTEGER PRIMARY KEY, kind TEXT, height INTEGER)" ),
             text( "CREATE TABLE log(message TEXT)" ),
             text( "INSERT INTO trees VALUES(1,'oak',10),(2,'ash',20)" ) };
  }

  //! base, theirs and ours, each made by the plot and what was done to it.
  struct Sides
  {
      Sides( const QStringList &theirs, const QStringList &ours )
      {
        put( text( "base" ), plot() );
        put( text( "theirs" ), plot() + theirs );
        put( text( "ours" ), plot() + ours );
      }
      void put( const QString &name, const QStringList &sql )
      {
        QFile file( at( name ) );
        if ( !file.open( QIODevice::WriteOnly ) || file.write( databaseBy( sql ) ) <= 0 )
          qFatal( "cannot write" );
      }
      QString at( const QString &name ) const { return dir.filePath( name ); }
      [[nodiscard]] Result<MergedRows> merge() const
      {
        return mergeRows( realDisk(), { at( text( "base" ) ), at( text( "theirs" ) ), at( text( "ours" ) ) },
                          at( text( "merged" ) ), {} );
      }
      QString trees() const
      {
        return textsIn( at( text( "merged" ) ),
                        text( "SELECT kind || ' ' || height FROM trees ORDER BY kind, height" ) )
          .join( text( ", " ) );
      }
      QTemporaryDir dir;
  };
} // namespace

void TestRowMerge::rowsOfBothAreThere()
{
  const Sides s(
    { text( "UPDATE trees SET height = 11 WHERE fid = 1" ), text( "INSERT INTO trees VALUES(3,'fir',30)" ) },
    { text( "UPDATE trees SET height = 21 WHERE fid = 2" ),
      text( "INSERT INTO trees VALUES(3,'yew',31)" ) } );
  const Result<MergedRows> merged = s.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::Both );
  QCOMPARE( merged->editConflicts, 0 );
  QCOMPARE( s.trees(), text( "ash 21, fir 30, oak 11, yew 31" ) );
}

void TestRowMerge::nothingOfOursIsTheirsAlone()
{
  const Sides s( { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) }, { text( "VACUUM" ) } );
  const Result<MergedRows> merged = s.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::TheirsAlone );
  QCOMPARE( s.trees(), text( "ash 20, oak 11" ) );
}

void TestRowMerge::ourOwnRowsComeBackOnce()
{
  const QStringList edit{ text( "INSERT INTO trees VALUES(3,'fir',30)" ),
                          text( "DELETE FROM trees WHERE fid = 1" ),
                          text( "UPDATE trees SET height = 21 WHERE fid = 2" ) };
  const Sides same( edit, edit );
  const Result<MergedRows> merged = same.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::TheirsAlone );
  QCOMPARE( same.trees(), text( "ash 21, fir 30" ) );
  const Sides editedOn( edit, edit + QStringList{ text( "INSERT INTO trees VALUES(4,'fir',30)" ) } );
  VERIFY_OK( editedOn.merge() );
  QCOMPARE( editedOn.trees(), text( "ash 21, fir 30, fir 30" ) );
}

void TestRowMerge::aRowBesideTheSameOneIsKept()
{
  // the same values under another key are another row
  const Sides s( { text( "INSERT INTO trees VALUES(3,'fir',30)" ) },
                 { text( "INSERT INTO trees VALUES(4,'fir',30)" ) } );
  VERIFY_OK( s.merge() );
  QCOMPARE( s.trees(), text( "ash 20, fir 30, fir 30, oak 10" ) );
}

void TestRowMerge::deletionsAreTold()
{
  const Sides ours( { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) },
                    { text( "DELETE FROM trees WHERE fid = 1" ) } );
  const Result<MergedRows> weDeleted = ours.merge();
  VERIFY_OK( weDeleted );
  QCOMPARE( weDeleted->editConflicts, 1 );
  QVERIFY2( weDeleted->conflicts.contains( "11" ), weDeleted->conflicts.constData() );
  const Sides theirs( { text( "DELETE FROM trees WHERE fid = 1" ) },
                      { text( "UPDATE trees SET height = 12 WHERE fid = 1" ) } );
  const Result<MergedRows> theyDeleted = theirs.merge();
  VERIFY_OK( theyDeleted );
  QCOMPARE( theyDeleted->kind, MergedRows::Kind::Both ); // of nothing but the telling
  QVERIFY2( theyDeleted->conflicts.contains( "12" ), theyDeleted->conflicts.constData() );
  QCOMPARE( theirs.trees(), text( "ash 20" ) );
}

void TestRowMerge::aDroppedColumnCannotBeFollowed()
{
  const Sides s( { text( "ALTER TABLE trees DROP COLUMN height" ) },
                 { text( "UPDATE trees SET height = 12 WHERE fid = 1" ) } );
  const Result<MergedRows> merged = s.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::Impossible );
  QVERIFY( !merged->why.isEmpty() );
  QVERIFY( !QFile::exists( s.at( text( "merged" ) ) ) );
}

void TestRowMerge::rowsWithoutKeyAreKeptOnOneSideOnly()
{
  const QStringList log{ text( "INSERT INTO log VALUES('seen')" ) };
  const Sides ours( { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) }, log );
  VERIFY_OK( ours.merge() );
  const QString messages = text( "SELECT message FROM log" );
  QCOMPARE( textsIn( ours.at( text( "merged" ) ), messages ), QStringList{ text( "seen" ) } );
  QCOMPARE( ours.trees(), text( "ash 20, oak 11" ) );
  const Sides theirs( log, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( theirs.merge() );
  QCOMPARE( textsIn( theirs.at( text( "merged" ) ), messages ), QStringList{ text( "seen" ) } );
  QCOMPARE( theirs.trees(), text( "ash 20, oak 11" ) );
  const Sides both( log, { text( "INSERT INTO log VALUES('heard')" ) } );
  const Result<MergedRows> merged = both.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::Impossible );
}

void TestRowMerge::aViewOfOursIsKept()
{
  const Sides s( { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) },
                 { text( "CREATE VIEW tall AS SELECT * FROM trees WHERE height > 15" ) } );
  VERIFY_OK( s.merge() );
  QCOMPARE( textsIn( s.at( text( "merged" ) ), text( "SELECT kind FROM tall" ) ),
            QStringList{ text( "ash" ) } );
  QCOMPARE( s.trees(), text( "ash 20, oak 11" ) );
}

void TestRowMerge::whatFollowsFromRowsIsNoDifference()
{
  const QStringList contents{
    text(
      "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, "
      "last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER)" ),
    text( "INSERT INTO gpkg_contents VALUES('trees','attributes','trees','','then',0,0,1,1,4326)" )
  };
  Sides s( {}, {} );
  s.put( text( "base" ), plot() + contents );
  s.put( text( "ours" ), plot() + contents +
                           QStringList{ text( "UPDATE gpkg_contents SET last_change = 'now', max_x = 2" ) } );
  const Result<bool> same = sameToAll( s.at( text( "base" ) ), s.at( text( "ours" ) ), {} );
  VERIFY_OK( same );
  QVERIFY( *same );
  s.put( text( "ours" ),
         plot() + contents + QStringList{ text( "UPDATE gpkg_contents SET identifier = 'woods'" ) } );
  const Result<bool> other = sameToAll( s.at( text( "base" ) ), s.at( text( "ours" ) ), {} );
  VERIFY_OK( other );
  QVERIFY( !*other );
}

void TestRowMerge::aFileThatIsNoDatabaseIsNoMerge()
{
  Sides s( {}, {} );
  QFile base( s.at( text( "base" ) ) );
  QVERIFY( base.open( QIODevice::WriteOnly | QIODevice::Truncate ) );
  base.write(
    "no database at all, and long enough to be read as one, but it is none whatever SQLite may think of it, see? "
    "no database" );
  base.close();
  const Result<MergedRows> merged = s.merge();
  VERIFY_OK( merged );
  QCOMPARE( merged->kind, MergedRows::Kind::Impossible );
}

void TestRowMerge::nothingIsLeftBeside()
{
  const Sides s(
    { text( "PRAGMA journal_mode = WAL" ), text( "UPDATE trees SET height = 11 WHERE fid = 1" ) },
    { text( "UPDATE trees SET height = 21 WHERE fid = 2" ) } );
  VERIFY_OK( s.merge() );
  QCOMPARE( s.trees(), text( "ash 21, oak 11" ) );
  QStringList names = QDir( s.dir.path() ).entryList( QDir::AllEntries | QDir::NoDotAndDotDot );
  names.removeAll( text( "merged-wal" ) ); // of our own look just now
  names.removeAll( text( "merged-shm" ) );
  const QStringList wanted{ text( "base" ), text( "merged" ), text( "ours" ), text( "theirs" ) };
  QCOMPARE( names, wanted );
}

QTEST_GUILESS_MAIN( TestRowMerge )
#include "test_rowmerge.moc"
