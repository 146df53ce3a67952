// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/base/cancel.h"

namespace syncline
{
  //! What the server of \a api can do; asked once in a session. Worker threads only: it waits.
  [[nodiscard]] Result<ServerCapabilities> capabilitiesOf( ApiClient &api, const CancelToken &cancel );
} // namespace syncline
