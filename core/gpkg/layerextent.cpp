// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/layerextent.h"

#include "core/gpkg/rtreenode.h"
#include "core/gpkg/sqlite.h"

#include <QList>
#include <QPair>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <optional>

namespace syncline
{
  namespace
  {
    constexpr size_t CELL_BYTES = size_t( rtreenode::CELL_BYTES );

    double numberAt( std::string_view node, size_t offset )
    {
      const auto bits = qFromBigEndian<quint32>( node.data() + offset );
      float number = 0;
      std::memcpy( &number, &bits, sizeof number );
      return double( number );
    }

    //! The box around all cells of a node; nothing for an empty node, or for bytes that are none.
    std::optional<LayerExtent> boxOf( std::string_view node )
    {
      if ( node.size() < rtreenode::HEADER_BYTES )
        return std::nullopt;
      const size_t count = qFromBigEndian<quint16>( node.data() + rtreenode::CELL_COUNT_AT );
      if ( count == 0 || node.size() < rtreenode::HEADER_BYTES + count * CELL_BYTES )
        return std::nullopt;
      std::optional<LayerExtent> box;
      for ( size_t cell = 0; cell < count; ++cell )
      {
        const size_t at = rtreenode::HEADER_BYTES + cell * CELL_BYTES + rtreenode::ID_BYTES;
        const LayerExtent one{ numberAt( node, at ), numberAt( node, at + 8 ), numberAt( node, at + 4 ),
                               numberAt( node, at + 12 ) };
        if ( !box )
          box = one;
        box->minX = std::min( box->minX, one.minX );
        box->minY = std::min( box->minY, one.minY );
        box->maxX = std::max( box->maxX, one.maxX );
        box->maxY = std::max( box->maxY, one.maxY );
      }
      return box;
    }

    [[nodiscard]] Result<bool> hasTable( const Database &database, const QByteArray &name )
    {
      SYNCLINE_TRY( found,
                    database.prepare( "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?" ) );
      found.bind( 0, Value::ofText( { name.constData(), size_t( name.size() ) } ) );
      return found.next();
    }

    using SpatialTables = QList<QPair<QByteArray, QByteArray>>; // table, geometry column

    [[nodiscard]] Result<SpatialTables> spatialTables( const Database &database )
    {
      SpatialTables tables;
      SYNCLINE_TRY( isGeoPackage, hasTable( database, "gpkg_geometry_columns" ) );
      if ( !isGeoPackage )
        return tables;
      SYNCLINE_TRY( rows, database.prepare( "SELECT table_name, column_name FROM gpkg_geometry_columns" ) );
      for ( ;; )
      {
        SYNCLINE_TRY( isThere, rows.next() );
        if ( !isThere )
          return tables;
        tables << qMakePair( rows.textAt( 0 ), rows.textAt( 1 ) );
      }
    }
  } // namespace

  Result<QHash<QString, LayerExtent>> layerExtents( const QString &path, const CancelToken &cancel )
  {
    QHash<QString, LayerExtent> extents;
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( tables, spatialTables( database ) );
    for ( const auto &table : tables )
    {
      const QByteArray nodes = "rtree_" + table.first + '_' + table.second + "_node";
      SYNCLINE_TRY( hasIndex, hasTable( database, nodes ) );
      if ( !hasIndex )
        continue;
      SYNCLINE_TRY( root, database.prepare( "SELECT data FROM " + quoted( nodes ) + " WHERE nodeno = 1" ) );
      SYNCLINE_TRY( isThere, root.next() );
      if ( !isThere )
        continue;
      if ( const std::optional<LayerExtent> box = boxOf( root.column( 0 ).bytes ) )
        extents.insert( QString::fromUtf8( table.first ), *box );
    }
    return extents;
  }
} // namespace syncline
