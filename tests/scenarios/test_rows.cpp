// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/gpkg/holder.h"
#include "tests/scenarios/plot.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace syncline;

/**
 * Two people edit the rows of one database. Each test runs over every pair of protocols that a server may want.
 */
class TestRows : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }
    void onlyRowsTravel_data() { protocols(); }
    void onlyRowsTravel();
    void differentRowsComeTogether_data() { protocols(); }
    void differentRowsComeTogether();
    void columnsOfOneRowComeTogether_data() { protocols(); }
    void columnsOfOneRowComeTogether();
    void theSameCellIsOursAndTheConflictIsTold_data() { protocols(); }
    void theSameCellIsOursAndTheConflictIsTold();
    void whatWeDeletedAndTheyChangedIsTold_data() { protocols(); }
    void whatWeDeletedAndTheyChangedIsTold();
    void insertsUnderOneKeyAreBothKept_data() { protocols(); }
    void insertsUnderOneKeyAreBothKept();
    void theSameInsertIsOneRow();
    void aConstraintInTheWayKeepsACopy();
    void theirNewColumnTakesOurRows_data() { protocols(); }
    void theirNewColumnTakesOurRows();
    void ourNewColumnTakesTheirRows_data() { protocols(); }
    void ourNewColumnTakesTheirRows();
    void aColumnAfterRowsGoesUp_data() { protocols(); }
    void aColumnAfterRowsGoesUp();
    void whatTheOtherSentWholeIsNotUndone();
    void columnsOfBothKeepACopy();
    void rowsWithoutKeyTravelWithTheWholeFile();
    void aTextThatTheServerWouldCutTravelsWithTheWholeFile();
    void rowsWithoutKeyStayWhenTheirRowsCome();
    void aLateEditIsMergedToo();
    void theirMoveTakesOurRowsAlong_data() { protocols(); }
    void theirMoveTakesOurRowsAlong();
    void aDatabaseThatIsOpenIsNotMovedAway();
    void aDatabaseThatNeverRestsHoldsUpNothingElse();
    void aLongHistoryArrives_data() { protocols(); }
    void aLongHistoryArrives();
    void aFalseBaseFileIsMadeAnew_data() { protocols(); }
    void aFalseBaseFileIsMadeAnew();
    void aChangesetThatIsGoneIsReplacedByTheFile_data() { protocols(); }
    void aChangesetThatIsGoneIsReplacedByTheFile();
    void editorsChangeRowsAndNoMore();
    void aLostStartDoesNotLockTheProject();
    void twoPeopleEndUpAlike_data() { protocols(); }
    void twoPeopleEndUpAlike();
};

void TestRows::onlyRowsTravel()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ),
                        text( "INSERT INTO trees VALUES(4,'fir',40)" ),
                        text( "DELETE FROM trees WHERE fid = 3" ) } );
  s.server.clearLog();
  const Result<SyncReport> up = s.anna->sync();
  VERIFY_OK( up );
  const QList<TableRows> rows{ { text( "trees" ), 1, 1, 1 } };
  QCOMPARE( up->of( FileEvent::Uploaded ).value( 0 ).rows, rows );
  qint64 sent = 0;
  for ( const FakeLogEntry &entry : s.server.log() )
    sent = std::max( sent, entry.requestBytes );
  QVERIFY2( sent < 2000, QByteArray::number( sent ).constData() ); // the file has 12 kB
  s.server.clearLog();
  const Result<SyncReport> down = s.ben->sync();
  VERIFY_OK( down );
  QCOMPARE( down->of( FileEvent::Downloaded ).value( 0 ).rows, rows );
  for ( const FakeLogEntry &entry : s.server.log() )
    QVERIFY2( !entry.target.contains( "/raw/" ) || entry.target.contains( "diff" ),
              entry.target.constData() );
  const QStringList trees{ text( "ash 20" ), text( "fir 40" ), text( "oak 11" ) };
  QCOMPARE( s.trees( *s.ben ), trees );
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( again->files.isEmpty() );
  QCOMPARE( s.version(), 3 );
}

