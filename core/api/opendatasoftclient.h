// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/opendatasoft.h"
#include "core/net/transport.h"

namespace syncline::ods
{
  /**
   * Joins the calls of opendatasoft.h, the key and a transport whose server is Access::root. Every answer that is no success
   * becomes an Error by errorOf(). Where the key goes into the query, the transport's log must leave queries out.
   *
   * Thread-bound; the transport must outlive it.
   */
  class Client
  {
    public:
      Client( Transport &transport, Access access );

      template<class T> Call<T> call( const Endpoint<T> &endpoint )
      {
        return mTransport.send( withKey( endpoint.request ) )
          .mapped(
            [decode = endpoint.decode]( Result<HttpResponse> answer ) -> Result<T>
            {
              if ( !answer )
                return tl::unexpected<Error>( std::move( answer ).error() );
              if ( !answer->isSuccess() )
                return tl::unexpected<Error>( ods::errorOf( *answer ) );
              return decode( *answer );
            } );
      }

      const Access &access() const { return mAccess; }

    private:
      HttpRequest withKey( HttpRequest request ) const;

      Transport &mTransport;
      Access mAccess;
  };
} // namespace syncline::ods
