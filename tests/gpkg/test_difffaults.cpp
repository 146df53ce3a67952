// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"
#include "faultyvfs.h"
#include "goldendata.h"
#include "holder.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <functional>
#include <memory>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace syncline;

namespace
{
  const QByteArray BASE =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE u(id TEXT PRIMARY KEY, n);"
    "INSERT INTO t VALUES (1,'one'),(2,'two'),(3,'three'); INSERT INTO u VALUES ('a',1),('b',2);";
  const QByteArray EDITS =
    "UPDATE t SET name = 'TWO' WHERE id = 2; DELETE FROM u WHERE id = 'a'; INSERT INTO t VALUES (4,'four');";
  const QByteArray OLD = "what was there before";

#ifdef Q_OS_UNIX
  //! As long as it lives, no file of this process grows beyond so many bytes.
  class FullDisk
  {
    public:
      explicit FullDisk( qint64 bytes )
      {
        std::signal( SIGXFSZ, SIG_IGN );
        getrlimit( RLIMIT_FSIZE, &mBefore );
        rlimit limit = mBefore;
        limit.rlim_cur = rlim_t( bytes );
        setrlimit( RLIMIT_FSIZE, &limit );
      }
      ~FullDisk() { setrlimit( RLIMIT_FSIZE, &mBefore ); }
      FullDisk( const FullDisk & ) = delete;
      FullDisk &operator=( const FullDisk & ) = delete;

    private:
      rlimit mBefore{};
  };
#endif

  //! Takes so many bytes and no more.
  class SmallDevice : public QIODevice
  {
    public:
      explicit SmallDevice( qint64 room )
        : mRoom( room )
      {
        open( QIODevice::WriteOnly | QIODevice::Unbuffered );
      }

    protected:
      qint64 readData( char *, qint64 ) override { return -1; }
      qint64 writeData( const char *, qint64 size ) override
      {
        mRoom -= size;
        return mRoom < 0 ? -1 : size;
      }

    private:
      qint64 mRoom;
  };

  constexpr int MANY = 40000; // rows whose changes are written by one thread while another reads on

  const QByteArray MANY_ROWS =
    "CREATE TABLE many(id INTEGER PRIMARY KEY, name TEXT); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 "
    "FROM c WHERE i < 40000) INSERT INTO many SELECT i, 'a row with the number ' || i FROM c";
} // namespace

//! Differences while the disk fails, or while somebody saves.
class TestDiffFaults : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    //! A changeset that makes MANY rows.
    [[nodiscard]] Result<void> makeLongChangeset() const
    {
      golden::runSql( at( "many" ), MANY_ROWS );
      SYNCLINE_CHECK( dump( at( "many" ), at( "long" ) ) );
      return {};
    }

    QByteArray changes( const QString &base, const QString &modified )
    {
      const auto done = diff( base, modified, at( "changes" ) );
      return done ? golden::readFile( at( "changes" ) ) : QByteArray( "failed" );
    }

  private Q_SLOTS:
    void initTestCase() { faultyvfs::install(); }
    void init()
    {
      faultyvfs::failCall( -1 );
      mDir = std::make_unique<QTemporaryDir>();
      golden::runSql( at( "base" ), BASE );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), EDITS );
    }

    void everyFailingCallLeavesTheOldChangeset_data()
    {
      QTest::addColumn<QByteArray>( "mode" );
      QTest::newRow( "rollback journal" ) << QByteArray( "DELETE" );
      QTest::newRow( "write-ahead log" ) << QByteArray( "WAL" );
    }
    void everyFailingCallLeavesTheOldChangeset()
    {
      QFETCH( QByteArray, mode );
      golden::runSql( at( "modified" ), "PRAGMA journal_mode = " + mode );
      const QByteArray whole = changes( at( "base" ), at( "modified" ) );
      QVERIFY( whole.size() > 50 );
      const QByteArray bytes = golden::readFile( at( "modified" ) );
      int failAt = 0;
      int failures = 0;
      for ( ;; ++failAt )
      {
        golden::writeFile( at( "out" ), OLD );
        faultyvfs::failCall( failAt );
        const auto done = diff( at( "base" ), at( "modified" ), at( "out" ) );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        failures += done ? 0 : 1;
        QCOMPARE( golden::readFile( at( "out" ) ), done ? whole : OLD );
        QCOMPARE( golden::readFile( at( "modified" ) ), bytes );
        QVERIFY( QDir( mDir->path() ).entryList( { QStringLiteral( "out.*" ) } ).isEmpty() );
        if ( !fired )
          break;
      }
      qInfo( "%d calls failed one after the other, %d of them ended the diff", failAt, failures );
      QVERIFY( failures > 5 );
    }

