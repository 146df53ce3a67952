// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pagesource.h"

#include <optional>

namespace syncline
{
  /**
   * How many more pages may be read. Every page of a sound file is needed a few times at most, whatever its tables are; a file
   * made to lead in circles runs out of this and is left to SQLite.
   */
  class PageBudget
  {
    public:
      explicit PageBudget( PageNumber pageCount )
        : mLeft( PAGE_VISITS * quint64( pageCount ) )
      {
      }
      [[nodiscard]] bool spend( quint64 pages )
      {
        if ( pages > mLeft )
          return false;
        mLeft -= pages;
        return true;
      }

    private:
      static constexpr quint64 PAGE_VISITS = 4; // find, compare, read the rows; and one to spare
      quint64 mLeft;
  };

  //! A file during a comparison: its pages, and what may still be read of them.
  struct PageFile
  {
      explicit PageFile( PageSource &source )
        : pages( source )
        , budget( source.geometry().pageCount )
        , chain( source )
      {
      }
      PageSource &pages;
      PageBudget budget;
      PageWindow chain; //!< for overflow pages

      const PageGeometry &geometry() const { return pages.geometry(); }
  };

  //! The leaves of the b-tree below \a root. Any trouble with a page is ErrorKind::DamagedDatabase.
  [[nodiscard]] Result<PageSet> leavesOf( PageFile &file, PageNumber root );

  /**
   * The rows of a table in order of their rowids, without those on the leaves that are to be left out. Holds one path of the
   * b-tree and a read-ahead window. Pages that break the order, or each other, are ErrorKind::DamagedDatabase.
   */
  class RowCursor
  {
    public:
      //! \a leaves and \a leftOut must outlive the cursor.
      RowCursor( PageFile &file, const PageSet &leaves, const PageSet &leftOut );
      [[nodiscard]] Result<void> start( PageNumber root );
      [[nodiscard]] Result<void> next();

      bool atEnd() const { return mAtEnd; }
      const LeafCell &cell() const { return mCell; } //!< valid until next()
      //! How many rows the whole table has, by those seen so far.
      quint64 estimatedRows() const;

    private:
      //! An interior page above the leaf.
      struct Level
      {
          std::unique_ptr<char[]> bytes;
          TablePage page;
          int child = 0; // the next one to visit
      };
      [[nodiscard]] Result<void> descend( PageNumber number );
      [[nodiscard]] Result<bool> nextLeaf();
      [[nodiscard]] Result<void> enterLeaf( PageNumber number );

      PageFile *mFile;
      const PageSet *mLeaves;
      const PageSet *mLeftOut;
      PageWindow mWindow;
      std::vector<Level> mPath;
      TablePage mLeaf;
      int mIndex = 0;
      PageNumber mLeafNumber = 0; // none yet
      bool mAtEnd = false;
      quint64 mSeenRows = 0;
      quint64 mSeenLeaves = 0;
      std::optional<qint64> mLast; // rowid
      LeafCell mCell;
  };

  //! Visits the overflow pages of one payload; knows how long the chain must be.
  class OverflowChain
  {
    public:
      OverflowChain( PageFile &file, const LeafCell &cell );
      bool atEnd() const { return mLeft == 0; }
      //! The bytes of the payload on the next page, and how many; valid until the file's chain window moves.
      [[nodiscard]] Result<std::pair<const char *, int>> next();

    private:
      PageFile *mFile;
      quint64 mLeft; // bytes
      PageNumber mNumber;
  };

  //! Whether two cells of equal rowid hold the same payload, byte by byte.
  [[nodiscard]] Result<bool> samePayload( PageFile &a, const LeafCell &cellA, PageFile &b,
                                          const LeafCell &cellB );
} // namespace syncline
