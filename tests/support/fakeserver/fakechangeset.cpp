// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakechangeset.h"

namespace syncline::fake
{
  namespace
  {
    //! Reads a changeset byte by byte; the first thing that is not as it must be ends it.
    class Reader
    {
      public:
        explicit Reader( const QByteArray &bytes )
          : mBytes( bytes )
        {
        }

        ChangesetContent run()
        {
          while ( mAt < mBytes.size() && mContent.error.isEmpty() )
            readEntry();
          return mContent;
        }

      private:
        enum Tag : quint8
        {
          Table = 0x54,
          Insert = 0x12,
          Delete = 0x09,
          Update = 0x17
        };

        void fail( const QString &what )
        {
          if ( mContent.error.isEmpty() )
            mContent.error =
              QStringLiteral( "GEODIFF ERROR: Reader error at offset %1:\n%2 \n" ).arg( mAt ).arg( what );
        }

        quint8 byte()
        {
          if ( mAt >= mBytes.size() )
          {
            fail( QStringLiteral( "Unexpected end" ) );
            return 0;
          }
          return static_cast<quint8>( mBytes[static_cast<int>( mAt++ )] );
        }

        void skip( quint64 count )
        {
          if ( count > static_cast<quint64>( mBytes.size() - mAt ) )
            fail( QStringLiteral( "Unexpected end" ) );
          else
            mAt += static_cast<qint64>( count );
        }

        quint64 varint()
        {
          quint64 value = 0;
          for ( int i = 0; i < 8; ++i )
          {
            const quint8 part = byte();
            value = ( value << 7 ) | ( part & 0x7fu );
            if ( part < 0x80 )
              return value;
          }
          return ( value << 8 ) | byte();
        }

        void readHeader()
        {
          mColumns = varint();
          skip( mColumns );
          QByteArray name;
          for ( quint8 c = byte(); c != 0; c = byte() )
            name.append( static_cast<char>( c ) );
          mTable = QString::fromUtf8( name );
        }

        void skipRecord()
        {
          for ( quint64 column = 0; column < mColumns && mContent.error.isEmpty(); ++column )
          {
            const quint8 type = byte();
            if ( type == 1 || type == 2 )
              skip( 8 );
            else if ( type == 3 || type == 4 )
              skip( varint() );
            else if ( type != 0 && type != 5 )
              fail( QStringLiteral( "Unknown value type %1" ).arg( type ) );
          }
        }

        TableCounts &counts()
        {
          for ( TableCounts &table : mContent.tables )
            if ( table.table == mTable )
              return table;
          mContent.tables.append( { mTable, 0, 0, 0 } );
          return mContent.tables.last();
        }

        void readEntry()
        {
          const quint8 tag = byte();
          if ( tag == Table )
            return readHeader();
          if ( tag != Insert && tag != Delete && tag != Update )
            return fail( QStringLiteral( "Unknown entry type %1" ).arg( tag ) );
          if ( mTable.isEmpty() )
            return fail( QStringLiteral( "Entry before any table" ) );
          byte(); // says whether a trigger made the change; of no interest
          skipRecord();
          if ( tag == Update )
            skipRecord();
          TableCounts &table = counts();
          ( tag == Insert ? table.inserted : tag == Delete ? table.deleted : table.updated ) += 1;
        }

        const QByteArray &mBytes;
        qint64 mAt = 0;
        quint64 mColumns = 0;
        QString mTable;
        ChangesetContent mContent;
    };
  } // namespace

  ChangesetContent readChangeset( const QByteArray &bytes ) { return Reader( bytes ).run(); }
} // namespace syncline::fake
