// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/enginestate.h"
#include "core/project/projectdir.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;

class TestMetadata : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void theFourShapesAreRead_data();
    void theFourShapesAreRead();
    void whatIsNoMetadataIsRefused_data();
    void whatIsNoMetadataIsRefused();
    void writtenMetadataSuitsEveryReader();
    void writtenMetadataIsAsciiWhateverTheNames();
    void hostileEntriesAreNeitherActedOnNorWritten();
    void aFolderIsFoundFromAFileInIt();
    void aFolderWithoutMetadataIsNoProject();
    void ourOwnStateComesBackAsWritten();
    void ourOwnStateTellsTheFilesOfTheMetadata();
};

namespace
{
  const char *const ID = "f9ef87ac-1dae-48ab-85cb-062a4584fb83";
  const char *const SUM = "9adb76bf81a34880209040ffe5ee262a090b62ab";

  QByteArray file( const QByteArray &path )
  {
    return R"({"path":")" + path + R"(","checksum":")" + SUM +
           R"(","size":12,"mtime":"2026-05-20T10:11:12Z"})";
  }
} // namespace

void TestMetadata::theFourShapesAreRead_data()
{
  QTest::addColumn<QByteArray>( "json" );
  QTest::addColumn<bool>( "hasId" );
  const QByteArray id( ID );
  const QByteArray files = R"("version":"v12","files":[)" + file( "a.txt" ) + "]}";
  QTest::newRow( "old" ) << R"({"name":"ws/survey","project_id":")" + id + R"(",)" + files << true;
  QTest::newRow( "very old" ) << R"({"name":"ws/survey",)" + files << false;
  QTest::newRow( "v1" ) << R"({"name":"survey","namespace":"ws","workspace_id":7,"role":"writer","id":")" +
                             id + R"(",)" + files
                        << true;
  QTest::newRow( "v2" ) << R"({"name":"survey","workspace":{"id":7,"name":"ws"},"role":"writer","id":")" +
                             id + R"(",)" + files
                        << true;
}

void TestMetadata::theFourShapesAreRead()
{
  QFETCH( QByteArray, json );
  QFETCH( bool, hasId );
  const Result<Metadata> metadata = Metadata::fromJson( json );
  QVERIFY2( metadata, metadata ? "" : qPrintable( toLogLine( metadata.error() ) ) );
  QCOMPARE( metadata->identity.name.toString(), QStringLiteral( "ws/survey" ) );
  QCOMPARE( metadata->identity.version, Version( 12 ) );
  QCOMPARE( metadata->identity.id.isEmpty(), !hasId );
  QCOMPARE( metadata->files.size(), 1 );
  QCOMPARE( metadata->files.first().checksum.toString(), QString::fromLatin1( SUM ) );
  // and what we write of it is read the same
  const Result<Metadata> again = Metadata::fromJson( metadata->toJson() );
  QVERIFY( again );
  QCOMPARE( again->identity.name, metadata->identity.name );
  QCOMPARE( again->identity.id, metadata->identity.id );
  QCOMPARE( again->files, metadata->files );
}

void TestMetadata::whatIsNoMetadataIsRefused_data()
{
  QTest::addColumn<QByteArray>( "json" );
  QTest::newRow( "empty" ) << QByteArray();
  QTest::newRow( "cut" ) << QByteArray( R"({"name":"survey","namespace":"ws","vers)" );
  QTest::newRow( "a list" ) << QByteArray( "[]" );
  QTest::newRow( "no name" ) << QByteArray( R"({"version":"v1","files":[]})" );
  QTest::newRow( "no version" ) << QByteArray( R"({"name":"ws/survey","files":[]})" );
  QTest::newRow( "no files" ) << QByteArray( R"({"name":"ws/survey","version":"v1"})" );
  QTest::newRow( "an entry without checksum" )
    << QByteArray( R"({"name":"ws/survey","version":"v1","files":[{"path":"a.txt","size":1}]})" );
}

