// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/sync/syncreport.h"

namespace syncline
{
  //! How many rows the changeset in a file changes, tables by name.
  [[nodiscard]] Result<QList<TableRows>> rowsChangedBy( const QString &changeset );

  //! Whether a text in it has a zero byte: the library that servers use takes it for the text's end.
  [[nodiscard]] Result<bool> hasTextWithZero( const QString &changeset );

  //! How many rows differ between two databases, either of which may be open elsewhere. SchemaDiffers: they cannot be told.
  [[nodiscard]] Result<QList<TableRows>> rowsBetween( const QString &base, const QString &modified,
                                                      const CancelToken &cancel );
} // namespace syncline
