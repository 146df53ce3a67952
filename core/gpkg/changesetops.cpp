// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetops.h"

#include "core/base/logging.h"
#include "core/gpkg/entrytext.h"
#include "core/gpkg/keyindex.h"

#include <QHash>

#include <algorithm>
#include <deque>

namespace syncline
{
  namespace
  {
    //! The key that a key-changing update gives its row; empty for every other entry.
    std::string changedKey( const Entry &entry )
    {
      std::string key;
      if ( entry.operation != Operation::Update )
        return key;
      const std::vector<bool> &isKey = entry.table->isKey;
      const auto isNew = [&entry, &isKey]( size_t i )
      { return isKey[i] && entry.newValues[i].isDefined() && entry.newValues[i] != entry.oldValues[i]; };
      bool changes = false;
      for ( size_t i = 0; i < isKey.size() && !changes; ++i )
        changes = isNew( i );
      for ( size_t i = 0; changes && i < isKey.size(); ++i )
      {
        if ( isKey[i] )
          appendEncoded( key, isNew( i ) ? entry.newValues[i] : entry.oldValues[i] );
      }
      return key;
    }

    //! Puts the defined values of \a above over \a below.
    void overlay( const std::vector<Value> &above, std::vector<Value> &below )
    {
      for ( size_t i = 0; i < below.size(); ++i )
      {
        if ( above[i].isDefined() )
          below[i] = above[i];
      }
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
            KeyIndex byKey;           // index in mStored of the entry that others may join
            std::vector<size_t> rows; // in order of appearance
        };
        [[nodiscard]] Result<Table *> tableOf( const Entry &entry );
        [[nodiscard]] Result<void> add( const Entry &entry );
        [[nodiscard]] Result<bool> merge( size_t at, const Entry &next );
        void replace( size_t at, Operation operation, const std::vector<Value> &oldValues,
                      const std::vector<Value> &newValues );
        bool update( size_t at, std::vector<Value> &oldValues, std::vector<Value> &newValues );

        ImpossiblePairs mImpossible;
        QHash<QByteArray, size_t> mTableIndex;
        std::deque<Table> mTables;
        std::shared_ptr<const TableHeader> mLastHeader; // of the last entry, and its table
        Table *mLastTable = nullptr;
        std::vector<std::string_view>
          mStored; // each row's change so far, in an input or in mMerged; empty when its changes have cancelled out
        std::deque<std::string> mMerged; // a deque keeps the bytes where the views point
        Entry mFirst;                    // the earlier of two entries
        std::vector<Value> mValues;
    };

    Result<void> Merger::add( std::string_view changeset )
    {
      return forEachEntry( ChangesetReader::over( changeset ),
                           [this]( const Entry &entry ) { return add( entry ); } );
    }

    Result<Merger::Table *> Merger::tableOf( const Entry &entry )
    {
      if ( entry.table == mLastHeader )
        return mLastTable;
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
      mLastHeader = entry.table;
      mLastTable = &table;
      return mLastTable;
    }

    Result<void> Merger::add( const Entry &entry )
    {
      SYNCLINE_TRY( table, tableOf( entry ) );
      const std::string key = encodedKey( entry );
      const std::string newKey = changedKey( entry );
      const bool canBeMet = hasWholeKey( entry );
      const size_t known = canBeMet ? table->byKey.find( key ) : KeyIndex::NONE;
      if ( known != KeyIndex::NONE && newKey.empty() )
      {
        SYNCLINE_TRY( isLeft, merge( known, entry ) );
        if ( !isLeft )
        {
          mStored[known] = {};
          table->byKey.erase( key );
        }
        return {};
      }
      const size_t at = mStored.size();
      mStored.push_back( entry.raw );
      table->rows.push_back( at );
      if ( !canBeMet )
        return {};
      if ( newKey.empty() )
        table->byKey.insert( key, at );
      else // an update that changes the key stands for itself, and nothing is merged across it
      {
        table->byKey.erase( key );
        table->byKey.erase( newKey );
      }
      return {};
    }

