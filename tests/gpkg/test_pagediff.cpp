// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagecandidates.h"
#include "memorypages.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace syncline;

#define VERIFY_OK( result ) QVERIFY2( result, result ? "" : qPrintable( toLogLine( result.error() ) ) )

namespace
{
  using Rowids = std::vector<qint64>;

  QByteArray number( qint64 value ) { return QByteArray::number( value ); }

  [[nodiscard]] Result<void> run( const QString &path, const QByteArray &sql )
  {
    const auto access = QFile::exists( path ) ? Database::Access::ReadWrite : Database::Access::Create;
    SYNCLINE_TRY( database, Database::open( path, access ) );
    return database.execute( "PRAGMA synchronous = OFF;" + sql );
  }

  [[nodiscard]] Result<Rowids> rowidsOf( const Database &database, const QByteArray &sql )
  {
    SYNCLINE_TRY( rows, database.prepare( sql ) );
    Rowids rowids;
    for ( ;; )
    {
      SYNCLINE_TRY( more, rows.next() );
      if ( !more )
        return rowids;
      rowids.push_back( rows.integerAt( 0 ) );
    }
  }

  //! What the pages say, and what a join of both tables says.
  struct Compared
  {
      RowCandidates found;
      RowCandidates expected;
      quint64 pages = 0;
  };

  [[nodiscard]] Result<Compared> compare( const QString &base, const QString &modified )
  {
    SYNCLINE_TRY( database, Database::open( modified, Database::Access::ReadOnly ) );
    SYNCLINE_CHECK( database.attach( base, "base" ) );
    Compared compared;
    SYNCLINE_TRY( snapshot, PageSnapshot::begin( database ) );
    SYNCLINE_TRY( basePages, snapshot.pages( "base" ) );
    SYNCLINE_TRY( modifiedPages, snapshot.pages( "main" ) );
    SYNCLINE_TRY( baseRoot,
                  database.integerOf( "SELECT rootpage FROM base.sqlite_master WHERE name = 't'" ) );
    SYNCLINE_TRY( root, database.integerOf( "SELECT rootpage FROM main.sqlite_master WHERE name = 't'" ) );
    SecondHandles help( database, snapshot, {} );
    PageDiff diff( *basePages, *modifiedPages, {} );
    diff.setHelp( &help );
    SYNCLINE_TRY( found, diff.compare( { PageNumber( baseRoot ), PageNumber( root ) } ) );
    if ( !found )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "too many" ) );
    compared.found = *found;
    SYNCLINE_TRY( added, rowidsOf( database, "SELECT m.id FROM main.t m WHERE NOT EXISTS "
                                             "(SELECT 1 FROM base.t b WHERE b.id = m.id) ORDER BY 1" ) );
    SYNCLINE_TRY( removed, rowidsOf( database, "SELECT b.id FROM base.t b WHERE NOT EXISTS "
                                               "(SELECT 1 FROM main.t m WHERE b.id = m.id) ORDER BY 1" ) );
    SYNCLINE_TRY( changed, rowidsOf( database, "SELECT m.id FROM main.t m JOIN base.t b ON b.id = m.id "
                                               "WHERE m.a IS NOT b.a OR m.b IS NOT b.b ORDER BY 1" ) );
    compared.expected = { added, removed, changed, {} };
    return compared;
  }

  //! Help out of memory, of any truth.
  class MemoryHelp : public PageHelp
  {
    public:
      MemoryHelp( const QByteArray &base, const QByteArray &modified, bool isSame )
        : mIsSame( isSame )
      {
        for ( PagePair &pair : mPairs )
          pair = { std::make_unique<MemoryPages>( base ), std::make_unique<MemoryPages>( modified ) };
      }
      size_t count() const override { return mPairs.size() + 1; }
      PagePair *pair( size_t index ) override { return index < mPairs.size() ? &mPairs[index] : nullptr; }
      bool wasSame() const override { return mIsSame; }

    private:
      std::array<PagePair, 2> mPairs;
      bool mIsSame;
  };

  [[nodiscard]] Result<QByteArray> bytesOf( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? Result<QByteArray>( file.readAll() )
                                            : fail( ErrorKind::LocalIo );
  }
} // namespace

