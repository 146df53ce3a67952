// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/deletionorder.h"

#include "core/gpkg/rebasekeys.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

namespace syncline
{
  namespace
  {
    //! One for all values that SQLite takes for the same reference.
    std::string nameOfRow( const Value &key )
    {
      if ( const auto number = referredNumber( key ) )
        return std::to_string( *number );
      std::string name( 1, '\0' );
      appendEncoded( name, key );
      return name;
    }

    struct Deletion
    {
        std::string_view raw;
        std::vector<std::string> references;
        std::vector<size_t> parents; // among the deletions
        size_t children = 0;         // that are not written yet
        bool isWritten = false;
    };

    void findParents( std::vector<Deletion> &deletions, const std::unordered_map<std::string, size_t> &rows )
    {
      for ( size_t i = 0; i < deletions.size(); ++i )
      {
        for ( const std::string &reference : deletions[i].references )
        {
          const auto parent = rows.find( reference );
          if ( parent == rows.end() || parent->second == i )
            continue;
          deletions[i].parents.push_back( parent->second );
          ++deletions[parent->second].children;
        }
      }
    }
  } // namespace

  Result<std::vector<size_t>> ownReferences( const Database &database, const TableSchema &table )
  {
    std::vector<size_t> columns;
    if ( !table.references.contains( table.name.toLower() ) )
      return columns;
    SYNCLINE_TRY( all, parentColumnsOf( database, table.header() ) );
    for ( const auto &[column, parent] : all )
    {
      if ( parent == table.name.toLower() )
        columns.push_back( size_t( column ) );
    }
    return columns;
  }

  Result<void> writeChildrenFirst( std::string_view changeset, const std::vector<size_t> &references,
                                   ChangesetWriter &writer )
  {
    std::vector<Deletion> deletions;
    std::unordered_map<std::string, size_t> rows;
    std::shared_ptr<const TableHeader> table;
    SYNCLINE_CHECK(
      forEachEntry( ChangesetReader::over( changeset ),
                    [&]( const Entry &entry ) -> Result<void>
                    {
                      table = entry.table;
                      const auto key = std::find( table->isKey.begin(), table->isKey.end(), true );
                      rows.insert( { nameOfRow( entry.oldValues[size_t( key - table->isKey.begin() )] ),
                                     deletions.size() } );
                      Deletion deletion;
                      deletion.raw = entry.raw;
                      for ( const size_t column : references )
                        deletion.references.push_back( nameOfRow( entry.oldValues[column] ) );
                      deletions.push_back( std::move( deletion ) );
                      return {};
                    } ) );
    findParents( deletions, rows );

    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready; // the first in the file first
    for ( size_t i = 0; i < deletions.size(); ++i )
    {
      if ( deletions[i].children == 0 )
        ready.push( i );
    }
    while ( !ready.empty() )
    {
      Deletion &next = deletions[ready.top()];
      ready.pop();
      next.isWritten = true;
      SYNCLINE_CHECK( writer.write( *table, next.raw ) );
      for ( const size_t parent : next.parents )
      {
        if ( --deletions[parent].children == 0 )
          ready.push( parent );
      }
    }
    for ( const Deletion &left : deletions ) // in circles
    {
      if ( !left.isWritten )
        SYNCLINE_CHECK( writer.write( *table, left.raw ) );
    }
    return {};
  }
} // namespace syncline
