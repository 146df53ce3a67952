// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlite.h"
#include "core/sync/foldercare.h"
#include "tests/scenarios/story.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

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
    void aRepairComparesWithTheServer_data();
    void aRepairComparesWithTheServer();
    void aRepairThatIsInterruptedGoesOn();
    void aRepairThatFoundADatabaseInUseMergesItsRowsLater();
    void aRepairKeepsWhatIsNewerThanAServerThatWentBack_data();
    void aRepairKeepsWhatIsNewerThanAServerThatWentBack();
    void aRepairKeepsTheScopeOfTheLastSync();
    void aRepairNeedsToKnowTheProject();
    void aSyncMayRepairFirst();
    void whatIsLeftOfAnotherProjectIsNotOurs();
    void anOldRepairTellsNothing();
    void aWrongNameForARepairIsNoticed();
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

void TestLostMetadata::aRepairComparesWithTheServer_data()
{
  QTest::addColumn<QByteArray>( "left" ); // of mergin.json
  QTest::addColumn<bool>( "isRemembered" );
  QTest::newRow( "empty" ) << QByteArray( "" ) << false;
  QTest::newRow( "gone" ) << QByteArray() << false;
  QTest::newRow( "another text" ) << QByteArray( "[1, 2" ) << false;
  QTest::newRow( "cut at its end" ) << QByteArray( "cut" ) << true;
}

void TestLostMetadata::aRepairComparesWithTheServer()
{
  QFETCH( const QByteArray, left );
  QFETCH( const bool, isRemembered );
  Story s;
  s.elsewhere(
    { { text( "plan.txt" ), "plan" }, { text( "birds.gpkg" ), databaseOf( { text( "owl" ) } ) } } );
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
  s.anna->write( text( "notes.txt" ), "anna's\n" );
  s.anna->write( text( "new.txt" ), "new" );
  s.anna->remove( text( "plan.txt" ) );
  s.ben->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "fir" ) } );
  s.ben->write( text( "photos/a.jpg" ), "jpg two" );
  VERIFY_OK( s.ben->sync() );

  s.anna->remove( text( ".mergin/.engine" ) ); // as if another client had made the folder
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  const QString path = text( ".mergin/mergin.json" );
  if ( left.isNull() )
    s.anna->remove( path );
  else
    s.anna->write( path, left == "cut" ? good.left( good.size() - 3 ) : left );
  QCOMPARE( s.anna->sync().error().kind, ErrorKind::DamagedMetadata );

  s.server.clearLog();
  const ProjectName name = *ProjectName::fromString( text( "mergin/survey" ) );
  const Result<SyncReport> report = repairFolder( s.anna->context(), s.anna->folder(), name );
  VERIFY_OK( report );
  QCOMPARE( s.server.requestCount( "POST", text( "*" ) ), 0 ); // nothing is sent
  QCOMPARE( s.anna->version(), Version( s.version() ) );
  const QStringList all{ text( "ash" ), text( "elm" ), text( "fir" ), text( "oak" ) };
  QCOMPARE( s.anna->rows( text( "trees.gpkg" ) ), all );
  QCOMPARE( s.anna->rows( text( "birds.gpkg" ) ), QStringList{ text( "owl" ) } );
  QCOMPARE( s.anna->read( text( "new.txt" ) ), QByteArray( "new" ) );
  QCOMPARE( s.anna->read( text( "plan.txt" ) ), QByteArray( "plan" ) ); // that it was removed is not known
  const QByteArray copy = s.anna->read( text( "notes (conflicted copy, anna v0).txt" ) );
  QCOMPARE( isRemembered ? s.anna->read( text( "notes.txt" ) ) : copy, QByteArray( "anna's\n" ) );
  QVERIFY( !s.anna->has( text( "trees (conflicted copy, anna v0).gpkg" ) ) );
  QVERIFY( !s.anna->has( text( "photos/a (conflicted copy, anna v0).jpg" ) ) || !isRemembered );

  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.ben->rows( text( "trees.gpkg" ) ), all );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg two" ) );
  const int version = s.version();
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder(), name ) ); // nothing to do any more
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), version );
}

