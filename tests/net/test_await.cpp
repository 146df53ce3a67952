// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/await.h"

#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

using namespace syncline;

class TestAwait : public QObject
{
    Q_OBJECT

    //! Runs \a work on a worker thread and waits for its end.
    static void onWorker( const std::function<void()> &work )
    {
      std::unique_ptr<QThread> thread( QThread::create( work ) );
      thread->start();
      QVERIFY( thread->wait( 10000 ) );
    }

  private Q_SLOTS:
    void aWorkerWaitsForTheAnswer()
    {
      int got = 0;
      onWorker(
        [&got]
        {
          auto made = Resolver<int>::make();
          QObject context;
          QTimer::singleShot( 1, &context, [resolver = made.second] { resolver.resolve( 9 ); } );
          got = await( made.first ).value_or( -1 );
        } );
      QCOMPARE( got, 9 );
    }

    void cancelFromAnotherThreadEndsTheWait()
    {
      CancelSource source;
      ErrorKind kind = ErrorKind::Bug;
      onWorker(
        [&]
        {
          auto made = Resolver<int>::make();
          std::unique_ptr<QThread> other( QThread::create( [&source] { source.cancel(); } ) );
          other->start();
          const Result<int> answer = await( made.first, source.token() );
          kind = answer ? ErrorKind::Bug : answer.error().kind;
          other->wait();
        } );
      QCOMPARE( kind, ErrorKind::Canceled );
    }

    void anAnswerThatIsThereNeedsNoWait()
    {
      int got = 0;
      onWorker( [&got] { got = await( Call<int>::resolved( 4 ) ).value_or( -1 ); } );
      QCOMPARE( got, 4 );
    }
};

QTEST_GUILESS_MAIN( TestAwait )
#include "test_await.moc"
