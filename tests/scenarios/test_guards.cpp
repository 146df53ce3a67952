// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/projectdir.h"
#include "core/project/projectlock.h"
#include "tests/scenarios/story.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace syncline;

//! What a sync must never do: empty a project, leave the folder, forget a scope, go half-way.
class TestGuards : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void anEmptiedFolderNeverEmptiesTheServer();
    void theUserMayConfirmManyRemovals();
    void aVolumeThatIsNotMountedRemovesNothing();
    void whatIsOutOfScopeIsNeverRemoved();
    void aScopeWhoseFileIsGoneIsRemembered();
    void aDamagedScopeStops();
    void hostileNamesAreNeitherInstalledNorRemoved();
    void aFolderThatIsALinkIsNotFollowed();
    void aFolderThatBecameALinkIsNotRemoved_data();
    void aFolderThatBecameALinkIsNotRemoved();
    void aReaderSendsNothingAndKeepsHisEdits();
    void refusedNamesDoNotBlockTheRest();
    void aContentThatTheServerRefusesDoesNotBlockTheRest();
    void aFalseChecksumIsNeverInstalled();
    void aFileListedWithoutChecksumIsNotTakenForRemoved();
    void aFullDiskIsSeenBeforeAnythingIsTouched();
    void ourDamagedStateBlocksNothing();
    void twoSyncsOfOneFolderExcludeEachOther();
    void aLockThatNobodyWroteIntoIsNobodys();
    void uploadingAloneIsRefusedWhenTheServerIsAhead();
    void downloadingAloneSendsNothing();
    void cancelingLeavesTheFolderAsItWas();
    void anEditDuringTheDownloadIsKept();
    void anEditDuringTheUploadIsSentLater_data() { protocols(); }
    void anEditDuringTheUploadIsSentLater();
    void somebodyFasterMeansPullAndTryAgain_data() { protocols(); }
    void somebodyFasterMeansPullAndTryAgain();
    void aRenamedProjectIsStillFound();
    void statusWritesNothingOutsideOurOwnFolder();
    void progressIsMonotonic();

  private:
    static void protocols()
    {
      QTest::addColumn<bool>( "isV2" );
      QTest::newRow( "v1" ) << false;
      QTest::newRow( "v2" ) << true;
    }
};

namespace
{
  //! Twelve more files, so that removing all of them is more than a slip.
  FileContents twelve()
  {
    FileContents files;
    for ( int i = 0; i < 12; ++i )
      files.insert( QStringLiteral( "d/%1.txt" ).arg( i ), QByteArray::number( i ) );
    return files;
  }

  FileContents withoutEngine( const FileContents &all )
  {
    FileContents rest;
    for ( auto file = all.begin(); file != all.end(); ++file )
    {
      if ( !file.key().startsWith( QLatin1String( ".mergin/.engine/" ) ) )
        rest.insert( file.key(), file.value() );
    }
    return rest;
  }
} // namespace

void TestGuards::anEmptiedFolderNeverEmptiesTheServer()
{
  Story s;
  s.elsewhere( twelve() );
  VERIFY_OK( s.anna->download() );
  for ( const char *name : { "d", "photos", "notes.txt", "trees.gpkg" } )
    s.anna->remove( text( name ) );
  const FileContents before = withoutEngine( s.anna->everything() );
  const Result<SyncReport> report = s.anna->sync();
  QVERIFY( !report );
  QCOMPARE( report.error().kind, ErrorKind::MassRemoval );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( withoutEngine( s.anna->everything() ), before );
}

void TestGuards::theUserMayConfirmManyRemovals()
{
  Story s;
  s.elsewhere( twelve() );
  VERIFY_OK( s.anna->download() );
  s.anna->remove( text( "d" ) );
  SyncOptions options;
  options.allowMassRemoval = true;
  VERIFY_OK( s.anna->sync( options ) );
  QCOMPARE( s.server.files( s.id ).size(), 3 );
}

