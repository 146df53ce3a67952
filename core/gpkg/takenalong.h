// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/rebasekeys.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace syncline
{
  /**
   * The rows of theirs that ON DELETE CASCADE takes along when our deletions meet their state: those that they added below, or moved
   * to, a row that we deleted. One thread.
   */
  class TakenAlong
  {
    public:
      //! \a base has the foreign keys; null: nothing is known of any.
      explicit TakenAlong( const Database *base )
        : mBase( base )
      {
      }
      [[nodiscard]] Result<void> noteTheir( const Entry &entry, size_t number );
      //! The numbers of those that go with the row that \a deletion takes, and with them; each is told once.
      std::vector<size_t> under( const Entry &deletion );

    private:
      struct Row
      {
          size_t number;
          std::string asParent;
      };
      [[nodiscard]] Result<const ParentColumns *> linksOf( const TableHeader &table );
      const Database *mBase;
      std::optional<bool> mHasCascades;
      QHash<QByteArray, ParentColumns> mLinks; // by table
      std::unordered_multimap<std::string, Row> mByParent;
  };
} // namespace syncline
