// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/danglingrows.h"

#include <algorithm>

namespace syncline
{
  Result<bool> hasForeignKeyActions( const Database &database )
  {
    SYNCLINE_TRY( count,
                  database.integerOf( "SELECT count(*) FROM main.sqlite_master AS t, "
                                      "pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table' AND "
                                      "(k.on_delete <> 'NO ACTION' OR k.on_update <> 'NO ACTION')" ) );
    return count > 0;
  }

  Result<DanglingRows> DanglingRows::of( const Database &database )
  {
    DanglingRows dangling;
    SYNCLINE_TRY( rows, database.prepare( "PRAGMA main.foreign_key_check" ) );
    for ( ;; )
    {
      SYNCLINE_TRY( more, rows.next() );
      if ( !more )
        return dangling;
      dangling.mRows.insert( rows.textAt( 0 ) + '\0' + rows.textAt( 1 ) + '\0' + rows.textAt( 3 ) );
    }
  }

  bool DanglingRows::areAmong( const DanglingRows &others ) const
  {
    return std::includes( others.mRows.begin(), others.mRows.end(), mRows.begin(), mRows.end() );
  }
} // namespace syncline
