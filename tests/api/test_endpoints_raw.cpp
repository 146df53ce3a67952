// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"

#include <QTest>

using namespace syncline;

namespace
{
  const QByteArray CONTENT = "0123456789";

  struct Outcome
  {
      Result<qint64> count = 0;
      QByteArray bytes;
  };

  HttpResponse head( int status, const QByteArray &contentRange = {} )
  {
    HttpResponse made;
    made.status = status;
    if ( !contentRange.isEmpty() )
      made.headers.append( HttpHeader( "Content-Range", contentRange ) );
    return made;
  }

  endpoints::RawRange range( qint64 first, qint64 last )
  {
    return { *ProjectName::fromString( QStringLiteral( "mergin/my trees" ) ),
             *RelPath::fromString( QStringLiteral( "photos/a+b.jpg" ) ), Version( 7 ), first, last };
  }

  //! What a transport does with that answer, the body in pieces of three bytes.
  Outcome download( const endpoints::RawRange &what, const HttpResponse &given, const QByteArray &body )
  {
    Outcome outcome;
    const auto endpoint = endpoints::rawFile( what,
                                              [&outcome]( const QByteArray &bytes ) -> Result<void>
                                              {
                                                outcome.bytes += bytes;
                                                return {};
                                              } );
    Result<void> step = endpoint.request.onHead( given );
    for ( int at = 0; step && at < body.size(); at += 3 )
      step = endpoint.request.sink( body.mid( at, 3 ) );
    outcome.count = step ? endpoint.decode( given ) : Result<qint64>( tl::unexpected<Error>( step.error() ) );
    return outcome;
  }
} // namespace

