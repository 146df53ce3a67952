// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"
#include "tests/support/fakeserver/fakeserver.h"

#include <QtTest>

using namespace syncline;
using namespace std::chrono_literals;
using Kind = FakeFault::Kind;

class TestFakeFault : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void init();
    void strikesTheNthRequestThatMatchesAndNoOther();
    void strikesAllWhenTold();
    void aRefusedRequestChangesNothing();
    void aLostAnswerLeavesTheVersionBehind();
    void aCutBodyStillPromisesTheWhole();
    void aShortBodyPromisesLittle();
    void aDelayAddsToTheLatency();
    void aServerMayIgnoreRanges();
    void aWebPageIsNoJson();
    void anAnswerMayBeRewritten();
    void isReadFromTheCommandLine_data();
    void isReadFromTheCommandLine();

  private:
    FakeCaller ann() const { return FakeCaller( *mServer, QStringLiteral( "ann" ) ); }
    static FakeFault fault( Kind kind, const QString &pattern = QString() )
    {
      FakeFault made;
      made.kind = kind;
      made.pathPattern = pattern;
      return made;
    }
    std::unique_ptr<FakeServer> mServer;
    QString mProject;
};

static const QByteArray RAW = "/v1/project/raw/mergin/survey?file=a.txt";

void TestFakeFault::init()
{
  mServer = std::make_unique<FakeServer>();
  mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
  mProject = mServer->createProject( QStringLiteral( "survey" ), QStringLiteral( "ann" ) );
  mServer->commit( mProject, QStringLiteral( "ann" ), { { QStringLiteral( "a.txt" ), "0123456789" } } );
}

void TestFakeFault::strikesTheNthRequestThatMatchesAndNoOther()
{
  FakeFault second = fault( Kind::Status, QStringLiteral( "/v1/project/raw/*" ) );
  second.nth = 2;
  mServer->inject( second );
  QCOMPARE( ann().get( "/ping" ).status, 200 );
  QCOMPARE( ann().get( RAW ).status, 200 );
  QCOMPARE( ann().get( "/ping" ).status, 200 );
  QCOMPARE( ann().get( RAW ).status, 503 );
  QCOMPARE( ann().get( RAW ).status, 200 );
  QVERIFY( mServer->log().at( 3 ).isFaulty );
}

void TestFakeFault::strikesAllWhenTold()
{
  FakeFault all = fault( Kind::Status );
  all.times = 0;
  all.status = 429;
  mServer->inject( all );
  for ( int i = 0; i < 3; ++i )
    QCOMPARE( ann().get( "/ping" ).status, 429 );
  mServer->clearFaults();
  QCOMPARE( ann().get( "/ping" ).status, 200 );
}

void TestFakeFault::aRefusedRequestChangesNothing()
{
  mServer->inject( fault( Kind::Status, QStringLiteral( "/v1/project/push/finish/*" ) ) );
  QCOMPARE( ann().push( QStringLiteral( "survey" ), 1, { { QStringLiteral( "b.txt" ), "b" } } ).status, 503 );
  QCOMPARE( mServer->latestVersion( mProject ), 1 );
  QCOMPARE( mServer->openUploads( mProject ).size(), 1 );
}

void TestFakeFault::aLostAnswerLeavesTheVersionBehind()
{
  mServer->inject( fault( Kind::LoseAnswer, QStringLiteral( "/v1/project/push/finish/*" ) ) );
  QVERIFY( ann().push( QStringLiteral( "survey" ), 1, { { QStringLiteral( "b.txt" ), "b" } } ).isDropped );
  QCOMPARE( mServer->latestVersion( mProject ), 2 );

  mServer->inject( fault( Kind::Drop, QStringLiteral( "/v1/project/push/finish/*" ) ) );
  QVERIFY( ann().push( QStringLiteral( "survey" ), 2, { { QStringLiteral( "c.txt" ), "c" } } ).isDropped );
  QCOMPARE( mServer->latestVersion( mProject ), 2 );
}

