// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/rtreepacker.h"

#include "core/gpkg/rtreenode.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr qint64 ROOT = 1;
    constexpr int FULL_PER_MILLE = 850; // some room, so that the next edits need not split every node

    //! An entry of a node: of a row in leaves, of a node below elsewhere.
    struct Cell
    {
        qint64 id = 0;
        RtreeBox box;
        double middle( int axis ) const
        {
          return double( box.bounds[size_t( axis )] ) + double( box.bounds[size_t( axis ) + 1] );
        }
    };
    using Cells = std::vector<Cell>;

    //! The next number below, or above, as SQLite's rtree.c rounds.
    float roundedDown( double value )
    {
      constexpr double TOWARDS = 1.0 - 1.0 / 8388608.0;
      constexpr double AWAY = 1.0 + 1.0 / 8388608.0;
      const auto nearest = float( value );
      return double( nearest ) > value ? float( value * ( value < 0 ? AWAY : TOWARDS ) ) : nearest;
    }
    float roundedUp( double value )
    {
      constexpr double TOWARDS = 1.0 - 1.0 / 8388608.0;
      constexpr double AWAY = 1.0 + 1.0 / 8388608.0;
      const auto nearest = float( value );
      return double( nearest ) < value ? float( value * ( value < 0 ? TOWARDS : AWAY ) ) : nearest;
    }

    RtreeBox unionOf( const Cell *first, const Cell *last )
    {
      RtreeBox all = first->box;
      for ( const Cell *cell = first + 1; cell != last; ++cell )
      {
        for ( size_t i = 0; i < 4; i += 2 )
        {
          all.bounds[i] = std::min( all.bounds[i], cell->box.bounds[i] );
          all.bounds[i + 1] = std::max( all.bounds[i + 1], cell->box.bounds[i + 1] );
        }
      }
      return all;
    }

    //! Cuts \a count things into pieces of at most \a most that are as equal as can be; calls \a piece( first, last ).
    template<class Piece> void cut( size_t count, size_t most, const Piece &piece )
    {
      const size_t pieces = ( count + most - 1 ) / most;
      for ( size_t i = 0; i < pieces; ++i )
        piece( count * i / pieces, count * ( i + 1 ) / pieces );
    }

    class Packer
    {
      public:
        Packer( Database &database, const QByteArray &rtree )
          : mDatabase( database )
          , mRtree( rtree )
        {
        }

        [[nodiscard]] Result<void> pack( const RtreeChanges &changes )
        {
          SYNCLINE_TRY( cells, remaining( changes ) );
          for ( const auto &[id, box] : changes )
          {
            if ( box )
              cells.push_back( { id, *box } );
          }
          SYNCLINE_TRY( nodeSize, mDatabase.integerOf( "SELECT length(data) FROM " + shadow( "_node" ) +
                                                       " WHERE nodeno = 1" ) );
          mNodeSize = int( nodeSize );
          mMost = ( mNodeSize - rtreenode::HEADER_BYTES ) / rtreenode::CELL_BYTES;
          constexpr int FEWEST = 4;
          if ( mMost < FEWEST )
            return fail( ErrorKind::DamagedDatabase, QStringLiteral( "nodes of %1 bytes in %2" )
                                                       .arg( nodeSize )
                                                       .arg( QString::fromUtf8( mRtree ) ) );
          return write( std::move( cells ) );
        }

      private:
        QByteArray shadow( const char *part ) const { return "main." + quoted( mRtree + part ); }

        [[nodiscard]] Result<Cells> remaining( const RtreeChanges &changes )
        {
          Cells cells;
          SYNCLINE_TRY( rows, mDatabase.prepare( "SELECT * FROM main." + quoted( mRtree ) ) );
          for ( ;; )
          {
            SYNCLINE_TRY( more, rows.next() );
            if ( !more )
              return cells;
            Cell cell;
            cell.id = rows.integerAt( 0 );
            if ( changes.count( cell.id ) )
              continue;
            for ( int i = 0; i < 4; ++i )
              cell.box.bounds[size_t( i )] = float( rows.column( 1 + i ).real );
            cells.push_back( cell );
          }
        }

        //! Level by level, leaves first; what fits into one node is the root.
        [[nodiscard]] Result<void> write( Cells cells )
        {
          for ( const char *part : { "_node", "_rowid", "_parent" } )
            SYNCLINE_CHECK( mDatabase.execute( "DELETE FROM " + shadow( part ) ) );
          SYNCLINE_TRY(
            node, mDatabase.prepare( "INSERT INTO " + shadow( "_node" ) + " (nodeno, data) VALUES (?, ?)" ) );
          mInsertNode = std::move( node );
          int depth = 0;
          while ( cells.size() > size_t( mMost ) )
          {
            SYNCLINE_TRY( above, writeLevel( cells, depth ) );
            cells = std::move( above );
            ++depth;
          }
          SYNCLINE_CHECK( writeNode( ROOT, depth, cells.data(), cells.size() ) );
          for ( const Cell &cell : cells )
            mHomes.emplace_back( cell.id, ROOT );
          return writeHomes( depth );
        }

        //! Sorted into tiles: slices by x, each cut by y. Gives the cells of the level above.
        [[nodiscard]] Result<Cells> writeLevel( Cells &cells, int depth )
        {
          const size_t most = size_t( mMost ) * FULL_PER_MILLE / 1000;
          const auto by = []( int axis )
          {
            return [axis]( const Cell &a, const Cell &b )
            {
              const double left = a.middle( axis );
              const double right = b.middle( axis );
              return left != right ? left < right : a.id < b.id;
            };
          };
          std::sort( cells.begin(), cells.end(), by( 0 ) );
          const double nodes = std::ceil( double( cells.size() ) / double( most ) );
          const auto slice = size_t( std::ceil( std::sqrt( nodes ) ) ) * most;
          Cells above;
          Result<void> written;
          cut( cells.size(), slice,
               [&]( size_t first, size_t last )
               {
                 std::sort( cells.begin() + qint64( first ), cells.begin() + qint64( last ), by( 2 ) );
                 cut( last - first, most,
                      [&]( size_t from, size_t to )
                      {
                        const Cell *begin = cells.data() + first + from;
                        const Cell *end = cells.data() + first + to;
                        const qint64 number = mNextNode++;
                        if ( written )
                          written = writeNode( number, 0, begin, size_t( end - begin ) );
                        for ( const Cell *cell = begin; cell != end; ++cell )
                          mHomes.emplace_back( cell->id, number );
                        above.push_back( { number, unionOf( begin, end ) } );
                      } );
               } );
          SYNCLINE_CHECK( written );
          SYNCLINE_CHECK( writeHomes( depth ) );
          return above;
        }

        [[nodiscard]] Result<void> writeNode( qint64 number, int depth, const Cell *cells, size_t count )
        {
          mNode.assign( size_t( mNodeSize ), '\0' );
          qToBigEndian( quint16( depth ), mNode.data() );
          qToBigEndian( quint16( count ), mNode.data() + rtreenode::CELL_COUNT_AT );
          char *to = mNode.data() + rtreenode::HEADER_BYTES;
          for ( size_t i = 0; i < count; ++i )
          {
            qToBigEndian( quint64( cells[i].id ), to );
            to += 8;
            for ( const float bound : cells[i].box.bounds )
            {
              quint32 bits = 0;
              std::memcpy( &bits, &bound, sizeof bits );
              qToBigEndian( bits, to );
              to += 4;
            }
          }
          mInsertNode.reset();
          mInsertNode.bind( 0, Value::ofInteger( number ) );
          mInsertNode.bind( 1, Value::ofBlob( mNode ) );
          SYNCLINE_CHECK( mInsertNode.next() );
          return {};
        }

        //! Notes in which node each cell of a level is: of rows in one table, of nodes in the other.
        [[nodiscard]] Result<void> writeHomes( int depth )
        {
          std::sort( mHomes.begin(), mHomes.end() ); // appending is faster than inserting
          SYNCLINE_TRY( insert,
                        mDatabase.prepare( "INSERT INTO " + shadow( depth == 0 ? "_rowid" : "_parent" ) +
                                           " VALUES (?, ?)" ) );
          for ( const auto &[id, home] : mHomes )
          {
            insert.reset();
            insert.bind( 0, Value::ofInteger( id ) );
            insert.bind( 1, Value::ofInteger( home ) );
            SYNCLINE_CHECK( insert.next() );
          }
          mHomes.clear();
          return {};
        }

        Database &mDatabase;
        const QByteArray &mRtree;
        Statement mInsertNode;
        int mNodeSize = 0;
        int mMost = 0; // cells in a node
        qint64 mNextNode = ROOT + 1;
        std::string mNode;
        std::vector<std::pair<qint64, qint64>> mHomes; // cell → node
    };
  } // namespace

  RtreeBox RtreeBox::of( const GeometryFacts &facts )
  {
    const auto asSql = []( double value ) { return std::isnan( value ) ? 0.0 : value; };
    RtreeBox box;
    box.bounds = { roundedDown( asSql( facts.minX ) ), roundedUp( asSql( facts.maxX ) ),
                   roundedDown( asSql( facts.minY ) ), roundedUp( asSql( facts.maxY ) ) };
    return box;
  }

  Result<void> packRtree( Database &database, const QByteArray &rtree, const RtreeChanges &changes )
  {
    return Packer( database, rtree ).pack( changes );
  }
} // namespace syncline