#ifdef Q_OS_LINUX
    //! What has no name cannot be left behind, however the process ends.
    void aChangesetHasNoNameUntilItIsWhole()
    {
      const int probe = ::open( QFile::encodeName( mDir->path() ).constData(), O_TMPFILE | O_WRONLY, 0600 );
      if ( probe < 0 )
        QSKIP( "the file system of the temporary folder knows no files without a name" );
      ::close( probe );
      for ( const char *before : { "", "what was there" } )
      {
        if ( *before )
          golden::writeFile( at( "out" ), before );
        const QStringList files = QDir( mDir->path() ).entryList( QDir::Files );
        auto writer = ChangesetWriter::create( at( "out" ) );
        VERIFY_OK( writer );
        TableHeader header;
        header.name = "t";
        header.isKey = { true, false };
        const std::string text( 3 * 1024 * 1024, 'x' );
        VERIFY_OK(
          writer->write( header, Operation::Insert, {}, { Value::ofInteger( 1 ), Value::ofText( text ) } ) );
        QCOMPARE( QDir( mDir->path() ).entryList( QDir::Files ), files );
        VERIFY_OK( writer->finish() );
        QCOMPARE( *countEntries( at( "out" ) ), qint64( 1 ) );
        QVERIFY( QDir( mDir->path() ).entryList( { QStringLiteral( "out.*" ) } ).isEmpty() );
      }
    }
#endif

#ifdef Q_OS_UNIX
    void aDiskThatFillsUpLeavesTheOldChangeset()
    {
      golden::runSql(
        at( "modified" ),
        "WITH RECURSIVE c(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM c WHERE i < 150) INSERT INTO t SELECT i, hex(randomblob(9000)) FROM c" );
      golden::copyDatabase( at( "base" ), at( "other" ) );
      golden::runSql( at( "other" ), "UPDATE t SET name = 'eins' WHERE id = 1" );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "a" ) ) );
      VERIFY_OK( diff( at( "base" ), at( "other" ), at( "b" ) ) );
      const std::function<Result<void>()> works[] = {
        [this] { return diff( at( "base" ), at( "modified" ), at( "out" ) ); },
        [this] { return invert( at( "a" ), at( "out" ) ); },
        [this] {
          return concat( { at( "a" ), at( "b" ) }, at( "out" ) );
        },
        [this]() -> Result<void>
        {
          SYNCLINE_CHECK( rebaseChangeset( { at( "base" ), at( "b" ), at( "a" ), at( "out" ) } ) );
          return {};
        },
      };
      for ( const auto &work : works )
      {
        VERIFY_OK( work() );
        const QByteArray whole = golden::readFile( at( "out" ) );
        QVERIFY( whole.size() > 2 * 1024 * 1024 );
        for ( const qint64 room : { qint64( 0 ), qint64( 1 ), qint64( 1024 * 1024 ), qint64( 2000000 ),
                                    qint64( whole.size() - 1 ), qint64( whole.size() ) } )
        {
          golden::writeFile( at( "out" ), OLD );
          Result<void> done;
          {
            const FullDisk full( room );
            done = work();
          }
          QCOMPARE( done.has_value(), room >= whole.size() );
          QCOMPARE( golden::readFile( at( "out" ) ), done ? whole : OLD );
          QVERIFY( QDir( mDir->path() ).entryList( { QStringLiteral( "out.*" ) } ).isEmpty() );
        }
      }
    }
