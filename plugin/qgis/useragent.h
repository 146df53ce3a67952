// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace syncline
{
  /**
   * While it lives, servers hear from our requests who we are, and not what QGIS writes into every request; projects' histories show
   * it. Requests of QGIS and of other plugins stay as they are. Main thread.
   */
  class UserAgent
  {
    public:
      UserAgent();
      ~UserAgent();
      UserAgent( const UserAgent & ) = delete;
      UserAgent &operator=( const UserAgent & ) = delete;

    private:
      QString mHook;
  };
} // namespace syncline
