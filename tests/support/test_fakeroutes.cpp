// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace syncline;

namespace
{
  const QByteArray CHUNK = "0e3b1c52-8f6e-4d0b-9d4c-2f1f6a7b8c9d";

  //! A server with what any call may ask about: people, a project, an open push.
  struct Asked
  {
      Asked()
      {
        server.addUser( QStringLiteral( "admin" ), QStringLiteral( "topsecret" ), {}, true );
        server.addUser( QStringLiteral( "ben" ), QStringLiteral( "topsecret" ) );
        id = server.createProject( QStringLiteral( "survey" ), QStringLiteral( "admin" ) ).toLatin1();
        server.commit( QString::fromLatin1( id ), QStringLiteral( "admin" ),
                       { { QStringLiteral( "a.txt" ), "a" } } );
        const FakeResponse granted =
          ask( "POST", "/v2/projects/" + id + "/collaborators", R"({"user":"ben","role":"reader"})" );
        user = QByteArray::number(
          QJsonDocument::fromJson( granted.body ).object().value( QStringLiteral( "id" ) ).toInt() );
      }

      FakeResponse ask( const QByteArray &verb, const QByteArray &target, const QByteArray &body = {} )
      {
        FakeRequest request;
        request.verb = verb;
        request.target = target;
        request.headers = { { "Authorization", "Bearer " + server.tokenFor( QStringLiteral( "admin" ) ) } };
        if ( !body.isEmpty() )
          request.headers.append(
            std::make_pair( QByteArray( "Content-Type" ), QByteArray( "application/json" ) ) );
        request.body = body;
        return server.handle( request );
      }

      //! Begins a push of one small file; its transaction.
      QByteArray push()
      {
        const FakeResponse begun = ask(
          "POST", "/v1/project/push/mergin/survey",
          R"({"version":"v1","changes":{"added":[{"path":"b.txt","checksum":"e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98",)"
          R"("size":1,"chunks":[")" +
            CHUNK + R"("]}],"updated":[],"removed":[]}})" );
        return QJsonDocument::fromJson( begun.body )
          .object()
          .value( QStringLiteral( "transaction" ) )
          .toString()
          .toLatin1();
      }

      //! A call of the list, with what it needs at hand in the place of {…}.
      FakeResponse about( const QByteArray &verb, const QByteArray &pattern )
      {
        QByteArray target = pattern;
        if ( pattern.contains( "{tx}" ) )
        {
          if ( transaction.isEmpty() )
            transaction = push();
          if ( pattern.contains( "/finish/" ) )
            ask( "POST", "/v1/project/push/chunk/" + transaction + '/' + CHUNK, "b" );
        }
        if ( pattern.startsWith( "/v1/workspace/" ) || pattern.startsWith( "/v2/workspaces/" ) )
          target.replace( "{id}", "1" );
        target.replace( "{id}", id )
          .replace( "{ns}", "mergin" )
          .replace( "{name}", "survey" )
          .replace( "{vN}", "v1" );
        target.replace( "{tx}", transaction ).replace( "{chunk}", CHUNK ).replace( "{user_id}", user );
        target.replace( "{username}", "ben" );
        if ( pattern.contains( "/resource/history/" ) )
          target += "?path=a.txt";
        else if ( pattern.contains( "/project/raw/" ) )
          target += "?file=a.txt";
        else if ( pattern.endsWith( "/delta" ) )
          target += "?since=v0";
        else if ( pattern.contains( "paginated" ) || pattern.contains( "/workspaces/{id}/projects" ) )
          target += "?page=1&per_page=10";
        else if ( pattern.endsWith( "/by_uuids" ) )
          target += "?uuids=" + id;
        else if ( pattern.endsWith( "/diagnostic-logs" ) )
          target += "?app=test";
        return ask( verb, target, pattern.contains( "{chunk}" ) ? QByteArray( "b" ) : QByteArray() );
      }

      FakeServer server;
      QByteArray id;
      QByteArray user;
      QByteArray transaction;
  };
} // namespace

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
      QTest::addColumn<QByteArray>( "path" );
      QFile list( QStringLiteral( SYNCLINE_TEST_DATA "/community-calls.txt" ) );
      QVERIFY( list.open( QIODevice::ReadOnly ) );
      int count = 0;
      while ( !list.atEnd() )
      {
        const QByteArray line = list.readLine().trimmed();
        if ( line.isEmpty() || line.startsWith( '#' ) )
          continue;
        const QList<QByteArray> words = line.split( ' ' );
        QCOMPARE( words.size(), 2 );
        QTest::newRow( line.constData() ) << words.first() << words.last();
        ++count;
      }
      QVERIFY( count > 40 );
    }

    void everyCallOfACommunityServerIsThere()
    {
      QFETCH( QByteArray, verb );
      QFETCH( QByteArray, path );
      Asked asked;
      const FakeResponse answer = asked.about( verb, path );
      QVERIFY2( answer.status != 404 && answer.status != 405, answer.body.constData() );
      QVERIFY2( answer.status < 500, answer.body.constData() );
      QCOMPARE( Asked().about( verb, path + "/x/y/z" ).status, 404 ); // and not everything is
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
