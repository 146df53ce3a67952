// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/differ.h"
#include "core/gpkg/pagecandidates.h"
#include "core/gpkg/tablediff.h"
#include "holder.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace syncline;

#define VERIFY_OK( result ) QVERIFY2( result, result ? "" : qPrintable( toLogLine( result.error() ) ) )

namespace
{
  QByteArray number( qint64 value ) { return QByteArray::number( value ); }

  [[nodiscard]] Result<void> run( const QString &path, const QByteArray &sql )
  {
    const auto access = QFile::exists( path ) ? Database::Access::ReadWrite : Database::Access::Create;
    SYNCLINE_TRY( database, Database::open( path, access ) );
    return database.execute( "PRAGMA synchronous = OFF;" + sql );
  }

  //! Names of the tables that pages can tell about; \a updates: down to what changed in a row.
  [[nodiscard]] Result<QList<QByteArray>> tablesByPages( const QString &base, const QString &modified,
                                                         bool updates = false )
  {
    SYNCLINE_TRY( database, Database::open( modified, Database::Access::ReadOnly ) );
    SYNCLINE_CHECK( database.attach( base, "base" ) );
    SYNCLINE_TRY( snapshot, PageSnapshot::begin( database ) );
    SYNCLINE_TRY( pairs, matchTables( database, {} ) );
    CandidateFinder finder( database, snapshot, {} );
    QList<QByteArray> names;
    for ( const TablePair &pair : pairs )
    {
      SYNCLINE_TRY( comparison, ValueComparison::on( database ) );
      SYNCLINE_TRY( found, finder.find( pair, comparison ) );
      if ( found && ( found->updates || !updates ) )
        names.append( pair.modified.name );
    }
    return names;
  }

  const QByteArray ROWS = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 600) ";

  //! What a test makes: the first file, and what the copy of it goes through.
  struct Case
  {
      QByteArray before;
      QByteArray after;
  };
} // namespace

Q_DECLARE_METATYPE( Case )

