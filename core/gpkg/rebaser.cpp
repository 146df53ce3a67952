// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/rebaser.h"

#include "core/gpkg/changesetops.h"
#include "core/gpkg/rebasekeys.h"
#include "core/gpkg/takenalong.h"

#include <QMap>

#include <algorithm>
#include <deque>

namespace syncline
{
  namespace
  {
    constexpr int LAST_CHANGE_COLUMN = 4; // of gpkg_contents: two saves are no conflict

    //! One rebase: their side is read, then ours in two passes.
    class Rebase
    {
      public:
        Rebase( const Database *base, const RebaseOptions &options )
          : mBase( base )
          , mOptions( options )
          , mTakenAlong( base )
        {
        }
        [[nodiscard]] Result<void> readTheirs( std::string_view theirs );
        [[nodiscard]] Result<void> mapKeys( std::string_view ours );
        [[nodiscard]] Result<void> rewrite( std::string_view ours );
        [[nodiscard]] Result<void> writeUnsettled();
        MergeReport report;
        // Where the outcome goes, in one form or the other.
        ChangesetWriter *writer = nullptr;
        RewrittenEntries *rewritten = nullptr;

      private:
        [[nodiscard]] Result<void> noteTheir( const Entry &entry );
        [[nodiscard]] Result<void> noteOurKey( const Entry &entry );
        [[nodiscard]] Result<void> rewrite( Entry &entry );
        [[nodiscard]] Result<const ParentColumns *> parentsOf( const TableHeader &table );
        [[nodiscard]] Result<bool> followParents( Entry &entry );
        [[nodiscard]] Result<const QByteArray *> keyParentOf( const TableHeader &table );
        void mapFollowers();
        Value referenceTo( qint64 key, ValueType type );
        void renumber( Entry &entry );
        void rewriteInsert( Entry &entry, const TheirTable &theirs );
        void rewriteDelete( Entry &entry, const TheirTable &theirs );
        void rewriteUpdate( Entry &entry, const TheirTable &theirs );
        void mergeCells( Entry &entry, const Entry &their, RowMerge &row );
        void mergeInserts( Entry &entry, std::string_view theirInsert );
        const Entry *theirUpdateOf( const std::string &key, const TheirTable &theirs );
        void drop( RowMerge row );
        void tellWhatGoesAlong( const Entry &deletion );
        [[nodiscard]] Result<void> emitEntry( const Entry &entry );

        //! One of theirs, and whether its row is as it should be on our side already.
        struct TheirEntry
        {
            const TableHeader *header;
            std::string_view raw;
            bool isSettled;
        };
        const Database *mBase;
        const RebaseOptions &mOptions;
        QMap<QByteArray, TheirTable> mTheirs;
        TakenAlong mTakenAlong;
        std::vector<TheirEntry> mTheirEntries;      // in their order
        std::shared_ptr<const TableHeader> mLatest; // of the entry of theirs before, and its table
        TheirTable *mLatestTable = nullptr;
        QMap<QByteArray, std::shared_ptr<KeyMapping>> mKeys; // of tables that we inserted into
        QHash<QByteArray, std::unordered_map<qint64, qint64>> mMapping;
        QHash<QByteArray, ParentColumns> mParents;
        QHash<QByteArray, QByteArray> mKeyParents; // of tables whose key is a reference; empty: it is none
        QMap<QByteArray, std::vector<qint64>> mFollowers; // keys of ours in such tables
        bool mKeeps = true;                               // whether the entry at hand is written
        size_t mMet = KeyIndex::NONE;                     // the entry of theirs that it met
        bool mIsSettled = false;                          // whether ours is as it should be without that
        Entry mTheir;                                     // the other side of the row at hand
        std::deque<std::string> mReferences;              // texts of the entry at hand
        QMap<QByteArray, std::pair<std::shared_ptr<const TableHeader>, std::string>>
          mByName; // with referenceOrder
    };

    std::vector<CellValue> keyOf( const Entry &entry )
    {
      const std::vector<Value> &values =
        entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
      std::vector<CellValue> key;
      for ( size_t i = 0; i < values.size(); ++i )
      {
        if ( entry.table->isKey[i] )
          key.emplace_back( values[i] );
      }
      return key;
    }

    RowMerge rowOf( const Entry &entry, RowOutcome outcome )
    {
      RowMerge row;
      row.table = entry.table->name;
      row.key = keyOf( entry );
      row.outcome = outcome;
      return row;
    }

