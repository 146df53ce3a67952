// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoints.h"

#include <QJsonObject>

#include <chrono>

namespace syncline::endpoints
{
  // The server puts files together and compares databases before it answers; its own limit is some 30 s, proxies have more.
  constexpr std::chrono::seconds SERVER_WORKS{ 120 };

  //! The body that v1 and v2 pushes share: {"version": "v3", "changes": {"added": […], "updated": […], "removed": […]}}.
  QJsonObject pushBody( Version base, const PushChanges &changes );
} // namespace syncline::endpoints
