// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetjson.h"

#include "core/gpkg/changesetfile.h"
#include "core/gpkg/jsonwriter.h"

#include <QFile>
#include <QMap>

namespace syncline
{
  namespace
  {
    constexpr size_t FLUSH_BYTES = 256 * 1024;

    std::string_view viewOf( const QByteArray &bytes )
    {
      return { bytes.constData(), size_t( bytes.size() ) };
    }

    [[nodiscard]] Result<void> flush( std::string &text, QIODevice &to )
    {
      if ( to.write( text.data(), qint64( text.size() ) ) != qint64( text.size() ) )
        return fail( ErrorKind::LocalIo, to.errorString() );
      text.clear();
      return {};
    }

    const char *verbOf( Operation operation )
    {
      switch ( operation )
      {
        case Operation::Insert:
          return "insert";
        case Operation::Delete:
          return "delete";
        case Operation::Update:
          return "update";
      }
      Q_UNREACHABLE();
    }

    //! Such text becomes null, as in every file that the reference library has written.
    bool isNullText( const Value &value ) { return value.type == ValueType::Text && value.bytes == "null"; }

    void writeCell( JsonWriter &json, const char *name, const Value &value )
    {
      if ( !value.isDefined() )
        return;
      json.name( name );
      if ( isNullText( value ) )
        json.null();
      else
        json.value( value );
    }

    //! Most of the bytes of a list of changes are the same for each cell of a column; these are made once.
    class EntryText
    {
      public:
        void append( std::string &to, const Entry &entry )
        {
          static const Value sNone;
          to += mIsFirst ? "\n    {\n      \"changes\": [" : ",\n    {\n      \"changes\": [";
          mIsFirst = false;
          const size_t columns = size_t( entry.table->columnCount() );
          while ( mColumns.size() < columns )
            mColumns.push_back( "\n        {\n          \"column\": " + std::to_string( mColumns.size() ) );
          bool hasCell = false;
          for ( size_t i = 0; i < columns; ++i )
          {
            const Value &before = entry.oldValues.empty() ? sNone : entry.oldValues[i];
            const Value &after = entry.newValues.empty() ? sNone : entry.newValues[i];
            if ( !before.isDefined() && !after.isDefined() )
              continue;
            if ( hasCell )
              to += ',';
            hasCell = true;
            to += mColumns[i];
            if ( after.isDefined() )
              appendCell( to, ",\n          \"new\": ", after );
            if ( before.isDefined() )
              appendCell( to, ",\n          \"old\": ", before );
            to += "\n        }";
          }
          to += hasCell ? "\n      ],\n      \"table\": " : "],\n      \"table\": ";
          appendJson( to, Value::ofText( viewOf( entry.table->name ) ) );
          to.append( ",\n      \"type\": \"" ).append( verbOf( entry.operation ) ).append( "\"\n    }" );
        }
        bool isEmpty() const { return mIsFirst; }

      private:
        static void appendCell( std::string &to, std::string_view name, const Value &value )
        {
          to += name;
          appendJson( to, isNullText( value ) ? Value::null() : value );
        }
        std::vector<std::string> mColumns;
        bool mIsFirst = true;
    };

    void writeColumn( JsonWriter &json, const Column &column )
    {
      json.beginObject();
      if ( column.isAutoIncrement )
      {
        json.name( "auto_increment" );
        json.boolean( true );
      }
      if ( column.geometry )
      {
        json.name( "geometry" );
        json.beginObject();
        if ( column.geometry->hasM )
        {
          json.name( "has_m" );
          json.boolean( true );
        }
        if ( column.geometry->hasZ )
        {
          json.name( "has_z" );
          json.boolean( true );
        }
        json.name( "srs_id" );
        json.string( std::to_string( column.geometry->srsId ) );
        json.name( "type" );
        json.string( viewOf( column.geometry->type ) );
        json.endObject();
      }
      json.name( "name" );
      json.string( viewOf( column.name ) );
      if ( column.isNotNull )
      {
        json.name( "not_null" );
        json.boolean( true );
      }
      if ( column.isKey )
      {
        json.name( "primary_key" );
        json.boolean( true );
      }
      json.name( "type" );
      json.string( viewOf( nameOf( column.base ) ) );
      json.name( "type_db" );
      json.string( viewOf( column.declaredType ) );
      json.endObject();
    }

    void writeTable( JsonWriter &json, const TableSchema &table )
    {
      json.beginObject();
      json.name( "columns" );
      json.beginArray();
      for ( const Column &column : table.columns )
        writeColumn( json, column );
      json.endArray();
      if ( table.crs.srsId != 0 )
      {
        json.name( "crs" );
        json.beginObject();
        json.name( "auth_code" );
        json.number( table.crs.code );
        json.name( "auth_name" );
        json.string( viewOf( table.crs.authority ) );
        json.name( "srs_id" );
        json.number( table.crs.srsId );
        json.name( "wkt" );
        json.string( viewOf( table.crs.definition ) );
        json.endObject();
      }
      json.name( "table" );
      json.string( viewOf( table.name ) );
      json.endObject();
    }

