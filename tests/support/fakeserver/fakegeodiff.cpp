// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakegeodiff.h"

#include "core/base/require.h"
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "tests/support/fakeserver/fakechangeset.h"
#include "tests/support/fakeserver/fakewkt.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtEndian>

namespace syncline::fake
{
  namespace
  {
    constexpr quint32 RECORDED_SQLITE = 3046000;
    constexpr qint64 SQLITE_VERSION_OFFSET = 96;

    //! A folder of its own for databases that are worked on: what is stored stays as it is.
    class Bench
    {
      public:
        QString path( const char *name ) const { return mFolder.filePath( QLatin1String( name ) ); }
        //! A copy of stored bytes under \a name; its path.
        QString put( const ContentStore &content, const QByteArray &key, const char *name ) const
        {
          QFile copy( path( name ) );
          SYNCLINE_REQUIRE( copy.open( QIODevice::WriteOnly ) );
          const QByteArray bytes = content.read( key );
          SYNCLINE_REQUIRE( copy.write( bytes ) == bytes.size() );
          return copy.fileName();
        }
        QByteArray take( const QString &file ) const
        {
          QFile made( file );
          return made.open( QIODevice::ReadOnly ) ? made.readAll() : QByteArray();
        }

      private:
        QTemporaryDir mFolder;
    };