void TestLostMetadata::aRepairThatIsInterruptedGoesOn()
{
  const ProjectName name = *ProjectName::fromString( text( "mergin/survey" ) );
  const QStringList all{ text( "ash" ), text( "elm" ), text( "fir" ), text( "oak" ) };
  const int step = qEnvironmentVariableIsSet( "SYNCLINE_ALL_FAULTS" ) ? 1 : 5;
  bool hasStruck = true;
  for ( int at = 0; hasStruck; at += step )
  {
    Story s;
    VERIFY_OK( s.anna->download() );
    VERIFY_OK( s.ben->download() );
    s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "elm" ) } );
    s.anna->write( text( "notes.txt" ), "anna's\n" );
    s.ben->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "ash" ), text( "fir" ) } );
    VERIFY_OK( s.ben->sync() );
    s.anna->remove( text( ".mergin/.engine" ) );
    s.anna->write( text( ".mergin/mergin.json" ), "{" );
    s.anna->disk.arm( at % 2 ? FaultyDisk::Fault::DiesAfter : FaultyDisk::Fault::DiesBefore, at );
    const Result<SyncReport> first = repairFolder( s.anna->context(), s.anna->folder(), name );
    hasStruck = s.anna->disk.hasStruck();
    const QByteArray when = QStringLiteral( "%1: %2" ).arg( at ).arg( s.anna->disk.struckAt() ).toUtf8();
    s.anna->disk.heal();
    const Result<SyncReport> again = repairFolder( s.anna->context(), s.anna->folder(), name );
    QVERIFY2( again, again ? "" : ( when + whyNot( again.error() ) ).constData() );
    const Result<SyncReport> synced = s.anna->sync();
    QVERIFY2( synced, synced ? "" : ( when + whyNot( synced.error() ) ).constData() );
    VERIFY_OK( s.ben->sync() );
    QVERIFY2( s.isQuiet(), when.constData() );
    QVERIFY2( s.ben->rows( text( "trees.gpkg" ) ) == all, when.constData() );
    const FileContents files = s.ben->files();
    QVERIFY2( files.values().contains( "anna's\n" ) && files.values().contains( "one\n" ), when.constData() );
  }
}

void TestLostMetadata::aRepairThatFoundADatabaseInUseMergesItsRowsLater()
{
  const ProjectName name = *ProjectName::fromString( text( "mergin/survey" ) );
  const QString trees = text( "trees.gpkg" );
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.anna->writeRows( trees, { text( "oak" ), text( "ash" ), text( "elm" ) } );
  s.ben->writeRows( trees, { text( "oak" ), text( "ash" ), text( "fir" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->remove( text( ".mergin/.engine" ) );
  s.anna->write( text( ".mergin/mergin.json" ), "{" );
  {
    Result<Database> user = Database::open( s.anna->at( trees ), Database::Access::ReadWrite );
    QVERIFY( user );
    const Result<Transaction> writing = Transaction::begin( *user, Transaction::Kind::Exclusive );
    QVERIFY( writing );
    VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder(), name ) );
    QVERIFY( s.anna->version() < Version( s.version() ) );
  }
  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.ben->rows( trees ),
            QStringList( { text( "ash" ), text( "elm" ), text( "fir" ), text( "oak" ) } ) );
  QVERIFY( s.anna->files().keys().filter( text( "conflicted copy" ) ).isEmpty() );
}

void TestLostMetadata::aRepairKeepsWhatIsNewerThanAServerThatWentBack_data()
{
  QTest::addColumn<bool>( "isStateLeft" );
  QTest::newRow( "mergin.json is cut at its end" ) << false;
  QTest::newRow( "mergin.json is gone, and the state tells no base" ) << true;
}