    Result<void> Rebase::readTheirs( std::string_view theirs )
    {
      auto read = forEachEntry( ChangesetReader::over( theirs ),
                                [this]( const Entry &entry ) { return noteTheir( entry ); } );
      if ( !read )
        read.error().detail.prepend( QStringLiteral( "their changeset: " ) );
      return read;
    }

    Result<void> Rebase::noteTheir( const Entry &entry )
    {
      if ( entry.table != mLatest )
      {
        mLatestTable = &mTheirs[entry.table->name];
        mLatest = entry.table;
      }
      TheirTable &table = *mLatestTable;
      if ( !table.header )
        table.header = entry.table;
      if ( table.header->isKey != entry.table->isKey )
        return fail( ErrorKind::SchemaDiffers,
                     QStringLiteral( "table %1 has different columns within their changeset" )
                       .arg( QString::fromUtf8( entry.table->name ) ) );
      const size_t number = mTheirEntries.size();
      mTheirEntries.push_back( { table.header.get(), entry.raw, false } );
      SYNCLINE_CHECK( mTakenAlong.noteTheir( entry, number ) );
      if ( !hasWholeKey( entry ) )
        return {};
      switch ( entry.operation )
      {
        case Operation::Insert:
          table.inserted.insert( encodedKey( entry ), number );
          if ( const auto key = numberOfKey( *entry.table, entry.newValues ) )
            table.insertedNumbers.insert( *key );
          break;
        case Operation::Update:
          table.updated.insert( encodedKey( entry ), number );
          break;
        case Operation::Delete:
          table.deleted.insert( encodedKey( entry ), number );
          break;
      }
      return {};
    }

    Result<void> Rebase::noteOurKey( const Entry &entry )
    {
      const auto number =
        entry.operation == Operation::Insert ? numberOfKey( *entry.table, entry.newValues ) : std::nullopt;
      if ( number )
      {
        SYNCLINE_TRY( parent, keyParentOf( *entry.table ) );
        if ( !parent->isEmpty() )
        {
          mFollowers[entry.table->name].push_back( *number );
          return {};
        }
      }
      const auto theirs = mTheirs.constFind( entry.table->name );
      if ( theirs == mTheirs.constEnd() )
        return {};
      if ( theirs->header->isKey != entry.table->isKey )
        return fail( ErrorKind::SchemaDiffers,
                     QStringLiteral( "table %1 has different columns in the two changesets" )
                       .arg( QString::fromUtf8( entry.table->name ) ) );
      if ( entry.operation != Operation::Insert )
        return {};
      auto &mapping = mKeys[entry.table->name];
      if ( !mapping )
        mapping = std::make_shared<KeyMapping>( *theirs, mBase );
      if ( number )
        mapping->addInsert( *number );
      return {};
    }

    Result<void> Rebase::mapKeys( std::string_view ours )
    {
      auto read = forEachEntry( ChangesetReader::over( ours ),
                                [this]( const Entry &entry ) { return noteOurKey( entry ); } );
      if ( !read )
        read.error().detail.prepend( QStringLiteral( "our changeset: " ) );
      SYNCLINE_CHECK( std::move( read ) );
      for ( auto it = mKeys.constBegin(); it != mKeys.constEnd(); ++it )
      {
        SYNCLINE_TRY( mapping, it.value()->finish() );
        for ( const auto &[from, to] : mapping )
          report.renumbered[it.key()].insert( from, to );
        mMapping.insert( it.key().toLower(), std::move( mapping ) );
      }
      mapFollowers();
      return {};
    }

    //! A key that refers to another table's key changes with that, and for no other reason.
    void Rebase::mapFollowers()
    {
      for ( bool hasMore = true; hasMore; ) // a follower may have followers
      {
        hasMore = false;
        for ( auto it = mFollowers.constBegin(); it != mFollowers.constEnd(); ++it )
        {
          const auto parent = mMapping.constFind( mKeyParents.value( it.key() ) );
          if ( parent == mMapping.constEnd() || mMapping.contains( it.key().toLower() ) )
            continue;
          std::unordered_map<qint64, qint64> mapping;
          for ( const qint64 key : *it )
          {
            if ( const auto target = parent->find( key ); target != parent->end() )
            {
              mapping.insert( *target );
              report.renumbered[it.key()].insert( target->first, target->second );
            }
          }
          mMapping.insert( it.key().toLower(), std::move( mapping ) );
          hasMore = true;
        }
      }
    }