    //! "fid" of a conflict file is text; keys of several columns are joined by commas.
    std::string keyText( const std::vector<CellValue> &key )
    {
      std::string text;
      for ( const CellValue &cell : key )
      {
        const Value value = cell.view();
        JsonWriter json;
        if ( value.type == ValueType::Text )
          json.text = std::string( value.bytes );
        else
          json.value( value );
        text += ( text.empty() ? "" : "," ) + json.text;
      }
      return text;
    }
  } // namespace

  Result<void> writeChangesJson( ChangesetReader changeset, QIODevice &to )
  {
    std::string text = "{\n  \"geodiff\": [";
    text.reserve( FLUSH_BYTES * 2 );
    EntryText entries;
    Entry entry;
    for ( ;; )
    {
      SYNCLINE_TRY( more, changeset.next( entry ) );
      if ( !more )
        break;
      entries.append( text, entry );
      if ( text.size() > FLUSH_BYTES )
        SYNCLINE_CHECK( flush( text, to ) );
    }
    text += entries.isEmpty() ? "]\n}\n" : "\n  ]\n}\n";
    return flush( text, to );
  }

  Result<QMap<QByteArray, TableChanges>> summarize( ChangesetReader changeset )
  {
    QMap<QByteArray, TableChanges> tables;
    Entry entry;
    for ( ;; )
    {
      SYNCLINE_TRY( more, changeset.next( entry ) );
      if ( !more )
        return tables;
      TableChanges &changes = tables[entry.table->name];
      switch ( entry.operation )
      {
        case Operation::Insert:
          ++changes.inserts;
          break;
        case Operation::Delete:
          ++changes.deletes;
          break;
        case Operation::Update:
          ++changes.updates;
          break;
      }
    }
  }

  Result<void> writeSummaryJson( ChangesetReader changeset, QIODevice &to )
  {
    SYNCLINE_TRY( tables, summarize( std::move( changeset ) ) );
    JsonWriter json;
    json.beginObject();
    json.name( "geodiff_summary" );
    json.beginArray();
    for ( auto it = tables.constBegin(); it != tables.constEnd(); ++it )
    {
      json.beginObject();
      json.name( "delete" );
      json.number( it->deletes );
      json.name( "insert" );
      json.number( it->inserts );
      json.name( "table" );
      json.string( viewOf( it.key() ) );
      json.name( "update" );
      json.number( it->updates );
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.text += '\n';
    return flush( json.text, to );
  }

  Result<void> writeSchemaJson( const QString &path, QIODevice &to, const TableFilter &filter )
  {
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly ) );
    SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
    SYNCLINE_TRY( names, tableNames( database, "main", filter ) );
    JsonWriter json;
    json.beginObject();
    json.name( "geodiff_schema" );
    json.beginArray();
    for ( const QByteArray &name : names )
    {
      SYNCLINE_TRY( table, readTable( database, "main", name ) );
      writeTable( json, table );
    }
    json.endArray();
    json.endObject();
    json.text += '\n';
    return flush( json.text, to );
  }

  QByteArray conflictsJson( const MergeReport &report )
  {
    if ( report.conflicts() == 0 )
      return {};
    JsonWriter json;
    json.beginObject();
    json.name( "geodiff" );
    json.beginArray();
    for ( const RowMerge &row : report.rows )
    {
      if ( !row.isConflict() )
        continue;
      json.beginObject();
      json.name( "changes" );
      json.beginArray();
      for ( const CellMerge &cell : row.cells )
      {
        if ( !cell.isConflict )
          continue;
        json.beginObject();
        writeCell( json, "base", cell.base.view() );
        json.name( "column" );
        json.number( qint64( cell.column ) );
        writeCell( json, "new", cell.ours.view() );
        writeCell( json, "old", cell.theirs.view() );
        json.endObject();
      }
      json.endArray();
      json.name( "fid" );
      json.string( keyText( row.key ) );
      json.name( "table" );
      json.string( viewOf( row.table ) );
      json.name( "type" );
      json.string( "conflict" );
      json.endObject();
    }
    json.endArray();
    json.endObject();
    return QByteArray( json.text.data(), int( json.text.size() ) );
  }

  Result<void> writeConflicts( const MergeReport &report, const QString &path )
  {
    SYNCLINE_CHECK( checkChangesetName( path ) );
    const QByteArray json = conflictsJson( report );
    if ( json.isEmpty() )
    {
      if ( QFile::exists( path ) && !QFile::remove( path ) )
        return fail( ErrorKind::LocalIo, QStringLiteral( "removing %1" ).arg( path ) );
      return {};
    }
    SYNCLINE_TRY( file, ChangesetFile::create( path ) );
    SYNCLINE_CHECK( file.write( { json.constData(), size_t( json.size() ) } ) );
    return file.commit();
  }
} // namespace syncline
