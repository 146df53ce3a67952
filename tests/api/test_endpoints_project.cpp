// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/projectdecoder.h"
#include "tests/api/answers.h"

#include <QJsonArray>
#include <QTest>

using namespace syncline;

namespace
{
  const char *SUM = "9adb76bf81a34880209040ffe5ee262a090b62ab";
  const char *ID = "f9ef87ac-1dae-48ab-85cb-062a4784fb83";

  //! As a server of 2026.4 writes it, the fields in its order.
  QJsonObject details()
  {
    return objectOf(
      "{'access':{'editors':[7],'editorsnames':['ann'],'owners':[],'ownersnames':[],'public':false,'readers':[7],"
      "'readersnames':['ann'],'writers':[],'writersnames':[]},'created':'2026-05-01T08:00:00Z','creator':7,'disk_usage':5000000000,"
      "'files':[{'checksum':'9adb76bf81a34880209040ffe5ee262a090b62ab','mtime':'2026-05-20T10:11:12Z','path':'survey.gpkg',"
      "'size':5000000000,'diff':{'path':'survey.gpkg-diff-1','size':278,'checksum':'x'}},"
      "{'checksum':'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709','mtime':'2026-05-01T08:00:00.123456Z','path':'photos/\\u00e4.jpg',"
      "'size':0}],'id':'f9ef87ac-1dae-48ab-85cb-062a4784fb83','locked_until':null,'name':'trees of 2026','namespace':'field-team',"
      "'permissions':{'delete':false,'update':false,'upload':true},'public':false,'removed_at':null,'role':'writer',"
      "'tags':['valid_qgis'],'updated':'2026-05-20T10:11:12Z','uploads':[],'version':'v12','workspace_id':3}" );
  }

  QJsonObject listItem()
  {
    QJsonObject item = details();
    for ( const char *key : { "files", "role", "workspace_id", "public", "uploads" } )
      item.remove( QLatin1String( key ) );
    return item;
  }

  QJsonObject file( const QString &path, const QJsonValue &size = 3,
                    const QString &checksum = QString::fromLatin1( SUM ) )
  {
    return { { QStringLiteral( "path" ), path },
             { QStringLiteral( "size" ), size },
             { QStringLiteral( "checksum" ), checksum },
             { QStringLiteral( "mtime" ), QStringLiteral( "2026-05-20T10:11:12Z" ) } };
  }

  ProjectName name() { return *ProjectName::fromString( QStringLiteral( "field-team/trees of 2026" ) ); }

  [[nodiscard]] Result<ProjectInfo> decoded( const QJsonObject &object )
  {
    return endpoints::projectInfo( name() ).decode( answerWith( object ) );
  }
} // namespace

