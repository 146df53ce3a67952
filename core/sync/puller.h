// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/committer.h"
#include "core/sync/folder.h"
#include "core/sync/stager.h"

namespace syncline
{
  /**
   * Brings a folder to a version of the server.
   *
   *     look (scan, judge) ──► base files that are missing made anew ──► plan ──► approve ──► stage ──► commit ──► look again
   *                                                                        │ nothing to do          │ something moved
   *                                                                        └────────────────────────┴──► inventory()
   */
  class Puller
  {
    public:
      Puller( Folder &folder, Stager::Tools tools, ProgressCallback onProgress );

      struct Order
      {
          const ProjectInfo &info;
          bool isOldVersion = false;
          QString userName;
          //! Asked once with the finished plan, before anything is downloaded; an error ends the pull.
          std::function<Result<void>( const PullPlan &plan, const Inventory &inventory )> approve;
          //! Files that nothing may be done to now: what the plan has for them is put off.
          QStringList untouchable = {};
      };
      [[nodiscard]] Result<CommitResult> pull( const Order &order, const CancelToken &cancel );

      //! The next pull fetches the server's whole file, as if the server had changed it (Inventory::doubtful).
      void doubtBase( const RelPath &path ) { mDoubtful.insert( path ); }

      //! After pull(): base, working copy and server as they are now.
      const Inventory &inventory() const { return mInventory; }

    private:
      [[nodiscard]] Result<void> look( const CancelToken &cancel );
      [[nodiscard]] Result<void> repairBases( const CancelToken &cancel );
      [[nodiscard]] Result<QList<CommitStep>> basesFromHere( Stager &stager, const PullPlan &plan,
                                                             const CancelToken &cancel );
      [[nodiscard]] Result<void> keepList( const ProjectInfo &info );

      Folder &mFolder;
      Stager::Tools mTools;
      ProgressCallback mOnProgress;
      Inventory mInventory;
      QSet<RelPath> mDoubtful;
  };
} // namespace syncline
