// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/gpkg/pagetree.h"

namespace syncline
{
  //! The rows of a table that may differ, by rowid, ascending. All other rows are the same in both files.
  struct RowCandidates
  {
      std::vector<qint64> added;   //!< only in the modified file
      std::vector<qint64> removed; //!< only in the base
      std::vector<qint64>
        changed; //!< in both, stored differently; whether the values differ is for SQLite to say

      size_t size() const { return added.size() + removed.size() + changed.size(); }
  };

  /**
   * Finds the rows that differ between two databases of which one is an edited copy of the other, by comparing pages:
   *
   *   the leaves of the table's b-tree in each file
   *   leaves of the same number, equal bytes, equal overflow chains ──► shared: no row on them can differ
   *   all other leaves, in the order of their rowids                ──► rows only here, only there, or stored differently
   *
   * A rowid is in a table once. If it is on a shared leaf in one file, it is there in the other as well, with the same payload.
   * So each row that differs is on leaves that are not shared. This holds wherever pages have moved to. Equal payload means
   * equal values only if the table's SQL is the same in both files, and the text encoding: the caller sees to that.
   *
   * Time: each page is visited a bounded number of times, whatever the bytes. Memory: four bits for each page of the larger
   * file, some hundred kilobytes of buffers, and the candidates (MAX_CANDIDATES); below 64 MB in all.
   */
  class PageDiff
  {
    public:
      //! Two files of comparable geometry (PageGeometry::isComparableTo). The sources must outlive this.
      PageDiff( PageSource &base, PageSource &modified, CancelToken cancel );

      struct Roots
      {
          PageNumber base = 0;
          PageNumber modified = 0;
      };
      /**
       * The candidates of one rowid table, given the root pages of its b-trees; nothing where they are so many that reading both
       * tables from end to end is the better way. Pages that cannot belong to such a table are ErrorKind::DamagedDatabase.
       */
      [[nodiscard]] Result<std::optional<RowCandidates>> compare( Roots roots );

      static constexpr size_t MAX_CANDIDATES = 1 << 20;

    private:
      [[nodiscard]] Result<PageSet> sharedLeaves( const PageSet &base, const PageSet &modified );
      [[nodiscard]] Result<bool> isShared( const char *base, const char *modified );
      [[nodiscard]] Result<std::optional<RowCandidates>> merge( RowCursor &base, RowCursor &modified );

      PageFile mBase;
      PageFile mModified;
      CancelToken mCancel;
  };
} // namespace syncline
