// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/projectdir.h"
#include "tests/scenarios/story.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace syncline;

namespace
{
  //! A disk that finds a file under whatever case its name is asked for, as those of Windows and macOS do.
  class FoldingDisk : public RealFileOps
  {
    public:
      explicit FoldingDisk( const QString &root )
        : mRoot( root )
      {
      }
      Result<FileStat> stat( const QString &path ) override { return RealFileOps::stat( real( path ) ); }
      Result<QStringList> list( const QString &path ) override { return RealFileOps::list( real( path ) ); }
      Result<QByteArray> readAt( const QString &path, qint64 offset, qint64 maxBytes ) override
      {
        return RealFileOps::readAt( real( path ), offset, maxBytes );
      }
      Result<void> writeAt( const QString &path, qint64 offset, const QByteArray &bytes ) override
      {
        return RealFileOps::writeAt( real( path ), offset, bytes );
      }
      Result<Sha1> hash( const QString &path, const CancelToken &cancel ) override
      {
        return RealFileOps::hash( real( path ), cancel );
      }
      Result<void> copy( const QString &from, const QString &to ) override
      {
        return RealFileOps::copy( real( from ), real( to ) );
      }
      Result<void> link( const QString &from, const QString &to ) override
      {
        return RealFileOps::link( real( from ), real( to ) );
      }
      Result<void> rename( const QString &from, const QString &to ) override
      {
        return RealFileOps::rename( real( from ), real( to ) );
      }
      Result<void> renameToNew( const QString &from, const QString &to ) override
      {
        return RealFileOps::renameToNew( real( from ), real( to ) );
      }
      Result<void> remove( const QString &path ) override { return RealFileOps::remove( real( path ) ); }
      Result<void> makeFolder( const QString &path ) override
      {
        return RealFileOps::makeFolder( real( path ) );
      }

    private:
      //! The name that is on the disk.
      QString real( const QString &path ) const
      {
        if ( !path.startsWith( mRoot + QLatin1Char( '/' ) ) )
          return path;
        QString found = mRoot;
        for ( const QString &segment : path.mid( mRoot.size() + 1 ).split( QLatin1Char( '/' ) ) )
        {
          QString name = segment;
          for ( const QString &there : QDir( found ).entryList( QDir::AllEntries | QDir::Hidden ) )
            if ( there.compare( segment, Qt::CaseInsensitive ) == 0 )
              name = there;
          found += QLatin1Char( '/' ) + name;
        }
        return found;
      }
      QString mRoot;
  };
} // namespace

class TestWholeFiles : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void aDownloadedProjectEqualsTheServer();
    void anEditTravelsFromOnePersonToTheOther();
    void aSecondSyncDoesNothing();
    void onAnotherVolumeRemovalsAreAskedAbout();
    void whatAPushDidNotSendIsNotTakenForKnown();
    void bothEditedAFileAndBothAreKept();
    void bothEditedADatabaseAndBothAreKept();
    void aWaitingFileThatIsTheBaseAlreadyIsNotTakenBack_data();
    void aWaitingFileThatIsTheBaseAlreadyIsNotTakenBack();
    void aLongNameHasAConflictCopyToo();
    void filesThatBecomeFoldersAreKept();
    void additionsAndRemovalsTravel();
    void aReplacedFileKeepsItsPermissions();
    void twoFilesThatAreOneOnThisDiskStayTwoOnTheServer();
};

void TestWholeFiles::aDownloadedProjectEqualsTheServer()
{
  Story s;
  const Result<SyncReport> report = s.anna->download();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::Downloaded ).size(), 3 );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
  QCOMPARE( s.anna->version(), Version( 1 ) );
  QCOMPARE( s.anna->read( text( ".mergin/trees.gpkg" ) ),
            s.server.files( s.id ).value( text( "trees.gpkg" ) ) );
  const Result<ProjectStatus> status = s.anna->status();
  VERIFY_OK( status );
  QCOMPARE( status->here.count(), 0 );
  QCOMPARE( status->onServer.count(), 0 );
}

