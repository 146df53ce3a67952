// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetjson.h"

#include "core/base/require.h"
#include "core/gpkg/changesetfile.h"
#include "core/gpkg/helperthread.h"
#include "core/gpkg/jsonwriter.h"

#include <QFile>
#include <QMap>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace syncline
{
  namespace
  {
    constexpr size_t FLUSH_BYTES = 256 * 1024;
    constexpr qint64 WORTH_A_THREAD =
      1024 * 1024; // of changeset: less is written sooner than a thread starts

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
            mColumns.push_back( std::string( END_OF_CELL ) + ",\n        {\n          \"column\": " +
                                std::to_string( mColumns.size() ) + NEW_VALUE );
          bool hasCell = false;
          for ( size_t i = 0; i < columns; ++i )
          {
            const Value &before = entry.oldValues.empty() ? sNone : entry.oldValues[i];
            const Value &after = entry.newValues.empty() ? sNone : entry.newValues[i];
            if ( !before.isDefined() && !after.isDefined() )
              continue;
            std::string_view start = mColumns[i];
            if ( !hasCell )
              start.remove_prefix( END_OF_CELL.size() + 1 );
            if ( !after.isDefined() )
              start.remove_suffix( std::string_view( NEW_VALUE ).size() );
            hasCell = true;
            to += start;
            if ( after.isDefined() )
              appendValue( to, after );
            if ( before.isDefined() )
            {
              to += ",\n          \"old\": ";
              appendValue( to, before );
            }
          }
          if ( hasCell )
            to.append( END_OF_CELL ).append( "\n      " );
          to += "],\n      \"table\": ";
          appendJson( to, Value::ofText( viewOf( entry.table->name ) ) );
          to.append( ",\n      \"type\": \"" ).append( verbOf( entry.operation ) ).append( "\"\n    }" );
        }
        bool isEmpty() const { return mIsFirst; }

      private:
        static constexpr std::string_view END_OF_CELL = "\n        }";
        static constexpr const char *NEW_VALUE = ",\n          \"new\": ";
        static void appendValue( std::string &to, const Value &value )
        {
          appendJson( to, isNullText( value ) ? Value::null() : value );
        }
        std::vector<std::string> mColumns; // what stands between the value of a cell and that of this column
        bool mIsFirst = true;
    };

    using TakeText = std::function<Result<void>( std::string & )>;

    //! All of the list, a piece at a time; \a take empties the piece or exchanges it for an empty one.
    [[nodiscard]] Result<void> formatChanges( ChangesetReader &changeset, const TakeText &take )
    {
      std::string text = "{\n  \"geodiff\": [";
      EntryText entries;
      Entry entry;
      for ( ;; )
      {
        SYNCLINE_TRY( more, changeset.next( entry ) );
        if ( !more )
          break;
        entries.append( text, entry );
        if ( text.size() > FLUSH_BYTES )
          SYNCLINE_CHECK( take( text ) );
      }
      text += entries.isEmpty() ? "]\n}\n" : "\n  ]\n}\n";
      return take( text );
    }

    //! One piece of text between the thread that makes it and the one that writes it, while the next piece is made.
    class Handover
    {
      public:
        //! From the maker; waits until the piece before is written. False: nobody wants more.
        bool give( std::string &text )
        {
          std::unique_lock<std::mutex> lock( mMutex );
          mChanged.wait( lock, [this] { return !mIsFull || mIsStopped; } );
          if ( mIsStopped )
            return false;
          std::swap( mText, text );
          mIsFull = true;
          mChanged.notify_all();
          return true;
        }
        //! From the maker: that was all.
        void end()
        {
          const std::lock_guard<std::mutex> lock( mMutex );
          mIsAtEnd = true;
          mChanged.notify_all();
        }
        //! From the writer, with what it wrote, empty now; false when there is no more.
        bool take( std::string &text )
        {
          std::unique_lock<std::mutex> lock( mMutex );
          mChanged.wait( lock, [this] { return mIsFull || mIsAtEnd; } );
          if ( !mIsFull )
            return false;
          std::swap( mText, text );
          mIsFull = false;
          mChanged.notify_all();
          return true;
        }
        //! From the writer, which cannot go on.
        void stop()
        {
          const std::lock_guard<std::mutex> lock( mMutex );
          mIsStopped = true;
          mChanged.notify_all();
        }

      private:
        std::mutex mMutex;
        std::condition_variable mChanged;
        std::string mText;
        bool mIsFull = false;
        bool mIsAtEnd = false;
        bool mIsStopped = false;
    };

    //! Writes on the caller's thread, where the device belongs, what another one makes of the changeset.
    [[nodiscard]] Result<void> writeWithHelp( ChangesetReader &changeset, QIODevice &to )
    {
      Handover handover;
      Result<void> formatted;
      const TakeText give = [&handover]( std::string &text ) -> Result<void>
      {
        if ( !handover.give( text ) )
          return fail( ErrorKind::Canceled );
        return {};
      };
      std::thread helper = startHelper(
        [&]
        {
          formatted = formatChanges( changeset, give );
          handover.end();
        } );
      if ( !helper.joinable() )
        return formatChanges( changeset, [&to]( std::string &text ) { return flush( text, to ); } );
      Result<void> written;
      std::string text;
      while ( written && handover.take( text ) )
        written = flush( text, to );
      if ( !written )
        handover.stop();
      helper.join();
      SYNCLINE_CHECK( std::move( written ) );
      return formatted;
    }

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

    void writeConflict( JsonWriter &json, const RowMerge &row )
    {
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

    //! The conflict file of a report that has conflicts, a piece at a time.
    [[nodiscard]] Result<void> formatConflicts( const MergeReport &report, const TakeText &take )
    {
      JsonWriter json;
      json.beginObject();
      json.name( "geodiff" );
      json.beginArray();
      for ( const RowMerge &row : report.rows )
      {
        if ( row.isConflict() )
          writeConflict( json, row );
        if ( json.text.size() > FLUSH_BYTES )
          SYNCLINE_CHECK( take( json.text ) );
      }
      json.endArray();
      json.endObject();
      return take( json.text );
    }
  } // namespace

  Result<void> writeChangesJson( ChangesetReader changeset, QIODevice &to )
  {
    if ( changeset.totalBytes() >= WORTH_A_THREAD )
      return writeWithHelp( changeset, to );
    return formatChanges( changeset, [&to]( std::string &text ) { return flush( text, to ); } );
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
    QByteArray json;
    if ( report.conflicts() == 0 )
      return json;
    const auto formatted = formatConflicts( report,
                                            [&json]( std::string &text ) -> Result<void>
                                            {
                                              json.append( text.data(), int( text.size() ) );
                                              text.clear();
                                              return {};
                                            } );
    SYNCLINE_REQUIRE( formatted ); // taking never fails
    return json;
  }

  Result<PreparedConflicts> PreparedConflicts::of( const MergeReport &report, const QString &path )
  {
    SYNCLINE_CHECK( checkChangesetName( path ) );
    PreparedConflicts prepared;
    prepared.mPath = path;
    if ( report.conflicts() == 0 )
      return prepared;
    SYNCLINE_TRY( file, ChangesetFile::create( path ) );
    const TakeText take = [&file = file]( std::string &text ) -> Result<void>
    {
      SYNCLINE_CHECK( file.write( text ) );
      text.clear();
      return {};
    };
    SYNCLINE_CHECK( formatConflicts( report, take ) );
    prepared.mFile.emplace( std::move( file ) );
    return prepared;
  }

  Result<void> PreparedConflicts::commit()
  {
    if ( mFile )
      return mFile->commit();
    if ( QFile::exists( mPath ) && !QFile::remove( mPath ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "removing %1" ).arg( mPath ) );
    return {};
  }

  Result<void> writeConflicts( const MergeReport &report, const QString &path )
  {
    SYNCLINE_TRY( prepared, PreparedConflicts::of( report, path ) );
    return prepared.commit();
  }
} // namespace syncline
