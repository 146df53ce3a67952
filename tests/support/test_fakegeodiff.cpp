// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"
#include "tests/support/fakeserver/fakechangeset.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/fakeserver/fakewkt.h"

#include "core/gpkg/sqlite.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;
using namespace syncline::fake;

class TestFakeGeodiff : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void geometriesAreSaidAsText_data();
    void geometriesAreSaidAsText();
    void aChangesetIsCountedByTable();
    void aBrokenChangesetIsTold_data();
    void aBrokenChangesetIsTold();
    void aReplacedDatabaseBecomesAChangeset();
    void aDatabaseWithOtherTablesIsReplacedWhole();
};

void TestFakeGeodiff::geometriesAreSaidAsText_data()
{
  QTest::addColumn<QByteArray>( "wkb" );
  QTest::addColumn<QString>( "text" );
  const QByteArray one = "000000000000f03f";
  const QByteArray two = "0000000000000040";
  QTest::newRow( "point" ) << "0101000000" + one + two << "POINT (1 2)";
  QTest::newRow( "point, big-endian" )
    << QByteArray( "00000000013ff00000000000004000000000000000" ) << "POINT (1 2)";
  QTest::newRow( "point with height" ) << "01e9030000" + one + two + one << "POINT Z (1 2 1)";
  QTest::newRow( "line" ) << "010200000002000000" + one + two + two + one << "LINESTRING (1 2, 2 1)";
  QTest::newRow( "empty line" ) << QByteArray( "010200000000000000" ) << "LINESTRING EMPTY";
  QTest::newRow( "polygon" ) << "01030000000100000002000000" + one + two + two + one
                             << "POLYGON ((1 2, 2 1))";
  QTest::newRow( "points" ) << "010400000001000000"
                               "0101000000" +
                                 one + two
                            << "MULTIPOINT ((1 2))";
  QTest::newRow( "collection" ) << "010700000001000000"
                                   "0101000000" +
                                     one + two
                                << "GEOMETRYCOLLECTION (POINT (1 2))";
  QTest::newRow( "cut off" ) << "0101000000" + one << QString();
  QTest::newRow( "unknown" ) << QByteArray( "01ff000000" ) << QString();
}

void TestFakeGeodiff::geometriesAreSaidAsText()
{
  QFETCH( QByteArray, wkb );
  QFETCH( QString, text );
  const QByteArray bare = QByteArray::fromHex( "47500001e6100000" ) + QByteArray::fromHex( wkb );
  QCOMPARE( wktOf( bare ), text );
  const QByteArray withEnvelope =
    QByteArray::fromHex( "47500003e6100000" ) + QByteArray( 32, 0 ) + QByteArray::fromHex( wkb );
  QCOMPARE( wktOf( withEnvelope ), text );
}

//! Table t with two columns: an insert, an update, two deletes.
static const char *const CHANGESET = "5402010074"
                                     "00"
                                     "1200"
                                     "010000000000000001"
                                     "030161"
                                     "1700"
                                     "010000000000000002"
                                     "030162"
                                     "00"
                                     "05"
                                     "0900"
                                     "010000000000000003"
                                     "05"
                                     "0900"
                                     "010000000000000004"
                                     "05";

void TestFakeGeodiff::aChangesetIsCountedByTable()
{
  const ChangesetContent read = readChangeset( QByteArray::fromHex( CHANGESET ) );
  QCOMPARE( read.error, QString() );
  QCOMPARE( read.tables.size(), 1 );
  QCOMPARE( read.tables[0].table, QStringLiteral( "t" ) );
  QCOMPARE( read.tables[0].inserted, 1 );
  QCOMPARE( read.tables[0].updated, 1 );
  QCOMPARE( read.tables[0].deleted, 2 );
  QVERIFY( readChangeset( QByteArray() ).error.isEmpty() );
}

void TestFakeGeodiff::aBrokenChangesetIsTold_data()
{
  QTest::addColumn<QByteArray>( "bytes" );
  QTest::newRow( "text" ) << QByteArray( "garbage" );
  QTest::newRow( "an entry without a table" ) << QByteArray::fromHex( "1200" );
  QTest::newRow( "cut off" ) << QByteArray::fromHex( CHANGESET ).chopped( 3 );
  QTest::newRow( "an unknown value" ) << QByteArray::fromHex( "5401017400"
                                                              "1200"
                                                              "09" );
}

void TestFakeGeodiff::aBrokenChangesetIsTold()
{
  QFETCH( QByteArray, bytes );
  QVERIFY(
    readChangeset( bytes ).error.startsWith( QLatin1String( "GEODIFF ERROR: Reader error at offset" ) ) );
}

static QByteArray databaseOf( const QByteArray &sql )
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "a.gpkg" ) );
  {
    Result<Database> database = Database::open( path, Database::Access::Create );
    if ( !database || !database->execute( sql ) )
      return {};
  }
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
}

static const QByteArray TREES =
  "CREATE TABLE trees( fid INTEGER PRIMARY KEY, name TEXT ); INSERT INTO trees VALUES( 1, 'oak' );";

void TestFakeGeodiff::aReplacedDatabaseBecomesAChangeset()
{
  FakeServer server;
  server.addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  const QString project = server.createProject( QStringLiteral( "survey" ), QStringLiteral( "ann" ) );
  const QString path = QStringLiteral( "a.gpkg" );
  server.commit( project, QStringLiteral( "ann" ), { { path, databaseOf( TREES ) } } );
  server.commit( project, QStringLiteral( "ann" ),
                 { { path, databaseOf( TREES + "INSERT INTO trees VALUES( 2, 'ash' );" ) } } );
  const FakeCaller ann( server, QStringLiteral( "ann" ) );
  const FakeResponse changes = ann.get( "/v1/resource/changesets/mergin/survey/v2?path=a.gpkg" );
  QCOMPARE( changes.status, 200 );
  QVERIFY2(
    changes.content().contains( "{\"column\":1,\"name\":\"name\",\"new\":\"ash\",\"type\":\"text\"}" ),
    changes.content().constData() );
  QCOMPARE( ann.get( "/v1/project/raw/mergin/survey?file=a.gpkg&version=v2&diff=true" ).status, 200 );
}

void TestFakeGeodiff::aDatabaseWithOtherTablesIsReplacedWhole()
{
  FakeServer server;
  server.addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  const QString project = server.createProject( QStringLiteral( "survey" ), QStringLiteral( "ann" ) );
  const QString path = QStringLiteral( "a.gpkg" );
  const QByteArray other = databaseOf( TREES + "ALTER TABLE trees ADD COLUMN age INTEGER;" );
  server.commit( project, QStringLiteral( "ann" ), { { path, databaseOf( TREES ) } } );
  server.commit( project, QStringLiteral( "ann" ), { { path, other } } );
  const FakeCaller ann( server, QStringLiteral( "ann" ) );
  QCOMPARE( ann.get( "/v1/project/raw/mergin/survey?file=a.gpkg&version=v2&diff=true" ).status, 404 );
  QCOMPARE( server.files( project ).value( path ), other );
}

QTEST_GUILESS_MAIN( TestFakeGeodiff )
#include "test_fakegeodiff.moc"
