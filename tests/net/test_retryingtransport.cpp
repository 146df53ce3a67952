// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/retryingtransport.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"

#include <QTest>

#include <memory>

using namespace syncline;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace
{
  FakeResponse status( int code, const QByteArray &retryAfter = {} )
  {
    FakeResponse made;
    made.status = code;
    if ( !retryAfter.isEmpty() )
      made.setHeader( "Retry-After", retryAfter );
    return made;
  }

  FakeResponse dropped()
  {
    FakeResponse made;
    made.isDropped = true;
    return made;
  }

  FakeResponse silent()
  {
    FakeResponse made;
    made.delay = std::chrono::hours( 1 );
    return made;
  }

  FakeResponse cut( const QByteArray &body, qint64 after )
  {
    FakeResponse made;
    made.body = body;
    made.cutAfter = after;
    return made;
  }
} // namespace

class TestRetryingTransport : public QObject
{
    Q_OBJECT

    QList<FakeResponse> mAnswers; //!< one a request; the last one stays
    std::unique_ptr<FakeTransport> mWire;
    std::unique_ptr<FakeClock> mClock;
    std::unique_ptr<RetryingTransport> mTransport;

    static HttpRequest repeatable()
    {
      HttpRequest request;
      request.path = "x";
      request.isIdempotent = true;
      return request;
    }

    //! Lets time pass until the call has its answer.
    [[nodiscard]] Result<HttpResponse> answerOf( Call<HttpResponse> call )
    {
      Result<HttpResponse> answer = fail( ErrorKind::Bug, QStringLiteral( "never resolved" ) );
      call.listen( [&answer]( const Result<HttpResponse> &result ) { answer = result; } );
      while ( !call.isResolved() && mClock->advanceToNext() )
      {
      }
      return answer;
    }

    void useJitter( double value )
    {
      RetryPolicy policy;
      policy.jitter = [value] { return value; };
      mTransport = std::make_unique<RetryingTransport>( *mWire, *mClock, policy );
    }

  private Q_SLOTS:
    void init()
    {
      mAnswers.clear();
      mWire = std::make_unique<FakeTransport>(
        [this]( const FakeRequest & )
        { return mAnswers.size() > 1 ? mAnswers.takeFirst() : mAnswers.first(); } );
      mClock = std::make_unique<FakeClock>();
      useJitter( 1.0 );
    }
    void cleanup() { mTransport.reset(); }

    void whatMayPassIsTriedAgain_data()
    {
      QTest::addColumn<int>( "which" );
      QTest::newRow( "429" ) << 429;
      QTest::newRow( "502" ) << 502;
      QTest::newRow( "503" ) << 503;
      QTest::newRow( "504" ) << 504;
      QTest::newRow( "dropped" ) << 0;
      QTest::newRow( "silent" ) << 1;
      QTest::newRow( "cut off" ) << 2;
    }

    void whatMayPassIsTriedAgain()
    {
      QFETCH( int, which );
      const FakeResponse bad = which == 0   ? dropped()
                               : which == 1 ? silent()
                               : which == 2 ? cut( "hello", 2 )
                                            : status( which );
      mAnswers = { bad, status( 200 ) };
      const Result<HttpResponse> answer = answerOf( mTransport->send( repeatable() ) );
      QVERIFY( answer );
      QCOMPARE( answer->status, 200 );
      QCOMPARE( mWire->sentCount(), 2 );
    }

    void whatWillNotPassIsNot_data()
    {
      QTest::addColumn<int>( "code" );
      for ( const int code : { 200, 206, 400, 401, 403, 404, 409, 413, 422, 423, 500, 501 } )
        QTest::addRow( "%d", code ) << code;
    }