#endif

    void everyFailingCallOfACountIsAnErrorOrNoMatter()
    {
      const auto counted = countChanges( at( "base" ), at( "modified" ) );
      VERIFY_OK( counted );
      QCOMPARE( counted->value( "t" ).inserts, qint64( 1 ) );
      QCOMPARE( counted->value( "t" ).updates, qint64( 1 ) );
      QCOMPARE( counted->value( "u" ).deletes, qint64( 1 ) );
      QCOMPARE( counted->size(), 2 );
      for ( int failAt = 0;; ++failAt )
      {
        faultyvfs::failCall( failAt );
        const auto again = countChanges( at( "base" ), at( "modified" ) );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        if ( again )
          QCOMPARE( again->value( "t" ).updates + again->value( "u" ).deletes, qint64( 2 ) );
        if ( !fired )
          break;
      }
    }

    //! The changeset is that of the content before the edit or after it, never of a mixture.
    void anEditSavedAtAnyMomentIsInTheDifferenceWholeOrNotAtAll()
    {
      const QByteArray without = changes( at( "base" ), at( "modified" ) );
      int seen = 0;
      int unseen = 0;
      for ( int moment = 0;; ++moment )
      {
        for ( const char *name : { "live", "live-wal", "live-shm" } )
          QFile::remove( at( name ) );
        golden::runSql( at( "live" ), BASE + EDITS );
        Holder editor;
        editor.ask( QStringLiteral( "open " ) + at( "live" ) );
        editor.sql( QStringLiteral( "PRAGMA journal_mode=WAL" ) );
        editor.sql( QStringLiteral( "UPDATE t SET name = name" ) ); // so that the log is not empty
        const QString edit = QStringLiteral(
          "BEGIN; UPDATE t SET name='saved' WHERE id=1; INSERT INTO u VALUES('c',3); COMMIT" );
        bool saved = false;
        faultyvfs::beforeCall( moment,
                               [&] { saved = editor.sql( edit ).startsWith( QStringLiteral( "ok" ) ); } );
        const QByteArray found = changes( at( "base" ), at( "live" ) );
        const bool fired = faultyvfs::hasFired();
        faultyvfs::failCall( -1 );
        if ( !fired )
          break;
        QVERIFY( saved ); // a reader keeps nobody from writing
        const QByteArray with = changes( at( "base" ), at( "live" ) );
        QVERIFY( with != without );
        QVERIFY2( found == without || found == with, QByteArray::number( moment ).constData() );
        ++( found == with ? seen : unseen );
      }
      qInfo( "%d edits came in time for the difference, %d too late", seen, unseen );
      QVERIFY( seen > 0 && unseen > 0 );
    }

    void aLongListHasEveryChangeInItsOrder()
    {
      VERIFY_OK( makeLongChangeset() );
      QVERIFY( QFileInfo( at( "long" ) ).size() > 1024 * 1024 );
      QBuffer json;
      QVERIFY( json.open( QIODevice::WriteOnly ) );
      VERIFY_OK( writeChangesJson( std::move( *ChangesetReader::open( at( "long" ) ) ), json ) );
      const QJsonArray entries =
        QJsonDocument::fromJson( json.data() ).object().value( QStringLiteral( "geodiff" ) ).toArray();
      QCOMPARE( int( entries.size() ), MANY );
      for ( int i = 0; i < MANY; ++i )
      {
        const QJsonValue cell = entries.at( i )
                                  .toObject()
                                  .value( QStringLiteral( "changes" ) )
                                  .toArray()
                                  .at( 1 )
                                  .toObject()
                                  .value( QStringLiteral( "new" ) );
        QCOMPARE( cell.toString(), QStringLiteral( "a row with the number %1" ).arg( i + 1 ) );
      }
    }

    void aListThatCannotBeWrittenEndsWithAnError()
    {
      VERIFY_OK( makeLongChangeset() );
      for ( const int room : { 0, 300 * 1024, 2 * 1024 * 1024 } )
      {
        SmallDevice device( room );
        const auto written = writeChangesJson( std::move( *ChangesetReader::open( at( "long" ) ) ), device );
        QVERIFY( !written );
        QCOMPARE( written.error().kind, ErrorKind::LocalIo );
      }
    }

    void aListOfALongChangesetThatEndsTooEarlySaysWhere()
    {
      VERIFY_OK( makeLongChangeset() );
      QVERIFY( QFile::resize( at( "long" ), QFileInfo( at( "long" ) ).size() - 3 ) );
      SmallDevice device( 100 * 1000 * 1000 );
      const auto written = writeChangesJson( std::move( *ChangesetReader::open( at( "long" ) ) ), device );
      QVERIFY( !written );
      QCOMPARE( written.error().kind, ErrorKind::MalformedChangeset );
      QVERIFY( written.error().detail.contains( QStringLiteral( "at byte" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestDiffFaults )
#include "test_difffaults.moc"
