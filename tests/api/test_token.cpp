// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/token.h"

#include <QTest>

using namespace syncline;

namespace
{
  QString tokenWith( const QByteArray &payload, bool isCompressed )
  {
    const QByteArray bytes = isCompressed ? qCompress( payload ).mid( 4 ) : payload;
    const QByteArray text = bytes.toBase64( QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals );
    return QString::fromLatin1( ( isCompressed ? "." : "" ) + text + ".awLz0w.z35XmKVbMfcS0" );
  }

  const QByteArray PAYLOAD = "{\"user_id\":7,\"username\":\"john.doe\",\"email\":\"j@example.com\","
                             "\"expire\":\"2026-05-25 22:00:00.123456+00:00\"}";
} // namespace

class TestToken : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void tellsWhoseItIsAndUntilWhen_data()
    {
      QTest::addColumn<QString>( "token" );
      QTest::newRow( "plain" ) << tokenWith( PAYLOAD, false );
      QTest::newRow( "compressed" ) << tokenWith( PAYLOAD, true );
      QTest::newRow( "with the word before it" )
        << QStringLiteral( " Bearer " ) + tokenWith( PAYLOAD, true ) + QStringLiteral( "\n" );
      QTest::newRow( "long" ) << tokenWith( PAYLOAD + QByteArray( 2000, ' ' ), true );
    }

    void tellsWhoseItIsAndUntilWhen()
    {
      QFETCH( QString, token );
      const Result<AuthSession> auth = authFromToken( token );
      QVERIFY2( auth, qPrintable( auth ? QString() : toLogLine( auth.error() ) ) );
      QCOMPARE( auth->userId.value, qint64( 7 ) );
      QCOMPARE( auth->userName, QStringLiteral( "john.doe" ) );
      QCOMPARE( auth->email, QStringLiteral( "j@example.com" ) );
      QCOMPARE( auth->expires, QDateTime( QDate( 2026, 5, 25 ), QTime( 22, 0, 0, 123 ), Qt::UTC ) );
      QVERIFY( !auth->token.contains( ' ' ) );
      QVERIFY( auth->token.endsWith( ".awLz0w.z35XmKVbMfcS0" ) );
    }

    void aTokenOfARealServerIsRead()
    {
      // as recorded; its user exists on that server only, and its time is over
      const Result<AuthSession> auth = authFromToken( QStringLiteral(
        ".eJw1jMsKgCAQAH8l9lrGuvbcU38SUnsQtMQIgujfE6LbwAxzgwTrPDBY7xaZ5LIheqmXPUAFckWXJEtC6pTWikyBmlvD"
        "ZOqhG_tmKBEZMbfnIWl2KzB9vNkg_xaeF0_9HjI.awLz0w.z35XmKVbMfcS0-63--_ya_gdRWw" ) );
      QVERIFY2( auth, qPrintable( auth ? QString() : toLogLine( auth.error() ) ) );
      QCOMPARE( auth->userName, QStringLiteral( "alice" ) );
      QVERIFY( auth->expires.isValid() );
    }

    void whatIsNoTokenIsRefusedWithoutRepeatingIt_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::newRow( "empty" ) << QString();
      QTest::newRow( "a word" ) << QStringLiteral( "hush-hush" );
      QTest::newRow( "two parts" ) << QStringLiteral( "aGVsbG8.hush" );
      QTest::newRow( "no base64" ) << QStringLiteral( "h*sh.awLz0w.sig" );
      QTest::newRow( "no JSON" ) << QStringLiteral( "aGVsbG8.awLz0w.hush" );
      QTest::newRow( "no zlib" ) << QStringLiteral( ".aGVsbG8.awLz0w.hush" );
      QTest::newRow( "no time" ) << tokenWith( "{\"username\":\"hush\"}", false );
      QTest::newRow( "no name" ) << tokenWith( "{\"expire\":\"2026-05-25 22:00:00+00:00\"}", false );
      QTest::newRow( "line break" ) << tokenWith( PAYLOAD, false ) + QStringLiteral( "\r\nX-Evil: hush" );
      QTest::newRow( "much too long" ) << QString( 100000, QLatin1Char( 'h' ) );
    }

    void whatIsNoTokenIsRefusedWithoutRepeatingIt()
    {
      QFETCH( QString, text );
      const Result<AuthSession> auth = authFromToken( text );
      QVERIFY( !auth );
      QCOMPARE( auth.error().kind, ErrorKind::InvalidInput );
      QVERIFY( !auth.error().detail.contains( QStringLiteral( "hush" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestToken )
#include "test_token.moc"
