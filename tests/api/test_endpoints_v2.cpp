// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "tests/api/answers.h"

#include <QJsonArray>
#include <QTest>

using namespace syncline;

namespace
{
  const char *ID = "f9ef87ac-1dae-48ab-85cb-062a4784fb83";
  const char *SUM = "9adb76bf81a34880209040ffe5ee262a090b62ab";

  ProjectId id() { return *ProjectId::fromString( QString::fromLatin1( ID ) ); }
  RelPath gpkg() { return *RelPath::fromString( QStringLiteral( "a b/survey.gpkg" ) ); }

  QJsonObject details()
  {
    return objectOf(
      "{'id':'f9ef87ac-1dae-48ab-85cb-062a4784fb83','name':'trees','version':'v7','public':true,'size':12,"
      "'created_at':'2026-05-01T08:00:00Z','updated_at':'2026-05-20T10:11:12Z',"
      "'workspace':{'id':3,'name':'field team'},'role':'editor'}" );
  }

  QJsonObject withFiles( const QJsonObject &object )
  {
    return with( object, "files",
                 QJsonArray( { objectOf(
                   "{'path':'a.txt','size':5,'checksum':'9adb76bf81a34880209040ffe5ee262a090b62ab',"
                   "'mtime':'2026-05-20T10:11:12Z'}" ) } ) );
  }

  QJsonObject deltaItem( const char *change )
  {
    return { { QStringLiteral( "path" ), QStringLiteral( "survey.gpkg" ) },
             { QStringLiteral( "change" ), QString::fromLatin1( change ) },
             { QStringLiteral( "version" ), QStringLiteral( "v9" ) },
             { QStringLiteral( "size" ), 98304 },
             { QStringLiteral( "checksum" ), QString::fromLatin1( SUM ) } };
  }

  [[nodiscard]] Result<ServerDelta> readDelta( const QJsonArray &items, const char *to = "v10" )
  {
    const QJsonObject body{ { QStringLiteral( "to_version" ), QString::fromLatin1( to ) },
                            { QStringLiteral( "items" ), items } };
    return endpoints::projectDelta( id(), Version( 5 ) ).decode( answerWith( body ) );
  }

  QJsonObject ids( const QStringList &names )
  {
    QJsonArray diffs;
    for ( const QString &name : names )
      diffs.append( QJsonObject{ { QStringLiteral( "id" ), name } } );
    return { { QStringLiteral( "diffs" ), diffs } };
  }

  QJsonObject diffItem( const QStringList &names )
  {
    return with( deltaItem( "update_diff" ), "diffs", ids( names ).value( QStringLiteral( "diffs" ) ) );
  }

  //! A file as projectInfoSince() tells it.
  ServerFile fileWith( const char *history )
  {
    QJsonObject file =
      objectOf( "{'path':'survey.gpkg','size':98304,'checksum':'9adb76bf81a34880209040ffe5ee262a090b62ab'}" );
    file.insert( QStringLiteral( "history" ), objectOf( history ) );
    const QJsonObject project = with(
      objectOf(
        "{'id':'f9ef87ac-1dae-48ab-85cb-062a4784fb83','name':'trees','namespace':'mergin','version':'v10'}" ),
      "files", QJsonArray( { file } ) );
    const ProjectName name = *ProjectName::fromString( QStringLiteral( "mergin/trees" ) );
    const Result<ProjectInfo> info =
      endpoints::projectInfoSince( name, Version( 3 ) ).decode( answerWith( project ) );
    return info && info->files.size() == 1 ? info->files.first() : ServerFile();
  }

