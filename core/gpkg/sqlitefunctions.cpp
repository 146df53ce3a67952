// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlitefunctions.h"

#include "core/gpkg/geometry.h"
#include "core/gpkg/sqlite_p.h"

namespace syncline
{
  namespace
  {
    enum class Fact
    {
      MinX,
      MaxX,
      MinY,
      MaxY,
      IsEmpty,
      SrsId
    };
    const Fact FACTS[] = { Fact::MinX, Fact::MaxX, Fact::MinY, Fact::MaxY, Fact::IsEmpty, Fact::SrsId };

    const char *nameOf( Fact fact )
    {
      switch ( fact )
      {
        case Fact::MinX:
          return "ST_MinX";
        case Fact::MaxX:
          return "ST_MaxX";
        case Fact::MinY:
          return "ST_MinY";
        case Fact::MaxY:
          return "ST_MaxY";
        case Fact::IsEmpty:
          return "ST_IsEmpty";
        case Fact::SrsId:
          return "ST_SRID";
      }
      Q_UNREACHABLE();
    }

    void answer( sqlite3_context *context, Fact fact, const GeometryFacts &facts )
    {
      switch ( fact )
      {
        case Fact::MinX:
          return sqlite3_result_double( context, facts.minX );
        case Fact::MaxX:
          return sqlite3_result_double( context, facts.maxX );
        case Fact::MinY:
          return sqlite3_result_double( context, facts.minY );
        case Fact::MaxY:
          return sqlite3_result_double( context, facts.maxY );
        case Fact::IsEmpty:
          return sqlite3_result_int( context, facts.isEmpty ? 1 : 0 );
        case Fact::SrsId:
          return sqlite3_result_int( context, facts.srsId );
      }
    }

    void geometryFunction( sqlite3_context *context, int, sqlite3_value **arguments )
    {
      const Fact fact = *static_cast<const Fact *>( sqlite3_user_data( context ) );
      std::optional<GeometryFacts> facts;
      if ( sqlite3_value_type( arguments[0] ) == SQLITE_BLOB )
      {
        const auto *bytes = static_cast<const char *>( sqlite3_value_blob( arguments[0] ) );
        facts = readGeometryFacts( { bytes ? bytes : "", size_t( sqlite3_value_bytes( arguments[0] ) ) } );
      }
      if ( facts )
        answer( context, fact, *facts );
      else if ( fact == Fact::IsEmpty && sqlite3_value_type( arguments[0] ) != SQLITE_NULL )
        sqlite3_result_int( context, 1 );
      else
        sqlite3_result_null( context );
    }
  } // namespace

  Result<void> registerGeometryFunctions( Database &database )
  {
    for ( const Fact &fact : FACTS )
    {
      const int code = sqlite3_create_function_v2(
        database.handle(), nameOf( fact ), 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
        const_cast<Fact *>( &fact ), geometryFunction, nullptr, nullptr, nullptr );
      if ( code != SQLITE_OK )
        return sqliteFailure( database.handle(), code, QStringLiteral( "registering functions" ) );
    }
    return {};
  }
} // namespace syncline
