// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakehttp.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace syncline
{
  class FakeServer;

  /**
   * Puts a FakeServer on a socket of this machine's loopback address, for tests of the real transport and for the demo.
   *
   *     made ──listen()──► listening, threads of its own ──stop() or destroyed──► closed
   *
   * One thread a connection; connections are kept alive. Files on disk are streamed. What a fault says of delay, dropping and
   * cutting is done to the connection. The FakeServer must outlive it. Not thread-safe itself.
   */
  class LoopbackServer
  {
    public:
      explicit LoopbackServer( FakeServer &server );
      //! Any other double; \a answerer is called from many threads.
      explicit LoopbackServer( std::function<FakeResponse( const FakeRequest &request )> answerer );
      ~LoopbackServer();
      LoopbackServer( const LoopbackServer & ) = delete;
      LoopbackServer &operator=( const LoopbackServer & ) = delete;

      //! Listens on \a port, 0: any free one. False when that port is taken.
      bool listen( int port = 0 );
      int port() const;
      QByteArray address() const; //!< "http://127.0.0.1:4711"
      void stop();                //!< returns when no request is being answered any more

    private:
      class Private;
      std::unique_ptr<Private> d;
  };
} // namespace syncline
