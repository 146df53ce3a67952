// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"

namespace syncline
{
  /**
   * A token as people and servers hand it over, made usable: blanks around it and a "Bearer " before it removed. InvalidInput for
   * what could not stand in a header. No detail here repeats any of it.
   */
  [[nodiscard]] Result<QByteArray> tokenFromText( const QString &text );

  /**
   * Reads whose token it is and until when it lives, out of the token itself (payload.timestamp.signature, the payload plain or
   * zlib-compressed). The signature is the server's business: nothing is decided on it but when to renew. InvalidInput when it
   * cannot be read; such a token may still be good.
   */
  [[nodiscard]] Result<AuthSession> authFromToken( const QString &text );
} // namespace syncline
