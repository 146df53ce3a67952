// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/relpath.h"
#include "core/base/version.h"

namespace syncline
{
  /**
   * Names of files that are kept aside, the same as other clients give. Everything from the first dot of the file name on counts
   * as its extension ("a.b.gpkg" → "a (conflicted copy, anna v7).b.gpkg").
   */

  //! Who kept it aside, and the version of this folder at that moment.
  struct ConflictMark
  {
      QString userName;
      Version version;
  };

  //! Of a whole file. That of a QGIS project file ends in "~": no client ever sends it, so a folder never has two projects.
  QString conflictCopyName( const QString &path, const ConflictMark &mark );
  //! Of the list of cells that both sides edited.
  QString editConflictName( const QString &path, const ConflictMark &mark );
  //! The k-th choice (k = 1, 2, …) when a name is taken.
  QString numberedName( const QString &path, int k );

  //! A QGIS project file by its name: .qgs or .qgz in any case.
  bool isQgisProjectName( const RelPath &path );
} // namespace syncline
