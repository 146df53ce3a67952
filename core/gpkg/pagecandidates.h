// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pagediff.h"
#include "core/gpkg/pagesnapshot.h"
#include "core/gpkg/schema.h"

namespace syncline
{
  /**
   * Says which rows of a table may differ, where comparing pages can tell:
   *
   *   both files    pages readable (PageSnapshot), same page size, reserved bytes and text encoding
   *   each table    made by the same SQL, with a rowid that has a name, no generated columns, a sound b-tree on both sides,
   *                 not too many rows that differ
   *
   * Everything else is left to SQL. Lives within the snapshot's transaction; thread-bound.
   */
  class CandidateFinder
  {
    public:
      //! Compares "main" (modified) and "base" of \a database.
      CandidateFinder( const Database &database, const PageSnapshot &snapshot, const CancelToken &cancel );

      //! Nothing where SQL has to look at the whole table. The only error is ErrorKind::Canceled.
      [[nodiscard]] Result<std::optional<RowCandidates>> find( const TablePair &pair );

    private:
      [[nodiscard]] Result<void> open( const PageSnapshot &snapshot, const CancelToken &cancel );
      [[nodiscard]] Result<PageNumber> rootOf( const QByteArray &schema, const QByteArray &table ) const;
      [[nodiscard]] Result<std::optional<RowCandidates>> compare( const QByteArray &table );

      const Database &mDatabase;
      std::unique_ptr<PageSource> mBase;
      std::unique_ptr<PageSource> mModified;
      std::optional<PageDiff> mDiff; // none: pages cannot be compared at all
  };
} // namespace syncline
