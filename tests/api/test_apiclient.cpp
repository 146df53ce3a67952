// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/apiclient.h"
#include "core/api/endpoints.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace syncline;

namespace
{
  const QString ANN = QStringLiteral( "ann" );
  const QString PASSWORD = QStringLiteral( "Topsecret1!" );

  Credentials annsCredentials() { return { ANN, PASSWORD, {} }; }

  template<class T> Result<T> answerOf( Call<T> call )
  {
    Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "not resolved" ) );
    call.listen( [&answer]( const Result<T> &result ) { answer = result; } );
    return answer;
  }
} // namespace

class TestApiClient : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeServer> mServer;
    std::unique_ptr<FakeTransport> mTransport;
    std::unique_ptr<FakeClock> mClock;
    std::unique_ptr<Session> mSession;
    std::unique_ptr<ApiClient> mApi;

    AuthSession tokenWithLife( std::chrono::seconds life )
    {
      AuthSession auth;
      auth.userName = ANN;
      auth.token = mServer->tokenFor( ANN );
      auth.expires = mClock->now().addSecs( life.count() );
      return auth;
    }

    ErrorKind profileError()
    {
      const Result<UserProfile> profile = answerOf( mApi->call( endpoints::profile() ) );
      return profile ? ErrorKind::Bug : profile.error().kind;
    }

    int logins() { return mServer->requestCount( "POST", QStringLiteral( "/v1/auth/login" ) ); }

    void failLogins( int status )
    {
      FakeFault fault;
      fault.pathPattern = QStringLiteral( "/v1/auth/login" );
      fault.status = status;
      fault.times = 0;
      mServer->inject( fault );
    }

  private Q_SLOTS:
    void init()
    {
      mServer = std::make_unique<FakeServer>();
      mServer->addUser( ANN, PASSWORD );
      mTransport = std::make_unique<FakeTransport>( *mServer );
      mClock = std::make_unique<FakeClock>();
      mSession = std::make_unique<Session>( SessionData{} );
      mApi = std::make_unique<ApiClient>( *mTransport, *mSession, *mClock );
    }
    void cleanup() { mApi.reset(); }

    void aGoodTokenIsSentAndNothingElse()
    {
      mSession->begin( tokenWithLife( std::chrono::hours( 1 ) ) );
      const Result<UserProfile> profile = answerOf( mApi->call( endpoints::profile() ) );
      QVERIFY2( profile, qPrintable( profile ? QString() : toLogLine( profile.error() ) ) );
      QCOMPARE( profile->userName, ANN );
      QCOMPARE( mTransport->log(), QStringList( { QStringLiteral( "sent GET v1/user/profile" ),
                                                  QStringLiteral( "answered 200 v1/user/profile" ) } ) );
    }

    void whoHasAPasswordIsSignedInWhenItIsNeeded()
    {
      mSession->setCredentials( annsCredentials() );
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QVERIFY( mSession->isSignedIn() );
      QCOMPARE( logins(), 1 );
    }

    void callsThatNeedNoTokenGetNone()
    {
      mSession->setCredentials( annsCredentials() );
      QVERIFY( answerOf( mApi->call( endpoints::ping() ) ) );
      QVERIFY( answerOf( mApi->call( endpoints::serverConfig() ) ) );
      QCOMPARE( logins(), 0 );
    }

    void aStrangerIsRefusedWithoutAsking()
    {
      QCOMPARE( profileError(), ErrorKind::Unauthorized );
      QCOMPARE( mServer->requestCount(), 0 );
    }

    void anExpiredTokenIsRenewedBeforeItIsUsed()
    {
      mSession->setCredentials( annsCredentials() );
      mSession->begin( tokenWithLife( std::chrono::hours( 1 ) ) );
      const QByteArray old = mSession->data().auth->token;
      QSignalSpy spy( mApi.get(), &ApiClient::sessionRenewed );
      mClock->advance( std::chrono::minutes( 59 ) );
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QCOMPARE( logins(), 0 );
      mClock->advance( std::chrono::seconds( 55 ) );
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QCOMPARE( logins(), 1 );
      QCOMPARE( spy.count(), 1 );
      QCOMPARE( spy.first().first().value<AuthSession>().token, mSession->data().auth->token );
      QVERIFY( mSession->data().auth->expires > mClock->now() );
    }

    void oneRenewalServesAllWhoWait()
    {
      mSession->setCredentials( annsCredentials() );
      mSession->begin( tokenWithLife( std::chrono::seconds( 0 ) ) );
      mTransport->hold();
      QList<Call<UserProfile>> calls;
      for ( int i = 0; i < 5; ++i )
        calls.append( mApi->call( endpoints::profile() ) );
      QCOMPARE( mTransport->log(), QStringList( QStringLiteral( "sent POST v1/auth/login" ) ) );
      mTransport->releaseAll();
      for ( const Call<UserProfile> &call : std::as_const( calls ) )
        QVERIFY( answerOf( call ) );
      QCOMPARE( logins(), 1 );
      QCOMPARE( mServer->requestCount(), 6 );
    }

    void aRefusedRenewalIsUnauthorizedForAllAndNotTriedAgain()
    {
      mSession->setCredentials( { ANN, QStringLiteral( "wrong" ), {} } );
      mSession->begin( tokenWithLife( std::chrono::seconds( 0 ) ) );
      mTransport->hold();
      QList<Call<UserProfile>> calls;
      for ( int i = 0; i < 3; ++i )
        calls.append( mApi->call( endpoints::profile() ) );
      mTransport->releaseAll();
      for ( const Call<UserProfile> &call : std::as_const( calls ) )
      {
        const Result<UserProfile> profile = answerOf( call );
        QVERIFY( !profile );
        QCOMPARE( profile.error().kind, ErrorKind::Unauthorized );
      }
      QCOMPARE( profileError(), ErrorKind::Unauthorized );
      QCOMPARE( logins(), 1 );

      mSession->setCredentials( annsCredentials() );
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QCOMPARE( logins(), 2 );
    }

    void aRenewalThatDidNotReachTheServerSaysSo()
    {
      mSession->setCredentials( annsCredentials() );
      failLogins( 503 );
      QCOMPARE( profileError(), ErrorKind::ServerFailure );
      mServer->clearFaults();
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) ); // and the next call tries again
    }

    void withoutPasswordAnExpiredTokenIsUnauthorizedEvenWhereStrangersMayLook()
    {
      mSession->begin( tokenWithLife( std::chrono::seconds( 0 ) ) );
      QCOMPARE( profileError(), ErrorKind::Unauthorized );
      Endpoint<ServerVersion> open = endpoints::ping();
      open.auth = Auth::IfSignedIn;
      QVERIFY( !answerOf( mApi->call( open ) ) );
      QCOMPARE( mServer->requestCount(), 0 );
      mSession->end();
      QVERIFY( answerOf( mApi->call( open ) ) );
    }

    void aTokenThatTheServerRefusesIsRenewedOnce()
    {
      mSession->setCredentials( annsCredentials() );
      AuthSession auth = tokenWithLife( std::chrono::hours( 1 ) );
      auth.token = "looks.good.here";
      mSession->begin( auth );
      QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QCOMPARE( logins(), 1 );
      QCOMPARE( mServer->requestCount(), 3 );
    }

    //! The server then takes us for a stranger: "no permissions", as if somebody had taken the project away.
    void aTokenThatEndsOnTheWayIsRenewed()
    {
      const ProjectId project =
        *ProjectId::fromString( mServer->createProject( QStringLiteral( "survey" ), ANN ) );
      const auto askLate = [this, &project]
      {
        mSession->begin( tokenWithLife( std::chrono::hours( 1 ) ) );
        mTransport->hold();
        Call<ProjectInfo> call = mApi->call( endpoints::projectInfoById( project ) );
        mServer->moveClock( std::chrono::hours( 13 ) );
        mClock->advance( std::chrono::hours( 13 ) );
        mTransport->releaseAll();
        return answerOf( call );
      };
      QCOMPARE( askLate().error().kind, ErrorKind::Unauthorized ); // no password is known
      mSession->setCredentials( annsCredentials() );
      QVERIFY( askLate() );
      QCOMPARE( logins(), 1 );
    }

    void aServerThatAlwaysRefusesIsNotAskedForever()
    {
      mSession->setCredentials( annsCredentials() );
      FakeFault fault;
      fault.pathPattern = QStringLiteral( "/v1/user/profile" );
      fault.status = 401;
      fault.times = 0;
      mServer->inject( fault );
      QCOMPARE( profileError(), ErrorKind::Unauthorized );
      QVERIFY( mServer->requestCount() <= 4 );
    }

    void theServersClockCounts()
    {
      mSession->setCredentials( annsCredentials() );
      mClock->advance( std::chrono::hours( 24 * 365 * 10 ) ); // this computer's clock is wrong by years
      FakeFault fault;
      fault.kind = FakeFault::Kind::Rewrite;
      fault.times = 0;
      fault.rewrite = []( FakeResponse &answer )
      {
        const QString now = QLocale::c().toString( QDateTime::currentDateTimeUtc(),
                                                   QStringLiteral( "ddd, dd MMM yyyy hh:mm:ss" ) );
        answer.setHeader( "Date", now.toLatin1() + " GMT" );
      };
      mServer->inject( fault );
      for ( int i = 0; i < 3; ++i )
        QVERIFY( answerOf( mApi->call( endpoints::profile() ) ) );
      QCOMPARE( logins(), 1 );
    }

    void cancelingOneOfThoseWhoWaitLeavesTheOthers()
    {
      mSession->setCredentials( annsCredentials() );
      mTransport->hold();
      Call<UserProfile> first = mApi->call( endpoints::profile() );
      Call<UserProfile> second = mApi->call( endpoints::profile() );
      first.cancel();
      mTransport->releaseAll();
      QCOMPARE( answerOf( first ).error().kind, ErrorKind::Canceled );
      QVERIFY( answerOf( second ) );
      QCOMPARE( mServer->requestCount(), 2 );
    }

    void cancelReachesTheTransport()
    {
      mSession->begin( tokenWithLife( std::chrono::hours( 1 ) ) );
      mTransport->hold();
      Call<UserProfile> call = mApi->call( endpoints::profile() );
      call.cancel();
      QCOMPARE( mTransport->log().last(), QStringLiteral( "canceled v1/user/profile" ) );
    }

    void destroyingTheClientEndsWhatWaits()
    {
      mSession->setCredentials( annsCredentials() );
      mTransport->hold();
      Call<UserProfile> call = mApi->call( endpoints::profile() );
      mApi.reset();
      QCOMPARE( answerOf( call ).error().kind, ErrorKind::Canceled );
      mTransport->releaseAll();
    }

    void everyAnswerWithoutSuccessBecomesAnError()
    {
      for ( const int status : { 400, 403, 404, 422, 429, 500, 503 } )
      {
        FakeFault fault;
        fault.status = status;
        mServer->inject( fault );
        mSession->begin( tokenWithLife( std::chrono::hours( 1 ) ) );
        const Result<UserProfile> profile = answerOf( mApi->call( endpoints::profile() ) );
        QVERIFY( !profile );
        QVERIFY( profile.error().detail.startsWith( QStringLiteral( "HTTP %1" ).arg( status ) ) );
      }
    }
};

QTEST_GUILESS_MAIN( TestApiClient )
#include "test_apiclient.moc"
