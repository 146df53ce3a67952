// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/connection.h"

namespace syncline::cli
{
  Connection::Connection( const SessionData &account )
    : mWire( account.server )
    , mLogged( mWire )
    , mRetried( mLogged, mClock )
    , mSession( account )
    , mApi( mRetried, mSession, mClock )
  {
  }
} // namespace syncline::cli