void TestMetadata::whatIsNoMetadataIsRefused()
{
  QFETCH( QByteArray, json );
  const Result<Metadata> metadata = Metadata::fromJson( json );
  QVERIFY( !metadata );
  QCOMPARE( metadata.error().kind, ErrorKind::DamagedMetadata );
}

void TestMetadata::writtenMetadataSuitsEveryReader()
{
  const QByteArray read = R"({"name":"survey","namespace":"ws","workspace_id":7,"role":"writer","id":")" +
                          QByteArray( ID ) +
                          R"(","tags":["valid_qgis"],"version":"v3","files":[{"path":"a.gpkg","checksum":")" +
                          SUM + R"(","size":5,"mtime":"x","history":{},"location":"y"}]})";
  const QByteArray written = Metadata::fromJson( read )->toJson();
  const QJsonObject object = QJsonDocument::fromJson( written ).object();
  QCOMPARE( object.value( QStringLiteral( "name" ) ).toString(), QStringLiteral( "survey" ) );
  QCOMPARE( object.value( QStringLiteral( "namespace" ) ).toString(), QStringLiteral( "ws" ) );
  QCOMPARE(
    object.value( QStringLiteral( "workspace" ) ).toObject().value( QStringLiteral( "name" ) ).toString(),
    QStringLiteral( "ws" ) );
  QCOMPARE( object.value( QStringLiteral( "workspace" ) ).toObject().value( QStringLiteral( "id" ) ).toInt(),
            7 );
  QCOMPARE( object.value( QStringLiteral( "workspace_id" ) ).toInt(), 7 );
  QCOMPARE( object.value( QStringLiteral( "tags" ) ).toArray().size(), 1 );
  QCOMPARE( object.value( QStringLiteral( "version" ) ).toString(), QStringLiteral( "v3" ) );
  const QStringList keys = object.value( QStringLiteral( "files" ) ).toArray().at( 0 ).toObject().keys();
  const QStringList wanted{ QStringLiteral( "checksum" ), QStringLiteral( "mtime" ), QStringLiteral( "path" ),
                            QStringLiteral( "size" ) };
  QCOMPARE( keys, wanted );
}

void TestMetadata::writtenMetadataIsAsciiWhateverTheNames()
{
  const QByteArray read = R"({"name":"ws/survey","version":"v3","files":[)" +
                          file( "\xc3\xbc\xf0\x9f\x8c\xb3/\xe6\xa0\x91.txt" ) + "]}";
  const Metadata metadata = *Metadata::fromJson( read );
  const QByteArray written = metadata.toJson();
  for ( const char c : written )
    QVERIFY( static_cast<unsigned char>( c ) < 0x80 );
  QVERIFY( written.contains( "\\u00fc\\ud83c\\udf33" ) );
  QCOMPARE( Metadata::fromJson( written )->files, metadata.files );
}

void TestMetadata::hostileEntriesAreNeitherActedOnNorWritten()
{
  const QByteArray read = R"({"name":"ws/survey","version":"v3","files":[)" + file( "../evil.txt" ) + "," +
                          file( "a.txt" ) + "," + file( ".mergin/mergin.json" ) + "]}";
  const Metadata metadata = *Metadata::fromJson( read );
  QCOMPARE( metadata.files.size(), 1 );
  QCOMPARE( metadata.unsafePaths.size(), 2 );
  QVERIFY( !metadata.toJson().contains( "evil" ) );
}

void TestMetadata::aFolderIsFoundFromAFileInIt()
{
  const QTemporaryDir folder;
  QVERIFY( QDir( folder.path() ).mkpath( QStringLiteral( ".mergin" ) ) );
  QVERIFY( QDir( folder.path() ).mkpath( QStringLiteral( "photos/2026" ) ) );
  QFile metadata( folder.filePath( QStringLiteral( ".mergin/mergin.json" ) ) );
  QVERIFY( metadata.open( QIODevice::WriteOnly ) );
  metadata.write( R"({"name":"ws/survey","version":"v3","files":[]})" );
  metadata.close();
  const Result<ProjectDir> dir =
    ProjectDir::containing( folder.filePath( QStringLiteral( "photos/2026/a.jpg" ) ) );
  QVERIFY( dir );
  QCOMPARE( dir->folder(), QDir::cleanPath( folder.path() ) );
  QCOMPARE( dir->identity().name.project(), QStringLiteral( "survey" ) );
  QVERIFY( !dir->hasUnfinishedBusiness() );
  QVERIFY( QDir( folder.path() ).mkpath( QStringLiteral( ".mergin/unfinished_pull" ) ) );
  QVERIFY( dir->hasUnfinishedBusiness() );
}

