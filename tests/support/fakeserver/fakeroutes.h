// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakecontext.h"

namespace syncline::fake
{
  /**
   * Answers one request: finds who asks, whether the server is in maintenance, which handler the address has, and calls it. An
   * address that is not known is 404, one that is known for other verbs 405 with Allow.
   */
  FakeResponse answer( State &state, const FakeRequest &request, const QDateTime &now );
} // namespace syncline::fake
