// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"
#include "core/gpkg/keyindex.h"
#include "core/gpkg/sqlite.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace syncline
{
  //! What they did to one table. Views into their changeset.
  struct TheirTable
  {
      std::shared_ptr<const TableHeader> header;
      KeyIndex inserted; // indices among all their entries
      KeyIndex updated;
      KeyIndex deleted;
      std::set<qint64> insertedNumbers; // keys of `inserted` that are one integer
  };

  //! The number that is an entry's whole key, if it is one.
  std::optional<qint64> numberOfKey( const TableHeader &table, const std::vector<Value> &values );

  //! The integer that SQLite compares a reference with, for it need not be stored as one: the column may be of text.
  std::optional<qint64> referredNumber( const Value &reference );

  //! Which columns of a table refer to rows of which table, in lower case, by that table's key.
  using ParentColumns = std::vector<std::pair<int, QByteArray>>;
  enum class References
  {
    All,
    ThatCascade //!< ON DELETE
  };
  //! None where the base does not have the table. SchemaDiffers where it has it with another number of columns.
  [[nodiscard]] Result<ParentColumns> parentColumnsOf( const Database &base, const TableHeader &table,
                                                       References which = References::All );

  //! Our inserts into one table, gathered to find new keys for those that meet theirs.
  class KeyMapping
  {
    public:
      //! \a base may be null.
      KeyMapping( const TheirTable &theirs, const Database *base );
      void addInsert( qint64 key );
      //! After all inserts: key → new key, for those that change.
      [[nodiscard]] Result<std::unordered_map<qint64, qint64>> finish();

    private:
      [[nodiscard]] Result<qint64> nextFree();
      [[nodiscard]] Result<bool> isTaken( qint64 key );
      const TheirTable &mTheirs;
      const Database *mBase;
      std::vector<qint64> mClashing;
      std::set<qint64> mOthers;
      std::optional<qint64> mLast;
      std::optional<Statement> mSearch;
      bool mWrapped = false;
  };
} // namespace syncline
