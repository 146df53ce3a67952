// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/schema.h"

#include <QMap>
#include <QString>

namespace syncline
{
  //! In which order a changeset's entries stand. Any order is valid; not every reader copes with any.
  enum class EntryOrder
  {
    Reference, //!< tables by name, in each the inserts, the deletes, the updates: what most programs write
    Safe, //!< children before parents when rows go, parents before children when they come; makes room before it is taken
    Auto //!< Safe where a table that changed has a UNIQUE constraint, unique index or foreign key, else Reference
  };

  //! How rows that differ are found. The changeset is the same, byte by byte.
  enum class DiffPath
  {
    Pages, //!< by comparing pages where that is possible (CandidateFinder), else by SQL
    Sql,
    Both //!< both ways; ErrorKind::Bug should they disagree. The environment variable SYNCLINE_CHECK_PAGES turns Pages into this
  };

  struct DiffOptions
  {
      TableFilter tables;
      EntryOrder order = EntryOrder::Auto;
      DiffPath path = DiffPath::Pages;
      CancelToken cancel;
  };

  /**
   * Writes to \a changeset what turns the rows of \a base into those of \a modified. Both may be open elsewhere, \a modified in
   * WAL mode with a pending -wal: one consistent state of each is read, nothing is written to either, nothing checkpointed.
   *
   * ErrorKind::SchemaDiffers where tables differ; ErrorKind::InvalidInput names a table with a change that no changeset can
   * express (a row with a NULL in its key changed or went). On error \a changeset is as it was.
   */
  [[nodiscard]] Result<void> diff( const QString &base, const QString &modified, const QString &changeset,
                                   const DiffOptions &options = {} );
  //! The same, to a writer that the caller finishes.
  [[nodiscard]] Result<void> diff( const QString &base, const QString &modified, ChangesetWriter &writer,
                                   const DiffOptions &options = {} );

  /**
   * How many rows of each table diff() would write about; tables without a change are left out. Writes nothing, keeps no entry:
   * what a status display asks often. Errors as those of diff().
   */
  [[nodiscard]] Result<QMap<QByteArray, TableChanges>> countChanges( const QString &base,
                                                                     const QString &modified,
                                                                     const DiffOptions &options = {} );

  //! Whether rows of the two can be compared at all; ErrorKind::SchemaDiffers says what is in the way.
  [[nodiscard]] Result<void> compareSchemas( const QString &a, const QString &b,
                                             const TableFilter &filter = {} );

  //! Writes all rows of \a database as inserts.
  [[nodiscard]] Result<void> dump( const QString &database, const QString &changeset,
                                   const DiffOptions &options = {} );

  /**
   * Tables in an order in which children stand before the parents that their foreign keys name; by name where that leaves a
   * choice or where they go round in circles.
   */
  std::vector<const TableSchema *> childrenFirst( const std::vector<const TableSchema *> &tables );
  //! Whether the order of entries can matter to those who apply them to \a table.
  bool needsSafeOrder( const TableSchema &table, const std::vector<const TableSchema *> &all );
} // namespace syncline
