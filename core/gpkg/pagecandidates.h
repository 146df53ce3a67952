// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pagediff.h"
#include "core/gpkg/pagesnapshot.h"
#include "core/gpkg/schema.h"

namespace syncline
{
  /**
   * Opens "main" and "base" of a connection by other connections, for more threads to compare pages; each on the thread that
   * uses it first. What they see must be what the snapshot sees, else they are not used. One per snapshot, which outlives it.
   */
  class SecondHandles : public PageHelp
  {
    public:
      SecondHandles( const Database &database, const PageSnapshot &snapshot, const CancelToken &cancel );
      ~SecondHandles() override;

      size_t count() const override { return mPairs.size(); } //!< none where there is one processor only
      PagePair *pair( size_t index ) override;
      bool wasSame() const override;

    private:
      struct OpenPair;
      struct Slot
      {
          bool isTried = false;
          std::unique_ptr<OpenPair> pair;
      };
      const Database &mDatabase;
      const PageSnapshot &mSnapshot;
      const CancelToken mCancel;
      const QString mBasePath;
      const QString mModifiedPath;
      std::vector<Slot> mPairs;
  };

  class ValueComparison;

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
      [[nodiscard]] Result<std::optional<RowCandidates>> find( const TablePair &pair,
                                                               ValueComparison &comparison );

    private:
      [[nodiscard]] Result<void> open( const PageSnapshot &snapshot, const CancelToken &cancel );
      [[nodiscard]] Result<PageNumber> rootOf( const QByteArray &schema, const QByteArray &table ) const;
      [[nodiscard]] Result<std::optional<RowCandidates>> compare( const TableSchema &table,
                                                                  ValueComparison &comparison );

      const Database &mDatabase;
      std::unique_ptr<PageSource> mBase;
      std::unique_ptr<PageSource> mModified;
      SecondHandles mHelp;
      std::optional<PageDiff> mDiff; // none: pages cannot be compared at all
  };
} // namespace syncline
