// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_history.h"

#include "core/api/endpoints_manage.h"
#include "tests/api/answers.h"
#include "tests/api/apibench.h"

#include <QFile>
#include <QTest>

using namespace syncline;
using namespace syncline::endpoints;

namespace
{
  QByteArray bytesOf( const char *name )
  {
    QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/geodiff/" ) + QString::fromLatin1( name ) );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
  }

  ProjectName nameOf( const char *text ) { return *ProjectName::fromString( QString::fromLatin1( text ) ); }
  RelPath pathOf( const char *text ) { return *RelPath::fromString( QString::fromLatin1( text ) ); }
} // namespace

/**
 * History, and projects as a whole: decoders against answers that lie, and every call against a server that keeps what it is told.
 */
class TestEndpointsHistory : public QObject
{
    Q_OBJECT

    std::unique_ptr<ApiBench> mBench;
    ProjectId mId;
    const ProjectName mName = nameOf( "mergin/trees" );

    void commit( const QMap<QString, QByteArray> &files, const QStringList &removed = {} )
    {
      mBench->server.commit( mId.toString(), QStringLiteral( "ann" ), files, removed );
    }

  private Q_SLOTS:
    void init()
    {
      mBench = std::make_unique<ApiBench>();
      mId = *ProjectId::fromString(
        mBench->server.createProject( QStringLiteral( "trees" ), QStringLiteral( "ann" ) ) );
    }

    void versionsAreReadPageByPage()
    {
      for ( int i = 0; i < 5; ++i )
        commit( { { QStringLiteral( "a.txt" ), QByteArray::number( i ) } } );
      VersionQuery query{ mName, 1, 2, VersionOrder::NewestFirst };
      QStringList seen;
      for ( ; query.page < 9; ++query.page )
      {
        const Result<VersionPage> page = mBench->ask( versionPage( query ) );
        QVERIFY2( page, qPrintable( page ? QString() : toLogLine( page.error() ) ) );
        if ( page->versions.isEmpty() )
          break;
        QCOMPARE( page->total, 5 );
        for ( const VersionSummary &version : page->versions )
          seen.append( version.version.toString() );
      }
      QCOMPARE( seen.join( QLatin1Char( ' ' ) ), QStringLiteral( "v5 v4 v3 v2 v1" ) );
      query = { mName, 1, 1, VersionOrder::OldestFirst };
      const VersionSummary first = mBench->ask( versionPage( query ) )->versions.first();
      QCOMPARE( first.version, Version( 1 ) );
      QCOMPARE( first.author, QStringLiteral( "ann" ) );
      QCOMPARE( first.added, 1 );
      QVERIFY( first.created.isValid() );
    }

    void aVersionTellsItsFilesAndRows()
    {
      commit(
        { { QStringLiteral( "survey.gpkg" ), bytesOf( "base.gpkg" ) }, { QStringLiteral( "a.txt" ), "a" } } );
      commit( { { QStringLiteral( "survey.gpkg" ), ApiBench::edited( bytesOf( "base.gpkg" ) ) } },
              { QStringLiteral( "a.txt" ) } );
      const Result<VersionDetail> detail = mBench->ask( versionDetail( mId, Version( 2 ) ) );
      QVERIFY2( detail, qPrintable( detail ? QString() : toLogLine( detail.error() ) ) );
      QCOMPARE( detail->project, mName );
      QCOMPARE( detail->files.size(), 2 );
      QCOMPARE( detail->summary.updated, 1 );
      QCOMPARE( detail->summary.removed, 1 );
      QCOMPARE( detail->files.last().change.kind, FileChangeKind::Removed );
      const ChangesetSummary rows = detail->changesets.value( QStringLiteral( "survey.gpkg" ) );
      QVERIFY( rows.problem.isEmpty() );
      QVERIFY( !rows.tables.isEmpty() );
      QCOMPARE( rows.tables.first().table, QStringLiteral( "simple" ) );
      QCOMPARE( rows.tables.first().updated, 1ll );
      QCOMPARE( mBench->errorFrom( versionDetail( mId, Version( 9 ) ) ), ErrorKind::NotFound );
    }

