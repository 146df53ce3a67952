// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakestate.h"

namespace syncline::fake
{
  void setPassword( User &user, const QString &password );
  bool isPassword( const User &user, const QString &password );

  /**
   * A token as the real server makes them: payload.timestamp.signature in base64, the payload compressed and readable by
   * clients that look up its "expire" and "username". Nothing is kept of it; it dies with its time, or with a change of the
   * user's name or address.
   */
  QByteArray makeToken( const State &state, const User &user, const QDateTime &expiry );
  //! Whose token it is; nobody when it is not ours, changed, or expired at \a now.
  const User *userOfToken( const State &state, const QByteArray &token, const QDateTime &now );
} // namespace syncline::fake
