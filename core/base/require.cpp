// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/require.h"

#include <cstdio>
#include <cstdlib>

namespace syncline
{
  void stopBecauseOf( const char *condition, const char *file, int line )
  {
    std::fprintf( stderr, "Syncline stops: '%s' does not hold (%s:%d)\n", condition, file, line );
    std::abort();
  }
} // namespace syncline
