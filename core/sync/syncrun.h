// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/projectlock.h"
#include "core/sync/planpush.h"
#include "core/sync/puller.h"
#include "core/sync/pusher.h"

namespace syncline
{
  /**
   * One sync, with what it must remember from round to round. Used by SyncSession alone.
   *
   *     lock ──► unfinished business ──► ask the server ──► pull ──► push one batch ──► more? again ──► report
   *                                           ▲                          │ somebody was faster, or another push is running
   *                                           └──────────────────────────┘ at most MAX_ROUNDS times
   */
  class SyncRun
  {
    public:
      SyncRun( const SyncContext &context, const QString &folder, const SyncOptions &options );
      [[nodiscard]] Result<void> run();
      const SyncReport &report() const { return mReport; } //!< of what was done, after an error too

      static constexpr int MAX_ROUNDS = 5;           //!< without getting anywhere
      static constexpr int MAX_EDITED_MEANWHILE = 3; //!< pulls that found a file edited under their hands
      static constexpr int MAX_WAITS = 10;           //!< for the push of somebody else
      static constexpr int WAIT_MS = 5000;

    private:
      enum class Next
      {
        Done,
        AnotherBatch, //!< the server's state is known
        LookAgain,    //!< something changed: pull again
        Wait          //!< somebody pushes: wait and pull again
      };

      [[nodiscard]] Result<void> finishUnfinished();
      [[nodiscard]] Result<void> finishPush();
      [[nodiscard]] Result<void> finishLatePush( const ProjectInfo &info );
      [[nodiscard]] Result<void> rebuildMetadata();
      [[nodiscard]] Result<ProjectInfo> askServer();
      [[nodiscard]] Result<Next> pullOnce( const ProjectInfo &info );
      [[nodiscard]] Result<void> approve( const PullPlan &plan, const Inventory &inventory, Version server );
      [[nodiscard]] Result<void> approveRows( const Inventory &inventory );
      [[nodiscard]] Result<Next> pushOnce( ProjectInfo &info );
      [[nodiscard]] Result<Next> sendBatch( const QList<UploadCandidate> &batch, ProjectInfo &info );
      [[nodiscard]] Result<void> finishParked();
      [[nodiscard]] Result<Next> afterFailedPush( const Error &error, const PushTicket &ticket );
      [[nodiscard]] Result<void> commitPush( const PushTicket &ticket, const ProjectInfo &info );
      Metadata metadataAfterPush( const PushTicket &ticket, const ProjectInfo &info );
      [[nodiscard]] Result<PushRights> rights( const ProjectInfo &info );
      [[nodiscard]] Result<QList<UploadCandidate>> confirmed( const QList<UploadCandidate> &changes );
      [[nodiscard]] Result<void> pause();
      Pusher pusher() const;
      QString userName() const;
      void take( const CommitResult &result );
      void takeNotUploaded( const QList<FileOutcome> &leftOut );
      void tellTheRest();

      SyncContext mContext;
      SyncOptions mOptions;
      Folder mFolder;
      ProgressMeter mMeter;
      Stager::Tools mTools;
      Puller mPuller;
      SyncReport mReport;
      QHash<RelPath, Error> mDeferred; //!< not installed in this run
      QHash<RelPath, Error> mLeaveOut; //!< not to be sent (again) in this run
      int mEditedMeanwhile = 0;
      QHash<RelPath, int> mRefusedRows; //!< how often the server did not take the rows of a database
      QSet<RelPath> mCompared;          //!< databases whose base was fetched anew in this run
      QSet<RelPath> mSent; //!< a file goes up once in a run: what is edited meanwhile goes with the next
  };
} // namespace syncline