void TestRows::differentRowsComeTogether()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 22 WHERE fid = 2" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::Merged ).size(), 1 );
  const QList<TableRows> rows{ { text( "trees" ), 0, 1, 0 } };
  QCOMPARE( report->of( FileEvent::Merged ).value( 0 ).rows, rows );
  QCOMPARE( report->of( FileEvent::Uploaded ).value( 0 ).rows, rows );
  QVERIFY( report->isClean() );
  VERIFY_OK( s.ben->sync() );
  const QStringList trees{ text( "ash 22" ), text( "elm 30" ), text( "oak 11" ) };
  QCOMPARE( s.trees( *s.anna ), trees );
  QCOMPARE( s.trees( *s.ben ), trees );
  QVERIFY( s.settle() );
  QCOMPARE( s.anna->files().size(), 3 ); // no copies
  QCOMPARE( s.version(), 4 );
}

void TestRows::columnsOfOneRowComeTogether()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET kind = 'holm oak' WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  QVERIFY( s.trees( *s.ben ).contains( text( "holm oak 11" ) ) );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestRows::theSameCellIsOursAndTheConflictIsTold()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 12 WHERE fid = 1" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->editConflicts(), 1 );
  QVERIFY( !report->isClean() );
  const QString name = text( "trees (edit conflict, anna v2).json" );
  QCOMPARE( report->of( FileEvent::Merged ).value( 0 ).otherPath, name );
  const QJsonArray told =
    QJsonDocument::fromJson( s.anna->read( name ) ).object().value( text( "geodiff" ) ).toArray();
  const QJsonObject wanted{ { text( "table" ), text( "trees" ) },
                            { text( "type" ), text( "conflict" ) },
                            { text( "fid" ), text( "1" ) },
                            { text( "changes" ), QJsonArray{ QJsonObject{ { text( "column" ), 2 },
                                                                          { text( "base" ), 10 },
                                                                          { text( "old" ), 11 },
                                                                          { text( "new" ), 12 } } } } };
  QCOMPARE( told.size(), 1 );
  QCOMPARE( told.at( 0 ).toObject(), wanted );
  QVERIFY( s.settle() );
  QVERIFY( s.trees( *s.ben ).contains( text( "oak 12" ) ) );
  QVERIFY( s.ben->has( name ) );
}

void TestRows::whatWeDeletedAndTheyChangedIsTold()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "DELETE FROM trees WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  const QByteArray told = s.anna->read( text( "trees (edit conflict, anna v2).json" ) );
  QVERIFY2( told.contains( "11" ), told.constData() );
  QVERIFY( s.settle() );
  QCOMPARE( s.trees( *s.ben ).size(), 2 );
}

void TestRows::insertsUnderOneKeyAreBothKept()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "INSERT INTO trees VALUES(4,'fir',40),(5,'box',50)" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "INSERT INTO trees VALUES(4,'yew',41)" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 20" ), text( "box 50" ), text( "elm 30" ),
                           text( "fir 40" ), text( "oak 10" ), text( "yew 41" ) };
  QCOMPARE( s.trees( *s.ben ), trees );
}

void TestRows::theSameInsertIsOneRow()
{
  Plot s;
  QVERIFY( s.isReady );
  const QStringList insert{ text( "INSERT INTO trees VALUES(4,'fir',40)" ) };
  s.ben->run( TREES, insert );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, insert );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  QVERIFY( s.settle() );
  QCOMPARE( s.trees( *s.anna ).size(), 4 );
}

