// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace syncline
{
  /**
   * What an edit conflict file says, for people: layer, feature and field, the value in use, the server's, and the one before. Names
   * of fields come from the database beside it; without it they are numbers. Worker threads only: it reads the disk.
   */
  [[nodiscard]] Result<QString> conflictText( const QString &folder, const QString &path );

  //! Whether a file kept by a sync lists values, as opposed to being a copy.
  bool isEditConflict( const QString &path );
} // namespace syncline
