// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/tablediff.h"

#include "core/base/logging.h"
#include "core/gpkg/geometry.h"

#include <algorithm>
#include <iterator>

namespace syncline
{
  namespace
  {
    QByteArray joined( const QList<QByteArray> &parts, const char *between )
    {
      QByteArray text;
      for ( const QByteArray &part : parts )
        text += ( text.isEmpty() ? "" : between ) + part;
      return text;
    }

    //! That the key columns of m and b are equal; by bytes, though indexes compare as the columns do.
    QByteArray sameKey( const TableSchema &table )
    {
      QList<QByteArray> parts;
      for ( const Column &column : table.columns )
      {
        if ( !column.isKey )
          continue;
        const QByteArray name = quoted( column.name );
        parts.append( "m." + name + " = b." + name );
        if ( !table.keyIsBinary )
          parts.append( "m." + name + " = b." + name + " COLLATE BINARY" );
      }
      return joined( parts, " AND " );
    }

    //! That some key column of \a alias is NULL; SQLite allows that in keys other than INTEGER PRIMARY KEY.
    QByteArray hasNullKey( const TableSchema &table, const QByteArray &alias )
    {
      QList<QByteArray> parts;
      for ( const Column &column : table.columns )
      {
        if ( column.isKey )
          parts.append( alias + '.' + quoted( column.name ) + " IS NULL" );
      }
      return "(" + joined( parts, " OR " ) + ")";
    }

    QByteArray someColumnDiffers( const TableSchema &table )
    {
      QList<QByteArray> parts;
      for ( const Column &column : table.columns )
      {
        if ( !column.isKey )
          parts.append( "m." + quoted( column.name ) + " IS NOT b." + quoted( column.name ) +
                        " COLLATE BINARY" );
      }
      return joined( parts, " OR " );
    }

    using Rowids = std::vector<qint64>;

    //! What is scanned, and how: the rows of some rowids, or all in the order of the rowid, or in storage order where there is
    //! none that can be named. Never by an index: some versions of SQLite scan a partial one here, and miss rows that are
    //! not in it. To be followed by restrictionOf().
    QByteArray scanOf( const TableSchema &table, const QByteArray &schema, const QByteArray &alias,
                       const Rowids *rowids )
    {
      return ( rowids ? "json_each(?1) AS wanted CROSS JOIN " : "" ) + schema + '.' + quoted( table.name ) +
             " AS " + alias + " NOT INDEXED";
    }

    QByteArray inOrder( const TableSchema &table, const QByteArray &alias )
    {
      return table.rowid.isEmpty() ? QByteArray() : " ORDER BY " + alias + '.' + table.rowid;
    }

    void readRow( const Statement &row, int from, int count, std::vector<Value> &values )
    {
      values.clear();
      for ( int i = 0; i < count; ++i )
        values.push_back( row.column( from + i ) );
    }

    //! The rows of a statement: all of them in order, or those of some rowids. These are given to SQLite many at a time, for
    //! starting a statement costs as much as finding a row.
    class SelectedRows
    {
      public:
        //! \a sql: with scanOf() and restrictionOf() for \a rowids.
        [[nodiscard]] static Result<SelectedRows> of( const Database &database, const QByteArray &sql,
                                                      const Rowids *rowids )
        {
          SelectedRows selected;
          selected.mRowids = rowids;
          if ( rowids && rowids->empty() )
            return selected;
          SYNCLINE_TRY( rows, database.prepare( sql ) );
          selected.mRows = std::move( rows );
          return selected;
        }

        [[nodiscard]] Result<bool> next()
        {
          if ( !mRowids )
            return mRows.next();
          for ( ;; )
          {
            if ( mIsBound )
            {
              SYNCLINE_TRY( more, mRows.next() );
              if ( more )
                return true;
              mRows.reset();
              mIsBound = false;
            }
            if ( mNext == mRowids->size() )
              return false;
            bindNext();
          }
        }
        const Statement &row() const { return mRows; }

      private:
        void bindNext()
        {
          constexpr size_t AT_ONCE = 500;
          const size_t end = std::min( mRowids->size(), mNext + AT_ONCE );
          mWanted = "[";
          while ( mNext < end )
            mWanted.append( std::to_string( ( *mRowids )[mNext++] ) ).push_back( ',' );
          mWanted.back() = ']';
          mRows.bind( 0, Value::ofText( mWanted ) );
          mIsBound = true;
        }

        Statement mRows;
        const Rowids *mRowids = nullptr;
        std::string mWanted; // a JSON array
        size_t mNext = 0;
        bool mIsBound = false;
    };

    //! The end of a statement over all rows of \a alias, or over those of the rowids that are bound.
    QByteArray restrictionOf( const TableSchema &table, const QByteArray &alias, const Rowids *rowids )
    {
      return rowids ? " AND " + alias + '.' + table.rowid + " = wanted.value" : inOrder( table, alias );
    }
  } // namespace