void TestRows::aConstraintInTheWayKeepsACopy()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "CREATE UNIQUE INDEX kinds ON trees(kind)" ) } );
  VERIFY_OK( s.ben->sync() );
  VERIFY_OK( s.anna->sync() );
  s.ben->run( TREES, { text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES,
               { text( "INSERT INTO trees VALUES(5,'fir',41)" ), text( "INSERT INTO log VALUES('hi')" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  const QString copy = text( "trees (conflicted copy, anna v3).gpkg" );
  QVERIFY2( s.ben->has( copy ), s.ben->files().keys().join( QLatin1Char( ' ' ) ).toUtf8().constData() );
  QVERIFY( s.trees( *s.ben, copy ).contains( text( "fir 41" ) ) );
  QCOMPARE( textsIn( s.ben->at( copy ), text( "SELECT message FROM log" ) ), QStringList{ text( "hi" ) } );
  QVERIFY( s.trees( *s.anna ).contains( text( "fir 40" ) ) );
}

void TestRows::theirNewColumnTakesOurRows()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.ben->run( TREES, { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ),
                       text( "CREATE TABLE shrubs(fid INTEGER PRIMARY KEY, kind TEXT)" ),
                       text( "INSERT INTO shrubs VALUES(1,'hazel')" ), text( "UPDATE trees SET age = 7" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 22 WHERE fid = 2" ),
                        text( "INSERT INTO trees VALUES(4,'yew',41)" ) } );
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QCOMPARE( report->of( FileEvent::Merged ).size(), 1 );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 22 7" ), text( "elm 30 7" ), text( "oak 11 7" ), text( "yew 41 -" ) };
  const QString sql =
    text( "SELECT kind || ' ' || height || ' ' || coalesce(age,'-') FROM trees ORDER BY kind" );
  QCOMPARE( textsIn( s.ben->at( TREES ), sql ), trees );
  QCOMPARE( textsIn( s.anna->at( TREES ), sql ), trees );
  QCOMPARE( textsIn( s.anna->at( TREES ), text( "SELECT kind FROM shrubs" ) ),
            QStringList{ text( "hazel" ) } );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestRows::ourNewColumnTakesTheirRows()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ),
                       text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES,
               { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ), text( "UPDATE trees SET age = 7" ),
                 text( "UPDATE trees SET height = 22 WHERE fid = 2" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 22 7" ), text( "elm 30 7" ), text( "fir 40 -" ), text( "oak 11 7" ) };
  QCOMPARE(
    textsIn( s.ben->at( TREES ), text( "SELECT kind || ' ' || height || ' ' || coalesce(age,'-') FROM "
                                       "trees ORDER BY kind" ) ),
    trees );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestRows::aColumnAfterRowsGoesUp()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() ); // from here on the base file is not the server's byte by byte
  s.anna->run( TREES,
               { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ), text( "UPDATE trees SET age = 7" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 4 );
  VERIFY_OK( s.ben->sync() );
  QCOMPARE( textsIn( s.ben->at( TREES ), text( "SELECT age FROM trees WHERE height = 11" ) ),
            QStringList{ text( "7" ) } );
  QVERIFY( s.settle() );
  QCOMPARE( s.anna->files().size(), 3 );
}

//! Rows without key come with no changeset; a whole file of ours must not take them away.
void TestRows::whatTheOtherSentWholeIsNotUndone()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "INSERT INTO log VALUES('seen')" ),
                       text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  VERIFY_OK( s.anna->sync() );
  s.anna->run( TREES, { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ) } );
  VERIFY_OK( s.anna->sync() );
  QStringList messages;
  QStringList ages;
  const QStringList names = s.anna->files().keys();
  for ( const QString &name : names )
  {
    if ( !name.endsWith( text( ".gpkg" ) ) )
      continue;
    messages += textsIn( s.anna->at( name ), text( "SELECT message FROM log" ) );
    ages +=
      textsIn( s.anna->at( name ), text( "SELECT name FROM pragma_table_info('trees') WHERE name = 'age'" ) );
  }
  QCOMPARE( messages, QStringList{ text( "seen" ) } );
  QCOMPARE( ages, QStringList{ text( "age" ) } );
  QVERIFY( s.settle() );
}

void TestRows::columnsOfBothKeepACopy()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "ALTER TABLE trees ADD COLUMN girth INTEGER" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  const QString copy = text( "trees (conflicted copy, anna v2).gpkg" );
  QCOMPARE( textsIn( s.ben->at( copy ), text( "SELECT girth IS NULL FROM trees" ) ).size(), 3 );
  QCOMPARE( textsIn( s.anna->at( TREES ), text( "SELECT age IS NULL FROM trees" ) ).size(), 3 );
}

