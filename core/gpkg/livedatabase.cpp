// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/livedatabase.h"

#include "core/base/logging.h"
#include "core/gpkg/sqlite.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>

#include <functional>

namespace syncline::livedb
{
  namespace
  {
    constexpr int CHUNK_BYTES = 1024 * 1024;
    constexpr int PAGES_PER_STEP = 256; // some milliseconds between two looks at the clock
    constexpr int BACKUP_CACHE_PAGES =
      512; // so that pages go to the -wal while we count the time, not all in the last step

    using ChunkSink = std::function<Result<void>( const char *bytes, int size )>;

    //! Hands the main file's bytes on, in order. Needs a read transaction.
    [[nodiscard]] Result<qint64> readAll( const Database &database, const CancelToken &cancel,
                                          const ChunkSink &sink )
    {
      SYNCLINE_TRY( size, database.fileSize() );
      QByteArray chunk( CHUNK_BYTES, Qt::Uninitialized );
      for ( qint64 at = 0; at < size; at += CHUNK_BYTES )
      {
        if ( cancel.isCanceled() )
          return fail( ErrorKind::Canceled );
        const int wanted = int( qMin<qint64>( CHUNK_BYTES, size - at ) );
        SYNCLINE_CHECK( database.readAt( at, chunk.data(), wanted ) );
        SYNCLINE_CHECK( sink( chunk.constData(), wanted ) );
      }
      return size;
    }

    Error writeError( const QFileDevice &file )
    {
      const bool full = file.error() == QFileDevice::ResourceError;
      return { full ? ErrorKind::DiskFull : ErrorKind::LocalIo,
               QStringLiteral( "%1: %2" ).arg( file.fileName(), file.errorString() ),
               {},
               {} };
    }

    //! Needs a read transaction without pending -wal.
    [[nodiscard]] Result<void> copyBytes( const Database &from, const QString &to, const CancelToken &cancel )
    {
      QSaveFile file( to );
      if ( !file.open( QIODevice::WriteOnly ) )
        return tl::unexpected<Error>( writeError( file ) );
      SYNCLINE_CHECK( readAll( from, cancel,
                               [&file]( const char *bytes, int size ) -> Result<void>
                               {
                                 if ( file.write( bytes, size ) != size )
                                   return tl::unexpected<Error>( writeError( file ) );
                                 return {};
                               } ) );
      if ( !file.commit() )
        return tl::unexpected<Error>( writeError( file ) );
      return {};
    }

    enum class Ended
    {
      Copied,
      OutOfTime
    };

    //! Runs \a backup to its end, or for \a limitMs from its first step (the first lock) where that is not 0.
    [[nodiscard]] Result<Ended> runBackup( Backup backup, int limitMs, const CancelToken &cancel )
    {
      QElapsedTimer locked;
      for ( ;; )
      {
        if ( cancel.isCanceled() )
          return fail( ErrorKind::Canceled );
        SYNCLINE_TRY( isDone, backup.step( PAGES_PER_STEP ) );
        if ( isDone )
          return Ended::Copied;
        if ( !locked.isValid() )
          locked.start();
        else if ( limitMs > 0 && locked.elapsed() > limitMs )
          return Ended::OutOfTime;
      }
    }

    //! Copies by the backup API what the connection \a from sees, -wal included.
    [[nodiscard]] Result<void> copyContent( Database &from, const QString &to, const CancelToken &cancel )
    {
      QTemporaryDir beside( to + QStringLiteral( ".XXXXXX" ) );
      if ( !beside.isValid() )
        return fail( ErrorKind::LocalIo, beside.errorString() );
      const QString copy = beside.filePath( QStringLiteral( "copy" ) );
      {
        SYNCLINE_TRY( target, Database::open( copy, Database::Access::Create, cancel ) );
        SYNCLINE_CHECK( target.integerOf( "PRAGMA journal_mode = OFF" ) ); // nobody needs half a copy
        SYNCLINE_TRY( backup, Backup::begin( target, from ) );
        SYNCLINE_CHECK( runBackup( std::move( backup ), 0, cancel ) );
      }
      if ( QFileInfo::exists( to ) )
        return fail( ErrorKind::AlreadyExists, to );
      if ( !QFile::rename( copy, to ) )
        return fail( ErrorKind::LocalIo, QStringLiteral( "renaming the copy to %1" ).arg( to ) );
      return {};
    }

    [[nodiscard]] Result<bool> isWal( const Database &database )
    {
      SYNCLINE_TRY( mode, database.textOf( "PRAGMA journal_mode" ) );
      return mode == "wal";
    }

    //! A database in WAL mode cannot change its page size: gives \a content that of \a live, in a file below \a folder.
    [[nodiscard]] Result<QString> withPageSizeOf( const Database &live, const QString &content,
                                                  const QString &folder )
    {
      SYNCLINE_TRY( source, Database::open( content, Database::Access::ReadOnly ) );
      SYNCLINE_TRY( wanted, live.integerOf( "PRAGMA page_size" ) );
      SYNCLINE_TRY( present, source.integerOf( "PRAGMA page_size" ) );
      SYNCLINE_TRY( inWal, isWal( live ) );
      if ( wanted == present || !inWal )
        return content;
      const QString resized = folder + QStringLiteral( "/resized" );
      SYNCLINE_CHECK(
        source.execute( "PRAGMA query_only = 0; PRAGMA page_size = " + QByteArray::number( wanted ) ) );
      SYNCLINE_TRY( vacuum, source.prepare( "VACUUM INTO ?" ) );
      const QByteArray name = resized.toUtf8();
      vacuum.bind( 0, Value::ofText( { name.constData(), size_t( name.size() ) } ) );
      SYNCLINE_CHECK( vacuum.next() );
      return resized;
    }

