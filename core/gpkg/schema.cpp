// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/schema.h"

#include <algorithm>
#include <iterator>

namespace syncline
{
  namespace
  {
    //! SQLite's limits of expressions and of columns of a result; the reference library ends there, too.
    constexpr size_t MAX_COMPARED_COLUMNS = 950;

    //! Calls \a take( row ) for each row of \a sql, whose parameters are \a texts.
    template<class Take>
    [[nodiscard]] Result<void> forEachRow( const Database &database, const QByteArray &sql,
                                           const QList<QByteArray> &texts, Take take )
    {
      SYNCLINE_TRY( statement, database.prepare( sql ) );
      for ( int i = 0; i < texts.size(); ++i )
        statement.bind( i, Value::ofText( { texts.at( i ).constData(), size_t( texts.at( i ).size() ) } ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, statement.next() );
        if ( !more )
          return {};
        take( statement );
      }
    }

    BaseType baseTypeOf( const QByteArray &declared )
    {
      const QByteArray type = declared.toLower();
      static const QSet<QByteArray> sIntegers = { "int",       "integer", "smallint",
                                                  "mediumint", "bigint",  "tinyint" };
      static const QSet<QByteArray> sDoubles = { "double", "real", "double precision", "float" };
      if ( sIntegers.contains( type ) )
        return BaseType::Integer;
      if ( sDoubles.contains( type ) )
        return BaseType::Double;
      if ( type == "bool" || type == "boolean" )
        return BaseType::Boolean;
      if ( type == "blob" )
        return BaseType::Blob;
      if ( type == "datetime" )
        return BaseType::DateTime;
      if ( type == "date" )
        return BaseType::Date;
      return BaseType::Text; // text, varchar and every name that nobody knows
    }

    [[nodiscard]] Result<void> readCrs( const Database &database, const QByteArray &schema, qint64 srsId,
                                        TableSchema &table )
    {
      bool found = false;
      bool complete = true;
      const QByteArray sql = "SELECT organization, organization_coordsys_id, definition FROM " +
                             quoted( schema ) +
                             ".gpkg_spatial_ref_sys WHERE srs_id = " + QByteArray::number( srsId );
      SYNCLINE_CHECK( forEachRow(
        database, sql, {},
        [&]( const Statement &row )
        {
          found = true;
          complete = row.column( 0 ).type != ValueType::Null && row.column( 2 ).type != ValueType::Null;
          table.crs = { srsId, row.textAt( 0 ), row.integerAt( 1 ), row.textAt( 2 ) };
        } ) );
      if ( !found || !complete )
        return fail( ErrorKind::DamagedDatabase,
                     QStringLiteral( "table %1: the coordinate reference system %2 is not described" )
                       .arg( QString::fromUtf8( table.name ) )
                       .arg( srsId ) );
      return {};
    }

    [[nodiscard]] Result<void> readGeometry( const Database &database, const QByteArray &schema,
                                             TableSchema &table )
    {
      SYNCLINE_TRY( isGeoPackage, hasTable( database, schema, "gpkg_geometry_columns" ) );
      if ( !isGeoPackage )
        return {};
      std::optional<qint64> srsId;
      QByteArray missing;
      const QByteArray sql = "SELECT column_name, geometry_type_name, srs_id, z, m FROM " + quoted( schema ) +
                             ".gpkg_geometry_columns WHERE table_name = ?";
      SYNCLINE_CHECK( forEachRow( database, sql, { table.name },
                                  [&]( const Statement &row )
                                  {
                                    const QByteArray name = row.textAt( 0 );
                                    const auto column =
                                      std::find_if( table.columns.begin(), table.columns.end(),
                                                    [&name]( const Column &c ) { return c.name == name; } );
                                    if ( column == table.columns.end() )
                                    {
                                      missing = name;
                                      return;
                                    }
                                    column->base = BaseType::Geometry;
                                    column->geometry =
                                      GeometryColumn{ row.textAt( 1 ), row.integerAt( 2 ),
                                                      row.integerAt( 3 ) != 0, row.integerAt( 4 ) != 0 };
                                    srsId = row.integerAt( 2 );
                                  } ) );
      if ( !missing.isEmpty() )
        return fail( ErrorKind::DamagedDatabase,
                     QStringLiteral( "table %1 has no geometry column %2, which gpkg_geometry_columns names" )
                       .arg( QString::fromUtf8( table.name ), QString::fromUtf8( missing ) ) );
      if ( srsId && *srsId != -1 )
        SYNCLINE_CHECK( readCrs( database, schema, *srsId, table ) );
      return {};
    }

