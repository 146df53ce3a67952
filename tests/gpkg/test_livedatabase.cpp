// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/livedatabase.h"
#include "core/gpkg/sqlite.h"
#include "faultyvfs.h"
#include "goldendata.h"
#include "holder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <future>

using namespace syncline;

namespace
{
  //! Only for files that no connection of this process has open: reading plainly would drop its locks.
  QByteArray bytesOf( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray( "(none)" );
  }

  void make( const QString &path, const QByteArray &sql )
  {
    const bool isNew = !QFile::exists( path );
    auto database = Database::open( path, isNew ? Database::Access::Create : Database::Access::ReadWrite );
    QVERIFY2( database, database ? "" : qPrintable( toLogLine( database.error() ) ) );
    const auto done = database->execute( sql );
    QVERIFY2( done, done ? "" : qPrintable( toLogLine( done.error() ) ) );
  }

  const QByteArray ROWS = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
                          "INSERT INTO t VALUES (1,'one'),(2,'two'),(3,'three');";
  const QByteArray OTHER_ROWS =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, more TEXT); INSERT INTO t VALUES (7,'seven','x');"
    "CREATE TABLE u(a);";
  //! n rows of about a kilobyte.
  QByteArray manyRows( int n )
  {
    return "CREATE TABLE big(id INTEGER PRIMARY KEY, b BLOB);"
           "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < " +
           QByteArray::number( n ) + ") INSERT INTO big SELECT i, randomblob(1000) FROM c;";
  }
} // namespace

class TestLiveDatabase : public QObject
{
    Q_OBJECT
    QTemporaryDir *mDir = nullptr;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

  private Q_SLOTS:
    void initTestCase() { faultyvfs::install(); }
    void init()
    {
      faultyvfs::failCall( -1 );
      mDir = new QTemporaryDir;
    }
    void cleanup() { delete mDir; }

    void knowsDatabasesByName()
    {
      QVERIFY( livedb::isDatabaseName( QStringLiteral( "/x/a.GPKG" ) ) );
      QVERIFY( livedb::isDatabaseName( QStringLiteral( "/x/a.mbtiles" ) ) );
      QVERIFY( !livedb::isDatabaseName( QStringLiteral( "/x/a.qgz" ) ) );
      QVERIFY( livedb::isVersionedName( QStringLiteral( "/x/a.Sqlite" ) ) );
      QVERIFY( !livedb::isVersionedName( QStringLiteral( "/x/a.mbtiles" ) ) );
    }

