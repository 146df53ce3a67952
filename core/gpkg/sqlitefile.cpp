// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlite_p.h"

#include <QFileInfo>

#include <cstring>
#include <utility>

namespace syncline
{
  namespace
  {
    // The wal-index, as SQLite's walformat.html describes it: two copies of a 48-byte header, then the checkpoint information.
    constexpr int WAL_INDEX_PAGE = 32768;
    constexpr int WAL_INDEX_LAST_FRAME = 16;
    constexpr int WAL_INDEX_BACKFILLED = 96;

    [[nodiscard]] Result<sqlite3_file *> fileOf( sqlite3 *handle, const QByteArray &schema )
    {
      sqlite3_file *file = nullptr;
      const int code = sqlite3_file_control( handle, schema.constData(), SQLITE_FCNTL_FILE_POINTER, &file );
      if ( code != SQLITE_OK || !file || !file->pMethods )
        return sqliteFailure( nullptr, code == SQLITE_OK ? SQLITE_IOERR : code,
                              QStringLiteral( "reaching the database's file" ) );
      return file;
    }

    quint32 wordAt( const volatile void *region, int offset )
    {
      quint32 word = 0;
      const auto *bytes = static_cast<const volatile char *>( region ) + offset;
      char copy[sizeof word];
      for ( size_t i = 0; i < sizeof word; ++i )
        copy[i] = bytes[i];
      std::memcpy( &word, copy, sizeof word );
      return word; // the wal-index is in the machine's own byte order
    }
  } // namespace

  Result<qint64> Database::fileSize( const QByteArray &schema ) const
  {
    SYNCLINE_TRY( file, fileOf( handle(), schema ) );
    sqlite3_int64 size = 0;
    const int code = file->pMethods->xFileSize( file, &size );
    if ( code != SQLITE_OK )
      return sqliteFailure( nullptr, code, QStringLiteral( "asking the size of %1" ).arg( mPath ) );
    return size;
  }

  Result<void> Database::readAt( qint64 offset, char *to, int size, const QByteArray &schema ) const
  {
    SYNCLINE_TRY( file, fileOf( handle(), schema ) );
    const int code = file->pMethods->xRead( file, to, size, offset );
    if ( code != SQLITE_OK )
      return sqliteFailure( nullptr, code, QStringLiteral( "reading %1 at %2" ).arg( mPath ).arg( offset ) );
    return {};
  }

  Result<bool> Database::hasPendingWal( const QByteArray &schema ) const
  {
    SYNCLINE_TRY( mode, textOf( "PRAGMA " + quoted( schema ) + ".journal_mode" ) );
    if ( mode != "wal" )
      return false;
    SYNCLINE_TRY( file, fileOf( handle(), schema ) );
    volatile void *region = nullptr;
    if ( file->pMethods->iVersion < 2 ||
         file->pMethods->xShmMap( file, 0, WAL_INDEX_PAGE, 0, &region ) != SQLITE_OK || !region )
    {
      const char *name = sqlite3_db_filename( handle(), schema.constData() );
      return QFileInfo( QString::fromUtf8( name ) + QStringLiteral( "-wal" ) ).size() >
             0; // the cautious answer
    }
    return wordAt( region, WAL_INDEX_LAST_FRAME ) > wordAt( region, WAL_INDEX_BACKFILLED );
  }

  struct Backup::Handle
  {
      sqlite3_backup *backup = nullptr;
      sqlite3 *to = nullptr;
      ~Handle() { sqlite3_backup_finish( backup ); }
  };

  Backup::Backup( Backup &&other ) noexcept = default;
  Backup::~Backup() = default;

  Result<Backup> Backup::begin( Database &to, Database &from )
  {
    Backup backup;
    backup.mHandle = std::make_unique<Handle>();
    backup.mHandle->to = to.handle();
    backup.mHandle->backup = sqlite3_backup_init( to.handle(), "main", from.handle(), "main" );
    if ( !backup.mHandle->backup )
      return sqliteFailure( to.handle(), sqlite3_extended_errcode( to.handle() ),
                            QStringLiteral( "starting a copy" ) );
    return backup;
  }

  Result<bool> Backup::step( int pages )
  {
    const int code = sqlite3_backup_step( mHandle->backup, pages );
    if ( code == SQLITE_DONE )
      return true;
    if ( code != SQLITE_OK )
      return sqliteFailure( nullptr, code, QStringLiteral( "copying pages" ) );
    return false;
  }
} // namespace syncline
