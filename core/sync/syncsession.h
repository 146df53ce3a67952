// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/project/fileops.h"
#include "core/sync/syncreport.h"

#include <QString>

namespace syncline
{
  enum class SyncDirection
  {
    Both,
    DownloadOnly,
    UploadOnly
  };

  struct SyncOptions
  {
      SyncDirection direction = SyncDirection::Both;
      bool allowMassRemoval = false; //!< the user has looked at the removals (guard G1)
      //! A database that lost most rows of a table is asked about, too (MassRemoval with SyncReport::rowRemoval), before anything is done.
      bool asksAboutRows = false;
      //! Sync data that cannot be read, and that nothing of ours knows, are made anew first (repairFolder()).
      bool repairsMetadata = false;
      //! Project paths of databases with edits in an open program that are in no file yet: what the server changed in these waits
      //! (NotInstalled with FileInUse) until a sync without them. An edit buffer knows rows by a key that a merge may change.
      QStringList inEdit = {};
  };

  //! What a run needs from its surroundings; all references outlive the run, and belong to its thread.
  struct SyncContext
  {
      ApiClient &api;
      CancelToken cancel;
      ProgressCallback onProgress; //!< on the worker's thread; may be empty
      FileOps *disk = nullptr;     //!< null: the real one; tests give theirs
      Clock *clock = nullptr;      //!< null: the real one; tests give theirs
  };

  /**
   * The straight-line story of one sync of one folder. Worker threads (or a program without user interface) only: it waits.
   * Errors leave the folder as before or as after, never between; what was interrupted is finished by the next run.
   * One folder, one run: a second one is ErrorKind::Busy.
   */
  class SyncSession
  {
    public:
      SyncSession( SyncContext context, QString projectFolder, SyncOptions options );
      [[nodiscard]] Result<SyncReport> run();
      //! What was done so far, after an error too: files may have changed here before the error came (reload these layers).
      const SyncReport &report() const { return mReport; }

    private:
      SyncContext mContext;
      QString mFolder;
      SyncOptions mOptions;
      SyncReport mReport;
  };

  //! What to download where. Patterns are shell globs against whole project paths; at most one of the two lists is given.
  struct DownloadRequest
  {
      ProjectName project;
      QString folder; //!< must not exist, or be empty, or hold an interrupted download of this project
      std::optional<Version> version;
      QStringList include;
      QStringList exclude;
  };
  //! Downloads a project into a new folder. Worker threads only. A failed download can be started again and goes on.
  [[nodiscard]] Result<SyncReport> downloadProject( SyncContext context, const DownloadRequest &request );

  //! Makes a folder without .mergin the working copy of the project \a name, which must exist and be empty on the server.
  [[nodiscard]] Result<void> linkFolder( SyncContext context, const QString &folder,
                                         const ProjectName &name );

  enum class AskServer
  {
    No,
    Yes
  };
  //! Compares folder, base and (if asked) server. Writes nothing outside .mergin/.engine. Worker threads only.
  [[nodiscard]] Result<ProjectStatus> projectStatus( SyncContext context, const QString &folder,
                                                     AskServer ask );
} // namespace syncline