class TestPageCandidates : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    //! The changeset of one way, or the error.
    QByteArray outcomeOf( DiffPath path ) const
    {
      DiffOptions options;
      options.path = path;
      const auto done = diff( at( "a.db" ), at( "b.db" ), at( "changes" ), options );
      if ( !done )
        return nameOf( done.error().kind ).toUtf8() + ": " + done.error().detail.toUtf8();
      QFile file( at( "changes" ) );
      return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray( "no file" );
    }

    void makePair( const Case &made )
    {
      VERIFY_OK( run( at( "a.db" ), made.before ) );
      QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );
      VERIFY_OK( run( at( "b.db" ), made.after ) );
    }

    static QByteArray randomTable( QRandomGenerator &random, const QByteArray &name )
    {
      const QByteArray values =
        "i, hex(i * 7919), i % 3, CASE i % 20 WHEN 0 THEN zeroblob(5000 + i) ELSE i * 0.5 END";
      const QByteArray fill = ROWS + "INSERT OR IGNORE INTO " + name + " SELECT " + values +
                              " FROM c WHERE i <= " + number( random.bounded( 600 ) ) + ';';
      switch ( random.bounded( 8 ) )
      {
        case 0:
          return "CREATE TABLE " + name + "(k INTEGER PRIMARY KEY, s TEXT, n INT, v);" + fill;
        case 1:
          return "CREATE TABLE " + name + "(k INT, s TEXT PRIMARY KEY, n, v);" + fill;
        case 2:
          return "CREATE TABLE " + name + "(k, s TEXT, n INT, v, PRIMARY KEY(n, k));" + fill;
        case 3:
          return "CREATE TABLE " + name + "(k INT, s TEXT COLLATE NOCASE PRIMARY KEY, n DATETIME, v);" + fill;
        case 4:
          return "CREATE TABLE " + name + "(k INTEGER PRIMARY KEY, s TEXT, n INT, v) WITHOUT ROWID;" + fill;
        case 5:
          return "CREATE TABLE " + name + "(k INTEGER PRIMARY KEY, s TEXT UNIQUE, n DATETIME, v REAL);" +
                 fill;
        case 6:
          return "CREATE TABLE " + name + "(k INT, s, n, v);" + fill;
        default:
          return "CREATE TABLE " + name + "(k REAL PRIMARY KEY, s TEXT, n INTEGER, v BLOB);" + fill +
                 "ALTER TABLE " + name + " ADD COLUMN later TEXT DEFAULT 'x';";
      }
    }

    static QByteArray randomEdit( QRandomGenerator &random, const QByteArray &table )
    {
      const QByteArray k = number( random.bounded( 1, 600 ) );
      const QByteArray whereK = " WHERE k = " + k;
      switch ( random.bounded( 11 ) )
      {
        case 0:
          return "DELETE FROM " + table + whereK;
        case 1:
          return "DELETE FROM " + table + " WHERE k BETWEEN " + k + " AND " + k + " + 30";
        case 2:
          return "UPDATE OR IGNORE " + table + " SET v = randomblob(4000)" + whereK;
        case 3:
          return "UPDATE OR IGNORE " + table + " SET s = 'a' || s" + whereK; // a key in some tables
        case 4:
          return "UPDATE OR IGNORE " + table + " SET s = lower(s)" + whereK;
        case 5:
          return "UPDATE OR IGNORE " + table + " SET k = k + 1000" + whereK;
        case 6:
          return "INSERT OR IGNORE INTO " + table + "(k, s, n, v) VALUES (" + k +
                 " * -1, hex(randomblob(6)), 9, NULL)";
        case 7:
          return "UPDATE OR IGNORE " + table + " SET n = CAST(n AS TEXT)" + whereK;
        case 8: // the same rows, with other rowids where these are no keys
          return "CREATE TEMP TABLE x AS SELECT * FROM " + table + " WHERE k < " + k + "; DELETE FROM " +
                 table + " WHERE k < " + k + "; INSERT OR IGNORE INTO " + table +
                 " SELECT * FROM x ORDER BY s; DROP TABLE x";
        case 9:
          return "UPDATE OR IGNORE " + table + " SET n = NULL" +
                 ( random.bounded( 4 ) ? whereK + " AND n = 1" : whereK );
        default:
          return "UPDATE OR IGNORE " + table + " SET n = n + 1 WHERE k % 41 = " + k + " % 41";
      }
    }

  private Q_SLOTS:
    void init() { mDir = std::make_unique<QTemporaryDir>(); }

    void usesPages_data()
    {
      QTest::addColumn<Case>( "made" );
      const auto row = []( const char *name, const QByteArray &create, const QByteArray &after ) {
        QTest::newRow( name ) << Case{ create + ROWS + "INSERT INTO t SELECT i, 'r' || i, i FROM c", after };
      };
      const QByteArray edits = "UPDATE t SET b = 0 WHERE id % 100 = 1; DELETE FROM t WHERE id = 50;"
                               "INSERT INTO t VALUES (9000, 'new', 1)";
      row( "integer key", "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);", edits );
      row( "autoincrement", "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b);", edits );
      row( "int key", "CREATE TABLE t(id INT PRIMARY KEY, a TEXT, b);", edits );
      row( "text key", "CREATE TABLE t(id INT, a TEXT PRIMARY KEY, b);", edits );
      row( "composite key", "CREATE TABLE t(id INT, a TEXT, b, PRIMARY KEY(a, id));", edits );
      row( "key of another collation", "CREATE TABLE t(id INT, a TEXT COLLATE NOCASE PRIMARY KEY, b);",
           edits );
      row( "column named rowid", "CREATE TABLE t(id INTEGER PRIMARY KEY, rowid TEXT, b);", edits );
      row( "utf-16", "PRAGMA encoding = 'UTF-16be'; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);",
           edits );
      row( "auto-vacuum", "PRAGMA auto_vacuum = 1; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);",
           edits + "; DELETE FROM t WHERE id < 200" );
      row( "-wal with content", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);",
           "PRAGMA journal_mode = wal;" + edits );
      row( "all pages moved",
           "CREATE TABLE s(x INTEGER PRIMARY KEY); CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);",
           edits + ";" + ROWS + "INSERT INTO s SELECT i FROM c; VACUUM" );
    }

    void usesPages()
    {
      QFETCH( Case, made );
      makePair( made );
      const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ) );
      VERIFY_OK( tables );
      QVERIFY( tables->contains( "t" ) );
      const QByteArray bySql = outcomeOf( DiffPath::Sql );
      QVERIFY( bySql.startsWith( 'T' ) );
      QCOMPARE( outcomeOf( DiffPath::Pages ), bySql );
    }

    //! Rows that pages hold whole are read there; everything else by SQLite, all of a table or nothing.
    void readsUpdatesFromPages_data()
    {
      QTest::addColumn<Case>( "made" );
      QTest::addColumn<bool>( "isRead" );
      const QByteArray plain = "CREATE TABLE t(a REAL, id INTEGER PRIMARY KEY, b, c TEXT, d DATETIME);";
      const QByteArray fill = ROWS + "INSERT INTO t SELECT i, i, i, 'r' || i, '2020-01-01' FROM c;";
      const auto row = [&]( const char *name, const QByteArray &after, bool isRead ) {
        QTest::newRow( name ) << Case{ plain + fill, after } << isRead;
      };
      row(
        "numbers of all sizes",
        "UPDATE t SET b = CASE id % 12 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN -1 WHEN 3 THEN -32768 WHEN 4 THEN "
        "8388607 WHEN 5 THEN -2147483648 WHEN 6 THEN 1 << 46 WHEN 7 THEN -9223372036854775807 - 1 WHEN 8 THEN "
        "9223372036854775807 WHEN 9 THEN -0.0 WHEN 10 THEN 9e999 ELSE 1e-300 END WHERE id < 200",
        true );
      row(
        "texts and blobs",
        "UPDATE t SET b = CASE id % 4 WHEN 0 THEN x'' WHEN 1 THEN '' WHEN 2 THEN CAST(x'610062ff' AS TEXT) ELSE "
        "zeroblob(90) END, c = NULL WHERE id < 200",
        true );
      row( "whole numbers of a real column", "UPDATE t SET a = -id, c = 'x' WHERE id < 200", true );
      row( "the same numbers in another class", "UPDATE t SET b = b * 1.0 WHERE id < 200", true );
      row(
        "large numbers that only look equal",
        "UPDATE t SET b = 9007199254740993 WHERE id = 7; UPDATE t SET b = 9223372036854775807 WHERE id = 8",
        true );
      row( "the same instants in other words", "UPDATE t SET d = '2020-01-01T00:00:00Z' WHERE id < 200",
           true );
      row( "other instants", "UPDATE t SET d = id || ' is no instant' WHERE id < 200", true );
      row( "a row on several pages", "UPDATE t SET b = zeroblob(9000) WHERE id = 9", false );
      QTest::newRow( "rows from before a column came" )
        << Case{ plain + fill + "ALTER TABLE t ADD COLUMN e DEFAULT 'later'",
                 "UPDATE t SET c = 'x' WHERE id = 9" }
        << false;
      QTest::newRow( "UTF-16" ) << Case{ "PRAGMA encoding = 'UTF-16le';" + plain + fill,
                                         "UPDATE t SET c = 'x' WHERE id = 9" }
                                << false;
      QTest::newRow( "another key" ) << Case{ "CREATE TABLE t(a, id INT PRIMARY KEY, b, c, d);" + fill,
                                              "UPDATE t SET c = 'x' WHERE id = 9" }
                                     << false;
    }

    void readsUpdatesFromPages()
    {
      QFETCH( Case, made );
      QFETCH( bool, isRead );
      makePair( made );
      const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ), true );
      VERIFY_OK( tables );
      QCOMPARE( tables->contains( "t" ), isRead );
      const QByteArray bySql = outcomeOf( DiffPath::Sql );
      QCOMPARE( outcomeOf( DiffPath::Pages ), bySql );
    }

    void leavesToSql_data()
    {
      QTest::addColumn<Case>( "made" );
      const QByteArray plain = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);";
      const QByteArray fill = ROWS + "INSERT INTO t(id, a, b) SELECT i, 'r' || i, i FROM c;";
      const QByteArray edits = "UPDATE t SET b = 0 WHERE id % 100 = 1; DELETE FROM t WHERE id = 50;";
      QTest::newRow( "other page size" ) << Case{ plain + fill, "PRAGMA page_size = 8192; VACUUM;" + edits };
      QTest::newRow( "other SQL" ) << Case{
        plain + fill,
        "DROP TABLE t; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b DEFAULT 5);" + fill + edits
      };
      QTest::newRow( "without rowid" )
        << Case{ "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b) WITHOUT ROWID;" + fill, edits };
      QTest::newRow( "generated column" )
        << Case{ "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c AS (b + 1));" + fill, edits };
      QTest::newRow( "every name of the rowid taken" )
        << Case{ "CREATE TABLE t(id INT PRIMARY KEY, a, b, rowid, _rowid_, oid);" + fill, edits };
      QTest::newRow( "a table of the name json_each" )
        << Case{ plain + fill + "CREATE TABLE json_each(value);", edits };
      QTest::newRow( "most rows changed" )
        << Case{ plain + fill +
                   "WITH RECURSIVE c(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM c WHERE i < 20000) "
                   "INSERT INTO t SELECT i, 'r', i FROM c",
                 "UPDATE t SET b = b + 1" };
    }

    void leavesToSql()
    {
      QFETCH( Case, made );
      makePair( made );
      const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ) );
      VERIFY_OK( tables );
      QVERIFY( !tables->contains( "t" ) );
      const QByteArray bySql = outcomeOf( DiffPath::Sql );
      QVERIFY( bySql.startsWith( 'T' ) );
      QCOMPARE( outcomeOf( DiffPath::Pages ), bySql );
    }

    void leavesADamagedTableToSql()
    {
      makePair( { "PRAGMA page_size = 1024; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);" + ROWS +
                    "INSERT INTO t SELECT i, 'r' || i, i FROM c",
                  "UPDATE t SET b = 0 WHERE id = 7" } );
      {
        QFile file( at( "b.db" ) );
        QVERIFY( file.open( QIODevice::ReadWrite ) );
        QVERIFY( file.seek( 1024 + 8 ) ); // the right-most child of the table's root
        QCOMPARE( file.write( QByteArray::fromHex( "00ffffff" ) ), qint64( 4 ) );
      }
      const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ) );
      VERIFY_OK( tables );
      QVERIFY( tables->isEmpty() );
      const QByteArray bySql = outcomeOf( DiffPath::Sql );
      QVERIFY( bySql.startsWith( "DamagedDatabase" ) );
      QCOMPARE( outcomeOf( DiffPath::Pages ), bySql );
    }

    void readsAFileThatAnotherProgramKeepsOpen()
    {
      VERIFY_OK( run( at( "a.db" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);" + ROWS +
                                      "INSERT INTO t SELECT i, 'r' || i, i FROM c" ) );
      QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );
      Holder other;
      QVERIFY( other.ask( QStringLiteral( "open " ) + at( "b.db" ) ).startsWith( QStringLiteral( "ok" ) ) );
      QCOMPARE( other.sql( QStringLiteral( "PRAGMA journal_mode = WAL" ) ), QStringLiteral( "ok wal" ) );
      QByteArray last;
      for ( const char *sql : { "UPDATE t SET a = 'x' WHERE id = 5", "BEGIN; DELETE FROM t WHERE id = 6",
                                "COMMIT", "PRAGMA wal_checkpoint", "INSERT INTO t VALUES (-1, 'y', 0)" } )
      {
        QVERIFY( other.sql( QString::fromLatin1( sql ) ).startsWith( QStringLiteral( "ok" ) ) );
        const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ) );
        VERIFY_OK( tables );
        QVERIFY( tables->contains( "t" ) );
        const QByteArray bySql = outcomeOf( DiffPath::Sql );
        QVERIFY( bySql.startsWith( 'T' ) );
        QCOMPARE( outcomeOf( DiffPath::Pages ), bySql );
        last = bySql;
      }
      QVERIFY( last.size() > 60 );
    }

    void givesTheSameBytesAsSqlOnRandomPairs()
    {
      int byPages = 0;
      int withChanges = 0;
      for ( quint32 seed = 1; seed <= 400; ++seed )
      {
        init();
        QRandomGenerator random( seed );
        const int pageSizes[] = { 512, 1024, 2048, 4096, 65536 };
        Case made;
        made.before = "PRAGMA page_size = " + number( pageSizes[random.bounded( 5 )] ) +
                      "; PRAGMA auto_vacuum = " + number( random.bounded( 3 ) ) + "; PRAGMA encoding = '" +
                      ( random.bounded( 4 ) ? "UTF-8" : "UTF-16le" ) + "'; BEGIN;";
        const QList<QByteArray> names{ "t", "Zeta", "x" };
        for ( const QByteArray &name : names )
          made.before += randomTable( random, name );
        made.before += "COMMIT";
        if ( random.bounded( 3 ) == 0 )
          made.after = "PRAGMA journal_mode = wal;";
        for ( int i = random.bounded( 15 ); i > 0; --i )
          made.after += randomEdit( random, names[random.bounded( 3 )] ) + ';';
        if ( random.bounded( 5 ) == 0 )
          made.after += "VACUUM";
        makePair( made );
        if ( QTest::currentTestFailed() )
          return;
        const auto tables = tablesByPages( at( "a.db" ), at( "b.db" ) );
        VERIFY_OK( tables );
        byPages += int( tables->size() );
        const QByteArray bySql = outcomeOf( DiffPath::Sql );
        const QByteArray found = outcomeOf( DiffPath::Pages );
        QVERIFY2( found == bySql, qPrintable( QStringLiteral( "seed %1" ).arg( seed ) ) );
        withChanges += bySql.isEmpty() ? 0 : 1;
      }
      QVERIFY2( byPages > 600, qPrintable( QString::number( byPages ) ) );
      QVERIFY2( withChanges > 200, qPrintable( QString::number( withChanges ) ) );
    }

    void endsOnDamageAnywhere()
    {
      makePair(
        { "PRAGMA page_size = 512; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b);" + ROWS +
            "INSERT INTO t SELECT i, 'r' || i, CASE i % 9 WHEN 0 THEN zeroblob(2000) ELSE i END FROM c",
          "UPDATE t SET b = 0 WHERE id % 70 = 7" } );
      QByteArray sound;
      {
        QFile file( at( "b.db" ) );
        QVERIFY( file.open( QIODevice::ReadOnly ) );
        sound = file.readAll();
      }
      QRandomGenerator random( 3 );
      int refused = 0;
      for ( int round = 0; round < 300; ++round )
      {
        QByteArray bytes = sound;
        for ( int i = random.bounded( 1, 40 ); i > 0; --i )
          bytes[random.bounded( 512, int( bytes.size() ) )] = char( random.bounded( 256 ) );
        QFile file( at( "b.db" ) );
        QVERIFY( file.open( QIODevice::WriteOnly ) );
        QCOMPARE( file.write( bytes ), qint64( bytes.size() ) );
        file.close();
        if ( outcomeOf( DiffPath::Pages ).startsWith( "DamagedDatabase" ) )
          ++refused;
      }
      QVERIFY( refused > 0 );
    }
};

QTEST_GUILESS_MAIN( TestPageCandidates )
#include "test_pagecandidates.moc"