void TestWholeFiles::anEditTravelsFromOnePersonToTheOther()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "elm" ) } );
  const Result<SyncReport> up = s.anna->sync();
  VERIFY_OK( up );
  QCOMPARE( up->of( FileEvent::Uploaded ).size(), 2 );
  QCOMPARE( s.version(), 2 );
  const Result<SyncReport> down = s.ben->sync();
  VERIFY_OK( down );
  QCOMPARE( down->of( FileEvent::Downloaded ).size(), 2 );
  const QStringList elms{ text( "elm" ), text( "oak" ) };
  QCOMPARE( s.ben->rows( text( "trees.gpkg" ) ), elms );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->version(), Version( 2 ) );
  QCOMPARE( s.ben->version(), Version( 2 ) );
}

void TestWholeFiles::aSecondSyncDoesNothing()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "oak" ), text( "elm" ) } );
  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.anna->sync() );
  const FileContents before = s.anna->everything();
  s.server.clearLog();
  s.anna->disk.heal();
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( again->files.isEmpty() );
  QCOMPARE( s.server.requestCount(), 1 );
  QCOMPARE( s.anna->disk.contentReads(), 0 );
  QCOMPARE( s.anna->everything(), before );
}

void TestWholeFiles::bothEditedAFileAndBothAreKept()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.ben->write( text( "notes.txt" ), "ben's\n" );
  VERIFY_OK( s.ben->sync() );
  s.anna->write( text( "notes.txt" ), "anna's\n" );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "ben's\n" ) );
  QCOMPARE( s.anna->read( text( "notes (conflicted copy, anna v1).txt" ) ), QByteArray( "anna's\n" ) );
  QCOMPARE( report->of( FileEvent::ConflictCopyKept ).size(), 1 );
  QCOMPARE( report->of( FileEvent::ConflictCopyKept ).first().otherPath,
            text( "notes (conflicted copy, anna v1).txt" ) );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
}

void TestWholeFiles::bothEditedADatabaseAndBothAreKept()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.ben->run( text( "trees.gpkg" ),
              { text( "ALTER TABLE notes RENAME COLUMN note TO remark" ) } ); // rows cannot follow
  VERIFY_OK( s.ben->sync() );
  s.anna->writeRows( text( "trees.gpkg" ), { text( "anna's" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( textsIn( s.anna->at( text( "trees.gpkg" ) ), text( "SELECT remark FROM notes" ) ).size(), 2 );
  QCOMPARE( s.anna->rows( text( "trees (conflicted copy, anna v1).gpkg" ) ),
            QStringList{ text( "anna's" ) } );
  QVERIFY( !s.anna->has( text( ".mergin/unfinished_pull" ) ) );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
}

void TestWholeFiles::aWaitingFileThatIsTheBaseAlreadyIsNotTakenBack_data()
{
  QTest::addColumn<QString>( "here" );
  QTest::newRow( "not edited here" ) << text( "old" );
  QTest::newRow( "edited here" ) << text( "edited" );
  QTest::newRow( "installed here" ) << text( "new" );
}

//! As an official client leaves it that could not merge: it copies the server's file to the base first, and then fails at ours.
void TestWholeFiles::aWaitingFileThatIsTheBaseAlreadyIsNotTakenBack()
{
  QFETCH( const QString, here );
  const QString trees = text( "trees.gpkg" );
  const QString metadata = text( ".mergin/mergin.json" );
  const QStringList bens{ text( "ash" ), text( "fir" ), text( "oak" ) };
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.ben->writeRows( trees, bens );
  VERIFY_OK( s.ben->sync() );
  s.anna->remove( text( ".mergin/.engine" ) );
  s.anna->write( metadata, s.ben->read( metadata ) );
  s.anna->write( text( ".mergin/trees.gpkg" ), s.onServer( trees ) );
  s.anna->write( text( ".mergin/unfinished_pull/trees.gpkg" ), s.onServer( trees ) );
  QStringList mine{ text( "ash" ), text( "oak" ) };
  if ( here == text( "edited" ) )
  {
    mine = QStringList{ text( "ash" ), text( "elm" ), text( "oak" ) };
    s.anna->writeRows( trees, mine );
  }
  if ( here == text( "new" ) )
    s.anna->write( trees, s.onServer( trees ) );

  VERIFY_OK( s.anna->sync() );
  VERIFY_OK( s.ben->sync() );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.ben->rows( trees ), bens ); // nothing of it is sent back as removed
  const QString copy = text( "trees (conflicted copy, anna v2).gpkg" );
  QCOMPARE( s.anna->rows( copy ), here == text( "new" ) ? QStringList{ text( "<missing>" ) } : mine );
  QVERIFY( !s.anna->has( text( ".mergin/unfinished_pull" ) ) );
  const int version = s.version();
  QCOMPARE( version, here == text( "new" ) ? 2 : 3 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), version );
  QCOMPARE( s.anna->files().size(), serverFiles( s.server, s.id ).size() );
}