    //! The other table that a table's only key column refers to, in lower case; empty where it refers to none.
    Result<const QByteArray *> Rebase::keyParentOf( const TableHeader &table )
    {
      const auto known = mKeyParents.constFind( table.name );
      if ( known != mKeyParents.constEnd() )
        return &known.value();
      QByteArray found;
      SYNCLINE_TRY( parents, parentsOf( table ) );
      for ( const auto &[column, parent] : *parents )
      {
        if ( table.isKey[size_t( column )] && parent != table.name.toLower() &&
             std::count( table.isKey.begin(), table.isKey.end(), true ) == 1 )
          found = parent;
      }
      return &*mKeyParents.insert( table.name, found );
    }

    Result<const ParentColumns *> Rebase::parentsOf( const TableHeader &table )
    {
      const auto known = mParents.constFind( table.name );
      if ( known != mParents.constEnd() )
        return &known.value();
      ParentColumns parents;
      if ( mBase && mOptions.childrenFollowParents )
      {
        SYNCLINE_TRY( found, parentColumnsOf( *mBase, table ) );
        parents = std::move( found );
      }
      return &*mParents.insert( table.name, parents );
    }

    //! A reference to \a key, stored as the one before was. Text lives until the next entry.
    Value Rebase::referenceTo( qint64 key, ValueType type )
    {
      if ( type == ValueType::Real )
        return Value::ofReal( double( key ) );
      if ( type != ValueType::Text )
        return Value::ofInteger( key );
      mReferences.push_back( std::to_string( key ) );
      return Value::ofText( mReferences.back() );
    }

    //! Whether it changed a value.
    Result<bool> Rebase::followParents( Entry &entry )
    {
      bool hasFollowed = false;
      if ( entry.operation == Operation::Delete || mMapping.isEmpty() )
        return hasFollowed;
      SYNCLINE_TRY( parents, parentsOf( *entry.table ) );
      for ( const auto &[column, parent] : *parents )
      {
        if ( size_t( column ) >= entry.newValues.size() ||
             ( entry.table->isKey[size_t( column )] && mFollowers.contains( entry.table->name ) ) )
          continue; // a further header with other columns; see mapFollowers()
        Value &value = entry.newValues[size_t( column )];
        const auto mapping = mMapping.constFind( parent );
        const auto number = referredNumber( value );
        if ( !number || mapping == mMapping.constEnd() )
          continue;
        const auto target = mapping->find( *number );
        if ( target == mapping->end() )
          continue;
        value = referenceTo( target->second, value.type );
        hasFollowed = true;
      }
      return hasFollowed;
    }

    //! \a entry becomes an update of their row, for keys that cannot be renumbered.
    void Rebase::mergeInserts( Entry &entry, std::string_view theirInsert )
    {
      Entry &their = mTheir;
      decodeEntry( theirInsert, entry.table, their );
      RowMerge row = rowOf( entry, RowOutcome::InsertsMerged );
      entry.operation = Operation::Update;
      entry.oldValues.assign( entry.newValues.size(), Value() );
      for ( size_t i = 0; i < entry.newValues.size(); ++i )
      {
        const bool differs = entry.newValues[i] != their.newValues[i];
        if ( differs )
          row.cells.push_back( { int( i ), CellValue(), CellValue( their.newValues[i] ),
                                 CellValue( entry.newValues[i] ), true } );
        if ( differs || entry.table->isKey[i] )
          entry.oldValues[i] = their.newValues[i];
        if ( !differs )
          entry.newValues[i] = Value();
      }
      mKeeps = !row.cells.empty();
      report.rows.push_back( std::move( row ) );
    }

    //! Of two rows with one key that cannot be renumbered one becomes an update of the other.
    void Rebase::rewriteInsert( Entry &entry, const TheirTable &theirs )
    {
      if ( !hasWholeKey( entry ) )
        return;
      const size_t their = theirs.inserted.find( encodedKey( entry ) );
      if ( their != KeyIndex::NONE )
        mergeInserts( entry, mTheirEntries[their].raw );
    }

    void Rebase::renumber( Entry &entry )
    {
      const auto number = numberOfKey( *entry.table, entry.newValues );
      if ( !number )
        return;
      const auto mapping = mMapping.constFind( entry.table->name.toLower() );
      if ( mapping == mMapping.constEnd() )
        return;
      const auto target = mapping->find( *number );
      if ( target == mapping->end() )
        return;
      RowMerge row = rowOf( entry, RowOutcome::Renumbered );
      row.newKey = target->second;
      report.rows.push_back( std::move( row ) );
      const size_t key = size_t( std::find( entry.table->isKey.begin(), entry.table->isKey.end(), true ) -
                                 entry.table->isKey.begin() );
      entry.newValues[key].integer = target->second;
    }