  Result<ValueComparison> ValueComparison::on( const Database &database )
  {
    ValueComparison comparison;
    SYNCLINE_TRY(
      statement,
      database.prepare( "SELECT STRFTIME('%Y-%m-%d %H:%M:%f', ?1) = STRFTIME('%Y-%m-%d %H:%M:%f', ?2)" ) );
    comparison.mSameInstant = std::move( statement );
    return comparison;
  }

  Result<bool> ValueComparison::differs( const Column &column, const Value &base, const Value &modified )
  {
    if ( base == modified )
      return false;
    if ( column.base != BaseType::DateTime )
      return true;
    mSameInstant.bind( 0, modified );
    mSameInstant.bind( 1, base );
    SYNCLINE_CHECK( mSameInstant.next() );
    const Value same = mSameInstant.column( 0 ); // NULL where one of them is no instant: then the bytes count
    mSameInstant.reset();
    return same.type != ValueType::Integer || same.integer == 0;
  }

  Result<bool> makeUpdate( const TableSchema &table, ValueComparison &comparison,
                           std::vector<Value> &oldValues, std::vector<Value> &newValues )
  {
    bool hasChange = false;
    for ( size_t i = 0; i < table.columns.size(); ++i )
    {
      const Column &column = table.columns[i];
      SYNCLINE_TRY( differs, comparison.differs( column, oldValues[i], newValues[i] ) );
      if ( differs )
      {
        hasChange = true;
        continue;
      }
      newValues[i] = Value();
      if ( !column.isKey )
        oldValues[i] = Value();
    }
    return hasChange;
  }

  TableDiff::TableDiff( const Database &database, const TablePair &pair, ValueComparison &comparison )
    : mDatabase( database )
    , mPair( pair )
    , mComparison( comparison )
  {
  }

  Result<void> TableDiff::bySql( const EntrySink &sink )
  {
    mSelection = {};
    mUpdates = nullptr;
    return run( sink );
  }

  Result<void> TableDiff::ofCandidates( const RowCandidates &candidates, const EntrySink &sink )
  {
    if ( mPair.modified.rowidIsKey )
    {
      mSelection = { &candidates.added, &candidates.removed, &candidates.changed };
      mUpdates = candidates.updates ? &*candidates.updates : nullptr;
      return run( sink );
    }
    // A row with another rowid, or other content under its rowid, may still have the key of some row on the other side.
    Rowids modified;
    Rowids base;
    const auto merge = []( const Rowids &a, const Rowids &b, Rowids &to )
    { std::merge( a.begin(), a.end(), b.begin(), b.end(), std::back_inserter( to ) ); };
    merge( candidates.added, candidates.changed, modified );
    merge( candidates.removed, candidates.changed, base );
    mSelection = { &modified, &base, &modified };
    mUpdates = nullptr;
    return run( sink );
  }

  Result<void> TableDiff::run( const EntrySink &sink )
  {
    SYNCLINE_CHECK( findUnpaired( Operation::Insert, sink ) );
    SYNCLINE_CHECK( findNewNullKeys( sink ) );
    SYNCLINE_CHECK( findUnpaired( Operation::Delete, sink ) );
    return mUpdates ? passOnUpdates( sink ) : findUpdated( sink );
  }

  //! Rows of one side without a partner of the same key on the other.
  Result<void> TableDiff::findUnpaired( Operation operation, const EntrySink &sink )
  {
    const bool isInsert = operation == Operation::Insert;
    const TableSchema &table = isInsert ? mPair.modified : mPair.base;
    const QByteArray name = quoted( table.name );
    const QByteArray own = isInsert ? "m" : "b";
    const Rowids *rowids = isInsert ? mSelection.inserts : mSelection.deletes;
    const QByteArray from = scanOf( table, isInsert ? "main" : "base", own, rowids );
    const QByteArray other = isInsert ? "base." + name + " AS b" : "main." + name + " AS m";
    QByteArray sql = "SELECT " + table.columnList( own ) + " FROM " + from +
                     " WHERE NOT EXISTS (SELECT 1 FROM " + other + " WHERE " + sameKey( table ) + ")";
    if ( !table.rowidIsKey )
      sql += " AND NOT " + hasNullKey( table, own );
    SYNCLINE_TRY( rows, SelectedRows::of( mDatabase, sql + restrictionOf( table, own, rowids ), rowids ) );
    std::vector<Value> values;
    const std::vector<Value> none;
    for ( ;; )
    {
      SYNCLINE_TRY( more, rows.next() );
      if ( !more )
        return {};
      readRow( rows.row(), 0, int( table.columns.size() ), values );
      if ( isInsert )
        warnOfGeometries( values );
      SYNCLINE_CHECK( sink( operation, isInsert ? none : values, isInsert ? values : none ) );
    }
  }

