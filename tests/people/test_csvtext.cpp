// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/csvtext.h"

#include <QTest>

using namespace syncline;
using namespace syncline::people;

class TestCsvText : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void encodingsAreFound_data()
    {
      QTest::addColumn<QByteArray>( "bytes" );
      QTest::addColumn<int>( "encoding" );
      QTest::addColumn<QString>( "text" );
      const QString umlaut = QStringLiteral( "M\u00fcller" );
      QTest::newRow( "ascii" ) << QByteArray( "abc" ) << int( TextEncoding::Utf8 ) << QStringLiteral( "abc" );
      QTest::newRow( "utf-8" ) << umlaut.toUtf8() << int( TextEncoding::Utf8 ) << umlaut;
      QTest::newRow( "utf-8 with mark" )
        << QByteArray( "\xef\xbb\xbf" ) + umlaut.toUtf8() << int( TextEncoding::Utf8 ) << umlaut;
      QTest::newRow( "windows" ) << QByteArray( "M\xfcller" ) << int( TextEncoding::Windows1252 ) << umlaut;
      QTest::newRow( "windows, high" )
        << QByteArray( "5 \x80" ) << int( TextEncoding::Windows1252 ) << QStringLiteral( "5 \u20ac" );
      QTest::newRow( "utf-16 little" )
        << QByteArray( "\xff\xfeM\0\xfc\0", 6 ) << int( TextEncoding::Utf16 ) << QStringLiteral( "M\u00fc" );
      QTest::newRow( "utf-16 big" ) << QByteArray( "\xfe\xff\0M\0\xfc", 6 ) << int( TextEncoding::Utf16 )
                                    << QStringLiteral( "M\u00fc" );
      QTest::newRow( "utf-16 little without mark" )
        << QByteArray( "a\0b\0c\0", 6 ) << int( TextEncoding::Utf16 ) << QStringLiteral( "abc" );
      QTest::newRow( "utf-16 big without mark" )
        << QByteArray( "\0a\0b\0c", 6 ) << int( TextEncoding::Utf16 ) << QStringLiteral( "abc" );
      QTest::newRow( "empty" ) << QByteArray() << int( TextEncoding::Utf8 ) << QString();
    }
    void encodingsAreFound()
    {
      QFETCH( QByteArray, bytes );
      QFETCH( int, encoding );
      QFETCH( QString, text );
      const auto decoded = decodeText( bytes );
      QVERIFY( decoded.has_value() );
      QCOMPARE( int( decoded->encoding ), encoding );
      QCOMPARE( decoded->text, text );
    }

    void mixedEncodingsAreRefusedWithTheLine()
    {
      const auto decoded = decodeText( QByteArray( "M\xc3\xbcller\nok\nM\xfcller\n" ) );
      QVERIFY( !decoded );
      QVERIFY( decoded.error().detail.contains( QLatin1String( "line 3" ) ) );
      // told which one it is, it is that
      QCOMPARE( decodeText( QByteArray( "\xc3\xbc\xfc" ), TextEncoding::Windows1252 )->text,
                QStringLiteral( "\u00c3\u00bc\u00fc" ) );
      QVERIFY( !decodeText( QByteArray( "\xfc" ), TextEncoding::Utf8 ) );
      // a program, a picture
      const auto binary = decodeText( QByteArray( "ELF\n\0\0\0\1abc", 11 ) );
      QVERIFY( !binary && binary.error().detail.contains( QLatin1String( "line 2" ) ) );
    }

    void delimitersAreFound_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QChar>( "delimiter" );
      QTest::newRow( "comma" ) << "a,b\nc,d\n" << QChar::fromLatin1( ',' );
      QTest::newRow( "semicolon" ) << "a;b\n\"x,y\";d\nc;d" << QChar::fromLatin1( ';' );
      QTest::newRow( "tab" ) << "a\tb\nc\td\n" << QChar::fromLatin1( '\t' );
      QTest::newRow( "pipe" ) << "a|b|c\nc|d|e\n" << QChar::fromLatin1( '|' );
      QTest::newRow( "one column" ) << "a\nb\n" << QChar::fromLatin1( ',' );
      QTest::newRow( "semicolons with commas within" ) << "name;groups\na;x,y\nb;z\nc;w\n"
                                                       << QChar::fromLatin1( ';' );
    }
    void delimitersAreFound()
    {
      QFETCH( QString, text );
      QFETCH( QChar, delimiter );
      QCOMPARE( parseCsv( text )->delimiter, delimiter );
    }

    void quotesAndLineBreaksStayInCells()
    {
      const auto table = parseCsv( QStringLiteral( "a,\"b \"\"x\"\" \nc\"\r\n\r\n\"d\",e" ) );
      QVERIFY( table.has_value() );
      QCOMPARE( table->records.size(), 2 );
      QCOMPARE( table->records.at( 0 ).cells.at( 1 ), QStringLiteral( "b \"x\" \nc" ) );
      QCOMPARE( table->records.at( 1 ).line, 4 );
      QCOMPARE( table->records.at( 1 ).cells.at( 0 ), QStringLiteral( "d" ) );
    }

    void anOpenQuoteIsRefused()
    {
      const auto table = parseCsv( QStringLiteral( "a,b\nc,\"d\n" ) );
      QVERIFY( !table );
      QVERIFY( table.error().detail.contains( QLatin1String( "line 2" ) ) );
    }

    void formulasAreDefusedAndComeBack_data()
    {
      QTest::addColumn<QString>( "cell" );
      for ( const char *cell :
            { "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "plain", "'quoted", "" } )
        QTest::newRow( cell ) << QString::fromLatin1( cell );
    }
    void formulasAreDefusedAndComeBack()
    {
      QFETCH( QString, cell );
      const QString line = csvLine( { cell, QStringLiteral( "x" ) }, QLatin1Char( ',' ) );
      const auto table = parseCsv( line, QLatin1Char( ',' ) );
      const QString written = table->records.first().cells.first();
      QVERIFY( !isFormulaLike( written ) );
      QCOMPARE( withoutFormulaGuard( written ), cell );
    }
};

QTEST_GUILESS_MAIN( TestCsvText )
#include "test_csvtext.moc"