  const char *TWO_DIFFS =
    "{'v10':{'change':'updated','path':'survey.gpkg','size':98304,'checksum':'9adb76bf81a34880209040ffe5ee262a090b62ab',"
    "'diff':{'path':'d10','size':80,'checksum':'da39a3ee5e6b4b0d3255bfef95601890afd80709'}},"
    "'v9':{'change':'updated','path':'survey.gpkg','size':98304,'checksum':'da39a3ee5e6b4b0d3255bfef95601890afd80709',"
    "'diff':{'path':'../d9','size':0,'checksum':'none'}},"
    "'v3':{'change':'added','path':'survey.gpkg','size':98304,'checksum':'9adb76bf81a34880209040ffe5ee262a090b62ab'}}";
} // namespace

class TestEndpointsV2 : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void detailsAreRead()
    {
      const auto endpoint = endpoints::projectInfoV2( id() );
      QCOMPARE( endpoint.request.target(), QByteArray( "v2/projects/" ) + ID );
      const Result<ProjectInfo> info = endpoint.decode( answerWith( details() ) );
      QVERIFY2( info, qPrintable( info ? QString() : info.error().detail ) );
      QCOMPARE( info->summary.name.toString(), QStringLiteral( "field team/trees" ) );
      QCOMPARE( info->summary.version, Version( 7 ) );
      QCOMPARE( info->summary.role, ProjectRole::Editor );
      QCOMPARE( info->summary.sizeBytes, 12ll );
      QCOMPARE( info->summary.created.toString( Qt::ISODate ), QStringLiteral( "2026-05-01T08:00:00Z" ) );
      QVERIFY( info->summary.isPublic );
      QCOMPARE( info->workspaceId.value, 3ll );
      QVERIFY( !info->rawJson.isEmpty() );
    }

    void detailsOfAnotherKindAreMalformed()
    {
      const auto decode = endpoints::projectInfoV2( id() ).decode;
      for ( const QJsonObject &bad :
            { with( details(), "workspace", QJsonValue::Undefined ), with( details(), "workspace", 5 ),
              with( details(), "workspace", QJsonObject() ),
              with( details(), "name", QStringLiteral( "a/b" ) ),
              with( details(), "version", QStringLiteral( "7" ) ), with( details(), "size", -1 ),
              with( details(), "files", QStringLiteral( "none" ) ),
              with( details(), "id", QStringLiteral( "00000000-1dae-48ab-85cb-062a4784fb83" ) ) } )
        QCOMPARE( decode( answerWith( bad ) ).error().kind, ErrorKind::MalformedReply );
    }

    void filesAreThoseOfTheVersionAskedFor()
    {
      const auto endpoint = endpoints::projectFilesV2( id(), Version( 3 ) );
      QCOMPARE( endpoint.request.target(), QByteArray( "v2/projects/" ) + ID + "?files_at_version=v3" );
      const Result<ProjectInfo> info = endpoint.decode( answerWith( withFiles( details() ) ) );
      QCOMPARE( info->summary.version, Version( 3 ) ); // the answer itself names the latest
      QCOMPARE( info->files.size(), 1 );
      QCOMPARE( endpoint.decode( answerWith( details() ) ).error().kind, ErrorKind::NotFound );
      const QJsonObject older = with( withFiles( details() ), "version", QStringLiteral( "v2" ) );
      QCOMPARE( endpoint.decode( answerWith( older ) ).error().kind, ErrorKind::MalformedReply );
    }

    void theQuestionForADeltaNamesItsRange()
    {
      QCOMPARE( endpoints::projectDelta( id(), Version( 5 ) ).request.target(),
                QByteArray( "v2/projects/" ) + ID + "/delta?since=v5" );
      QCOMPARE( endpoints::projectDelta( id(), Version( 0 ), Version( 8 ) ).request.target(),
                QByteArray( "v2/projects/" ) + ID + "/delta?since=v0&to=v8" );
    }

    void deltasAreRead()
    {
      const QJsonObject gone =
        with( with( with( deltaItem( "delete" ), "path", QStringLiteral( "b.txt" ) ), "size", -5 ),
              "checksum", QStringLiteral( "whatever" ) );
      const QJsonObject nowhere = with( gone, "path", QStringLiteral( "../never" ) );
      const QJsonObject evil = with( deltaItem( "create" ), "path", QStringLiteral( "../evil" ) );
      const Result<ServerDelta> delta = readDelta( QJsonArray(
        { diffItem( { QStringLiteral( "x-diff-a" ), QStringLiteral( "../b" ) } ), gone, nowhere, evil } ) );
      QVERIFY2( delta, qPrintable( delta ? QString() : delta.error().detail ) );
      QCOMPARE( delta->to, Version( 10 ) );
      QCOMPARE( delta->items.size(), 2 );
      QCOMPARE( delta->items.first().kind, DeltaKind::UpdateDiff );
      QCOMPARE( delta->items.first().diffs,
                QStringList( { QStringLiteral( "x-diff-a" ), QStringLiteral( "../b" ) } ) );
      QCOMPARE( delta->items.first().version, Version( 9 ) );
      QCOMPARE( delta->items.last().kind, DeltaKind::Delete );
      QVERIFY( delta->items.last().checksum.isEmpty() );
      QCOMPARE( delta->unsafePaths, QStringList( { QStringLiteral( "../evil" ) } ) );
    }

    void changesetsThatAreNotNamedMeanTheWholeFile()
    {
      for ( const QJsonObject &item :
            { deltaItem( "update_diff" ), diffItem( {} ), diffItem( { QStringLiteral( "a" ), QString() } ) } )
        QCOMPARE( readDelta( QJsonArray( { item } ) )->items.first().kind, DeltaKind::Update );
    }

    void deltasThatLieAreMalformed()
    {
      QCOMPARE( readDelta( QJsonArray(), "v4" ).error().kind, ErrorKind::MalformedReply ); // backwards
      QVERIFY( readDelta( QJsonArray(), "v5" ) );
      const QJsonObject item = deltaItem( "update" );
      for ( const QJsonArray &items :
            { QJsonArray( { item, item } ), QJsonArray( { with( item, "version", QStringLiteral( "v5" ) ) } ),
              QJsonArray( { with( item, "version", QStringLiteral( "v11" ) ) } ),
              QJsonArray( { with( item, "change", QStringLiteral( "melt" ) ) } ),
              QJsonArray( { with( item, "size", -1 ) } ), QJsonArray( { 5 } ),
              QJsonArray( { with( item, "path", QJsonValue::Undefined ) } ) } )
        QCOMPARE( readDelta( items ).error().kind, ErrorKind::MalformedReply );
      const auto limited = endpoints::projectDelta( id(), Version( 5 ), Version( 8 ) ).decode;
      QCOMPARE( limited( answerWith( objectOf( "{'to_version':'v9','items':[]}" ) ) ).error().kind,
                ErrorKind::MalformedReply );
    }

    void aChainOfChangesetsIsInOrder()
    {
      const ServerFile file = fileWith( TWO_DIFFS );
      QCOMPARE( file.history.size(), 3 );
      const auto chain = diffChain( file, Version( 8 ) );
      QVERIFY( chain );
      QCOMPARE( chain->size(), 2 );
      QCOMPARE( chain->first().version, Version( 9 ) ); // although "v10" comes first on the wire
      QCOMPARE( chain->first().diff->path, QStringLiteral( "../d9" ) );
      QVERIFY( chain->first().diff->checksum.isEmpty() );
      QCOMPARE( diffChain( file, Version( 9 ) )->size(), 1 );
    }

    void aChainThatIsBrokenIsNone()
    {
      const ServerFile file = fileWith( TWO_DIFFS );
      QVERIFY( !diffChain( file, Version( 2 ) ) );  // added within
      QVERIFY( !diffChain( file, Version( 10 ) ) ); // nothing tells how it changed
      QVERIFY( !diffChain( fileWith( "{}" ), Version( 2 ) ) );
      ServerFile other = file;
      other.checksum = sha1Of( "other" ); // the chain does not end at the file as listed
      QVERIFY( !diffChain( other, Version( 8 ) ) );
      ServerFile forced = file;
      forced.history[1].diff.reset();
      QVERIFY( !diffChain( forced, Version( 8 ) ) );
      QVERIFY( diffChain( forced, Version( 9 ) ) );
      const QByteArray melted = QByteArray( TWO_DIFFS ).replace( "updated", "melted" );
      QVERIFY( !diffChain( fileWith( melted.constData() ), Version( 9 ) ) );
    }

    void historiesThatMakeNoSenseAreMalformed()
    {
      for ( const char *history :
            { "{'9':{'change':'updated','size':1}}", "{'v9':5}", "{'v9':{'change':'updated','size':-1}}",
              "{'v9':{'change':'updated','size':1,'diff':{'size':1}}}" } )
        QVERIFY2( fileWith( history ).path.isEmpty(), history );
      QVERIFY( !fileWith( "{'v9':{'change':'removed','size':-1}}" )
                  .path.isEmpty() ); // it may say so of what is gone
    }

    void changesetsAreAskedForByNameOrById()
    {
      const auto sink = []( const QByteArray & ) -> Result<void> { return {}; };
      const ProjectName name = *ProjectName::fromString( QStringLiteral( "mergin/my trees" ) );
      const auto first = endpoints::rawDiff( { name, gpkg(), Version( 4 ) }, sink );
      QCOMPARE(
        first.request.target(),
        QByteArray( "v1/project/raw/mergin/my%20trees?file=a%20b%2Fsurvey.gpkg&version=v4&diff=true" ) );
      const auto second = endpoints::rawDiffById( id(), QStringLiteral( "a b/x+y-diff-1" ), sink );
      QCOMPARE( second.request.target(),
                QByteArray( "v2/projects/" ) + ID + "/raw/diff?file=a%20b%2Fx%2By-diff-1" );
      QCOMPARE( second.request.header( "Accept-Encoding" ), QByteArray( "identity" ) );
      HttpResponse head;
      head.status = 200;
      QVERIFY( second.request.onHead( head ) );
      QCOMPARE( *second.decode( head ), 0ll ); // an empty one is fine
      QVERIFY( second.request.sink( "abc" ) );
      QCOMPARE( *second.decode( head ), 3ll );
      head.status = 206;
      QVERIFY( !second.request.onHead( head ) ); // nobody asked for a part
    }

    void aChangesetIsSentWithTheFileThatItIsFor()
    {
      const QString diff = endpoints::newDiffName( gpkg() );
      QVERIFY( diff.startsWith( QLatin1String( "a b/survey.gpkg-diff-" ) ) );
      QVERIFY( diff != endpoints::newDiffName( gpkg() ) );
      const ChunkId chunk = newChunkId();
      endpoints::PushChanges changes;
      changes.updated.append( { gpkg(),
                                sha1Of( "server" ),
                                98304,
                                { chunk },
                                endpoints::UploadDiff{ diff, sha1Of( "diff" ), 4 } } );
      const ProjectName name = *ProjectName::fromString( QStringLiteral( "mergin/trees" ) );
      for ( const QByteArray &sent :
            { endpoints::startPush( name, Version( 3 ), changes ).request.body,
              endpoints::createVersion( id(), Version( 3 ), changes ).request.body } )
      {
        const QJsonObject lists =
          QJsonDocument::fromJson( sent ).object().value( QStringLiteral( "changes" ) ).toObject();
        const QJsonObject item = lists.value( QStringLiteral( "updated" ) ).toArray().at( 0 ).toObject();
        QCOMPARE( item.value( QStringLiteral( "checksum" ) ).toString(), sha1Of( "server" ).toString() );
        QCOMPARE( item.value( QStringLiteral( "size" ) ).toInt(), 98304 );
        QCOMPARE( item.value( QStringLiteral( "chunks" ) ).toArray(), QJsonArray( { chunk.toString() } ) );
        QCOMPARE( item.value( QStringLiteral( "diff" ) ).toObject(),
                  QJsonObject( { { QStringLiteral( "path" ), diff },
                                 { QStringLiteral( "size" ), 4 },
                                 { QStringLiteral( "checksum" ), sha1Of( "diff" ).toString() } } ) );
      }
    }

    void aQuestionMakesNoVersion()
    {
      const auto endpoint = endpoints::checkPush( id(), Version( 3 ), {} );
      QCOMPARE( endpoint.request.target(), QByteArray( "v2/projects/" ) + ID + "/versions" );
      const QJsonObject body = QJsonDocument::fromJson( endpoint.request.body ).object();
      QCOMPARE( body.value( QStringLiteral( "check_only" ) ).toBool(), true );
      HttpResponse answer;
      answer.status = 204;
      QVERIFY( endpoint.decode( answer ) );
      answer.status = 201;
      QCOMPARE( endpoint.decode( answer ).error().kind, ErrorKind::MalformedReply );
    }

    void aChunkGetsTheServersId()
    {
      const auto endpoint = endpoints::uploadChunk( id(), "hello" );
      QCOMPARE( endpoint.request.target(), QByteArray( "v2/projects/" ) + ID + "/chunks" );
      QCOMPARE( endpoint.request.body, QByteArray( "hello" ) );
      const QString chunk = newChunkId().toString();
      const Result<UploadedChunk> got = endpoint.decode( answerWith(
        QJsonObject{ { QStringLiteral( "id" ), chunk },
                     { QStringLiteral( "valid_until" ), QStringLiteral( "2026-05-26T10:00:00Z" ) } } ) );
      QCOMPARE( got->id.toString(), chunk );
      QVERIFY( got->validUntil.isValid() );
      for ( const char *bad : { "{}", "{'id':5}", "{'id':'../x'}", "[]", "" } )
        QCOMPARE( endpoint.decode( answerWith( QByteArray( bad ).replace( '\'', '"' ) ) ).error().kind,
                  ErrorKind::MalformedReply );
    }

    void aNewVersionIsNewerThanItsBase()
    {
      const auto endpoint = endpoints::createVersion( id(), Version( 6 ), {} );
      QVERIFY( !endpoint.request.isIdempotent );
      const Result<ProjectInfo> made = endpoint.decode( answerWith( withFiles( details() ) ) );
      QCOMPARE( made->summary.version, Version( 7 ) );
      QCOMPARE( made->files.size(), 1 );
      QCOMPARE( endpoint.decode( answerWith( details() ) ).error().kind,
                ErrorKind::MalformedReply ); // no files
      const auto looping = endpoints::createVersion( id(), Version( 7 ), {} ).decode;
      QCOMPARE( looping( answerWith( withFiles( details() ) ) ).error().kind, ErrorKind::MalformedReply );
    }

    void flagsChooseTheProtocol()
    {
      ServerCapabilities can;
      QCOMPARE( can.pushProtocol(), Protocol::V1 );
      QCOMPARE( can.pullProtocol(), Protocol::V1 );
      can.hasPushV2 = true;
      QCOMPARE( can.pushProtocol(), Protocol::V2 );
      QCOMPARE( can.pullProtocol(), Protocol::V1 );
      can.hasPullV2 = true;
      QCOMPARE( can.pullProtocol(), Protocol::V2 );
    }

    void editorsMayPushWhereTheServerTakesIt()
    {
      ServerCapabilities can;
      can.type = ServerType::Community;
      QVERIFY( !can.acceptsPushOf( ProjectRole::Editor ) );
      QVERIFY( can.acceptsPushOf( ProjectRole::Writer ) );
      can.type = ServerType::Enterprise;
      QVERIFY( can.acceptsPushOf( ProjectRole::Editor ) );
      QVERIFY( !can.acceptsPushOf( ProjectRole::Reader ) );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsV2 )
#include "test_endpoints_v2.moc"
