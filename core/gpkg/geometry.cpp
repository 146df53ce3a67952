// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/geometry.h"

#include <QtEndian>

#include <cmath>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr int MAX_DEPTH = 32; // of collections in collections
    constexpr size_t HEADER_BYTES = 8;
    constexpr quint32 EWKB_Z = 0x80000000;
    constexpr quint32 EWKB_M = 0x40000000;
    constexpr quint32 EWKB_SRID = 0x20000000;

    template<class Number> Number numberAt( const char *at, bool littleEndian )
    {
      return littleEndian ? qFromLittleEndian<Number>( at ) : qFromBigEndian<Number>( at );
    }

    double doubleAt( const char *at, bool littleEndian )
    {
      const quint64 bits = numberAt<quint64>( at, littleEndian );
      double number = 0;
      std::memcpy( &number, &bits, sizeof number );
      return number;
    }

    //! Walks a WKB geometry and widens the envelope by every point.
    class WkbWalk
    {
      public:
        explicit WkbWalk( std::string_view wkb )
          : mRest( wkb )
        {
        }
        bool isBroken = false;
        bool hasPoint = false;
        double minX = 0, maxX = 0, minY = 0, maxY = 0;

        void geometry( int depth )
        {
          if ( depth > MAX_DEPTH || mRest.empty() )
            return breakOff();
          mLittleEndian = mRest.front() == 1;
          mRest.remove_prefix( 1 );
          quint32 code = count();
          if ( code & EWKB_SRID )
            skip( 4 );
          int dimensions = 2 + ( code & EWKB_Z ? 1 : 0 ) + ( code & EWKB_M ? 1 : 0 );
          code &= 0xffff;
          const quint32 isoDimensions = code / 1000;
          dimensions += isoDimensions == 3 ? 2 : ( isoDimensions > 0 ? 1 : 0 );
          body( code % 1000, dimensions, depth );
        }

      private:
        void body( quint32 type, int dimensions, int depth )
        {
          switch ( type )
          {
            case 1: // point
              points( 1, dimensions );
              return;
            case 2: // line string
            case 8: // circular string
              points( count(), dimensions );
              return;
            case 3:  // polygon
            case 17: // triangle
            {
              const quint32 rings = count();
              for ( quint32 i = 0; i < rings && !isBroken; ++i )
                points( count(), dimensions );
              return;
            }
            default:
              if ( type < 4 || type > 16 ) // collections of every sort lie between
                return breakOff();
              const bool littleEndian = mLittleEndian;
              const quint32 parts = count();
              for ( quint32 i = 0; i < parts && !isBroken; ++i )
                geometry( depth + 1 );
              mLittleEndian = littleEndian;
          }
        }
        quint32 count()
        {
          if ( mRest.size() < 4 )
          {
            breakOff();
            return 0;
          }
          const quint32 number = numberAt<quint32>( mRest.data(), mLittleEndian );
          mRest.remove_prefix( 4 );
          return number;
        }
        void points( quint32 howMany, int dimensions )
        {
          const size_t stride = size_t( dimensions ) * sizeof( double );
          if ( isBroken || howMany > mRest.size() / stride )
            return breakOff();
          for ( quint32 i = 0; i < howMany; ++i, mRest.remove_prefix( stride ) )
            widen( doubleAt( mRest.data(), mLittleEndian ),
                   doubleAt( mRest.data() + sizeof( double ), mLittleEndian ) );
        }
        void widen( double x, double y )
        {
          if ( std::isnan( x ) || std::isnan( y ) ) // how WKB writes an empty point
            return;
          minX = hasPoint ? std::fmin( minX, x ) : x;
          maxX = hasPoint ? std::fmax( maxX, x ) : x;
          minY = hasPoint ? std::fmin( minY, y ) : y;
          maxY = hasPoint ? std::fmax( maxY, y ) : y;
          hasPoint = true;
        }
        void skip( size_t bytes )
        {
          if ( mRest.size() < bytes )
            return breakOff();
          mRest.remove_prefix( bytes );
        }
        void breakOff()
        {
          isBroken = true;
          mRest = {};
        }
        std::string_view mRest;
        bool mLittleEndian = true;
    };
  } // namespace

  std::optional<GeometryFacts> readGeometryFacts( std::string_view blob )
  {
    constexpr size_t ENVELOPE_DOUBLES[] = { 0, 4, 6, 6, 8 };
    if ( blob.size() < HEADER_BYTES || blob.substr( 0, 2 ) != "GP" || blob[2] != 0 )
      return std::nullopt;
    const quint8 flags = quint8( blob[3] );
    const bool littleEndian = flags & 1;
    const quint8 envelope = ( flags >> 1 ) & 7;
    if ( envelope > 4 || blob.size() < HEADER_BYTES + ENVELOPE_DOUBLES[envelope] * sizeof( double ) )
      return std::nullopt;

    GeometryFacts facts;
    facts.isEmpty = flags & 0x10;
    facts.srsId = numberAt<qint32>( blob.data() + 4, littleEndian );
    if ( envelope > 0 )
    {
      const char *at = blob.data() + HEADER_BYTES;
      facts.minX = doubleAt( at, littleEndian );
      facts.maxX = doubleAt( at + 8, littleEndian );
      facts.minY = doubleAt( at + 16, littleEndian );
      facts.maxY = doubleAt( at + 24, littleEndian );
    }
    else if ( !facts.isEmpty )
    {
      WkbWalk walk( blob.substr( HEADER_BYTES ) );
      walk.geometry( 0 );
      if ( walk.isBroken )
        return std::nullopt;
      facts.minX = walk.minX; // without any point: zeros, as the reference library answers
      facts.maxX = walk.maxX;
      facts.minY = walk.minY;
      facts.maxY = walk.maxY;
    }
    if ( facts.minX > facts.maxX || facts.minY > facts.maxY )
      return std::nullopt;
    return facts;
  }
} // namespace syncline
