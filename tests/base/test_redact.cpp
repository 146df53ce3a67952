// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/redact.h"

#include <QTest>

using namespace syncline;

class TestRedact : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void secretsAndPeopleAreTakenOut_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QString>( "secret" );
      const auto row = []( const char *name, const char *text, const char *secret )
      { QTest::newRow( name ) << QString::fromLatin1( text ) << QString::fromLatin1( secret ); };
      row( "header", "Authorization: Bearer .eJw1jMs.awLz0w.z35XmK sent", "eJw1jMs" );
      row( "short bearer", "got Bearer abc, and more", "abc" );
      row(
        "token alone",
        "token .eJw1jMsKgCAQAH8l9lrGuvbcU38SUnsQtMQIgujfE6LbwAxzgw.awLz0w.z35XmKVbMfcS0-63--_ya_gdRWw refused",
        "z35XmKVbMfcS0" );
      row( "json password", "{\"login\":\"ann\",\"password\":\"Topsecret1!\"}", "Topsecret1" );
      row( "json password with blanks", "{\"password\" : \"two words\"}", "two words" );
      row( "query", "GET /x?api_key=12345&page=1", "12345" );
      row( "environment", "MERGIN_URL=x password=hush", "hush" );
      row( "mail", "ann.smith@example.com is unknown", "ann.smith" );
      row( "encoded mail", "GET v2/sso/connections?email=ann%40example.com", "ann" );
      row( "address with password", "https://ann:hush@maps.example.com/x", "hush" );
    }

    void secretsAndPeopleAreTakenOut()
    {
      QFETCH( QString, text );
      QFETCH( QString, secret );
      QVERIFY( text.contains( secret ) );
      const QString clean = redacted( text );
      QVERIFY2( !clean.contains( secret ), qPrintable( clean ) );
      QVERIFY( clean.contains( QStringLiteral( "***" ) ) );
    }

    void ordinaryTextStays_data()
    {
      QTest::addColumn<QString>( "text" );
      for ( const char *text :
            { "HTTP 409: Project version mismatch [ProjectVersionExists]",
              "GET v1/project/raw/my%20team/survey?file=photos/a.jpg", "https://maps.example.com/v1/ping",
              "Unsupported file name detected: 'a:b.txt'", "survey.gpkg-diff-1b9f of v12" } )
        QTest::newRow( text ) << QString::fromLatin1( text );
    }

    void ordinaryTextStays()
    {
      QFETCH( QString, text );
      QCOMPARE( redacted( text ), text );
    }
};

QTEST_GUILESS_MAIN( TestRedact )
#include "test_redact.moc"
