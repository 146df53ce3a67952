// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/bulktriggers.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/layerextent.h"
#include "core/gpkg/sqlwords.h"
#include "faultyvfs.h"
#include "goldendata.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <limits>
#include <memory>

using namespace syncline;

namespace
{
  const QByteArray LAYER =
    "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
    " organization_coordsys_id INTEGER, definition TEXT, description TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS', NULL);"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,"
    " z TINYINT, m TINYINT);"
    "INSERT INTO gpkg_contents VALUES ('trees','features',4326);"
    "INSERT INTO gpkg_geometry_columns VALUES ('trees','geom','POINT',4326,0,0);"
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT PRIMARY KEY, feature_count INTEGER);"
    "INSERT INTO gpkg_ogr_contents VALUES ('trees', 0);";
  const QByteArray TABLE =
    "CREATE TABLE trees (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, name TEXT);"
    "CREATE VIRTUAL TABLE rtree_trees_geom USING rtree(id, minx, maxx, miny, maxy);";
  const QByteArray BOX = "(NEW.\"fid\",ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),ST_MinY(NEW.\"geom\"), "
                         "ST_MaxY(NEW.\"geom\"))";
  const QByteArray INSERT_TRIGGER =
    "CREATE TRIGGER \"rtree_trees_geom_insert\" AFTER INSERT ON \"trees\" WHEN (new.\"geom\" NOT NULL AND NOT "
    "ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE INTO \"rtree_trees_geom\" VALUES " +
    BOX + "; END;";
  const QByteArray OLD_TRIGGERS = // as written up to GDAL 3.6
    "CREATE TRIGGER \"rtree_trees_geom_update1\" AFTER UPDATE OF \"geom\" ON \"trees\" WHEN OLD.\"fid\" = NEW.\"fid\" AND "
    "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE INTO \"rtree_trees_geom\" VALUES " +
    BOX + "; END;";
  const QByteArray NEW_TRIGGERS = // and since
    "CREATE TRIGGER \"rtree_trees_geom_update6\" AFTER UPDATE OF \"geom\" ON \"trees\" WHEN OLD.\"fid\" = NEW.\"fid\" AND "
    "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) AND (OLD.\"geom\" NOTNULL AND NOT ST_IsEmpty(OLD.\"geom\")) "
    "BEGIN UPDATE \"rtree_trees_geom\" SET minx = ST_MinX(NEW.\"geom\"), maxx = ST_MaxX(NEW.\"geom\"), miny = "
    "ST_MinY(NEW.\"geom\"), maxy = ST_MaxY(NEW.\"geom\") WHERE id = NEW.\"fid\"; END;"
    "CREATE TRIGGER \"rtree_trees_geom_update7\" AFTER UPDATE OF \"geom\" ON \"trees\" WHEN OLD.\"fid\" = NEW.\"fid\" AND "
    "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) AND (OLD.\"geom\" ISNULL OR ST_IsEmpty(OLD.\"geom\")) BEGIN "
    "INSERT INTO \"rtree_trees_geom\" VALUES " +
    BOX + "; END;";
  const QByteArray OTHER_TRIGGERS =
    "CREATE TRIGGER \"rtree_trees_geom_update2\" AFTER UPDATE OF \"geom\" ON \"trees\" WHEN OLD.\"fid\" = NEW.\"fid\" AND "
    "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM \"rtree_trees_geom\" WHERE id = OLD.\"fid\"; END;"
    "CREATE TRIGGER \"rtree_trees_geom_update4\" AFTER UPDATE ON \"trees\" WHEN OLD.\"fid\" != NEW.\"fid\" AND (NEW.\"geom\" "
    "ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM \"rtree_trees_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;"
    "CREATE TRIGGER \"rtree_trees_geom_delete\" AFTER DELETE ON \"trees\" WHEN old.\"geom\" NOT NULL BEGIN DELETE FROM "
    "\"rtree_trees_geom\" WHERE id = OLD.\"fid\"; END;"
    "CREATE TRIGGER \"trigger_insert_feature_count_trees\" AFTER INSERT ON \"trees\" BEGIN UPDATE gpkg_ogr_contents SET "
    "feature_count = feature_count + 1 WHERE lower(table_name) = lower('trees'); END;"
    "CREATE TRIGGER \"trigger_delete_feature_count_trees\" AFTER DELETE ON \"trees\" BEGIN UPDATE gpkg_ogr_contents SET "
    "feature_count = feature_count - 1 WHERE lower(table_name) = lower('trees'); END;";

  constexpr size_t ENTRIES_IN_A_PIECE = 300; // too few for the bulk

  std::string point( double x, double y )
  {
    std::string blob( "GP\0\1\xe6\x10\0\0\1\1\0\0\0", 13 );
    for ( const double value : { x, y } )
    {
      char bytes[sizeof value];
      std::memcpy( bytes, &value, sizeof value );
      blob.append( bytes, sizeof value );
    }
    return blob;
  }

  //! Geometries of all kinds: points, near and far, without coordinates, unreadable, NULL.
  Value geometry( QRandomGenerator &random, std::string &bytes )
  {
    const auto coordinate = [&random] { return ( random.generateDouble() - 0.5 ) * 400; };
    switch ( random.bounded( 20 ) )
    {
      case 0:
        return Value::null();
      case 1:
        bytes = "no geometry";
        return Value::ofText( bytes );
      case 2:
        bytes =
          std::string( "GP\0\x11\xe6\x10\0\0\1\1\0\0\0", 13 ) + std::string( 16, '\0' ); // marked as empty
        break;
      case 3:
        bytes = point( std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN() );
        break;
      case 4:
        bytes = point( coordinate(), coordinate() ).substr( 0, 20 ); // cut off
        break;
      case 5:
        bytes = point( coordinate() * 1e30, coordinate() * 1e-30 );
        break;
      default:
        bytes = point( coordinate(), coordinate() );
    }
    return Value::ofBlob( bytes );
  }
} // namespace