void TestRows::rowsWithoutKeyTravelWithTheWholeFile()
{
  Plot s;
  QVERIFY( s.isReady );
  s.anna->run( TREES, { text( "INSERT INTO log VALUES('seen')" ),
                        text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  const QTemporaryDir dir;
  QFile copy( dir.filePath( TREES ) );
  QVERIFY( copy.open( QIODevice::WriteOnly ) );
  copy.write( s.onServer( TREES ) );
  copy.close();
  QCOMPARE( textsIn( copy.fileName(), text( "SELECT message FROM log" ) ), QStringList{ text( "seen" ) } );
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( again->files.isEmpty() );
}

void TestRows::aTextThatTheServerWouldCutTravelsWithTheWholeFile()
{
  Plot s;
  QVERIFY( s.isReady );
  s.anna->run( TREES, { text( "UPDATE trees SET kind = 'elm' || char(0) || 'tail' WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  const QTemporaryDir dir;
  QFile copy( dir.filePath( TREES ) );
  QVERIFY( copy.open( QIODevice::WriteOnly ) );
  copy.write( s.onServer( TREES ) );
  copy.close();
  const QString query = text( "SELECT hex(kind) FROM trees WHERE fid = 1" );
  QCOMPARE( textsIn( copy.fileName(), query ), QStringList{ text( "656C6D007461696C" ) } );
  VERIFY_OK( s.ben->sync() );
  QCOMPARE( textsIn( s.ben->at( TREES ), query ), QStringList{ text( "656C6D007461696C" ) } );
}

void TestRows::rowsWithoutKeyStayWhenTheirRowsCome()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run(
    TREES, { text( "INSERT INTO log VALUES('seen')" ), text( "CREATE VIEW tall AS SELECT * FROM trees" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( textsIn( s.anna->at( TREES ), text( "SELECT message FROM log" ) ),
            QStringList{ text( "seen" ) } );
  QCOMPARE( textsIn( s.anna->at( TREES ), text( "SELECT count(*) FROM tall" ) ), QStringList{ text( "3" ) } );
  QVERIFY( s.trees( *s.anna ).contains( text( "oak 11" ) ) );
  QCOMPARE( s.anna->files().size(), 3 );
}

void TestRows::aLateEditIsMergedToo()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ),
                       text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  VERIFY_OK( s.ben->sync() );
  bool isDone = false;
  s.anna->onRequest = [&]( const QByteArray &path )
  {
    if ( isDone || !path.contains( "/raw/" ) )
      return;
    isDone = true;
    s.anna->run( TREES, { text( "UPDATE trees SET height = 12 WHERE fid = 1" ),
                          text( "INSERT INTO trees VALUES(4,'yew',41)" ) } );
  };
  VERIFY_OK( s.anna->sync() );
  QVERIFY( isDone );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 20" ), text( "elm 30" ), text( "fir 40" ), text( "oak 12" ),
                           text( "yew 41" ) };
  QCOMPARE( s.trees( *s.ben ), trees );
}

void TestRows::theirMoveTakesOurRowsAlong()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  const QString moved = text( "north/trees of today.gpkg" );
  s.elsewhere( { { moved, s.onServer( TREES ) } }, { TREES } );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( !s.anna->has( TREES ) );
  VERIFY_OK( s.ben->sync() );
  const QStringList trees{ text( "ash 20" ), text( "elm 30" ), text( "oak 11" ) };
  QCOMPARE( s.trees( *s.anna, moved ), trees );
  QCOMPARE( s.trees( *s.ben, moved ), trees );
  QVERIFY( s.isQuiet() );
  QCOMPARE( s.anna->files().size(), s.ben->files().size() );
}

//! Whoever has it open would write on into a file that nobody syncs.
void TestRows::aDatabaseThatIsOpenIsNotMovedAway()
{
  Plot s;
  QVERIFY( s.isReady );
  const QString moved = text( "north.gpkg" );
  s.elsewhere( { { moved, s.onServer( TREES ) } }, { TREES } );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  Holder qgis;
  QVERIFY( qgis.ask( QStringLiteral( "open " ) + s.anna->at( TREES ) ).startsWith( QLatin1String( "ok" ) ) );
  for ( const char *sql : { "PRAGMA journal_mode = WAL", "SELECT * FROM trees" } )
    QVERIFY( qgis.sql( text( sql ) ).startsWith( QLatin1String( "ok" ) ) );
  VERIFY_OK( s.anna->sync() );
  const QStringList ours{ text( "ash 20" ), text( "elm 30" ), text( "oak 11" ) };
  const QStringList theirs{ text( "ash 20" ), text( "elm 30" ), text( "oak 10" ) };
  QCOMPARE( s.trees( *s.anna, TREES ), ours );
  QCOMPARE( s.trees( *s.anna, moved ), theirs );
}

void TestRows::aDatabaseThatNeverRestsHoldsUpNothingElse()
{
  Plot s;
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->write( text( "mine.txt" ), "mine" );
  int edits = 0;
  s.anna->onProgress = [&]( const Progress &progress )
  {
    if ( progress.phase == Phase::Installing )
      s.anna->run( TREES,
                   { QStringLiteral( "UPDATE trees SET height = %1 WHERE fid = 1" ).arg( 100 + ++edits ) } );
  };
  const Result<SyncReport> report = s.anna->sync();
  VERIFY_OK( report );
  QVERIFY( edits > 1 );
  QCOMPARE( report->of( FileEvent::NotInstalled ).size(), 1 );
  QCOMPARE( report->of( FileEvent::NotInstalled ).first().problem->kind, ErrorKind::FileInUse );
  QCOMPARE( s.server.files( s.id ).value( text( "mine.txt" ) ), QByteArray( "mine" ) );
  s.anna->onProgress = nullptr;
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  QVERIFY( s.trees( *s.ben ).contains( QStringLiteral( "oak %1" ).arg( 100 + edits ) ) );
  QVERIFY( s.trees( *s.ben ).contains( text( "fir 40" ) ) );
}

void TestRows::aLongHistoryArrives()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  QStringList trees{ text( "ash 20" ), text( "elm 30" ) };
  for ( int i = 0; i < 12; ++i )
  {
    s.ben->run( TREES, { text( "UPDATE trees SET height = height + 1 WHERE fid = 1" ),
                         text( "INSERT INTO trees VALUES(%1,'fir',%1)" ).arg( 10 + i ) } );
    VERIFY_OK( s.ben->sync() );
    trees << text( "fir %1" ).arg( 10 + i );
  }
  trees << text( "oak 22" );
  VERIFY_OK( s.anna->sync() );
  QStringList got = s.trees( *s.anna );
  got.sort();
  trees.sort();
  QCOMPARE( got, trees );
  const Result<SyncReport> again = s.anna->sync();
  VERIFY_OK( again );
  QVERIFY( again->files.isEmpty() );
  QCOMPARE( s.version(), 14 );
}

void TestRows::aFalseBaseFileIsMadeAnew()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  const QByteArray oldBase = s.anna->read( text( ".mergin/trees.gpkg" ) );
  s.anna->run( TREES, { text( "INSERT INTO trees VALUES(4,'fir',40)" ) } );
  VERIFY_OK( s.anna->sync() );
  s.anna->write( text( ".mergin/trees.gpkg" ),
                 oldBase ); // as another client leaves it that dies after its push
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 3 );
  s.anna->write( text( ".mergin/trees.gpkg" ), oldBase );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.anna->sync() );
  QCOMPARE( s.version(), 4 );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 20" ), text( "elm 30" ), text( "fir 40" ), text( "oak 11" ) };
  QCOMPARE( s.trees( *s.ben ), trees );
}