void TestMetadata::aFolderWithoutMetadataIsNoProject()
{
  const QTemporaryDir folder;
  QCOMPARE( ProjectDir::open( folder.path() ).error().kind, ErrorKind::NotAProject );
  QCOMPARE( ProjectDir::containing( folder.path() ).error().kind, ErrorKind::NotAProject );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot ).size(),
            0 );
}

void TestMetadata::ourOwnStateComesBackAsWritten()
{
  EngineState state;
  state.project = *ProjectId::fromString( QString::fromLatin1( ID ) );
  state.version = Version( 4 );
  state.filter = *FileFilter::fromLists( { QStringLiteral( "*.gpkg" ) }, {} );
  const BaseEntry entry{ *RelPath::fromString( QStringLiteral( "a.txt" ) ), sha1Of( "a" ), 1,
                         QStringLiteral( "2026" ) };
  state.serverFiles.insert( entry.path, entry );
  state.twins.insert( *RelPath::fromString( QStringLiteral( "b.mbtiles" ) ), sha1Of( "b" ) );
  state.heldBack = QStringList{ QStringLiteral( "A.txt" ) };
  const Result<EngineState> again = EngineState::fromJson( state.toJson() );
  QVERIFY( again );
  QCOMPARE( again->project, state.project );
  QVERIFY( again->filter == state.filter );
  QCOMPARE( again->serverFiles, state.serverFiles );
  QCOMPARE( again->twins, state.twins );
  QCOMPARE( again->heldBack, state.heldBack );
  QVERIFY( !again->baseVersion ); // nobody told what mergin.json says
  QCOMPARE( EngineState::fromJson( "{" ).error().kind, ErrorKind::DamagedMetadata );
}

void TestMetadata::ourOwnStateTellsTheFilesOfTheMetadata()
{
  const auto entryOf = []( const char *path, const char *content ) {
    return BaseEntry{ *RelPath::fromString( QString::fromLatin1( path ) ), sha1Of( content ), 1, {} };
  };
  EngineState state;
  state.project = *ProjectId::fromString( QString::fromLatin1( ID ) );
  state.version = Version( 4 );
  state.filter = *FileFilter::fromLists( { QStringLiteral( "*.txt" ) }, {} );
  for ( const char *path : { "same.txt", "changed.txt", "new.txt", "photo.jpg" } )
    state.serverFiles.insert( entryOf( path, "4" ).path, entryOf( path, "4" ) );
  Metadata metadata;
  metadata.identity.version = Version( 3 );
  for ( const BaseEntry &entry :
        { entryOf( "same.txt", "4" ), entryOf( "changed.txt", "3" ), entryOf( "gone.txt", "3" ) } )
    metadata.files.insert( entry.path, entry );
  state.noteBase( metadata );
  QCOMPARE( state.base(), metadata.files );
  QCOMPARE( state.baseDiffers.size(), 3 );
  const Result<EngineState> again = EngineState::fromJson( state.toJson() );
  QVERIFY( again );
  QCOMPARE( again->base(), metadata.files );
  QVERIFY( again->baseVersion == Version( 3 ) );

  metadata.identity.version = Version( 4 );
  metadata.files = BaseFiles();
  state.noteBase( metadata ); // what was noted before is forgotten
  QVERIFY( state.base().isEmpty() );
}

QTEST_GUILESS_MAIN( TestMetadata )
#include "test_metadata.moc"