//! A folder of the project lay on a volume of its own; its mount point is an ordinary, empty folder now.
void TestGuards::aVolumeThatIsNotMountedRemovesNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QString statePath = text( ".mergin/.engine/state.json" );
  QByteArray state = s.anna->read( statePath );
  QVERIFY( state.contains( "\"other_volumes\"" ) );
  QJsonObject known = QJsonDocument::fromJson( state ).object();
  known[text( "other_volumes" )] = QJsonArray{ text( "photos" ) };
  s.anna->write( statePath, QJsonDocument( known ).toJson() );
  s.anna->remove( text( "photos/a.jpg" ) );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.elsewhere( { { text( "photos/a.jpg" ), "jpg two" } } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg two" ) );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QVERIFY( !s.anna->has( text( "photos/a.jpg" ) ) ); // not on the wrong volume
  QCOMPARE( report->of( FileEvent::NotInstalled ).size(), 1 );
}

void TestGuards::whatIsOutOfScopeIsNeverRemoved()
{
  Story s;
  VERIFY_OK( s.anna->download( { text( "*.txt" ) } ) );
  QCOMPARE( s.anna->files().keys(), QStringList{ text( "notes.txt" ) } );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->write( text( "own.jpg" ), "out of scope" );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::OutOfScope ).size(), 1 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QCOMPARE( s.server.files( s.id ).size(), 3 );
  s.elsewhere( { { text( "photos/b.jpg" ), "b" } }, { text( "photos/a.jpg" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.server.files( s.id ).size(), 3 );
  QVERIFY( !s.anna->has( text( "photos/b.jpg" ) ) );
  const Result<ProjectDir> dir = ProjectDir::open( s.anna->folder() );
  VERIFY_OK( dir );
  QCOMPARE( dir->metadata().files.size(), 1 ); // where other clients read, the scope is kept
}

void TestGuards::aScopeWhoseFileIsGoneIsRemembered()
{
  Story s;
  VERIFY_OK( s.anna->download( {}, { text( "*.jpg" ) } ) );
  const QByteArray filter = s.anna->read( text( ".mergin/file_filter.json" ) );
  s.anna->remove( text( ".mergin/file_filter.json" ) );
  s.anna->write( text( "notes.txt" ), "two\n" );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->read( text( ".mergin/file_filter.json" ) ), filter ); // others need it as well
  QCOMPARE( s.server.files( s.id ).size(), 3 );
  QVERIFY( !s.anna->has( text( "photos/a.jpg" ) ) );
}

void TestGuards::aDamagedScopeStops()
{
  Story s;
  VERIFY_OK( s.anna->download( { text( "*.txt" ) } ) );
  for ( const char *damage : { "", "{}", "{\"include\": [\"*.t", "[]" } )
  {
    s.anna->write( text( ".mergin/file_filter.json" ), damage );
    const FileContents before = s.anna->everything();
    QCOMPARE( s.anna->sync().error().kind, ErrorKind::DamagedMetadata );
    QCOMPARE( s.anna->status().error().kind, ErrorKind::DamagedMetadata );
    QCOMPARE( s.anna->everything(), before );
  }
  QCOMPARE( s.server.files( s.id ).size(), 3 );
}

void TestGuards::hostileNamesAreNeitherInstalledNorRemoved()
{
  Story s;
  const FileContents hostile{ { text( "../escaped.txt" ), "1" },
                              { text( "/absolute.txt" ), "2" },
                              { text( "d/../../up.txt" ), "3" },
                              { text( ".mergin/mergin.json" ), "4" },
                              { text( "d\\back.txt" ), "5" } };
  s.elsewhere( hostile );
  const Result<SyncReport> report = s.anna->download();
  VERIFY_OK( report );
  QVERIFY( !report->of( FileEvent::NotInstalled ).isEmpty() );
  QCOMPARE( s.anna->files().size(), 3 );
  QVERIFY( !QFile::exists( s.anna->at( text( "../escaped.txt" ) ) ) );
  QVERIFY( !QFile::exists( s.anna->at( text( "../up.txt" ) ) ) );
  QVERIFY( !QFile::exists( text( "/absolute.txt" ) ) );
  s.anna->write( text( "notes.txt" ), "two\n" );
  VERIFY_OK( s.anna->sync() );
  for ( auto file = hostile.begin(); file != hostile.end(); ++file )
    QCOMPARE( s.onServer( file.key() ), file.value() );
}

