// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/net/loggingtransport.h"
#include "core/net/qttransport.h"
#include "core/net/retryingtransport.h"

namespace syncline::cli
{
  //! One account on one server, ready to be asked. Main thread.
  class Connection
  {
    public:
      explicit Connection( const SessionData &account );

      ApiClient &api() { return mApi; }
      Session &session() { return mSession; }

    private:
      SystemClock mClock;
      QtTransport mWire;
      LoggingTransport mLogged;
      RetryingTransport mRetried;
      Session mSession;
      ApiClient mApi;
  };
} // namespace syncline::cli
