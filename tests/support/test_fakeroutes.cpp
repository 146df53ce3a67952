// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeserver.h"

#include <QTest>

using namespace syncline;

/**
 * Every call that a community server has is answered: with what it asks about at hand, nobody hears that there is no such address.
 */
class TestFakeRoutes : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void everyCallOfACommunityServerIsThere_data()
    {
      QTest::addColumn<QByteArray>( "verb" );
      QTest::addColumn<QByteArray>( "target" );
      const char *const CALLS[][2] = {
        { "GET", "/ping" },
        { "GET", "/config" },
        { "POST", "/alive" },
        { "GET", "/v1/latest-version" },
        { "POST", "/v1/auth/login" },
        { "GET", "/v1/user/profile" },
        { "GET", "/v1/user/admin" },
        { "POST", "/v2/users" },
        { "POST", "/v2/diagnostic-logs?app=test" },
        { "GET", "/v1/project/paginated?page=1&per_page=10" },
        { "GET", "/v2/workspaces/1/projects?page=1&per_page=10" },
        { "POST", "/v1/project/by_names" },
        { "GET", "/v1/project/by_uuids?uuids={id}" },
        { "POST", "/v2/projects/batch" },
        { "GET", "/v2/projects/{id}" },
        { "GET", "/v1/project/mergin/survey" },
        { "GET", "/v1/project/by_uuid/{id}" },
        { "POST", "/v1/project/mergin" },
        { "POST", "/v1/project/clone/mergin/survey" },
        { "PATCH", "/v2/projects/{id}" },
        { "GET", "/v1/project/versions/paginated/mergin/survey?page=1&per_page=10" },
        { "GET", "/v1/project/version/{id}/v1" },
        { "GET", "/v1/resource/history/mergin/survey?path=a.txt" },
        { "GET", "/v1/resource/changesets/mergin/survey/v1" },
        { "GET", "/v1/project/raw/mergin/survey?file=a.txt" },
        { "GET", "/v2/projects/{id}/raw/diff" },
        { "POST", "/v1/project/push/mergin/survey" },
        { "POST", "/v2/projects/{id}/chunks" },
        { "POST", "/v2/projects/{id}/versions" },
        { "GET", "/v2/projects/{id}/delta?since=v0" },
        { "GET", "/v2/projects/{id}/collaborators" },
        { "POST", "/v2/projects/{id}/collaborators" },
        { "PUT", "/v1/project/mergin/survey" },
        { "GET", "/v1/workspaces" },
        { "GET", "/v1/workspace/1" },
        { "POST", "/v2/projects/{id}/scheduleDelete" },
        { "DELETE", "/v1/project/mergin/survey" },
        { "DELETE", "/v2/projects/{id}" },
        { "DELETE", "/v1/user" },
      };
      for ( const auto &call : CALLS )
        QTest::addRow( "%s %s", call[0], call[1] ) << QByteArray( call[0] ) << QByteArray( call[1] );
    }

    void everyCallOfACommunityServerIsThere()
    {
      QFETCH( QByteArray, verb );
      QFETCH( QByteArray, target );
      FakeServer server;
      server.addUser( QStringLiteral( "admin" ), QStringLiteral( "topsecret" ), {}, true );
      const QString id = server.createProject( QStringLiteral( "survey" ), QStringLiteral( "admin" ) );
      server.commit( id, QStringLiteral( "admin" ), { { QStringLiteral( "a.txt" ), "a" } } );
      FakeRequest request;
      request.verb = verb;
      request.target = target.replace( "{id}", id.toLatin1() );
      request.headers = { { "Authorization", "Bearer " + server.tokenFor( QStringLiteral( "admin" ) ) } };
      const FakeResponse answer = server.handle( request );
      QVERIFY2( answer.status != 404 && answer.status != 405, answer.body.constData() );
      QVERIFY2( answer.status < 500, answer.body.constData() );
    }

    void whatIsEnterprisesIsNotThere()
    {
      FakeServer server;
      server.addUser( QStringLiteral( "admin" ), QStringLiteral( "topsecret" ), {}, true );
      for ( const char *target : { "/v2/workspaces/1/members", "/v1/workspace/invitations",
                                   "/v1/workspace/1/usage", "/v2/sso/config", "/v1/nowhere" } )
      {
        FakeRequest request;
        request.verb = "GET";
        request.target = target;
        request.headers = { { "Authorization", "Bearer " + server.tokenFor( QStringLiteral( "admin" ) ) } };
        QCOMPARE( server.handle( request ).status, 404 );
      }
    }

    void diagnosticLogsAreText()
    {
      FakeServer server;
      const auto sent = [&server]( const char *target, const QByteArray &log )
      {
        FakeRequest request;
        request.verb = "POST";
        request.target = target;
        request.body = log;
        return server.handle( request ).status;
      };
      QCOMPARE( sent( "/v2/diagnostic-logs?app=test", "all is well\n" ), 200 ); // a stranger may, too
      QCOMPARE( sent( "/v2/diagnostic-logs", "all is well\n" ), 400 );
      QCOMPARE( sent( "/v2/diagnostic-logs?app=test", QByteArray() ), 400 );
      QCOMPARE( sent( "/v2/diagnostic-logs?app=test", QByteArray( 3, '\0' ) ), 400 );
      QCOMPARE( sent( "/v2/diagnostic-logs?app=test", QByteArray( 11 * 1024 * 1024, 'x' ) ), 413 );
    }
};

QTEST_GUILESS_MAIN( TestFakeRoutes )
#include "test_fakeroutes.moc"
