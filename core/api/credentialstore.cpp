// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/credentialstore.h"

#include <QtGlobal>

namespace syncline
{
  bool mayKeepCredentials()
  {
    return qEnvironmentVariable( "SYNCLINE_CREDENTIALS" ) != QLatin1String( "none" );
  }

  QString credentialKey( const QUrl &server, const QString &userName )
  {
    return server.toString( QUrl::StripTrailingSlash ) + QLatin1Char( ' ' ) + userName;
  }
} // namespace syncline
