// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// What the sqlite*.cpp files of this folder share. Nothing else includes it, or sqlite3.h.

#include "core/gpkg/sqlite.h"

#include <sqlite3.h>

namespace syncline
{
  //! The kind that an SQLite result code means.
  ErrorKind kindOfSqlite( int code );
  //! The failure of the latest call on \a handle: \a code, SQLite's words, and \a doing.
  [[nodiscard]] tl::unexpected<Error> sqliteFailure( sqlite3 *handle, int code, const QString &doing );
} // namespace syncline
