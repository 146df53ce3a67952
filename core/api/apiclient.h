// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/session.h"
#include "core/base/clock.h"
#include "core/net/transport.h"

#include <QList>
#include <QObject>

#include <memory>

namespace syncline
{
  /**
   * Joins endpoint, session and transport: adds the token, renews it when its life is over (checked locally, because the server
   * answers an expired token as a stranger instead of 401), decodes the answer, and turns every answer that is no success into
   * an Error.
   *
   *     call() ──► token good? ──yes──► send ──► 2xx: decode · else: errorOf()
   *                   │ no                └─ 401 ─► renew once, send once more
   *                   ▼
   *            wait for the one renewal ──► send, or for all who wait the same error
   *
   * A password that the server refused is not tried again: every further call is Unauthorized at once, until the session has
   * another password or token. Without a password an expired token is Unauthorized, for Auth::IfSignedIn too: what a stranger
   * sees would be taken for the truth. The server's clock counts, as far as its answers tell it.
   *
   * Thread-bound; transport, session and clock must outlive it. Destroying it cancels what waits for a renewal.
   */
  class ApiClient : public QObject
  {
      Q_OBJECT
    public:
      ApiClient( Transport &transport, Session &session, Clock &clock );
      ~ApiClient() override;

      template<class T> Call<T> call( const Endpoint<T> &endpoint )
      {
        return send( endpoint.request, endpoint.auth )
          .mapped(
            [decode = endpoint.decode, onError = endpoint.onError]( Result<HttpResponse> answer ) -> Result<T>
            {
              if ( answer )
                return decode( *answer );
              if ( onError )
                return onError( std::move( answer ).error() );
              return tl::unexpected<Error>( std::move( answer ).error() );
            } );
      }

      Session &session() { return mSession; }

    Q_SIGNALS:
      //! The token was renewed; whoever keeps it elsewhere takes the new one.
      void sessionRenewed( const syncline::AuthSession &auth );

    private:
      struct Pending;
      using PendingPointer = std::shared_ptr<Pending>;

      //! Resolves with 2xx answers only.
      Call<HttpResponse> send( const HttpRequest &request, Auth auth );
      void dispatch( const PendingPointer &pending );
      void transmit( const PendingPointer &pending );
      void settle( const PendingPointer &pending, const Result<HttpResponse> &answer );
      void renewFor( const PendingPointer &pending );
      void renewed( const Result<HttpResponse> &answer );
      bool needsToken() const;
      bool wasRefused() const;
      QDateTime serverNow() const;

      Transport &mTransport;
      Session &mSession;
      Clock &mClock;
      QList<PendingPointer> mWaiting; //!< for the renewal in flight
      bool mIsRenewing = false;
      Credentials mRefused; //!< what the server said no to last
      qint64 mServerAheadSeconds = 0;
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::AuthSession )
