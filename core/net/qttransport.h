// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/transport.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkAccessManager;
class QNetworkRequest;
class QObject;

namespace syncline
{
  /**
   * Gives the manager of the calling thread; it stays the giver's, and must live until the transport is gone. In the plugin:
   * QGIS's own, so that its proxy, authorities and client certificates work.
   */
  using NetworkManagerFactory = std::function<QNetworkAccessManager *()>;

  struct QtTransportOptions
  {
      NetworkManagerFactory manager; //!< empty: one of the transport's own
      QByteArray userAgent;          //!< empty: userAgentOf( {} )
      //! Not a byte in either direction for so long ends a request with Timeout. Connecting counts as silence.
      //! Less than a kilobyte in four times as long does, too.
      std::chrono::milliseconds inactivityTimeout{ 30000 };
  };

  /**
   * How we introduce ourselves, in the form that servers store and show in the history: "Syncline/0.1.0 (debian/12)".
   * \a components goes between: "QGIS/3.22.16".
   */
  QByteArray userAgentOf( const QByteArray &components );

  /**
   * Some managers (QGIS's) introduce every request as theirs. For a hook that such a manager calls before it sends: puts
   * userAgentOf() back into a request of ours, and leaves those of everybody else alone. Any thread.
   */
  void restoreUserAgent( QNetworkRequest &request );

  /**
   * The wire: one server, over QNetworkAccessManager. Nothing of ours but this class touches it.
   *
   * - Cookies are neither sent nor kept (a session cookie would win over the token), cached passwords are not sent, nothing is
   *   cached on disk, and HTTP/2 is left out so that both Qts behave alike.
   * - Redirects: followed on the same host (a step from http to https included), the method kept. To another host only GET and
   *   HEAD, and without the token; anything else there, and a step back from https to http, is NotAServer.
   * - A request that is not idempotent goes out once: Qt's own quiet second sending after a dropped connection is kept off.
   *
   * Thread-bound; needs an event loop. Destroying it resolves what is in flight with Canceled.
   */
  class QtTransport : public Transport
  {
    public:
      //! \a server as from serverUrlFromText(): without trailing slash.
      explicit QtTransport( const QUrl &server, QtTransportOptions options = {} );
      ~QtTransport() override;
      QtTransport( const QtTransport & ) = delete;
      QtTransport &operator=( const QtTransport & ) = delete;

      Call<HttpResponse> send( const HttpRequest &request ) override;

    private:
      QNetworkAccessManager *manager();

      QUrl mServer;
      QtTransportOptions mOptions;
      std::unique_ptr<QNetworkAccessManager> mOwnManager;
      std::unique_ptr<QObject> mExchanges; //!< parent of what is in flight; goes before the manager
  };
} // namespace syncline