    //! All that was changed into the one file, as its last user does; and the version of the SQLite that the recorded server had
    //! into the header, where each library writes its own: else equal rows would give other checksums on another machine.
    [[nodiscard]] Result<void> settle( const QString &path )
    {
      {
        SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadWrite ) );
        SYNCLINE_CHECK( database.execute( "PRAGMA wal_checkpoint(TRUNCATE)" ) );
      }
      QFile file( path );
      QByteArray version( 4, 0 );
      qToBigEndian( RECORDED_SQLITE, version.data() );
      if ( !file.open( QIODevice::ReadWrite ) || !file.seek( SQLITE_VERSION_OFFSET ) ||
           file.write( version ) != version.size() )
        return fail( ErrorKind::LocalIo, file.errorString() );
      return {};
    }

    //! An entry as the reference library prints it: the one of a list, without the list around it.
    QString entryText( const QString &changesetOfOne )
    {
      Result<ChangesetReader> reader = ChangesetReader::open( changesetOfOne );
      QBuffer json;
      json.open( QIODevice::ReadWrite );
      if ( !reader || !writeChangesJson( std::move( *reader ), json ) )
        return QString();
      QStringList lines = QString::fromUtf8( json.data().trimmed() ).split( QLatin1Char( '\n' ) ).mid( 2 );
      lines = lines.mid( 0, lines.size() - 2 );
      for ( QString &line : lines )
        line.remove( 0, 4 );
      return lines.join( QLatin1Char( '\n' ) );
    }

    QString wordFor( Operation operation )
    {
      switch ( operation )
      {
        case Operation::Insert:
          return QStringLiteral( "insert_failed" );
        case Operation::Update:
          return QStringLiteral( "update_nothing" );
        case Operation::Delete:
          break;
      }
      return QStringLiteral( "delete_nothing" );
    }

    [[nodiscard]] Result<void> writeOne( const QString &path, const Entry &entry )
    {
      SYNCLINE_TRY( writer, ChangesetWriter::create( path ) );
      SYNCLINE_CHECK( writer.write( *entry.table, entry.operation, entry.oldValues, entry.newValues ) );
      return writer.finish();
    }

    //! The real server binds a text up to its first zero byte.
    [[nodiscard]] Result<void> cutTexts( const QString &changeset, const QString &to )
    {
      SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
      SYNCLINE_TRY( writer, ChangesetWriter::create( to ) );
      const auto cut = []( std::vector<Value> values )
      {
        for ( Value &value : values )
          if ( value.type == ValueType::Text )
            value.bytes = value.bytes.substr( 0, value.bytes.find( '\0' ) );
        return values;
      };
      SYNCLINE_CHECK( forEachEntry( std::move( reader ),
                                    [&]( const Entry &entry ) {
                                      return writer.write( *entry.table, entry.operation,
                                                           cut( entry.oldValues ), cut( entry.newValues ) );
                                    } ) );
      return writer.finish();
    }

    //! What the real server says of a changeset that does not fit: the first entry that has no place, found by applying one after
    //! the other.
    std::optional<QString> conflictText( const QString &database, const QString &changeset )
    {
      Result<ChangesetReader> reader = ChangesetReader::open( changeset );
      const QString one = changeset + QStringLiteral( "-one" );
      Entry entry;
      while ( reader && reader->next( entry ).value_or( false ) )
      {
        if ( !writeOne( one, entry ) )
          return std::nullopt;
        const Result<void> applied = syncline::applyChangeset( database, one );
        if ( applied )
          continue;
        if ( applied.error().kind != ErrorKind::ChangesetConflict )
          return std::nullopt;
        const QString last = entry.operation == Operation::Insert
                               ? QStringLiteral( "Nothing inserted (this should never happen)" )
                               : QStringLiteral( "Conflicts encountered while applying changes! Total 1" );
        return QStringLiteral( "GEODIFF WARNING: CONFLICT: %1:\n%2 \nGEODIFF ERROR: %3 \n" )
          .arg( wordFor( entry.operation ), entryText( one ), last );
      }
      return std::nullopt;
    }

    QJsonArray listIn( const QByteArray &json, QLatin1String name )
    {
      return QJsonDocument::fromJson( json ).object()[name].toArray();
    }

    QJsonObject columnOf( const QJsonArray &schema, const QString &table, int column )
    {
      for ( const QJsonValue &item : schema )
        if ( item.toObject()["table"_l1].toString() == table )
          return item.toObject()["columns"_l1].toArray().at( column ).toObject();
      return {};
    }

    //! The list with names and types of columns, and geometries as text.
    QJsonArray named( const QJsonArray &entries, const QJsonArray &schema )
    {
      QJsonArray said;
      for ( const QJsonValue &value : entries )
      {
        QJsonObject entry = value.toObject();
        QJsonArray changes;
        for ( const QJsonValue &item : entry["changes"_l1].toArray() )
        {
          QJsonObject change = item.toObject();
          const QJsonObject column =
            columnOf( schema, entry["table"_l1].toString(), change["column"_l1].toInt() );
          change["name"_l1] = column["name"_l1];
          change["type"_l1] = column["type"_l1];
          for ( const QLatin1String side : { "old"_l1, "new"_l1 } )
          {
            const QJsonValue cell = change.value( side );
            if ( column["type"_l1].toString() == "geometry"_l1 && cell.isString() )
              change[side] = wktOf( QByteArray::fromBase64( cell.toString().toLatin1() ) );
          }
          changes.append( change );
        }
        entry["changes"_l1] = changes;
        said.append( entry );
      }
      return said;
    }
  } // namespace

  Patched applyChangeset( ContentStore &content, const QByteArray &baseKey, const QByteArray &changesetKey )
  {
    const ChangesetContent read = readChangeset( content.read( changesetKey ) );
    if ( !read.error.isEmpty() )
      return { {}, read.error };
    if ( content.sizeOf( changesetKey ) == 0 )
      return { { baseKey, content.sizeOf( baseKey ) }, QString() };
    const Bench bench;
    const QString database = bench.put( content, baseKey, "base.gpkg" );
    const QString changeset = bench.put( content, changesetKey, "changeset" );
    const QString bound = bench.path( "bound" );
    Result<void> applied = cutTexts( changeset, bound );
    if ( applied )
      applied = syncline::applyChangeset( database, bound );
    if ( !applied )
      return { {},
               conflictText( database, changeset )
                 .value_or( QStringLiteral( "GEODIFF ERROR: %1 \n" ).arg( applied.error().detail ) ) };
    if ( const Result<void> settled = settle( database ); !settled )
      return { {}, QStringLiteral( "GEODIFF ERROR: %1" ).arg( settled.error().detail ) };
    return { content.put( bench.take( database ) ), QString() };
  }

  std::optional<ContentStore::Stored> makeChangeset( ContentStore &content, const QByteArray &baseKey,
                                                     const QByteArray &modifiedKey )
  {
    if ( baseKey == modifiedKey )
      return content.put( QByteArray() );
    const Bench bench;
    const QString base = bench.put( content, baseKey, "base.gpkg" );
    const QString modified = bench.put( content, modifiedKey, "modified.gpkg" );
    DiffOptions options;
    options.order = EntryOrder::Reference;
    const Result<void> made = diff( base, modified, bench.path( "changeset" ), options );
    return made
             ? std::optional<ContentStore::Stored>( content.put( bench.take( bench.path( "changeset" ) ) ) )
             : std::nullopt;
  }

  bool holdSameContent( const ContentStore &content, const QByteArray &oneKey, const QByteArray &otherKey )
  {
    const Bench bench;
    const Result<bool> same = livedb::sameContent( bench.put( content, oneKey, "one.gpkg" ),
                                                   bench.put( content, otherKey, "other.gpkg" ), {} );
    return same && *same;
  }

  std::optional<QJsonArray> listChanges( const ContentStore &content, const QByteArray &databaseKey,
                                         const QByteArray &changesetKey )
  {
    const Bench bench;
    const QString database = bench.put( content, databaseKey, "base.gpkg" );
    Result<ChangesetReader> reader = ChangesetReader::open( bench.put( content, changesetKey, "changeset" ) );
    QBuffer changes;
    QBuffer schema;
    changes.open( QIODevice::ReadWrite );
    schema.open( QIODevice::ReadWrite );
    if ( !reader || !writeChangesJson( std::move( *reader ), changes ) ||
         !writeSchemaJson( database, schema ) )
      return std::nullopt;
    return named( listIn( changes.data(), "geodiff"_l1 ), listIn( schema.data(), "geodiff_schema"_l1 ) );
  }
} // namespace syncline::fake
