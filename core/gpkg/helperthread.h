// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <thread>

namespace syncline
{
  /**
   * A thread that does \a work, to be joined by the caller; not joinable, and no work done, where the system grants none.
   */
  std::thread startHelper( std::function<void()> work );
} // namespace syncline
