// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/fileops.h"
#include "core/project/metadata.h"

#include <QString>

namespace syncline
{
  //! Where things are in a project folder, by the layout that all clients share. A value; touches no disk. Any thread.
  class ProjectPaths
  {
    public:
      explicit ProjectPaths( const QString &folder ); //!< made absolute and clean

      const QString &folder() const { return mFolder; } //!< without trailing slash
      QString pathOf( const RelPath &file ) const;      //!< absolute
      QString basePathOf( const RelPath &file ) const;  //!< .mergin/<path>: the copy of the last synced state
      QString parkedPathOf(
        const RelPath &file ) const; //!< .mergin/unfinished_pull/<path>: waits to be installed
      QString parkedFolder() const;  //!< .mergin/unfinished_pull
      QString merginFolder() const;  //!< .mergin
      QString metadataPath() const;  //!< .mergin/mergin.json
      QString filterPath() const;    //!< .mergin/file_filter.json
      QString enginePath( const QString &name = QString() ) const; //!< .mergin/.engine[/name]: ours alone
      QString journalPath() const;   //!< .mergin/.engine/journal: an unfinished commit
      QString ticketPath() const;    //!< .mergin/.engine/push: an unfinished push
      QString statePath() const;     //!< .mergin/.engine/state.json
      QString scanCachePath() const; //!< .mergin/.engine/scan.json

    private:
      QString mFolder;
  };

  /**
   * A folder with .mergin/mergin.json. Values and paths only; reads nothing but mergin.json, never a user's file. Any thread.
   */
  class ProjectDir
  {
    public:
      //! ErrorKind::NotAProject where there is no .mergin/mergin.json, DamagedMetadata where it cannot be read or was lost.
      [[nodiscard]] static Result<ProjectDir> open( const QString &folder );
      [[nodiscard]] static Result<ProjectDir> open( const QString &folder, FileOps &disk );
      //! The folder above \a path that a project lies in, readable or not: also one that lost its mergin.json, when other sync data
      //! are there. NotAProject when there is none.
      [[nodiscard]] static Result<QString> rootContaining( const QString &path );
      //! The project folder that holds \a path (a file or folder inside it); NotAProject when there is none.
      [[nodiscard]] static Result<ProjectDir> containing( const QString &path );

      const QString &folder() const { return mPaths.folder(); } //!< absolute, without trailing slash
      const ProjectPaths &paths() const { return mPaths; }
      const ProjectIdentity &identity() const { return mMetadata.identity; }
      const Metadata &metadata() const { return mMetadata; }
      const QByteArray &metadataBytes() const { return mMetadataBytes; } //!< as they were read
      QString pathOf( const RelPath &file ) const { return mPaths.pathOf( file ); }
      QString basePathOf( const RelPath &file ) const { return mPaths.basePathOf( file ); }
      QString metadataPath() const { return mPaths.metadataPath(); }
      QString enginePath( const QString &name = QString() ) const { return mPaths.enginePath( name ); }
      //! True when an interrupted sync, ours or the official client's, has to be finished first.
      bool hasUnfinishedBusiness() const;

    private:
      explicit ProjectDir( const QString &folder )
        : mPaths( folder )
      {
      }

      ProjectPaths mPaths;
      Metadata mMetadata;
      QByteArray mMetadataBytes;
  };
} // namespace syncline
