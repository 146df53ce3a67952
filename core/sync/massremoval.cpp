// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/massremoval.h"

#include "core/gpkg/schema.h"

namespace syncline
{
  namespace
  {
    constexpr qint64 FEW_ROWS = 10; // that many are always believed

    [[nodiscard]] Result<QMap<QByteArray, qint64>> rowCountsOf( const QString &path,
                                                                const CancelToken &cancel )
    {
      QMap<QByteArray, qint64> counts;
      SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly, cancel ) );
      SYNCLINE_TRY( isGeoPackage, hasTable( database, "main", "gpkg_contents" ) );
      SYNCLINE_TRY( tables, tableNames( database, "main", {} ) );
      for ( const QByteArray &table : tables )
      {
        if ( isGeoPackage )
        {
          const QByteArray literal = "'" + QByteArray( table ).replace( "'", "''" ) + "'";
          SYNCLINE_TRY(
            isLayer,
            database.integerOf( "SELECT count(*) FROM main.gpkg_contents WHERE lower(table_name) = lower(" +
                                literal + ")" ) );
          if ( isLayer == 0 )
            continue;
        }
        SYNCLINE_TRY( count, database.integerOf( "SELECT count(*) FROM main." + quoted( table ) ) );
        counts.insert( table, count );
      }
      return counts;
    }
  } // namespace

  Result<std::optional<RowRemoval>> massRemovalIn( const QString &base, const QString &live,
                                                   const CancelToken &cancel )
  {
    SYNCLINE_TRY( before, rowCountsOf( base, cancel ) );
    SYNCLINE_TRY( now, rowCountsOf( live, cancel ) );
    std::optional<RowRemoval> most;
    for ( auto table = before.begin(); table != before.end(); ++table )
    {
      const qint64 removed = *table - now.value( table.key() );
      if ( removed > FEW_ROWS && removed * 2 > *table && ( !most || removed > most->removed ) )
        most = RowRemoval{ {}, QString::fromUtf8( table.key() ), removed, *table };
    }
    return most;
  }
} // namespace syncline
