// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/schema.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace syncline
{
  //! What became of one entry.
  enum class Applied
  {
    Done,
    NoMatch,   //!< the row is missing or holds other values
    Constraint //!< refused for now; may work when other entries are in
  };

  //! Applies entries to one table of "main". Keeps prepared statements, so it must be gone before the connection.
  class TableApplier
  {
    public:
      //! SchemaDiffers where \a header does not fit the table.
      [[nodiscard]] static Result<TableApplier> forTable( const Database &database,
                                                          const TableHeader &header );

      [[nodiscard]] Result<Applied> apply( const Entry &entry );
      /**
       * For an entry that found no row: whether a foreign key's action of this transaction did what it says (or part of it; the
       * rest is done now). Needs watchCascades() before the first entry.
       */
      [[nodiscard]] Result<bool> wasDoneByForeignKey( const Entry &entry );
      [[nodiscard]] Result<void> watchCascades();

      //! \name Swapping unique values: rows are taken out and put back with their new values
      //! @{
      bool canTakeOut() const { return !mIsCascadingParent; }
      //! The row of an update as it will be, or nothing if it does not match; the row itself is gone afterwards.
      [[nodiscard]] Result<std::optional<std::string>> takeOut( const Entry &update );
      [[nodiscard]] Result<Applied> putBack( std::string_view encodedRow );
      //! @}
      const TableSchema &schema() const { return mSchema; }

    private:
      TableApplier() = default;
      [[nodiscard]] Result<void> checkValues( const Entry &entry ) const;
      QByteArray orAbort( const Entry &entry ) const;
      [[nodiscard]] Result<Statement *> statementFor( const Entry &entry, bool lenient );
      [[nodiscard]] Result<Applied> run( Statement &statement );
      void bindAll( Statement &statement, const Entry &entry, bool lenient ) const;
      QByteArray matches( size_t column, const Value &wanted ) const;
      QByteArray rowOf( const Entry &entry, bool lenient ) const;

      const Database *mDatabase = nullptr;
      TableSchema mSchema;
      TableHeader mHeader;
      bool mResolvesConflicts = false;              // some constraint is declared ON CONFLICT
      std::map<std::string, Statement> mStatements; // by operation and the columns that change
      std::set<size_t>
        mSetByForeignKey;    // columns that a SET NULL, SET DEFAULT or ON UPDATE CASCADE may change
      bool mIsUtf16 = false; // the database's text
      bool mIsCascadingChild = false;
      bool mIsCascadingParent = false;
      std::string mMask; // of the statement asked for; a member to spare an allocation for each entry
  };
} // namespace syncline
