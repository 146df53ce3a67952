// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "faultyvfs.h"
#include "goldendata.h"
#include "holder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <future>

using namespace syncline;
using livedb::Outcome;

namespace
{
  const QByteArray OLD = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
                         "INSERT INTO t VALUES (1,'one'),(2,'two'),(3,'three');";
  const QByteArray NEW = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
                         "INSERT INTO t VALUES (1,'one'),(2,'TWO'),(4,'four');";
  const QString EDIT = QStringLiteral( "INSERT INTO t VALUES (100,'saved meanwhile')" );
  constexpr int SLOW_DISK_US = 3000; // for each write
  constexpr int LONGEST_WAIT_MS =
    2500; // far below the five seconds after which QGIS gives up; the limit is 900 ms

  QStringList rows( const QString &path ) { return golden::rowsOf( path ).value( QStringLiteral( "t" ) ); }
} // namespace

//! What comes into a database that somebody else has open, and may be writing to at any moment.
class TestLiveInstall : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    void makeFiles()
    {
      golden::runSql( at( "old" ), OLD );
      golden::runSql( at( "new" ), NEW );
      VERIFY_OK( diff( at( "old" ), at( "new" ), at( "changes" ) ) );
    }
    Result<Outcome> bringIn( bool asRows )
    {
      return asRows ? livedb::applyIfUnchanged( { at( "live" ), at( "old" ), at( "changes" ) }, {} )
                    : livedb::installIfUnchanged( { at( "live" ), at( "old" ), at( "new" ) }, {} );
    }

  private Q_SLOTS:
    void initTestCase() { faultyvfs::install(); }
    void init()
    {
      faultyvfs::failCall( -1 );
      mDir = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { faultyvfs::delayWrites( 0 ); }

    void anEditSavedAtAnyMomentIsNeverOverwritten_data()
    {
      QTest::addColumn<QString>( "mode" );
      QTest::addColumn<bool>( "asRows" );
      for ( const char *mode : { "WAL", "DELETE", "TRUNCATE" } )
      {
        QTest::addRow( "whole content, %s", mode ) << QString::fromLatin1( mode ) << false;
        QTest::addRow( "rows, %s", mode ) << QString::fromLatin1( mode ) << true;
      }
    }
    //! Before each call that SQLite makes to the file system for us, another process tries to save an edit.
    void anEditSavedAtAnyMomentIsNeverOverwritten()
    {
      QFETCH( QString, mode );
      QFETCH( bool, asRows );
      makeFiles();
      const QStringList before = rows( at( "old" ) );
      const QStringList after = rows( at( "new" ) );
      int refusals = 0;
      int saved = 0;
      for ( int moment = 0;; ++moment )
      {
        for ( const char *name : { "live", "live-wal", "live-shm" } )
          QFile::remove( at( name ) );
        QVERIFY( QFile::copy( at( "old" ), at( "live" ) ) );
        Holder editor;
        QVERIFY(
          editor.ask( QStringLiteral( "open " ) + at( "live" ) ).startsWith( QStringLiteral( "ok" ) ) );
        editor.sql( QStringLiteral( "PRAGMA journal_mode=" ) + mode );
        editor.sql( QStringLiteral( "SELECT count(*) FROM t" ) );
        bool hasSaved = false;
        faultyvfs::beforeCall( moment, [&] { hasSaved = editor.sql( EDIT ) == QStringLiteral( "ok" ); } );
        const auto outcome = bringIn( asRows );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        VERIFY_OK( outcome );

        QStringList found = rows( at( "live" ) );
        const int edits = found.removeAll( found.filter( QStringLiteral( "saved meanwhile" ) ).value( 0 ) );
        const QByteArray where = QByteArray::number( moment );
        QVERIFY2( hasSaved == ( edits == 1 ), where.constData() );
        QVERIFY2( found == ( *outcome == Outcome::Done ? after : before ), where.constData() );
        QVERIFY2( *outcome == Outcome::Done || hasSaved, where.constData() );
        refusals += *outcome == Outcome::ChangedMeanwhile ? 1 : 0;
        saved += hasSaved ? 1 : 0;
        if ( !fired )
        {
          QCOMPARE( *outcome, Outcome::Done );
          break;
        }
      }
      qInfo( "%d edits saved at different moments, %d refusals", saved, refusals );
      QVERIFY( refusals > 10 );
    }

    void aCheckpointBetweenLookAndLockIsNoChange()
    {
      makeFiles();
      for ( int moment = 0;; ++moment )
      {
        for ( const char *name : { "live", "live-wal", "live-shm" } )
          QFile::remove( at( name ) );
        golden::runSql( at( "live" ), OLD + "PRAGMA journal_mode=WAL;" );
        Holder editor;
        editor.ask( QStringLiteral( "open " ) + at( "live" ) );
        editor.sql( QStringLiteral( "UPDATE t SET name = name" ) ); // frames, but no change
        faultyvfs::beforeCall( moment,
                               [&] { editor.sql( QStringLiteral( "PRAGMA wal_checkpoint(TRUNCATE)" ) ); } );
        const auto outcome = bringIn( true );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        VERIFY_OK( outcome );
        QCOMPARE( *outcome, Outcome::Done );
        QCOMPARE( rows( at( "live" ) ), rows( at( "new" ) ) );
        if ( !fired )
          break;
      }
    }

    void aFileThatWasExchangedIsNotWritten()
    {
      makeFiles();
      golden::runSql( at( "other" ), OLD + "INSERT INTO t VALUES (77,'of another file');" );
      for ( const bool asRows : { false, true } )
      {
        QFile::remove( at( "live" ) );
        QVERIFY( QFile::copy( at( "other" ), at( "live" ) ) );
        const QByteArray bytes = golden::readFile( at( "live" ) );
        const auto outcome = bringIn( asRows );
        VERIFY_OK( outcome );
        QCOMPARE( *outcome, Outcome::ChangedMeanwhile );
        QCOMPARE( golden::readFile( at( "live" ) ), bytes );
      }
    }

    void everyFailingCallLeavesEitherContentWhole_data()
    {
      QTest::addColumn<QString>( "mode" );
      QTest::addColumn<bool>( "asRows" );
      QTest::newRow( "whole content, WAL" ) << QStringLiteral( "WAL" ) << false;
      QTest::newRow( "rows, WAL" ) << QStringLiteral( "WAL" ) << true;
      QTest::newRow( "rows, DELETE" ) << QStringLiteral( "DELETE" ) << true;
    }
    void everyFailingCallLeavesEitherContentWhole()
    {
      QFETCH( QString, mode );
      QFETCH( bool, asRows );
      makeFiles();
      int failAt = 0;
      for ( ;; ++failAt )
      {
        for ( const char *name : { "live", "live-wal", "live-shm", "live-journal" } )
          QFile::remove( at( name ) );
        golden::runSql( at( "live" ), OLD + "PRAGMA journal_mode=" + mode.toLatin1() + ";" );
        faultyvfs::failCall( failAt );
        const auto outcome = bringIn( asRows );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        QVERIFY( !outcome || *outcome == Outcome::Done );
        VERIFY_OK( livedb::check( at( "live" ) ) );
        QCOMPARE( rows( at( "live" ) ), rows( outcome ? at( "new" ) : at( "old" ) ) );
        if ( !fired )
          break;
      }
      QVERIFY( failAt > 20 );
    }

    void rowsOfALayerGoInWithItsRtree()
    {
      QVERIFY( QFile::copy( golden::dataPath( QStringLiteral( "base.gpkg" ) ), at( "live" ) ) );
      VERIFY_OK( livedb::snapshot( at( "live" ), at( "old" ), {} ) );
      VERIFY_OK( livedb::snapshot( at( "live" ), at( "new" ), {} ) );
      QVERIFY( QFile::copy( golden::dataPath( QStringLiteral( "2_inserts/base-inserted_1_A.diff" ) ),
                            at( "changes" ) ) );
      Holder editor;
      editor.ask( QStringLiteral( "open " ) + at( "live" ) );
      editor.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      QCOMPARE( editor.sql( QStringLiteral( "SELECT count(*) FROM simple" ) ), QStringLiteral( "ok 3" ) );
      VERIFY_OK( bringIn( true ) );
      QCOMPARE( editor.sql( QStringLiteral( "SELECT count(*) FROM simple" ) ), QStringLiteral( "ok 4" ) );
      QCOMPARE( editor.sql( QStringLiteral( "SELECT count(*) FROM rtree_simple_geometry" ) ),
                QStringLiteral( "ok 4" ) );
      VERIFY_OK( applyChangeset( at( "new" ), at( "changes" ) ) );
      QVERIFY( *livedb::sameContent( at( "new" ), at( "live" ), {} ) );
    }

    void whatDoesNotFitIsAConflictAndWritesNothing()
    {
      makeFiles();
      QVERIFY( QFile::copy( at( "old" ), at( "live" ) ) );
      golden::runSql( at( "more" ), OLD + "INSERT INTO t VALUES (9,'nine');" );
      golden::runSql( at( "none" ), OLD + "INSERT INTO t VALUES (9,'NINE');" );
      VERIFY_OK( diff( at( "more" ), at( "none" ), at( "changes" ) ) );
      const QByteArray bytes = golden::readFile( at( "live" ) );
      const auto outcome = bringIn( true );
      QVERIFY( !outcome );
      QCOMPARE( outcome.error().kind, ErrorKind::ChangesetConflict );
      QCOMPARE( golden::readFile( at( "live" ) ), bytes );
    }

    void nobodyWaitsLongWhileMuchGoesIn_data()
    {
      QTest::addColumn<bool>( "asRows" );
      QTest::addColumn<bool>( "isPlain" );
      QTest::newRow( "whole content" ) << false << false;
      QTest::newRow( "rows" ) << true << false;
      QTest::newRow( "rows, whatever is there" ) << true << true;
    }
    //! On a disk so slow that neither rows nor content can go in within the time a lock may last.
    void nobodyWaitsLongWhileMuchGoesIn()
    {
      QFETCH( bool, asRows );
      QFETCH( bool, isPlain );
      golden::runSql( at( "old" ), OLD );
      golden::runSql( at( "new" ),
                      OLD + "WITH RECURSIVE c(i) AS (SELECT 10 UNION ALL SELECT i+1 FROM c WHERE i < 6000)"
                            " INSERT INTO t SELECT i, hex(randomblob(1000)) FROM c;" );
      VERIFY_OK( diff( at( "old" ), at( "new" ), at( "changes" ) ) );
      QVERIFY( QFile::copy( at( "old" ), at( "live" ) ) );
      Holder editor;
      editor.ask( QStringLiteral( "open " ) + at( "live" ) );
      editor.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      editor.ask( QStringLiteral( "wait 5000" ) ); // as QGIS
      faultyvfs::delayWrites( SLOW_DISK_US );
      const auto bring = [&]() -> Result<Outcome>
      {
        if ( !isPlain )
          return bringIn( asRows );
        SYNCLINE_CHECK( applyChangeset( at( "live" ), at( "changes" ) ) );
        return Outcome::Done;
      };
      auto bringing = std::async( std::launch::async, bring );
      qint64 longestMs = 0;
      while ( bringing.wait_for( std::chrono::seconds( 0 ) ) != std::future_status::ready )
      {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE( editor.sql( QStringLiteral( "BEGIN IMMEDIATE" ) ), QStringLiteral( "ok" ) );
        longestMs = qMax( longestMs, timer.elapsed() );
        editor.sql( QStringLiteral( "ROLLBACK" ) );
      }
      const auto outcome = bringing.get();
      qInfo( "the longest wait for the lock took %lld ms", static_cast<long long>( longestMs ) );
      QVERIFY2( longestMs < LONGEST_WAIT_MS, qPrintable( QString::number( longestMs ) ) );
      QVERIFY( !outcome ); // refused, and nothing has happened
      QCOMPARE( outcome.error().kind, ErrorKind::FileInUse );
      QCOMPARE( editor.sql( QStringLiteral( "SELECT count(*) FROM t" ) ), QStringLiteral( "ok 3" ) );
      // with the other program gone it goes in, however long it takes
      editor.ask( QStringLiteral( "close" ) );
      faultyvfs::delayWrites( SLOW_DISK_US / 10 );
      const auto later = bring();
      VERIFY_OK( later );
      QCOMPARE( *later, Outcome::Done );
      QCOMPARE( rows( at( "live" ) ), rows( at( "new" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestLiveInstall )
#include "test_liveinstall.moc"
