// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/qttransport.h"
#include "tests/net/transportcontract.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

using namespace syncline;

class TestQtTransport : public TransportContract
{
    Q_OBJECT

    std::unique_ptr<LoopbackServer> mLoopback;
    FakeServer *mServed = nullptr;

    std::unique_ptr<Transport> transportWithPatience( std::chrono::milliseconds patience ) override
    {
      if ( mServed != &server() )
      {
        mServed = &server();
        mLoopback = std::make_unique<LoopbackServer>( server() );
        if ( !mLoopback->listen() )
          qFatal( "no port to listen on" );
      }
      QtTransportOptions options;
      options.inactivityTimeout = patience;
      return std::make_unique<QtTransport>( QUrl( QString::fromLatin1( mLoopback->address() ) ), options );
    }

  private Q_SLOTS:
    void cleanup()
    {
      mTransport.reset();
      mLoopback.reset();
      mServed = nullptr;
      mServer.reset();
    }
};

QTEST_GUILESS_MAIN( TestQtTransport )
#include "test_qttransport.moc"
