// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/trash.h"

#include <QUuid>

namespace syncline
{
  namespace
  {
    const QString FORM = QStringLiteral( "yyyyMMddTHHmmss" );
    constexpr int FORM_LENGTH = 15;

    [[nodiscard]] Result<qint64> bytesBelow( FileOps &disk, const QString &path )
    {
      SYNCLINE_TRY( there, disk.stat( path ) );
      if ( there.isLink || !there.isFolder() )
        return there.isLink ? 0 : there.sizeBytes;
      qint64 sum = 0;
      SYNCLINE_TRY( names, disk.list( path ) );
      for ( const QString &name : names )
      {
        SYNCLINE_TRY( bytes, bytesBelow( disk, path + QLatin1Char( '/' ) + name ) );
        sum += bytes;
      }
      return sum;
    }
  } // namespace

  QString newRunName( const QDateTime &now )
  {
    return now.toUTC().toString( FORM ) + QLatin1Char( '-' ) +
           QUuid::createUuid().toString( QUuid::Id128 ).left( 8 );
  }

  Trash::Trash( FileOps &disk, const ProjectPaths &paths )
    : mDisk( disk )
    , mPaths( paths )
  {
  }

  Result<QString> Trash::slotFor( const QString &run, const RelPath &file )
  {
    const QString path =
      mPaths.enginePath( QStringLiteral( "trash/" ) + run + QLatin1Char( '/' ) + file.toString() );
    SYNCLINE_CHECK( mDisk.makeFolder( folderOf( path ) ) );
    return path;
  }

  Result<void> Trash::collect( const QDateTime &now )
  {
    const QString root = mPaths.enginePath( QStringLiteral( "trash" ) );
    SYNCLINE_TRY( there, mDisk.stat( root ) );
    if ( !there.isFolder() )
      return {};
    SYNCLINE_TRY( runs, mDisk.list( root ) );
    qint64 sum = 0;
    for ( int i = int( runs.size() ) - 1; i >= 0; --i ) // newest first
    {
      const QString folder = root + QLatin1Char( '/' ) + runs.at( i );
      SYNCLINE_TRY( bytes, bytesBelow( mDisk, folder ) );
      sum += bytes;
      QDateTime made = QDateTime::fromString( runs.at( i ).left( FORM_LENGTH ), FORM );
      made.setTimeSpec( Qt::UTC );
      const bool isNewest = i == int( runs.size() ) - 1;
      const bool isOld = made.isValid() && made.daysTo( now ) > MAX_AGE_DAYS;
      if ( !isNewest && ( isOld || sum > MAX_BYTES ) )
        SYNCLINE_CHECK( removeTree( mDisk, folder ) );
    }
    return {};
  }
} // namespace syncline