    //! The key stays what it was: only entries without a new one are merged.
    void Merger::replace( size_t at, Operation operation, const std::vector<Value> &oldValues,
                          const std::vector<Value> &newValues )
    {
      std::string bytes;
      appendEncoded( bytes, operation, oldValues, newValues );
      mMerged.push_back( std::move( bytes ) );
      mStored[at] = mMerged.back();
    }

    bool Merger::update( size_t at, std::vector<Value> &oldValues, std::vector<Value> &newValues )
    {
      const bool isLeft = reduce( *mFirst.table, oldValues, newValues );
      if ( isLeft )
        replace( at, Operation::Update, oldValues, newValues );
      return isLeft;
    }

    //! Joins \a next to what is stored there; false if the two cancel each other out.
    Result<bool> Merger::merge( size_t at, const Entry &next )
    {
      decodeEntry( mStored[at], next.table, mFirst );
      const Operation a = mFirst.operation;
      const Operation b = next.operation;
      if ( a == Operation::Insert && b == Operation::Update )
      {
        overlay( next.newValues, mFirst.newValues );
        replace( at, Operation::Insert, {}, mFirst.newValues );
        return true;
      }
      if ( a == Operation::Insert && b == Operation::Delete )
        return false;
      if ( a == Operation::Update && b == Operation::Delete )
      {
        mValues = next.oldValues;
        overlay( mFirst.oldValues, mValues );
        replace( at, Operation::Delete, mValues, {} );
        return true;
      }
      if ( a == Operation::Update && b == Operation::Update )
      {
        mValues = next.oldValues;
        overlay( mFirst.oldValues, mValues );
        overlay( next.newValues, mFirst.newValues );
        return update( at, mValues, mFirst.newValues );
      }
      if ( a == Operation::Delete && b == Operation::Insert )
      {
        mValues = next.newValues;
        return update( at, mFirst.oldValues, mValues );
      }
      if ( mImpossible == ImpossiblePairs::Fail )
        return fail( ErrorKind::ChangesetConflict,
                     QStringLiteral( "%1: the row was %2 before" )
                       .arg( entryText( next ), a == Operation::Delete ? QStringLiteral( "deleted" )
                                                                       : QStringLiteral( "there" ) ) );
      qCWarning( lcGpkg ) << "dropping two changes of one row that cannot follow one another, in table"
                          << next.table->name;
      return false;
    }

    Result<void> Merger::write( ChangesetWriter &writer ) const
    {
      for ( const Table &table : mTables )
      {
        for ( const size_t at : table.rows )
        {
          if ( !mStored[at].empty() )
            SYNCLINE_CHECK( writer.write( *table.header, mStored[at] ) );
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

  bool hasWholeKey( const Entry &entry )
  {
    const std::vector<Value> &values =
      entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
    for ( size_t i = 0; i < values.size(); ++i )
    {
      if ( entry.table->isKey[i] && values[i].type == ValueType::Null )
        return false;
    }
    return true;
  }

  Result<void> invert( ChangesetReader changeset, ChangesetWriter &inverse )
  {
    return forEachEntry( std::move( changeset ),
                         [&inverse]( Entry &entry ) -> Result<void>
                         {
                           Operation operation = Operation::Update;
                           if ( entry.operation == Operation::Insert )
                             operation = Operation::Delete;
                           else if ( entry.operation == Operation::Delete )
                             operation = Operation::Insert;
                           std::swap( entry.oldValues, entry.newValues );
                           for ( size_t i = 0; operation == Operation::Update && i < entry.oldValues.size();
                                 ++i )
                           {
                             if ( entry.table->isKey[i] && !entry.oldValues[i].isDefined() )
                               std::swap( entry.oldValues[i], entry.newValues[i] );
                           }
                           return inverse.write( *entry.table, operation, entry.oldValues, entry.newValues );
                         } );
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
    for ( size_t i = 0; i < changesets.size(); ++i )
    {
      auto added = merger.add( changesets[i] );
      if ( !added )
        added.error().detail.prepend( QStringLiteral( "changeset %1: " ).arg( i + 1 ) );
      SYNCLINE_CHECK( std::move( added ) );
    }
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
