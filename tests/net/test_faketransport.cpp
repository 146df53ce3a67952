// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/net/transportcontract.h"
#include "tests/support/faketransport.h"

#include <QTest>

using namespace syncline;

class TestFakeTransport : public TransportContract
{
    Q_OBJECT
    std::unique_ptr<Transport> transportWithPatience( std::chrono::milliseconds patience ) override
    {
      auto made = std::make_unique<FakeTransport>( server() );
      made->setPatience( patience );
      return made;
    }

  private Q_SLOTS:
    void keepsRequestsBackUntilReleased()
    {
      FakeTransport transport( server() );
      transport.hold();
      Call<HttpResponse> first = transport.send( get( "ping" ) );
      Call<HttpResponse> second = transport.send( get( "config" ) );
      QCOMPARE( transport.heldCount(), 2 );
      second.cancel();
      QVERIFY( transport.releaseNext() );
      QVERIFY( first.isResolved() );
      QVERIFY( !transport.releaseNext() );
      QCOMPARE(
        transport.log(),
        QStringList( { QStringLiteral( "sent GET ping" ), QStringLiteral( "sent GET config" ),
                       QStringLiteral( "canceled config" ), QStringLiteral( "answered 200 ping" ) } ) );
    }
};

QTEST_GUILESS_MAIN( TestFakeTransport )
#include "test_faketransport.moc"