  Result<void> TableDiff::findUpdated( const EntrySink &sink )
  {
    const TableSchema &table = mPair.modified;
    const QByteArray condition = someColumnDiffers( table );
    if ( condition.isEmpty() )
      return {};
    const QByteArray name = quoted( table.name );
    const Rowids *rowids = mSelection.updates;
    const QByteArray sql = "SELECT " + mPair.base.columnList( "b" ) + ", " + table.columnList( "m" ) +
                           " FROM " + scanOf( table, "main", "m", rowids ) + " CROSS JOIN base." + name +
                           " AS b ON " + sameKey( table ) + " WHERE (" + condition + ')' +
                           restrictionOf( table, "m", rowids );
    SYNCLINE_TRY( rows, SelectedRows::of( mDatabase, sql, rowids ) );
    const int columns = int( table.columns.size() );
    std::vector<Value> oldValues;
    std::vector<Value> newValues;
    for ( ;; )
    {
      SYNCLINE_TRY( more, rows.next() );
      if ( !more )
        return {};
      readRow( rows.row(), 0, columns, oldValues );
      readRow( rows.row(), columns, columns, newValues );
      SYNCLINE_TRY( hasChange, makeUpdate( table, mComparison, oldValues, newValues ) );
      if ( !hasChange )
        continue;
      warnOfGeometries( newValues );
      SYNCLINE_CHECK( sink( Operation::Update, oldValues, newValues ) );
    }
  }

  Result<void> TableDiff::passOnUpdates( const EntrySink &sink )
  {
    return forEachEntry( ChangesetReader::over( *mUpdates ),
                         [&]( const Entry &entry ) -> Result<void>
                         {
                           warnOfGeometries( entry.newValues );
                           return sink( entry.operation, entry.oldValues, entry.newValues );
                         } );
  }

  //! One geometry that cannot be read makes the reference library refuse the whole changeset; once a table is enough.
  void TableDiff::warnOfGeometries( const std::vector<Value> &values )
  {
    for ( size_t i = 0; !mHasWarned && i < values.size(); ++i )
    {
      mHasWarned = mPair.modified.columns[i].geometry && values[i].type == ValueType::Blob &&
                   !readGeometryFacts( values[i].bytes );
      if ( mHasWarned )
        qCWarning( lcGpkg ).noquote() << "table" << QString::fromUtf8( mPair.modified.name )
                                      << "has a geometry that cannot be read; a server may refuse it";
    }
  }

  Result<TableDiff::Multiset> TableDiff::rowsWithNullKey( const QByteArray &schema, const TableSchema &table,
                                                          const Rowids *rowids )
  {
    Multiset found;
    const QByteArray from = rowids ? scanOf( table, schema, "x", rowids )
                                   : schema + '.' + quoted( table.name ) + " AS x"; // by its key's index
    const QByteArray sql = "SELECT " + table.columnList( "x" ) + " FROM " + from + " WHERE " +
                           hasNullKey( table, "x" ) +
                           ( rowids ? restrictionOf( table, "x", rowids ) : QByteArray() );
    SYNCLINE_TRY( rows, SelectedRows::of( mDatabase, sql, rowids ) );
    for ( ;; )
    {
      SYNCLINE_TRY( more, rows.next() );
      if ( !more )
        return found;
      std::string row;
      for ( size_t i = 0; i < table.columns.size(); ++i )
        appendEncoded( row, rows.row().column( int( i ) ) );
      ++found[row];
    }
  }

  //! Rows that no key names cannot be found again: new ones can be sent, all else has to be refused.
  Result<void> TableDiff::findNewNullKeys( const EntrySink &sink )
  {
    if ( mPair.modified.rowidIsKey || mPair.modified.isWithoutRowid )
      return {};
    SYNCLINE_TRY( before, rowsWithNullKey( "base", mPair.base, mSelection.deletes ) );
    SYNCLINE_TRY( after, rowsWithNullKey( "main", mPair.modified, mSelection.inserts ) );
    if ( before == after )
      return {};
    const TableHeader header = mPair.modified.header();
    for ( const auto &[row, count] : before )
    {
      const auto left = after.find( row );
      if ( left == after.end() || left->second < count )
        return fail(
          ErrorKind::InvalidInput,
          QStringLiteral(
            "table %1: a row with a NULL in its key was changed or deleted, which no changeset can say" )
            .arg( QString::fromUtf8( mPair.base.name ) ) );
      left->second -= count;
    }
    for ( const auto &[row, count] : after )
    {
      std::string bytes;
      appendEncoded( bytes, header );
      bytes += char( Operation::Insert );
      bytes += '\0' + row;
      ChangesetReader reader = ChangesetReader::over( bytes );
      Entry entry;
      SYNCLINE_CHECK( reader.next( entry ) );
      for ( int i = 0; i < count; ++i )
        SYNCLINE_CHECK( sink( Operation::Insert, entry.oldValues, entry.newValues ) );
    }
    return {};
  }
} // namespace syncline
