// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/base/cancel.h"
#include "core/net/call.h"
#include "core/sync/syncsession.h"
#include "plugin/dialogs/activityentry.h"

#include <QHash>

namespace syncline
{
  //! What a worker finds out about the folder of a project file.
  struct FolderLook
  {
      QString folder; //!< of the project; absolute
      ProjectName name;
      ProjectRole role = ProjectRole::None;
      Version version;
      bool hasUnfinishedSync = false;
      bool isRepairable =
        false; //!< the metadata cannot be read (`trouble`), and the next sync makes them anew
      QStringList conflictCopies;          //!< paths in the project
      QList<ActivityEntry> activity;       //!< kept by keepActivity()
      std::optional<ProjectStatus> status; //!< not there when `trouble` is
      std::optional<Error> trouble;        //!< why the comparison did not work
  };

  //! How a sync ended. Also one that stopped may have changed files here before.
  struct SyncEnd
  {
      SyncReport report;
      std::optional<Error> error;
  };

  //! A folder that a project may be downloaded to.
  struct FolderState
  {
      bool exists = false;
      bool isEmpty = true;    //!< also true for one that does not exist
      bool isProject = false; //!< holds a project already
      bool isWritable = true; //!< it, or where it would be made
      qint64 freeBytes = -1;  //!< -1: not known
  };

  /**
   * Background work for the interface: each function returns at once, works elsewhere, and its Call resolves on the main thread
   * when the work has really ended, also after a cancel. `onProgress` comes on the main thread, at most ten times a second.
   * Implemented with QGIS's tasks (plugin/qgis), and scripted in tests.
   */
  class Engine
  {
    public:
      struct Work
      {
          SessionData session;
          CancelToken cancel;
          ProgressCallback onProgress;
      };
      virtual ~Engine() = default;

      virtual Call<SyncEnd> sync( const QString &folder, const SyncOptions &options, const Work &work ) = 0;
      virtual Call<SyncReport> download( const DownloadRequest &request, const Work &work ) = 0;
      //! The project that holds \a path, compared; ErrorKind::NotAProject when none does.
      virtual Call<FolderLook> look( const QString &path, AskServer ask, const Work &work ) = 0;
      virtual Call<FolderState> inspect( const QString &folder ) = 0;
      //! The QGIS project files in a folder and one level below, nearest first.
      virtual Call<QStringList> projectFiles( const QString &folder ) = 0;
      //! For the looks to come; replaces what was kept before.
      virtual Call<bool> keepActivity( const QString &folder, const QList<ActivityEntry> &entries ) = 0;
      //! What an edit conflict file of a project says, for people.
      virtual Call<QString> conflictText( const QString &folder, const QString &path ) = 0;
      //! Which of these folders are there.
      virtual Call<QStringList> existing( const QStringList &folders ) = 0;
  };
} // namespace syncline