class TestPageDiff : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    //! Rows 1 to \a count; the blob of some is longer than a page.
    static QByteArray rows( int count )
    {
      return "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b BLOB); CREATE TABLE other(x);"
             "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " +
             number( count ) +
             ") INSERT INTO t SELECT i, i * 7, zeroblob(i % 23) || CASE WHEN i % 50 = 0 THEN "
             "hex(randomblob(3000)) ELSE '' END FROM c;";
    }

    static QByteArray randomEdit( QRandomGenerator &random, int count )
    {
      const QByteArray id = number( random.bounded( 1, count + 1 ) );
      switch ( random.bounded( 9 ) )
      {
        case 0:
          return "DELETE FROM t WHERE id = " + id;
        case 1:
          return "DELETE FROM t WHERE id BETWEEN " + id + " AND " + id + " + 40";
        case 2:
          return "INSERT OR IGNORE INTO t VALUES (" + number( count + random.bounded( 100 ) ) + ", 1, 'new')";
        case 3:
          return "INSERT OR REPLACE INTO t VALUES (-" + id + " * 100000000000, 5, randomblob(9000))";
        case 4:
          return "UPDATE t SET b = randomblob(" + number( random.bounded( 20000 ) ) + ") WHERE id = " + id;
        case 5: // one byte at the far end of a chain
          return "UPDATE t SET b = substr(b, 1, length(b) - 1) || 'z' WHERE id % 50 = 0 AND id > " + id;
        case 6:
          return "INSERT INTO other SELECT randomblob(700) FROM t LIMIT " + number( random.bounded( 60 ) );
        case 7: // away and back again: nothing changed but where it lies
          return "CREATE TEMP TABLE k AS SELECT * FROM t WHERE id < " + id + "; DELETE FROM t WHERE id < " +
                 id + "; INSERT INTO t SELECT * FROM k; DROP TABLE k";
        default:
          return "UPDATE t SET a = a + 1 WHERE id = " + id;
      }
    }

  private Q_SLOTS:
    void init() { mDir = std::make_unique<QTemporaryDir>(); }

    void findsRandomEdits_data()
    {
      QTest::addColumn<int>( "pageSize" );
      QTest::addColumn<int>( "autoVacuum" );
      QTest::addColumn<QByteArray>( "mode" );
      for ( const int pageSize : { 512, 1024, 4096, 16384, 65536 } )
      {
        for ( const int autoVacuum : { 0, 1, 2 } )
        {
          for ( const char *mode : { "delete", "wal", "utf16" } )
            QTest::addRow( "%d %d %s", pageSize, autoVacuum, mode )
              << pageSize << autoVacuum << QByteArray( mode );
        }
      }
    }

    void findsRandomEdits()
    {
      QFETCH( int, pageSize );
      QFETCH( int, autoVacuum );
      QFETCH( QByteArray, mode );
      QRandomGenerator random( quint32( pageSize + autoVacuum ) );
      for ( int round = 0; round < 6; ++round )
      {
        init();
        const int count = random.bounded( 1, 3000 );
        QByteArray sql =
          "PRAGMA page_size = " + number( pageSize ) + "; PRAGMA auto_vacuum = " + number( autoVacuum ) + ';';
        if ( mode == "utf16" )
          sql += "PRAGMA encoding = 'UTF-16le';";
        VERIFY_OK( run( at( "a.db" ), sql + "BEGIN;" + rows( count ) + "COMMIT;" ) );
        QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );

        auto writer = Database::open( at( "b.db" ), Database::Access::ReadWrite );
        VERIFY_OK( writer );
        VERIFY_OK( writer->execute( "PRAGMA synchronous = OFF" ) );
        if ( mode == "wal" ) // ours never checkpoints, so all stays in the -wal
          VERIFY_OK( writer->execute( "PRAGMA journal_mode = wal" ) );
        const int edits = random.bounded( 12 );
        for ( int i = 0; i < edits; ++i )
          VERIFY_OK( writer->execute( randomEdit( random, count ) ) );
        if ( random.bounded( 4 ) == 0 )
          VERIFY_OK( writer->execute( "VACUUM" ) );

        const auto compared = compare( at( "a.db" ), at( "b.db" ) );
        VERIFY_OK( compared );
        QCOMPARE( compared->found.added, compared->expected.added );
        QCOMPARE( compared->found.removed, compared->expected.removed );
        QCOMPARE( compared->found.changed, compared->expected.changed );
      }
    }

    void readsNoPageOfTheSameContentOftenerThanTwice()
    {
      VERIFY_OK( run( at( "a.db" ), "BEGIN;" + rows( 20000 ) + "COMMIT" ) );
      const auto base = bytesOf( at( "a.db" ) );
      VERIFY_OK( base );
      auto database = Database::open( at( "a.db" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto root = database->integerOf( "SELECT rootpage FROM sqlite_master WHERE name = 't'" );
      VERIFY_OK( root );
      MemoryPages a( *base );
      MemoryPages b( *base );
      PageDiff diff( a, b, {} );
      const auto found = diff.compare( { PageNumber( *root ), PageNumber( *root ) } );
      VERIFY_OK( found );
      QVERIFY( found->has_value() );
      QCOMPARE( ( *found )->size(), size_t( 0 ) );
      QVERIFY( a.pagesRead() <=
               2 * quint64( a.geometry().pageCount ) ); // gaps among leaves hold overflow pages
    }

    //! A table of more than 40 MB, and what a few edits make of it.
    void makeLargePair( QByteArray &base, QByteArray &modified, PageNumber &root )
    {
      VERIFY_OK( run( at( "a.db" ),
                      "PRAGMA page_size = 4096; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b); BEGIN;"
                      "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000) "
                      "INSERT INTO t SELECT i, i, zeroblob(830 + i % 7) FROM c; COMMIT" ) );
      QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );
      VERIFY_OK( run( at( "b.db" ),
                      "UPDATE t SET a = -1 WHERE id % 5000 = 17; DELETE FROM t WHERE id = 33333;"
                      "INSERT INTO t VALUES (90000, 1, 2)" ) );
      const auto a = bytesOf( at( "a.db" ) );
      const auto b = bytesOf( at( "b.db" ) );
      VERIFY_OK( a );
      VERIFY_OK( b );
      base = *a;
      modified = *b;
      root = 2;
    }

    void sharesTheWorkOfLargeTables()
    {
      QByteArray base;
      QByteArray modified;
      PageNumber root = 0;
      makeLargePair( base, modified, root );
      MemoryPages a( base );
      MemoryPages b( modified );
      MemoryHelp help( base, modified, true );
      PageDiff diff( a, b, {} );
      diff.setHelp( &help );
      const auto found = diff.compare( { root, root } );
      VERIFY_OK( found );
      QVERIFY( found->has_value() );
      QCOMPARE( ( *found )->changed.size(), size_t( 10 ) );
      QCOMPARE( ( *found )->removed, Rowids{ 33333 } );
      QCOMPARE( ( *found )->added, Rowids{ 90000 } );
    }

    void doesNotBelieveHelpFromOtherFiles()
    {
      QByteArray base;
      QByteArray modified;
      PageNumber root = 0;
      makeLargePair( base, modified, root );
      MemoryPages a( base );
      MemoryPages b( modified );
      MemoryHelp help( base, base, false ); // sees no difference anywhere
      PageDiff diff( a, b, {} );
      diff.setHelp( &help );
      const auto found = diff.compare( { root, root } );
      VERIFY_OK( found );
      QVERIFY( found->has_value() );
      QCOMPARE( ( *found )->changed.size(), size_t( 10 ) );
      QCOMPARE( ( *found )->removed, Rowids{ 33333 } );
    }

    void comparesALargeFileThatIsOpenElsewhere_data()
    {
      QTest::addColumn<QByteArray>( "mode" );
      QTest::newRow( "rollback journal" ) << QByteArray( "delete" );
      QTest::newRow( "write-ahead log" ) << QByteArray( "wal" );
    }

    void comparesALargeFileThatIsOpenElsewhere()
    {
      QFETCH( QByteArray, mode );
      QByteArray base;
      QByteArray modified;
      PageNumber root = 0;
      makeLargePair( base, modified, root );
      auto other = Database::open( at( "b.db" ), Database::Access::ReadWrite );
      VERIFY_OK( other );
      VERIFY_OK( other->execute( "PRAGMA journal_mode = " + mode ) );
      for ( int round = 0; round < 5; ++round )
      {
        VERIFY_OK( other->execute( "UPDATE t SET a = a + 1 WHERE id % 700 = " + number( round ) ) );
        const auto compared = compare( at( "a.db" ), at( "b.db" ) );
        VERIFY_OK( compared );
        QCOMPARE( compared->found.added, compared->expected.added );
        QCOMPARE( compared->found.removed, compared->expected.removed );
        QCOMPARE( compared->found.changed, compared->expected.changed );
      }
    }

    void givesUpWhereMostRowsChanged()
    {
      VERIFY_OK( run( at( "a.db" ), "BEGIN;" + rows( 30000 ) + "COMMIT" ) );
      QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );
      VERIFY_OK( run( at( "b.db" ), "UPDATE t SET a = a + 1" ) );
      const auto compared = compare( at( "a.db" ), at( "b.db" ) );
      QVERIFY( !compared );
      QCOMPARE( compared.error().detail, QStringLiteral( "too many" ) );
    }

    void comparesATableThatIsEmptyOnOneSide()
    {
      VERIFY_OK( run( at( "a.db" ), rows( 500 ) ) );
      QVERIFY( QFile::copy( at( "a.db" ), at( "b.db" ) ) );
      VERIFY_OK( run( at( "b.db" ), "DELETE FROM t" ) );
      auto compared = compare( at( "a.db" ), at( "b.db" ) );
      VERIFY_OK( compared );
      QCOMPARE( compared->found.removed.size(), size_t( 500 ) );
      compared = compare( at( "b.db" ), at( "a.db" ) );
      VERIFY_OK( compared );
      QCOMPARE( compared->found.added.size(), size_t( 500 ) );
    }

    void stopsWhenCanceled()
    {
      VERIFY_OK( run( at( "a.db" ), rows( 2000 ) ) );
      const auto bytes = bytesOf( at( "a.db" ) );
      VERIFY_OK( bytes );
      MemoryPages a( *bytes );
      CancelSource source;
      source.cancel();
      PageDiff diff( a, a, source.token() );
      const auto found = diff.compare( { 2, 2 } );
      QVERIFY( !found );
      QCOMPARE( found.error().kind, ErrorKind::Canceled );
    }

    void refusesRootsThatAreNoTable()
    {
      VERIFY_OK( run( at( "a.db" ), rows( 2000 ) + "CREATE INDEX i ON t(b)" ) );
      auto database = Database::open( at( "a.db" ), Database::Access::ReadOnly );
      VERIFY_OK( database );
      const auto index = database->integerOf( "SELECT rootpage FROM sqlite_master WHERE name = 'i'" );
      VERIFY_OK( index );
      const auto bytes = bytesOf( at( "a.db" ) );
      VERIFY_OK( bytes );
      MemoryPages a( *bytes );
      for ( const PageNumber root :
            { 0u, 1u, PageNumber( *index ), a.geometry().pageCount + 1, 0xffffffffu } )
      {
        PageDiff diff( a, a, {} );
        const auto found = diff.compare( { root, root } );
        QVERIFY( !found );
        QCOMPARE( found.error().kind, ErrorKind::DamagedDatabase );
      }
    }

    void refusesATreeThatLeadsInCircles()
    {
      VERIFY_OK( run( at( "a.db" ), "PRAGMA page_size = 512; BEGIN;" + rows( 5000 ) + "COMMIT" ) );
      auto bytes = bytesOf( at( "a.db" ) );
      VERIFY_OK( bytes );
      constexpr PageNumber ROOT = 2; // the first table of a new database
      const int rightmost = int( MemoryPages( *bytes ).offsetOf( ROOT ) ) + 8;
      for ( const PageNumber target : { PageNumber( 2 ), PageNumber( 3 ), PageNumber( 4 ) } )
      {
        bytes->replace( rightmost, 4, QByteArray::fromHex( "00000000" ) );
        ( *bytes )[rightmost + 3] = char( target );
        MemoryPages a( *bytes );
        PageDiff diff( a, a, {} );
        const auto found = diff.compare( { ROOT, ROOT } );
        QVERIFY( !found );
        QCOMPARE( found.error().kind, ErrorKind::DamagedDatabase );
        QVERIFY( a.pagesRead() <= 8 * quint64( a.geometry().pageCount ) );
      }
    }

    void survivesDamageAnywhere()
    {
      VERIFY_OK( run( at( "a.db" ), "PRAGMA page_size = 512; BEGIN;" + rows( 400 ) + "COMMIT" ) );
      const auto sound = bytesOf( at( "a.db" ) );
      VERIFY_OK( sound );
      QRandomGenerator random( 20 );
      int refused = 0;
      for ( int round = 0; round < 3000; ++round )
      {
        QByteArray base = *sound;
        QByteArray modified = *sound;
        for ( int i = random.bounded( 1, 30 ); i > 0; --i )
        {
          QByteArray &victim = random.bounded( 2 ) ? base : modified;
          const int page = random.bounded( 1, int( victim.size() / 512 ) ); // never the first
          const int offset = random.bounded( 3 ) ? random.bounded( 12 ) : random.bounded( 512 );
          victim[page * 512 + offset] = char( random.bounded( 256 ) );
        }
        MemoryPages a( base );
        MemoryPages b( modified );
        PageDiff diff( a, b, {} );
        if ( !diff.compare( { 2, 2 } ) )
          ++refused;
        QVERIFY( a.pagesRead() <= 8 * quint64( a.geometry().pageCount ) );
        QVERIFY( b.pagesRead() <= 8 * quint64( b.geometry().pageCount ) );
      }
      QVERIFY( refused > 1000 );
    }
};

QTEST_GUILESS_MAIN( TestPageDiff )
#include "test_pagediff.moc"
