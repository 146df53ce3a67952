// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/gpkg/sqlite.h"

namespace syncline
{
  //! What livedb::sameContent() asks, on two connections that are in a read transaction each.
  [[nodiscard]] Result<bool> haveSameContent( const Database &a, const Database &b );
  /**
   * Whether the main files are equal byte by byte and all content is in them: the quick way to a yes; a no means nothing. Not
   * for a connection with Access::Alone, which keeps the index of its write-ahead log to itself.
   */
  [[nodiscard]] Result<bool> haveSameBytes( const Database &a, const Database &b, const CancelToken &cancel );

  //! Runs \a sql on both and compares row by row, in the order the statement gives; other columns are other rows.
  [[nodiscard]] Result<bool> sameRows( const Database &a, const Database &b, const QByteArray &sql );
} // namespace syncline
