// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlitewal.h"

#include "core/gpkg/sqlite_p.h"

#include <atomic>
#include <cstring>
#include <utility>

namespace syncline
{
  namespace
  {
    // The wal-index, as SQLite's walformat.html describes it: two copies of a 48-byte header, then the checkpoint information.
    constexpr int INDEX_REGION = 32768;
    constexpr int INDEX_HEADER = 48;
    constexpr int INDEX_VERSION = 0;
    constexpr int INDEX_IS_INITIALISED = 12;
    constexpr int INDEX_FRAMES = 16;
    constexpr int INDEX_PAGE_COUNT = 20;
    constexpr int INDEX_LAST_CHECKSUM = 24;
    constexpr int INDEX_SALT = 32;
    constexpr int INDEX_BACKFILLED = 96;
    constexpr quint32 KNOWN_VERSION = 3007000;
    constexpr int TRIES = 100; // a writer needs an instant to write both copies

    //! Bytes that other processes may be writing.
    void copyShared( char *to, const volatile void *region, int offset, int size )
    {
      const auto *from = static_cast<const volatile char *>( region ) + offset;
      for ( int i = 0; i < size; ++i )
        to[i] = from[i];
    }

    quint32 word( const char *bytes ) // the index is in the machine's own byte order
    {
      quint32 value = 0;
      std::memcpy( &value, bytes, sizeof value );
      return value;
    }

    [[nodiscard]] Result<sqlite3_file *> fileOf( const Database &database, const QByteArray &schema,
                                                 int operation )
    {
      sqlite3_file *file = nullptr;
      const int code = sqlite3_file_control( database.handle(), schema.constData(), operation, &file );
      if ( code != SQLITE_OK || !file || !file->pMethods )
        return sqliteFailure( nullptr, code == SQLITE_OK ? SQLITE_IOERR : code,
                              QStringLiteral( "reaching a file of the database" ) );
      return file;
    }

    bool readHeader( const volatile void *region, std::array<char, INDEX_HEADER> &header )
    {
      std::array<char, INDEX_HEADER> second{};
      for ( int i = 0; i < TRIES; ++i )
      {
        copyShared( header.data(), region, 0, INDEX_HEADER );
        std::atomic_thread_fence( std::memory_order_seq_cst );
        copyShared( second.data(), region, INDEX_HEADER, INDEX_HEADER );
        if ( header == second )
          return word( header.data() + INDEX_VERSION ) == KNOWN_VERSION && header[INDEX_IS_INITIALISED] != 0;
      }
      return false;
    }
  } // namespace

  Result<WalState> walState( const Database &database, const QByteArray &schema )
  {
    SYNCLINE_TRY( mode, database.textOf( "PRAGMA " + quoted( schema ) + ".journal_mode" ) );
    WalState state;
    state.isWal = mode == "wal";
    if ( !state.isWal )
      return state;
    SYNCLINE_TRY( file, fileOf( database, schema, SQLITE_FCNTL_FILE_POINTER ) );
    volatile void *region = nullptr;
    if ( file->pMethods->iVersion < 2 ||
         file->pMethods->xShmMap( file, 0, INDEX_REGION, 0, &region ) != SQLITE_OK || !region )
      return fail( ErrorKind::LocalIo, QStringLiteral( "no index of the write-ahead log" ) );
    if ( !readHeader( region, state.header ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "unknown index of the write-ahead log" ) );

    std::array<char, sizeof( quint32 )> backfilled{};
    copyShared( backfilled.data(), region, INDEX_BACKFILLED, int( backfilled.size() ) );
    state.backfilled = word( backfilled.data() );
    const char *header = state.header.data();
    state.frames = word( header + INDEX_FRAMES );
    state.pageCount = word( header + INDEX_PAGE_COUNT );
    state.lastChecksum = { word( header + INDEX_LAST_CHECKSUM ), word( header + INDEX_LAST_CHECKSUM + 4 ) };
    std::memcpy( state.salt.data(), header + INDEX_SALT, state.salt.size() );
    return state;
  }

  Result<void> readWalAt( const Database &database, const QByteArray &schema, qint64 offset,
                          std::pair<char *, int> to )
  {
    SYNCLINE_TRY( file, fileOf( database, schema, SQLITE_FCNTL_JOURNAL_POINTER ) );
    const int code = file->pMethods->xRead( file, to.first, to.second, offset );
    if ( code != SQLITE_OK )
      return sqliteFailure( nullptr, code,
                            QStringLiteral( "reading the write-ahead log at %1" ).arg( offset ) );
    return {};
  }

  QString pathOf( const Database &database, const QByteArray &schema )
  {
    return QString::fromUtf8( sqlite3_db_filename( database.handle(), schema.constData() ) );
  }

  bool hasMoved( const Database &database, const QByteArray &schema )
  {
    int moved = 0;
    const int code =
      sqlite3_file_control( database.handle(), schema.constData(), SQLITE_FCNTL_HAS_MOVED, &moved );
    return code == SQLITE_OK && moved != 0;
  }

  bool isOnlyReading( const Database &database, const QByteArray &schema )
  {
    return sqlite3_txn_state( database.handle(), schema.constData() ) == SQLITE_TXN_READ;
  }
} // namespace syncline
