// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/story.h"

#include <QCryptographicHash>

using namespace syncline;

//! What is large or many, or old: chunks, parts, batches, earlier versions, folders that become projects.
class TestLargeFiles : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void aFileOfManyChunksComesDownWhole();
    void aFileTooLargeToCopyFirstGoesUpWhole();
    void aFileThatGrowsWhileItGoesUpGoesUpAgain();
    void manyFilesGoUpInBatches();
    void anOldVersionCanBeDownloaded();
    void anOldVersionIsBroughtUpToDateBySync();
    void aFolderBecomesTheCopyOfAnEmptyProject();
    void aFolderIsNotLinkedToAProjectWithFiles();
};

namespace
{
  constexpr qint64 MB = 1024ll * 1024;

  //! Bytes that no two chunks share.
  QByteArray noise( qint64 size )
  {
    QByteArray bytes;
    bytes.reserve( int( size ) );
    for ( quint64 i = 0; bytes.size() < size; ++i )
      bytes += QCryptographicHash::hash( QByteArray::number( i / 4096 ), QCryptographicHash::Sha512 )
                 .repeated( 4096 );
    bytes.truncate( int( size ) );
    return bytes;
  }
} // namespace

void TestLargeFiles::aFileOfManyChunksComesDownWhole()
{
  Story s;
  const QByteArray large = noise( 25 * MB + 3 );
  s.elsewhere( { { text( "large.tif" ), large } } );
  VERIFY_OK( s.anna->download() );
  QVERIFY( s.anna->read( text( "large.tif" ) ) == large );
  QVERIFY( s.server.requestCount( "GET", text( "/v1/project/raw/*" ) ) >= 3 );
}

void TestLargeFiles::aFileTooLargeToCopyFirstGoesUpWhole()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QByteArray large = noise( 66 * MB + 5 );
  s.anna->write( text( "large.tif" ), large );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.onServer( text( "large.tif" ) ) == large );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.anna->lastReport().files.isEmpty() );
}

void TestLargeFiles::aFileThatGrowsWhileItGoesUpGoesUpAgain()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "large.tif" ), noise( 66 * MB ) );
  bool hasGrown = false;
  s.anna->onRequest = [&]( const QByteArray &path )
  {
    if ( hasGrown || !( path.contains( "push/chunk" ) || path.endsWith( "/chunks" ) ) )
      return;
    hasGrown = true;
    s.anna->write( text( "large.tif" ), noise( 67 * MB ) );
  };
  (void)s.anna->sync(); // may leave it to the next one
  QVERIFY( hasGrown );
  s.anna->onRequest = {};
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.onServer( text( "large.tif" ) ) == s.anna->read( text( "large.tif" ) ) );
  QCOMPARE( s.anna->read( text( "large.tif" ) ).size(), 67 * MB );
}

void TestLargeFiles::manyFilesGoUpInBatches()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  for ( int i = 0; i < 230; ++i )
    s.anna->write( text( "many/%1.txt" ).arg( i ), QByteArray::number( i ) );
  s.anna->remove( text( "photos/a.jpg" ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 1 + 3 );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QVERIFY( !s.ben->has( text( "photos/a.jpg" ) ) );
}

void TestLargeFiles::anOldVersionCanBeDownloaded()
{
  Story s;
  s.elsewhere( { { text( "notes.txt" ), "two\n" },
                 { text( "trees.gpkg" ), databaseOf( { text( "elm" ) } ) },
                 { text( "late.txt" ), "late" } },
               { text( "photos/a.jpg" ) } );
  VERIFY_OK( s.anna->downloadAt( Version( 1 ) ) );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "one\n" ) );
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), QStringList( { text( "ash" ), text( "oak" ) } ) );
  QVERIFY( s.anna->has( text( "photos/a.jpg" ) ) );
  QVERIFY( !s.anna->has( text( "late.txt" ) ) );
  QCOMPARE( s.anna->version(), Version( 1 ) );
}

void TestLargeFiles::anOldVersionIsBroughtUpToDateBySync()
{
  Story s;
  s.elsewhere(
    { { text( "notes.txt" ), "two\n" }, { text( "trees.gpkg" ), databaseOf( { text( "elm" ) } ) } } );
  VERIFY_OK( s.anna->downloadAt( Version( 1 ) ) );
  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.version(), 2 );
}

void TestLargeFiles::aFolderBecomesTheCopyOfAnEmptyProject()
{
  Story s;
  s.server.createProject( text( "fresh" ), text( "anna" ) );
  Editor here( s.server, text( "anna" ), text( "mergin/fresh" ) );
  here.write( text( "notes.txt" ), "mine" );
  here.writeRows( text( "sub/trees.gpkg" ), { text( "oak" ) } );
  VERIFY_OK( here.link() );
  VERIFY_OK( here.sync() );
  QCOMPARE( serverFiles( s.server, s.server.projectId( text( "fresh" ) ) ), here.files() );
  QCOMPARE( here.link().error().kind, ErrorKind::AlreadyExists ); // it is one already
}

void TestLargeFiles::aFolderIsNotLinkedToAProjectWithFiles()
{
  Story s;
  s.anna->write( text( "notes.txt" ), "mine" );
  QCOMPARE( s.anna->link().error().kind, ErrorKind::AlreadyExists );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "mine" ) );
  QVERIFY( !s.anna->has( text( ".mergin/mergin.json" ) ) );
}

QTEST_GUILESS_MAIN( TestLargeFiles )
#include "test_largefiles.moc"
