// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/rebasekeys.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace syncline
{
  std::optional<qint64> numberOfKey( const TableHeader &table, const std::vector<Value> &values )
  {
    if ( std::count( table.isKey.begin(), table.isKey.end(), true ) != 1 )
      return std::nullopt;
    const size_t at =
      size_t( std::find( table.isKey.begin(), table.isKey.end(), true ) - table.isKey.begin() );
    if ( values[at].type != ValueType::Integer )
      return std::nullopt;
    return values[at].integer;
  }

  KeyMapping::KeyMapping( const TheirTable &theirs, const Database *base )
    : mTheirs( theirs )
    , mBase( base )
  {
    if ( !theirs.insertedNumbers.empty() )
      mLast = *theirs.insertedNumbers.rbegin();
  }

  void KeyMapping::addInsert( qint64 key )
  {
    if ( mTheirs.insertedNumbers.count( key ) )
      mClashing.push_back( key );
    else
      mOthers.insert( key );
  }

  Result<bool> KeyMapping::isTaken( qint64 key )
  {
    if ( mTheirs.insertedNumbers.count( key ) || ( mWrapped && mOthers.count( key ) ) )
      return true;
    std::string encoded;
    appendEncoded( encoded, Value::ofInteger( key ) );
    if ( mTheirs.deleted.contains( encoded ) ) // the base's row is gone by then
      return false;
    if ( !mSearch )
    {
      if ( !mBase )
        return false;
      const TableHeader &header = *mTheirs.header;
      SYNCLINE_TRY( columns,
                    mBase->prepare( "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE pk = 1" ) );
      columns.bind( 0, Value::ofText( { header.name.constData(), size_t( header.name.size() ) } ) );
      SYNCLINE_TRY( found, columns.next() );
      if ( !found )
        return false; // a table the base does not have: applying will say so
      SYNCLINE_TRY( search, mBase->prepare( "SELECT 1 FROM main." + quoted( header.name ) + " WHERE " +
                                            quoted( columns.textAt( 0 ) ) + " = ?" ) );
      mSearch = std::move( search );
    }
    mSearch->bind( 0, Value::ofInteger( key ) );
    SYNCLINE_TRY( found, mSearch->next() );
    mSearch->reset();
    return found;
  }

  Result<qint64> KeyMapping::nextFree()
  {
    for ( ;; )
    {
      if ( *mLast == std::numeric_limits<qint64>::max() )
      {
        if ( mWrapped )
          return fail(
            ErrorKind::InvalidInput,
            QStringLiteral( "no key is left in table %1" ).arg( QString::fromUtf8( mTheirs.header->name ) ) );
        mWrapped = true; // the highest number is in use: look for gaps from the bottom
        mLast = 0;
      }
      ++*mLast;
      SYNCLINE_TRY( taken, isTaken( *mLast ) );
      if ( !taken )
        return *mLast;
    }
  }

  Result<std::unordered_map<qint64, qint64>> KeyMapping::finish()
  {
    std::unordered_map<qint64, qint64> mapping;
    std::unordered_set<qint64> targets;
    if ( !mLast )
      return mapping;
    const auto renumber = [&]( qint64 key ) -> Result<void>
    {
      SYNCLINE_TRY( target, nextFree() );
      mapping[key] = target;
      targets.insert( target );
      return {};
    };
    for ( const qint64 key : mClashing )
      SYNCLINE_CHECK( renumber( key ) );
    for ( const qint64 key : mOthers ) // rising, so that a target given here pushes on the ones after it
    {
      if ( targets.count( key ) )
        SYNCLINE_CHECK( renumber( key ) );
    }
    return mapping;
  }
} // namespace syncline
