// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"

#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "core/gpkg/rebaser.h"
#include "faultyvfs.h"
#include "goldendata.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>

using namespace syncline;
Q_DECLARE_METATYPE( ErrorKind )

namespace
{
  //! As many inserts of the keys from 100 on.
  QByteArray inserts( const TableHeader &header, int count )
  {
    std::string bytes;
    appendEncoded( bytes, header );
    for ( int i = 0; i < count; ++i )
    {
      std::vector<Value> values( header.isKey.size(), Value::ofText( "y" ) );
      values.front() = Value::ofInteger( 100 + i );
      appendEncoded( bytes, Operation::Insert, {}, values );
    }
    return QByteArray( bytes.data(), int( bytes.size() ) );
  }

  QByteArray textOf( const CellValue &cell )
  {
    const Value value = cell.view();
    return QByteArray( value.bytes.data(), int( value.bytes.size() ) );
  }

  QByteArray nameOf( RowOutcome outcome )
  {
    switch ( outcome )
    {
      case RowOutcome::Renumbered:
        return "renumbered";
      case RowOutcome::Merged:
        return "merged";
      case RowOutcome::OursWon:
        return "ours won";
      case RowOutcome::TheyDeleted:
        return "they deleted";
      case RowOutcome::WeDeleted:
        return "we deleted";
      case RowOutcome::BothDeleted:
        return "both deleted";
      case RowOutcome::InsertsMerged:
        return "inserts merged";
    }
    Q_UNREACHABLE();
  }

  //! "table key outcome: column base>theirs|ours; …", conflicts with an exclamation mark.
  QByteArray toldOf( const RowMerge &row )
  {
    QByteArray text =
      row.table + ' ' + QByteArray::number( row.key.front().view().integer ) + ' ' + nameOf( row.outcome );
    if ( row.newKey )
      text += " to " + QByteArray::number( *row.newKey );
    for ( const CellMerge &cell : row.cells )
      text += ( &cell == row.cells.data() ? ": " : "; " ) + QByteArray::number( cell.column - 1 ) + ' ' +
              textOf( cell.base ) + '>' + textOf( cell.theirs ) + '|' + textOf( cell.ours ) +
              ( cell.isConflict ? "!" : "" );
    return text;
  }
} // namespace

