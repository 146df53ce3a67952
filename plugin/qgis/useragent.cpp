// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/useragent.h"

#include "core/net/qttransport.h"

#include <qgsnetworkaccessmanager.h>

namespace syncline
{
  void sendOwnUserAgent()
  {
    // The library is linked to stay in memory, so the hook outlives a plugin that is switched off.
    static const QString hook = QgsNetworkAccessManager::setRequestPreprocessor(
      []( QNetworkRequest *request ) { restoreUserAgent( *request ); } );
    Q_UNUSED( hook )
  }
} // namespace syncline
