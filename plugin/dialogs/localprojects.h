// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QList>
#include <QString>

namespace syncline
{
  //! A project that has a folder on this computer.
  struct LocalProject
  {
      QString folder; //!< absolute
      ProjectName name;
      QString server; //!< address
      QString user;
  };

  /**
   * Which projects have a folder here, as far as we have seen them: downloaded, or opened in QGIS. Kept in QSettings
   * (`syncline/projects/…`); whether a folder still exists has to be asked of the disk, elsewhere. Main thread.
   */
  class LocalProjects
  {
    public:
      static QList<LocalProject> all(); //!< newest first
      static void remember( const LocalProject &project );
      static void forget( const QString &folder );
      //! Folder of a project of that server; empty when none is known.
      static QString folderOf( const ProjectName &name, const QString &server );
      //! Where the last download went: the parent folder to propose; empty when there was none.
      static QString lastParentFolder();
      static void setLastParentFolder( const QString &folder );
  };
} // namespace syncline
