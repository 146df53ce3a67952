// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/beyondrows.h"

#include "core/gpkg/differ.h"
#include "core/gpkg/samecontent.h"
#include "core/gpkg/schema.h"

namespace syncline
{
  namespace
  {
    //! Ordinary tables whose rows no changeset carries.
    [[nodiscard]] Result<QList<QByteArray>> tablesLeftOut( const Database &database )
    {
      QList<QByteArray> names;
      SYNCLINE_TRY( taking, tableNames( database, "main", {} ) );
      SYNCLINE_TRY( tables, database.prepare( "SELECT name FROM pragma_table_list WHERE schema = 'main' AND "
                                              "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                              "ORDER BY name" ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, tables.next() );
        if ( !more )
          return names;
        const QByteArray name = tables.textAt( 0 );
        if ( taking.contains( name ) )
        {
          SYNCLINE_TRY( table, readTable( database, "main", name ) );
          if ( table.hasKey() )
            continue;
        }
        names.append( name );
      }
    }

    //! The names of \a table's columns in \a schema, in order.
    [[nodiscard]] Result<QList<QByteArray>> columnNames( const Database &database, const QByteArray &schema,
                                                         const QByteArray &table )
    {
      SYNCLINE_TRY( described, readTable( database, schema, table ) );
      QList<QByteArray> names;
      for ( const Column &column : described.columns )
        names.append( column.name );
      return names;
    }

    //! What a table shows that changesets leave out; nothing for those that follow from rows by themselves.
    [[nodiscard]] Result<QByteArray> columnsBeyondRows( const Database &database, const QByteArray &table )
    {
      static const QList<QByteArray> sFollowing{ "last_change", "min_x", "min_y", "max_x", "max_y" };
      if ( table == "gpkg_ogr_contents" )
        return QByteArray();
      if ( table != "gpkg_contents" )
        return QByteArray( "*" );
      SYNCLINE_TRY( names, columnNames( database, "main", table ) ); // not every program writes all of them
      QByteArrayList columns;
      for ( const QByteArray &name : std::as_const( names ) )
      {
        if ( !sFollowing.contains( name ) )
          columns.append( quoted( name ) );
      }
      return columns.join( ", " );
    }

    class Widening
    {
      public:
        explicit Widening( Database &database )
          : mDatabase( database )
        {
        }

        [[nodiscard]] Result<void> run()
        {
          SYNCLINE_TRY( here, tableNames( mDatabase, "main", {} ) );
          SYNCLINE_TRY( there, tableNames( mDatabase, "wanted", {} ) );
          SYNCLINE_TRY( derived, derivedTables( mDatabase, "wanted" ) );
          SYNCLINE_TRY( transaction, Transaction::begin( mDatabase, Transaction::Kind::Write ) );
          for ( const QByteArray &name : here )
          {
            if ( !there.contains( name ) )
              return fail( ErrorKind::SchemaDiffers,
                           QStringLiteral( "table %1 is gone" ).arg( QString::fromUtf8( name ) ) );
            SYNCLINE_CHECK( addColumns( name ) );
          }
          for ( const QByteArray &name : there )
          {
            if ( !here.contains( name ) && !derived.contains( name ) )
              SYNCLINE_CHECK( addTable( name ) );
          }
          SYNCLINE_CHECK( takeRegisters() );
          return transaction.commit();
        }

      private:
        [[nodiscard]] Result<void> addColumns( const QByteArray &table )
        {
          SYNCLINE_TRY( here, columnNames( mDatabase, "main", table ) );
          SYNCLINE_TRY( there, columnNames( mDatabase, "wanted", table ) );
          if ( there.mid( 0, here.size() ) != here )
            return fail( ErrorKind::SchemaDiffers,
                         QStringLiteral( "columns of %1 differ" ).arg( QString::fromUtf8( table ) ) );
          for ( const QByteArray &name : there.mid( here.size() ) )
          {
            SYNCLINE_TRY( column, mDatabase.prepare( "SELECT type, \"notnull\", dflt_value FROM "
                                                     "pragma_table_info(?1, 'wanted') WHERE name = ?2" ) );
            column.bind( 0, Value::ofText( { table.constData(), size_t( table.size() ) } ) );
            column.bind( 1, Value::ofText( { name.constData(), size_t( name.size() ) } ) );
            SYNCLINE_TRY( isThere, column.next() );
            if ( !isThere )
              return fail( ErrorKind::SchemaDiffers, QString::fromUtf8( name ) );
            QByteArray sql = "ALTER TABLE main." + quoted( table ) + " ADD COLUMN " + quoted( name ) + ' ' +
                             column.textAt( 0 );
            if ( column.integerAt( 1 ) != 0 )
              sql += " NOT NULL";
            if ( column.column( 2 ).type == ValueType::Text )
              sql += " DEFAULT " + column.textAt( 2 );
            SYNCLINE_CHECK( mDatabase.execute( sql ) );
          }
          return {};
        }

        [[nodiscard]] Result<void> addTable( const QByteArray &name )
        {
          SYNCLINE_TRY( described, readTable( mDatabase, "wanted", name ) );
          return mDatabase.execute( described.sql );
        }

        //! What says which columns are geometries, and where on earth.
        [[nodiscard]] Result<void> takeRegisters()
        {
          for ( const char *name : { "gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns" } )
          {
            SYNCLINE_TRY( isHere, hasTable( mDatabase, "main", name ) );
            SYNCLINE_TRY( isThere, hasTable( mDatabase, "wanted", name ) );
            if ( isHere && isThere )
              SYNCLINE_CHECK( mDatabase.execute( QByteArray( "INSERT OR REPLACE INTO main." ) + name +
                                                 " SELECT * FROM wanted." + name ) );
          }
          return {};
        }

        Database &mDatabase;
    };
  } // namespace

  Result<bool> differBeyondRows( const QString &a, const QString &b, const CancelToken &cancel )
  {
    SYNCLINE_TRY( first, Database::open( a, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( second, Database::open( b, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( readingFirst, Transaction::begin( first, Transaction::Kind::Read ) );
    SYNCLINE_TRY( readingSecond, Transaction::begin( second, Transaction::Kind::Read ) );
    for ( const char *sql :
          { "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE "
            "'\\' AND name <> 'sqlite_sequence' ORDER BY type, name",
            "PRAGMA user_version", "PRAGMA application_id" } )
    {
      SYNCLINE_TRY( same, sameRows( first, second, sql ) );
      if ( !same )
        return true;
    }
    SYNCLINE_TRY( tables, tablesLeftOut( first ) );
    for ( const QByteArray &table : std::as_const( tables ) )
    {
      SYNCLINE_TRY( columns, columnsBeyondRows( first, table ) );
      if ( columns.isEmpty() )
        continue;
      SYNCLINE_TRY(
        same, sameRows( first, second, "SELECT " + columns + " FROM " + quoted( table ) + " NOT INDEXED" ) );
      if ( !same )
        return true;
    }
    return false;
  }

  Result<void> widenSchema( const QString &work, const QString &wanted, const CancelToken &cancel )
  {
    SYNCLINE_TRY( database, Database::open( work, Database::Access::ReadWrite, cancel ) );
    SYNCLINE_CHECK( database.attach( wanted, "wanted" ) );
    return Widening( database ).run();
  }
} // namespace syncline