    void aFileTellsItsVersionsAndRows()
    {
      commit( { { QStringLiteral( "survey.gpkg" ), bytesOf( "base.gpkg" ) } } );
      commit( { { QStringLiteral( "survey.gpkg" ), ApiBench::edited( bytesOf( "base.gpkg" ) ) } } );
      const RelPath file = pathOf( "survey.gpkg" );
      const Result<FileHistory> history = mBench->ask( fileHistory( mName, file ) );
      QVERIFY2( history, qPrintable( history ? QString() : toLogLine( history.error() ) ) );
      QCOMPARE( history->changes.size(), 2 );
      QCOMPARE( history->changes.first().kind, FileChangeKind::Added );
      QVERIFY( history->changes.last().diff );
      const Result<QJsonArray> rows = mBench->ask( fileChangeset( mName, file, Version( 2 ) ) );
      QVERIFY2( rows, qPrintable( rows ? QString() : toLogLine( rows.error() ) ) );
      QCOMPARE( rows->first().toObject().value( QStringLiteral( "type" ) ).toString(),
                QStringLiteral( "update" ) );
      QCOMPARE( mBench->errorFrom( fileChangeset( mName, file, Version( 1 ) ) ), ErrorKind::NotFound );
      QCOMPARE( mBench->errorFrom( fileHistory( mName, pathOf( "none.gpkg" ) ) ), ErrorKind::NotFound );
    }

    void historiesThatLieAreMalformed()
    {
      const auto page = versionPage( { mName, 1, 1, VersionOrder::NewestFirst } ).decode;
      const auto detail = versionDetail( mId, Version( 2 ) ).decode;
      const auto file = fileHistory( mName, pathOf( "a" ) ).decode;
      const auto rows = fileChangeset( mName, pathOf( "a" ), Version( 1 ) ).decode;
      const auto kind = []( const auto &answer ) { return answer ? ErrorKind::Bug : answer.error().kind; };
      for ( const char *body : { "{}", "[]", "", "<html>", "{'count':-1,'versions':[]}",
                                 "{'count':1,'versions':[5]}", "{'count':1,'versions':[{'name':'2'}]}",
                                 "{'count':1,'versions':[{'name':'v2','changes':{'added':-1}}]}" } )
        QCOMPARE( kind( page( answerWith( QByteArray( body ).replace( '\'', '"' ) ) ) ),
                  ErrorKind::MalformedReply );
      for (
        const char *body :
        { "{}", "{'name':'v3','namespace':'a','project_name':'b','changes':{}}", // another version
          "{'name':'v2','namespace':'a','project_name':'b/c','changes':{}}",
          "{'name':'v2','namespace':'a','project_name':'b','changes':{'added':5}}",
          "{'name':'v2','namespace':'a','project_name':'b','changes':{'added':[{'path':'x','size':-1,'change':'added'}]}}",
          "{'name':'v2','namespace':'a','project_name':'b','changes':{},'changesets':{'x':{'summary':[{}]}}}" } )
        QCOMPARE( kind( detail( answerWith( QByteArray( body ).replace( '\'', '"' ) ) ) ),
                  ErrorKind::MalformedReply );
      QCOMPARE( kind( file( answerWith( QByteArray( "{\"path\":5}" ) ) ) ), ErrorKind::MalformedReply );
      for ( const char *body : { "{}", "[5]", "[{\"table\":\"t\",\"type\":\"insert\"}]" } )
        QCOMPARE( kind( rows( answerWith( QByteArray( body ) ) ) ), ErrorKind::MalformedReply );
    }

