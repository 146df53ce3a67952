// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/bulkrun.h"
#include "core/people/directory.h"
#include "plugin/dialogs/peoplereviewmodel.h"

#include <memory>

namespace syncline
{
  /**
   * Many people at once, without widgets: plans, shows the plan as a table, runs what is checked, retries what was not done.
   *
   *     propose() ──► proposed() ──run()──► progressed()… ──► finished() ──retry()──► …
   *
   * Works for every directory alike. Destroying it during a run lets what is on its way finish and
   * sends nothing more. Main thread.
   */
  class PeopleBulk : public QObject
  {
      Q_OBJECT
    public:
      explicit PeopleBulk( Clock &clock, QObject *parent = nullptr );
      ~PeopleBulk() override;

      //! Keeps \a directory alive as long as it is used; null ends what runs.
      void setDirectory( std::shared_ptr<people::PeopleDirectory> directory, const ErrorScene &scene );
      people::PeopleDirectory *directory() const { return mDirectory.get(); }
      PeopleReviewModel &model() { return mModel; }

      void propose( const QList<people::PersonEntry> &entries, const people::Intent &intent );
      //! The same again, against what the server says now.
      void proposeAgain();
      const QList<people::PersonEntry> &entries() const { return mEntries; }
      const people::Intent &intent() const { return mIntent; }
      //! The roles from before the run, for those whose role it changed; see undoEntries().
      QList<people::PersonEntry> undoable() const;
      //! Proposes those instead of what was run.
      void proposeUndo();
      QDateTime plannedAt() const { return mPlannedAt; } //!< when the plan was made
      bool isUndo() const { return mIsUndo; }            //!< what is proposed takes a run back
      //! A plan that was made elsewhere.
      void show( const people::BulkPlan &plan );
      void clear();

      void run();
      void retry();
      void pause();
      void resume();
      void stop();
      bool isRunning() const { return mRun && mRun->isRunning(); }
      bool isPaused() const { return mIsPaused; }
      bool hasRun() const { return mRun != nullptr; }
      people::RunCounts counts() const { return mRun ? mRun->counts() : people::RunCounts(); }
      int waitSeconds() const
      {
        return mRun ? mRun->waitSeconds() : 0;
      } //!< that the server asked for; 0: none
      //! A sentence for what went wrong for all rows alike; empty otherwise.
      QString commonTrouble() const;

    Q_SIGNALS:
      void proposed();
      void troubled( const QString &sentence ); //!< the plan could not be made
      void progressed();
      void finished();

    private:
      void say( const Error &error );
      void plan( const QList<people::PersonEntry> &entries, const people::Intent &intent );

      std::shared_ptr<people::PeopleDirectory> mDirectory;
      Clock &mClock;
      ErrorScene mScene;
      PeopleReviewModel mModel;
      QList<people::PersonEntry> mEntries;
      people::Intent mIntent;
      QDateTime mPlannedAt;
      int mAsked = 0; //!< plans that were asked for: only the last one is shown
      std::unique_ptr<people::BulkRun> mRun;
      QVector<int> mRowOf; //!< row of the run → row of the plan
      bool mIsPaused = false;
      bool mIsUndo = false;
  };
} // namespace syncline
