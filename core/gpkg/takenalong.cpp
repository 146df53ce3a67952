// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/takenalong.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    //! One for all values that SQLite takes for the same reference.
    std::string parentName( const QByteArray &table, const Value &key )
    {
      std::string name = table.toLower().toStdString();
      name += '\0';
      if ( const auto number = referredNumber( key ) )
        name += std::to_string( *number );
      else
        appendEncoded( name, key );
      return name;
    }

    //! What others refer to an entry's row by; empty where its key is no single column.
    std::string nameAsParent( const Entry &entry )
    {
      const std::vector<bool> &isKey = entry.table->isKey;
      if ( std::count( isKey.begin(), isKey.end(), true ) != 1 )
        return {};
      const size_t at = size_t( std::find( isKey.begin(), isKey.end(), true ) - isKey.begin() );
      return parentName( entry.table->name,
                         entry.operation == Operation::Insert ? entry.newValues[at] : entry.oldValues[at] );
    }
  } // namespace

  Result<const ParentColumns *> TakenAlong::linksOf( const TableHeader &table )
  {
    const auto known = mLinks.constFind( table.name );
    if ( known != mLinks.constEnd() )
      return &known.value();
    SYNCLINE_TRY( links, parentColumnsOf( *mBase, table, References::ThatCascade ) );
    return &*mLinks.insert( table.name, links );
  }

  Result<void> TakenAlong::noteTheir( const Entry &entry, size_t number )
  {
    if ( !mBase || entry.operation == Operation::Delete )
      return {};
    if ( !mHasCascades )
    {
      SYNCLINE_TRY( count, mBase->integerOf(
                             "SELECT count(*) FROM main.sqlite_master AS t, pragma_foreign_key_list(t.name) "
                             "AS k WHERE t.type = 'table' AND k.on_delete = 'CASCADE'" ) );
      mHasCascades = count > 0;
    }
    if ( !*mHasCascades )
      return {};
    SYNCLINE_TRY( links, linksOf( *entry.table ) );
    for ( const auto &[column, parent] : *links )
    {
      if ( size_t( column ) >= entry.newValues.size() )
        continue; // a further header with other columns
      const Value &reference = entry.newValues[size_t( column )];
      if ( reference.isDefined() && reference.type != ValueType::Null )
        mByParent.insert( { parentName( parent, reference ), { number, nameAsParent( entry ) } } );
    }
    return {};
  }

  std::vector<size_t> TakenAlong::under( const Entry &deletion )
  {
    std::vector<size_t> numbers;
    if ( mByParent.empty() )
      return numbers;
    std::vector<std::string> gone{ nameAsParent( deletion ) };
    while ( !gone.empty() )
    {
      const std::string parent = std::move( gone.back() );
      gone.pop_back();
      const auto [first, last] = mByParent.equal_range( parent );
      for ( auto it = first; it != last; ++it )
      {
        numbers.push_back( it->second.number );
        gone.push_back( it->second.asParent );
      }
      mByParent.erase( first, last );
    }
    std::sort( numbers.begin(), numbers.end() );
    numbers.erase( std::unique( numbers.begin(), numbers.end() ), numbers.end() );
    return numbers;
  }
} // namespace syncline
