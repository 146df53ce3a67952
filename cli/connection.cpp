// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/connection.h"

namespace syncline::cli
{
  Connection::Connection( const SessionData &account )
    : mWire( account.server )
    , mSession( account )
    , mApi( mWire, mSession, mClock )
  {
  }
} // namespace syncline::cli
