// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "tests/api/answers.h"

#include <QJsonArray>
#include <QTest>

using namespace syncline;

namespace
{
  QJsonObject loginAnswer()
  {
    return objectOf(
      "{'disk_usage':null,'email':'alice@example.com','first_name':null,'has_project':false,'id':7,'name':'',"
      "'session':{'expire':'2026-05-25T22:00:00.123456+00:00','token':'.eJw1.awLz0w.z35X'},'tier':'free',"
      "'username':'alice','verified_email':false}" );
  }
  QJsonObject profileAnswer()
  {
    return objectOf(
      "{'id':7,'username':'john.doe','email':'john.doe@example.com','name':'John Doe','preferred_workspace':1,"
      "'last_signed_in':'2026-05-25T10:00:00.100000','workspaces':[{'id':1,'name':'mergin','role':'writer'},"
      "{'id':2,'name':'other','role':'chief'}],'invitations':[]}" );
  }
  [[nodiscard]] Result<AuthSession> signedIn( const QJsonObject &object )
  {
    return endpoints::login( QStringLiteral( "a" ), QStringLiteral( "b" ) ).decode( answerWith( object ) );
  }
} // namespace

class TestEndpointsAccount : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void signingInSendsNameAndPasswordOnly()
    {
      const auto endpoint =
        endpoints::login( QStringLiteral( "j\u00f6rg \"x\"" ), QStringLiteral( "p\u00e4ss\\word" ) );
      QCOMPARE( endpoint.request.verb, HttpVerb::Post );
      QCOMPARE( endpoint.request.target(), QByteArray( "v1/auth/login" ) );
      QCOMPARE( endpoint.request.header( "content-type" ), QByteArray( "application/json" ) );
      QCOMPARE( endpoint.auth, Auth::None );
      const QJsonObject body = QJsonDocument::fromJson( endpoint.request.body ).object();
      QCOMPARE( body.size(), 2 );
      QCOMPARE( body.value( QStringLiteral( "login" ) ).toString(), QStringLiteral( "j\u00f6rg \"x\"" ) );
      QCOMPARE( body.value( QStringLiteral( "password" ) ).toString(), QStringLiteral( "p\u00e4ss\\word" ) );
    }

    void aSignInIsRead()
    {
      const Result<AuthSession> auth = signedIn( loginAnswer() );
      QVERIFY2( auth, qPrintable( auth ? QString() : toLogLine( auth.error() ) ) );
      QCOMPARE( auth->userId.value, 7ll );
      QCOMPARE( auth->userName, QStringLiteral( "alice" ) );
      QCOMPARE( auth->email, QStringLiteral( "alice@example.com" ) );
      QCOMPARE( auth->token, QByteArray( ".eJw1.awLz0w.z35X" ) );
      QCOMPARE( auth->expires, QDateTime( QDate( 2026, 5, 25 ), QTime( 22, 0, 0, 123 ), Qt::UTC ) );
    }

    void timesComeInManyForms_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QDateTime>( "time" );
      const QDateTime whole( QDate( 2026, 5, 25 ), QTime( 22, 0 ), Qt::UTC );
      QTest::newRow( "seconds" ) << QStringLiteral( "2026-05-25T22:00:00Z" ) << whole;
      QTest::newRow( "fraction" ) << QStringLiteral( "2026-05-25T22:00:00.500000Z" ) << whole.addMSecs( 500 );
      QTest::newRow( "offset" ) << QStringLiteral( "2026-05-26T00:00:00+02:00" ) << whole;
      QTest::newRow( "negative offset" ) << QStringLiteral( "2026-05-25T17:30:00-04:30" ) << whole;
      QTest::newRow( "no zone" ) << QStringLiteral( "2026-05-25T22:00:00.000001" ) << whole;
      QTest::newRow( "blank" ) << QStringLiteral( "2026-05-25 22:00:00.123456+00:00" )
                               << whole.addMSecs( 123 );
    }

    void timesComeInManyForms()
    {
      QFETCH( QString, text );
      QFETCH( QDateTime, time );
      QJsonObject session = loginAnswer().value( QStringLiteral( "session" ) ).toObject();
      const Result<AuthSession> auth =
        signedIn( with( loginAnswer(), "session", with( session, "expire", text ) ) );
      QVERIFY( auth );
      QCOMPARE( auth->expires, time );
    }

    void absurdSignInsAreMalformed()
    {
      const QJsonObject session = loginAnswer().value( QStringLiteral( "session" ) ).toObject();
      for ( const QJsonObject &bad :
            { with( loginAnswer(), "session", QJsonValue::Undefined ), with( loginAnswer(), "id", 0 ),
              with( loginAnswer(), "id", -7 ), with( loginAnswer(), "username", QJsonValue::Null ),
              with( loginAnswer(), "session", with( session, "token", 5 ) ),
              with( loginAnswer(), "session", with( session, "expire", QStringLiteral( "soon" ) ) ) } )
        QCOMPARE( signedIn( bad ).error().kind, ErrorKind::MalformedReply );
    }

    void aTokenCannotSmuggleHeaders()
    {
      const QJsonObject session = loginAnswer().value( QStringLiteral( "session" ) ).toObject();
      for ( const QString &token : { QString(), QStringLiteral( "a\r\nX-Evil: 1" ), QStringLiteral( "a b" ),
                                     QStringLiteral( "\u00e4" ) } )
        QCOMPARE( signedIn( with( loginAnswer(), "session", with( session, "token", token ) ) ).error().kind,
                  ErrorKind::MalformedReply );
    }

    void aPageInsteadOfASignInIsAnotherServer()
    {
      const auto decode = endpoints::login( {}, {} ).decode;
      QCOMPARE( decode( answerWith( QByteArray( "<html>Welcome to Hotel Wifi</html>" ) ) ).error().kind,
                ErrorKind::NotAServer );
    }

    void aProfileIsRead()
    {
      const Result<UserProfile> profile = endpoints::profile().decode( answerWith( profileAnswer() ) );
      QVERIFY2( profile, qPrintable( profile ? QString() : toLogLine( profile.error() ) ) );
      QCOMPARE( profile->id.value, 7ll );
      QCOMPARE( profile->fullName, QStringLiteral( "John Doe" ) );
      QCOMPARE( profile->preferredWorkspace->value, 1ll );
      QCOMPARE( profile->workspaces.size(), 2 );
      QCOMPARE( profile->workspaces.at( 0 ).role, WorkspaceRole::Writer );
      QCOMPARE( profile->workspaces.at( 1 ).role,
                WorkspaceRole::None ); // a role that we do not know gives no right
      QVERIFY( !endpoints::profile()
                  .decode( answerWith( with( profileAnswer(), "preferred_workspace", QJsonValue::Null ) ) )
                  ->preferredWorkspace );
    }

    void workspacesAreRead()
    {
      const auto decode = endpoints::workspaces().decode;
      const Result<QList<Workspace>> list = decode( answerWith( QByteArray(
        "[{\"id\":1,\"name\":\"mergin\",\"storage\":10737418240,\"disk_usage\":123456,\"project_count\":4,\"role\":\"admin\"}]" ) ) );
      QVERIFY( list );
      QCOMPARE( list->first().storageLimitBytes, 10737418240ll );
      QCOMPARE( list->first().usedBytes, 123456ll );
      QCOMPARE( list->first().projectCount, 4 );
      QCOMPARE( list->first().role, WorkspaceRole::Admin );
      for ( const char *bad : { "{}", "[5]", "[{\"id\":1}]", "[{\"id\":\"1\",\"name\":\"x\"}]",
                                "[{\"id\":1,\"name\":\"x\",\"storage\":-5}]" } )
        QVERIFY2( !decode( answerWith( QByteArray( bad ) ) ), bad );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsAccount )
#include "test_endpoints_account.moc"
