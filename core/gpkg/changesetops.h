// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"

#include <QStringList>

namespace syncline
{
  //! Writes what undoes \a changeset. Entries keep their order; inverting twice gives the same bytes for what diff() writes.
  [[nodiscard]] Result<void> invert( ChangesetReader changeset, ChangesetWriter &inverse );
  [[nodiscard]] Result<void> invert( const QString &changeset, const QString &inverse );

  //! What becomes of two entries that cannot follow one another, as the insert of a row that was inserted before.
  enum class ImpossiblePairs
  {
    Fail,     //!< ErrorKind::ChangesetConflict names table and row
    DropBoth, //!< both entries are left out, with a warning in the log: what the reference library does
  };

  /**
   * Writes one changeset that does what \a changesets do one after the other (two or more). Tables and rows stand in the order
   * of their first appearance. Holds all inputs in memory.
   */
  [[nodiscard]] Result<void> concat( const std::vector<std::string_view> &changesets, ChangesetWriter &result,
                                     ImpossiblePairs impossible = ImpossiblePairs::Fail );
  [[nodiscard]] Result<void> concat( const QStringList &changesets, const QString &result,
                                     ImpossiblePairs impossible = ImpossiblePairs::Fail );

  //! The values of an entry's key columns, encoded one after the other: of the row as it was, for inserts as it will be.
  std::string encodedKey( const Entry &entry );
  //! Whether no column of that key is NULL. A row with such a key is no other row's equal, and cannot be found again.
  bool hasWholeKey( const Entry &entry );
} // namespace syncline
