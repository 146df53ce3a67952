// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/schema.h"

#include <functional>

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

  //! Compares one table of "main" (modified) and "base" by SQL. Always right, whatever the table is; the plain path.
  [[nodiscard]] Result<void> diffTableBySql( const Database &database, const TablePair &pair,
                                             ValueComparison &comparison, const EntrySink &sink );
} // namespace syncline
