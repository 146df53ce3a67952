// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/account.h"
#include "plugin/dialogs/activitykeeper.h"
#include "plugin/dialogs/engine.h"
#include "plugin/dialogs/maphost.h"
#include "plugin/dialogs/projectstate.h"

namespace syncline
{
  /**
   * The open project: finds out whether it is synced, keeps its facts up to date, and runs its syncs. Knows no widget and no QGIS;
   * everything slow goes to the engine.
   *
   *   sync() ─► signed in? ─no─► signInWanted(), goes on when somebody signed in
   *          ─► unsaved edits? ─yes─► editsAsked() ─► saveAndSync() | syncWithout() | cancelQuestion()
   *          ─► engine ─► reload of changed layers ─► a look at the folder ─► syncFinished() or syncStopped()
   *
   * Main thread. stateChanged() at most ten times a second while a sync runs.
   */
  class ProjectPresenter : public QObject
  {
      Q_OBJECT
    public:
      struct Parts
      {
          Account &account;
          Engine &engine;
          MapHost &host;
          Clock &clock;
      };
      explicit ProjectPresenter( const Parts &parts, QObject *parent = nullptr );
      ~ProjectPresenter() override;

      //! Begins to look at the open project; before, nothing touches disk or network.
      void start();
      const ProjectState &state() const { return mState; }
      const ProjectFacts &facts() const { return mFacts; }
      const std::optional<SyncReport> &lastReport() const { return mLastReport; }
      ActivityKeeper &activity() { return mActivity; }
      bool isSyncing() const { return mFacts.running.has_value(); }

      void sync( SyncDirection direction = SyncDirection::Both );
      void check( AskServer ask );
      void doStep( NextStep step, const QString &argument );
      void saveAndSync( const QStringList &ids );
      void syncWithout();
      void cancelQuestion();
      void removeOnServer(); //!< the user has looked at the removals
      void repair();         //!< makes damaged sync data anew, then syncs
      void dismiss( const QString &attentionId );
      void lookAtReviews();                     //!< a day to look again at somebody's access was set or taken
      void openFolder( const QString &folder ); //!< a project on this computer, by its main project file

    Q_SIGNALS:
      void stateChanged( const syncline::ProjectState &state );
      void statusChanged( const std::optional<syncline::ProjectStatus> &status );
      void reportChanged(
        const std::optional<syncline::SyncReport> &report );         //!< of the open project's last sync
      void editsAsked( const QList<syncline::UnsavedEdits> &edits ); //!< empty: the question is answered
      void saveRefused( const QString &sentence );
      void removalsAsked( const QString &question );
      void signInWanted( const QString &reason );
      void projectsWanted();
      void peopleWanted();                               //!< of the open project
      void fileChoiceWanted( const QStringList &files ); //!< several project files: which one
      void detailsWanted( const QString &details );
      void syncStarted();
      void syncFinished( const syncline::SyncReport &report ); //!< layers are reloaded by then
      void syncStopped( const syncline::Error &error );

    private:
      void start( const SyncOptions &options );
      void projectChanged();
      void accountChanged();
      void editsChanged();
      void looked( const Result<FolderLook> &look, AskServer asked );
      void takeStatus( const ProjectStatus &status );
      bool ask();
      void answered();
      void takeQuestionBack();
      void begin();
      void showProgress( const Progress &progress );
      void ended( const SyncEnd &end );
      void warnAboutEdits( const QStringList &layers );
      void takeReport( const SyncReport &report );
      void succeeded( const SyncReport &report );
      void stopped( const Error &error );
      void waitAndRetry( const Error &error );
      void countDown();
      void finishAfterReload();
      void publish();
      void readReviews();
      void showValues( const QString &conflict );
      void say( Severity severity, const QString &text, NextStep step );
      void endedElsewhere( const SyncEnd &end, const QString &folder, const QString &title );
      void scheduleServerCheck();
      Engine::Work work();

      Parts mParts;
      ActivityKeeper mActivity;
      ProjectFacts mFacts;
      ProjectState mState;
      SyncOptions mOptions;
      bool mIsStarted = false;
      bool mIsWantedAfterSignIn = false; //!< a sync waits for somebody to sign in
      bool mIsCheckWanted = false;       //!< asked for while another look was running
      AskServer mWantedAsk = AskServer::No;
      int mRetries = 0;
      int mRetryRound = 0;   //!< counts, so that an older countdown notices that it is over
      int mProjectRound = 0; //!< of the open project: answers about an older one are dropped
      QString mOpenedFile;
      QDateTime mRunStarted;
      QDateTime mPhaseStarted;
      qint64 mPhaseFirstDone = 0;
      CancelSource mCancelSync;
      CancelSource mCancelLook;
      QList<FileOutcome> mReportLeftOut;
      QStringList mDismissedReviews;
      std::optional<SyncEnd> mEnded; //!< the sync has, and its layers are being reloaded
      std::optional<SyncReport> mLastReport;
  };
} // namespace syncline