    [[nodiscard]] Result<void> readColumns( const Database &database, const QByteArray &schema,
                                            TableSchema &table )
    {
      QSet<QByteArray> names; // lower case, generated ones too
      SYNCLINE_CHECK( forEachRow(
        database, "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?, ?) ORDER BY cid",
        { table.name, schema },
        [&]( const Statement &row )
        {
          names.insert( row.textAt( 0 ).toLower() );
          if ( row.integerAt( 4 ) != 0 )
          {
            table.hasGenerated = true;
            return;
          }
          Column column;
          column.name = row.textAt( 0 );
          column.declaredType = row.textAt( 1 );
          column.base = baseTypeOf( column.declaredType );
          column.isNotNull = row.integerAt( 2 ) != 0;
          column.isKey = row.integerAt( 3 ) > 0;
          column.isAutoIncrement = column.isKey && column.declaredType.toLower() == "integer";
          table.columns.push_back( column );
        } ) );
      for ( const char *name : { "rowid", "_rowid_", "oid" } )
      {
        if ( !table.isWithoutRowid && table.rowid.isEmpty() && !names.contains( name ) )
          table.rowid = name;
      }
      return {};
    }

    [[nodiscard]] Result<void> readIndexes( const Database &database, const QByteArray &schema,
                                            TableSchema &table )
    {
      QList<QByteArray> keyIndexes;
      SYNCLINE_CHECK( forEachRow( database, "SELECT name, \"unique\", origin FROM pragma_index_list(?, ?)",
                                  { table.name, schema },
                                  [&]( const Statement &row )
                                  {
                                    if ( row.textAt( 2 ) == "pk" )
                                      keyIndexes.append( row.textAt( 0 ) );
                                    else if ( row.integerAt( 1 ) != 0 )
                                      table.hasUnique = true;
                                  } ) );
      table.rowidIsKey = table.hasKey() && keyIndexes.isEmpty() && !table.isWithoutRowid;
      for ( const QByteArray &index : keyIndexes )
      {
        SYNCLINE_CHECK( forEachRow( database, "SELECT coll FROM pragma_index_xinfo(?, ?) WHERE key = 1",
                                    { index, schema },
                                    [&]( const Statement &row )
                                    {
                                      if ( row.textAt( 0 ).toUpper() != "BINARY" )
                                        table.keyIsBinary = false;
                                    } ) );
      }
      return {};
    }
  } // namespace

  bool TableFilter::takes( const QByteArray &table ) const
  {
    return only.isEmpty() ? !skip.contains( table ) : only.contains( table );
  }

