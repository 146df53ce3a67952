// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/commit.h"
#include "core/sync/downloader.h"
#include "core/sync/planpull.h"

namespace syncline
{
  class ServerDiffs;

  //! A changeset on the server.
  struct DiffLink
  {
      Version version;       //!< it leads to
      QString id;            //!< of v2; empty: it is known by its version
      Sha1 checksum;         //!< as its pusher says; empty: not told
      qint64 sizeBytes = -1; //!< -1: not told
      qint64 mostBytes =
        0; //!< more than that is not taken: what was told, or the file's own size, which would be the better deal
  };
  //! What leads from a base file to the server's, in the order to apply it.
  using DiffChains = QHash<RelPath, QList<DiffLink>>;

  //! What to prepare.
  struct StageOrder
  {
      const PullPlan &plan;
      const Inventory &inventory;
      ProjectName project;
      ProjectId id;    //!< may be empty
      Version version; //!< of the server's list
      bool isOldVersion =
        false; //!< not the newest: databases may be put together again by the server, and come in place of what is here
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

      /**
       * Finishes the step of an existing versioned database whose server version lies in the staging folder as \a content: ours and
       * theirs are merged by rows, or ours is kept as a conflict copy. \a step names path and entries, and the event for the case
       * that there is nothing of ours.
       */
      [[nodiscard]] Result<CommitStep> databaseStep( CommitStep step, const QString &content,
                                                     const ConflictMark &mark, const CancelToken &cancel );
      /**
       * The same of a server version that waits to be installed. Who put it there may have made the base file of it already: then
       * nothing tells what was edited here, and what is here is kept as a conflict copy.
       */
      [[nodiscard]] Result<CommitStep> waitingStep( CommitStep step, const QString &content,
                                                    const ConflictMark &mark, const CancelToken &cancel );

      //! Makes base files anew that are missing for files of \a entries, from the server's \a version. Files that the server does
      //! not give stay without.
      [[nodiscard]] Result<void> rebuildBases( const QList<BaseEntry> &entries, const ProjectName &project,
                                               Version version, const CancelToken &cancel );
      //! A snapshot of a database as \a name in the staging folder.
      [[nodiscard]] Result<QString> snapshot( const RelPath &path, const CancelToken &cancel );
      //! A copy of the database \a from, a file of ours, with the changesets applied; its name in the staging folder.
      [[nodiscard]] Result<QString> patched( const QString &from, const QStringList &changesets );
      //! A copy of a plain file in the staging folder, with its checksum; not flushed: what is only sent need not outlive the run.
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
      QList<DownloadItem> contentsFor( const StageOrder &order ) const;
      QList<DownloadItem> downloadsFor( const StageOrder &order ) const;
      DownloadItem downloadOf( const RelPath &path ) const;
      QList<ServerFile> worthDiffs( const StageOrder &order ) const;
      [[nodiscard]] Result<DiffChains> chainsFor( ServerDiffs &source, const StageOrder &order );
      [[nodiscard]] Result<void> buildByDiffs( ServerDiffs &source, const DiffChains &chains );
      [[nodiscard]] Result<void> requireSpace( const StageOrder &order, const Downloader &downloader,
                                               const DiffChains &chains );
      [[nodiscard]] Result<void> stageOne( const pull::Action &action );
      [[nodiscard]] Result<void> stageFetch( const pull::Fetch &fetch );
      [[nodiscard]] Result<void> stageKeepBoth( const RelPath &path );
      [[nodiscard]] Result<void> stageAdopt( const RelPath &path );
      [[nodiscard]] Result<void> stageCarryOver( const pull::CarryOver &move );
      void stageKeepHere( const RelPath &path );
      [[nodiscard]] Result<QString> builtBy( ServerDiffs &source, const RelPath &path,
                                             const QList<DiffLink> &chain );
      [[nodiscard]] Result<void> stageDatabase( const RelPath &path, FileEvent event );
      [[nodiscard]] Result<QString> takeContent( const RelPath &path );
      [[nodiscard]] Result<QString> takeDownload( const RelPath &path );
      [[nodiscard]] Result<QString> stagedTwice( const QString &name ); //!< a flushed copy of a staged file
      [[nodiscard]] Result<CommitStep> merged( CommitStep step, const QString &content,
                                               const ConflictMark &mark );
      [[nodiscard]] Result<CommitStep> keptBoth( CommitStep step, const QString &content,
                                                 const ConflictMark &mark );
      [[nodiscard]] Result<CommitStep> installing( CommitStep step, const QString &goal );
      [[nodiscard]] Result<void> stageConflicts( CommitStep &step, const QByteArray &json );
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
      QHash<Sha1, int> mUses;         //!< how often a download is still needed
      QHash<RelPath, QString> mBuilt; //!< staged: server versions made of base file and changesets
      QSet<RelPath> mRecreated;       //!< removed on the server and added again
      int mNames = 0;
  };
} // namespace syncline
