// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace syncline
{
  /**
   * Whether any process, this one included, may have \a path open now. An answer of the moment; true where the system does not
   * tell (it does on Linux, for processes of the same user). Opens nothing.
   */
  bool mayBeOpenElsewhere( const QString &path );
} // namespace syncline
