// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/sync/syncreport.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/errors/errortext.h"

#include <QDateTime>

#include <optional>

// What is known about the open project (ProjectFacts), and what is said about it (ProjectState). Dock, toolbar icon and status
// bar are views of one ProjectState, so that they never contradict each other. Values.
namespace syncline
{
  enum class SyncState
  {
    None,     //!< nothing to sync: no project, or one that is not on a server
    Checking, //!< opened, not looked at yet
    UpToDate, //!< the server confirmed the version, nothing was left out, no conflict is open
    LocalChanges,
    ServerChanges,
    BothChanged,
    Syncing,
    Waiting,
    Offline,
    SignedOut,
    Problem
  };

  //! "upToDate", "localChanges"…: for tests and scripts, never for people.
  QString nameOf( SyncState state );

  enum class OpenProject
  {
    None,
    NotSaved,
    NotSynced, //!< saved, but in no folder of a server's project
    Synced
  };

  //! How far a sync or download is, with what a bare Progress cannot tell.
  struct RunningWork
  {
      Progress progress;
      bool isStopping = false;
      int secondsLeft = -1; //!< -1: not known
      int secondsRunning = 0;
  };

  //! Everything known about the open project, each from its own source. No texts.
  struct ProjectFacts
  {
      OpenProject open = OpenProject::None;
      QString title; //!< what people call it: the project's name, or the file's
      QString folder;
      ProjectName name;
      ProjectRole role = ProjectRole::None;
      Version version;       //!< here
      QString serverAddress; //!< empty where no account was ever used
      QString host;          //!< of that server
      QString user;
      bool isSignedIn = false;

      std::optional<ProjectStatus> status; //!< of the last look
      QDateTime checkedAt;                 //!< when the server was last asked; invalid: never
      bool isChecking = false;

      std::optional<RunningWork> running;
      int layersWithUnsavedEdits = 0; //!< these two only while the question is open
      bool hasUnsavedProject = false;
      bool isAskedAboutEdits() const { return layersWithUnsavedEdits > 0 || hasUnsavedProject; }
      QMap<QString, QString>
        inEdit; //!< files the last sync left alone, since their layers had unsaved edits: path → layer
      std::optional<Error> waitingFor;
      int retryInSeconds = 0;
      std::optional<Error> trouble;         //!< what stopped the last sync, or the last look
      std::optional<RowRemoval> rowRemoval; //!< what it was about, if it was features that are gone
      bool isRepairable = false;            //!< `trouble` is damaged metadata, and a sync makes them anew
      QList<FileOutcome> leftOut;           //!< files that were not uploaded or not installed
      QStringList conflictCopies;           //!< files kept beside others, in the project
      bool hasUnfinishedSync = false;
      QStringList reviewsDue;         //!< people whose access was to be looked at by today
      bool hasNewProjectFile = false; //!< a sync replaced the project file that QGIS has open
  };

  //! An entry of "Needs You": one thing, one action.
  struct Attention
  {
      QString id; //!< stable: "unfinished", "stopped", "conflicts", "file:photos/a.jpg", "reviews"
      Severity severity = Severity::Warning;
      QString text;
      NextStep step = NextStep::None;
      NextStep menuStep = NextStep::None; //!< a second, rarer choice, in the context menu
      QString details;                    //!< for NextStep::Details
      bool canBeDismissed = false;
  };

  //! What is said. Made by projectStateOf() alone.
  struct ProjectState
  {
      SyncState state = SyncState::None;
      QString icon; //!< for ownIcon()
      QString title, role, context;
      QString sentence, detail;
      NextStep primary = NextStep::None;
      bool isPrimaryEnabled = true;
      QString primaryHint; //!< why it is off
      bool hasProgress = false;
      int percent = -1; //!< -1: not measurable
      QString progressText;
      QString brief; //!< for the status bar: "3 here, 5 on server"; empty hides it
      bool hasWarning = false;
      QList<Attention> attentions;
  };

  //! The names that sentences about this project's sync need.
  ErrorScene sceneOf( const ProjectFacts &facts );

  ProjectState projectStateOf( const ProjectFacts &facts );

  //! What is asked about before a sync, in a sentence.
  QString unsavedEditsText( const ProjectFacts &facts );
  //! What a person may do, as it is called in the interface ("Writer"); empty for None.
  QString roleText( ProjectRole role );
  //! Today "12:04", this week "Mon 12:04", else the short date. Local time.
  QString timeText( const QDateTime &time, const QDateTime &now );
  //! "31 MB", "1.2 GB".
  QString sizeText( qint64 bytes );
  //! "Downloading 62 %", "Finishing…": the sentence while a sync runs.
  QString phaseText( const Progress &progress );
} // namespace syncline

Q_DECLARE_METATYPE( syncline::ProjectState )
