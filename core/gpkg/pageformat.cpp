// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pageformat.h"

#include <algorithm>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr int MIN_PAGE_SIZE = 512;
    constexpr int MAX_PAGE_SIZE = 65536;
    constexpr int MIN_USABLE_SIZE = 480; // SQLite refuses less
    constexpr int OFFSET_PAGE_SIZE = 16;
    constexpr int OFFSET_RESERVED = 20;
    constexpr int OFFSET_CHANGE_COUNTER = 24;
    constexpr int OFFSET_PAGE_COUNT = 28;
    constexpr int OFFSET_ENCODING = 56;
    constexpr int OFFSET_VERSION_VALID_FOR = 92;

    constexpr quint8 TABLE_INTERIOR = 0x05;
    constexpr quint8 TABLE_LEAF = 0x0d;
    constexpr int LEAF_HEADER = 8;
    constexpr int INTERIOR_HEADER = 12;
    constexpr int OFFSET_CELL_COUNT = 3;
    constexpr int OFFSET_RIGHTMOST = 8;
    constexpr int PAGE_NUMBER_SIZE = 4;
    constexpr quint64 MAX_PAYLOAD = 0x7fffffff; // SQLite's own limit is below

  } // namespace

  Result<PageGeometry> parseDatabaseHeader( const char *bytes )
  {
    if ( std::memcmp( bytes, "SQLite format 3", 16 ) != 0 )
      return fail( ErrorKind::DamagedDatabase, QStringLiteral( "no SQLite header" ) );
    PageGeometry geometry;
    geometry.pageSize = bigEndian16( bytes + OFFSET_PAGE_SIZE );
    if ( geometry.pageSize == 1 )
      geometry.pageSize = MAX_PAGE_SIZE;
    if ( geometry.pageSize < MIN_PAGE_SIZE || ( geometry.pageSize & ( geometry.pageSize - 1 ) ) != 0 )
      return fail( ErrorKind::DamagedDatabase, QStringLiteral( "page size %1" ).arg( geometry.pageSize ) );
    geometry.usableSize = geometry.pageSize - quint8( bytes[OFFSET_RESERVED] );
    if ( geometry.usableSize < MIN_USABLE_SIZE )
      return fail( ErrorKind::DamagedDatabase,
                   QStringLiteral( "usable size %1" ).arg( geometry.usableSize ) );
    geometry.textEncoding = bigEndian32( bytes + OFFSET_ENCODING );
    if ( bigEndian32( bytes + OFFSET_CHANGE_COUNTER ) == bigEndian32( bytes + OFFSET_VERSION_VALID_FOR ) )
      geometry.pageCount = bigEndian32( bytes + OFFSET_PAGE_COUNT );
    return geometry;
  }

  int PageGeometry::localPayload( quint64 payloadSize ) const
  {
    const int most = mostLocalPayload();
    if ( payloadSize <= quint64( most ) )
      return int( payloadSize );
    const int least = ( usableSize - 12 ) * 32 / 255 - 23;
    const int fitting = least + int( ( payloadSize - quint64( least ) ) % quint64( usableSize - 4 ) );
    return fitting <= most ? fitting : least;
  }

  quint64 PageGeometry::overflowPages( quint64 payloadSize ) const
  {
    const quint64 rest = payloadSize - quint64( localPayload( payloadSize ) );
    const quint64 perPage = quint64( usableSize - PAGE_NUMBER_SIZE );
    return ( rest + perPage - 1 ) / perPage;
  }

  bool TablePage::parse( const char *bytes, const PageGeometry &geometry )
  {
    const quint8 type = quint8( bytes[0] );
    if ( type != TABLE_LEAF && type != TABLE_INTERIOR )
      return false;
    mBytes = bytes;
    mGeometry = &geometry;
    mIsLeaf = type == TABLE_LEAF;
    mHeaderSize = mIsLeaf ? LEAF_HEADER : INTERIOR_HEADER;
    mCellCount = bigEndian16( bytes + OFFSET_CELL_COUNT );
    return mHeaderSize + 2 * mCellCount <= geometry.usableSize;
  }

  bool TablePage::child( int index, PageNumber &number ) const
  {
    const char *bytes = mBytes + OFFSET_RIGHTMOST;
    if ( index < mCellCount )
    {
      bytes = cellAt( index );
      if ( !bytes || mBytes + mGeometry->usableSize - bytes < PAGE_NUMBER_SIZE )
        return false;
    }
    number = bigEndian32( bytes );
    return true;
  }

  bool TablePage::overflow( LeafCell &cell ) const
  {
    if ( cell.payloadSize > MAX_PAYLOAD )
      return false;
    cell.localSize = mGeometry->localPayload( cell.payloadSize );
    if ( mBytes + mGeometry->usableSize - cell.local < cell.localSize + PAGE_NUMBER_SIZE )
      return false;
    cell.overflow = bigEndian32( cell.local + cell.localSize );
    return cell.overflow != 0;
  }

  PageNumber PageSet::nextCommon( const PageSet &other, quint64 page ) const
  {
    size_t word = size_t( page / 64 );
    const size_t words = std::min( mWords.size(), other.mWords.size() );
    if ( word >= words )
      return 0;
    quint64 bits = mWords[word] & other.mWords[word] & ~quint64( 0 ) << ( page % 64 );
    while ( bits == 0 )
    {
      if ( ++word == words )
        return 0;
      bits = mWords[word] & other.mWords[word];
    }
    return PageNumber( word * 64 + qCountTrailingZeroBits( bits ) );
  }

  quint64 PageSet::size() const
  {
    quint64 count = 0;
    for ( const quint64 word : mWords )
      count += qPopulationCount( word );
    return count;
  }

  quint64 PageSet::countCommon( const PageSet &other ) const
  {
    quint64 count = 0;
    for ( size_t i = 0; i < std::min( mWords.size(), other.mWords.size() ); ++i )
      count += qPopulationCount( mWords[i] & other.mWords[i] );
    return count;
  }

  void PageSet::unite( const PageSet &other )
  {
    for ( size_t i = 0; i < other.mWords.size(); ++i )
      mWords[i] |= other.mWords[i];
  }
} // namespace syncline
