// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/transferqueue.h"

#include <QTest>

#include <memory>

using namespace syncline;

class TestTransferQueue : public QObject
{
    Q_OBJECT

    QStringList mLog;
    QList<Resolver<int>> mResolvers; //!< of the calls that were started

    std::function<Call<int>()> job( const QString &name )
    {
      return [this, name]
      {
        mLog.append( QStringLiteral( "start " ) + name );
        auto made = Resolver<int>::make();
        made.second.onCancel( [this, name] { mLog.append( QStringLiteral( "cancel " ) + name ); } );
        mResolvers.append( made.second );
        return made.first;
      };
    }

    Call<int> add( TransferQueue &queue, const QString &name )
    {
      Call<int> call = queue.add<int>( job( name ) );
      call.then( this,
                 [this, name]( const Result<int> &result )
                 {
                   mLog.append( result
                                  ? QStringLiteral( "done %1 %2" ).arg( name ).arg( *result )
                                  : QStringLiteral( "%1 %2" ).arg( nameOf( result.error().kind ), name ) );
                 } );
      return call;
    }

    static QStringList lines( const char *text )
    {
      return QString::fromLatin1( text ).split( QStringLiteral( ", " ) );
    }

  private Q_SLOTS:
    void init()
    {
      mResolvers.clear(); // which ends what the last test left
      mLog.clear();
    }

    void noMoreThanTheLimitAreInFlight()
    {
      TransferQueue queue( 2 );
      for ( const char *name : { "a", "b", "c", "d" } )
        add( queue, QString::fromLatin1( name ) );
      QCOMPARE( mLog, lines( "start a, start b" ) );
      QCOMPARE( queue.inFlightCount(), 2 );
      QCOMPARE( queue.waitingCount(), 2 );
      mResolvers.at( 1 ).resolve( 7 );
      QCOMPARE( mLog, lines( "start a, start b, start c, done b 7" ) );
      mResolvers.at( 0 ).resolve( fail( ErrorKind::Offline ) );
      QCOMPARE( mLog, lines( "start a, start b, start c, done b 7, start d, Offline a" ) );
      mResolvers.at( 2 ).resolve( 1 );
      mResolvers.at( 3 ).resolve( 2 );
      QCOMPARE( queue.inFlightCount(), 0 );
    }

    void oneThatIsCanceledBeforeItsTurnNeverStarts()
    {
      TransferQueue queue( 1 );
      add( queue, QStringLiteral( "a" ) );
      Call<int> b = add( queue, QStringLiteral( "b" ) );
      add( queue, QStringLiteral( "c" ) );
      b.cancel();
      QCOMPARE( queue.waitingCount(), 1 );
      mResolvers.at( 0 ).resolve( 1 );
      QCOMPARE( mLog, lines( "start a, Canceled b, start c, done a 1" ) );
    }

    void oneThatIsCanceledInFlightMakesRoom()
    {
      TransferQueue queue( 1 );
      Call<int> a = add( queue, QStringLiteral( "a" ) );
      add( queue, QStringLiteral( "b" ) );
      a.cancel();
      QCOMPARE( mLog, lines( "start a, cancel a, start b, Canceled a" ) );
      QCOMPARE( queue.inFlightCount(), 1 );
    }

    void allCanBeCanceled()
    {
      TransferQueue queue( 1 );
      add( queue, QStringLiteral( "a" ) );
      add( queue, QStringLiteral( "b" ) );
      queue.cancelAll();
      QCOMPARE( mLog, lines( "start a, cancel a, Canceled a, Canceled b" ) );
      QCOMPARE( queue.inFlightCount(), 0 );
      add( queue, QStringLiteral( "c" ) );
      QCOMPARE( mLog.last(), QStringLiteral( "start c" ) );
    }

    void callsThatAnswerAtOnceDoNotPileUp()
    {
      TransferQueue queue( 3 );
      int done = 0;
      auto gate = Resolver<int>::make();
      Call<int> first = queue.add<int>( [&gate] { return gate.first; } );
      for ( int i = 0; i < 100000; ++i )
        queue.add<int>( [] { return Call<int>::resolved( 1 ); } )
          .then( this, [&done]( const Result<int> &r ) { done += *r; } );
      QCOMPARE( done, 100000 );
      gate.second.resolve( 0 );
      QVERIFY( first.isResolved() );
    }

    void aLongQueueBehindOneCallDoesNotExhaustTheStack()
    {
      TransferQueue queue( 1 );
      int done = 0;
      add( queue, QStringLiteral( "a" ) );
      for ( int i = 0; i < 100000; ++i )
        queue.add<int>( [] { return Call<int>::resolved( 1 ); } )
          .then( this, [&done]( const Result<int> &r ) { done += *r; } );
      QCOMPARE( done, 0 );
      mResolvers.at( 0 ).resolve( 0 );
      QCOMPARE( done, 100000 );
    }

    void destroyingItEndsWhatWaitsOnly()
    {
      auto queue = std::make_unique<TransferQueue>( 1 );
      add( *queue, QStringLiteral( "a" ) );
      add( *queue, QStringLiteral( "b" ) );
      queue.reset();
      QCOMPARE( mLog, lines( "start a, Canceled b" ) );
      mResolvers.at( 0 ).resolve( 5 );
      QCOMPARE( mLog.last(), QStringLiteral( "done a 5" ) );
    }
};

QTEST_GUILESS_MAIN( TestTransferQueue )
#include "test_transferqueue.moc"