    void whatWillNotPassIsNot()
    {
      QFETCH( int, code );
      mAnswers = { status( code ) };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) )->status, code );
      QCOMPARE( mWire->sentCount(), 1 );
      QVERIFY( mClock->delays().isEmpty() );
    }

    void whatMustNotBeRepeatedIsNot()
    {
      HttpRequest once = repeatable();
      once.isIdempotent = false;
      mAnswers = { dropped(), status( 200 ) };
      QCOMPARE( answerOf( mTransport->send( once ) ).error().kind, ErrorKind::Offline );
      QCOMPARE( mWire->sentCount(), 1 );
      mAnswers = { status( 503 ) };
      QCOMPARE( answerOf( mTransport->send( once ) )->status, 503 );
      QCOMPARE( mWire->sentCount(), 2 );
    }

    void anErrorOfOurOwnIsNotRepeated()
    {
      HttpRequest request = repeatable();
      request.onHead = []( const HttpResponse & ) -> Result<void> { return fail( ErrorKind::DiskFull ); };
      request.sink = []( const QByteArray & ) -> Result<void> { return {}; };
      mAnswers = { status( 200 ) };
      QCOMPARE( answerOf( mTransport->send( request ) ).error().kind, ErrorKind::DiskFull );
      QCOMPARE( mWire->sentCount(), 1 );
    }

    void theNumberOfTriesIsBound()
    {
      mAnswers = { status( 503 ) };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) )->status, 503 ); // the last answer comes through
      QCOMPARE( mWire->sentCount(), 4 );
      mAnswers = { dropped() };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) ).error().kind, ErrorKind::Offline );
      QCOMPARE( mWire->sentCount(), 8 );
      mAnswers = { silent() };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) ).error().kind, ErrorKind::Timeout );
      QCOMPARE( mWire->sentCount(), 10 );
    }

    void waitsGrowFromTryToTry()
    {
      mAnswers = { status( 503 ) };
      QVERIFY( answerOf( mTransport->send( repeatable() ) ) );
      QCOMPARE( mClock->delays(),
                QList<milliseconds>( { milliseconds( 500 ), milliseconds( 1000 ), milliseconds( 2000 ) } ) );
    }

    void chanceShortensAWaitByHalfAtMost()
    {
      useJitter( 0.0 );
      mAnswers = { status( 503 ) };
      QVERIFY( answerOf( mTransport->send( repeatable() ) ) );
      QCOMPARE( mClock->delays(),
                QList<milliseconds>( { milliseconds( 250 ), milliseconds( 500 ), milliseconds( 1000 ) } ) );
    }

    void aWaitHasALimit()
    {
      RetryPolicy policy;
      policy.attempts = 40;
      policy.jitter = [] { return 1.0; };
      mTransport = std::make_unique<RetryingTransport>( *mWire, *mClock, policy );
      mAnswers = { status( 503 ) };
      QVERIFY( answerOf( mTransport->send( repeatable() ) ) );
      QCOMPARE( mWire->sentCount(), 40 );
      QCOMPARE( mClock->delays().last(), policy.longestDelay );
    }

    void theServerSaysHowLongToWait()
    {
      mAnswers = { status( 429, "7" ), status( 200 ) };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) )->status, 200 );
      QCOMPARE( mClock->delays(), QList<milliseconds>( { seconds( 7 ) } ) );

      FakeResponse until = status( 503, "Mon, 25 May 2026 10:00:12 GMT" );
      until.setHeader( "Date", "Mon, 25 May 2026 10:00:00 GMT" );
      mAnswers = { until, status( 200 ) };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) )->status, 200 );
      QCOMPARE( mClock->delays().last(), milliseconds( seconds( 12 ) ) );
    }

    void whoAsksForTooMuchPatienceIsReported()
    {
      mAnswers = { status( 503, "3600" ) };
      QCOMPARE( answerOf( mTransport->send( repeatable() ) )->status, 503 );
      QCOMPARE( mWire->sentCount(), 1 );
    }

    void anOddRetryAfterIsNone()
    {
      for ( const char *odd : { "soon", "-5", "", "99999999999999999999", "1e3" } )
      {
        mAnswers = { status( 503, odd ), status( 200 ) };
        QVERIFY( answerOf( mTransport->send( repeatable() ) ) );
        QCOMPARE( mClock->delays().last(), milliseconds( 500 ) );
      }
    }

    void bytesThatWereTakenAreNotSentTwice()
    {
      QByteArray got;
      HttpRequest request = repeatable();
      request.sink = [&got]( const QByteArray &bytes ) -> Result<void>
      {
        got += bytes;
        return {};
      };
      mAnswers = { cut( "hello", 2 ), status( 200 ) };
      QCOMPARE( answerOf( mTransport->send( request ) ).error().kind, ErrorKind::MalformedReply );
      QCOMPARE( mWire->sentCount(), 1 );
      QCOMPARE( got, QByteArray( "he" ) );

      got.clear();
      FakeResponse good;
      good.body = "hello";
      mAnswers = { dropped(), cut( "hello", 0 ), good };
      QVERIFY( answerOf( mTransport->send( request ) ) );
      QCOMPARE( got, QByteArray( "hello" ) );
    }

    void cancelEndsTheWait()
    {
      mAnswers = { status( 503 ) };
      Call<HttpResponse> call = mTransport->send( repeatable() );
      QCOMPARE( mClock->waitingCount(), 1 );
      call.cancel();
      QVERIFY( call.isResolved() );
      QCOMPARE( mClock->waitingCount(), 0 );
      mClock->advance( std::chrono::hours( 1 ) );
      QCOMPARE( mWire->sentCount(), 1 );
      QCOMPARE( answerOf( call ).error().kind, ErrorKind::Canceled );
    }

    void cancelReachesTheTryInFlight()
    {
      mAnswers = { status( 503 ) };
      Call<HttpResponse> call = mTransport->send( repeatable() );
      mWire->hold();
      mClock->advance( seconds( 1 ) );
      QCOMPARE( mWire->heldCount(), 1 );
      call.cancel();
      QCOMPARE( mWire->heldCount(), 0 );
      QCOMPARE( answerOf( call ).error().kind, ErrorKind::Canceled );
    }

    void destroyingItEndsTheWait()
    {
      mAnswers = { status( 503 ) };
      Call<HttpResponse> call = mTransport->send( repeatable() );
      mTransport.reset();
      QVERIFY( call.isResolved() );
      QCOMPARE( answerOf( call ).error().kind, ErrorKind::Canceled );
    }

    void destroyingItLetsATryInFlightEnd()
    {
      mAnswers = { status( 503 ) };
      mWire->hold();
      Call<HttpResponse> call = mTransport->send( repeatable() );
      mTransport.reset();
      mWire->releaseAll();
      QCOMPARE( answerOf( call )->status, 503 );
    }

    void theRealClockWaitsToo()
    {
      SystemClock clock;
      RetryPolicy policy;
      policy.firstDelay = milliseconds( 2 );
      RetryingTransport transport( *mWire, clock, policy );
      mAnswers = { status( 503 ), status( 503 ), status( 200 ) };
      Call<HttpResponse> call = transport.send( repeatable() );
      QTRY_VERIFY( call.isResolved() );
      QCOMPARE( answerOf( call )->status, 200 );
      QCOMPARE( mWire->sentCount(), 3 );
    }
};

QTEST_GUILESS_MAIN( TestRetryingTransport )
#include "test_retryingtransport.moc"
