// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/tablediff.h"

#include <map>
#include <string>

namespace syncline
{
  namespace
  {
    using Rows = std::vector<std::vector<Value>>;

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

    //! What is scanned, and how: in the order of the rowid, or in storage order where there is none that can be named.
    QByteArray scanOf( const TableSchema &table, const QByteArray &schema, const QByteArray &alias )
    {
      return schema + '.' + quoted( table.name ) + " AS " + alias +
             ( table.rowid.isEmpty() ? " NOT INDEXED" : "" );
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

    //! Rows of \a in without a partner of the same key in \a other, as \a operation.
    [[nodiscard]] Result<void> findUnpaired( const Database &database, const TablePair &pair,
                                             Operation operation, const EntrySink &sink )
    {
      const bool isInsert = operation == Operation::Insert;
      const TableSchema &table = isInsert ? pair.modified : pair.base;
      const QByteArray name = quoted( table.name );
      const QByteArray own = isInsert ? "m" : "b";
      const QByteArray from = isInsert ? scanOf( table, "main", "m" ) : scanOf( table, "base", "b" );
      const QByteArray other = isInsert ? "base." + name + " AS b" : "main." + name + " AS m";
      QByteArray sql = "SELECT " + table.columnList( own ) + " FROM " + from +
                       " WHERE NOT EXISTS (SELECT 1 FROM " + other + " WHERE " + sameKey( table ) + ")";
      if ( !table.rowidIsKey )
        sql += " AND NOT " + hasNullKey( table, own );
      SYNCLINE_TRY( rows, database.prepare( sql + inOrder( table, own ) ) );
      std::vector<Value> values;
      const std::vector<Value> none;
      for ( ;; )
      {
        SYNCLINE_TRY( more, rows.next() );
        if ( !more )
          return {};
        readRow( rows, 0, int( table.columns.size() ), values );
        SYNCLINE_CHECK( sink( operation, isInsert ? none : values, isInsert ? values : none ) );
      }
    }

    [[nodiscard]] Result<void> findUpdated( const Database &database, const TablePair &pair,
                                            ValueComparison &comparison, const EntrySink &sink )
    {
      const TableSchema &table = pair.modified;
      const QByteArray condition = someColumnDiffers( table );
      if ( condition.isEmpty() )
        return {};
      const QByteArray name = quoted( table.name );
      SYNCLINE_TRY( rows,
                    database.prepare( "SELECT " + pair.base.columnList( "b" ) + ", " +
                                      table.columnList( "m" ) + " FROM " + scanOf( table, "main", "m" ) +
                                      " CROSS JOIN base." + name + " AS b ON " + sameKey( table ) +
                                      " WHERE " + condition + inOrder( table, "m" ) ) );
      const int columns = int( table.columns.size() );
      std::vector<Value> oldValues;
      std::vector<Value> newValues;
      for ( ;; )
      {
        SYNCLINE_TRY( more, rows.next() );
        if ( !more )
          return {};
        readRow( rows, 0, columns, oldValues );
        readRow( rows, columns, columns, newValues );
        SYNCLINE_TRY( hasChange, makeUpdate( table, comparison, oldValues, newValues ) );
        if ( hasChange )
          SYNCLINE_CHECK( sink( Operation::Update, oldValues, newValues ) );
      }
    }

    using Multiset = std::map<std::string, int>; // encoded row → how often

    [[nodiscard]] Result<Multiset> rowsWithNullKey( const Database &database, const QByteArray &schema,
                                                    const TableSchema &table )
    {
      Multiset found;
      SYNCLINE_TRY( rows,
                    database.prepare( "SELECT " + table.columnList( "x" ) + " FROM " + schema + "." +
                                      quoted( table.name ) + " AS x WHERE " + hasNullKey( table, "x" ) ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, rows.next() );
        if ( !more )
          return found;
        std::string row;
        for ( size_t i = 0; i < table.columns.size(); ++i )
          appendEncoded( row, rows.column( int( i ) ) );
        ++found[row];
      }
    }

    //! Rows that no key names cannot be found again: new ones can be sent, all else has to be refused.
    [[nodiscard]] Result<void> findNewNullKeys( const Database &database, const TablePair &pair,
                                                const EntrySink &sink )
    {
      if ( pair.modified.rowidIsKey || pair.modified.isWithoutRowid )
        return {};
      SYNCLINE_TRY( before, rowsWithNullKey( database, "base", pair.base ) );
      SYNCLINE_TRY( after, rowsWithNullKey( database, "main", pair.modified ) );
      if ( before == after )
        return {};
      const TableHeader header = pair.modified.header();
      for ( const auto &[row, count] : before )
      {
        const auto left = after.find( row );
        if ( left == after.end() || left->second < count )
          return fail(
            ErrorKind::InvalidInput,
            QStringLiteral(
              "table %1: a row with a NULL in its key was changed or deleted, which no changeset can say" )
              .arg( QString::fromUtf8( pair.base.name ) ) );
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

  Result<void> diffTableBySql( const Database &database, const TablePair &pair, ValueComparison &comparison,
                               const EntrySink &sink )
  {
    SYNCLINE_CHECK( findUnpaired( database, pair, Operation::Insert, sink ) );
    SYNCLINE_CHECK( findNewNullKeys( database, pair, sink ) );
    SYNCLINE_CHECK( findUnpaired( database, pair, Operation::Delete, sink ) );
    return findUpdated( database, pair, comparison, sink );
  }
} // namespace syncline
