// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace syncline
{
  /**
   * Runs \a work in a worker and hands what it returns to \a done on the main thread, unless \a context is gone by then. What \a work
   * holds must be values: nothing of a widget. Main thread.
   */
  template<class Work, class Done> void inWorker( QObject *context, Work work, Done done )
  {
    const QPointer<QObject> there( context );
    QThreadPool::globalInstance()->start(
      [there, work = std::move( work ), done = std::move( done )]
      {
        auto result = work();
        QMetaObject::invokeMethod(
          QCoreApplication::instance(),
          [there, done, result = std::move( result )]
          {
            if ( there )
              done( result );
          },
          Qt::QueuedConnection );
      } );
  }
} // namespace syncline
