// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pagesource.h"

#include <QByteArray>

#include <cstring>

//! A database file held in memory, whatever its bytes are. Counts what is read.
class MemoryPages : public syncline::PageSource
{
  public:
    //! Bytes behind the last whole page are left out. A file that has no header of a database holds no pages.
    explicit MemoryPages( QByteArray bytes )
      : mBytes( std::move( bytes ) )
    {
      if ( mBytes.size() < syncline::DATABASE_HEADER_SIZE )
        return;
      if ( const auto geometry = syncline::parseDatabaseHeader( mBytes.constData() ) )
      {
        mGeometry = *geometry;
        mGeometry.pageCount = syncline::PageNumber( mBytes.size() / mGeometry.pageSize );
      }
    }
    bool isDatabase() const { return mGeometry.pageCount > 0; }
    quint64 pagesRead() const { return mPagesRead; }
    qint64 offsetOf( syncline::PageNumber page ) const { return ( qint64( page ) - 1 ) * mGeometry.pageSize; }

    syncline::Result<void> read( syncline::PageNumber first, int count, char *to ) override
    {
      const qint64 size = qint64( count ) * mGeometry.pageSize;
      if ( first < 1 || offsetOf( first ) + size > mBytes.size() )
        return syncline::fail( syncline::ErrorKind::LocalIo );
      std::memcpy( to, mBytes.constData() + offsetOf( first ), size_t( size ) );
      mPagesRead += quint64( count );
      return {};
    }

  private:
    QByteArray mBytes;
    quint64 mPagesRead = 0;
};