    void projectsAreCopiedRenamedAndRemoved()
    {
      commit( { { QStringLiteral( "a.txt" ), "a" } } );
      const ProjectName copy = nameOf( "mergin/a copy" );
      QVERIFY( mBench->ask( cloneProject( mName, copy ) ) );
      QCOMPARE( mBench->errorFrom( cloneProject( mName, copy ) ), ErrorKind::AlreadyExists );
      const Result<ProjectInfo> copied = mBench->ask( projectInfo( copy ) );
      QVERIFY( copied );
      QCOMPARE( copied->summary.version, Version( 1 ) );
      const ProjectId id = copied->summary.id;
      QVERIFY( mBench->ask( renameProject( id, QStringLiteral( "renamed" ) ) ) );
      QCOMPARE( mBench->errorFrom( renameProject( id, QStringLiteral( "trees" ) ) ),
                ErrorKind::AlreadyExists );
      QCOMPARE( mBench->errorFrom( renameProject( id, QStringLiteral( "a:b" ) ) ),
                ErrorKind::ServerRejected );
      QCOMPARE( mBench->ask( projectInfoById( id ) )->summary.name, nameOf( "mergin/renamed" ) );

      QVERIFY( mBench->ask( scheduleRemoval( id ) ) );
      QCOMPARE( mBench->errorFrom( scheduleRemoval( id ) ), ErrorKind::NotFound );
      QCOMPARE( mBench->errorFrom( projectInfoById( id ) ), ErrorKind::NotFound );
      const Result<bool> taken =
        mBench->ask( createProject( nameOf( "mergin/renamed" ), Visibility::Private ) );
      QCOMPARE( taken.error().kind, ErrorKind::AlreadyExists );
      QCOMPARE( std::get<ServerDetail>( taken.error().payload ).code, QStringLiteral( "NameReserved" ) );

      QVERIFY( mBench->ask( removeProjectNow( mId ) ) );
      QVERIFY( mBench->ask( createProject( mName, Visibility::Private ) ) ); // the name is free at once
      QVERIFY( mBench->ask( scheduleRemovalByName( mName ) ) );
      QCOMPARE( mBench->errorFrom( scheduleRemovalByName( mName ) ), ErrorKind::NotFound );
    }

    void projectsAreFoundByNameAndId()
    {
      const ProjectId none =
        *ProjectId::fromString( QStringLiteral( "00000000-0000-4000-8000-000000000009" ) );
      const auto named = mBench->ask( projectsByName( { mName, nameOf( "mergin/none" ) } ) );
      QVERIFY2( named, qPrintable( named ? QString() : toLogLine( named.error() ) ) );
      QCOMPARE( named->projects.value( QStringLiteral( "mergin/trees" ) ).id, mId );
      QCOMPARE( named->problems.value( QStringLiteral( "mergin/none" ) ), ErrorKind::NotFound );
      QCOMPARE( mBench->ask( projectsById( { mId, none } ) )->projects.size(), 1 );
      const auto batch = mBench->ask( projectsInBatch( { mId, none } ) );
      QVERIFY2( batch, qPrintable( batch ? QString() : toLogLine( batch.error() ) ) );
      QCOMPARE( batch->projects.value( mId ).name, mName );
      QCOMPARE( batch->problems.value( none ), ErrorKind::NotFound );

      const Result<ProjectPage> page = mBench->ask( workspaceProjects( { WorkspaceId{ 1 }, 1, 50, {} } ) );
      QVERIFY2( page, qPrintable( page ? QString() : toLogLine( page.error() ) ) );
      QCOMPARE( page->projects.first().name, mName );
      QCOMPARE( mBench->ask( workspaceProjects( { WorkspaceId{ 1 }, 2, 50, {} } ) )->total, -1 );
      QCOMPARE( mBench->ask( endpoints::workspace( WorkspaceId{ 1 } ) )->name, QStringLiteral( "mergin" ) );
      QCOMPARE( mBench->errorFrom( endpoints::workspace( WorkspaceId{ 7 } ) ), ErrorKind::NotFound );

      mBench->signInAs( QString() );
      QCOMPARE(
        mBench->ask( projectsByName( { mName } ) )->problems.value( QStringLiteral( "mergin/trees" ) ),
        ErrorKind::Unauthorized );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsHistory )
#include "test_endpoints_history.moc"
