// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/danglingrows.h"

#include <algorithm>

namespace syncline
{
  Result<QByteArrayList> tablesWithForeignKeys( const Database &database, const QByteArray &which )
  {
    QByteArrayList names;
    SYNCLINE_TRY( tables,
                  database.prepare( "SELECT DISTINCT t.name FROM main.sqlite_master AS t, "
                                    "pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table' AND " +
                                    which ) );
    for ( ;; )
    {
      SYNCLINE_TRY( more, tables.next() );
      if ( !more )
        return names;
      names.append( tables.textAt( 0 ) );
    }
  }

  Result<bool> hasForeignKeyActions( const Database &database )
  {
    SYNCLINE_TRY( names, tablesWithForeignKeys(
                           database, "(k.on_delete <> 'NO ACTION' OR k.on_update <> 'NO ACTION')" ) );
    return !names.isEmpty();
  }

  Result<bool> canKeepForeignKeys( const Database &database )
  {
    SYNCLINE_TRY( names, tablesWithForeignKeys( database, "1" ) );
    for ( const QByteArray &name : names )
    {
      const Result<Statement> tried = database.prepare( "DELETE FROM main." + quoted( name ) );
      if ( !tried && tried.error().kind != ErrorKind::LocalIo )
        return tl::unexpected<Error>( tried.error() );
      if ( !tried )
        return false;
    }
    return true;
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