void TestFakeFault::aCutBodyStillPromisesTheWhole()
{
  FakeFault cut = fault( Kind::CutBody );
  cut.bytes = 4;
  mServer->inject( cut );
  const FakeResponse answer = ann().get( RAW );
  QCOMPARE( answer.contentLength(), qint64( 10 ) );
  QCOMPARE( answer.cutAfter.value_or( -1 ), qint64( 4 ) );
}

void TestFakeFault::aShortBodyPromisesLittle()
{
  FakeFault little = fault( Kind::ShortBody );
  little.bytes = 4;
  mServer->inject( little );
  QCOMPARE( ann().get( RAW ).content(), QByteArray( "0123" ) );
}

void TestFakeFault::aDelayAddsToTheLatency()
{
  mServer->change( []( fake::Settings &settings ) { settings.latency = 20ms; } );
  FakeFault slow = fault( Kind::Delay );
  slow.delay = 300ms;
  mServer->inject( slow );
  QCOMPARE( ann().get( "/ping" ).delay, 320ms );
  QCOMPARE( ann().get( "/ping" ).delay, 20ms );
}

void TestFakeFault::aServerMayIgnoreRanges()
{
  const FakeHeaders range{ { "Range", "bytes=2-3" } };
  QCOMPARE( ann().get( RAW, range ).content(), QByteArray( "23" ) );
  mServer->inject( fault( Kind::NoRange ) );
  const FakeResponse whole = ann().get( RAW, range );
  QCOMPARE( whole.status, 200 );
  QCOMPARE( whole.content(), QByteArray( "0123456789" ) );
}

void TestFakeFault::aWebPageIsNoJson()
{
  FakeFault page = fault( Kind::Html );
  page.status = 200;
  mServer->inject( page );
  const FakeResponse answer = ann().get( "/config" );
  QCOMPARE( answer.status, 200 );
  QVERIFY( answer.content().startsWith( "<!DOCTYPE html>" ) );
}

void TestFakeFault::anAnswerMayBeRewritten()
{
  FakeFault odd = fault( Kind::Rewrite, QStringLiteral( "/config" ) );
  odd.rewrite = []( FakeResponse &answer ) { answer.body.replace( "2026.4.0", "1.0" ); };
  mServer->inject( odd );
  QVERIFY( ann().get( "/config" ).content().contains( "\"1.0\"" ) );
}

void TestFakeFault::isReadFromTheCommandLine_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<bool>( "isFault" );
  QTest::addColumn<int>( "kind" );
  QTest::addColumn<int>( "nth" );
  QTest::newRow( "a status at the third" ) << "3:status=502" << true << int( Kind::Status ) << 3;
  QTest::newRow( "all of a path" ) << "*:delay=100@/v1/project/raw/*" << true << int( Kind::Delay ) << 1;
  QTest::newRow( "lose" ) << "1:lose@/v1/project/push/finish/*" << true << int( Kind::LoseAnswer ) << 1;
  QTest::newRow( "drop" ) << "2:drop" << true << int( Kind::Drop ) << 2;
  QTest::newRow( "cut" ) << "1:cut=10" << true << int( Kind::CutBody ) << 1;
  QTest::newRow( "the zeroth" ) << "0:drop" << false << 0 << 0;
  QTest::newRow( "no number where one is needed" ) << "1:cut" << false << 0 << 0;
  QTest::newRow( "a number where none is" ) << "1:drop=3" << false << 0 << 0;
  QTest::newRow( "an unknown word" ) << "1:burn" << false << 0 << 0;
  QTest::newRow( "nothing" ) << "" << false << 0 << 0;
}

void TestFakeFault::isReadFromTheCommandLine()
{
  QFETCH( QString, text );
  QFETCH( bool, isFault );
  QFETCH( int, kind );
  QFETCH( int, nth );
  const std::optional<FakeFault> read = FakeFault::fromText( text );
  QCOMPARE( read.has_value(), isFault );
  if ( !isFault )
    return;
  QCOMPARE( int( read->kind ), kind );
  QCOMPARE( read->nth, nth );
  QCOMPARE( read->times, text.startsWith( QLatin1Char( '*' ) ) ? 0 : 1 );
}

QTEST_GUILESS_MAIN( TestFakeFault )
#include "test_fakefault.moc"
