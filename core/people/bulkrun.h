// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/people/performer.h"

#include <QObject>
#include <QSet>

namespace syncline::people
{
  struct RunCounts
  {
      int done = 0;    //!< RowResult::DoneBefore included
      int notDone = 0; //!< refused, unknown, changed, canceled
      int same = 0;    //!< nothing to do
      int notPossible = 0;
      int left = 0; //!< waiting or running
  };

  /**
   * Carries out a plan: IN_FLIGHT requests at a time, what gives access before what takes it, one outcome for each row, at its
   * place in the plan whatever the order of the answers.
   *
   *     idle ──start()──► running ⇄ pause()/resume()
   *       ▲                  │ stop(): what is on its way is waited for, the rest is Canceled
   *       └── finished() ◄───┘
   *            │
   *            └─retry()──► state read and planned anew ──► what is not so yet runs again; what is: DoneBefore
   *
   * rowChanged() fires for each change of an outcome, finished() once for each start() and retry(). A server that asks to wait
   * (429) is obeyed: nothing is sent until then, and the row is tried again, MAX_TRIES times in all. Thread-bound; the performer
   * must outlive it. Destroying it leaves what is on its way to finish, and forgets it.
   */
  class BulkRun : public QObject
  {
      Q_OBJECT
    public:
      static constexpr int IN_FLIGHT = 4;
      static constexpr int MAX_TRIES = 4;
      static constexpr int DEFAULT_WAIT_SECONDS = 5; //!< where a server asks to wait without saying how long

      BulkRun( Performer &performer, Clock &clock );

      void start( const BulkPlan &plan );
      void pause();
      void resume();
      void stop();
      //! Plans anew and runs those rows that are not done and not impossible. Reading the state may fail: see retryTrouble().
      void retry();
      const std::optional<Error> &retryTrouble() const { return mRetryTrouble; }

      bool isRunning() const { return mIsRunning; }
      const BulkPlan &plan() const { return mPlan; }
      const QList<RowOutcome> &outcomes() const { return mOutcomes; } //!< one for each row of the plan
      RunCounts counts() const;
      //! What went wrong for all alike (signed out, no way to the server): the rest was not sent. Unset otherwise.
      const std::optional<Error> &commonTrouble() const { return mCommonTrouble; }
      int waitSeconds() const { return mWaitSeconds; } //!< what the server asked for; 0: nobody waits

    Q_SIGNALS:
      void waitChanged(); //!< waitSeconds()
      void rowChanged( int row );
      void finished();

    private:
      void begin();
      void sendMore();
      QList<int> nextBatch();
      void send( const QList<int> &batch );
      void settle( const QList<int> &batch, const Result<QList<RowOutcome>> &answer );
      bool mustWait( const Error &error );
      void setWait( int seconds );
      void setOutcome( int row, const RowOutcome &outcome );
      void endIfDone();
      void takeNewPlan( const QList<int> &rows, const Result<BulkPlan> &fresh );

      Performer &mPerformer;
      Clock &mClock;
      BulkPlan mPlan;
      QList<RowOutcome> mOutcomes;
      QList<int> mTries;
      QList<int> mQueue;     //!< rows to send, those that take access away last
      QSet<int> mWasUnknown; //!< rows whose answer once got lost
      int mInFlight = 0;
      bool mIsRunning = false;
      bool mIsPaused = false;
      bool mIsStopping = false;
      bool mIsSending = false; //!< answers that are there at once must not nest
      int mWaits = 0;          //!< of a server that asked for it
      int mWaitSeconds = 0;
      std::optional<Error> mRetryTrouble;
      std::optional<Error> mCommonTrouble;
  };
} // namespace syncline::people
