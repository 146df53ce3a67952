// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/transport.h"
#include "tests/support/fakeserver/fakehttp.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace syncline
{
  class FakeServer;

  /**
   * A transport without a network: asks a FakeServer, or a function, in the same process. Answers at once, so that tests need
   * neither an event loop nor sleeping; with hold() it keeps requests back until the test releases them, one by one. Obeys what a
   * fault says of delay, dropping and cutting; a delay that is longer than the patience is a Timeout, a shorter one takes no time.
   * Thread-bound; the server must outlive it.
   */
  class FakeTransport : public Transport
  {
    public:
      using Answerer = std::function<FakeResponse( const FakeRequest & )>;

      explicit FakeTransport( FakeServer &server );
      explicit FakeTransport( Answerer answerer );
      ~FakeTransport() override;

      Call<HttpResponse> send( const HttpRequest &request ) override;

      //! "sent GET v1/project/…", "answered 200 v1/project/…", "failed Offline v1/…", "canceled v1/…", as it happened.
      const QStringList &log() const { return mLog; }
      int sentCount() const;
      void clearLog() { mLog.clear(); }

      void setPatience( std::chrono::milliseconds patience ) { mPatience = patience; }
      void hold() { mIsHolding = true; } //!< from now on requests wait, unseen by the server
      bool releaseNext();                //!< answers the oldest that waits; false when none does
      void releaseAll();                 //!< answers all that wait, and the following at once
      int heldCount() const;

    private:
      struct Held;

      void answer( const std::shared_ptr<Held> &held );
      [[nodiscard]] Result<HttpResponse> carry( const HttpRequest &request, const FakeResponse &given ) const;

      Answerer mAnswerer;
      QStringList mLog;
      std::chrono::milliseconds mPatience{ 30000 };
      bool mIsHolding = false;
      QList<std::shared_ptr<Held>> mHeld;
      std::shared_ptr<FakeTransport *> mSelf; //!< for those who may cancel after we are gone
  };
} // namespace syncline