//! What triggers do row by row and what BulkTriggers does at the end are the same.
class TestBulkApply : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const QString &name ) const { return mDir->filePath( name ); }
    QString at( const char *name ) const { return at( QString::fromLatin1( name ) ); }

    static void put( Database &database, QRandomGenerator &random, const char *sql, qint64 id )
    {
      std::string bytes;
      const Value value = geometry( random, bytes );
      auto statement = database.prepare( sql );
      VERIFY_OK( statement );
      statement->bind( 0, value );
      statement->bind( 1, Value::ofInteger( id ) );
      VERIFY_OK( statement->next() );
    }

    //! `base` with a filled index, and `changed`; no triggers run here.
    void makePair( const QByteArray &triggers, int present, int edits )
    {
      QRandomGenerator random( quint32( present * 7 + edits ) );
      golden::runSql( at( "plain" ), LAYER + TABLE );
      golden::runSql( at( "base" ), LAYER + TABLE + triggers );
      auto plain = Database::open( at( "plain" ), Database::Access::ReadWrite );
      VERIFY_OK( plain );
      VERIFY_OK( plain->execute( "BEGIN" ) );
      for ( int id = 1; id <= present; ++id )
        put( *plain, random, "INSERT INTO trees(geom, fid, name) VALUES (?1, ?2, 'tree')", id );
      VERIFY_OK( plain->execute( "COMMIT" ) );
      golden::runSql( at( "none" ), LAYER + TABLE );
      VERIFY_OK( diff( at( "none" ), at( "plain" ), at( "filling" ) ) );
      applyInPieces( at( "base" ), at( "filling" ) );
      VERIFY_OK( plain->execute( "BEGIN" ) );
      for ( int i = 0; i < edits; ++i )
      {
        const qint64 id = random.bounded( 1, present + edits );
        switch ( random.bounded( 4 ) )
        {
          case 0:
            VERIFY_OK( plain->execute( "DELETE FROM trees WHERE fid = " + QByteArray::number( id ) ) );
            break;
          case 1:
            put( *plain, random, "UPDATE trees SET geom = ?1, name = 'edited' WHERE fid = ?2", id );
            break;
          default:
            put( *plain, random, "INSERT OR REPLACE INTO trees(geom, fid, name) VALUES (?1, ?2, 'new')",
                 present + i );
        }
      }
      VERIFY_OK( plain->execute( "COMMIT" ) );
      VERIFY_OK( diff( at( "base" ), at( "plain" ), at( "changes" ) ) );
    }

    void applyInPieces( const QString &database, const QString &changeset )
    {
      auto reader = ChangesetReader::open( changeset );
      VERIFY_OK( reader );
      Entry entry;
      for ( bool more = true; more; )
      {
        auto writer = ChangesetWriter::create( at( "piece" ) );
        VERIFY_OK( writer );
        for ( size_t i = 0; i < ENTRIES_IN_A_PIECE && more; ++i )
        {
          const auto next = reader->next( entry );
          VERIFY_OK( next );
          more = *next;
          if ( more )
            VERIFY_OK( writer->write( *entry.table, entry.raw ) );
        }
        VERIFY_OK( writer->finish() );
        VERIFY_OK( applyChangeset( database, at( "piece" ) ) );
      }
    }

    static QStringList column( const QString &path, const QByteArray &sql )
    {
      QStringList values;
      auto database = Database::open( path, Database::Access::ReadOnly );
      auto rows = database->prepare( sql );
      while ( rows && rows->next().value_or( false ) )
      {
        QStringList row;
        for ( int i = 0; i < rows->columnCount(); ++i )
          row.append( QString::fromUtf8( rows->textAt( i ) ) );
        values.append( row.join( QLatin1Char( '|' ) ) );
      }
      return values;
    }

    QSet<QByteArray> plannedFor( const QString &path )
    {
      auto database = Database::open( path, Database::Access::ReadOnly );
      std::vector<ChangesetReader> readers;
      readers.push_back( *ChangesetReader::open( at( "changes" ) ) );
      const auto bulk = BulkTriggers::plan( *database, readers, {} );
      return bulk ? bulk->triggers() : QSet<QByteArray>{ "error" };
    }

    //! What may not change where a call fails: rows, index, count and triggers.
    static QStringList stateOf( const QString &path )
    {
      return column( path,
                     "SELECT count(*), total(fid), total(length(geom)), total(length(name)) FROM trees" ) +
             column( path, "SELECT count(*), total(id), total(minx), total(maxy) FROM rtree_trees_geom" ) +
             column( path, "SELECT feature_count FROM gpkg_ogr_contents" ) +
             column( path, "SELECT name, sql FROM sqlite_master ORDER BY name" ) +
             column( path, "PRAGMA integrity_check" );
    }

  private Q_SLOTS:
    void initTestCase() { faultyvfs::install(); }
    void init() { mDir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { faultyvfs::failCall( -1 ); }

    //! Work in bulk has steps of its own: triggers go, an index is packed, rows are counted, triggers come back.
    void aFailingCallLeavesTheLayerAsItWas()
    {
      makePair( INSERT_TRIGGER + NEW_TRIGGERS + OTHER_TRIGGERS, 60, 6000 );
      golden::runSql( at( "base" ), "PRAGMA page_size = 65536; VACUUM" ); // few pages, few calls
      QVERIFY( plannedFor( at( "base" ) ).contains( "rtree_trees_geom_insert" ) );
      const QStringList before = stateOf( at( "base" ) );
      int failAt = 0;
      for ( bool fired = true; fired; ++failAt )
      {
        QFile::remove( at( "live-journal" ) );
        golden::copyDatabase( at( "base" ), at( "live" ) );
        faultyvfs::failCall( failAt );
        const bool worked = applyChangeset( at( "live" ), at( "changes" ) ).has_value();
        fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        const QStringList after = stateOf( at( "live" ) );
        QCOMPARE( after.last(), QStringLiteral( "ok" ) );
        QVERIFY2( worked ? after != before : after == before,
                  qPrintable( QStringLiteral( "call %1" ).arg( failAt ) ) );
        QVERIFY( fired || worked );
      }
      QVERIFY( failAt > 20 );
      qInfo( "%d calls failed, one after the other", failAt - 1 );
    }

    void bulkAndTriggersGiveTheSame_data()
    {
      QTest::addColumn<QByteArray>( "triggers" );
      QTest::addColumn<int>( "present" );
      QTest::addColumn<int>( "edits" );
      for ( const int present : { 0, 1, 60, 5000 } )
      {
        for ( const int edits : { 6000, 9000 } )
        {
          QTest::addRow( "old triggers, %d rows, %d edits", present, edits )
            << INSERT_TRIGGER + OLD_TRIGGERS + OTHER_TRIGGERS << present << edits;
          QTest::addRow( "new triggers, %d rows, %d edits", present, edits )
            << INSERT_TRIGGER + NEW_TRIGGERS + OTHER_TRIGGERS << present << edits;
        }
      }
    }
    void bulkAndTriggersGiveTheSame()
    {
      QFETCH( QByteArray, triggers );
      QFETCH( int, present );
      QFETCH( int, edits );
      makePair( triggers, present, edits );
      QVERIFY( plannedFor( at( "base" ) ).size() > 4 );
      golden::copyDatabase( at( "base" ), at( "bulk" ) );
      golden::copyDatabase( at( "base" ), at( "rows" ) );
      VERIFY_OK( applyChangeset( at( "bulk" ), at( "changes" ) ) );
      applyInPieces( at( "rows" ), at( "changes" ) );

      const QByteArray index = "SELECT * FROM rtree_trees_geom ORDER BY id";
      const QByteArray counts = "SELECT feature_count FROM gpkg_ogr_contents";
      const QByteArray schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name";
      for ( const QByteArray &sql :
            { index, counts, schema, QByteArray( "SELECT * FROM trees ORDER BY fid" ) } )
      {
        const QStringList found = column( at( "bulk" ), sql );
        QVERIFY( !found.isEmpty() );
        QVERIFY2( found == column( at( "rows" ), sql ), sql.constData() );
      }
      const QStringList good( QStringLiteral( "ok" ) );
      QCOMPARE( column( at( "bulk" ), "SELECT rtreecheck('rtree_trees_geom')" ), good );
      // and the next edits find an index that they can work with
      VERIFY_OK( diff( at( "bulk" ), at( "none" ), at( "emptying" ) ) );
      applyInPieces( at( "bulk" ), at( "emptying" ) );
      QCOMPARE( column( at( "bulk" ), "SELECT rtreecheck('rtree_trees_geom')" ), good );
      QCOMPARE( column( at( "bulk" ), "SELECT count(*) FROM rtree_trees_geom" ),
                QStringList( QStringLiteral( "0" ) ) );
      QCOMPARE( column( at( "bulk" ), counts ), QStringList( QStringLiteral( "0" ) ) );
      VERIFY_OK( applyChangeset( at( "bulk" ), at( "filling" ) ) );
      QCOMPARE( column( at( "bulk" ), "SELECT rtreecheck('rtree_trees_geom')" ), good );
    }

    void queriesFindTheSameRowsInAPackedIndex()
    {
      makePair( INSERT_TRIGGER + OLD_TRIGGERS + OTHER_TRIGGERS, 1000, 8000 );
      golden::copyDatabase( at( "base" ), at( "bulk" ) );
      golden::copyDatabase( at( "base" ), at( "rows" ) );
      VERIFY_OK( applyChangeset( at( "bulk" ), at( "changes" ) ) );
      applyInPieces( at( "rows" ), at( "changes" ) );
      for ( int x = -200; x < 200; x += 23 )
      {
        const QByteArray sql = "SELECT id FROM rtree_trees_geom WHERE minx >= " + QByteArray::number( x ) +
                               " AND maxx <= " + QByteArray::number( x + 40 ) +
                               " AND miny >= -50 AND maxy <= 70 ORDER BY id";
        QCOMPARE( column( at( "bulk" ), sql ), column( at( "rows" ), sql ) );
      }
    }

    void theRootOfTheIndexTellsTheExtentOfALayer_data()
    {
      QTest::addColumn<int>( "rows" );
      QTest::newRow( "one row" ) << 1;
      QTest::newRow( "one node" ) << 20;
      QTest::newRow( "a tree, after removals" ) << 20000;
    }
    void theRootOfTheIndexTellsTheExtentOfALayer()
    {
      QFETCH( int, rows );
      golden::runSql( at( "layer.gpkg" ),
                      LAYER + TABLE +
                        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < " +
                        QByteArray::number( rows ) +
                        ") INSERT INTO rtree_trees_geom SELECT i, i%97, i%97+0.5, 5000-i, 5000-i FROM c;"
                        "DELETE FROM rtree_trees_geom WHERE id > 1 AND (minx > 90 OR miny < -14000);" );
      const auto found = layerExtents( at( "layer.gpkg" ) );
      VERIFY_OK( found );
      QCOMPARE( found->keys(), QStringList( QStringLiteral( "trees" ) ) );
      const LayerExtent box = found->value( QStringLiteral( "trees" ) );
      auto database = Database::open( at( "layer.gpkg" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto told =
        database->textOf( "SELECT printf('%!.9g %!.9g %!.9g %!.9g', min(minx), min(miny), max(maxx), "
                          "max(maxy)) FROM rtree_trees_geom" );
      VERIFY_OK( told );
      const QList<QByteArray> sides = told->split( ' ' );
      QCOMPARE( box.minX, sides.at( 0 ).toDouble() );
      QCOMPARE( box.minY, sides.at( 1 ).toDouble() );
      QCOMPARE( box.maxX, sides.at( 2 ).toDouble() );
      QCOMPARE( box.maxY, sides.at( 3 ).toDouble() );
    }

    void layersWithoutAnIndexTellNoExtent()
    {
      golden::runSql( at( "empty.gpkg" ), LAYER + TABLE );
      const auto empty = layerExtents( at( "empty.gpkg" ) );
      VERIFY_OK( empty );
      QVERIFY( empty->isEmpty() );
      golden::runSql( at( "bare.gpkg" ),
                      LAYER + "CREATE TABLE trees (fid INTEGER PRIMARY KEY, geom POINT);" );
      const auto bare = layerExtents( at( "bare.gpkg" ) );
      VERIFY_OK( bare );
      QVERIFY( bare->isEmpty() );
      golden::runSql( at( "plain.gpkg" ), "CREATE TABLE t (a);" );
      const auto plain = layerExtents( at( "plain.gpkg" ) );
      VERIFY_OK( plain );
      QVERIFY( plain->isEmpty() );
      golden::runSql( at( "odd.gpkg" ),
                      LAYER + TABLE +
                        "INSERT INTO rtree_trees_geom VALUES (1,2,3,4,5);"
                        "UPDATE rtree_trees_geom_node SET data = x'0000FFFF01' WHERE nodeno = 1;" );
      const auto odd = layerExtents( at( "odd.gpkg" ) );
      VERIFY_OK( odd );
      QVERIFY( odd->isEmpty() );
      QVERIFY( !layerExtents( at( "missing.gpkg" ) ) );
    }

    void whatIsNotUnderstoodIsLeftToTheTriggers_data()
    {
      QTest::addColumn<QByteArray>( "change" );
      QTest::newRow( "another trigger text" )
        << QByteArray( "DROP TRIGGER rtree_trees_geom_insert;" ) +
             QByteArray( INSERT_TRIGGER ).replace( "ST_MinX(NEW.\"geom\")", "ST_MinX(NEW.\"geom\") - 1" );
      QTest::newRow( "one more trigger that is kept" )
        << QByteArray( "CREATE TRIGGER gpkg_more AFTER INSERT ON trees BEGIN SELECT 1; END;" );
      QTest::newRow( "an index with another name for a column" ) << QByteArray(
        "DROP TABLE rtree_trees_geom;"
        "CREATE VIRTUAL TABLE rtree_trees_geom USING rtree(id, minx, maxx, miny, maxy, +more);" );
    }
    void whatIsNotUnderstoodIsLeftToTheTriggers()
    {
      QFETCH( QByteArray, change );
      makePair( INSERT_TRIGGER + OLD_TRIGGERS + OTHER_TRIGGERS, 10, 6000 );
      QVERIFY( !plannedFor( at( "base" ) ).isEmpty() );
      golden::runSql( at( "base" ), change );
      QVERIFY( plannedFor( at( "base" ) ).isEmpty() );
    }

    void fewChangesOfALargeLayerAreLeftToTheTriggers()
    {
      makePair( INSERT_TRIGGER + OLD_TRIGGERS + OTHER_TRIGGERS, 3000, 100 );
      QVERIFY( plannedFor( at( "base" ) ).isEmpty() );
    }

    void updatesThatOverruleAConstraintKeepTheIndex_data()
    {
      QTest::addColumn<QByteArray>( "triggers" );
      QTest::addColumn<QByteArray>( "set" );
      QTest::addColumn<QByteArray>( "others" );
      const QByteArray move = "geom = X'" + QByteArray::fromStdString( point( 7, 8 ) ).toHex() + '\'';
      const QByteArray both = move + ", name = 'elm'";
      const QByteArray none;
      const QByteArray nests =
        "CREATE TABLE nests (id INTEGER PRIMARY KEY, tree INTEGER REFERENCES trees(fid) ON DELETE CASCADE);"
        "INSERT INTO nests VALUES (1,1);";
      QTest::addRow( "a geometry, old triggers" ) << OLD_TRIGGERS << move << none;
      QTest::addRow( "a geometry, new triggers" ) << NEW_TRIGGERS << move << none;
      QTest::addRow( "a name" ) << OLD_TRIGGERS << QByteArray( "name = 'elm'" ) << none;
      QTest::addRow( "both, old triggers" ) << OLD_TRIGGERS << both << none;
      QTest::addRow( "both, old triggers, with nests" ) << OLD_TRIGGERS << both << nests;
      QTest::addRow( "both, new triggers" ) << NEW_TRIGGERS << both << none;
      QTest::addRow( "both, new triggers, with nests" ) << NEW_TRIGGERS << both << nests;
    }

    //! OR ABORT, without which another tree could give way to this one, takes from an old trigger its right to replace a box. Then
    //! the row is taken out and put back, and does not take others along.
    void updatesThatOverruleAConstraintKeepTheIndex()
    {
      QFETCH( QByteArray, triggers );
      QFETCH( QByteArray, set );
      QFETCH( QByteArray, others );
      QByteArray table = TABLE;
      table.replace( "name TEXT", "name TEXT UNIQUE ON CONFLICT REPLACE" );
      const QByteArray here = "X'" + QByteArray::fromStdString( point( 1, 2 ) ).toHex() + '\'';
      golden::runSql( at( "base" ),
                      LAYER + table + "INSERT INTO trees VALUES (1," + here + ",'oak'),(2," + here +
                        ",'ash'); INSERT INTO rtree_trees_geom VALUES (1,1,1,2,2),(2,1,1,2,2);" + others );
      golden::copyDatabase( at( "base" ), at( "changed" ) );
      golden::runSql( at( "changed" ), "UPDATE trees SET " + set + " WHERE fid = 1" );
      VERIFY_OK( diff( at( "base" ), at( "changed" ), at( "diff" ) ) );
      golden::runSql( at( "base" ), INSERT_TRIGGER + triggers + OTHER_TRIGGERS );

      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      for ( const char *name : { "trees", "nests" } )
        QCOMPARE( golden::rowsOf( at( "base" ) ).value( QString::fromLatin1( name ) ),
                  golden::rowsOf( at( "changed" ) ).value( QString::fromLatin1( name ) ) );
      auto database = Database::open( at( "base" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const bool hasMoved = set.startsWith( "geom" );
      QCOMPARE( *database->textOf( "SELECT minx || ',' || maxy FROM rtree_trees_geom WHERE id = 1" ),
                QByteArray( hasMoved ? "7.0,8.0" : "1.0,2.0" ) );
    }

    void twoSpellingsOfOneStatementHaveTheSameWords()
    {
      QCOMPARE( sqlWords( "CREATE  TRIGGER \"A b\"\nON [c]--x\n/* y */WHEN `D` NOTNULL<>'It''s'" ),
                QByteArray( "create trigger a b on c when d not null != 'It''s'" ) );
      QCOMPARE( sqlWords( "SELECT \"a\"\"b\", x ISNULL" ), QByteArray( "select a\"b , x is null" ) );
    }
};

QTEST_GUILESS_MAIN( TestBulkApply )
#include "test_bulkapply.moc"
