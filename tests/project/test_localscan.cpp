// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/localscan.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;

namespace
{
  //! Time that stands still until it is moved.
  class StillClock : public Clock
  {
    public:
      QDateTime now() const override { return mNow; }
      void after( std::chrono::milliseconds, QObject *, std::function<void()> ) override {}
      void advance( int seconds ) { mNow = mNow.addSecs( seconds ); }

    private:
      QDateTime mNow = QDateTime::currentDateTimeUtc();
  };

  DatabaseReader noDatabases()
  {
    return { []( const QString & ) { return false; },
             []( const QString &, const CancelToken & ) -> Result<DatabaseReader::Print>
             { return fail( ErrorKind::Bug ); } };
  }

  class Folder
  {
    public:
      void write( const QString &relative, const QByteArray &bytes )
      {
        QDir( mDir.path() ).mkpath( QFileInfo( relative ).path() );
        QFile file( mDir.filePath( relative ) );
        QVERIFY( file.open( QIODevice::WriteOnly ) );
        file.write( bytes );
      }
      QString at( const QString &relative ) const { return mDir.filePath( relative ); }
      LocalFiles scan( const FileFilter &scope = {} )
      {
        LocalScan scan( { realDisk(), clock, cache, reader }, ProjectPaths( mDir.path() ), scope );
        Result<LocalFiles> found = scan.run( {} );
        return found ? *found : LocalFiles();
      }

      StillClock clock;
      ScanCache cache;
      DatabaseReader reader = noDatabases();

    private:
      QTemporaryDir mDir;
  };

  RelPath path( const char *text ) { return *RelPath::fromString( QString::fromUtf8( text ) ); }
} // namespace

class TestLocalScan : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void allFilesButTheIgnoredAreFound();
    void anUnchangedFileIsNotReadAgain();
    void aFileWrittenJustBeforeItWasReadIsReadAgain();
    void aChangeThatKeepsSizeAndTimeIsSeen();
    void databasesAreReadByTheReaderAlone();
    void aFileThatIsNoDatabaseInSpiteOfItsNameIsDamaged();
    void aLinkToNowhereIsUnknownNotRemoved();
    void linksToFoldersAreNotFollowed();
    void whatIsOutOfScopeIsNotRead();
    void aFolderThatCannotBeListedIsUnknown();
    void theCacheSurvivesARestart();
};

void TestLocalScan::allFilesButTheIgnoredAreFound()
{
  Folder folder;
  for ( const char *name :
        { "a.txt", "d/b.txt", ".hidden.txt", "d/.mergin/x", ".mergin/mergin.json", "a.gpkg-wal", "b.qgz~" } )
    folder.write( QString::fromUtf8( name ), "1" );
  const LocalFiles found = folder.scan();
  const QList<RelPath> wanted{ path( ".hidden.txt" ), path( "a.txt" ), path( "d/b.txt" ) };
  QCOMPARE( found.files.keys(), wanted );
  QCOMPARE( found.files.value( path( "a.txt" ) ).sha1, sha1Of( "1" ) );
}

void TestLocalScan::anUnchangedFileIsNotReadAgain()
{
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  folder.clock.advance( 10 );
  QCOMPARE( folder.scan().contentReads, 1 );
  const LocalFiles again = folder.scan();
  QCOMPARE( again.contentReads, 0 );
  QCOMPARE( again.files.value( path( "a.txt" ) ).sha1, sha1Of( "1" ) );
}

void TestLocalScan::aFileWrittenJustBeforeItWasReadIsReadAgain()
{
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  QCOMPARE( folder.scan().contentReads, 1 );
  folder.clock.advance( 10 );
  QCOMPARE( folder.scan().contentReads,
            1 ); // the first reading was within the tick of the file system's clock
  QCOMPARE( folder.scan().contentReads, 0 );
}

void TestLocalScan::aChangeThatKeepsSizeAndTimeIsSeen()
{
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  folder.clock.advance( 10 );
  QCOMPARE( folder.scan().contentReads, 1 );
  const QDateTime modified = QFileInfo( folder.at( QStringLiteral( "a.txt" ) ) ).lastModified();
  folder.write( QStringLiteral( "a.txt" ), "2" );
  QFile file( folder.at( QStringLiteral( "a.txt" ) ) );
  QVERIFY( file.open( QIODevice::ReadWrite ) );
  QVERIFY( file.setFileTime( modified, QFileDevice::FileModificationTime ) );
  file.close();
  QCOMPARE( folder.scan().files.value( path( "a.txt" ) ).sha1, sha1Of( "2" ) );
}

