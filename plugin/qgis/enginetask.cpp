// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/enginetask.h"

#include "core/net/qttransport.h"
#include "plugin/qgis/uistretch.h"

#include <qgis.h>
#include <qgsnetworkaccessmanager.h>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace syncline
{
  void runWithClient( const Engine::Work &work, const WorkerJob &job,
                      const std::function<void( const AuthSession & )> &renewed )
  {
    SystemClock clock;
    Session session( work.session );
    QtTransport transport( work.session.server, hostNetwork() );
    ApiClient api( transport, session, clock );
    QObject::connect( &api, &ApiClient::sessionRenewed, &api,
                      [&renewed]( const AuthSession &auth ) { renewed( auth ); } );
    job( SyncContext{ api, work.cancel, work.onProgress } );
  }

  QtTransportOptions hostNetwork()
  {
    QtTransportOptions options;
    options.manager = [] { return QgsNetworkAccessManager::instance(); }; // the calling thread's own
    options.userAgent =
      userAgentOf( "QGIS/" + Qgis::version().section( QLatin1Char( '-' ), 0, 0 ).toLatin1() );
    return options;
  }

  EngineTask::EngineTask( const QString &description, Story story )
    : QgsTask( description, QgsTask::CanCancel )
    , mStory( std::move( story ) )
  {
    if ( const CancelState *asker = mStory.work.cancel.state() )
    {
      connect( asker, &CancelState::cancelRequested, this, [this] { mCancel.cancel(); } );
      if ( mStory.work.cancel.isCanceled() )
        mCancel.cancel();
    }
    mStory.work.cancel = mCancel.token();
    mStory.work.onProgress = [this]( const Progress &progress )
    {
      if ( progress.total > 0 )
        setProgress( 100.0 * double( progress.done ) / double( progress.total ) );
      Q_EMIT progressed( progress );
    };
  }

  void EngineTask::cancel()
  {
    mCancel.cancel();
    QgsTask::cancel();
  }

  bool EngineTask::run()
  {
    runWithClient( mStory.work, mStory.job, [this]( const AuthSession &auth ) { Q_EMIT renewed( auth ); } );
    return true;
  }

  void EngineTask::finished( bool )
  {
    const UiStretch stretch( "task finished" );
    mStory.done();
  }

  void runQuietly( QObject *receiver, std::function<void()> job, std::function<void()> done )
  {
    QThreadPool::globalInstance()->start(
      [alive = QPointer<QObject>( receiver ), job = std::move( job ), done = std::move( done )]
      {
        job();
        if ( QCoreApplication *app = QCoreApplication::instance() )
          QMetaObject::invokeMethod(
            app,
            [alive, done]
            {
              const UiStretch stretch( "look finished" );
              if ( alive ) // asked on the main thread, where it may die
                done();
            },
            Qt::QueuedConnection );
      } );
  }
} // namespace syncline