void TestGuards::aFolderThatIsALinkIsNotFollowed()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QTemporaryDir outside;
  QVERIFY( QFile::link( outside.path(), s.anna->at( text( "linked" ) ) ) );
  s.elsewhere( { { text( "linked/a.txt" ), "1" }, { text( "other.txt" ), "2" } } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QVERIFY( !QFile::exists( outside.filePath( text( "a.txt" ) ) ) );
  QCOMPARE( s.anna->read( text( "other.txt" ) ), QByteArray( "2" ) );
  QCOMPARE( report->of( FileEvent::NotInstalled ).size(), 1 );
  QCOMPARE( report->of( FileEvent::NotInstalled ).first().problem->kind, ErrorKind::UnsafePath );
  QCOMPARE( s.onServer( text( "linked/a.txt" ) ), QByteArray( "1" ) );
  QCOMPARE( s.anna->version(), Version( 1 ) ); // not everything of v2 is here
  QVERIFY( QFile::remove( s.anna->at( text( "linked" ) ) ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( s.anna->version(), Version( 2 ) );
}

void TestGuards::aFolderThatBecameALinkIsNotRemoved_data()
{
  QTest::addColumn<bool>( "isThere" );
  QTest::newRow( "moved to another disk" ) << true;
  QTest::newRow( "of a disk that is not there" ) << false;
}

void TestGuards::aFolderThatBecameALinkIsNotRemoved()
{
  QFETCH( const bool, isThere );
  Story s;
  VERIFY_OK( s.anna->download() );
  const QTemporaryDir outside;
  QVERIFY( QFile::rename( s.anna->at( text( "photos" ) ), outside.filePath( text( "photos" ) ) ) );
  const QString target = outside.filePath( isThere ? text( "photos" ) : text( "elsewhere" ) );
  QVERIFY( QFile::link( target, s.anna->at( text( "photos" ) ) ) );
  s.anna->write( text( "notes.txt" ), "two\n" );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg one" ) );
  s.elsewhere( { { text( "photos/a.jpg" ), "jpg two" } } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "photos/a.jpg" ) ), QByteArray( "jpg two" ) );
  QVERIFY( !s.anna->lastReport().of( FileEvent::NotInstalled ).isEmpty() );

  QVERIFY( QFile::remove( s.anna->at( text( "photos" ) ) ) );
  QVERIFY( QFile::rename( outside.filePath( text( "photos" ) ), s.anna->at( text( "photos" ) ) ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->read( text( "photos/a.jpg" ) ), QByteArray( "jpg two" ) );
  QCOMPARE( s.anna->version(), Version( s.version() ) );
}

void TestGuards::aReaderSendsNothingAndKeepsHisEdits()
{
  Story s;
  s.server.change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Guest; } );
  s.server.setProjectRole( s.id, text( "ben" ), text( "reader" ) );
  VERIFY_OK( s.ben->download() );
  s.ben->write( text( "notes.txt" ), "mine\n" );
  s.server.clearLog();
  const Result<SyncReport> report = s.ben->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::NotUploaded ).size(), 1 );
  QCOMPARE( report->of( FileEvent::NotUploaded ).first().problem->kind, ErrorKind::Forbidden );
  QCOMPARE( s.server.requestCount( "POST", text( "*" ) ), 0 );
  QCOMPARE( s.ben->read( text( "notes.txt" ) ), QByteArray( "mine\n" ) );
}

