// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"
#include "core/gpkg/schema.h"

namespace syncline
{
  //! The columns by which rows of \a table (of "main") refer to other rows of it, by its key.
  [[nodiscard]] Result<std::vector<size_t>> ownReferences( const Database &database,
                                                           const TableSchema &table );

  /**
   * Writes the deletions of \a changeset, all of one table, so that rows go before those that they refer to by \a references: who
   * enforces foreign keys while applying loses no row to a cascade that way. Where they go round in circles, the order stays.
   */
  [[nodiscard]] Result<void> writeChildrenFirst( std::string_view changeset,
                                                 const std::vector<size_t> &references,
                                                 ChangesetWriter &writer );
} // namespace syncline
