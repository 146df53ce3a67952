// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pageformat.h"
#include "core/gpkg/schema.h"

#include <optional>
#include <string>

namespace syncline
{
  class ValueComparison;

  /**
   * Reads rows of one table from the bytes that a leaf page holds, as SQLite would; what is not plain is left to SQLite. For
   * tables in UTF-8 without generated columns whose rowid is their key. Pure but for its own buffers; one thread.
   */
  class RecordReader
  {
    public:
      explicit RecordReader( const TableSchema &table );

      //! False where SQLite has to read the row: its payload goes on elsewhere, it is of an older form of the table, or it is odd.
      //! Texts and blobs are views into the cell.
      [[nodiscard]] bool read( const LeafCell &cell, std::vector<Value> &values ) const;

    private:
      std::vector<bool> mIsReal; // columns whose whole numbers are stored as integers
      size_t mKey = 0;           // stored as NULL: it is the rowid
  };

  //! What SQL says of "a IS NOT b COLLATE BINARY" for values of one column.
  bool isDistinct( const Value &a, const Value &b );

  /**
   * The updates of one table, made while pages are compared, so that no row of them has to be looked up. All of them, or none:
   * once a row cannot be read or they take more memory than MOST_BYTES, SQLite has to read all. One thread.
   */
  class RecordUpdates
  {
    public:
      //! Both must outlive this.
      RecordUpdates( const TableSchema &table, ValueComparison &comparison );
      //! One row that is stored differently in the two files. Rows come by rising rowid.
      [[nodiscard]] Result<void> add( const LeafCell &base, const LeafCell &modified );
      //! A changeset of them; nothing where SQLite has to read the rows.
      std::optional<std::string> take();

      static constexpr size_t MOST_BYTES = 16 * 1024 * 1024;

    private:
      const TableSchema &mTable;
      ValueComparison &mComparison;
      RecordReader mReader;
      std::string mEntries; // the header first
      bool mHasAll = true;
      std::vector<Value> mOld;
      std::vector<Value> mNew;
  };
} // namespace syncline