void TestLostMetadata::aRepairKeepsWhatIsNewerThanAServerThatWentBack()
{
  QFETCH( const bool, isStateLeft );
  const QString trees = text( "trees.gpkg" );
  const QString metadata = text( ".mergin/mergin.json" );
  const QString state = text( ".mergin/.engine/state.json" );
  const QStringList newer{ text( "ash" ), text( "fir" ), text( "oak" ) };
  Story s;
  s.server.moveClock( std::chrono::hours( 1 ) );
  VERIFY_OK( s.ben->download() );
  s.ben->writeRows( trees, newer );
  s.ben->write( text( "notes.txt" ), "two\n" );
  s.ben->write( text( "late.txt" ), "late" );
  VERIFY_OK( s.ben->sync() );
  VERIFY_OK( s.anna->download() );
  s.server.goBack( s.id, 1 );
  const QByteArray good = s.anna->read( metadata );
  QJsonObject known = QJsonDocument::fromJson( s.anna->read( state ) ).object();
  s.anna->remove( text( ".mergin/.engine" ) );
  if ( isStateLeft )
  {
    known.remove( text( "base" ) );
    s.anna->write( state, QJsonDocument( known ).toJson() );
    s.anna->remove( metadata );
  }
  else
    s.anna->write( metadata, good.left( good.size() - 3 ) );

  const ProjectName name = *ProjectName::fromString( text( "mergin/survey" ) );
  const Result<SyncReport> report = repairFolder( s.anna->context(), s.anna->folder(), name );
  VERIFY_OK( report );
  QCOMPARE( report->serverWentBackTo.value_or( Version() ).number(), 1 );
  VERIFY_OK( s.anna->sync() );
  const FileContents files = s.anna->files();
  QCOMPARE( files, serverFiles( s.server, s.id ) );
  for ( const char *content : { "one\n", "two\n", "late", "ash\nfir\noak", "ash\noak" } )
    QVERIFY2( files.values().count( content ) == 1, content );
  QCOMPARE( files.value( text( "photos/a.jpg" ) ), QByteArray( "jpg one" ) );
  QCOMPARE( files.size(), 6 ); // what is the same on both sides has no copy
}

void TestLostMetadata::aRepairKeepsTheScopeOfTheLastSync()
{
  Story s;
  VERIFY_OK( s.anna->download( { text( "*.txt" ) } ) );
  const QString state = text( ".mergin/.engine/state.json" );
  QJsonObject known = QJsonDocument::fromJson( s.anna->read( state ) ).object();
  known.remove( text( "base" ) );
  s.anna->write( state, QJsonDocument( known ).toJson() );
  s.anna->remove( text( ".mergin/file_filter.json" ) );
  s.anna->write( text( ".mergin/mergin.json" ), "" );
  const ProjectName name = *ProjectName::fromString( text( "mergin/survey" ) );
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder(), name ) );
  QCOMPARE( s.anna->files().keys(), QStringList{ text( "notes.txt" ) } );
  QVERIFY( s.anna->read( text( ".mergin/file_filter.json" ) ).contains( "*.txt" ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 1 );
}