void TestGuards::refusedNamesDoNotBlockTheRest()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  for ( const char *name : { "README", "x.py", "d./x.txt", "x.directory", "good.txt" } )
    s.anna->write( text( name ), "1" );
  s.anna->write( text( "broken.gpkg" ), "no database" );
  s.anna->write( text( "empty.gpkg" ), "" );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::NotUploaded ).size(), 6 );
  QCOMPARE( report->of( FileEvent::Uploaded ).size(), 1 );
  QCOMPARE( s.version(), 2 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
}

void TestGuards::aContentThatTheServerRefusesDoesNotBlockTheRest()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "script.txt" ), "#!/bin/sh\necho\n" );
  s.anna->write( text( "good.txt" ), "1" );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::NotUploaded ).size(), 1 );
  QCOMPARE( report->of( FileEvent::NotUploaded ).first().path, text( "script.txt" ) );
  QCOMPARE( s.onServer( text( "good.txt" ) ), QByteArray( "1" ) );
}

void TestGuards::aFalseChecksumIsNeverInstalled()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "notes.txt" ), "torn" }, { text( "other.txt" ), "2" } } );
  s.server.claim( s.id, text( "notes.txt" ), sha1Of( "whole" ).toString(), 4 );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "one\n" ) );
  QCOMPARE( s.anna->read( text( "other.txt" ) ), QByteArray( "2" ) );
  QCOMPARE( report->of( FileEvent::NotInstalled ).size(), 1 );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "torn" ) ); // ours did not go over it
}

void TestGuards::aFileListedWithoutChecksumIsNotTakenForRemoved()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  s.server.claim( s.id, text( "notes.txt" ), text( "none" ), 4 );
  s.server.claim( s.id, text( "trees.gpkg" ), QString(), 4 );
  s.anna->write( text( "notes.txt" ), "on top of what?\n" );
  s.anna->write( text( "mine.txt" ), "3" );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "on top of what?\n" ) );
  QCOMPARE( s.anna->read( text( "other.txt" ) ), QByteArray( "2" ) );
  QCOMPARE( report->of( FileEvent::NotInstalled ).size(), 1 );
  QCOMPARE( report->of( FileEvent::NotUploaded ).size(), 1 ); // each file is told once
  QCOMPARE( report->of( FileEvent::NotUploaded ).first().path, text( "notes.txt" ) );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "one\n" ) );
  QCOMPARE( s.onServer( text( "mine.txt" ) ), QByteArray( "3" ) );
  QVERIFY( s.anna->has( text( "trees.gpkg" ) ) );
}

void TestGuards::aFullDiskIsSeenBeforeAnythingIsTouched()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "large.txt" ), QByteArray( 1000, 'x' ) } } );
  s.anna->disk.setFreeBytes( 100 );
  const FileContents before = withoutEngine( s.anna->everything() );
  QCOMPARE( s.anna->sync().error().kind, ErrorKind::DiskFull );
  QCOMPARE( withoutEngine( s.anna->everything() ), before );
  s.anna->disk.setFreeBytes( -1 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestGuards::ourDamagedStateBlocksNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( ".mergin/.engine/state.json" ), "{" );
  s.anna->write( text( "notes.txt" ), "mine\n" );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "mine\n" ) );
  QVERIFY( s.anna->read( text( ".mergin/.engine/state.json" ) ).size() > 10 );
}

void TestGuards::twoSyncsOfOneFolderExcludeEachOther()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const Result<ProjectLock> other = ProjectLock::acquire( ProjectPaths( s.anna->folder() ), realDisk() );
  QVERIFY( other );
  QCOMPARE( s.anna->sync().error().kind, ErrorKind::Busy );
}

void TestGuards::aLockThatNobodyWroteIntoIsNobodys()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( ".mergin/.engine/lock" ), {} ); // as a process leaves it that is killed at that moment
  VERIFY_OK( s.anna->sync() );
}

