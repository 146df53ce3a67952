// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/sqlite.h"

#include <QByteArrayList>

#include <set>

namespace syncline
{
  //! The tables of "main" that have a foreign key k for which \a which holds, an SQL condition on pragma_foreign_key_list.
  [[nodiscard]] Result<QByteArrayList> tablesWithForeignKeys( const Database &database,
                                                              const QByteArray &which );

  //! Whether the database has foreign keys that change or remove rows of their own, or forbid it at once.
  [[nodiscard]] Result<bool> hasForeignKeyActions( const Database &database );

  /**
   * Whether SQLite can enforce the foreign keys of "main". It cannot where one refers to a table that is not there, or to columns
   * that are not unique, as happens when some layers are copied out of a database; every change of such tables would fail.
   */
  [[nodiscard]] Result<bool> canKeepForeignKeys( const Database &database );

  //! The rows of "main" whose foreign keys lead to no row, at one moment.
  class DanglingRows
  {
    public:
      //! Reads every table that has foreign keys.
      [[nodiscard]] static Result<DanglingRows> of( const Database &database );
      //! Whether all of ours were among \a others. One that has got another rowid was not.
      bool areAmong( const DanglingRows &others ) const;

    private:
      std::multiset<QByteArray> mRows; // table, rowid (WITHOUT ROWID: none), number of the foreign key
  };
} // namespace syncline
