// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// The only file that may ask for QGIS's version. Everything else is written for what QGIS 3.22 and later share.

#include <qgis.h>
#include <qgsauthmanager.h>
#include <qgsconfig.h>

namespace syncline
{
  //! The file that QGIS keeps secrets in.
  inline QString authenticationDatabaseFile( const QgsAuthManager &manager )
  {
#if _QGIS_VERSION_INT >= 34000
    return manager.authenticationDatabaseUri().section( QStringLiteral( "://" ), 1 ); // "QSQLITE:///home/…"
#else
    return manager.authenticationDatabasePath();
#endif
  }
} // namespace syncline
