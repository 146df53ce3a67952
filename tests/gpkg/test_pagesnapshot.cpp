// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagesnapshot.h"
#include "holder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace syncline;

#define VERIFY_OK( result ) QVERIFY2( result, result ? "" : qPrintable( toLogLine( result.error() ) ) )

namespace
{
  //! The pages as SQLite's own copying sees them, which is the judge here.
  [[nodiscard]] Result<QByteArray> copiedPages( const QString &path, const QString &to )
  {
    {
      SYNCLINE_TRY( from, Database::open( path, Database::Access::ReadOnly ) );
      SYNCLINE_TRY( copy, Database::open( to, Database::Access::Create ) );
      SYNCLINE_TRY( backup, Backup::begin( copy, from ) );
      SYNCLINE_TRY( isDone, backup.step( -1 ) );
      if ( !isDone )
        return fail( ErrorKind::Bug );
    }
    QFile file( to );
    if ( !file.open( QIODevice::ReadOnly ) )
      return fail( ErrorKind::LocalIo );
    const QByteArray bytes = file.readAll();
    file.remove();
    return bytes;
  }

  [[nodiscard]] Result<QByteArray> shownPages( PageSource &pages )
  {
    const PageGeometry &geometry = pages.geometry();
    QByteArray bytes( qsizetype( geometry.pageCount ) * geometry.pageSize, '\0' );
    SYNCLINE_CHECK( pages.read( 1, int( geometry.pageCount ), bytes.data() ) );
    return bytes;
  }

  //! What a copy may have of its own: counters, and the mark of the journal mode.
  QByteArray withoutCounters( QByteArray bytes )
  {
    for ( const auto &[from, size] :
          { std::pair( 18, 2 ), std::pair( 24, 4 ), std::pair( 40, 4 ), std::pair( 92, 8 ) } )
      bytes.replace( from, size, QByteArray( size, '\0' ) );
    return bytes;
  }
} // namespace

