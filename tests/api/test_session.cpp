// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/session.h"

#include <QTest>

using namespace syncline;

class TestSession : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void addressesAreMadeUsable_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QString>( "url" );
      const auto row = []( const char *text, const char *url )
      { QTest::newRow( text ) << QString::fromUtf8( text ) << QString::fromUtf8( url ); };
      row( "https://app.merginmaps.com", "https://app.merginmaps.com" );
      row( "https://app.merginmaps.com/", "https://app.merginmaps.com" );
      row( "  app.merginmaps.com//  ", "https://app.merginmaps.com" );
      row( "localhost:5000", "https://localhost:5000" );
      row( "http://127.0.0.1:8080", "http://127.0.0.1:8080" );
      row( "HTTPS://Maps.Example.COM/Mergin/", "https://maps.example.com/Mergin" );
      row( "http://[::1]:8080", "http://[::1]:8080" );
    }

    void addressesAreMadeUsable()
    {
      QFETCH( QString, text );
      QFETCH( QString, url );
      const Result<QUrl> made = serverUrlFromText( text );
      QVERIFY2( made, qPrintable( made ? QString() : toLogLine( made.error() ) ) );
      QCOMPARE( made->toString(), url );
    }

    void whatIsNoAddressIsRefused_data()
    {
      QTest::addColumn<QString>( "text" );
      for ( const char *text :
            { "", "   ", "/", "https://", "ftp://maps.example.com", "file:///etc/passwd",
              "javascript:alert(1)", "https://ann:hush@maps.example.com", "https://hush@maps.example.com",
              "maps.example.com?x=1", "https://maps.example.com/#top", "not an address",
              "https://maps.example.com:99999", "https://ex ample.com", "https://%zz" } )
        QTest::newRow( text ) << QString::fromLatin1( text );
      QTest::newRow( "endless" ) << QStringLiteral( "https://maps.example.com/" ) +
                                      QString( 5000, QLatin1Char( 'x' ) );
    }

    void whatIsNoAddressIsRefused()
    {
      QFETCH( QString, text );
      const Result<QUrl> made = serverUrlFromText( text );
      QVERIFY2( !made, qPrintable( made ? made->toString() : QString() ) );
      QCOMPARE( made.error().kind, ErrorKind::NotAServer );
      QVERIFY( !made.error().detail.contains( QStringLiteral( "hush" ) ) );
    }

    void aTokenIsOverALittleBeforeItsEnd()
    {
      const QDateTime end( QDate( 2026, 5, 25 ), QTime( 22, 0 ), Qt::UTC );
      Session session( {} );
      QVERIFY( !session.isSignedIn() );
      QVERIFY( !session.isExpired( end.addDays( 1 ) ) );
      session.begin( { UserId{ 7 }, QStringLiteral( "ann" ), {}, "t", end } );
      QVERIFY( session.isSignedIn() );
      QVERIFY( !session.isExpired( end.addSecs( -60 ) ) );
      QVERIFY( session.isExpired( end.addSecs( -5 ) ) );
      QVERIFY( session.isExpired( end ) );
      session.begin( { UserId{ 7 }, QStringLiteral( "ann" ), {}, "t", {} } );
      QVERIFY( !session.isExpired( end.addYears( 100 ) ) ); // unknown: the server will tell
    }
};

QTEST_GUILESS_MAIN( TestSession )
#include "test_session.moc"