class TestApplier : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    void makePair( const QByteArray &base, const QByteArray &change )
    {
      golden::runSql( at( "base" ), base );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), change );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
    }
    //! The same in the order in which other programs write it, which is not the best one.
    void orderAsOthers()
    {
      DiffOptions options;
      options.order = EntryOrder::Reference;
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ), options ) );
    }

  private Q_SLOTS:
    void initTestCase() { faultyvfs::install(); }
    void init()
    {
      faultyvfs::failCall( -1 );
      mDir = std::make_unique<QTemporaryDir>();
    }

    void cascadesSelfReferencesAndNewChildrenGoThrough()
    {
      makePair(
        "CREATE TABLE tree(id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree(id) ON DELETE CASCADE, n);"
        "CREATE TABLE leaf(id INTEGER PRIMARY KEY, tree INTEGER REFERENCES tree(id) ON DELETE SET NULL, n TEXT UNIQUE);"
        "INSERT INTO tree VALUES(1,NULL,'root'),(2,1,'a'),(3,2,'b'),(4,NULL,'other');"
        "INSERT INTO leaf VALUES(1,1,'x'),(2,3,'y'),(3,4,'z');",
        "PRAGMA foreign_keys=1; DELETE FROM tree WHERE id=1; INSERT INTO tree VALUES(5,4,'new'),(6,5,'newer');"
        "UPDATE leaf SET n='w' WHERE id=1; INSERT INTO leaf VALUES(4,6,'x');" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
      VERIFY_OK( invert( at( "diff" ), at( "inverse" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "inverse" ) ) );
    }

    void theOrderIsSafeWhereConstraintsMatterAndByNameElsewhere()
    {
      makePair(
        "CREATE TABLE a_parent(id INTEGER PRIMARY KEY); CREATE TABLE b_child(id INTEGER PRIMARY KEY, p REFERENCES a_parent(id));"
        "INSERT INTO a_parent VALUES(1); INSERT INTO b_child VALUES(1,1)",
        "DELETE FROM b_child; DELETE FROM a_parent; INSERT INTO a_parent VALUES(2); INSERT INTO b_child VALUES(2,2)" );
      QByteArrayList order;
      ChangesetReader reader = std::move( *ChangesetReader::open( at( "diff" ) ) );
      Entry entry;
      while ( *reader.next( entry ) )
        order.append( ( entry.operation == Operation::Delete ? "-" : "+" ) + entry.table->name );
      QCOMPARE( order, QByteArrayList( { "-b_child", "-a_parent", "+a_parent", "+b_child" } ) );
    }

    //! Others enforce foreign keys while they apply, entry by entry.
    void rowsOfATreeLeaveTheirParentsBeforeTheseGo()
    {
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, up INTEGER REFERENCES t(id) ON DELETE CASCADE, n);"
        "INSERT INTO t VALUES(1,5,'leaf'),(5,9,'branch'),(7,9,'moves'),(8,NULL,'stays'),(9,NULL,'root'),(20,21,'a'),(21,20,'b')",
        "UPDATE t SET up = 8 WHERE id = 7; DELETE FROM t WHERE id IN (1, 5, 9, 20, 21)" );
      QByteArrayList order;
      ChangesetReader reader = std::move( *ChangesetReader::open( at( "diff" ) ) );
      Entry entry;
      while ( *reader.next( entry ) )
        order.append( ( entry.operation == Operation::Delete ? "-" : "=" ) +
                      QByteArray::number( entry.oldValues[0].integer ) );
      QCOMPARE( order, QByteArrayList( { "=7", "-1", "-5", "-9", "-20", "-21" } ) );
    }

    void onlyTriggersThatKeepIndexesRun()
    {
      makePair( "CREATE TABLE t(id INTEGER PRIMARY KEY, a); CREATE TABLE log(x);"
                "CREATE TRIGGER \"my log\" AFTER INSERT ON t BEGIN INSERT INTO log VALUES('mine'); END;"
                "CREATE TRIGGER gpkg_keep AFTER INSERT ON t BEGIN INSERT INTO log VALUES('kept'); END;",
                "DROP TRIGGER \"my log\"; INSERT INTO t VALUES(1,1)" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      auto database = Database::open( at( "base" ), Database::Access::ReadOnly );
      QCOMPARE( *database->textOf( "SELECT group_concat(x) FROM log" ), QByteArray( "kept" ) );
      QCOMPARE( *database->integerOf( "SELECT count(*) FROM sqlite_master WHERE type='trigger'" ),
                qint64( 2 ) );
    }

    void whatDoesNotFitIsNamedAndNothingIsChanged()
    {
      makePair( "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(1,'x'),(2,'y')",
                "UPDATE t SET a='z' WHERE id=2; INSERT INTO t VALUES(3,'n')" );
      golden::runSql( at( "base" ), "UPDATE t SET a='edited' WHERE id=2" );
      const auto before = golden::rowsOf( at( "base" ) );
      const auto applied = applyChangeset( at( "base" ), at( "diff" ) );
      QVERIFY( !applied );
      QCOMPARE( applied.error().kind, ErrorKind::ChangesetConflict );
      QVERIFY2( applied.error().detail.contains( QStringLiteral( "update row 2 of table t" ) ),
                qPrintable( applied.error().detail ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), before );
    }

    void whatIsBadIsNamedAndNothingIsWritten_data()
    {
      QTest::addColumn<QByteArray>( "database" ); // SQL, or the bytes of what is none
      QTest::addColumn<QByteArray>( "changeset" );
      QTest::addColumn<ErrorKind>( "kind" );
      QTest::addColumn<QStringList>( "told" );
      const QByteArray plain = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES(1,'x')";
      const TableHeader header{ "t", { true, false } };
      const QByteArray fitting = inserts( header, 2 );
      const auto row = []( const char *name, const QByteArray &database, const QByteArray &changeset,
                           ErrorKind kind, const QStringList &told )
      { QTest::newRow( name ) << database << changeset << kind << told; };
      const ErrorKind malformed = ErrorKind::MalformedChangeset;
      row( "truncated", plain, fitting.chopped( 3 ), malformed,
           { QStringLiteral( "table t" ), QStringLiteral( "at byte " ) } );
      row( "oversized value", plain,
           inserts( header, 1 ) + QByteArray::fromHex( "12000100000000000000070387ffffff7f" ), malformed,
           { QStringLiteral( "table t" ), QStringLiteral( "at byte " ), QStringLiteral( "announced" ) } );
      row( "too many columns", plain, QByteArray::fromHex( "548490010100" ), malformed,
           { QStringLiteral( "at byte " ) } );
      row( "patchset", plain, QByteArray::fromHex( "50020100740012000100000000000000020378" ), malformed,
           { QStringLiteral( "at byte 1" ), QStringLiteral( "patchset" ) } );
      for ( const char *tag : { "61", "41", "63", "43" } )
        row( QByteArray( "schema change " ).append( tag ).constData(), plain,
             fitting + QByteArray::fromHex( tag ), malformed,
             { QStringLiteral( "table t" ), QStringLiteral( "schema-change entries" ) } );
      row( "unknown entry", plain, fitting + "?", malformed,
           { QStringLiteral( "table t" ), QStringLiteral( "no entry type 63" ) } );
      row( "entry without a value", plain, inserts( header, 1 ).chopped( 3 ) + '\0', malformed,
           { QStringLiteral( "table t" ), QStringLiteral( "byte 6" ), QStringLiteral( "missing" ) } );
      const ErrorKind differs = ErrorKind::SchemaDiffers;
      row( "wrong table", plain, fitting + inserts( { "nowhere", { true, false } }, 1 ), differs,
           { QStringLiteral( "table nowhere" ), QStringLiteral( "row 100" ), QStringLiteral( "(byte " ) } );
      row( "wrong columns", plain, inserts( { "t", { true, false, false } }, 1 ), differs,
           { QStringLiteral( "table t" ), QStringLiteral( "row 100" ), QStringLiteral( "byte 7" ) } );
      row( "wrong columns further on", plain, fitting + inserts( { "t", { true } }, 1 ), differs,
           { QStringLiteral( "table t" ), QStringLiteral( "row 100" ) } );
      row( "wrong key", plain, inserts( { "t", { false, true } }, 1 ), differs,
           { QStringLiteral( "table t" ), QStringLiteral( "byte 6" ) } );
      row( "database without keys", "CREATE TABLE t(id INTEGER, a TEXT)", fitting, differs,
           { QStringLiteral( "table t" ), QStringLiteral( "row 100" ), QStringLiteral( "primary key" ) } );
      row( "row that is there already", plain + ";INSERT INTO t VALUES(101,'mine')", fitting,
           ErrorKind::ChangesetConflict,
           { QStringLiteral( "insert row 101 of table t" ), QStringLiteral( "(byte " ) } );
      row( "encrypted database", QByteArray( 4096, '\x5a' ), fitting, ErrorKind::DamagedDatabase,
           { QStringLiteral( "live" ) } );
    }
    void whatIsBadIsNamedAndNothingIsWritten()
    {
      QFETCH( QByteArray, database );
      QFETCH( QByteArray, changeset );
      QFETCH( ErrorKind, kind );
      QFETCH( QStringList, told );
      if ( database.startsWith( "CREATE" ) )
        golden::runSql( at( "live" ), database );
      else
        golden::writeFile( at( "live" ), database );
      golden::writeFile( at( "bad" ), changeset );
      const QByteArray before = golden::readFile( at( "live" ) );
      const auto applied = applyChangeset( at( "live" ), at( "bad" ) );
      QVERIFY( !applied );
      QVERIFY2( applied.error().kind == kind, qPrintable( toLogLine( applied.error() ) ) );
      for ( const QString &part : told )
        QVERIFY2( applied.error().detail.contains( part ), qPrintable( applied.error().detail ) );
      QCOMPARE( golden::readFile( at( "live" ) ), before );
      QCOMPARE( QDir( mDir->path() ).entryList( QDir::Files ),
                QStringList( { QStringLiteral( "bad" ), QStringLiteral( "live" ) } ) );
    }

    void aDamagedDatabaseIsNotWritten()
    {
      makePair(
        "PRAGMA page_size=512; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 200) INSERT INTO t SELECT i, 'n' || i FROM c",
        "UPDATE t SET a='new' WHERE id=150" );
      QByteArray bytes = golden::readFile( at( "base" ) );
      bytes.replace( 1024, bytes.size() - 1024, QByteArray( bytes.size() - 1024, '\xff' ) );
      golden::writeFile( at( "base" ), bytes );
      const auto applied = applyChangeset( at( "base" ), at( "diff" ) );
      QVERIFY( !applied );
      QCOMPARE( applied.error().kind, ErrorKind::DamagedDatabase );
      QCOMPARE( golden::readFile( at( "base" ) ), bytes );
      QCOMPARE( QDir( mDir->path() ).entryList( QDir::Files ).size(), 3 );
    }

    //! SQLite would put our row in the place of another one, without a word.
    void constraintsThatReplaceRowsGiveNoneUp_data()
    {
      QTest::addColumn<QByteArray>( "table" );
      for ( const char *action : { "REPLACE", "IGNORE", "ROLLBACK", "FAIL", "ABORT" } )
      {
        const QByteArray clause = QByteArray( " ON CONFLICT " ) + action;
        QTest::addRow( "key, %s", action )
          << QByteArray( "CREATE TABLE t(id INTEGER PRIMARY KEY" + clause + ", a TEXT);" );
        QTest::addRow( "unique column, %s", action )
          << QByteArray( "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT UNIQUE" + clause + ");" );
      }
    }
    void constraintsThatReplaceRowsGiveNoneUp()
    {
      QFETCH( QByteArray, table );
      makePair( table + "INSERT INTO t VALUES(1,'one'),(2,'two')",
                "INSERT INTO t VALUES(3,'three'); UPDATE t SET a='zwei' WHERE id=2" );
      golden::copyDatabase( at( "base" ), at( "other" ) );
      VERIFY_OK( applyChangeset( at( "other" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "other" ) ), golden::rowsOf( at( "modified" ) ) );

      golden::runSql( at( "base" ), table.contains( "UNIQUE" ) ? "INSERT INTO t VALUES(9,'three')"
                                                               : "INSERT INTO t VALUES(3,'mine')" );
      const auto before = golden::rowsOf( at( "base" ) );
      const auto applied = applyChangeset( at( "base" ), at( "diff" ) );
      QVERIFY( !applied );
      QCOMPARE( applied.error().kind, ErrorKind::ChangesetConflict );
      QCOMPARE( golden::rowsOf( at( "base" ) ), before );
    }

    void rowsThatReplaceEachOtherAreMergedWithoutLoss()
    {
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY ON CONFLICT REPLACE, a TEXT); INSERT INTO t VALUES(1,'x')",
        "INSERT INTO t VALUES(2,'theirs')" );
      golden::copyDatabase( at( "base" ), at( "ours" ) );
      golden::runSql( at( "ours" ), "INSERT INTO t VALUES(2,'ours')" );
      const auto report = rebaseDatabase( at( "base" ), at( "diff" ), at( "ours" ) );
      VERIFY_OK( report );
      auto database = Database::open( at( "ours" ), Database::Access::ReadOnly );
      QCOMPARE( *database->textOf( "SELECT group_concat(id || a) FROM (SELECT * FROM t ORDER BY id)" ),
                QByteArray( "1x,2theirs,3ours" ) );
    }

    //! SQLite reads the bytes of a stored blob as UTF-16 there, but not those of a parameter.
    void blobsInPlaceOfInstantsAreFoundInUtf16()
    {
      makePair( "PRAGMA encoding='UTF-16le'; CREATE TABLE t(id INTEGER PRIMARY KEY, given DATETIME, a);"
                "INSERT INTO t VALUES(1,x'39',1),(2,x'39',2),(3,'2020-01-01',3),(4,NULL,4)",
                "UPDATE t SET given=x'3938' WHERE id=1; DELETE FROM t WHERE id>1" );
      const auto before = golden::rowsOf( at( "base" ) );
      VERIFY_OK( invert( at( "diff" ), at( "back" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "back" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), before );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
    }

    //! Their delete would take our new row along, and nobody would hear of it.
    void aCascadeOfTheirsTakesNoRowOfOurs()
    {
      makePair(
        "CREATE TABLE p(id INTEGER PRIMARY KEY, a); INSERT INTO p VALUES(1,'x'),(2,'y');"
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p(id) ON DELETE CASCADE); INSERT INTO c VALUES(1,2)",
        "DELETE FROM p WHERE id=1" );
      golden::copyDatabase( at( "base" ), at( "ours" ) );
      golden::runSql( at( "ours" ), "INSERT INTO c VALUES(2,1)" );
      const auto before = golden::rowsOf( at( "ours" ) );
      const auto report = rebaseDatabase( at( "base" ), at( "diff" ), at( "ours" ) );
      QVERIFY( !report );
      QCOMPARE( report.error().kind, ErrorKind::ChangesetConflict );
      QCOMPARE( golden::rowsOf( at( "ours" ) ), before );
    }

    void foreignKeysThatNobodyCanEnforceAreInNobodysWay_data()
    {
      QTest::addColumn<QByteArray>( "child" );
      QTest::newRow( "columns that are not unique" ) << QByteArray( "REFERENCES p(code)" );
      QTest::newRow( "a table that is not there" ) << QByteArray( "REFERENCES gone(id)" );
      QTest::newRow( "with an action" ) << QByteArray( "REFERENCES p(code) ON DELETE CASCADE" );
    }

    void foreignKeysThatNobodyCanEnforceAreInNobodysWay()
    {
      QFETCH( QByteArray, child );
      makePair(
        "CREATE TABLE p(id INTEGER PRIMARY KEY, code, n UNIQUE); INSERT INTO p VALUES(1,'x',1),(2,'y',2);"
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p " +
          child + "); INSERT INTO c VALUES(1,'x'),(2,'y')",
        "UPDATE p SET code='z', n=7 WHERE id=1; DELETE FROM c WHERE id=2; INSERT INTO c VALUES(3,'q')" );
      golden::copyDatabase( at( "base" ), at( "ours" ) );
      golden::runSql( at( "ours" ), "INSERT INTO p VALUES(3,'w',7)" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );

      const auto clash = applyChangeset( at( "ours" ), at( "diff" ) );
      QVERIFY( !clash );
      QCOMPARE( clash.error().kind, ErrorKind::ChangesetConflict );
    }

    void tablesOfManyColumnsGoThroughUpToALimit()
    {
      const auto table = []( int columns )
      {
        QByteArray sql = "CREATE TABLE t(id INTEGER PRIMARY KEY";
        for ( int i = 1; i < columns; ++i )
          sql += ", c" + QByteArray::number( i );
        return sql + "); INSERT INTO t(id, c1) VALUES(1,'x'),(2,'y');";
      };
      makePair( table( 950 ), "UPDATE t SET c949=1 WHERE id=1; DELETE FROM t WHERE id=2" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
      golden::runSql( at( "wide" ), table( 951 ) );
      golden::copyDatabase( at( "wide" ), at( "wider" ) );
      const auto done = diff( at( "wide" ), at( "wider" ), at( "out" ) );
      QVERIFY( !done );
      QCOMPARE( done.error().kind, ErrorKind::InvalidInput );
      QVERIFY( done.error().detail.contains( QStringLiteral( "table t has 951 columns" ) ) );
    }

    void anUpdateSetsOnlyWhatChanged()
    {
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b); CREATE TABLE log(x); INSERT INTO t VALUES(1,1,1);"
        "CREATE TRIGGER gpkg_a AFTER UPDATE OF a ON t BEGIN INSERT INTO log VALUES('a'); END;"
        "CREATE TRIGGER gpkg_b AFTER UPDATE OF b ON t BEGIN INSERT INTO log VALUES('b'); END;",
        "DROP TRIGGER gpkg_a; DROP TRIGGER gpkg_b; UPDATE t SET b=2" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      auto database = Database::open( at( "base" ), Database::Access::ReadOnly );
      QCOMPARE( *database->textOf( "SELECT group_concat(x) FROM log" ), QByteArray( "b" ) );
    }

    void rowsThatSwapUniqueValuesKeepTheirChildren()
    {
      makePair(
        "CREATE TABLE p(id INTEGER PRIMARY KEY, u TEXT UNIQUE); INSERT INTO p VALUES(1,'a'),(2,'b');"
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p(id) ON DELETE CASCADE); INSERT INTO c VALUES(1,1),(2,2)",
        "UPDATE p SET u='x' WHERE id=1; UPDATE p SET u='a' WHERE id=2; UPDATE p SET u='b' WHERE id=1" );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
    }

    void rowsThatMoveToAnotherParentAreNotTakenByACascade_data()
    {
      QTest::addColumn<QByteArray>( "action" );
      for ( const char *action : { "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION" } )
        QTest::addRow( "%s", action ) << QByteArray( action );
    }

    void rowsThatMoveToAnotherParentAreNotTakenByACascade()
    {
      QFETCH( QByteArray, action );
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, up INTEGER REFERENCES t(id) ON DELETE " + action +
          ", a); INSERT INTO t VALUES(1,NULL,'old'),(2,NULL,'new'),(3,1,'moves'),(4,3,'stays with it')",
        "UPDATE t SET up=2 WHERE id=3; DELETE FROM t WHERE id=1" );
      orderAsOthers();
      golden::copyDatabase( at( "base" ), at( "start" ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
      VERIFY_OK( invert( at( "diff" ), at( "inverse" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "inverse" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "start" ) ) );
    }

    void aRowThatWouldReferToNothingIsRefusedWhateverTheActions()
    {
      makePair( "CREATE TABLE t(id INTEGER PRIMARY KEY, up INTEGER REFERENCES t(id) ON DELETE CASCADE, a);"
                "INSERT INTO t VALUES(1,NULL,'old'),(2,NULL,'new'),(3,1,'moves'),(4,7,'always dangled')",
                "UPDATE t SET up=2 WHERE id=3; DELETE FROM t WHERE id=1" );
      orderAsOthers();
      golden::runSql( at( "base" ), "INSERT INTO t VALUES(9,1,'newer than the changes')" );
      golden::copyDatabase( at( "base" ), at( "before" ) );
      const auto applied = applyChangeset( at( "base" ), at( "diff" ) );
      QVERIFY( !applied );
      QCOMPARE( applied.error().kind, ErrorKind::ChangesetConflict );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "before" ) ) );
    }

    void uniqueNumbersThatMoveOnAreNotTriedForEver_data()
    {
      QTest::addColumn<QByteArray>( "to" );
      QTest::addRow( "to the next" ) << QByteArray( "n + 1" );
      QTest::addRow( "to the one before" ) << QByteArray( "n - 1" );
      QTest::addRow( "in no order" ) << QByteArray( "(n * 7919) % 4001" );
    }

    //! Each row waits for another. One try a round would be some million tries.
    void uniqueNumbersThatMoveOnAreNotTriedForEver()
    {
      QFETCH( QByteArray, to );
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER UNIQUE);"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 4000) INSERT INTO t SELECT i, i FROM c",
        "UPDATE t SET n = -(" + to + "); UPDATE t SET n = -n" );
      QElapsedTimer time;
      time.start();
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QVERIFY2( time.elapsed() < 15000, qPrintable( QString::number( time.elapsed() ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
    }

    void manySetsOfColumnsGoThrough()
    {
      QByteArray columns;
      QByteArray change;
      for ( int i = 0; i < 30; ++i )
      {
        columns += ", c" + QByteArray::number( i ) + " INTEGER DEFAULT 0";
        change += "UPDATE t SET c" + QByteArray::number( i ) + " = 1 WHERE id % " +
                  QByteArray::number( i + 2 ) + " = id % 7;";
      }
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns +
          "); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 900) INSERT INTO t(id) "
          "SELECT i FROM c",
        change );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
    }

    void textThatReadsNullIsNullInJson()
    {
      golden::runSql( at( "base" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)" );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), "INSERT INTO t VALUES(1,'null'),(2,'nullable')" );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
      QBuffer buffer;
      buffer.open( QIODevice::WriteOnly );
      VERIFY_OK( writeChangesJson( std::move( *ChangesetReader::open( at( "diff" ) ) ), buffer ) );
      QCOMPARE( buffer.data().count( "\"new\": null\n" ), 1 );
      QCOMPARE( buffer.data().count( "\"new\": \"nullable\"\n" ), 1 );
    }

    void aNumberThatTheyFreedIsTaken()
    {
      makePair( "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES(1,'x'),(5,'y')",
                "INSERT INTO t VALUES(4,'theirs'); DELETE FROM t WHERE id=5" );
      golden::copyDatabase( at( "base" ), at( "ours" ) );
      golden::runSql( at( "ours" ), "INSERT INTO t VALUES(4,'ours')" );
      const auto report = rebaseDatabase( at( "base" ), at( "diff" ), at( "ours" ) );
      VERIFY_OK( report );
      QCOMPARE( report->renumbered.value( "t" ).value( 4 ), qint64( 5 ) );
    }

    void aMergeTellsEachRowAndCell()
    {
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT);"
        "INSERT INTO t VALUES(1,'a','b','c'),(2,'a','b','c'),(3,'a','b','c'),(4,'a','b','c'),(5,'a','b','c'),(6,'a','b','c')",
        "UPDATE t SET a='their a', b='their b' WHERE id=1; UPDATE t SET a='their a' WHERE id=2;"
        "DELETE FROM t WHERE id=3; UPDATE t SET b='their b' WHERE id=4; DELETE FROM t WHERE id=5;"
        "INSERT INTO t VALUES(7,'their new','','')" );
      golden::copyDatabase( at( "base" ), at( "ours" ) );
      golden::runSql(
        at( "ours" ),
        "UPDATE t SET b='our b', c='our c' WHERE id=1; UPDATE t SET a='their a', c='our c' WHERE id=2;"
        "UPDATE t SET c='our c' WHERE id=3; DELETE FROM t WHERE id=4; DELETE FROM t WHERE id=5;"
        "INSERT INTO t VALUES(7,'our new','',''); UPDATE t SET a='only ours' WHERE id=6" );
      const auto report = rebaseDatabase( at( "base" ), at( "diff" ), at( "ours" ) );
      VERIFY_OK( report );
      QByteArrayList told;
      for ( const RowMerge &row : report->rows )
        told.append( toldOf( row ) );
      std::sort( told.begin(), told.end() );
      QCOMPARE( told, QByteArrayList( { "t 1 ours won: 0 a>their a|; 1 b>their b|our b!; 2 c>|our c",
                                        "t 2 merged: 0 a>their a|their a; 2 c>|our c",
                                        "t 3 they deleted: 2 c>|our c!", "t 4 we deleted: 1 b>their b|",
                                        "t 5 both deleted", "t 7 renumbered to 8" } ) );
      QCOMPARE( report->conflicts(), qint64( 2 ) );
      QCOMPARE( report->renumbered.value( "t" ).value( 7 ), qint64( 8 ) );
      auto database = Database::open( at( "ours" ), Database::Access::ReadOnly );
      QCOMPARE(
        *database->textOf( "SELECT group_concat(id||a||b||c,'|') FROM (SELECT * FROM t ORDER BY id)" ),
        QByteArray( "1their aour bour c|2their abour c|6only oursbc|7their new|8our new" ) );
    }

    void aFailingCallLeavesTheDatabaseAsItWas_data()
    {
      QTest::addColumn<QByteArray>( "mode" );
      QTest::addColumn<bool>( "rebases" );
      QTest::newRow( "apply, rollback journal" ) << QByteArray( "DELETE" ) << false;
      QTest::newRow( "apply, write-ahead log" ) << QByteArray( "WAL" ) << false;
      QTest::newRow( "rebase, rollback journal" ) << QByteArray( "DELETE" ) << true;
      QTest::newRow( "rebase, write-ahead log" ) << QByteArray( "WAL" ) << true;
    }
    void aFailingCallLeavesTheDatabaseAsItWas()
    {
      QFETCH( QByteArray, mode );
      QFETCH( bool, rebases );
      makePair(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT UNIQUE, b BLOB); CREATE TABLE log(x);"
        "CREATE TRIGGER mine AFTER INSERT ON t BEGIN INSERT INTO log VALUES(1); END;"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 60) INSERT INTO t SELECT i, 'n' || i, randomblob(900) FROM c",
        "DROP TRIGGER mine; UPDATE t SET b=randomblob(900) WHERE id % 3 = 0; DELETE FROM t WHERE id % 7 = 0; INSERT INTO t VALUES(100,'new',NULL)" );
      golden::copyDatabase( at( "base" ), at( "start" ) );
      if ( rebases )
        golden::runSql(
          at( "start" ),
          "DROP TRIGGER mine; UPDATE t SET a='ours' WHERE id=5; INSERT INTO t VALUES(100,'our new',NULL)" );
      const auto before = golden::rowsOf( at( "start" ) );
      int failAt = 0;
      for ( ;; ++failAt )
      {
        for ( const char *suffix : { "", "-wal", "-shm", "-journal" } )
          QFile::remove( at( "live" ) + QString::fromLatin1( suffix ) );
        golden::copyDatabase( at( "start" ), at( "live" ) );
        golden::runSql( at( "live" ), "PRAGMA journal_mode=" + mode );
        faultyvfs::failCall( failAt );
        const bool worked = rebases ? rebaseDatabase( at( "base" ), at( "diff" ), at( "live" ) ).has_value()
                                    : applyChangeset( at( "live" ), at( "diff" ) ).has_value();
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        const auto after = golden::rowsOf( at( "live" ) );
        QVERIFY2( worked ? after != before : after == before,
                  qPrintable( QStringLiteral( "call %1" ).arg( failAt ) ) );
        VERIFY_OK( livedb::check( at( "live" ) ) );
        if ( !fired )
        {
          QVERIFY( worked );
          break;
        }
      }
      QVERIFY( failAt > 20 );
      qInfo( "%d calls failed, one after the other", failAt );
    }
};

QTEST_GUILESS_MAIN( TestApplier )
#include "test_applier.moc"