class TestEndpointsRaw : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void theQuestionNamesFileVersionAndRange()
    {
      const auto sink = []( const QByteArray & ) -> Result<void> { return {}; };
      const auto part = endpoints::rawFile( range( 3, 5 ), sink );
      QCOMPARE( part.request.target(),
                QByteArray( "v1/project/raw/mergin/my%20trees?file=photos%2Fa%2Bb.jpg&version=v7" ) );
      QCOMPARE( part.request.header( "Range" ), QByteArray( "bytes=3-5" ) );
      QCOMPARE( endpoints::rawFile( range( 3, -1 ), sink ).request.header( "Range" ),
                QByteArray( "bytes=3-" ) );
      QCOMPARE( endpoints::rawFile( range( 0, -1 ), sink ).request.header( "Range" ), QByteArray() );
      QCOMPARE( endpoints::rawFile( range( 0, 5 ), sink ).request.header( "Range" ),
                QByteArray( "bytes=0-5" ) );
    }

    void goodAnswersGiveTheBytesAskedFor_data()
    {
      QTest::addColumn<int>( "first" );
      QTest::addColumn<int>( "last" );
      QTest::addColumn<int>( "status" );
      QTest::addColumn<QByteArray>( "contentRange" );
      QTest::addColumn<QByteArray>( "body" );
      QTest::addColumn<QByteArray>( "bytes" );
      QTest::newRow( "whole" ) << 0 << -1 << 200 << QByteArray() << CONTENT << CONTENT;
      QTest::newRow( "empty" ) << 0 << -1 << 200 << QByteArray() << QByteArray() << QByteArray();
      QTest::newRow( "part" ) << 3 << 5 << 206 << QByteArray( "bytes 3-5/10" ) << QByteArray( "345" )
                              << QByteArray( "345" );
      QTest::newRow( "part, size unknown" )
        << 3 << 5 << 206 << QByteArray( "bytes 3-5/*" ) << QByteArray( "345" ) << QByteArray( "345" );
      QTest::newRow( "from the middle" )
        << 7 << -1 << 206 << QByteArray( "bytes 7-9/10" ) << QByteArray( "789" ) << QByteArray( "789" );
      QTest::newRow( "clipped at the end" )
        << 7 << 99 << 206 << QByteArray( "bytes 7-9/10" ) << QByteArray( "789" ) << QByteArray( "789" );
      QTest::newRow( "range ignored" ) << 3 << 5 << 200 << QByteArray() << CONTENT << QByteArray( "345" );
      QTest::newRow( "range ignored, to the end" )
        << 4 << -1 << 200 << QByteArray() << CONTENT << QByteArray( "456789" );
      QTest::newRow( "range ignored, beyond the end" )
        << 12 << 14 << 200 << QByteArray() << CONTENT << QByteArray();
      QTest::newRow( "range of an empty file" )
        << 0 << 5 << 200 << QByteArray() << QByteArray() << QByteArray();
    }

    void goodAnswersGiveTheBytesAskedFor()
    {
      QFETCH( int, first );
      QFETCH( int, last );
      QFETCH( int, status );
      QFETCH( QByteArray, contentRange );
      QFETCH( QByteArray, body );
      QFETCH( QByteArray, bytes );
      const Outcome outcome = download( range( first, last ), head( status, contentRange ), body );
      QVERIFY2( outcome.count, qPrintable( outcome.count ? QString() : toLogLine( outcome.count.error() ) ) );
      QCOMPARE( outcome.bytes, bytes );
      QCOMPARE( *outcome.count, qint64( bytes.size() ) );
    }

    void answersThatDoNotFitAreMalformed_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<QByteArray>( "contentRange" );
      QTest::addColumn<QByteArray>( "body" );
      QTest::newRow( "another part" ) << 206 << QByteArray( "bytes 0-2/10" ) << QByteArray( "012" );
      QTest::newRow( "longer part" ) << 206 << QByteArray( "bytes 3-8/10" ) << QByteArray( "345678" );
      QTest::newRow( "backwards" ) << 206 << QByteArray( "bytes 3-1/10" ) << QByteArray( "345" );
      QTest::newRow( "no range told" ) << 206 << QByteArray() << QByteArray( "345" );
      QTest::newRow( "nonsense" ) << 206 << QByteArray( "pages 3-5" ) << QByteArray( "345" );
      QTest::newRow( "huge numbers" )
        << 206 << QByteArray( "bytes 3-99999999999999999999/10" ) << QByteArray( "345" );
      QTest::newRow( "fewer bytes than told" ) << 206 << QByteArray( "bytes 3-5/10" ) << QByteArray( "34" );
      QTest::newRow( "more bytes than told" ) << 206 << QByteArray( "bytes 3-5/10" ) << QByteArray( "3456" );
      QTest::newRow( "no content" ) << 204 << QByteArray() << QByteArray();
    }

    void answersThatDoNotFitAreMalformed()
    {
      QFETCH( int, status );
      QFETCH( QByteArray, contentRange );
      QFETCH( QByteArray, body );
      const Outcome outcome = download( range( 3, 5 ), head( status, contentRange ), body );
      QVERIFY( !outcome.count );
      QCOMPARE( outcome.count.error().kind, ErrorKind::MalformedReply );
      QVERIFY(
        CONTENT.mid( 3, 3 ).startsWith( outcome.bytes.left( 3 ) ) ); // nothing of another place got through
    }

    void partOfAFileWhereAllWasAskedForIsMalformed()
    {
      const Outcome outcome = download( range( 0, -1 ), head( 206, "bytes 0-2/10" ), "012" );
      QVERIFY( !outcome.count );
      QVERIFY( outcome.bytes.isEmpty() );
    }

    void anErrorOfTheReceiverPasses()
    {
      const auto endpoint = endpoints::rawFile(
        range( 0, -1 ), []( const QByteArray & ) -> Result<void> { return fail( ErrorKind::DiskFull ); } );
      QVERIFY( endpoint.request.onHead( head( 200 ) ) );
      QCOMPARE( endpoint.request.sink( "abc" ).error().kind, ErrorKind::DiskFull );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsRaw )
#include "test_endpoints_raw.moc"