  Result<void> TableFilter::check() const
  {
    if ( !only.isEmpty() && !skip.isEmpty() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "tables can be chosen or skipped, not both" ) );
    return {};
  }

  QByteArray nameOf( BaseType type )
  {
    switch ( type )
    {
      case BaseType::Text:
        return "text";
      case BaseType::Integer:
        return "integer";
      case BaseType::Double:
        return "double";
      case BaseType::Boolean:
        return "boolean";
      case BaseType::Blob:
        return "blob";
      case BaseType::Geometry:
        return "geometry";
      case BaseType::Date:
        return "date";
      case BaseType::DateTime:
        return "datetime";
    }
    Q_UNREACHABLE();
  }

  bool TableSchema::hasKey() const
  {
    return std::any_of( columns.begin(), columns.end(), []( const Column &column ) { return column.isKey; } );
  }

  TableHeader TableSchema::header() const
  {
    TableHeader header;
    header.name = name;
    for ( const Column &column : columns )
      header.isKey.push_back( column.isKey );
    return header;
  }

  QByteArray TableSchema::columnList( const QByteArray &prefix ) const
  {
    QByteArray list;
    for ( const Column &column : columns )
      list += ( list.isEmpty() ? "" : ", " ) + ( prefix.isEmpty() ? QByteArray() : prefix + '.' ) +
              quoted( column.name );
    return list;
  }

  Result<QList<QByteArray>> tableNames( const Database &database, const QByteArray &schema,
                                        const TableFilter &filter )
  {
    SYNCLINE_CHECK( filter.check() );
    QList<QByteArray> names;
    const QByteArray sql =
      "SELECT name FROM " + quoted( schema ) +
      ".sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    SYNCLINE_CHECK( forEachRow( database, sql, {},
                                [&]( const Statement &row )
                                {
                                  const QByteArray name = row.textAt( 0 );
                                  const bool isOurs = !name.startsWith( "gpkg_" ) &&
                                                      !name.startsWith( "rtree_" ) &&
                                                      name != "sqlite_sequence";
                                  if ( isOurs && filter.takes( name ) )
                                    names.append( name );
                                } ) );
    return names;
  }

  Result<QSet<QByteArray>> derivedTables( const Database &database, const QByteArray &schema )
  {
    QSet<QByteArray> names;
    SYNCLINE_CHECK( forEachRow(
      database,
      "SELECT name FROM pragma_table_list WHERE schema = ? AND (type = 'shadow' OR name LIKE 'sqlite\\_%' "
      "ESCAPE '\\')",
      { schema }, [&]( const Statement &row ) { names.insert( row.textAt( 0 ) ); } ) );
    return names;
  }

  Result<bool> hasTable( const Database &database, const QByteArray &schema, const QByteArray &name )
  {
    bool found = false;
    SYNCLINE_CHECK( forEachRow(
      database, "SELECT 1 FROM " + quoted( schema ) + ".sqlite_master WHERE type = 'table' AND name = ?",
      { name }, [&]( const Statement & ) { found = true; } ) );
    return found;
  }

  Result<TableSchema> readTable( const Database &database, const QByteArray &schema, const QByteArray &name )
  {
    TableSchema table;
    table.name = name;
    SYNCLINE_CHECK( forEachRow(
      database, "SELECT sql FROM " + quoted( schema ) + ".sqlite_master WHERE type = 'table' AND name = ?",
      { name }, [&]( const Statement &row ) { table.sql = row.textAt( 0 ); } ) );
    if ( table.sql.isEmpty() )
      return fail( ErrorKind::NotFound,
                   QStringLiteral( "there is no table %1" ).arg( QString::fromUtf8( name ) ) );
    SYNCLINE_CHECK( forEachRow(
      database, "SELECT wr FROM pragma_table_list WHERE schema = ? AND name = ?", { schema, name },
      [&]( const Statement &row ) { table.isWithoutRowid = row.integerAt( 0 ) != 0; } ) );
    SYNCLINE_CHECK( readColumns( database, schema, table ) );
    SYNCLINE_CHECK( readIndexes( database, schema, table ) );
    SYNCLINE_CHECK(
      forEachRow( database, "SELECT \"table\" FROM pragma_foreign_key_list(?, ?)", { name, schema },
                  [&]( const Statement &row ) { table.references.insert( row.textAt( 0 ).toLower() ); } ) );
    SYNCLINE_CHECK( readGeometry( database, schema, table ) );
    return table;
  }

  std::optional<QString> differenceOf( const TableSchema &base, const TableSchema &modified )
  {
    if ( base.columns.size() != modified.columns.size() )
      return QStringLiteral( "the number of columns" );
    for ( size_t i = 0; i < base.columns.size(); ++i )
    {
      const Column &a = base.columns[i];
      const Column &b = modified.columns[i];
      const QString name = QString::fromUtf8( a.name );
      if ( a.name != b.name )
        return QStringLiteral( "column %1 against %2" ).arg( name, QString::fromUtf8( b.name ) );
      if ( a.base != b.base && a.declaredType != b.declaredType )
        return QStringLiteral( "the type of column %1" ).arg( name );
      if ( a.isKey != b.isKey || a.isAutoIncrement != b.isAutoIncrement )
        return QStringLiteral( "the part of column %1 in the key" ).arg( name );
      if ( a.isNotNull != b.isNotNull )
        return QStringLiteral( "whether column %1 may be NULL" ).arg( name );
      if ( a.geometry.has_value() != b.geometry.has_value() )
        return QStringLiteral( "whether column %1 is a geometry" ).arg( name );
      if ( a.geometry && ( a.geometry->type != b.geometry->type || a.geometry->srsId != b.geometry->srsId ||
                           a.geometry->hasZ != b.geometry->hasZ || a.geometry->hasM != b.geometry->hasM ) )
        return QStringLiteral( "the kind of geometry in column %1" ).arg( name );
    }
    if ( base.crs.srsId != modified.crs.srsId || base.crs.authority != modified.crs.authority ||
         base.crs.code != modified.crs.code )
      return QStringLiteral( "the coordinate reference system" );
    return std::nullopt;
  }

  Result<std::vector<TablePair>> matchTables( const Database &database, const TableFilter &filter )
  {
    SYNCLINE_TRY( inBase, tableNames( database, "base", filter ) );
    SYNCLINE_TRY( inModified, tableNames( database, "main", filter ) );
    SYNCLINE_TRY( derivedInBase, derivedTables( database, "base" ) );
    SYNCLINE_TRY( derivedInModified, derivedTables( database, "main" ) );
    QList<QByteArray> all = inModified; // in SQLite's order, which in UTF-16 is not that of the UTF-8 bytes
    std::copy_if( inBase.begin(), inBase.end(), std::back_inserter( all ),
                  [&inModified]( const QByteArray &name ) { return !inModified.contains( name ); } );

    std::vector<TablePair> pairs;
    for ( const QByteArray &name : all )
    {
      const bool isBoth = inBase.contains( name ) && inModified.contains( name );
      if ( !isBoth && ( derivedInBase.contains( name ) || derivedInModified.contains( name ) ) )
        continue;
      if ( !isBoth )
        return fail( ErrorKind::SchemaDiffers,
                     QStringLiteral( "table %1 is only in the %2 file" )
                       .arg( QString::fromUtf8( name ), inBase.contains( name )
                                                          ? QStringLiteral( "base" )
                                                          : QStringLiteral( "modified" ) ) );
      SYNCLINE_TRY( base, readTable( database, "base", name ) );
      SYNCLINE_TRY( modified, readTable( database, "main", name ) );
      if ( modified.columns.size() > MAX_COMPARED_COLUMNS )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "table %1 has %2 columns, too many for changes of rows" )
                       .arg( QString::fromUtf8( name ) )
                       .arg( modified.columns.size() ) );
      if ( const auto difference = differenceOf( base, modified ) )
        return fail( ErrorKind::SchemaDiffers, QStringLiteral( "table %1 differs between the files: %2" )
                                                 .arg( QString::fromUtf8( name ), *difference ) );
      pairs.push_back( { base, modified } );
    }
    return pairs;
  }
} // namespace syncline
