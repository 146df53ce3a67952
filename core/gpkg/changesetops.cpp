// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetops.h"

#include "core/base/logging.h"

#include <QHash>

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace syncline
{
  namespace
  {
    //! One row's change so far. `raw` points into an input or into Merger::mMerged; empty when the changes have cancelled out.
    struct Stored
    {
        std::string_view raw;
    };

    //! The key that a key-changing update gives its row; empty for every other entry.
    std::string changedKey( const Entry &entry )
    {
      std::string key;
      bool changes = false;
      for ( size_t i = 0; entry.operation == Operation::Update && i < entry.oldValues.size(); ++i )
      {
        if ( !entry.table->isKey[i] )
          continue;
        const bool isNew = entry.newValues[i].isDefined() && entry.newValues[i] != entry.oldValues[i];
        changes = changes || isNew;
        appendEncoded( key, isNew ? entry.newValues[i] : entry.oldValues[i] );
      }
      return changes ? key : std::string();
    }

    //! An update from old to new with what is equal left out; false if nothing is left.
    bool reduce( const TableHeader &table, std::vector<Value> &oldValues, std::vector<Value> &newValues )
    {
      bool isLeft = false;
      for ( size_t i = 0; i < newValues.size(); ++i )
      {
        if ( newValues[i].isDefined() && newValues[i] != oldValues[i] )
        {
          isLeft = true;
          continue;
        }
        newValues[i] = Value();
        if ( !table.isKey[i] )
          oldValues[i] = Value();
      }
      return isLeft;
    }

    class Merger
    {
      public:
        explicit Merger( ImpossiblePairs impossible )
          : mImpossible( impossible )
        {
        }
        [[nodiscard]] Result<void> add( std::string_view changeset );
        [[nodiscard]] Result<void> write( ChangesetWriter &writer ) const;

      private:
        struct Table
        {
            std::shared_ptr<const TableHeader> header;
            std::unordered_map<std::string, size_t>
              byKey;                  // key → index in mStored of the entry that others may join
            std::vector<size_t> rows; // in order of appearance
        };
        [[nodiscard]] Result<void> add( const Entry &entry );
        [[nodiscard]] Result<void> merge( size_t at, Table &table, const Entry &next );
        void replace( size_t at, Table &table, const Entry &with );

        ImpossiblePairs mImpossible;
        QHash<QByteArray, size_t> mTableIndex;
        std::deque<Table> mTables;
        std::vector<Stored> mStored;
        std::deque<std::string> mMerged; // a deque keeps the bytes where the views point
    };

    Result<void> Merger::add( std::string_view changeset )
    {
      ChangesetReader reader = ChangesetReader::over( changeset );
      Entry entry;
      for ( ;; )
      {
        SYNCLINE_TRY( more, reader.next( entry ) );
        if ( !more )
          return {};
        SYNCLINE_CHECK( add( entry ) );
      }
    }

    Result<void> Merger::add( const Entry &entry )
    {
      if ( !mTableIndex.contains( entry.table->name ) )
      {
        mTableIndex.insert( entry.table->name, mTables.size() );
        mTables.push_back( { entry.table, {}, {} } );
      }
      Table &table = mTables[mTableIndex.value( entry.table->name )];
      if ( table.header->isKey != entry.table->isKey )
        return fail( ErrorKind::SchemaDiffers,
                     QStringLiteral( "table %1 has different columns in the changesets" )
                       .arg( QString::fromUtf8( entry.table->name ) ) );
      const std::string key = encodedKey( entry );
      const std::string newKey = changedKey( entry );
      const auto known = table.byKey.find( key );
      if ( known != table.byKey.end() && newKey.empty() )
      {
        const size_t at = known->second;
        table.byKey.erase( known );
        return merge( at, table, entry );
      }
      const size_t at = mStored.size();
      mStored.push_back( { entry.raw } );
      table.rows.push_back( at );
      if ( newKey.empty() )
        table.byKey[key] = at;
      else // an update that changes the key stands for itself, and nothing is merged across it
      {
        table.byKey.erase( key );
        table.byKey.erase( newKey );
      }
      return {};
    }

    void Merger::replace( size_t at, Table &table, const Entry &with )
    {
      std::string bytes;
      appendEncoded( bytes, with.operation, with.oldValues, with.newValues );
      mMerged.push_back( std::move( bytes ) );
      mStored[at].raw = mMerged.back();
      Entry entry;
      decodeEntry( mStored[at].raw, table.header, entry );
      table.byKey[encodedKey( entry )] = at;
    }

    Result<void> Merger::merge( size_t at, Table &table, const Entry &next )
    {
      Entry first;
      decodeEntry( mStored[at].raw, table.header, first );
      const size_t columns = table.header->isKey.size();
      const auto overlaid = [columns]( const std::vector<Value> &above, const std::vector<Value> &below )
      {
        std::vector<Value> values = below;
        for ( size_t i = 0; i < columns; ++i )
        {
          if ( above[i].isDefined() )
            values[i] = above[i];
        }
        return values;
      };
      const Operation a = first.operation;
      const Operation b = next.operation;
      if ( a == Operation::Insert && b == Operation::Update )
        replace( at, table,
                 { Operation::Insert, {}, {}, overlaid( next.newValues, first.newValues ), 0, {} } );
      else if ( a == Operation::Insert && b == Operation::Delete )
        mStored[at].raw = {};
      else if ( a == Operation::Update && b == Operation::Delete )
        replace( at, table,
                 { Operation::Delete, {}, overlaid( first.oldValues, next.oldValues ), {}, 0, {} } );
      else if ( ( a == Operation::Update && b == Operation::Update ) ||
                ( a == Operation::Delete && b == Operation::Insert ) )
      {
        std::vector<Value> oldValues =
          a == Operation::Delete ? first.oldValues : overlaid( first.oldValues, next.oldValues );
        std::vector<Value> newValues =
          a == Operation::Delete ? next.newValues : overlaid( next.newValues, first.newValues );
        if ( reduce( *table.header, oldValues, newValues ) )
          replace( at, table, { Operation::Update, {}, oldValues, newValues, 0, {} } );
        else
          mStored[at].raw = {};
      }
      else if ( mImpossible == ImpossiblePairs::Fail )
        return fail(
          ErrorKind::ChangesetConflict,
          QStringLiteral( "table %1, entry at byte %2: the row was %3 before" )
            .arg( QString::fromUtf8( next.table->name ) )
            .arg( next.offset )
            .arg( a == Operation::Delete ? QStringLiteral( "deleted" ) : QStringLiteral( "there" ) ) );
      else
      {
        qCWarning( lcGpkg ) << "dropping two changes of one row that cannot follow one another, in table"
                            << next.table->name;
        mStored[at].raw = {};
      }
      return {};
    }

    Result<void> Merger::write( ChangesetWriter &writer ) const
    {
      for ( const Table &table : mTables )
      {
        for ( const size_t at : table.rows )
        {
          if ( !mStored[at].raw.empty() )
            SYNCLINE_CHECK( writer.write( *table.header, mStored[at].raw ) );
        }
      }
      return {};
    }
  } // namespace

  std::string encodedKey( const Entry &entry )
  {
    const std::vector<Value> &values =
      entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
    std::string key;
    for ( size_t i = 0; i < values.size(); ++i )
    {
      if ( entry.table->isKey[i] )
        appendEncoded( key, values[i] );
    }
    return key;
  }

  Result<void> invert( ChangesetReader changeset, ChangesetWriter &inverse )
  {
    Entry entry;
    for ( ;; )
    {
      SYNCLINE_TRY( more, changeset.next( entry ) );
      if ( !more )
        return {};
      Operation operation = Operation::Update;
      if ( entry.operation == Operation::Insert )
        operation = Operation::Delete;
      else if ( entry.operation == Operation::Delete )
        operation = Operation::Insert;
      std::swap( entry.oldValues, entry.newValues );
      for ( size_t i = 0; operation == Operation::Update && i < entry.oldValues.size(); ++i )
      {
        if ( entry.table->isKey[i] && !entry.oldValues[i].isDefined() )
          std::swap( entry.oldValues[i], entry.newValues[i] );
      }
      SYNCLINE_CHECK( inverse.write( *entry.table, operation, entry.oldValues, entry.newValues ) );
    }
  }

  Result<void> invert( const QString &changeset, const QString &inverse )
  {
    SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
    SYNCLINE_TRY( writer, ChangesetWriter::create( inverse ) );
    SYNCLINE_CHECK( invert( std::move( reader ), writer ) );
    return writer.finish();
  }

  Result<void> concat( const std::vector<std::string_view> &changesets, ChangesetWriter &result,
                       ImpossiblePairs impossible )
  {
    if ( changesets.size() < 2 )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "two changesets at least are needed" ) );
    Merger merger( impossible );
    for ( const std::string_view changeset : changesets )
      SYNCLINE_CHECK( merger.add( changeset ) );
    return merger.write( result );
  }

  Result<void> concat( const QStringList &changesets, const QString &result, ImpossiblePairs impossible )
  {
    std::vector<std::string> inputs;
    for ( const QString &path : changesets )
    {
      SYNCLINE_TRY( bytes, readChangeset( path ) );
      inputs.push_back( std::move( bytes ) );
    }
    SYNCLINE_TRY( writer, ChangesetWriter::create( result ) );
    SYNCLINE_CHECK( concat( { inputs.begin(), inputs.end() }, writer, impossible ) );
    return writer.finish();
  }
} // namespace syncline
