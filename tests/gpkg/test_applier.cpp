// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"

#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "core/gpkg/rebaser.h"
#include "faultyvfs.h"
#include "goldendata.h"

#include <QTemporaryDir>

using namespace syncline;

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