    const Entry *Rebase::theirUpdateOf( const std::string &key, const TheirTable &theirs )
    {
      mMet = theirs.updated.find( key );
      if ( mMet == KeyIndex::NONE )
        return nullptr;
      decodeEntry( mTheirEntries[mMet].raw, theirs.header, mTheir );
      return &mTheir;
    }

    //! Our entry is not written; \a row tells why.
    void Rebase::drop( RowMerge row )
    {
      mKeeps = false;
      report.rows.push_back( std::move( row ) );
    }

    void Rebase::rewriteDelete( Entry &entry, const TheirTable &theirs )
    {
      const std::string key = encodedKey( entry );
      mIsSettled = true; // the row is gone from ours, whatever theirs says
      mMet = theirs.deleted.find( key );
      if ( mMet != KeyIndex::NONE )
        return drop( rowOf( entry, RowOutcome::BothDeleted ) );
      const Entry *their = theirUpdateOf( key, theirs );
      if ( !their )
        return;
      RowMerge row = rowOf( entry, RowOutcome::WeDeleted );
      for ( size_t i = 0; i < entry.oldValues.size(); ++i )
      {
        if ( entry.table->isKey[i] || !their->newValues[i].isDefined() )
          continue;
        row.cells.push_back( { int( i ), CellValue( entry.oldValues[i] ), CellValue( their->newValues[i] ),
                               CellValue(), false } );
        entry.oldValues[i] = their->newValues[i];
      }
      report.rows.push_back( std::move( row ) );
    }

    //! Column by column. Nothing is written where nothing of ours is left.
    void Rebase::mergeCells( Entry &entry, const Entry &their, RowMerge &row )
    {
      size_t cells = 0;
      for ( size_t i = 0; i < entry.newValues.size(); ++i )
        cells += their.newValues[i].isDefined() || entry.newValues[i].isDefined() ? 1 : 0;
      row.cells.reserve( cells );
      mKeeps = false;
      mIsSettled = true;
      for ( size_t i = 0; i < entry.newValues.size(); ++i )
      {
        Value &ourOld = entry.oldValues[i];
        Value &ourNew = entry.newValues[i];
        const Value &theirNew = their.newValues[i];
        if ( !theirNew.isDefined() || !ourNew.isDefined() )
        {
          if ( theirNew.isDefined() || ourNew.isDefined() )
            row.cells.push_back( { int( i ), CellValue( ourNew.isDefined() ? ourOld : their.oldValues[i] ),
                                   CellValue( theirNew ), CellValue( ourNew ), false } );
          mKeeps = mKeeps || ourNew.isDefined();
          mIsSettled = mIsSettled && !theirNew.isDefined();
          continue;
        }
        const bool isSame = ourNew == theirNew;
        const bool isStamp = entry.table->name == "gpkg_contents" && int( i ) == LAST_CHANGE_COLUMN;
        row.cells.push_back( { int( i ), CellValue( ourOld ), CellValue( theirNew ), CellValue( ourNew ),
                               !isSame && !isStamp } );
        ourOld = isSame ? Value() : theirNew;
        if ( isSame )
          ourNew = Value();
        mKeeps = mKeeps || !isSame;
      }
    }

    void Rebase::rewriteUpdate( Entry &entry, const TheirTable &theirs )
    {
      const std::string key = encodedKey( entry );
      if ( theirs.deleted.contains( key ) )
      {
        RowMerge row = rowOf( entry, RowOutcome::TheyDeleted );
        for ( size_t i = 0; i < entry.newValues.size(); ++i )
        {
          if ( entry.newValues[i].isDefined() )
            row.cells.push_back( { int( i ), CellValue( entry.oldValues[i] ), CellValue(),
                                   CellValue( entry.newValues[i] ), true } );
        }
        return drop( std::move( row ) );
      }
      const Entry *their = theirUpdateOf( key, theirs );
      if ( !their )
        return;
      RowMerge row = rowOf( entry, RowOutcome::Merged );
      mergeCells( entry, *their, row );
      if ( row.isConflict() )
        row.outcome = RowOutcome::OursWon;
      report.rows.push_back( std::move( row ) );
    }

    //! Their new rows whose parent we deleted go with it where the foreign key says so. Who wrote them has to learn of it.
    void Rebase::tellWhatGoesAlong( const Entry &deletion )
    {
      Entry lost;
      for ( const size_t number : mTakenAlong.under( deletion ) )
      {
        const TheirEntry &their = mTheirEntries[number];
        decodeEntry( their.raw, mTheirs[their.header->name].header, lost );
        RowMerge row = rowOf( lost, RowOutcome::WeDeleted );
        for ( size_t i = 0; i < lost.newValues.size(); ++i )
        {
          if ( lost.newValues[i].isDefined() && !lost.table->isKey[i] )
            row.cells.push_back( { int( i ), {}, CellValue( lost.newValues[i] ), {}, true } );
        }
        report.rows.push_back( std::move( row ) );
      }
    }

