// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/story.h"

#include <QFile>

using namespace syncline;

//! A folder whose mergin.json is cut short, empty or gone: nothing is lost, and nothing counts as synced that is not here.
class TestLostMetadata : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void lostMetadataAreMadeAnew_data();
    void lostMetadataAreMadeAnew();
    void whatCouldNotBeInstalledIsNoBase();
    void rowsThatCouldNotComeInAreNoBase();
    void aWiderScopeMakesNothingMissing();
    void damagedMetadataWithoutOurStateStopAndChangeNothing();
};

namespace
{
  void cutMetadata( Editor &who )
  {
    const QByteArray good = who.read( text( ".mergin/mergin.json" ) );
    who.write( text( ".mergin/mergin.json" ), good.left( good.size() / 2 ) );
  }
} // namespace

void TestLostMetadata::lostMetadataAreMadeAnew_data()
{
  QTest::addColumn<bool>( "isGone" );
  QTest::newRow( "cut in the middle" ) << false;
  QTest::newRow( "gone" ) << true;
}

void TestLostMetadata::lostMetadataAreMadeAnew()
{
  QFETCH( const bool, isGone );
  Story s;
  VERIFY_OK( s.anna->download() );
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  if ( isGone )
    s.anna->remove( text( ".mergin/mergin.json" ) );
  else
    s.anna->write( text( ".mergin/mergin.json" ), good.left( good.size() / 2 ) );
  s.anna->write( text( "photos/a.jpg" ), "jpg mine" );
  s.anna->write( text( "new.txt" ), "new" );
  s.elsewhere( { { text( "notes.txt" ), "two\n" } }, { text( "trees.gpkg" ) } );
  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->download() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg mine" ) );
  QCOMPARE( s.onServer( text( "new.txt" ) ), QByteArray( "new" ) );
  QVERIFY( !s.anna->has( text( "trees.gpkg" ) ) );
  QVERIFY( s.anna->lastReport().of( FileEvent::ConflictCopyKept ).isEmpty() );
  const int version = s.version();
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), version );
}

void TestLostMetadata::whatCouldNotBeInstalledIsNoBase()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QTemporaryDir outside;
  QVERIFY( QFile::link( outside.path(), s.anna->at( text( "linked" ) ) ) ); // nothing is installed in there
  s.elsewhere( { { text( "linked/a.txt" ), "1" }, { text( "other.txt" ), "2" } } );
  s.anna->write( text( "notes.txt" ), "mine\n" ); // so that something goes up as well
  VERIFY_OK( s.anna->sync() );
  QVERIFY( !s.anna->lastReport().of( FileEvent::NotInstalled ).isEmpty() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "mine\n" ) );
  QVERIFY( s.anna->version() < Version( s.version() ) );

  QVERIFY( QFile::remove( s.anna->at( text( "linked" ) ) ) );
  cutMetadata( *s.anna );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "linked/a.txt" ) ), QByteArray( "1" ) );
  QCOMPARE( s.anna->read( text( "linked/a.txt" ) ), QByteArray( "1" ) );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestLostMetadata::rowsThatCouldNotComeInAreNoBase()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.ben->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "fir" ) } );
  VERIFY_OK( s.ben->sync() );
  SyncOptions editing;
  editing.inEdit = QStringList{ text( "trees.gpkg" ) };
  VERIFY_OK( s.anna->sync( editing ) );
  QCOMPARE( s.anna->lastReport().of( FileEvent::NotInstalled ).size(), 1 );

  cutMetadata( *s.anna );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  VERIFY_OK( s.anna->sync() );
  const QStringList all{ text( "ash" ), text( "elm" ), text( "fir" ), text( "oak" ) };
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), all );
  VERIFY_OK( s.ben->sync() );
  QCOMPARE( s.ben->rows( text( "trees.gpkg" ) ), all );
  QVERIFY( s.isQuiet() );
}

void TestLostMetadata::aWiderScopeMakesNothingMissing()
{
  Story s;
  VERIFY_OK( s.anna->download( { text( "*.txt" ) } ) );
  QVERIFY( !s.anna->has( text( "trees.gpkg" ) ) );
  QByteArray filter = s.anna->read( text( ".mergin/file_filter.json" ) );
  QVERIFY( filter.contains( "*.txt" ) );
  s.anna->write( text( ".mergin/file_filter.json" ), filter.replace( "*.txt", "*" ) );
  cutMetadata( *s.anna );
  SyncOptions confirmed;
  confirmed.allowMassRemoval = true;
  VERIFY_OK( s.anna->sync( confirmed ) );
  QCOMPARE( s.server.files( s.id ).size(), 3 );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestLostMetadata::damagedMetadataWithoutOurStateStopAndChangeNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->remove( text( ".mergin/.engine" ) );
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  s.anna->write( text( ".mergin/mergin.json" ), good.left( good.size() / 2 ) );
  const FileContents before = s.anna->everything();
  QCOMPARE( s.anna->sync().error().kind, ErrorKind::DamagedMetadata );
  QCOMPARE( s.anna->status().error().kind, ErrorKind::DamagedMetadata );
  QCOMPARE( s.anna->everything(), before );
}

QTEST_GUILESS_MAIN( TestLostMetadata )
#include "test_lostmetadata.moc"