class TestEndpointsProject : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void detailsAreReadCompletely()
    {
      const HttpResponse answer = answerWith( details() );
      const Result<ProjectInfo> info = endpoints::projectInfo( name() ).decode( answer );
      QVERIFY2( info, qPrintable( info ? QString() : toLogLine( info.error() ) ) );
      QCOMPARE( info->summary.id.toString(), QString::fromLatin1( ID ) );
      QCOMPARE( info->summary.name, name() );
      QCOMPARE( info->summary.version, Version( 12 ) );
      QCOMPARE( info->summary.sizeBytes, 5000000000ll );
      QCOMPARE( info->summary.role, ProjectRole::Writer );
      QCOMPARE( info->summary.isPublic, false );
      QCOMPARE( info->summary.created, QDateTime( QDate( 2026, 5, 1 ), QTime( 8, 0 ), Qt::UTC ) );
      QCOMPARE( info->workspaceId.value, 3ll );
      QCOMPARE( info->files.size(), 2 );
      QCOMPARE( info->files.at( 0 ).path.toString(), QStringLiteral( "survey.gpkg" ) );
      QCOMPARE( info->files.at( 0 ).sizeBytes, 5000000000ll );
      QCOMPARE( info->files.at( 0 ).checksum.toString(), QString::fromLatin1( SUM ) );
      QCOMPARE( info->files.at( 1 ).path.toString(), QStringLiteral( "photos/\u00e4.jpg" ) );
      QCOMPARE( info->files.at( 1 ).checksum.toString(),
                QStringLiteral( "da39a3ee5e6b4b0d3255bfef95601890afd80709" ) );
      QCOMPARE( info->files.at( 1 ).changed,
                QDateTime( QDate( 2026, 5, 1 ), QTime( 8, 0, 0, 123 ), Qt::UTC ) );
      QVERIFY( info->unsafePaths.isEmpty() );
      QCOMPARE( info->rawJson, answer.body );
    }

    void aVersionOfOldNeedsFewerFields()
    {
      QJsonObject old = details();
      for ( const char *key : { "workspace_id", "public", "removed_at", "locked_until", "tags", "uploads" } )
        old.remove( QLatin1String( key ) );
      QVERIFY( endpoints::projectInfoAt( name(), Version( 12 ) ).decode( answerWith( old ) ) );
      QCOMPARE( endpoints::projectInfoAt( name(), Version( 11 ) ).decode( answerWith( old ) ).error().kind,
                ErrorKind::MalformedReply );
    }

    void anEmptyProjectIsVersionZero()
    {
      for ( const QJsonValue &version :
            { QJsonValue( QStringLiteral( "v0" ) ), QJsonValue( QString() ), QJsonValue() } )
        QCOMPARE( decoded( with( details(), "version", version ) )->summary.version, Version( 0 ) );
    }

    void anotherProjectThanAskedForIsMalformed()
    {
      const ProjectId id = *ProjectId::fromString( QString::fromLatin1( ID ) );
      QVERIFY( endpoints::projectInfoById( id ).decode( answerWith( details() ) ) );
      const QJsonObject other =
        with( details(), "id", QStringLiteral( "11111111-1dae-48ab-85cb-062a4784fb83" ) );
      QCOMPARE( endpoints::projectInfoById( id ).decode( answerWith( other ) ).error().kind,
                ErrorKind::MalformedReply );
    }

    void pathsThatCannotBeHereAreSetAside_data()
    {
      QTest::addColumn<QString>( "path" );
      for ( const char *path :
            { "../evil.txt", "/etc/passwd", "a/../../b", "C:/x.txt", "a\\..\\b", ".mergin/mergin.json",
              "a//b", "./a", "a/", "", ".MERGIN/x", "a/.mergin/x" } )
        QTest::newRow( path ) << QString::fromLatin1( path );
      QTest::newRow( "line break" ) << QStringLiteral( "a\nb" );
    }

    void pathsThatCannotBeHereAreSetAside()
    {
      QFETCH( QString, path );
      const QJsonArray files{ file( QStringLiteral( "good.txt" ) ), file( path ) };
      const Result<ProjectInfo> info = decoded( with( details(), "files", files ) );
      QVERIFY2( info, qPrintable( info ? QString() : toLogLine( info.error() ) ) );
      QCOMPARE( info->files.size(), 1 );
      QCOMPARE( info->unsafePaths, QStringList( path ) );
    }

    void aFileThatCanNeverBeVerifiedIsSetAside()
    {
      const QJsonArray files{ file( QStringLiteral( "a.txt" ), 3, QStringLiteral( "whatever" ) ),
                              file( QStringLiteral( "b.txt" ), 3, QString() ) };
      const Result<ProjectInfo> info = decoded( with( details(), "files", files ) );
      QVERIFY( info );
      QVERIFY( info->files.isEmpty() );
      QCOMPARE( info->unsafePaths.size(), 2 );
    }

    void namesThatDifferInCaseOnlyAreTwoFiles()
    {
      const QJsonArray files{ file( QStringLiteral( "a.txt" ) ), file( QStringLiteral( "A.txt" ) ) };
      QCOMPARE( decoded( with( details(), "files", files ) )->files.size(), 2 );
    }

    void absurdAnswersAreMalformed_data()
    {
      QTest::addColumn<QByteArray>( "body" );
      const auto row = []( const char *what, const char *key, const QJsonValue &value )
      { QTest::newRow( what ) << QJsonDocument( with( details(), key, value ) ).toJson(); };
      row( "no id", "id", QJsonValue::Undefined );
      row( "id in capitals", "id", QString::fromLatin1( ID ).toUpper() );
      row( "id a number", "id", 5 );
      row( "no name", "name", QJsonValue::Undefined );
      row( "empty name", "name", QString() );
      row( "name with a slash", "name", QStringLiteral( "a/b" ) );
      row( "no namespace", "namespace", QJsonValue::Null );
      row( "version without v", "version", QStringLiteral( "12" ) );
      row( "version a number", "version", 12 );
      row( "negative version", "version", QStringLiteral( "v-1" ) );
      row( "version beyond all numbers", "version", QStringLiteral( "v99999999999999999999" ) );
      row( "no files", "files", QJsonValue::Undefined );
      row( "files an object", "files", QJsonObject() );
      row( "a file that is none", "files", QJsonArray{ 5 } );
      row( "a file without path", "files",
           QJsonArray{ with( file( QString() ), "path", QJsonValue::Undefined ) } );
      row( "a file without checksum", "files",
           QJsonArray{ with( file( QStringLiteral( "a" ) ), "checksum", QJsonValue::Undefined ) } );
      row( "negative size", "files", QJsonArray{ file( QStringLiteral( "a" ), -1 ) } );
      row( "size with a fraction", "files", QJsonArray{ file( QStringLiteral( "a" ), 1.5 ) } );
      row( "size beyond all disks", "files", QJsonArray{ file( QStringLiteral( "a" ), 1e300 ) } );
      row( "size a text", "files", QJsonArray{ file( QStringLiteral( "a" ), QStringLiteral( "3" ) ) } );
      row( "a path twice", "files",
           QJsonArray{ file( QStringLiteral( "a" ) ), file( QStringLiteral( "a" ) ) } );
      row( "an unsafe path twice", "files",
           QJsonArray{ file( QStringLiteral( "../a" ) ), file( QStringLiteral( "../a" ) ) } );
      row( "time that is none", "updated", QStringLiteral( "yesterday" ) );
      row( "the 31st of June", "updated", QStringLiteral( "2026-06-31T10:00:00Z" ) );
      row( "public a text", "public", QStringLiteral( "yes" ) );
      row( "permissions a list", "permissions", QJsonArray() );
      row( "role a number", "role", 4 );
      QTest::newRow( "nothing" ) << QByteArray();
      QTest::newRow( "a list" ) << QByteArray( "[]" );
      QTest::newRow( "a web page" ) << QByteArray( "<!DOCTYPE html><html></html>" );
      QTest::newRow( "cut off" ) << QJsonDocument( details() ).toJson().left( 300 );
    }

    void absurdAnswersAreMalformed()
    {
      QFETCH( QByteArray, body );
      const Result<ProjectInfo> info = endpoints::projectInfo( name() ).decode( answerWith( body ) );
      QVERIFY( !info );
      QCOMPARE( info.error().kind, ErrorKind::MalformedReply );
      QVERIFY( !info.error().detail.isEmpty() );
    }

    void everyRoleIsRead()
    {
      for ( const ProjectRole role :
            { ProjectRole::Reader, ProjectRole::Editor, ProjectRole::Writer, ProjectRole::Owner } )
        QCOMPARE( decoded( with( details(), "role", toWire( role ) ) )->summary.role, role );
      QCOMPARE( decoded( with( details(), "role", QJsonValue::Null ) )->summary.role, ProjectRole::None );
      QCOMPARE( decoded( with( details(), "role", QStringLiteral( "emperor" ) ) )->summary.role,
                ProjectRole::None );
    }

    void aListTellsRolesByPermissions_data()
    {
      QTest::addColumn<QString>( "permissions" );
      QTest::addColumn<QString>( "who" );
      QTest::addColumn<int>( "role" );
      const auto row = []( const char *permissions, const char *who, ProjectRole role )
      {
        QTest::addRow( "%s %s", permissions, who )
          << QString::fromLatin1( permissions ) << QString::fromLatin1( who ) << int( role );
      };
      row( "{'delete':true,'update':true,'upload':true}", "", ProjectRole::Owner );
      row( "{'delete':false,'update':true,'upload':true}", "", ProjectRole::Owner );
      row( "{'delete':false,'update':false,'upload':true}", "", ProjectRole::Writer );
      row( "{'delete':false,'update':false,'upload':true}", "bob", ProjectRole::Writer );
      row( "{'delete':false,'update':false,'upload':true}", "ann", ProjectRole::Editor );
      row( "{'delete':false,'update':false,'upload':false}", "ann", ProjectRole::Reader );
      row( "{}", "", ProjectRole::Reader );
    }

    void aListTellsRolesByPermissions()
    {
      QFETCH( QString, permissions );
      QFETCH( QString, who );
      QFETCH( int, role );
      endpoints::ProjectQuery query;
      query.asUser = who;
      const QJsonObject item =
        with( listItem(), "permissions", objectOf( permissions.toLatin1().constData() ) );
      const QJsonObject list{ { QStringLiteral( "count" ), 1 },
                              { QStringLiteral( "projects" ), QJsonArray{ item } } };
      const Result<ProjectPage> page = endpoints::projectPage( query ).decode( answerWith( list ) );
      QVERIFY2( page, qPrintable( page ? QString() : toLogLine( page.error() ) ) );
      QCOMPARE( int( page->projects.first().role ), role );
    }

    void aPageIsRead()
    {
      QJsonObject second = with( listItem(), "access", objectOf( "{'public':true}" ) );
      second = with( second, "creator", QStringLiteral( "john.doe" ) );
      const QJsonObject list{ { QStringLiteral( "count" ), 53 },
                              { QStringLiteral( "projects" ), QJsonArray{ listItem(), second } } };
      const Result<ProjectPage> page = endpoints::projectPage( {} ).decode( answerWith( list ) );
      QVERIFY2( page, qPrintable( page ? QString() : toLogLine( page.error() ) ) );
      QCOMPARE( page->total, 53 );
      QCOMPARE( page->projects.size(), 2 );
      QCOMPARE( page->projects.at( 0 ).isPublic, false );
      QCOMPARE( page->projects.at( 0 ).creator, QString() );
      QCOMPARE( page->projects.at( 1 ).isPublic, true );
      QCOMPARE( page->projects.at( 1 ).creator, QStringLiteral( "john.doe" ) );
    }

    void thePageAfterTheLastIsEmpty()
    {
      endpoints::ProjectQuery query;
      const Error gone{ ErrorKind::NotFound, {}, {}, {} };
      QCOMPARE( endpoints::projectPage( query ).onError( gone ).error().kind, ErrorKind::NotFound );
      query.page = 2;
      const Result<ProjectPage> page = endpoints::projectPage( query ).onError( gone );
      QVERIFY( page );
      QVERIFY( page->projects.isEmpty() );
      QCOMPARE( page->total, -1 );
      QCOMPARE( endpoints::projectPage( query ).onError( { ErrorKind::Offline, {}, {}, {} } ).error().kind,
                ErrorKind::Offline );
    }

    void questionsAreAskedAsTheServerExpects()
    {
      endpoints::ProjectQuery query;
      query.page = 3;
      query.pageSize = 500;
      query.nameContains = QStringLiteral( "a+b & c" );
      query.workspace = QStringLiteral( "field team" );
      query.flag = endpoints::ProjectFlag::Shared;
      QCOMPARE(
        endpoints::projectPage( query ).request.target(),
        QByteArray(
          "v1/project/paginated?page=3&per_page=100&order_params=namespace_asc%2Cname_asc&name=a%2Bb%20%26%20c"
          "&only_namespace=field%20team&flag=shared" ) );
      query = {};
      query.flag = endpoints::ProjectFlag::Public;
      query.order = endpoints::ProjectOrder::UpdatedDescending;
      QCOMPARE(
        endpoints::projectPage( query ).request.target(),
        QByteArray( "v1/project/paginated?page=1&per_page=50&order_params=updated_desc&only_public=true" ) );
      QCOMPARE( endpoints::projectInfo( name() ).request.target(),
                QByteArray( "v1/project/field-team/trees%20of%202026" ) );
      QCOMPARE( endpoints::projectInfoAt( name(), Version( 7 ) ).request.target(),
                QByteArray( "v1/project/field-team/trees%20of%202026?version=v7" ) );
      QCOMPARE(
        endpoints::projectInfoById( *ProjectId::fromString( QString::fromLatin1( ID ) ) ).request.target(),
        QByteArray( "v1/project/by_uuid/f9ef87ac-1dae-48ab-85cb-062a4784fb83" ) );
    }

    void creatingSaysWhoMaySeeIt()
    {
      const auto made = endpoints::createProject( name(), endpoints::Visibility::Public );
      QCOMPARE( made.request.target(), QByteArray( "v1/project/field-team" ) );
      QCOMPARE( QJsonDocument::fromJson( made.request.body ).object(),
                objectOf( "{'name':'trees of 2026','public':true}" ) );
      QVERIFY( !made.request.isIdempotent );
      QVERIFY(
        made.decode( answerWith( QByteArray() ) ) ); // the server answers with nothing, and calls it JSON
      const auto hidden = endpoints::createProject( name(), endpoints::Visibility::Private );
      QCOMPARE( QJsonDocument::fromJson( hidden.request.body ).object().value( QStringLiteral( "public" ) ),
                QJsonValue( false ) );
    }

    void whoseAProjectIsIsReadAsAnyServerTellsIt()
    {
      const auto handsOf = []( const QJsonObject &object )
      { return decoded( object ).and_then( decodeHands ); };
      const Result<ProjectHands> byNumber = handsOf( details() );
      QVERIFY( byNumber );
      QCOMPARE( byNumber->creator, UserId{ 7 } );
      QVERIFY( byNumber->creatorName.isEmpty() );
      QVERIFY( !byNumber->hasOpenUploads );
      const Result<ProjectHands> byName = handsOf( with( details(), "creator", QStringLiteral( "ann" ) ) );
      QVERIFY( byName );
      QCOMPARE( byName->creatorName, QStringLiteral( "ann" ) );
      QVERIFY( !byName->creator.isValid() );
      const Result<ProjectHands> untold = handsOf( with( details(), "creator", QJsonValue() ) );
      QVERIFY( untold );
      QVERIFY( !untold->creator.isValid() && untold->creatorName.isEmpty() );
      const QJsonArray uploads{ QString::fromLatin1( ID ) };
      const Result<ProjectHands> busy = handsOf( with( details(), "uploads", uploads ) );
      QVERIFY( busy );
      QVERIFY( busy->hasOpenUploads );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsProject )
#include "test_endpoints_project.moc"
