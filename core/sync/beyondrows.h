// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QString>

namespace syncline
{
  /**
   * Whether \a a and \a b differ in something that no changeset carries: views, indexes, triggers, rows of tables without a key,
   * the registers of a GeoPackage (styles, extensions, reference systems). Looked through: what follows from the rows by itself
   * (extents, counts, times of change, R-trees, statistics). The columns of ordinary tables are the matter of compareSchemas().
   */
  [[nodiscard]] Result<bool> differBeyondRows( const QString &a, const QString &b,
                                               const CancelToken &cancel );

  /**
   * Gives the database \a work, a file of ours, the tables and columns that \a wanted has more: columns at the end of a table, and
   * tables without their rows. For comparing rows only: indexes, triggers and the like stay behind. SchemaDiffers where
   * more than that differs.
   */
  [[nodiscard]] Result<void> widenSchema( const QString &work, const QString &wanted,
                                          const CancelToken &cancel );
} // namespace syncline
