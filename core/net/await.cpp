// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/await.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>

#include <atomic>

namespace syncline
{
  namespace
  {
    std::atomic<bool> sMainThreadMayWait{ false };
  }

  void allowAwaitOnMainThread() { sMainThreadMayWait = true; }

  namespace detail
  {
    void requireMayWait()
    {
      const QCoreApplication *app = QCoreApplication::instance();
      const bool isMainThread = app && app->thread() == QThread::currentThread();
      SYNCLINE_REQUIRE( !isMainThread || sMainThreadMayWait );
    }

    void waitUntil( const std::function<bool()> &isDone, const std::function<void()> &cancel,
                    const CancelToken &token, const std::function<void( std::function<void()> )> &whenDone )
    {
      QEventLoop loop;
      whenDone( [&loop] { loop.quit(); } );
      if ( token.state() )
        QObject::connect( token.state(), &CancelState::cancelRequested, &loop, cancel, Qt::QueuedConnection );
      if ( token.isCanceled() ) // asked for before we listened
        cancel();
      while ( !isDone() )
        loop.exec();
      whenDone( nullptr );
    }
  } // namespace detail
} // namespace syncline