void TestRows::aChangesetThatIsGoneIsReplacedByTheFile()
{
  QFETCH( bool, pullV2 );
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  s.ben->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  VERIFY_OK( s.ben->sync() );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 22 WHERE fid = 2" ) } );
  FakeFault fault;
  fault.kind = FakeFault::Kind::Status;
  fault.status = 422;
  fault.pathPattern = pullV2 ? text( "/v2/projects/*/raw/diff" ) : text( "/v1/project/raw/*" );
  fault.times = 1;
  s.server.inject( fault );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  const QStringList trees{ text( "ash 22" ), text( "elm 30" ), text( "oak 11" ) };
  QCOMPARE( s.trees( *s.ben ), trees );
}

void TestRows::editorsChangeRowsAndNoMore()
{
  Plot s;
  QVERIFY( s.isReady );
  s.server.change( []( fake::Settings &settings ) { settings.edition = fake::Edition::Enterprise; } );
  s.server.setWorkspaceRole( text( "anna" ), text( "guest" ) );
  s.server.setProjectRole( s.id, text( "anna" ), text( "editor" ) );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  const Result<SyncReport> rows = s.anna->sync();
  VERIFY_OK( rows );
  QCOMPARE( rows->of( FileEvent::Uploaded ).size(), 1 );
  s.anna->run( TREES, { text( "ALTER TABLE trees ADD COLUMN age INTEGER" ) } );
  const Result<SyncReport> more = s.anna->sync();
  VERIFY_OK( more );
  QCOMPARE( more->of( FileEvent::NotUploaded ).size(), 1 );
  QCOMPARE( more->of( FileEvent::NotUploaded ).value( 0 ).problem->kind, ErrorKind::Forbidden );
  QCOMPARE( s.version(), 3 );
}

