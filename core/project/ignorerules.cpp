// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/ignorerules.h"

#include <array>

namespace syncline
{
  namespace
  {
    //! The last extension with its dot, leading dots of the name not counted; empty where there is none.
    QString lastExtension( const QString &name )
    {
      int start = 0;
      while ( start < name.size() && name.at( start ) == QLatin1Char( '.' ) )
        ++start;
      const int dot = int( name.lastIndexOf( QLatin1Char( '.' ) ) );
      return dot < start ? QString() : name.mid( dot );
    }
  } // namespace

  bool isIgnoredName( const QString &fileName )
  {
    if ( fileName == QLatin1String( ".DS_Store" ) || fileName == QLatin1String( ".directory" ) )
      return true;
    static const std::array<QLatin1String, 5> sEndings = { QLatin1String( "-shm" ), QLatin1String( "-wal" ),
                                                           QLatin1String( "~" ), QLatin1String( "pyc" ),
                                                           QLatin1String( "swap" ) };
    const QString extension = lastExtension( fileName );
    for ( const QLatin1String ending : sEndings )
    {
      if ( extension.endsWith( ending ) )
        return true;
    }
    return false;
  }

  bool isIgnoredFolder( const QString &folderName ) { return folderName == QLatin1String( ".mergin" ); }
} // namespace syncline
