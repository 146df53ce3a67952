// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/capabilities.h"

#include "core/api/endpoints.h"
#include "core/net/await.h"

namespace syncline
{
  Result<ServerCapabilities> capabilitiesOf( ApiClient &api, const CancelToken &cancel )
  {
    Session &session = api.session();
    if ( !session.data().capabilities )
    {
      SYNCLINE_TRY( capabilities, await( api.call( endpoints::serverConfig() ), cancel ) );
      session.setCapabilities( capabilities );
    }
    return *session.data().capabilities;
  }
} // namespace syncline
