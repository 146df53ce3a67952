// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httpmessage.h"

#include <functional>

namespace syncline
{
  //! Whether a call carries the token. To one past its life the server answers as to a stranger, so ApiClient renews it first.
  enum class Auth
  {
    None,
    IfSignedIn,
    Required
  };

  /**
   * What to ask and how to read the answer: a value, no I/O. `decode` sees 2xx answers only; every other status becomes an Error
   * in one place (servererror.h). `onError` is for the few calls where an error has a meaning of its own (no such page: the end
   * of the list); it sees every error, those of the network included, and returns it when it has nothing to say.
   */
  template<class T> struct Endpoint
  {
      HttpRequest request;
      std::function<Result<T>( const HttpResponse & )> decode;
      Auth auth = Auth::Required;
      std::function<Result<T>( Error )> onError;
  };
} // namespace syncline
