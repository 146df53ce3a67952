// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/qttransport.h"
#include "core/sync/syncsession.h"
#include "plugin/dialogs/engine.h"

#include <qgstaskmanager.h>

#include <functional>
#include <memory>

namespace syncline
{
  //! Over QGIS's own network manager of the calling thread, so that its proxy, authorities and client certificates hold.
  QtTransportOptions hostNetwork();

  //! What a worker does with a client of its own; called on the worker.
  using WorkerJob = std::function<void( const SyncContext &context )>;

  //! Makes transport, session and client on this thread, runs the job, and reports what the session renewed. Worker threads only.
  void runWithClient( const Engine::Work &work, const WorkerJob &job,
                      const std::function<void( const AuthSession & )> &renewed );

  /**
   * A sync or a download as a task of QGIS, so that its progress and cancel stand in QGIS's status bar too. `done` is called once,
   * on the main thread, after the job has really ended, also when the task was canceled before it began. Owned by the manager.
   */
  class EngineTask : public QgsTask
  {
      Q_OBJECT
    public:
      struct Story
      {
          Engine::Work work;
          WorkerJob job;
          std::function<void()> done;
      };
      EngineTask( const QString &description, Story story );

      void cancel() override;

    Q_SIGNALS:
      void progressed( const syncline::Progress &progress ); //!< from the worker; arrives queued
      void renewed( const syncline::AuthSession &auth );     //!< from the worker; arrives queued

    protected:
      bool run() override;
      void finished( bool result ) override;

    private:
      Story mStory;
      CancelSource mCancel; //!< of the asker and of QGIS's task list together
  };

  //! A short piece of work that needs no place in QGIS's task list. `done` comes on the main thread, unless \a receiver is gone.
  void runQuietly( QObject *receiver, std::function<void()> job, std::function<void()> done );
} // namespace syncline