    //! \a alone: keep everybody else out for the whole copy, and take as long as it takes.
    [[nodiscard]] Result<Ended> installOnce( const QString &content, const QString &live, bool alone,
                                             const CancelToken &cancel )
    {
      SYNCLINE_TRY( source, Database::open( content, Database::Access::ReadOnly, cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( source, Transaction::Kind::Read ) );
      const auto access = alone ? Database::Access::Alone : Database::Access::ReadWrite;
      SYNCLINE_TRY( target, Database::open( live, access, cancel ) );
      SYNCLINE_TRY( inWal, isWal( target ) );
      // In WAL mode NORMAL syncs nothing while the lock is held; a power cut may undo the installation, never tear it.
      SYNCLINE_CHECK( target.execute( inWal ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL" ) );
      SYNCLINE_CHECK( target.execute( "PRAGMA cache_size = " + QByteArray::number( BACKUP_CACHE_PAGES ) ) );
      SYNCLINE_TRY( backup, Backup::begin( target, source ) );
      return runBackup( std::move( backup ), inWal && !alone ? LONGEST_WRITE_LOCK_MS : 0, cancel );
    }
  } // namespace

  bool isDatabaseName( const QString &path )
  {
    static const QStringList sExtensions = { QStringLiteral( "gpkg" ),    QStringLiteral( "sqlite" ),
                                             QStringLiteral( "sqlite3" ), QStringLiteral( "db" ),
                                             QStringLiteral( "db3" ),     QStringLiteral( "s3db" ),
                                             QStringLiteral( "sl3" ),     QStringLiteral( "mbtiles" ),
                                             QStringLiteral( "gpkx" ),    QStringLiteral( "geopackage" ) };
    return sExtensions.contains( QFileInfo( path ).suffix().toLower() );
  }

  bool isVersionedName( const QString &path )
  {
    const QString extension = QFileInfo( path ).suffix().toLower();
    return extension == QStringLiteral( "gpkg" ) || extension == QStringLiteral( "sqlite" );
  }

  Result<Fingerprint> fingerprint( const QString &path, const CancelToken &cancel )
  {
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
    QCryptographicHash hash( QCryptographicHash::Sha1 );
    SYNCLINE_TRY( pending, database.hasPendingWal() );
    SYNCLINE_TRY( size, readAll( database, cancel,
                                 [&hash]( const char *bytes, int count ) -> Result<void>
                                 {
                                   hash.addData( QByteArray::fromRawData( bytes, count ) );
                                   return {};
                                 } ) );
    Fingerprint result;
    result.sha1 = sha1FromDigest( hash.result() );
    result.sizeBytes = size;
    result.hasPendingWal = pending;
    return result;
  }

  Result<void> snapshot( const QString &from, const QString &to, const CancelToken &cancel )
  {
    if ( QFileInfo::exists( to ) )
      return fail( ErrorKind::AlreadyExists, to );
    SYNCLINE_TRY( source, Database::open( from, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( reading, Transaction::begin( source, Transaction::Kind::Read ) );
    SYNCLINE_TRY( pending, source.hasPendingWal() );
    if ( pending )
      SYNCLINE_CHECK( copyContent( source, to, cancel ) );
    else
      SYNCLINE_CHECK( copyBytes( source, to, cancel ) );
    return {};
  }

  Result<void> install( const QString &content, const QString &live, const CancelToken &cancel )
  {
    QTemporaryDir scratch( content + QStringLiteral( ".XXXXXX" ) );
    if ( !scratch.isValid() )
      return fail( ErrorKind::LocalIo, scratch.errorString() );
    QString source = content;
    {
      SYNCLINE_TRY( target, Database::open( live, Database::Access::ReadWrite, cancel ) );
      SYNCLINE_TRY( fitting, withPageSizeOf( target, content, scratch.path() ) );
      source = fitting;
    }
    SYNCLINE_TRY( ended, installOnce( source, live, false, cancel ) );
    if ( ended == Ended::Copied )
      return {};
    qCInfo( lcGpkg ) << "content takes longer than a lock may last; trying without others";
    const auto alone = installOnce( source, live, true, cancel );
    if ( !alone && alone.error().kind == ErrorKind::FileInUse )
      return fail(
        ErrorKind::FileInUse,
        QStringLiteral( "%1 is open elsewhere, and its new content is too large to go in within a second" )
          .arg( live ) );
    SYNCLINE_CHECK( alone );
    return {};
  }

  Result<void> check( const QString &path )
  {
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly ) );
    SYNCLINE_TRY( complaint, database.textOf( "PRAGMA quick_check(1)" ) );
    if ( complaint != "ok" )
      return fail( ErrorKind::DamagedDatabase,
                   QStringLiteral( "%1: %2" ).arg( path, QString::fromUtf8( complaint ) ) );
    return {};
  }
} // namespace syncline::livedb
