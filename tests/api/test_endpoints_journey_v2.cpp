// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/api/apibench.h"

#include <QFile>
#include <QTest>

using namespace syncline;
using namespace syncline::endpoints;

namespace
{
  const char *SURVEY = "survey.gpkg";

  QByteArray bytesOf( const char *name )
  {
    QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/geodiff/" ) + QString::fromLatin1( name ) );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
  }
} // namespace

/**
 * Pushes and pulls over v2, and changesets over both protocols, against a server that keeps what it is told.
 */
class TestEndpointsJourneyV2 : public QObject
{
    Q_OBJECT

    std::unique_ptr<ApiBench> mBench;
    ProjectId mId;
    const ProjectName mName = *ProjectName::fromString( QStringLiteral( "mergin/trees" ) );
    const RelPath mFile = *RelPath::fromString( QString::fromLatin1( SURVEY ) );
    const QByteArray mBase = bytesOf( "base.gpkg" );
    const QByteArray mChanged = ApiBench::edited( mBase );

    int commit( const char *path, const QByteArray &bytes )
    {
      return mBench->server.commit( mId.toString(), QStringLiteral( "ann" ),
                                    { { QString::fromUtf8( path ), bytes } } );
    }

    [[nodiscard]] ChunkId uploaded( const QByteArray &bytes )
    {
      const Result<UploadedChunk> chunk = mBench->ask( uploadChunk( mId, bytes ) );
      return chunk ? chunk->id : ChunkId();
    }

    PushChanges adding( const char *path, const QByteArray &bytes, const QList<ChunkId> &chunks )
    {
      PushChanges changes;
      changes.added.append( ApiBench::item( path, bytes, chunks ) );
      return changes;
    }

    //! The changeset between v1 and v2, as the server has it.
    QByteArray changeset()
    {
      QByteArray bytes;
      const Result<qint64> got =
        mBench->ask( rawDiff( { mName, mFile, Version( 2 ) }, ApiBench::into( bytes ) ) );
      return got ? bytes : QByteArray();
    }

  private Q_SLOTS:
    void init()
    {
      QVERIFY( !mBase.isEmpty() && !mChanged.isEmpty() );
      mBench = std::make_unique<ApiBench>();
      mId = *ProjectId::fromString(
        mBench->server.createProject( QStringLiteral( "trees" ), QStringLiteral( "ann" ) ) );
    }

    void aVersionIsCheckedUploadedAndMade()
    {
      const QByteArray bytes = "hello";
      QVERIFY( mBench->ask( checkPush( mId, Version( 0 ), adding( "a.txt", bytes, { newChunkId() } ) ) ) );
      QCOMPARE( mBench->ask( projectInfoV2( mId ) )->summary.version, Version( 0 ) ); // asking stores nothing
      const ChunkId chunk = uploaded( bytes );
      QVERIFY( !chunk.isEmpty() );
      const Result<ProjectInfo> made =
        mBench->ask( createVersion( mId, Version( 0 ), adding( "a.txt", bytes, { chunk } ) ) );
      QVERIFY2( made, qPrintable( made ? QString() : toLogLine( made.error() ) ) );
      QCOMPARE( made->summary.version, Version( 1 ) );
      QCOMPARE( made->files.first().checksum, sha1Of( bytes ) );
      QCOMPARE( made->summary.name, mName );
      QCOMPARE( mBench->ask( projectFilesV2( mId, Version( 1 ) ) )->files.size(), 1 );
      QCOMPARE( mBench->errorFrom( projectFilesV2( mId, Version( 2 ) ) ), ErrorKind::NotFound );
    }

    void whoWasSlowerIsToldBothVersions()
    {
      commit( "a.txt", "a" );
      const Result<bool> late = mBench->ask( checkPush( mId, Version( 0 ), adding( "b.txt", "b", {} ) ) );
      QCOMPARE( late.error().kind, ErrorKind::VersionConflict );
      QCOMPARE( std::get<VersionPair>( late.error().payload ).theirs, 1 );
      QCOMPARE( mBench->errorFrom( createVersion( mId, Version( 0 ), adding( "b.txt", "b", {} ) ) ),
                ErrorKind::VersionConflict );
    }

