// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/samecontent.h"

#include "core/gpkg/livedatabase.h"

#include <QSet>

#include <cstring>
#include <vector>

namespace syncline
{
  namespace
  {
    constexpr int COMPARED_AT_ONCE = 256 * 1024;

    //! The shadow tables of R-trees: their nodes depend on the order of insertion, not only on the content.
    [[nodiscard]] Result<QSet<QByteArray>> rtreeShadows( const Database &database )
    {
      QSet<QByteArray> names;
      SYNCLINE_TRY( trees,
                    database.prepare( "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE "
                                      "'CREATE VIRTUAL TABLE%USING%rtree%'" ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, trees.next() );
        if ( !more )
          return names;
        for ( const char *part : { "_node", "_parent", "_rowid" } )
          names.insert( trees.textAt( 0 ) + part );
      }
    }

    //! Statements that read each ordinary table in an order that both files share.
    [[nodiscard]] Result<QList<QByteArray>> rowStatements( const Database &database )
    {
      SYNCLINE_TRY( shadows, rtreeShadows( database ) );
      SYNCLINE_TRY(
        tables,
        database.prepare(
          "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') "
          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name" ) );
      QList<QByteArray> statements;
      for ( ;; )
      {
        SYNCLINE_TRY( more, tables.next() );
        if ( !more )
          return statements;
        const QByteArray name = tables.textAt( 0 );
        if ( shadows.contains( name ) )
          continue;
        // Storage order: that of the rowid, or of the key where there is none. Only a table without either index or key could
        // be read in another one, and such a table has but the rowid.
        statements.append( "SELECT * FROM " + quoted( name ) + " NOT INDEXED" );
      }
    }
  } // namespace

  Result<bool> sameRows( const Database &a, const Database &b, const QByteArray &sql )
  {
    SYNCLINE_TRY( rowsA, a.prepare( sql ) );
    SYNCLINE_TRY( rowsB, b.prepare( sql ) );
    if ( rowsA.columnCount() != rowsB.columnCount() )
      return false;
    for ( ;; )
    {
      SYNCLINE_TRY( moreA, rowsA.next() );
      SYNCLINE_TRY( moreB, rowsB.next() );
      if ( moreA != moreB )
        return false;
      if ( !moreA )
        return true;
      for ( int i = 0; i < rowsA.columnCount(); ++i )
      {
        if ( rowsA.column( i ) != rowsB.column( i ) )
          return false;
      }
    }
  }

  Result<bool> haveSameBytes( const Database &a, const Database &b, const CancelToken &cancel )
  {
    SYNCLINE_TRY( pendingA, a.hasPendingWal() );
    SYNCLINE_TRY( pendingB, b.hasPendingWal() );
    SYNCLINE_TRY( sizeA, a.fileSize() );
    SYNCLINE_TRY( sizeB, b.fileSize() );
    if ( pendingA || pendingB || sizeA != sizeB )
      return false;
    std::vector<char> bytesA( COMPARED_AT_ONCE );
    std::vector<char> bytesB( COMPARED_AT_ONCE );
    for ( qint64 at = 0; at < sizeA; at += COMPARED_AT_ONCE )
    {
      if ( cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      const int count = int( qMin<qint64>( COMPARED_AT_ONCE, sizeA - at ) );
      SYNCLINE_CHECK( a.readAt( at, bytesA.data(), count ) );
      SYNCLINE_CHECK( b.readAt( at, bytesB.data(), count ) );
      if ( std::memcmp( bytesA.data(), bytesB.data(), size_t( count ) ) != 0 )
        return false;
    }
    return true;
  }

  Result<bool> haveSameContent( const Database &a, const Database &b )
  {
    QList<QByteArray> statements = {
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' "
      "AND name <> 'sqlite_sequence' ORDER BY type, name",
      "PRAGMA user_version", "PRAGMA application_id"
    };
    for ( int i = 0; i < statements.size(); ++i )
    {
      SYNCLINE_TRY( same, sameRows( a, b, statements.at( i ) ) );
      if ( !same )
        return false;
      if ( i == 2 ) // only now are the tables known to be the same
      {
        SYNCLINE_TRY( rows, rowStatements( a ) );
        statements += rows;
      }
    }
    return true;
  }

  Result<bool> livedb::sameContent( const QString &a, const QString &b, const CancelToken &cancel )
  {
    SYNCLINE_TRY( first, Database::open( a, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( second, Database::open( b, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( readingFirst, Transaction::begin( first, Transaction::Kind::Read ) );
    SYNCLINE_TRY( readingSecond, Transaction::begin( second, Transaction::Kind::Read ) );
    SYNCLINE_TRY( isEqual, haveSameBytes( first, second, cancel ) );
    return isEqual ? Result<bool>( true ) : haveSameContent( first, second );
  }
} // namespace syncline
