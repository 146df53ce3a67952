// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagesnapshot.h"

#include "core/base/logging.h"

#include <algorithm>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr int BEGIN_TRIES = 5; // each fails only if somebody commits in the very moment of our BEGIN
    constexpr int WAL_HEADER = 32;
    constexpr int FRAME_HEADER = 24;
    constexpr int FRAME_PAGE_COUNT = 4; // of the database if this frame ends a transaction
    constexpr int FRAME_SALT = 8;
    constexpr int FRAME_CHECKSUM = 16;
    constexpr quint32 MAX_FRAMES = 1 << 20;   // 8 MB of our memory
    constexpr PageNumber MAX_PAGES = 1 << 26; // 256 GB of usual pages; 8 MB for each PageSet
    constexpr int OFFSET_READ_VERSION = 19;
    constexpr char READ_VERSION_WAL = 2;
    constexpr int OFFSET_SCHEMA_VERSION = 40;

    //! The pages of a database file, those in its -wal before those in the main file.
    class DatabasePages : public PageSource
    {
      public:
        DatabasePages( const Database &database, QByteArray schema )
          : mDatabase( database )
          , mSchema( std::move( schema ) )
        {
        }

        [[nodiscard]] Result<void> open( const WalState &wal )
        {
          std::array<char, DATABASE_HEADER_SIZE> header{};
          SYNCLINE_CHECK( mDatabase.readAt( 0, header.data(), DATABASE_HEADER_SIZE, mSchema ) );
          SYNCLINE_TRY( geometry, parseDatabaseHeader( header.data() ) );
          mGeometry = geometry;
          if ( ( header[OFFSET_READ_VERSION] == READ_VERSION_WAL ) != wal.isWal )
            return fail( ErrorKind::DamagedDatabase, QStringLiteral( "the file changed its journal mode" ) );
          if ( wal.hasPendingFrames() )
            SYNCLINE_CHECK( readFrames( wal ) );
          return checkGeometry();
        }

        [[nodiscard]] Result<void> read( PageNumber first, int count, char *to ) override
        {
          const PageNumber end = first + PageNumber( count );
          auto frame = std::lower_bound( mFrames.begin(), mFrames.end(), Frame{ first, 0 } );
          while ( first < end )
          {
            const PageNumber nextInWal = frame == mFrames.end() ? end : std::min( end, frame->page );
            const qint64 size = mGeometry.pageSize;
            if ( first < nextInWal )
            {
              const int bytes = int( nextInWal - first ) * mGeometry.pageSize;
              SYNCLINE_CHECK( mDatabase.readAt( ( qint64( first ) - 1 ) * size, to, bytes, mSchema ) );
              to += bytes;
              first = nextInWal;
              continue;
            }
            const qint64 offset = offsetOf( frame->number ) + FRAME_HEADER;
            SYNCLINE_CHECK( readWalAt( mDatabase, mSchema, offset, { to, mGeometry.pageSize } ) );
            to += mGeometry.pageSize;
            ++first;
            ++frame;
          }
          return {};
        }

      private:
        //! The latest frame of a page.
        struct Frame
        {
            PageNumber page;
            quint32 number; // from 1
            bool operator<( const Frame &other ) const { return page < other.page; }
        };

        qint64 offsetOf( quint32 frame ) const
        {
          return WAL_HEADER + ( qint64( frame ) - 1 ) * ( FRAME_HEADER + mGeometry.pageSize );
        }

        [[nodiscard]] Result<void> readFrames( const WalState &wal )
        {
          if ( wal.frames > MAX_FRAMES )
            return fail( ErrorKind::InvalidInput,
                         QStringLiteral( "a write-ahead log of %1 frames" ).arg( wal.frames ) );
          std::array<char, FRAME_HEADER> header{};
          mFrames.reserve( wal.frames );
          for ( quint32 number = 1; number <= wal.frames; ++number )
          {
            SYNCLINE_CHECK(
              readWalAt( mDatabase, mSchema, offsetOf( number ), { header.data(), FRAME_HEADER } ) );
            const PageNumber page = bigEndian32( header.data() );
            if ( page == 0 ||
                 std::memcmp( header.data() + FRAME_SALT, wal.salt.data(), wal.salt.size() ) != 0 )
              return fail( ErrorKind::DamagedDatabase,
                           QStringLiteral( "frame %1 of the write-ahead log" ).arg( number ) );
            mFrames.push_back( { page, number } );
          }
          // `header` is that of the last frame now, which must end a transaction and be the one that the index means.
          if ( bigEndian32( header.data() + FRAME_PAGE_COUNT ) != wal.pageCount ||
               bigEndian32( header.data() + FRAME_CHECKSUM ) != wal.lastChecksum[0] ||
               bigEndian32( header.data() + FRAME_CHECKSUM + 4 ) != wal.lastChecksum[1] )
            return fail( ErrorKind::DamagedDatabase,
                         QStringLiteral( "the write-ahead log is not that of its index" ) );
          keepLatest();
          return {};
        }

        void keepLatest()
        {
          std::stable_sort( mFrames.begin(), mFrames.end() );
          auto kept = mFrames.begin();
          for ( auto frame = mFrames.begin(); frame != mFrames.end(); ++frame )
          {
            if ( frame + 1 == mFrames.end() || ( frame + 1 )->page != frame->page )
              *kept++ = *frame;
          }
          mFrames.erase( kept, mFrames.end() );
        }

        //! SQLite's own view of the file is the judge of ours.
        [[nodiscard]] Result<void> checkGeometry()
        {
          const QByteArray pragma = "PRAGMA " + quoted( mSchema ) + '.';
          SYNCLINE_TRY( pageSize, mDatabase.integerOf( pragma + "page_size" ) );
          SYNCLINE_TRY( pageCount, mDatabase.integerOf( pragma + "page_count" ) );
          SYNCLINE_TRY( schemaVersion, mDatabase.integerOf( pragma + "schema_version" ) );
          SYNCLINE_TRY( fileSize, mDatabase.fileSize( mSchema ) );
          if ( pageSize != mGeometry.pageSize || pageCount <= 0 || pageCount > MAX_PAGES ||
               fileSize % pageSize != 0 || ( mFrames.empty() && fileSize < pageCount * pageSize ) )
            return fail(
              ErrorKind::InvalidInput,
              QStringLiteral( "%1 bytes, %2 pages of %3" ).arg( fileSize ).arg( pageCount ).arg( pageSize ) );
          mGeometry.pageCount = PageNumber( pageCount );
          std::vector<char> first;
          first.resize( size_t( pageSize ) );
          SYNCLINE_CHECK( read( 1, 1, first.data() ) );
          SYNCLINE_TRY( current, parseDatabaseHeader( first.data() ) );
          if ( !current.isComparableTo( mGeometry ) ||
               bigEndian32( first.data() + OFFSET_SCHEMA_VERSION ) != quint32( schemaVersion ) )
            return fail( ErrorKind::DamagedDatabase,
                         QStringLiteral( "the first page is not the one SQLite sees" ) );
          return {};
        }

        const Database &mDatabase;
        QByteArray mSchema;
        std::vector<Frame> mFrames; // by page
    };

    [[nodiscard]] Result<std::vector<QByteArray>> schemasOf( const Database &database )
    {
      std::vector<QByteArray> names;
      SYNCLINE_TRY( schemas,
                    database.prepare( "SELECT name FROM pragma_database_list WHERE name <> 'temp'" ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, schemas.next() );
        if ( !more )
          return names;
        names.push_back( schemas.textAt( 0 ) );
      }
    }
  } // namespace

  Result<PageSnapshot> PageSnapshot::begin( Database &database )
  {
    SYNCLINE_TRY( schemas, schemasOf( database ) );
    for ( int left = BEGIN_TRIES;; --left )
    {
      std::map<QByteArray, WalState> before;
      for ( const QByteArray &schema : schemas )
      {
        if ( const auto state = walState( database, schema ) )
          before.insert( { schema, *state } );
        else
          qCInfo( lcGpkg ).noquote() << "pages are not readable:" << toLogLine( state.error() );
      }
      SYNCLINE_TRY( transaction, Transaction::begin( database, Transaction::Kind::Read ) );
      PageSnapshot snapshot( database, std::move( transaction ) );
      for ( const auto &[schema, state] : before )
      {
        const auto after = walState( database, schema );
        if ( after && after->isSameContent( state ) )
          snapshot.mStates.insert( { schema, *after } );
      }
      if ( snapshot.mStates.size() == before.size() || left == 0 )
        return snapshot;
    }
  }

  Result<std::unique_ptr<PageSource>> PageSnapshot::pages( const QByteArray &schema ) const
  {
    const auto state = mStates.find( schema );
    if ( state == mStates.end() )
      return fail( ErrorKind::FileInUse,
                   QStringLiteral( "the pages of %1 cannot be read" ).arg( QString::fromUtf8( schema ) ) );
    if ( !isOnlyReading( *mDatabase, schema ) )
      return fail( ErrorKind::FileInUse,
                   QStringLiteral( "%1 has changes of our own" ).arg( QString::fromUtf8( schema ) ) );
    auto pages = std::make_unique<DatabasePages>( *mDatabase, schema );
    SYNCLINE_CHECK( pages->open( state->second ) );
    return pages;
  }

  bool PageSnapshot::seesTheSameAs( const PageSnapshot &other ) const
  {
    return std::equal( mStates.begin(), mStates.end(), other.mStates.begin(), other.mStates.end(),
                       []( const auto &a, const auto &b )
                       { return a.first == b.first && a.second.isSameContent( b.second ); } );
  }
} // namespace syncline
