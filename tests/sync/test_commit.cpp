// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/commit.h"
#include "core/sync/progressmeter.h"
#include "core/sync/pushticket.h"

#include <QtTest>

using namespace syncline;

namespace
{
  class StillClock : public Clock
  {
    public:
      QDateTime now() const override { return time; }
      void after( std::chrono::milliseconds, QObject *, std::function<void()> ) override {}
      QDateTime time = QDateTime::currentDateTimeUtc();
  };

  RelPath path( const char *text ) { return *RelPath::fromString( QString::fromUtf8( text ) ); }
} // namespace

class TestCommit : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void anIntentComesBackAsWritten();
    void aTicketComesBackAsWritten();
    void aTicketKnowsItsOwnVersion();
    void aTicketKnowsItsOwnRows();
    void progressNeverGoesBackNorPastItsEnd();
};

void TestCommit::anIntentComesBackAsWritten()
{
  CommitIntent intent;
  intent.run = QStringLiteral( "20260101T000000-abc" );
  intent.metadataBefore = sha1Of( "before" );
  intent.versionBefore = Version( 3 );
  intent.target.identity.name = *ProjectName::fromString( QStringLiteral( "ws/survey" ) );
  intent.target.identity.version = Version( 4 );
  intent.state.version = Version( 4 );
  CommitStep step;
  step.kind = CommitStep::Kind::Database;
  step.path = path( "d/\u00fc.gpkg" );
  step.staged = QStringLiteral( "1" );
  step.snapshot = QStringLiteral( "2" );
  step.copy = QStringLiteral( "3" );
  step.otherPath = QStringLiteral( "d/\u00fc (conflicted copy, anna v3).gpkg" );
  step.event = FileEvent::Merged;
  step.stagedBase = QStringLiteral( "4" );
  step.changes = QStringLiteral( "5" );
  step.rows = { { QStringLiteral( "b\u00e4ume" ), 1, 2, 3 } };
  step.editConflicts = 4;
  step.newKeys = { { QStringLiteral( "b\u00e4ume" ),
                     { { 3, 5 }, { -9007199254740993, 9007199254740993 } } } };
  step.entryBefore = BaseEntry{ step.path, sha1Of( "old" ), 3, QStringLiteral( "t" ) };
  step.entryAfter = BaseEntry{ step.path, sha1Of( "new" ), 3, QStringLiteral( "t" ) };
  step.problem = Error{ ErrorKind::FileInUse, QStringLiteral( "in use" ), {}, {} };
  intent.steps.append( step );
  const Result<CommitIntent> again = CommitIntent::fromJson( intent.toJson() );
  QVERIFY( again );
  QCOMPARE( again->toJson(), intent.toJson() );
  QCOMPARE( again->steps.size(), 1 );
  QCOMPARE( again->steps.first().newKeys, step.newKeys );
  QCOMPARE( again->steps.first().entryBefore->checksum, sha1Of( "old" ) );
  QCOMPARE( again->steps.first().problem->kind, ErrorKind::FileInUse );
  QJsonObject hostile = intent.toJson();
  hostile.insert( QStringLiteral( "run" ), QStringLiteral( "../../elsewhere" ) );
  QVERIFY( !CommitIntent::fromJson( hostile ) );
}

void TestCommit::aTicketComesBackAsWritten()
{
  PushTicket ticket;
  ticket.run = QStringLiteral( "20260101T000000-abc" );
  ticket.base = Version( 5 );
  PushedFile file;
  file.candidate = { path( "a.gpkg" ), UploadKind::Update, 7, true };
  file.checksum = sha1Of( "content" );
  file.sizeBytes = 7;
  file.chunks = { newChunkId() };
  file.staged = QStringLiteral( "1" );
  ticket.files.append( file );
  ticket.removals.append( path( "b.txt" ) );
  const Result<PushTicket> again = PushTicket::fromJson( ticket.toJson() );
  QVERIFY( again );
  QCOMPARE( again->toJson(), ticket.toJson() );
  QCOMPARE( again->changes().updated.size(), 1 );
  QCOMPARE( again->changes().removed.size(), 1 );
  QVERIFY( again->transaction.isEmpty() );
}

void TestCommit::aTicketKnowsItsOwnVersion()
{
  PushTicket ticket;
  PushedFile file;
  file.candidate.path = path( "a.txt" );
  file.checksum = sha1Of( "mine" );
  file.sizeBytes = 4;
  ticket.files.append( file );
  ticket.removals.append( path( "b.txt" ) );
  ServerFile a;
  a.path = path( "a.txt" );
  a.checksum = sha1Of( "mine" );
  a.sizeBytes = 4;
  ServerFile b;
  b.path = path( "b.txt" );
  QVERIFY( ticket.isContainedIn( { a }, {} ) );
  QVERIFY( !ticket.isContainedIn( { a, b }, {} ) );
  QVERIFY( !ticket.isContainedIn( {}, {} ) );
  a.checksum = sha1Of( "other" );
  QVERIFY( !ticket.isContainedIn( { a }, {} ) );
}

void TestCommit::aTicketKnowsItsOwnRows()
{
  PushTicket ticket;
  ticket.base = Version( 5 );
  PushedFile file;
  file.candidate.path = path( "a.gpkg" );
  file.diff = PushedFile::Diff{ { QStringLiteral( "a.gpkg-diff-1" ), sha1Of( "rows" ), 4 }, {} };
  ticket.files.append( file );
  ServerFile a;
  a.path = path( "a.gpkg" );
  a.checksum = sha1Of( "what the server made of it" );
  FileChange change;
  change.version = Version( 6 );
  change.diff = ServerDiff{ QStringLiteral( "a.gpkg-diff-1" ), sha1Of( "rows" ), 4 };
  a.history.append( change );
  QVERIFY( ticket.isContainedIn( { a }, { a } ) );
  QVERIFY( !ticket.isContainedIn( { a }, {} ) );
  a.history.first().version = Version( 7 );
  QVERIFY( !ticket.isContainedIn( { a }, { a } ) );
}

void TestCommit::progressNeverGoesBackNorPastItsEnd()
{
  StillClock clock;
  QList<Progress> told;
  ProgressMeter meter( [&told]( const Progress &progress ) { told.append( progress ); }, clock );
  meter.begin( Phase::Downloading, 100 );
  for ( const qint64 done : { 10, 50, 30, 170 } )
  {
    clock.time = clock.time.addMSecs( 150 );
    meter.set( done, QStringLiteral( "a.txt" ) );
  }
  for ( int i = 0; i < 50; ++i )
    meter.set( 100, QStringLiteral( "a.txt" ) ); // all at the same moment
  meter.finish();
  qint64 last = 0;
  for ( const Progress &progress : told )
  {
    QVERIFY( progress.done >= last );
    QVERIFY( progress.done <= 100 );
    last = progress.done;
  }
  QCOMPARE( last, 100 );
  QVERIFY( told.size() <= 6 );
}

QTEST_GUILESS_MAIN( TestCommit )
#include "test_commit.moc"