void TestWholeFiles::aLongNameHasAConflictCopyToo()
{
  Story s;
  const QString name = QString( 80, QChar( 0x6a39 ) ) + text( ".txt" ); // 244 bytes
  s.elsewhere( { { name, "one" } } );
  VERIFY_OK( s.anna->download() );
  s.anna->write( name, "anna's" );
  s.elsewhere( { { name, "ben's" } } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->lastReport().of( FileEvent::NotInstalled ).size(), 0 );
  const QList<FileOutcome> kept = s.anna->lastReport().of( FileEvent::ConflictCopyKept );
  QCOMPARE( kept.size(), 1 );
  QCOMPARE( s.anna->read( name ), QByteArray( "ben's" ) );
  QCOMPARE( s.anna->read( kept.first().otherPath ), QByteArray( "anna's" ) );
  QCOMPARE( s.anna->version(), Version( s.version() ) );
}

//! A file here that became a folder, and a folder that became a file, while the server changed what was there.
void TestWholeFiles::filesThatBecomeFoldersAreKept()
{
  for ( const bool isChangedThere : { false, true } )
  {
    Story s;
    s.elsewhere( { { text( "photos.txt/a.jpg" ), "jpg" } } );
    VERIFY_OK( s.anna->download() );
    VERIFY_OK( s.ben->download() );
    s.anna->remove( text( "notes.txt" ) );
    s.anna->write( text( "notes.txt/day one.txt" ), "anna's day" );
    s.anna->remove( text( "photos.txt" ) );
    s.anna->write( text( "photos.txt" ), "a list of photos" );
    if ( isChangedThere )
      s.elsewhere( { { text( "notes.txt" ), "ben's" }, { text( "photos.txt/a.jpg" ), "jpg two" } } );
    SyncOptions options;
    options.allowMassRemoval = true;
    VERIFY_OK( s.anna->sync( options ) );
    VERIFY_OK( s.anna->sync( options ) );
    VERIFY_OK( s.ben->sync() );
    QVERIFY( s.isQuiet() );
    const QList<QByteArray> everything = s.ben->files().values();
    QVERIFY( everything.contains( "anna's day" ) && everything.contains( "a list of photos" ) );
    if ( isChangedThere )
      QVERIFY( everything.contains( "ben's" ) && everything.contains( "jpg two" ) );
  }
}

void TestWholeFiles::additionsAndRemovalsTravel()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  VERIFY_OK( s.ben->download() );
  s.anna->write( text( "photos/b.jpg" ), "jpg two" );
  s.anna->write( text( "empty.txt" ), "" );
  s.anna->remove( text( "photos/a.jpg" ) );
  s.anna->remove( text( "trees.gpkg" ) );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
  QVERIFY( !s.anna->has( text( ".mergin/trees.gpkg" ) ) );
  const Result<SyncReport> report = s.ben->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::RemovedHere ).size(), 2 );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.ben->read( report->of( FileEvent::RemovedHere ).first().otherPath ), QByteArray( "jpg one" ) );
}

void TestWholeFiles::aReplacedFileKeepsItsPermissions()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
  QVERIFY( QFile::setPermissions( s.anna->at( text( "notes.txt" ) ), owner | QFile::ReadGroup ) );
  s.elsewhere( { { text( "notes.txt" ), "two\n" } } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  const auto now = QFile::permissions( s.anna->at( text( "notes.txt" ) ) );
  QVERIFY( now & QFile::ExeOwner );
  QVERIFY( now & QFile::ReadGroup );
  QVERIFY( !( now & QFile::ReadOther ) );
}