void TestLostMetadata::aRepairNeedsToKnowTheProject()
{
  Story s;
  s.server.createProject( text( "other" ), text( "anna" ) );
  VERIFY_OK( s.anna->download() );
  s.anna->remove( text( ".mergin/.engine" ) );
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  s.anna->write( text( ".mergin/mergin.json" ), "" );
  QCOMPARE( repairFolder( s.anna->context(), s.anna->folder() ).error().kind, ErrorKind::DamagedMetadata );
  s.anna->write( text( ".mergin/mergin.json" ), good.left( good.size() - 3 ) );
  const ProjectName other = *ProjectName::fromString( text( "mergin/other" ) );
  QCOMPARE( repairFolder( s.anna->context(), s.anna->folder(), other ).error().kind,
            ErrorKind::InvalidInput );
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder() ) );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestLostMetadata::aSyncMayRepairFirst()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->remove( text( ".mergin/.engine" ) );
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  s.anna->write( text( ".mergin/mergin.json" ), good.left( good.size() - 3 ) );
  s.anna->write( text( "notes.txt" ), "mine\n" );
  SyncOptions options;
  options.repairsMetadata = true;
  VERIFY_OK( s.anna->sync( options ) );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "mine\n" ) );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestLostMetadata::whatIsLeftOfAnotherProjectIsNotOurs()
{
  Story s;
  const QString other = s.server.createProject( text( "other" ), text( "anna" ) );
  s.server.commit( other, text( "anna" ), { { text( "q.txt" ), "q" } } );
  VERIFY_OK( s.anna->download() );
  QByteArray json = s.anna->read( text( ".mergin/mergin.json" ) );
  QVERIFY( json.contains( s.id.toUtf8() ) );
  json.replace( s.id.toUtf8(), other.toUtf8() ); // our own state still tells the first one
  s.anna->write( text( ".mergin/mergin.json" ), json.left( json.size() - 3 ) );
  s.anna->write( text( "private.txt" ), "q's" );
  const int version = s.version();
  QCOMPARE( s.anna->sync().error().kind, ErrorKind::DamagedMetadata );
  QCOMPARE( s.version(), version );
  const ProjectName survey = *ProjectName::fromString( text( "mergin/survey" ) );
  QCOMPARE( repairFolder( s.anna->context(), s.anna->folder(), survey ).error().kind,
            ErrorKind::InvalidInput );
}

void TestLostMetadata::anOldRepairTellsNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QByteArray good = s.anna->read( text( ".mergin/mergin.json" ) );
  s.anna->remove( text( ".mergin/.engine" ) );
  s.anna->write( text( ".mergin/mergin.json" ), good.left( good.size() - 3 ) );
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder() ) );
  QVERIFY( !s.anna->has( text( ".mergin/.engine/mergin.json.damaged" ) ) );
  s.anna->write( text( ".mergin/.engine/mergin.json.damaged" ), good ); // as older versions left it
  s.elsewhere( { { text( "notes.txt" ), "two\n" } } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( !s.anna->has( text( ".mergin/.engine/mergin.json.damaged" ) ) );

  s.anna->write( text( "notes.txt" ), "one\n" ); // set back, not sent
  s.anna->remove( text( ".mergin/.engine/state.json" ) );
  s.anna->write( text( ".mergin/mergin.json" ), "" );
  const ProjectName survey = *ProjectName::fromString( text( "mergin/survey" ) );
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder(), survey ) );
  QVERIFY( s.anna->files().values().contains( "one\n" ) );
  QVERIFY( s.anna->files().values().contains( "two\n" ) );
}

void TestLostMetadata::aWrongNameForARepairIsNoticed()
{
  Story s;
  const QString other = s.server.createProject( text( "other" ), text( "anna" ) );
  s.server.commit( other, text( "anna" ), { { text( "notes.txt" ), "of the other" } } );
  VERIFY_OK( s.anna->download() );
  s.anna->remove( text( ".mergin/.engine" ) );
  s.anna->write( text( ".mergin/mergin.json" ), "" );
  const auto before = s.anna->files();
  const auto repaired =
    repairFolder( s.anna->context(), s.anna->folder(), *ProjectName::fromString( text( "mergin/other" ) ) );
  QVERIFY( !repaired );
  QCOMPARE( repaired.error().kind, ErrorKind::InvalidInput );
  QCOMPARE( s.anna->files(), before );
  VERIFY_OK( repairFolder( s.anna->context(), s.anna->folder(),
                           *ProjectName::fromString( text( "mergin/survey" ) ) ) );
}

QTEST_GUILESS_MAIN( TestLostMetadata )
#include "test_lostmetadata.moc"
