// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/inventory.h"
#include "core/sync/syncsession.h"

namespace syncline
{
  /**
   * A project folder as one run sees it: metadata, scope, our own state, the scan cache. Thread-bound; lives as long as the run.
   */
  class Folder
  {
    public:
      Folder( const QString &path, const SyncContext &context );

      //! Reads metadata, scope and state. NotAProject, DamagedMetadata; changes nothing on disk.
      [[nodiscard]] Result<void> load();
      //! Writes file_filter.json again when it is gone: other clients would take what is out of scope for removed.
      [[nodiscard]] Result<void> keepScope();
      //! For a folder that has no metadata yet: nothing is known of \a info's files.
      [[nodiscard]] Result<void> beginEmpty( const ProjectInfo &info, const FileFilter &scope );
      //! After beginEmpty(): \a base is what was synced before.
      void assume( const BaseFiles &base );
      //! Scans and judges; found() is what was seen.
      [[nodiscard]] Result<LocalInventory> look( const CancelToken &cancel );
      //! Writes the scan cache; what cannot be written costs time only.
      void saveCache();

      //! The server's files in scope, without those that this disk cannot hold (they go to heldBack()).
      ServerInventory serverFiles( const ProjectInfo &info );
      //! What metadata and state say when everything of \a info is in place.
      Metadata targetMetadata( const ProjectInfo &info, const ServerInventory &server ) const;
      EngineState targetState( const ProjectInfo &info, const QHash<RelPath, Sha1> &twins ) const;
      //! Whether mergin.json has to be written to say the same as \a target.
      bool differsFrom( const Metadata &target ) const;
      //! Files that wait in .mergin/unfinished_pull.
      [[nodiscard]] Result<QList<RelPath>> parkedFiles();

      const ProjectPaths &paths() const { return mPaths; }
      const Metadata &metadata() const { return mMetadata; }
      Sha1 metadataSum() const { return mMetadataSum; } //!< of mergin.json's bytes; empty without one
      const BaseFiles &base() const { return mBase; }   //!< in scope
      const FileFilter &scope() const { return mScope; }
      const EngineState &state() const { return mState; }
      const LocalFiles &found() const { return mFound; }
      //! What is on the server alone, since this disk cannot hold its name; otherPath is the file that has the same name here.
      QList<FileOutcome> heldBack() const;
      FileOps &disk() const { return mDisk; }
      Clock &clock() const { return mClock; }

    private:
      bool isCaseSensitive() const;

      ProjectPaths mPaths;
      FileOps &mDisk;
      Clock &mClock;
      Metadata mMetadata;
      Sha1 mMetadataSum;
      BaseFiles mBase;
      FileFilter mScope;
      EngineState mState;
      ScanCache mCache;
      LocalFiles mFound;
      QStringList mHeldBack;
      QHash<QString, QString> mCaseTwins; //!< of these: the file that is here under the same name
  };

  //! The clock and disk of a context: the given ones, or the real ones.
  FileOps &diskOf( const SyncContext &context );
  Clock &clockOf( const SyncContext &context );
} // namespace syncline
