// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/loggingtransport.h"
#include "tests/support/faketransport.h"

#include <QLoggingCategory>
#include <QTest>

using namespace syncline;

namespace
{
  QStringList sLines;

  void keep( QtMsgType, const QMessageLogContext &, const QString &text ) { sLines.append( text ); }
} // namespace

class TestLoggingTransport : public QObject
{
    Q_OBJECT

    FakeResponse mAnswer;

    //! All that is logged of a request.
    QString logOf( const HttpRequest &request )
    {
      FakeTransport wire( [this]( const FakeRequest & ) { return mAnswer; } );
      LoggingTransport transport( wire );
      sLines.clear();
      const QtMessageHandler before = qInstallMessageHandler( keep );
      transport.send( request );
      qInstallMessageHandler( before );
      return sLines.join( QLatin1Char( '\n' ) );
    }

  private Q_SLOTS:
    void init()
    {
      mAnswer = {};
      QLoggingCategory::setFilterRules( QStringLiteral( "syncline.net.debug=true" ) );
    }

    void aRequestAndItsAnswerAreToldInTwoLines()
    {
      HttpRequest request;
      request.path = "v1/project/paginated";
      request.query.addQueryItem( QStringLiteral( "page" ), QStringLiteral( "2" ) );
      mAnswer.status = 404;
      mAnswer.body = "gone";
      const QString log = logOf( request );
      QCOMPARE( sLines.size(), 2 );
      QVERIFY2( log.contains( QStringLiteral( "-> GET v1/project/paginated?page=2" ) ), qPrintable( log ) );
      QVERIFY2( log.contains( QStringLiteral( "<- 404 for GET v1/project/paginated?page=2 (4 bytes" ) ),
                qPrintable( log ) );
    }

    void troubleIsTold()
    {
      HttpRequest request;
      request.path = "ping";
      mAnswer.isDropped = true;
      QVERIFY( logOf( request ).contains( QStringLiteral( "<- Offline" ) ) );
    }

    void noSecretIsEverLogged()
    {
      HttpRequest request;
      request.verb = HttpVerb::Post;
      request.path = "v1/auth/login";
      request.headers = { HttpHeader( "Authorization", "Bearer hush.awLz0w.hush" ),
                          HttpHeader( "X-Api-Key", "hush" ) };
      request.body = "{\"login\":\"hush@example.com\",\"password\":\"hush\"}";
      for ( const char *key : { "token", "api_key", "apikey", "key", "password", "email", "login_hint",
                                "user", "uuids", "unheard_of" } )
        request.query.addQueryItem( QString::fromLatin1( key ), QStringLiteral( "hush" ) );
      mAnswer.body = "{\"session\":{\"token\":\"hush\"}}";
      mAnswer.headers = { { "Set-Cookie", "session=hush" } };
      const QString log = logOf( request );
      QCOMPARE( sLines.size(), 2 );
      QVERIFY2( !log.contains( QStringLiteral( "hush" ) ), qPrintable( log ) );
      QVERIFY( log.contains( QStringLiteral( "password=***" ) ) );
    }

    void secretsInAPathAreTakenOut()
    {
      HttpRequest request;
      request.path = "v1/user/ann%40example.com";
      const QString log = logOf( request );
      QVERIFY2( !log.contains( QStringLiteral( "ann" ) ), qPrintable( log ) );
    }

    void nothingIsLoggedUnlessAskedFor()
    {
      QLoggingCategory::setFilterRules( QStringLiteral( "syncline.net.debug=false" ) );
      HttpRequest request;
      request.path = "ping";
      QVERIFY( logOf( request ).isEmpty() );
    }
};

QTEST_GUILESS_MAIN( TestLoggingTransport )
#include "test_loggingtransport.moc"
