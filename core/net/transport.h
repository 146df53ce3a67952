// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/call.h"
#include "core/net/httpmessage.h"

namespace syncline
{
  /**
   * The only way to the network, and one of the three seams that tests replace. Implemented by QtTransport (the wire) and, in
   * tests, by the fake; everything else (retry, logging) is a decorator that wraps another Transport.
   *
   * What an implementer owes: every send() resolves once. Any HTTP answer, 500 included, is a HttpResponse; errors are only
   * Canceled, Offline, Timeout, TlsFailure, NotAServer (unusable address) and MalformedReply (cut off, or longer than allowed),
   * and whatever the request's own sink or onHead returned. A sink gets bytes of 2xx answers only, in order, and may have got
   * some when the call ends with an error. Thread-bound.
   */
  class Transport
  {
    public:
      virtual ~Transport() = default;
      virtual Call<HttpResponse> send( const HttpRequest &request ) = 0;
  };
} // namespace syncline
