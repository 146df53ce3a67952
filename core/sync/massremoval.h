// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/sync/syncreport.h"

namespace syncline
{
  /**
   * The table of \a live that lost the most of the rows it has in \a base, if these were more than a few and more than half; a table
   * that is gone lost all. Rows are counted, not compared, so it costs little. In a GeoPackage layers and tables alone are looked at.
   * `path` of the answer is empty. \a live may be open elsewhere.
   */
  [[nodiscard]] Result<std::optional<RowRemoval>> massRemovalIn( const QString &base, const QString &live,
                                                                 const CancelToken &cancel );
} // namespace syncline
