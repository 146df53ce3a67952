// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/asciijson.h"
#include "core/project/filefilter.h"
#include "core/project/ignorerules.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;

class TestFileFilter : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void globsMatchAsInAShell_data();
    void globsMatchAsInAShell();
    void includeTakesOnlyWhatMatches();
    void excludeTakesAllButWhatMatches();
    void noFileMeansEverything();
    void aFilterThatIsNotUnderstoodStops_data();
    void aFilterThatIsNotUnderstoodStops();
    void bothListsAtOnceAreRefused();
    void theSameNamesAreIgnoredAsByOtherClients_data();
    void theSameNamesAreIgnoredAsByOtherClients();
};

namespace
{
  RelPath path( const char *text ) { return *RelPath::fromString( QString::fromUtf8( text ) ); }
} // namespace

void TestFileFilter::globsMatchAsInAShell_data()
{
  QTest::addColumn<QString>( "glob" );
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<bool>( "matches" );
  const auto row = []( const char *glob, const char *text, bool matches )
  {
    QTest::addRow( "%s on %s", glob, text )
      << QString::fromUtf8( glob ) << QString::fromUtf8( text ) << matches;
  };
  row( "*.jpg", "a.jpg", true );
  row( "*.jpg", "d/e/a.jpg", true );
  row( "*.jpg", "a.JPG", false );
  row( "*.jpg", "a.jpg.txt", false );
  row( "media/*", "media/a/b.txt", true );
  row( "media/*", "my/media/a", false );
  row( "?.txt", "a.txt", true );
  row( "?.txt", "ab.txt", false );
  row( "[ab].txt", "b.txt", true );
  row( "[!ab].txt", "b.txt", false );
  row( "[!ab].txt", "c.txt", true );
  row( "[a-c].txt", "b.txt", true );
  row( "[]].txt", "].txt", true );
  row( "[^a].txt", "^.txt", true );
  row( "[a.txt", "[a.txt", true );
  row( "a+(b).txt", "a+(b).txt", true );
  row( "a.txt", "axtxt", false );
}

void TestFileFilter::globsMatchAsInAShell()
{
  QFETCH( QString, glob );
  QFETCH( QString, text );
  QFETCH( bool, matches );
  QCOMPARE( globToExpression( glob ).match( text ).hasMatch(), matches );
}

void TestFileFilter::includeTakesOnlyWhatMatches()
{
  const FileFilter filter =
    *FileFilter::fromLists( { QStringLiteral( "*.gpkg" ), QStringLiteral( "notes/*" ) }, {} );
  QVERIFY( filter.contains( path( "a.gpkg" ) ) );
  QVERIFY( filter.contains( path( "notes/a.txt" ) ) );
  QVERIFY( !filter.contains( path( "a.jpg" ) ) );
}

void TestFileFilter::excludeTakesAllButWhatMatches()
{
  const FileFilter filter = *FileFilter::fromLists( {}, { QStringLiteral( "*.jpg" ) } );
  QVERIFY( filter.contains( path( "a.gpkg" ) ) );
  QVERIFY( !filter.contains( path( "photos/a.jpg" ) ) );
}

void TestFileFilter::noFileMeansEverything()
{
  const QTemporaryDir folder;
  const Result<FileFilter> filter =
    FileFilter::load( realDisk(), folder.filePath( QStringLiteral( "file_filter.json" ) ) );
  QVERIFY( filter );
  QVERIFY( filter->isEverything() );
}

void TestFileFilter::aFilterThatIsNotUnderstoodStops_data()
{
  QTest::addColumn<QByteArray>( "json" );
  QTest::newRow( "empty file" ) << QByteArray();
  QTest::newRow( "empty object" ) << QByteArray( "{}" );
  QTest::newRow( "cut" ) << QByteArray( R"({"include": ["*.gp)" );
  QTest::newRow( "both" ) << QByteArray( R"({"include": ["*.gpkg"], "exclude": ["*.jpg"]})" );
  QTest::newRow( "none" ) << QByteArray( R"({"include": null, "exclude": null})" );
  QTest::newRow( "no patterns" ) << QByteArray( R"({"include": [], "exclude": null})" );
  QTest::newRow( "a number" ) << QByteArray( R"({"include": [1], "exclude": null})" );
  QTest::newRow( "a newer form" ) << QByteArray( R"({"include": ["*.gpkg"], "exclude": null, "depth": 2})" );
  QTest::newRow( "a list" ) << QByteArray( R"(["*.gpkg"])" );
}

void TestFileFilter::aFilterThatIsNotUnderstoodStops()
{
  QFETCH( QByteArray, json );
  const QTemporaryDir folder;
  QFile file( folder.filePath( QStringLiteral( "file_filter.json" ) ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( json );
  file.close();
  const Result<FileFilter> filter = FileFilter::load( realDisk(), file.fileName() );
  QVERIFY( !filter );
  QCOMPARE( filter.error().kind, ErrorKind::DamagedMetadata );
}

void TestFileFilter::bothListsAtOnceAreRefused()
{
  QCOMPARE( FileFilter::fromLists( { QStringLiteral( "a" ) }, { QStringLiteral( "b" ) } ).error().kind,
            ErrorKind::InvalidInput );
}

void TestFileFilter::theSameNamesAreIgnoredAsByOtherClients_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<bool>( "ignored" );
  for ( const char *name : { "a.gpkg-wal", "a.gpkg-shm", "a.sqlite-wal", "a.qgz~", "a.xswap", "a.pyc",
                             ".DS_Store", ".directory", "a (conflicted copy, u v1).qgz~" } )
    QTest::newRow( name ) << QString::fromUtf8( name ) << true;
  for ( const char *name : { "a.gpkg-journal", "a~", ".swap", "Thumbs.db", "desktop.ini", "x.directory",
                             "a.gpkg-wal.bak", ".hidden", "mergin.json" } )
    QTest::newRow( name ) << QString::fromUtf8( name ) << false;
}

void TestFileFilter::theSameNamesAreIgnoredAsByOtherClients()
{
  QFETCH( QString, name );
  QFETCH( bool, ignored );
  QCOMPARE( isIgnoredName( name ), ignored );
}

QTEST_GUILESS_MAIN( TestFileFilter )
#include "test_filefilter.moc"
