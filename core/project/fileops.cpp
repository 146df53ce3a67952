// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/fileops.h"

namespace syncline
{
  namespace
  {
    constexpr qint64 MAX_SMALL_FILE_BYTES = 256ll * 1024 * 1024; // metadata of a million files
  }

  FileOps &realDisk()
  {
    static RealFileOps sDisk; // has no state
    return sDisk;
  }

  QString folderOf( const QString &path )
  {
    const int slash = int( path.lastIndexOf( QLatin1Char( '/' ) ) );
    return slash <= 0 ? QStringLiteral( "/" ) : path.left( slash );
  }

  Result<QByteArray> readSmallFile( FileOps &disk, const QString &path )
  {
    SYNCLINE_TRY( bytes, disk.readAt( path, 0, MAX_SMALL_FILE_BYTES + 1 ) );
    if ( bytes.size() > MAX_SMALL_FILE_BYTES )
      return fail( ErrorKind::DamagedMetadata, QStringLiteral( "%1 is too large" ).arg( path ) );
    return bytes;
  }

  Result<QString> writeBeside( FileOps &disk, const QString &path, const QByteArray &bytes )
  {
    const QString temporary = path + QStringLiteral( ".new" );
    SYNCLINE_CHECK( removeIfThere( disk, temporary ) );
    SYNCLINE_CHECK( disk.writeAt( temporary, 0, bytes ) );
    SYNCLINE_CHECK( disk.sync( temporary ) );
    return temporary;
  }

  Result<void> writeWhole( FileOps &disk, const QString &path, const QByteArray &bytes )
  {
    SYNCLINE_TRY( temporary, writeBeside( disk, path, bytes ) );
    SYNCLINE_CHECK( disk.rename( temporary, path ) );
    return disk.sync( folderOf( path ) );
  }

  Result<void> removeIfThere( FileOps &disk, const QString &path )
  {
    Result<void> removed = disk.remove( path );
    if ( !removed && removed.error().kind == ErrorKind::NotFound )
      return {};
    return removed;
  }

  Result<void> removeTree( FileOps &disk, const QString &folder )
  {
    SYNCLINE_TRY( there, disk.stat( folder ) );
    if ( there.isLink || !there.isFolder() )
      return there.exists() || there.isLink ? disk.remove( folder ) : Result<void>();
    SYNCLINE_TRY( names, disk.list( folder ) );
    for ( const QString &name : names )
      SYNCLINE_CHECK( removeTree( disk, folder + QLatin1Char( '/' ) + name ) );
    return disk.removeFolder( folder );
  }
} // namespace syncline
