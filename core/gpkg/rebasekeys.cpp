// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/rebasekeys.h"

#include "core/gpkg/schema.h"

#include <algorithm>
#include <cmath>
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

  std::optional<qint64> referredNumber( const Value &reference )
  {
    bool isNumber = reference.type == ValueType::Integer;
    qint64 number = reference.integer;
    if ( reference.type == ValueType::Text )
      number = QByteArray( reference.bytes.data(), int( reference.bytes.size() ) ).toLongLong( &isNumber );
    constexpr double EXACT = 9007199254740992.0; // 2^53
    if ( reference.type == ValueType::Real && std::abs( reference.real ) <= EXACT )
    {
      number = qint64( reference.real );
      isNumber = double( number ) == reference.real;
    }
    return isNumber ? std::optional<qint64>( number ) : std::nullopt;
  }

  Result<ParentColumns> parentColumnsOf( const Database &base, const TableHeader &table, References which )
  {
    ParentColumns parents;
    SYNCLINE_TRY( exists, hasTable( base, "main", table.name ) );
    if ( !exists )
      return parents; // applying will say so
    SYNCLINE_TRY( schema, readTable( base, "main", table.name ) );
    if ( schema.columns.size() != table.isKey.size() )
      return fail( ErrorKind::SchemaDiffers,
                   QStringLiteral( "table %1 has other columns in the base than in a changeset" )
                     .arg( QString::fromUtf8( table.name ) ) );
    const QByteArray sql =
      "SELECT k.\"from\", k.\"table\", k.on_delete FROM pragma_foreign_key_list(?, 'main') AS k WHERE "
      "k.\"to\" IS NULL OR EXISTS (SELECT 1 FROM pragma_table_xinfo(k.\"table\", 'main') AS c WHERE c.pk = 1 AND "
      "lower(c.name) = lower(k.\"to\"))";
    SYNCLINE_TRY( keys, base.prepare( sql ) );
    keys.bind( 0, Value::ofText( { table.name.constData(), size_t( table.name.size() ) } ) );
    for ( ;; )
    {
      SYNCLINE_TRY( more, keys.next() );
      if ( !more )
        return parents;
      if ( which == References::ThatCascade && keys.textAt( 2 ) != "CASCADE" )
        continue;
      const QByteArray from = keys.textAt( 0 ).toLower();
      for ( size_t i = 0; i < schema.columns.size(); ++i )
      {
        if ( schema.columns[i].name.toLower() == from )
          parents.emplace_back( int( i ), keys.textAt( 1 ).toLower() );
      }
    }
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