void TestRows::aLostStartDoesNotLockTheProject()
{
  Plot s;
  QVERIFY( s.isReady );
  s.anna->run( TREES, { text( "UPDATE trees SET height = 11 WHERE fid = 1" ) } );
  FakeFault fault;
  fault.kind = FakeFault::Kind::LoseAnswer;
  fault.verb = "POST";
  fault.pathPattern = text( "/v1/project/push/*/*" );
  fault.times = 1;
  s.server.inject( fault );
  QVERIFY( !s.anna->sync() );
  QVERIFY( s.server.openUploads( s.id ).isEmpty() );
  s.ben->write( text( "notes.txt" ), "ben's\n" );
  VERIFY_OK( s.ben->sync() );
  VERIFY_OK( s.anna->sync() );
  QVERIFY( s.settle() );
  QVERIFY( s.trees( *s.ben ).contains( text( "oak 11" ) ) );
}

//! Random edits on both sides; what was inserted must be there once, whatever happens.
void TestRows::twoPeopleEndUpAlike()
{
  Plot s = plotOfRow();
  QVERIFY( s.isReady );
  QRandomGenerator random( 4711 );
  QStringList inserted;
  for ( int round = 0; round < 8; ++round )
  {
    for ( Editor *who : { s.anna.get(), s.ben.get() } )
    {
      const QString name = text( "%1%2" ).arg( who == s.anna.get() ? text( "a" ) : text( "b" ) ).arg( round );
      QStringList sql{ text( "INSERT INTO trees(kind,height) VALUES('%1',%2)" ).arg( name ).arg( round ) };
      inserted << name;
      if ( random.bounded( 2 ) == 0 )
        sql << text( "UPDATE trees SET height = %1 WHERE fid = %2" )
                 .arg( random.bounded( 100 ) )
                 .arg( 1 + random.bounded( 3 ) );
      who->run( TREES, sql );
      if ( random.bounded( 3 ) > 0 )
        VERIFY_OK( who->sync() );
    }
  }
  QVERIFY( s.settle() );
  const QStringList kinds = textsIn( s.ben->at( TREES ), text( "SELECT kind FROM trees" ) );
  for ( const QString &name : std::as_const( inserted ) )
    QCOMPARE( kinds.count( name ), 1 );
  const Result<SyncReport> quiet = s.anna->sync();
  VERIFY_OK( quiet );
  QVERIFY( quiet->files.isEmpty() );
}

QTEST_GUILESS_MAIN( TestRows )
#include "test_rows.moc"