    void readingLeavesFileAndWalAsTheyAre()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      QCOMPARE( other.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) ), QStringLiteral( "ok wal" ) );
      QCOMPARE( other.sql( QStringLiteral( "INSERT INTO t VALUES (4,'four')" ) ), QStringLiteral( "ok" ) );
      // a crashed program: nobody is left to checkpoint, and we are the last user
      const QString crashed = at( "crashed.gpkg" );
      const QByteArray file = bytesOf( path ); // this process has it not open
      const QByteArray wal = bytesOf( path + QStringLiteral( "-wal" ) );
      QVERIFY( wal.size() > 4096 );
      QVERIFY( QFile::copy( path, crashed ) );
      QVERIFY( QFile::copy( path + QStringLiteral( "-wal" ), crashed + QStringLiteral( "-wal" ) ) );

      for ( const QString &live : { path, crashed } )
      {
        const auto print = livedb::fingerprint( live, {} );
        VERIFY_OK( print );
        QVERIFY( print->hasPendingWal );
        QCOMPARE( print->sha1, sha1Of( file ) );
        QCOMPARE( print->sizeBytes, qint64( file.size() ) );
        VERIFY_OK( livedb::snapshot( live, live + QStringLiteral( ".copy" ), {} ) );
        VERIFY_OK( livedb::check( live ) );
        VERIFY_OK( livedb::sameContent( live, path, {} ) );
        QCOMPARE( bytesOf( live ), file );
        QCOMPARE( bytesOf( live + QStringLiteral( "-wal" ) ), wal );
        QVERIFY( *livedb::sameContent( live, live + QStringLiteral( ".copy" ), {} ) );
        auto copy = Database::open( live + QStringLiteral( ".copy" ), Database::Access::ReadOnly );
        QCOMPARE( *copy->integerOf( "SELECT count(*) FROM t" ), qint64( 4 ) );
      }
      QVERIFY( QDir( mDir->path() ).entryList( { QStringLiteral( "*.copy.*" ) } ).isEmpty() );
    }

    void readingAnIdleWalDatabaseLeavesNothingBeside()
    {
      const QString path = at( "a.gpkg" );
      make( path, "PRAGMA journal_mode=WAL;" + ROWS );
      {
        Holder other; // a program that checkpoints at its end
        other.ask( QStringLiteral( "open " ) + path );
        other.sql( QStringLiteral( "SELECT count(*) FROM t" ) );
        other.ask( QStringLiteral( "close" ) );
      }
      QVERIFY( !QFile::exists( path + QStringLiteral( "-wal" ) ) );
      const QByteArray file = bytesOf( path );
      const auto print = livedb::fingerprint( path, {} );
      VERIFY_OK( print );
      QVERIFY( !print->hasPendingWal );
      VERIFY_OK( livedb::snapshot( path, at( "copy" ), {} ) );
      QVERIFY( !QFile::exists( path + QStringLiteral( "-wal" ) ) );
      QVERIFY( !QFile::exists( path + QStringLiteral( "-shm" ) ) );
      QCOMPARE( bytesOf( path ), file );
      QCOMPARE( bytesOf( at( "copy" ) ), file ); // byte-identical where nothing is pending
    }

    void aFullyCheckpointedWalIsNotPending()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      other.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      other.sql( QStringLiteral( "INSERT INTO t VALUES (4,'four')" ) );
      other.sql( QStringLiteral( "PRAGMA wal_checkpoint(PASSIVE)" ) );
      QVERIFY( QFileInfo( path + QStringLiteral( "-wal" ) ).size() > 0 );
      const auto print = livedb::fingerprint( path, {} );
      VERIFY_OK( print );
      QVERIFY( !print->hasPendingWal );
    }

    //! POSIX drops a process's locks on a file when any descriptor of it is closed.
    void hashingDoesNotDropTheLocksOfThisProcess_data()
    {
      QTest::addColumn<QString>( "reading" );
      QTest::addColumn<bool>( "keepsLocks" );
      QTest::newRow( "through SQLite" ) << QStringLiteral( "fingerprint " ) << true;
      QTest::newRow( "plainly, as a control" ) << QStringLiteral( "readplainly " ) << false;
    }
    void hashingDoesNotDropTheLocksOfThisProcess()
    {
      QFETCH( QString, reading );
      QFETCH( bool, keepsLocks );
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      Holder editor; // stands for QGIS with us inside
      editor.ask( QStringLiteral( "open " ) + path );
      editor.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      editor.sql( QStringLiteral( "INSERT INTO t VALUES (4,'four')" ) );
      QVERIFY( editor.ask( reading + path ).startsWith( QStringLiteral( "ok" ) ) );
      {
        Holder passerBy;
        passerBy.ask( QStringLiteral( "open " ) + path );
        passerBy.sql( QStringLiteral( "SELECT count(*) FROM t" ) );
        passerBy.ask( QStringLiteral( "close" ) ); // believes to be the last one, if the lock is gone
      }
      QCOMPARE( QFile::exists( path + QStringLiteral( "-wal" ) ), keepsLocks );
      editor.sql( QStringLiteral( "INSERT INTO t VALUES (5,'five')" ) );
      Holder third;
      third.ask( QStringLiteral( "open " ) + path );
      QCOMPARE( third.sql( QStringLiteral( "SELECT count(*) FROM t" ) ) == QStringLiteral( "ok 5" ),
                keepsLocks );
    }

    void readsWhileAnotherProcessWritesInWalMode()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      other.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      QCOMPARE( other.sql( QStringLiteral( "BEGIN IMMEDIATE" ) ), QStringLiteral( "ok" ) );
      other.sql( QStringLiteral( "INSERT INTO t VALUES (4,'four')" ) );
      VERIFY_OK( livedb::snapshot( path, at( "copy" ), {} ) );
      auto copy = Database::open( at( "copy" ), Database::Access::ReadOnly );
      QCOMPARE( *copy->integerOf( "SELECT count(*) FROM t" ), qint64( 3 ) );
    }

    void waitsABoundedTimeForAWriter()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      make( at( "new" ), OTHER_ROWS );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      QCOMPARE( other.sql( QStringLiteral( "BEGIN EXCLUSIVE" ) ), QStringLiteral( "ok" ) );
      QElapsedTimer timer;
      timer.start();
      const auto print = livedb::fingerprint( path, {} );
      QVERIFY( !print );
      QCOMPARE( print.error().kind, ErrorKind::FileInUse );
      QVERIFY2( timer.elapsed() >= Database::BUSY_WAIT_MS - 500 &&
                  timer.elapsed() < Database::BUSY_WAIT_MS + 3000,
                qPrintable( QString::number( timer.elapsed() ) ) );
      const auto installed = livedb::install( at( "new" ), path, {} );
      QVERIFY( !installed );
      QCOMPARE( installed.error().kind, ErrorKind::FileInUse );
      other.sql( QStringLiteral( "ROLLBACK" ) );
      QCOMPARE( other.sql( QStringLiteral( "SELECT count(*) FROM t" ) ), QStringLiteral( "ok 3" ) );
    }

    void cancelEndsTheWait()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      CancelSource source;
      source.cancel();
      const auto print = livedb::fingerprint( path, source.token() );
      QVERIFY( !print );
      QCOMPARE( print.error().kind, ErrorKind::Canceled );
      QVERIFY( !livedb::snapshot( path, at( "copy" ), source.token() ) );
      QVERIFY( !QFile::exists( at( "copy" ) ) );
    }

    void installGivesOpenConnectionsTheNewContent_data()
    {
      QTest::addColumn<QByteArray>( "mode" );
      QTest::addColumn<QByteArray>( "pageSize" );
      for ( const char *mode : { "DELETE", "WAL" } )
      {
        for ( const char *size : { "512", "4096", "65536" } )
          QTest::addRow( "%s %s", mode, size ) << QByteArray( mode ) << QByteArray( size );
      }
    }
    void installGivesOpenConnectionsTheNewContent()
    {
      QFETCH( QByteArray, mode );
      QFETCH( QByteArray, pageSize );
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      make( at( "new" ), "PRAGMA page_size=" + pageSize + ";" + OTHER_ROWS );
      const QByteArray content = bytesOf( at( "new" ) );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      other.sql( QStringLiteral( "PRAGMA journal_mode=" ) + QString::fromLatin1( mode ) );
      QCOMPARE( other.sql( QStringLiteral( "SELECT count(*) FROM t" ) ), QStringLiteral( "ok 3" ) );
      VERIFY_OK( livedb::install( at( "new" ), path, {} ) );
      QCOMPARE( other.sql( QStringLiteral( "SELECT more FROM t" ) ), QStringLiteral( "ok x" ) );
      QVERIFY( *livedb::sameContent( at( "new" ), path, {} ) );
      QCOMPARE( bytesOf( at( "new" ) ), content );
      VERIFY_OK( livedb::check( path ) );
    }

    void anotherProcessCanSaveWhileContentIsInstalled()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      make( at( "new" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);" + manyRows( 60000 ) );
      Holder other;
      other.ask( QStringLiteral( "open " ) + path );
      other.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
      other.ask( QStringLiteral( "wait 5000" ) ); // as QGIS
      const QString content = at( "new" );
      auto installing =
        std::async( std::launch::async, [&] { return livedb::install( content, path, {} ); } );
      qint64 longestMs = 0;
      int saves = 0;
      while ( installing.wait_for( std::chrono::seconds( 0 ) ) != std::future_status::ready )
      {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(
          other.sql( QStringLiteral( "INSERT INTO t VALUES (%1,'saved meanwhile')" ).arg( 100 + saves++ ) ),
          QStringLiteral( "ok" ) );
        longestMs = qMax( longestMs, timer.elapsed() );
      }
      const auto installed = installing.get();
      qInfo( "%d saves meanwhile, the longest took %lld ms", saves, static_cast<long long>( longestMs ) );
      QVERIFY( longestMs < 2000 );
      if ( installed ) // a slow disk may refuse it, but then nothing has happened
        QCOMPARE( other.sql( QStringLiteral( "SELECT count(*) FROM big" ) ), QStringLiteral( "ok 60000" ) );
      else
        QCOMPARE( other.sql( QStringLiteral( "SELECT count(*) FROM t" ) ),
                  QStringLiteral( "ok %1" ).arg( 3 + saves ) );
    }

    void aFailingInstallLeavesTheContentAsItWas_data()
    {
      QTest::addColumn<QByteArray>( "mode" );
      QTest::newRow( "rollback journal" ) << QByteArray( "DELETE" );
      QTest::newRow( "write-ahead log" ) << QByteArray( "WAL" );
    }
    void aFailingInstallLeavesTheContentAsItWas()
    {
      QFETCH( QByteArray, mode );
      make( at( "old" ), ROWS + manyRows( 20 ) );
      make( at( "new" ), OTHER_ROWS + manyRows( 30 ) );
      int failAt = 0;
      for ( ;; ++failAt )
      {
        const QString path = at( "live" );
        QFile::remove( path );
        QFile::remove( path + QStringLiteral( "-wal" ) );
        QFile::remove( path + QStringLiteral( "-shm" ) );
        QVERIFY( QFile::copy( at( "old" ), path ) );
        make( path, "PRAGMA journal_mode=" + mode );
        faultyvfs::failCall( failAt );
        const auto installed = livedb::install( at( "new" ), path, {} );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        VERIFY_OK( livedb::check( path ) );
        const auto hasNew = livedb::sameContent( at( "new" ), path, {} );
        const auto hasOld = livedb::sameContent( at( "old" ), path, {} );
        VERIFY_OK( hasNew );
        VERIFY_OK( hasOld );
        QVERIFY2( installed ? *hasNew : *hasOld, qPrintable( QStringLiteral( "call %1" ).arg( failAt ) ) );
        if ( !fired )
          break;
      }
      QVERIFY( failAt > 20 );
      qInfo( "%d calls failed, one after the other", failAt );
    }

    void somebodyElsesConnectionIsSeenInWalMode()
    {
      const QString path = at( "a.gpkg" );
      make( path, ROWS );
      QCOMPARE( *livedb::isOpenElsewhere( path ), false );
      {
        Holder other;
        other.ask( QStringLiteral( "open " ) + path );
        QCOMPARE( other.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) ), QStringLiteral( "ok wal" ) );
        other.sql( QStringLiteral( "SELECT * FROM t" ) );
        QCOMPARE( *livedb::isOpenElsewhere( path ), true );
        VERIFY_OK( livedb::fingerprint( path, {} ) );
        QCOMPARE( *livedb::isOpenElsewhere( path ), true );
      }
      VERIFY_OK( livedb::fingerprint( path, {} ) ); // leaves an empty -wal: that is nobody
      QVERIFY( QFile::exists( path + QStringLiteral( "-wal" ) ) );
      QCOMPARE( *livedb::isOpenElsewhere( path ), false );
    }

    void aFileOfOneByteIsNoDatabase()
    {
      QFile file( at( "Thumbs.db" ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write( "x" );
      file.close();
      QCOMPARE( livedb::fingerprint( at( "Thumbs.db" ), {} ).error().kind, ErrorKind::DamagedDatabase );
      QCOMPARE( livedb::snapshot( at( "Thumbs.db" ), at( "copy" ), {} ).error().kind,
                ErrorKind::DamagedDatabase );
    }

    void whatIsNoDatabaseIsDamaged()
    {
      QFile file( at( "a.gpkg" ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write( QByteArray( 5000, 'x' ) );
      file.close();
      QCOMPARE( livedb::check( at( "a.gpkg" ) ).error().kind, ErrorKind::DamagedDatabase );
      QCOMPARE( livedb::fingerprint( at( "a.gpkg" ), {} ).error().kind, ErrorKind::DamagedDatabase );
      QCOMPARE( livedb::fingerprint( at( "none" ), {} ).error().kind, ErrorKind::NotFound );

      make( at( "b.gpkg" ), manyRows( 100 ) );
      QFile broken( at( "b.gpkg" ) );
      QVERIFY( broken.open( QIODevice::ReadWrite ) );
      broken.seek( 3 * 4096 );
      broken.write( QByteArray( 20000, 'y' ) );
      broken.close();
      QCOMPARE( livedb::check( at( "b.gpkg" ) ).error().kind, ErrorKind::DamagedDatabase );
    }

    void sameContentSeesEveryDifferenceButBytes()
    {
      make( at( "a" ), ROWS );
      make( at( "vacuumed" ), "PRAGMA page_size=1024;" + ROWS +
                                "DELETE FROM t WHERE id=2; INSERT INTO t VALUES (2,'two'); VACUUM" );
      QVERIFY( *livedb::sameContent( at( "a" ), at( "vacuumed" ), {} ) );
      const QByteArray changes[] = { "UPDATE t SET name='x' WHERE id=3",
                                     "DELETE FROM t WHERE id=3",
                                     "UPDATE t SET name=x'6f6e65' WHERE id=1",
                                     "CREATE INDEX i ON t(name)",
                                     "CREATE TABLE u(a)",
                                     "PRAGMA user_version=3" };
      int n = 0;
      for ( const QByteArray &change : changes )
      {
        const QString other = at( qPrintable( QStringLiteral( "b%1" ).arg( n++ ) ) );
        make( other, ROWS + change );
        QVERIFY2( !*livedb::sameContent( at( "a" ), other, {} ), change.constData() );
      }
    }
};

QTEST_GUILESS_MAIN( TestLiveDatabase )
#include "test_livedatabase.moc"
