// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/helperthread.h"

#include <system_error>
#include <utility>

namespace syncline
{
  std::thread startHelper( std::function<void()> work )
  {
    try
    {
      return std::thread( std::move( work ) );
    }
    catch ( const std::system_error & )
    {
      return {};
    }
  }
} // namespace syncline
