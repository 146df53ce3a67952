// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/commit.h"
#include "core/sync/downloader.h"
#include "core/sync/planpull.h"

namespace syncline
{
  //! What to prepare.
  struct StageOrder
  {
      const PullPlan &plan;
      const Inventory &inventory;
      ProjectName project;
      Version version;           //!< of the server's list
      bool isOldVersion = false; //!< not the newest: databases may be put together again by the server
      ConflictMark mark;
  };

  /**
   * Prepares beside the project everything that a commit needs: downloads, conflict copies, copies of what a database holds now.
   * The user's files are read, never written. Result: steps with nothing left to fail but the disk itself. Worker threads only.
   */
  class Stager
  {
    public:
      using Tools = Downloader::Tools;
      Stager( Tools tools, const ProjectPaths &paths, QString run );

      struct Staged
      {
          QList<CommitStep> steps;
          QHash<RelPath, Sha1> twins; //!< databases without base file that hold what the server has
      };
      [[nodiscard]] Result<Staged> stage( const StageOrder &order, const CancelToken &cancel );

      //! Makes base files anew that are missing for files of \a entries, from the server's \a version. Files that the server does
      //! not give stay without.
      [[nodiscard]] Result<void> rebuildBases( const QList<BaseEntry> &entries, const ProjectName &project,
                                               Version version, const CancelToken &cancel );
      //! A snapshot of a database as \a name in the staging folder.
      [[nodiscard]] Result<QString> snapshot( const RelPath &path, const CancelToken &cancel );
      //! A copy of a plain file in the staging folder, with its checksum.
      struct Copy
      {
          QString name;
          Sha1 checksum;
          qint64 sizeBytes = 0;
      };
      [[nodiscard]] Result<Copy> copyOf( const RelPath &path, const CancelToken &cancel );
      QString stagedPath( const QString &name ) const;

      //! Everything downloaded, done or half; kept between runs so that an interrupted download goes on.
      static QString downloadFolder( const ProjectPaths &paths );

    private:
      QList<DownloadItem> downloadsFor( const StageOrder &order ) const;
      DownloadItem downloadOf( const RelPath &path ) const;
      [[nodiscard]] Result<void> requireSpace( const StageOrder &order, const Downloader &downloader,
                                               const QList<DownloadItem> &items );
      [[nodiscard]] Result<void> stageOne( const pull::Action &action );
      [[nodiscard]] Result<void> stageFetch( const pull::Fetch &fetch );
      [[nodiscard]] Result<void> stageKeepBoth( const RelPath &path );
      [[nodiscard]] Result<void> stageAdopt( const RelPath &path );
      [[nodiscard]] Result<CommitStep> replacement( const LocalFile &local );
      [[nodiscard]] Result<QString> takeDownload( const RelPath &path );
      void add( CommitStep step );
      CommitStep newStep( CommitStep::Kind kind, const RelPath &path, FileEvent event ) const;
      QString freshName();

      Tools mTools;
      ProjectPaths mPaths;
      QString mRun;
      const StageOrder *mOrder = nullptr;
      CancelToken mCancel;
      Staged mStaged;
      QHash<RelPath, Error> mUnavailable;
      QHash<Sha1, int> mUses; //!< how often a download is still needed
      int mNames = 0;
  };
} // namespace syncline