void TestGuards::uploadingAloneIsRefusedWhenTheServerIsAhead()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  s.anna->write( text( "notes.txt" ), "two\n" );
  SyncOptions options;
  options.direction = SyncDirection::UploadOnly;
  const FileContents before = withoutEngine( s.anna->everything() );
  QCOMPARE( s.anna->sync( options ).error().kind, ErrorKind::VersionConflict );
  QCOMPARE( withoutEngine( s.anna->everything() ), before );
  QCOMPARE( s.version(), 2 );
}

void TestGuards::downloadingAloneSendsNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  s.anna->write( text( "notes.txt" ), "two\n" );
  SyncOptions options;
  options.direction = SyncDirection::DownloadOnly;
  VERIFY_OK( s.anna->sync( options ) );
  QCOMPARE( s.anna->read( text( "other.txt" ) ), QByteArray( "2" ) );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "two\n" ) );
}

void TestGuards::cancelingLeavesTheFolderAsItWas()
{
  for ( const char *when : { "v1/project/raw", "v1/project/push/chunk", "v2/projects" } )
  {
    Story s;
    const bool isV2 = QByteArray( when ).startsWith( "v2" );
    s.server.change( [isV2]( fake::Settings &settings ) { settings.hasV2Push = isV2; } );
    VERIFY_OK( s.anna->download() );
    s.elsewhere( { { text( "other.txt" ), "2" } } );
    s.anna->write( text( "notes.txt" ), "two\n" );
    s.anna->onRequest = [&s, when]( const QByteArray &path )
    {
      if ( path.startsWith( when ) )
        s.anna->cancel.cancel();
    };
    const Result<SyncReport> report = s.anna->sync();
    QVERIFY( !report );
    QCOMPARE( report.error().kind, ErrorKind::Canceled );
    QVERIFY( s.server.openUploads( s.id ).isEmpty() );
    QCOMPARE( s.version(), 2 );
    QVERIFY( !s.anna->has( text( ".mergin/.engine/journal" ) ) );
    s.anna->onRequest = nullptr;
    s.anna->cancel = CancelSource();
    VERIFY_OK( s.anna->sync() );
    QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
    QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  }
}

void TestGuards::anEditDuringTheDownloadIsKept()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "notes.txt" ), "ben's\n" }, { text( "new.txt" ), "ben's\n" } },
               { text( "photos/a.jpg" ) } );
  s.anna->onRequest = [&s]( const QByteArray &path )
  {
    if ( !path.startsWith( "v1/project/raw" ) )
      return;
    s.anna->write( text( "notes.txt" ), "late\n" );
    s.anna->write( text( "new.txt" ), "late\n" );
    s.anna->write( text( "photos/a.jpg" ), "late\n" );
    s.anna->onRequest = nullptr;
  };
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "ben's\n" ) );
  QCOMPARE( s.anna->read( text( "notes (conflicted copy, anna v1).txt" ) ), QByteArray( "late\n" ) );
  QCOMPARE( s.anna->read( text( "new (conflicted copy, anna v1).txt" ) ), QByteArray( "late\n" ) );
  QCOMPARE( s.anna->read( text( "photos/a.jpg" ) ), QByteArray( "late\n" ) ); // kept, and on the server again
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

void TestGuards::anEditDuringTheUploadIsSentLater()
{
  QFETCH( bool, isV2 );
  Story s;
  s.server.change( [isV2]( fake::Settings &settings ) { settings.hasV2Push = isV2; } );
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "elm" ) } );
  s.anna->onRequest = [&s]( const QByteArray &path )
  {
    if ( !path.startsWith( "v1/project/push/chunk" ) && !path.endsWith( "/chunks" ) )
      return;
    s.anna->onRequest = nullptr;
    s.anna->write( text( "notes.txt" ), "new\n" ); // the same size
    s.anna->writeRows( text( "trees.gpkg" ), { text( "elm" ), text( "late" ) } );
  };
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) ); // what was hashed was sent
  QCOMPARE( serverFiles( s.server, s.id ).value( text( "trees.gpkg" ) ), QByteArray( "elm" ) );
  const Result<ProjectStatus> status = s.anna->status();
  VERIFY_OK( status );
  QCOMPARE( status->here.updated.size(), 2 ); // not absorbed by the base
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( serverFiles( s.server, s.id ).value( text( "trees.gpkg" ) ), QByteArray( "elm\nlate" ) );
}

