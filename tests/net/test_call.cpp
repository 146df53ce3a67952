// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/call.h"

#include <QTest>

using namespace syncline;

class TestCall : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void deliversOnceWhateverTheOrder()
    {
      int delivered = 0;
      auto early = Resolver<int>::make();
      early.first.then( this, [&delivered]( const Result<int> &r ) { delivered += *r; } );
      early.second.resolve( 5 );
      early.second.resolve( 7 ); // too late
      QCOMPARE( delivered, 5 );

      Call<int>::resolved( 3 ).then( this, [&delivered]( const Result<int> &r ) { delivered += *r; } );
      QCOMPARE( delivered, 8 );
    }

    void nothingIsDeliveredToTheDead()
    {
      bool delivered = false;
      auto made = Resolver<int>::make();
      auto receiver = std::make_unique<QObject>();
      made.first.then( receiver.get(), [&delivered]( const Result<int> & ) { delivered = true; } );
      receiver.reset();
      made.second.resolve( 1 );
      QVERIFY( !delivered );
    }

    void cancelStopsTheWorkAndResolves()
    {
      auto made = Resolver<int>::make();
      bool stopped = false;
      made.second.onCancel( [&stopped] { stopped = true; } );
      ErrorKind kind = ErrorKind::Bug;
      made.first.then( this, [&kind]( const Result<int> &r ) { kind = r.error().kind; } );
      made.first.cancel();
      QVERIFY( stopped );
      QCOMPARE( kind, ErrorKind::Canceled );
      made.second.resolve( 1 ); // the answer came too late and harms nobody
    }

    void aForgottenCallIsCanceled()
    {
      ErrorKind kind = ErrorKind::Bug;
      {
        auto made = Resolver<int>::make();
        made.first.then( this, [&kind]( const Result<int> &r ) { kind = r.error().kind; } );
      }
      QCOMPARE( kind, ErrorKind::Canceled );
    }

    void mappedCallsCarryAnswersAndCancels()
    {
      auto made = Resolver<int>::make();
      bool stopped = false;
      made.second.onCancel( [&stopped] { stopped = true; } );
      auto text = made.first.mapped( []( Result<int> r ) -> Result<QString>
                                     { return r.map( []( int i ) { return QString::number( i ); } ); } );
      text.cancel();
      QVERIFY( stopped );

      QString got;
      Call<int>::resolved( 42 )
        .mapped( []( Result<int> r ) -> Result<QString>
                 { return r.map( []( int i ) { return QString::number( i ); } ); } )
        .then( this, [&got]( const Result<QString> &r ) { got = *r; } );
      QCOMPARE( got, QStringLiteral( "42" ) );
    }
};

QTEST_GUILESS_MAIN( TestCall )
#include "test_call.moc"
