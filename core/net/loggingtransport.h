// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/transport.h"

namespace syncline
{
  /**
   * Writes each request and its answer to lcNet (debug): verb, path, the harmless part of the query, status, bytes, milliseconds.
   * Never headers or bodies, never a value of the query that it does not know to be harmless. Thread-bound; inner must outlive it.
   */
  class LoggingTransport : public Transport
  {
    public:
      explicit LoggingTransport( Transport &inner );

      Call<HttpResponse> send( const HttpRequest &request ) override;

    private:
      Transport &mInner;
  };

  //! What a log may tell of a request: "GET v1/project/paginated?page=1&name=***".
  QString toLogLine( const HttpRequest &request );
} // namespace syncline
