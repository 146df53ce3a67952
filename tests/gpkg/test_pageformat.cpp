// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pageformat.h"

#include <QByteArray>
#include <QTest>

using namespace syncline;

namespace
{
  QByteArray databaseHeader( quint16 pageSize, quint8 reserved )
  {
    QByteArray header( DATABASE_HEADER_SIZE, '\0' );
    header.replace( 0, 16, QByteArray( "SQLite format 3", 16 ) );
    header[16] = char( pageSize >> 8 );
    header[17] = char( pageSize & 0xff );
    header[20] = char( reserved );
    header[31] = 7; // pages
    header[59] = 2; // UTF-16
    return header;
  }

  PageGeometry geometryOf( int pageSize ) { return { pageSize, pageSize, 1, 100 }; }

  //! A leaf of 512 bytes with one cell, which stands at \a offset.
  QByteArray leafWith( const QByteArray &cell, int offset )
  {
    QByteArray page( 512, '\0' );
    page[0] = 0x0d;
    page[4] = 1;
    page[8] = char( offset >> 8 );
    page[9] = char( offset & 0xff );
    return page.replace( offset, cell.size(), cell );
  }
} // namespace

class TestPageFormat : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void readsVarintsOfEveryLength_data()
    {
      QTest::addColumn<QByteArray>( "bytes" );
      QTest::addColumn<quint64>( "value" );
      QTest::newRow( "zero" ) << QByteArray::fromHex( "00" ) << quint64( 0 );
      QTest::newRow( "one byte" ) << QByteArray::fromHex( "7f" ) << quint64( 127 );
      QTest::newRow( "two bytes" ) << QByteArray::fromHex( "8100" ) << quint64( 128 );
      QTest::newRow( "two bytes, most" ) << QByteArray::fromHex( "ff7f" ) << quint64( 16383 );
      QTest::newRow( "three bytes" ) << QByteArray::fromHex( "818000" ) << quint64( 16384 );
      QTest::newRow( "nine bytes" ) << QByteArray::fromHex( "ffffffffffffffffff" ) << ~quint64( 0 );
      QTest::newRow( "nine bytes, sign alone" )
        << QByteArray::fromHex( "c08080808080808000" ) << ( quint64( 1 ) << 63 );
    }

    void readsVarintsOfEveryLength()
    {
      QFETCH( QByteArray, bytes );
      QFETCH( quint64, value );
      quint64 read = 1;
      const char *end = bytes.constData() + bytes.size();
      QCOMPARE( readVarint( bytes.constData(), end, read ), end );
      QCOMPARE( read, value );
      QVERIFY( !readVarint( bytes.constData(), end - 1, read ) );
    }

    void readsTheHeaderOfADatabase()
    {
      auto header = parseDatabaseHeader( databaseHeader( 4096, 32 ).constData() );
      QVERIFY( header );
      QCOMPARE( header->pageSize, 4096 );
      QCOMPARE( header->usableSize, 4064 );
      QCOMPARE( header->textEncoding, 2u );
      QCOMPARE( header->pageCount, 7u );
      header = parseDatabaseHeader( databaseHeader( 1, 0 ).constData() );
      QVERIFY( header );
      QCOMPARE( header->pageSize, 65536 );
    }

    void doesNotTrustAPageCountThatAnOldWriterLeft()
    {
      QByteArray bytes = databaseHeader( 4096, 0 );
      bytes[27] = 5; // the change counter moved on without the count
      const auto header = parseDatabaseHeader( bytes.constData() );
      QVERIFY( header );
      QCOMPARE( header->pageCount, 0u );
    }

    void refusesWhatIsNoDatabase()
    {
      QByteArray encrypted( DATABASE_HEADER_SIZE, '\x5a' );
      QVERIFY( !parseDatabaseHeader( encrypted.constData() ) );
      for ( const quint16 size : { 0, 256, 513, 4095, 49152 } )
        QVERIFY( !parseDatabaseHeader( databaseHeader( size, 0 ).constData() ) );
      QVERIFY( !parseDatabaseHeader( databaseHeader( 512, 33 ).constData() ) );
    }

    void knowsHowMuchOfAPayloadStaysOnTheLeaf()
    {
      const PageGeometry geometry = geometryOf( 1024 );
      QCOMPARE( geometry.localPayload( 989 ), 989 ); // usable size - 35
      QCOMPARE( geometry.overflowPages( 989 ), quint64( 0 ) );
      QCOMPARE( geometry.localPayload( 990 ), 103 ); // 990 mod 1020 would not fit: the least
      QCOMPARE( geometry.overflowPages( 990 ), quint64( 1 ) );
      QCOMPARE( geometry.localPayload( 103 + 1020 + 5 ), 108 ); // so that the last overflow page is full
      QCOMPARE( geometry.overflowPages( 103 + 1020 + 5 ), quint64( 1 ) );
      QCOMPARE( geometry.overflowPages( 103 + 2040 + 1 ), quint64( 2 ) );
    }

    void readsACellWithinItsPage()
    {
      const PageGeometry geometry = geometryOf( 512 );
      TablePage page;
      LeafCell cell;
      const QByteArray bytes = leafWith( QByteArray::fromHex( "03ffffffffffffffffff020109" ), 512 - 13 );
      QVERIFY( page.parse( bytes.constData(), geometry ) );
      QVERIFY( page.isLeaf() );
      QCOMPARE( page.cellCount(), 1 );
      QVERIFY( page.leafCell( 0, cell ) );
      QCOMPARE( cell.rowid, qint64( -1 ) );
      QCOMPARE( cell.payloadSize, quint64( 3 ) );
      QCOMPARE( QByteArray( cell.local, cell.localSize ), QByteArray::fromHex( "020109" ) );
      QCOMPARE( cell.overflow, 0u );
    }

    void refusesCellsThatLeaveThePage_data()
    {
      QTest::addColumn<QByteArray>( "cell" );
      QTest::addColumn<int>( "offset" );
      QTest::newRow( "payload too long" ) << QByteArray::fromHex( "0401020109" ) << 507;
      QTest::newRow( "rowid does not end" ) << QByteArray::fromHex( "03ff" ) << 510;
      QTest::newRow( "in the cell pointers" ) << QByteArray::fromHex( "0301" ) << 9;
      QTest::newRow( "overflow number cut off" ) << QByteArray::fromHex( "876801" ) << 508;
      QTest::newRow( "overflow to nowhere" ) << QByteArray::fromHex( "876801" ) << 100;
      QTest::newRow( "absurd size" ) << QByteArray::fromHex( "ffffffffffffffffff01" ) << 100;
    }

    void refusesCellsThatLeaveThePage()
    {
      QFETCH( QByteArray, cell );
      QFETCH( int, offset );
      const PageGeometry geometry = geometryOf( 512 );
      TablePage page;
      LeafCell read;
      const QByteArray bytes = leafWith( cell, offset );
      QVERIFY( page.parse( bytes.constData(), geometry ) );
      QVERIFY( !page.leafCell( 0, read ) );
    }

    void refusesACellPointerBeyondTheUsableSize()
    {
      const PageGeometry geometry{ 512, 500, 1, 100 };
      QByteArray bytes = leafWith( QByteArray::fromHex( "0301020109" ), 503 );
      TablePage page;
      LeafCell cell;
      QVERIFY( page.parse( bytes.constData(), geometry ) );
      QVERIFY( !page.leafCell( 0, cell ) );
    }

    void refusesPagesOfOtherKinds()
    {
      const PageGeometry geometry = geometryOf( 512 );
      QByteArray bytes( 512, '\0' );
      TablePage page;
      for ( const int kind : { 0x00, 0x02, 0x0a, 0xff } ) // 02 and 0a are those of an index
      {
        bytes[0] = char( kind );
        QVERIFY( !page.parse( bytes.constData(), geometry ) );
      }
      bytes[0] = 0x0d;
      bytes[3] = 1; // 256 cells: more pointers than bytes
      QVERIFY( !page.parse( bytes.constData(), geometry ) );
    }

    void findsCommonMembersOfPageSets()
    {
      PageSet a( 200 );
      PageSet b( 130 );
      for ( const PageNumber page : { 2u, 63u, 64u, 129u, 200u } )
        a.insert( page );
      for ( const PageNumber page : { 3u, 63u, 129u, 130u } )
        b.insert( page );
      QCOMPARE( a.nextCommon( b, 0 ), 63u );
      QCOMPARE( a.nextCommon( b, 64 ), 129u );
      QCOMPARE( b.nextCommon( a, 130 ), 0u );
      QCOMPARE( b.nextCommon( a, 100000 ), 0u );
      QCOMPARE( a.size(), quint64( 5 ) );
    }
};

QTEST_GUILESS_MAIN( TestPageFormat )
#include "test_pageformat.moc"