    void filesWhoseChunksAreMissingAreNamed()
    {
      const Result<ProjectInfo> made =
        mBench->ask( createVersion( mId, Version( 0 ), adding( "b.txt", "b", { newChunkId() } ) ) );
      QCOMPARE( made.error().kind, ErrorKind::ServerRejected );
      QVERIFY( std::get<FailedFiles>( made.error().payload ).reasons.contains( QStringLiteral( "b.txt" ) ) );
    }

    void editorsAreRefused()
    {
      mBench->server.change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Guest; } );
      mBench->server.addUser( QStringLiteral( "eve" ), QStringLiteral( "Topsecret1!" ) );
      mBench->server.setProjectRole( mId.toString(), QStringLiteral( "eve" ), QStringLiteral( "editor" ) );
      mBench->signInAs( QStringLiteral( "eve" ) );
      QCOMPARE( mBench->ask( projectInfoV2( mId ) )->summary.role, ProjectRole::Editor );
      QVERIFY( mBench->ask( uploadChunk( mId, "x" ) ) );
      QCOMPARE( mBench->errorFrom( checkPush( mId, Version( 0 ), adding( "b.txt", "b", {} ) ) ),
                ErrorKind::Forbidden );
    }

    void changesetsComeOverBothProtocols()
    {
      commit( SURVEY, mBase );
      commit( SURVEY, mChanged );
      const Result<ProjectInfo> since = mBench->ask( projectInfoSince( mName, Version( 1 ) ) );
      QVERIFY2( since, qPrintable( since ? QString() : toLogLine( since.error() ) ) );
      const auto chain = diffChain( since->files.first(), Version( 1 ) );
      QVERIFY( chain );
      QCOMPARE( chain->size(), 1 );
      const QByteArray first = changeset();
      QCOMPARE( qint64( first.size() ), chain->first().diff->sizeBytes );
      QCOMPARE( sha1Of( first ), chain->first().diff->checksum );

      const Result<ServerDelta> delta = mBench->ask( projectDelta( mId, Version( 1 ) ) );
      QVERIFY2( delta, qPrintable( delta ? QString() : toLogLine( delta.error() ) ) );
      QCOMPARE( delta->items.size(), 1 );
      QCOMPARE( delta->items.first().kind, DeltaKind::UpdateDiff );
      QByteArray second;
      QVERIFY(
        mBench->ask( rawDiffById( mId, delta->items.first().diffs.first(), ApiBench::into( second ) ) ) );
      QCOMPARE( second, first );

      QByteArray none;
      QCOMPARE( mBench->errorFrom( rawDiff( { mName, mFile, Version( 1 ) }, ApiBench::into( none ) ) ),
                ErrorKind::NotFound );
      QCOMPARE( mBench->errorFrom( rawDiffById( mId, QStringLiteral( "none" ), ApiBench::into( none ) ) ),
                ErrorKind::NotFound );
    }

    void deltasTellOnlyWhatIsNewer()
    {
      commit( "a.txt", "a" );
      commit( "b.txt", "b" );
      QCOMPARE( mBench->ask( projectDelta( mId, Version( 0 ) ) )->items.size(), 2 );
      QCOMPARE( mBench->ask( projectDelta( mId, Version( 0 ), Version( 1 ) ) )->items.size(), 1 );
      QCOMPARE( mBench->ask( projectDelta( mId, Version( 1 ) ) )->items.first().path.toString(),
                QStringLiteral( "b.txt" ) );
      QVERIFY( mBench->ask( projectDelta( mId, Version( 2 ) ) )->items.isEmpty() );
      QCOMPARE( mBench->errorFrom( projectDelta( mId, Version( 3 ) ) ), ErrorKind::ServerRejected );
    }

    void longChainsComeInBlocks()
    {
      for ( int i = 0; i < 5; ++i ) // v1 to v10, from one state to the other and back
      {
        commit( SURVEY, mBase );
        commit( SURVEY, mChanged );
      }
      const auto diffs = [this]( int since, int to )
      { return mBench->ask( projectDelta( mId, Version( since ), Version( to ) ) )->items.first().diffs; };
      QCOMPARE( diffs( 4, 8 ).size(), 1 );  // v5 to v8
      QCOMPARE( diffs( 3, 10 ).size(), 4 ); // v4, v5 to v8, v9, v10
      QCOMPARE( diffs( 5, 8 ).size(), 3 );  // no whole block
      QCOMPARE( diffs( 3, 10 ).at( 1 ), diffs( 4, 8 ).first() );
      QByteArray block;
      QVERIFY( mBench->ask( rawDiffById( mId, diffs( 4, 8 ).first(), ApiBench::into( block ) ) ) );
      QVERIFY( block.isEmpty() ); // there and back, and there and back
      QByteArray forth;
      QVERIFY( mBench->ask( rawDiffById( mId, diffs( 5, 6 ).first(), ApiBench::into( forth ) ) ) );
      QVERIFY( !forth.isEmpty() );
    }

    void aChangesetIsPushedOverV1()
    {
      commit( SURVEY, mBase );
      commit( SURVEY, mChanged );
      const QByteArray diff = changeset();
      commit( SURVEY, mBase ); // v3: back to where it fits
      const ChunkId chunk = newChunkId();
      PushChanges changes;
      changes.updated.append( { mFile,
                                sha1Of( mBase ),
                                mChanged.size(),
                                { chunk },
                                UploadDiff{ newDiffName( mFile ), sha1Of( diff ), diff.size() } } );
      const Result<PushStarted> started = mBench->ask( startPush( mName, Version( 3 ), changes ) );
      QVERIFY2( started, qPrintable( started ? QString() : toLogLine( started.error() ) ) );
      QVERIFY( mBench->ask( pushChunk( started->transaction, chunk, diff ) ) );
      const Result<ProjectInfo> made = mBench->ask( finishPush( started->transaction ) );
      QVERIFY2( made, qPrintable( made ? QString() : toLogLine( made.error() ) ) );
      const auto chain =
        diffChain( mBench->ask( projectInfoSince( mName, Version( 3 ) ) )->files.first(), Version( 3 ) );
      QVERIFY( chain && chain->last().diff->path == changes.updated.first().diff.path );
    }

    void aChangesetIsPushedOverV2()
    {
      commit( SURVEY, mBase );
      commit( SURVEY, mChanged );
      const QByteArray diff = changeset();
      commit( SURVEY, mBase );
      PushChanges changes;
      changes.updated.append( { mFile,
                                sha1Of( mBase ),
                                mChanged.size(),
                                { uploaded( diff ) },
                                UploadDiff{ newDiffName( mFile ), sha1Of( diff ), diff.size() } } );
      const Result<ProjectInfo> made = mBench->ask( createVersion( mId, Version( 3 ), changes ) );
      QVERIFY2( made, qPrintable( made ? QString() : toLogLine( made.error() ) ) );
      QCOMPARE( mBench->ask( projectDelta( mId, Version( 3 ) ) )->items.first().diffs,
                QStringList( { changes.updated.first().diff.path } ) );

      changes.updated.first().diff.path = newDiffName( mFile ); // it does not fit a second time
      changes.updated.first().chunks = { uploaded( diff ) };
      const Result<ProjectInfo> twice = mBench->ask( createVersion( mId, Version( 4 ), changes ) );
      QCOMPARE( twice.error().kind, ErrorKind::ServerRejected );
      QVERIFY(
        std::get<FailedFiles>( twice.error().payload ).reasons.contains( QString::fromLatin1( SURVEY ) ) );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsJourneyV2 )
#include "test_endpoints_journey_v2.moc"
