// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/chain.h"

#include <QTest>

using namespace syncline;

class TestChain : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void theSecondCallGetsTheFirstAnswer()
    {
      auto first = Resolver<int>::make();
      QString got;
      chained( first.first, this,
               []( const Result<int> &n ) { return Call<QString>::resolved( QString::number( *n ) ); } )
        .then( this, [&got]( const Result<QString> &text ) { got = *text; } );
      first.second.resolve( 7 );
      QCOMPARE( got, QStringLiteral( "7" ) );
    }

    void cancelReachesWhicheverIsInFlight()
    {
      auto first = Resolver<int>::make();
      auto second = Resolver<int>::make();
      bool isFirstStopped = false;
      bool isSecondStopped = false;
      first.second.onCancel( [&isFirstStopped] { isFirstStopped = true; } );
      second.second.onCancel( [&isSecondStopped] { isSecondStopped = true; } );
      Call<int> early =
        chained( first.first, this, [&second]( const Result<int> & ) { return second.first; } );
      early.cancel();
      QVERIFY( isFirstStopped && !isSecondStopped );

      auto other = Resolver<int>::make();
      Call<int> late =
        chained( other.first, this, [&second]( const Result<int> & ) { return second.first; } );
      other.second.resolve( 1 );
      late.cancel();
      QVERIFY( isSecondStopped );
    }

    void aDeadContextCancels()
    {
      auto first = Resolver<int>::make();
      auto context = std::make_unique<QObject>();
      ErrorKind kind = ErrorKind::Bug;
      chained( first.first, context.get(), []( const Result<int> & ) { return Call<int>::resolved( 1 ); } )
        .then( this, [&kind]( const Result<int> &r ) { kind = r ? ErrorKind::Bug : r.error().kind; } );
      context.reset();
      first.second.resolve( 1 );
      QCOMPARE( kind, ErrorKind::Canceled );
    }

    void answersComeInOrderAndFewAtATime()
    {
      std::vector<Resolver<int>> running;
      int started = 0;
      QList<int> got;
      gathered<int>( this, 10, 3,
                     [&]( int )
                     {
                       auto made = Resolver<int>::make();
                       running.push_back( made.second );
                       ++started;
                       return made.first;
                     } )
        .then( this,
               [&got]( const Result<QList<Result<int>>> &all )
               {
                 for ( const Result<int> &one : *all )
                   got.append( one.value_or( -1 ) );
               } );
      QCOMPARE( started, 3 );
      running[2].resolve( 2 );
      QCOMPARE( started, 4 );
      for ( size_t i = 0; i < running.size(); ++i )
        running[i].resolve( i == 5 ? Result<int>( fail( ErrorKind::Offline ) ) : Result<int>( int( i ) ) );
      QCOMPARE( got, ( QList<int>{ 0, 1, 2, 3, 4, -1, 6, 7, 8, 9 } ) );
    }

    void manyAnswersAtOnceDoNotNest()
    {
      int count = 0;
      gathered<int>( this, 200000, 4, []( int i ) { return Call<int>::resolved( i ); } )
        .then( this, [&count]( const Result<QList<Result<int>>> &all ) { count = int( all->size() ); } );
      QCOMPARE( count, 200000 );
    }

    void nothingToGatherIsAnsweredAtOnce()
    {
      bool isThere = false;
      gathered<int>( this, 0, 4, []( int i ) { return Call<int>::resolved( i ); } )
        .then( this, [&isThere]( const Result<QList<Result<int>>> &all ) { isThere = all.has_value(); } );
      QVERIFY( isThere );
    }
};

QTEST_GUILESS_MAIN( TestChain )
#include "test_chain.moc"
