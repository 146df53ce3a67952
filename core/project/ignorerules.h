// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace syncline
{
  /**
   * Whether a file of this base name is nobody's business: the same names that the official client leaves out (side files of
   * databases, backups and swap files of editors, marker files of file managers). Such files are never sent, never removed.
   */
  bool isIgnoredName( const QString &fileName );

  //! Whether a folder of this name is left out with everything in it: ".mergin", at every depth.
  bool isIgnoredFolder( const QString &folderName );
} // namespace syncline
