// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/openelsewhere.h"

#include <QDir>
#include <QFileInfo>

namespace syncline
{
  bool mayBeOpenElsewhere( const QString &path )
  {
    const QDir processes( QStringLiteral( "/proc" ) );
    const QString wanted = QFileInfo( path ).canonicalFilePath();
    if ( wanted.isEmpty() || !QFileInfo::exists( QStringLiteral( "/proc/self/fd" ) ) )
      return true;
    for ( const QString &process : processes.entryList( QDir::Dirs | QDir::NoDotAndDotDot ) )
    {
      if ( !process.at( 0 ).isDigit() )
        continue;
      const QDir handles( processes.filePath( process + QStringLiteral( "/fd" ) ) );
      for ( const QString &handle :
            handles.entryList( QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System ) )
      {
        if ( QFile::symLinkTarget( handles.filePath( handle ) ) == wanted )
          return true;
      }
    }
    return false;
  }
} // namespace syncline
