// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/useragent.h"

#include "core/net/qttransport.h"

#include <qgsnetworkaccessmanager.h>

namespace syncline
{
  UserAgent::UserAgent()
    : mHook( QgsNetworkAccessManager::setRequestPreprocessor( []( QNetworkRequest *request )
                                                              { restoreUserAgent( *request ); } ) )
  {
  }

  UserAgent::~UserAgent() { QgsNetworkAccessManager::removeRequestPreprocessor( mHook ); }
} // namespace syncline
