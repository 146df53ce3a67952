// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/transport.h"
#include "tests/support/fakeserver/fakeserver.h"

#include <QObject>

#include <memory>

namespace syncline
{
  /**
   * What every Transport owes (transport.h), as tests: the class of each implementation derives from this one, gives its transport
   * to a server, and inherits the sentences.
   */
  class TransportContract : public QObject
  {
      Q_OBJECT
    protected:
      //! A transport to server(), whose limit for silence is \a patience.
      virtual std::unique_ptr<Transport> transportWithPatience( std::chrono::milliseconds patience ) = 0;

      FakeServer &server() { return *mServer; }
      //! Waits for the answer; a request that never ends fails the test.
      [[nodiscard]] Result<HttpResponse> answerTo( const HttpRequest &request );
      [[nodiscard]] Result<HttpResponse> answerOf( Call<HttpResponse> call );
      static HttpRequest get( const QByteArray &path );
      //! What the next request of that path gets instead of its answer.
      void inject( FakeFault::Kind kind, const std::function<void( FakeFault & )> &how = {} );

    private Q_SLOTS:
      void init();
      void cleanup();
      void anAnswerComesWithStatusHeadersAndBody();
      void refusalsAndFailuresAreAnswersToo_data();
      void refusalsAndFailuresAreAnswersToo();
      void pathAndQueryArriveAsTheyWereMeant();
      void aBodyArrivesWhole();
      void everyVerbArrives_data();
      void everyVerbArrives();
      void aSinkGetsAllBytesInOrder();
      void aSinkGetsNothingOfARefusal();
      void theHeadIsSeenBeforeTheFirstByte();
      void anErrorOfTheHeadCheckEndsTheCall();
      void anErrorOfTheSinkEndsTheCall();
      void aBodyThatIsTooLongIsMalformed();
      void aCutBodyIsMalformed();
      void aCutBodyIsMalformedAlsoForASink();
      void aDroppedConnectionIsOffline();
      void aRequestThatMayNotBeRepeatedIsSentOnce();
      void silenceIsATimeout();
      void aCallMayHaveItsOwnPatience();
      void cancelResolvesAtOnce();
      void aSinkMayCancel();
      void destroyingTheTransportCancels();
      void cookiesAreNotKept();

    protected:
      std::unique_ptr<FakeServer> mServer;
      std::unique_ptr<Transport> mTransport;
  };
} // namespace syncline
