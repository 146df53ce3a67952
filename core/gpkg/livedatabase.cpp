// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/livedatabase.h"

#include "core/base/sha1hasher.h"
#include "core/gpkg/sqlite.h"

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
    constexpr int PAGES_PER_STEP = 256;

    using ChunkSink = std::function<Result<void>( const char *bytes, int size )>;

    //! SQLite calls a file of one byte empty (an old system needed that byte); such a file is no database, and its byte counts.
    [[nodiscard]] Result<void> requireNoStrayByte( const Database &database, const QString &path )
    {
      SYNCLINE_TRY( size, database.fileSize() );
      if ( size == 0 && QFileInfo( path ).size() > 0 )
        return fail( ErrorKind::DamagedDatabase, QStringLiteral( "%1 is no database" ).arg( path ) );
      return {};
    }

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
        for ( bool isDone = false; !isDone; )
        {
          if ( cancel.isCanceled() )
            return fail( ErrorKind::Canceled );
          SYNCLINE_TRY( ended, backup.step( PAGES_PER_STEP ) );
          isDone = ended;
        }
      }
      if ( QFileInfo::exists( to ) )
        return fail( ErrorKind::AlreadyExists, to );
      if ( !QFile::rename( copy, to ) )
        return fail( ErrorKind::LocalIo, QStringLiteral( "renaming the copy to %1" ).arg( to ) );
      return {};
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
    SYNCLINE_CHECK( requireNoStrayByte( database, path ) );
    Sha1Hasher hash;
    SYNCLINE_TRY( pending, database.hasPendingWal() );
    SYNCLINE_TRY( size, readAll( database, cancel,
                                 [&hash]( const char *bytes, int count ) -> Result<void>
                                 {
                                   hash.add( bytes, count );
                                   return {};
                                 } ) );
    Fingerprint result;
    result.sha1 = hash.result();
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
    SYNCLINE_CHECK( requireNoStrayByte( source, from ) );
    SYNCLINE_TRY( pending, source.hasPendingWal() );
    if ( pending )
      SYNCLINE_CHECK( copyContent( source, to, cancel ) );
    else
      SYNCLINE_CHECK( copyBytes( source, to, cancel ) );
    return {};
  }

  Result<bool> isOpenElsewhere( const QString &path )
  {
    const auto alone = Database::open( path, Database::Access::Alone );
    if ( !alone && alone.error().kind == ErrorKind::FileInUse )
      return true;
    if ( !alone )
      return passOn( alone.error(), __func__ );
    return false;
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