class TestPageSnapshot : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    static bool does( Holder &other, const QString &sql )
    {
      return other.sql( sql ).startsWith( QStringLiteral( "ok" ) );
    }
    static bool does( Holder &other, const char *sql ) { return does( other, QString::fromLatin1( sql ) ); }

    static QString rows( int from, int to )
    {
      return QStringLiteral( "WITH RECURSIVE c(i) AS (SELECT %1 UNION ALL SELECT i+1 FROM c WHERE i < %2) "
                             "INSERT OR REPLACE INTO t SELECT i, hex(randomblob(200 + i % 3 * 2000)) FROM c" )
        .arg( from )
        .arg( to );
    }

    //! Another program that has the file open in WAL mode, and moves nothing from the -wal unless told to.
    void openInWal( Holder &other, const QString &path )
    {
      QVERIFY( other.ask( QStringLiteral( "open " ) + path ).startsWith( QStringLiteral( "ok" ) ) );
      QVERIFY( does( other, "CREATE TABLE t(id INTEGER PRIMARY KEY, b)" ) );
      QVERIFY( does( other, rows( 1, 300 ) ) );
      QCOMPARE( other.sql( QStringLiteral( "PRAGMA journal_mode = WAL" ) ), QStringLiteral( "ok wal" ) );
      QVERIFY( does( other, "PRAGMA wal_autocheckpoint = 0" ) );
    }

    //! That our pages are those which SQLite sees now.
    void comparePages( const QString &path )
    {
      auto database = Database::open( path, Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto snapshot = PageSnapshot::begin( *database );
      VERIFY_OK( snapshot );
      auto pages = snapshot->pages( "main" );
      VERIFY_OK( pages );
      const auto shown = shownPages( **pages );
      VERIFY_OK( shown );
      const auto copied = copiedPages( path, at( "copy.gpkg" ) );
      VERIFY_OK( copied );
      QCOMPARE( shown->size(), copied->size() );
      QVERIFY( withoutCounters( *shown ) == withoutCounters( *copied ) );
    }

  private Q_SLOTS:
    void init() { mDir = std::make_unique<QTemporaryDir>(); }

    void showsThePagesOfAClosedFile()
    {
      {
        Holder other;
        QVERIFY(
          other.ask( QStringLiteral( "open " ) + at( "a.gpkg" ) ).startsWith( QStringLiteral( "ok" ) ) );
        QVERIFY( does( other, "CREATE TABLE t(id INTEGER PRIMARY KEY, b)" ) );
        QVERIFY( does( other, rows( 1, 300 ) ) );
      }
      comparePages( at( "a.gpkg" ) );
    }

    void showsWhatOnlyTheWalHolds()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 200, 400 ) ) );
      QVERIFY( does( other, rows( 10, 12 ) ) ); // pages that are in the -wal twice
      comparePages( at( "a.gpkg" ) );
    }

    void showsAWalThatIsPartlyInTheMainFile()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 200, 400 ) ) );
      Holder reader; // keeps the checkpoint from finishing, and the -wal from starting over
      QVERIFY(
        reader.ask( QStringLiteral( "open " ) + at( "a.gpkg" ) ).startsWith( QStringLiteral( "ok" ) ) );
      QVERIFY( does( reader, "BEGIN; SELECT count(*) FROM t" ) );
      QVERIFY( does( other, rows( 50, 60 ) ) );
      QVERIFY( does( other, "PRAGMA wal_checkpoint(PASSIVE)" ) );
      comparePages( at( "a.gpkg" ) );
    }

    void showsAWalThatStartedOver()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 100, 500 ) ) );
      QVERIFY( does( other, "PRAGMA wal_checkpoint(FULL)" ) );
      comparePages( at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 7, 9 ) ) ); // the -wal's older frames stay behind these
      comparePages( at( "a.gpkg" ) );
    }

    void showsAFileThatShrankInItsWal()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, "DELETE FROM t WHERE id > 40" ) );
      QVERIFY( does( other, "VACUUM" ) );
      comparePages( at( "a.gpkg" ) );
    }

    void keepsItsStateWhileOthersCommitAndCheckpoint()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 200, 400 ) ) );
      auto database = Database::open( at( "a.gpkg" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto snapshot = PageSnapshot::begin( *database );
      VERIFY_OK( snapshot );
      auto pages = snapshot->pages( "main" );
      VERIFY_OK( pages );
      const auto before = shownPages( **pages );
      VERIFY_OK( before );

      for ( int round = 0; round < 3; ++round )
      {
        QVERIFY( does( other, rows( 1, 150 ) ) );
        QVERIFY( does( other, "PRAGMA wal_checkpoint(PASSIVE)" ) );
        const auto after = shownPages( **pages );
        VERIFY_OK( after );
        QVERIFY( *after == *before );
      }
    }

    void keepsItsStateWhereTheWalIsEmpty()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 200, 400 ) ) );
      QVERIFY( does( other, "PRAGMA wal_checkpoint(FULL)" ) );
      auto database = Database::open( at( "a.gpkg" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto snapshot = PageSnapshot::begin( *database );
      VERIFY_OK( snapshot );
      QVERIFY( does( other, rows( 1, 150 ) ) ); // starts the -wal over
      auto pages = snapshot->pages( "main" );
      VERIFY_OK( pages );
      const auto before = shownPages( **pages );
      VERIFY_OK( before );
      QVERIFY( does( other, rows( 1, 250 ) ) );
      QVERIFY( does( other, "PRAGMA wal_checkpoint(PASSIVE)" ) );
      const auto after = shownPages( **pages );
      VERIFY_OK( after );
      QVERIFY( *after == *before );
    }

    void beginsWhileAnotherProgramKeepsWriting()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      int shown = 0;
      for ( int round = 0; round < 20; ++round )
      {
        other.send( QStringLiteral( "sql " ) + rows( 1, 40 + round ) );
        auto database = Database::open( at( "a.gpkg" ), Database::Access::ReadOnly );
        VERIFY_OK( database );
        const auto snapshot = PageSnapshot::begin( *database );
        VERIFY_OK( snapshot );
        if ( auto pages = snapshot->pages( "main" ) ) // not to get them is allowed here, wrong ones are not
        {
          ++shown;
          const auto bytes = shownPages( **pages );
          VERIFY_OK( bytes );
          const QByteArray schemaVersion = bytes->mid( 40, 4 );
          const auto expected = database->integerOf( "PRAGMA schema_version" );
          VERIFY_OK( expected );
          QCOMPARE( qint64( bigEndian32( schemaVersion.constData() ) ), *expected );
          auto copy = Database::open( at( "copy.gpkg" ), Database::Access::Create );
          VERIFY_OK( copy );
          auto backup = Backup::begin( *copy, *database ); // the same transaction, so the same state
          VERIFY_OK( backup );
          const auto isDone = backup->step( -1 );
          VERIFY_OK( isDone );
          QVERIFY( *isDone );
          { // ends the copying, which commits
            const auto ended = std::move( *backup );
          }
          const qint64 size = bytes->size();
          QByteArray copied( qsizetype( size ), '\0' );
          QCOMPARE( *copy->fileSize(), size );
          VERIFY_OK( copy->readAt( 0, copied.data(), int( size ) ) );
          QVERIFY( withoutCounters( *bytes ) == withoutCounters( copied ) );
        }
        QVERIFY( other.answer().startsWith( QStringLiteral( "ok" ) ) );
        QFile::remove( at( "copy.gpkg" ) );
      }
      QVERIFY( shown > 0 );
    }

    void leavesFileAndWalAsTheyAre()
    {
      Holder other;
      openInWal( other, at( "a.gpkg" ) );
      QVERIFY( does( other, rows( 200, 400 ) ) );
      const QStringList files{ at( "a.gpkg" ), at( "a.gpkg-wal" ) };
      const auto contents = [&files]
      {
        QList<QByteArray> all;
        for ( const QString &name : files )
        {
          QFile file( name );
          all.append( file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray() );
        }
        return all;
      };
      const auto before = contents();
      QVERIFY( !before[1].isEmpty() );
      {
        auto database = Database::open( at( "a.gpkg" ), Database::Access::ReadOnly );
        VERIFY_OK( database );
        const auto snapshot = PageSnapshot::begin( *database );
        VERIFY_OK( snapshot );
        auto pages = snapshot->pages( "main" );
        VERIFY_OK( pages );
        VERIFY_OK( shownPages( **pages ) );
      }
      QVERIFY( contents() == before );
    }

    void hidesThePagesOfAnUnfinishedWrite()
    {
      auto database = Database::open( at( "a.gpkg" ), Database::Access::Create );
      VERIFY_OK( database );
      VERIFY_OK( database->execute( "CREATE TABLE t(a); INSERT INTO t VALUES (1)" ) );
      const auto snapshot = PageSnapshot::begin( *database );
      VERIFY_OK( snapshot );
      VERIFY_OK( snapshot->pages( "main" ) );
      VERIFY_OK( database->execute( "INSERT INTO t VALUES (2)" ) );
      QVERIFY( !snapshot->pages( "main" ) );
      QVERIFY( !snapshot->pages( "unknown" ) );
    }
};

QTEST_GUILESS_MAIN( TestPageSnapshot )
#include "test_pagesnapshot.moc"