    Result<void> Rebase::emitEntry( const Entry &entry )
    {
      if ( !writer )
        return {};
      if ( !mOptions.referenceOrder )
        return writer->write( *entry.table, entry.operation, entry.oldValues, entry.newValues );
      auto &table = mByName[entry.table->name];
      if ( !table.first )
        table.first = entry.table;
      appendEncoded( table.second, entry.operation, entry.oldValues, entry.newValues );
      return {};
    }

    Result<void> Rebase::rewrite( Entry &entry )
    {
      if ( mOptions.cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      if ( !mOptions.tables.takes( entry.table->name ) )
        return {};
      mKeeps = true;
      mMet = KeyIndex::NONE;
      mIsSettled = false;
      mReferences.clear();
      const size_t told = report.rows.size();
      SYNCLINE_TRY( hasFollowed, followParents( entry ) );
      if ( entry.operation == Operation::Insert && !mMapping.isEmpty() )
        renumber( entry );
      const auto theirs = mTheirs.constFind( entry.table->name );
      if ( theirs != mTheirs.constEnd() )
      {
        switch ( entry.operation )
        {
          case Operation::Insert:
            rewriteInsert( entry, *theirs );
            break;
          case Operation::Delete:
            rewriteDelete( entry, *theirs );
            break;
          case Operation::Update:
            rewriteUpdate( entry, *theirs );
            break;
        }
      }
      const bool isRewritten = hasFollowed || report.rows.size() > told;
      if ( entry.operation == Operation::Delete && mKeeps )
        tellWhatGoesAlong( entry );
      if ( rewritten && isRewritten && mIsSettled && !hasFollowed && mMet != KeyIndex::NONE )
        mTheirEntries[mMet].isSettled = true;
      else if ( rewritten && isRewritten )
      {
        SYNCLINE_CHECK( rewritten->before.write( *entry.table, entry.raw ) );
        if ( mKeeps )
          SYNCLINE_CHECK(
            rewritten->after.write( *entry.table, entry.operation, entry.oldValues, entry.newValues ) );
      }
      return mKeeps ? emitEntry( entry ) : Result<void>();
    }

    Result<void> Rebase::rewrite( std::string_view ours )
    {
      SYNCLINE_CHECK(
        forEachEntry( ChangesetReader::over( ours ), [this]( Entry &entry ) { return rewrite( entry ); } ) );
      for ( const auto &table : std::as_const( mByName ) )
        SYNCLINE_CHECK( writer->write( *table.first, table.second ) );
      return {};
    }

    Result<void> Rebase::writeUnsettled()
    {
      for ( const TheirEntry &entry : mTheirEntries )
      {
        if ( !entry.isSettled )
          SYNCLINE_CHECK( rewritten->theirs.write( *entry.header, entry.raw ) );
      }
      return {};
    }
  } // namespace

  bool RowMerge::isConflict() const
  {
    return std::any_of( cells.begin(), cells.end(), []( const CellMerge &cell ) { return cell.isConflict; } );
  }

  qint64 MergeReport::conflicts() const
  {
    return std::count_if( rows.begin(), rows.end(), []( const RowMerge &row ) { return row.isConflict(); } );
  }

  Result<MergeReport> rebase( const TwoSides &sides, ChangesetWriter &rebased, const RebaseOptions &options )
  {
    SYNCLINE_CHECK( options.tables.check() );
    Rebase work( sides.base, options );
    work.writer = &rebased;
    SYNCLINE_CHECK( work.readTheirs( sides.theirs ) );
    SYNCLINE_CHECK( work.mapKeys( sides.ours ) );
    SYNCLINE_CHECK( work.rewrite( sides.ours ) );
    return std::move( work.report );
  }

  Result<MergeReport> rebaseOurs( const TwoSides &sides, RewrittenEntries &rewritten,
                                  const RebaseOptions &options )
  {
    SYNCLINE_CHECK( options.tables.check() );
    Rebase work( sides.base, options );
    work.rewritten = &rewritten;
    SYNCLINE_CHECK( work.readTheirs( sides.theirs ) );
    SYNCLINE_CHECK( work.mapKeys( sides.ours ) );
    SYNCLINE_CHECK( work.rewrite( sides.ours ) );
    SYNCLINE_CHECK( work.writeUnsettled() );
    return std::move( work.report );
  }
} // namespace syncline