void TestWholeFiles::twoFilesThatAreOneOnThisDiskStayTwoOnTheServer()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.elsewhere( { { text( "Notes.txt" ), "the other one\n" }, { text( "more.txt" ), "more\n" } } );
  FoldingDisk folding( s.anna->folder() );
  SyncContext context = s.anna->context();
  context.disk = &folding;
  const Result<SyncReport> report = SyncSession( context, s.anna->folder(), {} ).run();
  VERIFY_OK( report );
  const QList<FileOutcome> heldBack = report->of( FileEvent::NotInstalled );
  QCOMPARE( heldBack.size(), 1 );
  QCOMPARE( heldBack.first().path, text( "Notes.txt" ) );
  QCOMPARE( heldBack.first().otherPath, text( "notes.txt" ) );
  QCOMPARE( s.anna->read( text( "notes.txt" ) ), QByteArray( "one\n" ) );
  QCOMPARE( s.anna->read( text( "more.txt" ) ), QByteArray( "more\n" ) );
  // An edit of the one goes up; neither it nor a removal touches the other.
  s.anna->write( text( "notes.txt" ), "edited\n" );
  VERIFY_OK( SyncSession( context, s.anna->folder(), {} ).run() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "edited\n" ) );
  QCOMPARE( s.onServer( text( "Notes.txt" ) ), QByteArray( "the other one\n" ) );
  s.anna->remove( text( "notes.txt" ) );
  VERIFY_OK( SyncSession( context, s.anna->folder(), {} ).run() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "<missing>" ) );
  QCOMPARE( s.onServer( text( "Notes.txt" ) ), QByteArray( "the other one\n" ) );
}

void TestWholeFiles::whatAPushDidNotSendIsNotTakenForKnown()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  s.anna->write( text( "notes.txt" ), "two\n" );
  s.anna->onRequest = [&s]( const QByteArray &path )
  {
    if ( path.endsWith( "/versions" ) || path.contains( "/push/finish" ) )
      s.server.claim( s.id, text( "photos/a.jpg" ), sha1Of( "another" ).toString(), 7 );
  };
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.onServer( text( "notes.txt" ) ), QByteArray( "two\n" ) );
  QCOMPARE( s.version(), 2 ); // the photo did not go up as if it had been edited here
  QCOMPARE( s.anna->version(), Version( 1 ) );
  s.anna->onRequest = nullptr;
  s.server.claim( s.id, text( "photos/a.jpg" ), sha1Of( "jpg one" ).toString(), 7 );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 2 );
  QCOMPARE( s.anna->version(), Version( 2 ) );
  QCOMPARE( s.anna->files(), serverFiles( s.server, s.id ) );
}

//! Another disk where the project's was, or a copy of the folder elsewhere: what is missing there was perhaps never removed.
void TestWholeFiles::onAnotherVolumeRemovalsAreAskedAbout()
{
  Story s;
  VERIFY_OK( s.anna->download() );
  const QString statePath = text( ".mergin/.engine/state.json" );
  QJsonObject state = QJsonDocument::fromJson( s.anna->read( statePath ) ).object();
  QVERIFY( state.contains( text( "root_volume" ) ) );
  state[text( "root_volume" )] = text( "another" );
  s.anna->write( statePath, QJsonDocument( state ).toJson() );
  VERIFY_OK( s.anna->sync() ); // nothing is missing: nothing to ask
  s.anna->write( statePath, QJsonDocument( state ).toJson() );
  s.anna->remove( text( "notes.txt" ) );
  const Result<SyncReport> report = s.anna->sync();
  QVERIFY( !report );
  QCOMPARE( report.error().kind, ErrorKind::MassRemoval );
  SyncOptions options;
  options.allowMassRemoval = true;
  VERIFY_OK( s.anna->sync( options ) );
  QVERIFY( !serverFiles( s.server, s.id ).contains( text( "notes.txt" ) ) );
}

QTEST_GUILESS_MAIN( TestWholeFiles )
#include "test_wholefiles.moc"
