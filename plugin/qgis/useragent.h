// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace syncline
{
  /**
   * From now on servers hear from our requests who we are, and not what QGIS writes into every request; projects' histories show it.
   * Requests of QGIS and of other plugins stay as they are. Once for as long as QGIS runs, further calls do nothing: QGIS keeps its
   * hooks in a list that all threads read without a lock, so ours is never taken out under a request that is just being made. Main
   * thread, before our first request.
   */
  void sendOwnUserAgent();
} // namespace syncline
