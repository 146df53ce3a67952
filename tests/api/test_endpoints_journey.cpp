// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/apiclient.h"
#include "core/api/endpoints.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"

#include <QTest>

#include <memory>

using namespace syncline;
using namespace syncline::endpoints;

/**
 * Every call against a server that keeps what it is told: the answers are the server double's own, not what the decoders' author
 * imagined.
 */
class TestEndpointsJourney : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeServer> mServer;
    std::unique_ptr<FakeTransport> mTransport;
    FakeClock mClock{ QDateTime::currentDateTimeUtc() };
    std::unique_ptr<Session> mSession;
    std::unique_ptr<ApiClient> mApi;
    const ProjectName mTrees = *ProjectName::fromString( QStringLiteral( "mergin/trees and \u00e4lms" ) );

    template<class T> [[nodiscard]] Result<T> ask( const Endpoint<T> &endpoint )
    {
      Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "not resolved" ) );
      mApi->call( endpoint ).listen( [&answer]( const Result<T> &result ) { answer = result; } );
      return answer;
    }

    template<class T> [[nodiscard]] ErrorKind errorFrom( const Endpoint<T> &endpoint )
    {
      const Result<T> answer = ask( endpoint );
      return answer ? ErrorKind::Bug : answer.error().kind;
    }

    UploadItem item( const char *path, const QByteArray &bytes, const QList<ChunkId> &chunks )
    {
      return { *RelPath::fromString( QString::fromUtf8( path ) ), sha1Of( bytes ), bytes.size(), chunks };
    }

    //! Pushes one new file.
    [[nodiscard]] Result<ProjectInfo> push( Version base, const char *path, const QByteArray &bytes )
    {
      const ChunkId chunk = newChunkId();
      PushChanges changes;
      changes.added.append( item( path, bytes, { chunk } ) );
      SYNCLINE_TRY( started, ask( startPush( mTrees, base, changes ) ) );
      SYNCLINE_CHECK( ask( pushChunk( started.transaction, chunk, bytes ) ) );
      return ask( finishPush( started.transaction ) );
    }

    [[nodiscard]] Result<qint64> download( const RawRange &what, QByteArray &into )
    {
      into.clear();
      return ask( rawFile( what,
                           [&into]( const QByteArray &bytes ) -> Result<void>
                           {
                             into += bytes;
                             return {};
                           } ) );
    }

    void signInAs( const QString &name )
    {
      SessionData data;
      data.credentials = { name, QStringLiteral( "Topsecret1!" ), {} };
      mSession = std::make_unique<Session>( data );
      mApi = std::make_unique<ApiClient>( *mTransport, *mSession, mClock );
    }

  private Q_SLOTS:
    void init()
    {
      mServer = std::make_unique<FakeServer>();
      mServer->change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Admin; } );
      mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
      mTransport = std::make_unique<FakeTransport>( *mServer );
      signInAs( QStringLiteral( "ann" ) );
    }
    void cleanup() { mApi.reset(); }

    void aServerIsRecognised()
    {
      QCOMPARE( *ask( ping() ), ServerVersion( 2026, 4, 0 ) );
      const Result<ServerCapabilities> can = ask( serverConfig() );
      QVERIFY( can );
      QCOMPARE( can->type, ServerType::Community );
      const Result<UserProfile> me = ask( profile() );
      QVERIFY( me );
      QCOMPARE( me->userName, QStringLiteral( "ann" ) );
      const Result<QList<Workspace>> places = ask( workspaces() );
      QVERIFY( places );
      QCOMPARE( places->first().name, QStringLiteral( "mergin" ) );
      QCOMPARE( places->first().role, WorkspaceRole::Admin );
    }

    void aProjectIsMadeFilledReadAndFound()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      QCOMPARE( errorFrom( createProject( mTrees, Visibility::Private ) ), ErrorKind::AlreadyExists );
      const Result<ProjectInfo> made = ask( projectInfo( mTrees ) );
      QVERIFY2( made, qPrintable( made ? QString() : toLogLine( made.error() ) ) );
      QCOMPARE( made->summary.version, Version( 0 ) );
      QCOMPARE( made->summary.role, ProjectRole::Owner );
      QVERIFY( made->files.isEmpty() );

      const QByteArray bytes = QByteArray( 25000, 'x' ) + "end";
      const Result<ProjectInfo> pushed = push( Version( 0 ), "photos/\u00e4 b+c.txt", bytes );
      QVERIFY2( pushed, qPrintable( pushed ? QString() : toLogLine( pushed.error() ) ) );
      QCOMPARE( pushed->summary.version, Version( 1 ) );
      QCOMPARE( pushed->files.size(), 1 );
      QCOMPARE( pushed->files.first().checksum, sha1Of( bytes ) );

      QVERIFY( push( Version( 1 ), "b.txt", "b" ) );
      QCOMPARE( ask( projectInfoById( made->summary.id ) )->files.size(), 2 );
      QCOMPARE( ask( projectInfoAt( mTrees, Version( 1 ) ) )->files.size(), 1 );
      QCOMPARE( errorFrom( projectInfoAt( mTrees, Version( 9 ) ) ), ErrorKind::NotFound );

      QByteArray got;
      RawRange what{ mTrees, pushed->files.first().path, Version( 2 ), 0, -1 };
      QCOMPARE( *download( what, got ), qint64( bytes.size() ) );
      QCOMPARE( got, bytes );
      what.firstByte = 24999;
      what.lastByte = 25001;
      QCOMPARE( *download( what, got ), 3ll );
      QCOMPARE( got, QByteArray( "xen" ) );
      what.file = *RelPath::fromString( QStringLiteral( "nothing.txt" ) );
      const Result<qint64> nothing = download( what, got );
      QCOMPARE( nothing.error().kind, ErrorKind::NotFound );
      QVERIFY( got.isEmpty() );

      ProjectQuery query;
      query.nameContains = QStringLiteral( "S AND" );
      const Result<ProjectPage> page = ask( projectPage( query ) );
      QVERIFY2( page, qPrintable( page ? QString() : toLogLine( page.error() ) ) );
      QCOMPARE( page->total, 1 );
      QCOMPARE( page->projects.first().name, mTrees );
      QCOMPARE( page->projects.first().version, Version( 2 ) );
      QCOMPARE( page->projects.first().role, ProjectRole::Owner );
    }

    void aServerThatIgnoresRangesIsCopedWith()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      QVERIFY( push( Version( 0 ), "a.txt", "0123456789" ) );
      FakeFault fault;
      fault.kind = FakeFault::Kind::NoRange;
      mServer->inject( fault );
      QByteArray got;
      QCOMPARE(
        *download( { mTrees, *RelPath::fromString( QStringLiteral( "a.txt" ) ), Version( 1 ), 3, 5 }, got ),
        3ll );
      QCOMPARE( got, QByteArray( "345" ) );
    }

    void pagesAreReadToTheEnd()
    {
      for ( int i = 0; i < 5; ++i )
        mServer->createProject( QStringLiteral( "p%1" ).arg( i ), QStringLiteral( "ann" ) );
      ProjectQuery query;
      query.pageSize = 2;
      QStringList names;
      for ( query.page = 1; query.page < 10; ++query.page )
      {
        const Result<ProjectPage> page = ask( projectPage( query ) );
        QVERIFY( page );
        if ( page->projects.isEmpty() )
          break;
        for ( const ProjectSummary &project : page->projects )
          names.append( project.name.project() );
      }
      QCOMPARE( names.join( QLatin1Char( ' ' ) ), QStringLiteral( "p0 p1 p2 p3 p4" ) );
      QCOMPARE( query.page, 4 );
    }

    void pushesThatDoNotFitAreRefused()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      QVERIFY( push( Version( 0 ), "a.txt", "a" ) );
      QCOMPARE( errorFrom( startPush( mTrees, Version( 0 ), {} ) ), ErrorKind::VersionConflict );
      QCOMPARE( errorFrom( startPush( mTrees, Version( 1 ), {} ) ),
                ErrorKind::ServerRejected ); // nothing to push
      QCOMPARE( errorFrom( startPush( *ProjectName::fromString( QStringLiteral( "mergin/none" ) ),
                                      Version( 1 ), {} ) ),
                ErrorKind::NotFound );

      const ChunkId chunk = newChunkId();
      PushChanges changes;
      changes.added.append( item( "b.txt", "b", { chunk } ) );
      const Result<PushStarted> first = ask( startPush( mTrees, Version( 1 ), changes ) );
      QVERIFY( first );
      QCOMPARE( errorFrom( startPush( mTrees, Version( 1 ), changes ) ), ErrorKind::Locked );
      QCOMPARE( *ask( cancelPush( first->transaction ) ), true );
      QCOMPARE( *ask( cancelPush( first->transaction ) ), false );
      QCOMPARE( errorFrom( pushChunk( first->transaction, chunk, "b" ) ), ErrorKind::NotFound );
      QCOMPARE( errorFrom( finishPush( first->transaction ) ), ErrorKind::NotFound );
    }

    void aFileThatCameIncompleteIsNamed()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      const ChunkId chunk = newChunkId();
      PushChanges changes;
      changes.added.append( item( "b.txt", "four", { chunk } ) );
      const Result<PushStarted> started = ask( startPush( mTrees, Version( 0 ), changes ) );
      QVERIFY( started );
      QVERIFY( ask( pushChunk( started->transaction, chunk, "two" ) ) );
      const Result<ProjectInfo> finished = ask( finishPush( started->transaction ) );
      QCOMPARE( finished.error().kind, ErrorKind::ServerRejected );
      QVERIFY(
        std::get<FailedFiles>( finished.error().payload ).reasons.contains( QStringLiteral( "b.txt" ) ) );
    }

    void removalsAloneAreDoneAtOnce()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      QVERIFY( push( Version( 0 ), "a.txt", "a" ) );
      PushChanges changes;
      changes.removed.append( item( "a.txt", "a", {} ) );
      const Result<PushStarted> done = ask( startPush( mTrees, Version( 1 ), changes ) );
      QVERIFY( done );
      QCOMPARE( done->finished->summary.version, Version( 2 ) );
      QVERIFY( done->finished->files.isEmpty() );
    }

    void whatTheServerRefusesHasAName()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      PushChanges changes;
      changes.added.append( item( "tool.exe", "MZ", { newChunkId() } ) );
      const Result<PushStarted> refused = ask( startPush( mTrees, Version( 0 ), changes ) );
      QCOMPARE( refused.error().kind, ErrorKind::ServerRejected );
      QCOMPARE( std::get<ServerDetail>( refused.error().payload ).code, QStringLiteral( "FileType" ) );

      mServer->change( []( fake::Settings &settings ) { settings.quotaBytes = 10; } );
      changes.added = { item( "big.txt", QByteArray( 100, 'x' ), { newChunkId() } ) };
      const Result<PushStarted> tooBig = ask( startPush( mTrees, Version( 0 ), changes ) );
      QCOMPARE( tooBig.error().kind, ErrorKind::QuotaExceeded );
      QCOMPARE( std::get<QuotaUsage>( tooBig.error().payload ).limitBytes, 10ll );
    }

    void strangersAndGuestsSeeWhatTheyMay()
    {
      QVERIFY( ask( createProject( mTrees, Visibility::Private ) ) );
      QVERIFY( ask(
        createProject( *ProjectName::fromString( QStringLiteral( "mergin/open" ) ), Visibility::Public ) ) );
      mServer->change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Guest; } );
      mServer->addUser( QStringLiteral( "ben" ), QStringLiteral( "Topsecret1!" ) );
      signInAs( QStringLiteral( "ben" ) );
      QCOMPARE( errorFrom( projectInfo( mTrees ) ), ErrorKind::Forbidden );
      QCOMPARE( errorFrom( createProject( *ProjectName::fromString( QStringLiteral( "mergin/x" ) ),
                                          Visibility::Private ) ),
                ErrorKind::Forbidden );
      QCOMPARE(
        ask( projectInfo( *ProjectName::fromString( QStringLiteral( "mergin/open" ) ) ) )->summary.role,
        ProjectRole::Reader );

      mSession = std::make_unique<Session>( SessionData{} );
      mApi = std::make_unique<ApiClient>( *mTransport, *mSession, mClock );
      QCOMPARE( ask( projectPage( {} ) )->total, 1 );
      QCOMPARE( errorFrom( projectInfo( mTrees ) ), ErrorKind::Forbidden );
    }

    void hostilePathsAreSetAside()
    {
      const QString id = mServer->createProject( mTrees.project(), QStringLiteral( "ann" ) );
      mServer->commit( id, QStringLiteral( "ann" ),
                       { { QStringLiteral( "../../evil.txt" ), "x" },
                         { QStringLiteral( "/etc/cron.d/x" ), "x" },
                         { QStringLiteral( "a.txt" ), "x" } } );
      const Result<ProjectInfo> info = ask( projectInfo( mTrees ) );
      QVERIFY( info );
      QCOMPARE( info->files.size(), 1 );
      QCOMPARE( info->unsafePaths.size(), 2 );
    }

    void webPagesInPlaceOfAnswersAreNoticed()
    {
      const auto pageInstead = [this]( int status )
      {
        FakeFault fault;
        fault.kind = FakeFault::Kind::Html;
        fault.status = status;
        mServer->inject( fault );
      };
      QVERIFY( ask( profile() ) ); // signs in
      pageInstead( 200 );
      QCOMPARE( errorFrom( ping() ), ErrorKind::NotAServer );
      pageInstead( 404 );
      QCOMPARE( errorFrom( ping() ), ErrorKind::NotAServer );
      pageInstead( 404 );
      QCOMPARE( errorFrom( serverConfig() ), ErrorKind::NotAServer );
      pageInstead( 200 );
      QCOMPARE( errorFrom( profile() ), ErrorKind::MalformedReply );
      pageInstead( 200 );
      QCOMPARE( errorFrom( projectInfo( mTrees ) ), ErrorKind::MalformedReply );
      pageInstead( 502 );
      QCOMPARE( errorFrom( profile() ), ErrorKind::ServerFailure );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsJourney )
#include "test_endpoints_journey.moc"
