// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/session.h"
#include "core/base/clock.h"
#include "core/net/transport.h"

#include <QObject>

namespace syncline
{
  /**
   * Joins endpoint, session and transport: adds the token, renews it when its life is over (checked locally, because the server
   * answers an expired token as a stranger instead of 401; one renewal in flight, the other calls wait for it), decodes the
   * answer, and turns every answer that is no success into an Error.
   *
   * Thread-bound; transport, session and clock must outlive it.
   */
  class ApiClient : public QObject
  {
      Q_OBJECT
    public:
      ApiClient( Transport &transport, Session &session, Clock &clock );

      template <class T> Call<T> call( const Endpoint<T> &endpoint )
      {
        return send( endpoint.request, endpoint.auth ).mapped( [decode = endpoint.decode]( Result<HttpResponse> answer ) -> Result<T> {
          if ( !answer )
            return tl::unexpected<Error>( answer.error() );
          return decode( *answer );
        } );
      }

      Session &session() { return mSession; }

    Q_SIGNALS:
      //! The token was renewed; whoever keeps it elsewhere takes the new one.
      void sessionRenewed( const syncline::AuthSession &auth );

    private:
      //! Resolves with 2xx answers only.
      Call<HttpResponse> send( const HttpRequest &request, Auth auth );

      Transport &mTransport;
      Session &mSession;
      Clock &mClock;
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::AuthSession )