void TestLocalScan::databasesAreReadByTheReaderAlone()
{
  Folder folder;
  folder.write( QStringLiteral( "a.gpkg" ), "database" );
  int calls = 0;
  folder.reader.isDatabaseName = []( const QString &name )
  { return name.endsWith( QLatin1String( ".gpkg" ) ); };
  folder.reader.fingerprint = [&calls]( const QString &,
                                        const CancelToken & ) -> Result<DatabaseReader::Print>
  {
    ++calls;
    return DatabaseReader::Print{ sha1Of( "told by the reader" ), true };
  };
  folder.clock.advance( 10 );
  const ScannedFile file = folder.scan().files.value( path( "a.gpkg" ) );
  QVERIFY( file.isDatabase );
  QVERIFY( file.hasPendingLog );
  QCOMPARE( file.sha1, sha1Of( "told by the reader" ) );
  folder.scan();
  QCOMPARE( calls, 1 );
  folder.write( QStringLiteral( "a.gpkg-wal" ), "frames" ); // the log is part of the content
  folder.scan();
  QCOMPARE( calls, 2 );
}

void TestLocalScan::aFileThatIsNoDatabaseInSpiteOfItsNameIsDamaged()
{
  Folder folder;
  folder.write( QStringLiteral( "a.gpkg" ), "text" );
  folder.write( QStringLiteral( "b.gpkg" ), "" );
  folder.reader.isDatabaseName = []( const QString &name )
  { return name.endsWith( QLatin1String( ".gpkg" ) ); };
  folder.reader.fingerprint = []( const QString &, const CancelToken & ) -> Result<DatabaseReader::Print>
  { return fail( ErrorKind::DamagedDatabase ); };
  const LocalFiles found = folder.scan();
  QVERIFY( found.files.value( path( "a.gpkg" ) ).isDamaged );
  QVERIFY( !found.files.value( path( "a.gpkg" ) ).isDatabase );
  QCOMPARE( found.files.value( path( "a.gpkg" ) ).sha1, sha1Of( "text" ) );
  QVERIFY( found.files.value( path( "b.gpkg" ) ).isDamaged );
}

void TestLocalScan::aLinkToNowhereIsUnknownNotRemoved()
{
  Folder folder;
  QVERIFY( QFile::link( folder.at( QStringLiteral( "nowhere" ) ), folder.at( QStringLiteral( "a.txt" ) ) ) );
  const LocalFiles found = folder.scan();
  QVERIFY( found.files.value( path( "a.txt" ) ).problem.has_value() );
  QVERIFY( !found.isSurelyMissing( path( "a.txt" ) ) );
  QVERIFY( found.isSurelyMissing( path( "b.txt" ) ) );
}

void TestLocalScan::linksToFoldersAreNotFollowed()
{
  const QTemporaryDir outside;
  QFile secret( outside.filePath( QStringLiteral( "secret.txt" ) ) );
  QVERIFY( secret.open( QIODevice::WriteOnly ) );
  Folder folder;
  QVERIFY( QFile::link( outside.path(), folder.at( QStringLiteral( "d" ) ) ) );
  QVERIFY( folder.scan().files.isEmpty() );
}

void TestLocalScan::whatIsOutOfScopeIsNotRead()
{
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  folder.write( QStringLiteral( "b.jpg" ), "2" );
  const LocalFiles found = folder.scan( *FileFilter::fromLists( {}, { QStringLiteral( "*.jpg" ) } ) );
  QCOMPARE( found.files.size(), 1 );
  QCOMPARE( found.outOfScope, QStringList{ QStringLiteral( "b.jpg" ) } );
  QCOMPARE( found.contentReads, 1 );
}

void TestLocalScan::aFolderThatCannotBeListedIsUnknown()
{
  //! Refuses to list one folder, as a vanished network share does.
  class Disk : public RealFileOps
  {
    public:
      Result<QStringList> list( const QString &folder ) override
      {
        if ( folder.endsWith( QLatin1String( "/d" ) ) )
          return fail( ErrorKind::LocalIo );
        return RealFileOps::list( folder );
      }
  };
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  folder.write( QStringLiteral( "d/e/b.txt" ), "1" );
  Disk disk;
  LocalScan scan( { disk, folder.clock, folder.cache, folder.reader },
                  ProjectPaths( folder.at( QStringLiteral( "." ) ) ), {} );
  const Result<LocalFiles> found = scan.run( {} );
  QVERIFY( found );
  QVERIFY( !found->isSurelyMissing( path( "d/e/b.txt" ) ) );
  QVERIFY( found->isSurelyMissing( path( "f/b.txt" ) ) );
}

void TestLocalScan::theCacheSurvivesARestart()
{
  Folder folder;
  folder.write( QStringLiteral( "a.txt" ), "1" );
  folder.clock.advance( 10 );
  folder.scan();
  const QString file = folder.at( QStringLiteral( ".mergin/.engine/scan.json" ) );
  QVERIFY( folder.cache.save( realDisk(), file ) );
  folder.cache = ScanCache::load( realDisk(), file );
  QCOMPARE( folder.scan().contentReads, 0 );
  folder.write( QStringLiteral( ".mergin/.engine/scan.json" ), "{" );
  folder.cache = ScanCache::load( realDisk(), file );
  QCOMPARE( folder.scan().contentReads, 1 );
}

QTEST_GUILESS_MAIN( TestLocalScan )
#include "test_localscan.moc"
