// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pageformat.h"

#include <memory>

namespace syncline
{
  /**
   * The pages of one database as one read transaction sees them. Thread-bound. Content is whatever the file holds: parsers
   * must trust nothing.
   */
  class PageSource
  {
    public:
      virtual ~PageSource() = default;
      const PageGeometry &geometry() const { return mGeometry; }

      //! Whether a page of this number exists and can be part of a table (the first page never is).
      bool holds( PageNumber page ) const { return page >= 2 && page <= mGeometry.pageCount; }
      //! Copies \a count pages from \a first on; they must exist.
      [[nodiscard]] virtual Result<void> read( PageNumber first, int count, char *to ) = 0;

    protected:
      PageGeometry mGeometry;
  };

  //! Pages that are read at once: enough to make the cost of a call vanish, few enough to stay in the processor's cache.
  constexpr int READ_AHEAD_BYTES = 128 * 1024;

  /**
   * Single pages out of a source, in any order. Reads ahead once the wishes turn out to be sequential. Memory: at most
   * READ_AHEAD_BYTES or one page, whichever is more.
   */
  class PageWindow
  {
    public:
      explicit PageWindow( PageSource &source )
        : mSource( &source )
      {
      }
      //! The bytes of \a page, valid until the next call.
      [[nodiscard]] Result<const char *> page( PageNumber page );

    private:
      PageSource *mSource;
      std::unique_ptr<char[]> mBytes;
      PageNumber mFirst = 0;
      int mCount = 0;
      int mAhead = 1; // pages to read next time
  };
} // namespace syncline
