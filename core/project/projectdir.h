// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/relpath.h"
#include "core/base/version.h"

#include <QString>

namespace syncline
{
  //! Who a folder belongs to, from .mergin/mergin.json in any of the four shapes that clients write. A value.
  struct ProjectIdentity
  {
      ProjectId id;
      ProjectName name;
      WorkspaceId workspaceId; //!< not valid where the file does not tell it
      Version version;
      ProjectRole role = ProjectRole::None;
  };

  /**
   * A folder with .mergin/mergin.json: knows the layout that all clients share. Values and paths only; reads nothing but
   * mergin.json, never a user's file. Any thread.
   */
  class ProjectDir
  {
    public:
      //! ErrorKind::NotAProject where there is no .mergin/mergin.json, DamagedMetadata where it cannot be read.
      [[nodiscard]] static Result<ProjectDir> open( const QString &folder );
      //! The project folder that holds \a path (a file or folder inside it); NotAProject when there is none.
      [[nodiscard]] static Result<ProjectDir> containing( const QString &path );

      const QString &folder() const { return mFolder; }         //!< absolute, without trailing slash
      const ProjectIdentity &identity() const { return mIdentity; }
      QString pathOf( const RelPath &file ) const;              //!< absolute
      QString basePathOf( const RelPath &file ) const;          //!< .mergin/<path>: the copy of the last synced state
      QString metadataPath() const;                             //!< .mergin/mergin.json
      QString enginePath( const QString &name = QString() ) const; //!< .mergin/.engine[/name]: ours alone
      //! True when an interrupted sync has to be finished first.
      bool hasUnfinishedBusiness() const;

    private:
      QString mFolder;
      ProjectIdentity mIdentity;
  };
} // namespace syncline
