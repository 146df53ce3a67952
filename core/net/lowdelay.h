// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QUrl>

namespace syncline
{
  /**
   * Lets the end of a request go out at once. Qt's connections keep the last, short piece of a body back until the server has
   * acknowledged what went before, which a server that waits for that very piece puts off: 40 ms and a round trip for each upload. Qt
   * has no switch for it, so this process's own connections to the port of \a server are asked to send without delay; those of
   * others to the same port lose nothing by it. Call it when a body is on its way. Does nothing where there is no POSIX.
   */
  void sendWithoutDelay( const QUrl &server );
} // namespace syncline
