// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace syncline
{
  /**
   * \a text with everything that looks like a secret or a person taken out: tokens (with or without "Bearer"), passwords and keys
   * in JSON or in a query, e-mail addresses, a user name and password in an address. For logs and for technical details shown to people.
   */
  QString redacted( const QString &text );
} // namespace syncline
