// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/pagediff.h"
#include "core/gpkg/schema.h"

#include <functional>
#include <map>
#include <string>

namespace syncline
{
  //! Takes the entries of one table: the inserts, then the deletes, then the updates, each by rising rowid (or key).
  using EntrySink = std::function<Result<void>( Operation operation, const std::vector<Value> &oldValues,
                                                const std::vector<Value> &newValues )>;

  //! Tells whether two values of a column count as different. One per connection.
  class ValueComparison
  {
    public:
      [[nodiscard]] static Result<ValueComparison> on( const Database &database );
      //! Datetimes that SQLite understands are different if the instants are; everything else if storage class or bytes are.
      [[nodiscard]] Result<bool> differs( const Column &column, const Value &base, const Value &modified );

    private:
      Statement mSameInstant;
  };

  /**
   * Fills \a oldValues and \a newValues of an update from two rows of the table; false where nothing differs.
   */
  [[nodiscard]] Result<bool> makeUpdate( const TableSchema &table, ValueComparison &comparison,
                                         std::vector<Value> &oldValues, std::vector<Value> &newValues );

  /**
   * Compares one table of "main" (modified) and "base". Both ways give the same entries in the same order. Thread-bound as the
   * database is; what it is made of must outlive it.
   */
  class TableDiff
  {
    public:
      TableDiff( const Database &database, const TablePair &pair, ValueComparison &comparison );

      //! By SQL alone. Always right, whatever the table is; the plain path.
      [[nodiscard]] Result<void> bySql( const EntrySink &sink );
      /**
       * Looks at the \a candidates only: all rows that differ must be among them. For tables with a readable rowid
       * (TableSchema::rowid) that are made by the same SQL on both sides.
       */
      [[nodiscard]] Result<void> ofCandidates( const RowCandidates &candidates, const EntrySink &sink );

    private:
      using Rowids = std::vector<qint64>;
      //! What to look at on each side; null means all rows.
      struct Selection
      {
          const Rowids *inserts = nullptr; // of main
          const Rowids *deletes = nullptr; // of base
          const Rowids *updates = nullptr; // of main
      };
      [[nodiscard]] Result<void> run( const EntrySink &sink );
      [[nodiscard]] Result<void> findUnpaired( Operation operation, const EntrySink &sink );
      [[nodiscard]] Result<void> findUpdated( const EntrySink &sink );
      [[nodiscard]] Result<void> passOnUpdates( const EntrySink &sink );
      [[nodiscard]] Result<void> findNewNullKeys( const EntrySink &sink );
      void warnOfGeometries( const std::vector<Value> &values );
      using Multiset = std::map<std::string, int>; // encoded row → how often
      [[nodiscard]] Result<Multiset> rowsWithNullKey( const QByteArray &schema, const TableSchema &table,
                                                      const Rowids *rowids );

      const Database &mDatabase;
      const TablePair &mPair;
      ValueComparison &mComparison;
      Selection mSelection;
      const std::string *mUpdates = nullptr; // all updates, where they are known
      bool mHasWarned = false;
  };
} // namespace syncline
