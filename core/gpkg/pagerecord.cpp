// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagerecord.h"

#include "core/gpkg/tablediff.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace syncline
{
  namespace
  {
    //! SQLite's rules for the affinity REAL, by the declared type.
    bool hasRealAffinity( const QByteArray &declaredType )
    {
      const QByteArray type = declaredType.toUpper();
      const auto holds = [&type]( const char *part ) { return type.contains( part ); };
      if ( holds( "INT" ) || holds( "CHAR" ) || holds( "CLOB" ) || holds( "TEXT" ) || holds( "BLOB" ) )
        return false;
      return holds( "REAL" ) || holds( "FLOA" ) || holds( "DOUB" );
    }

    qint64 signedInteger( const char *bytes, int size )
    {
      quint64 number = qint8( *bytes ) < 0 ? ~quint64( 0 ) : 0;
      for ( int i = 0; i < size; ++i )
        number = number << 8 | quint8( bytes[i] );
      return qint64( number );
    }

    //! How many bytes a value of the serial type has; false where there is no such type.
    bool sizeOfType( quint64 type, quint64 &size )
    {
      constexpr quint8 SIZES[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };
      constexpr quint64 FIRST_WITH_LENGTH = 12;
      if ( type < sizeof SIZES )
        size = SIZES[type];
      else if ( type >= FIRST_WITH_LENGTH )
        size = ( type - FIRST_WITH_LENGTH ) / 2;
      else
        return false;
      return true;
    }

    Value valueOf( quint64 type, const char *bytes, quint64 size )
    {
      switch ( type )
      {
        case 0:
          return Value::null();
        case 7:
        {
          const quint64 bits = qFromBigEndian<quint64>( bytes );
          double number = 0;
          std::memcpy( &number, &bits, sizeof number );
          return std::isnan( number ) ? Value::null() : Value::ofReal( number );
        }
        case 8:
        case 9:
          return Value::ofInteger( qint64( type ) - 8 );
        default:
          break;
      }
      if ( type < 7 )
        return Value::ofInteger( signedInteger( bytes, int( size ) ) );
      return type % 2 ? Value::ofText( { bytes, size_t( size ) } )
                      : Value::ofBlob( { bytes, size_t( size ) } );
    }

    bool isSameNumber( qint64 integer, double real )
    {
      constexpr double LIMIT = 9223372036854775808.0; // of 64 bits; exactly a double
      return real >= -LIMIT && real < LIMIT && qint64( real ) == integer && double( qint64( real ) ) == real;
    }
  } // namespace

  RecordReader::RecordReader( const TableSchema &table )
  {
    for ( const Column &column : table.columns )
    {
      if ( column.isKey )
        mKey = mIsReal.size();
      mIsReal.push_back( hasRealAffinity( column.declaredType ) );
    }
  }

  bool RecordReader::read( const LeafCell &cell, std::vector<Value> &values ) const
  {
    const char *const start = cell.local;
    const char *const end = start + cell.localSize;
    quint64 headerSize = 0;
    const char *type = cell.overflow == 0 ? readVarint( start, end, headerSize ) : nullptr;
    if ( !type || headerSize > quint64( cell.localSize ) )
      return false;
    const char *const headerEnd = start + headerSize;
    const char *body = headerEnd;
    values.clear();
    while ( type < headerEnd )
    {
      quint64 serialType = 0;
      quint64 size = 0;
      type = readVarint( type, headerEnd, serialType );
      if ( !type || values.size() == mIsReal.size() || !sizeOfType( serialType, size ) ||
           size > quint64( end - body ) )
        return false;
      const Value value = valueOf( serialType, body, size );
      const bool becomesReal = value.type == ValueType::Integer && mIsReal[values.size()];
      values.push_back( becomesReal ? Value::ofReal( double( value.integer ) ) : value );
      body += size;
    }
    if ( type != headerEnd || body != end || values.size() != mIsReal.size() )
      return false;
    values[mKey] = Value::ofInteger( cell.rowid );
    return true;
  }

  bool isDistinct( const Value &a, const Value &b )
  {
    if ( a.type == ValueType::Integer && b.type == ValueType::Real )
      return !isSameNumber( a.integer, b.real );
    if ( a.type == ValueType::Real && b.type == ValueType::Integer )
      return !isSameNumber( b.integer, a.real );
    return a != b;
  }

  RecordUpdates::RecordUpdates( const TableSchema &table, ValueComparison &comparison )
    : mTable( table )
    , mComparison( comparison )
    , mReader( table )
  {
    appendEncoded( mEntries, table.header() );
  }

  Result<void> RecordUpdates::add( const LeafCell &base, const LeafCell &modified )
  {
    mHasAll =
      mHasAll && mEntries.size() < MOST_BYTES && mReader.read( base, mOld ) && mReader.read( modified, mNew );
    bool differs = false;
    for ( size_t i = 0; mHasAll && !differs && i < mOld.size(); ++i )
      differs = !mTable.columns[i].isKey && isDistinct( mOld[i], mNew[i] );
    if ( !differs )
      return {};
    SYNCLINE_TRY( hasChange, makeUpdate( mTable, mComparison, mOld, mNew ) );
    if ( hasChange )
      appendEncoded( mEntries, Operation::Update, mOld, mNew );
    return {};
  }

  std::optional<std::string> RecordUpdates::take()
  {
    return mHasAll ? std::optional<std::string>( std::move( mEntries ) ) : std::nullopt;
  }
} // namespace syncline
