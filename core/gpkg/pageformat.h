// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QtEndian>
#include <QtGlobal>

#include <vector>

namespace syncline
{
  /**
   * The part of SQLite's file format that finding changed rows needs: page headers, cells of table b-trees, overflow chains.
   * Values are not decoded here; SQLite does that for the few rows that matter.
   *
   * Everything is a view into bytes of the caller and trusts none of them: whatever they hold, nothing outside the page is read
   * and nothing is allocated. Pure; any thread.
   */
  using PageNumber = quint32; //!< the first page is 1

  //! How a database file is divided. Files with equal sizes and encoding can be compared page by page.
  struct PageGeometry
  {
      int pageSize = 0;         //!< a power of two, 512 to 65536 bytes
      int usableSize = 0;       //!< without the bytes reserved at the end of each page
      quint32 textEncoding = 0; //!< 1 UTF-8, 2 UTF-16 little-endian, 3 UTF-16 big-endian
      PageNumber pageCount = 0;

      bool isComparableTo( const PageGeometry &other ) const
      {
        return pageSize == other.pageSize && usableSize == other.usableSize &&
               textEncoding == other.textEncoding;
      }
      //! The longest payload that a table's leaf holds alone.
      int mostLocalPayload() const { return usableSize - 35; }
      //! How much of a row's payload the leaf of a table keeps when the rest goes to overflow pages.
      int localPayload( quint64 payloadSize ) const;
      //! How many overflow pages the rest of a payload fills.
      quint64 overflowPages( quint64 payloadSize ) const;
  };

  constexpr int DATABASE_HEADER_SIZE = 100;

  //! Reads the first 100 bytes of a database. The page count stays 0 where the file does not tell it reliably.
  //! ErrorKind::DamagedDatabase for anything that is no (or an encrypted) database.
  [[nodiscard]] Result<PageGeometry> parseDatabaseHeader( const char *bytes );

  //! One row as its leaf page holds it.
  struct LeafCell
  {
      qint64 rowid = 0;
      quint64 payloadSize = 0;
      const char *local = nullptr; //!< the beginning of the payload
      int localSize = 0;
      PageNumber overflow = 0; //!< where the payload goes on; 0 if it does not
  };

  inline quint32 bigEndian32( const char *bytes ) { return qFromBigEndian<quint32>( bytes ); }
  inline int bigEndian16( const char *bytes ) { return qFromBigEndian<quint16>( bytes ); }

  //! Reads SQLite's variable-length integer from [\a bytes, \a end); null when it does not end before.
  inline const char *readVarint( const char *bytes, const char *end, quint64 &value )
  {
    value = 0;
    for ( int i = 0; i < 8; ++i )
    {
      if ( bytes >= end )
        return nullptr;
      const quint8 byte = quint8( *bytes++ );
      value = value << 7 | ( byte & 0x7f );
      if ( byte < 0x80 )
        return bytes;
    }
    if ( bytes >= end )
      return nullptr;
    value = value << 8 | quint8( *bytes++ );
    return bytes;
  }

  //! A page of a table's b-tree: leaves hold rows, interior pages lead to them.
  class TablePage
  {
    public:
      //! False when \a bytes (pageSize of them) cannot be such a page.
      [[nodiscard]] bool parse( const char *bytes, const PageGeometry &geometry );

      bool isLeaf() const { return mIsLeaf; }
      int cellCount() const { return mCellCount; }
      int childCount() const { return mCellCount + 1; }                //!< of an interior page
      [[nodiscard]] bool child( int index, PageNumber &number ) const; //!< in key order; not of a leaf

      //! In key order; of a leaf. Inline, for it is called for every row of a file.
      [[nodiscard]] bool leafCell( int index, LeafCell &cell ) const
      {
        const char *bytes = cellAt( index );
        if ( !bytes )
          return false;
        const char *end = mBytes + mGeometry->usableSize;
        quint64 rowid = 0;
        bytes = readVarint( bytes, end, cell.payloadSize );
        if ( bytes )
          bytes = readVarint( bytes, end, rowid );
        if ( !bytes )
          return false;
        cell.rowid = qint64( rowid );
        cell.local = bytes;
        if ( cell.payloadSize > quint64( mGeometry->mostLocalPayload() ) )
          return overflow( cell );
        cell.localSize = int( cell.payloadSize );
        cell.overflow = 0;
        return end - bytes >= cell.localSize;
      }

    private:
      const char *cellAt( int index ) const // null where the pointer leaves the page
      {
        const int offset = bigEndian16( mBytes + mHeaderSize + 2 * index );
        const bool isInside = offset >= mHeaderSize + 2 * mCellCount && offset < mGeometry->usableSize;
        return isInside ? mBytes + offset : nullptr;
      }
      [[nodiscard]] bool overflow( LeafCell &cell ) const;

      const char *mBytes = nullptr;
      const PageGeometry *mGeometry = nullptr;
      int mCellCount = 0;
      int mHeaderSize = 0;
      bool mIsLeaf = false;
  };

  //! A set of page numbers, one bit each.
  class PageSet
  {
    public:
      explicit PageSet( PageNumber pageCount )
        : mWords( ( size_t( pageCount ) + 64 ) / 64 )
      {
      }
      bool contains( PageNumber page ) const { return ( mWords[page / 64] >> ( page % 64 ) ) & 1; }
      void insert( PageNumber page ) { mWords[page / 64] |= quint64( 1 ) << ( page % 64 ); }
      //! The first member at or after \a page that is in \a other, too; 0 if there is none.
      PageNumber nextCommon( const PageSet &other, quint64 page ) const;
      quint64 size() const;
      quint64 countCommon( const PageSet &other ) const;
      void unite( const PageSet &other ); //!< a set made for as many pages or fewer

    private:
      std::vector<quint64> mWords;
  };
} // namespace syncline