void TestGuards::somebodyFasterMeansPullAndTryAgain()
{
  QFETCH( bool, isV2 );
  Story s;
  s.server.change( [isV2]( fake::Settings &settings ) { settings.hasV2Push = isV2; } );
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->onRequest = [&s]( const QByteArray &path )
  {
    if ( path.startsWith( "v1/project/push/mergin" ) || path.endsWith( "/versions" ) )
    {
      s.anna->onRequest = nullptr;
      s.elsewhere( { { text( "other.txt" ), "ben's" } } );
    }
  };
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
}

void TestGuards::aRenamedProjectIsStillFound()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  FakeRequest rename;
  const QByteArray token = s.server.tokenFor( text( "anna" ) );
  rename.verb = "PATCH";
  rename.target = "/v2/projects/" + s.id.toUtf8();
  rename.headers = { { "Authorization", "Bearer " + token }, { "Content-Type", "application/json" } };
  rename.body = R"({"name":"renamed"})";
  s.server.addUser( text( "anna" ), text( "secret" ), QString(), true );
  QCOMPARE( s.server.handle( rename ).status, 204 );
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->read( text( "other.txt" ) ), QByteArray( "2" ) );
  QCOMPARE( ProjectDir::open( s.anna->folder() )->identity().name.project(), text( "renamed" ) );
}

void TestGuards::statusWritesNothingOutsideOurOwnFolder()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->write( text( "new.txt" ), "new" );
  s.anna->remove( text( "photos/a.jpg" ) );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "elm" ) } );
  s.elsewhere( { { text( "other.txt" ), "2" } } );
  const FileContents before = withoutEngine( s.anna->everything() );
  const Result<ProjectStatus> status = s.anna->status();
  VERIFY_OK( status );
  QCOMPARE( status->here.added, QStringList{ text( "new.txt" ) } );
  const QStringList updated{ text( "notes.txt" ), text( "trees.gpkg" ) };
  QCOMPARE( status->here.updated, updated );
  QCOMPARE( status->here.removed, QStringList{ text( "photos/a.jpg" ) } );
  QCOMPARE( status->onServer.added, QStringList{ text( "other.txt" ) } );
  QCOMPARE( status->local, Version( 1 ) );
  QCOMPARE( status->server, Version( 2 ) );
  QCOMPARE( withoutEngine( s.anna->everything() ), before );
  s.anna->disk.heal();
  s.server.clearLog();
  VERIFY_OK( s.anna->status( AskServer::No ) );
  QCOMPARE( s.anna->disk.contentReads(), 0 );
  QCOMPARE( s.server.requestCount(), 0 );
}

void TestGuards::progressIsMonotonic()
{
  Story s;
  s.elsewhere( { { text( "large.txt" ), QByteArray( 300000, 'x' ) } } );
  QList<Progress> told;
  s.anna->onProgress = [&told]( const Progress &progress ) { told.append( progress ); };
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "notes.txt" ), QByteArray( 200000, 'y' ) );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( told.size() > 4 );
  for ( int i = 1; i < told.size(); ++i )
  {
    QVERIFY( told.at( i ).done <= told.at( i ).total || told.at( i ).total == 0 );
    if ( told.at( i ).phase == told.at( i - 1 ).phase && told.at( i ).total == told.at( i - 1 ).total &&
         told.at( i ).done != 0 )
      QVERIFY( told.at( i ).done >= told.at( i - 1 ).done );
  }
  QCOMPARE( told.last().phase, Phase::Finishing );
}

QTEST_GUILESS_MAIN( TestGuards )
#include "test_guards.moc"
