// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httpmessage.h"

#include <optional>

namespace syncline
{
  //! How the call of ours that asks what \a asked asks reads a successful \a answer; nothing where we have no such call.
  [[nodiscard]] std::optional<Result<void>> readAsOurs( const HttpRequest &asked,
                                                        const HttpResponse &answer );
} // namespace syncline
