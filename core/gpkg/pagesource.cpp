// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagesource.h"

#include <algorithm>

namespace syncline
{
  Result<const char *> PageWindow::page( PageNumber page )
  {
    const PageGeometry &geometry = mSource->geometry();
    if ( !mSource->holds( page ) )
      return fail( ErrorKind::DamagedDatabase, QStringLiteral( "no page %1" ).arg( page ) );
    if ( mCount == 0 || page < mFirst || page - mFirst >= PageNumber( mCount ) )
    {
      const int most = std::max( 1, READ_AHEAD_BYTES / geometry.pageSize );
      if ( !mBytes )
        mBytes.reset( new char[size_t( most ) * size_t( geometry.pageSize )] );
      const bool isNext = mCount > 0 && page == mFirst + PageNumber( mCount );
      mAhead = isNext ? std::min( 2 * mAhead, most ) : 1;
      const int count = int( std::min<PageNumber>( PageNumber( mAhead ), geometry.pageCount - page + 1 ) );
      mCount = 0; // nothing, should the reading fail
      SYNCLINE_CHECK( mSource->read( page, count, mBytes.get() ) );
      mFirst = page;
      mCount = count;
    }
    return mBytes.get() + size_t( page - mFirst ) * size_t( geometry.pageSize );
  }
} // namespace syncline
