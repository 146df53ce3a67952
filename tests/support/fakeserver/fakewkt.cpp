// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakewkt.h"

#include <QLocale>
#include <QStringList>
#include <QtEndian>

#include <cstring>

namespace syncline::fake
{
  namespace
  {
    constexpr int ENVELOPE_DOUBLES[] = { 0, 4, 6, 6, 8 };
    constexpr int MAX_DEPTH = 8; // of collections in collections

    //! Reads well-known binary; after the first thing that does not fit everything is empty.
    class Reader
    {
      public:
        explicit Reader( const QByteArray &bytes )
          : mBytes( bytes )
        {
        }

        //! With the name in front, or only what is in parentheses, as inside a MULTI….
        QString geometry( bool hasName, int depth = 0 )
        {
          mIsLittle = byte() == 1;
          const quint32 code = number();
          mDimensions = 2 + ( code / 1000 % 4 == 0 ? 0 : code / 1000 % 4 == 3 ? 2 : 1 );
          const QString measure = QStringList{ QString(), QStringLiteral( "Z " ), QStringLiteral( "M " ),
                                               QStringLiteral( "ZM " ) }[static_cast<int>( code / 1000 % 4 )];
          static const QStringList names{ QString(),
                                          QStringLiteral( "POINT" ),
                                          QStringLiteral( "LINESTRING" ),
                                          QStringLiteral( "POLYGON" ),
                                          QStringLiteral( "MULTIPOINT" ),
                                          QStringLiteral( "MULTILINESTRING" ),
                                          QStringLiteral( "MULTIPOLYGON" ),
                                          QStringLiteral( "GEOMETRYCOLLECTION" ) };
          const int kind = static_cast<int>( code % 1000 );
          if ( kind < 1 || kind >= names.size() || depth > MAX_DEPTH )
            mIsGood = false;
          if ( !mIsGood )
            return QString();
          return ( hasName ? names[kind] + QLatin1Char( ' ' ) + measure : QString() ) + body( kind, depth );
        }
        bool isGood() const { return mIsGood; }

      private:
        QString body( int kind, int depth )
        {
          switch ( kind )
          {
            case 1:
              return QLatin1Char( '(' ) + point() + QLatin1Char( ')' );
            case 2:
              return list( [this] { return point(); } );
            case 3:
              return list( [this] { return list( [this] { return point(); } ); } );
            default:
              return list( [this, kind, depth] { return geometry( kind == 7, depth + 1 ); } );
          }
        }

        template<class F> QString list( F item )
        {
          const quint32 count = number();
          QStringList parts;
          for ( quint32 i = 0; i < count && mIsGood; ++i )
            parts.append( item() );
          return parts.isEmpty()
                   ? QStringLiteral( "EMPTY" )
                   : QLatin1Char( '(' ) + parts.join( QStringLiteral( ", " ) ) + QLatin1Char( ')' );
        }

        QString point()
        {
          QStringList parts;
          for ( int i = 0; i < mDimensions; ++i )
            parts.append( QString::number( real(), 'g', QLocale::FloatingPointShortest ) );
          return parts.join( QLatin1Char( ' ' ) );
        }

        QByteArray take( int size )
        {
          if ( mBytes.size() - mAt < size )
            mIsGood = false;
          if ( !mIsGood )
            return QByteArray( size, 0 );
          mAt += size;
          return mBytes.mid( mAt - size, size );
        }
        quint8 byte() { return static_cast<quint8>( take( 1 )[0] ); }
        quint32 number()
        {
          const QByteArray raw = take( 4 );
          return mIsLittle ? qFromLittleEndian<quint32>( raw.constData() )
                           : qFromBigEndian<quint32>( raw.constData() );
        }
        double real()
        {
          const QByteArray raw = take( 8 );
          const quint64 bits = mIsLittle ? qFromLittleEndian<quint64>( raw.constData() )
                                         : qFromBigEndian<quint64>( raw.constData() );
          double value = 0;
          std::memcpy( &value, &bits, sizeof( value ) );
          return value;
        }

        const QByteArray mBytes;
        int mAt = 0;
        int mDimensions = 2;
        bool mIsLittle = true;
        bool mIsGood = true;
    };
  } // namespace

  QString wktOf( const QByteArray &geometry )
  {
    if ( geometry.size() < 8 || !geometry.startsWith( "GP" ) )
      return QString();
    const int envelope = ( static_cast<quint8>( geometry[3] ) >> 1 ) & 7;
    if ( envelope > 4 )
      return QString();
    Reader reader( geometry.mid( 8 + 8 * ENVELOPE_DOUBLES[envelope] ) );
    const QString text = reader.geometry( true );
    return reader.isGood() ? text : QString();
  }
} // namespace syncline::fake
