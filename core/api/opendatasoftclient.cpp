// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/opendatasoftclient.h"

#include "core/api/urlparts.h"

namespace syncline::ods
{
  Client::Client( Transport &transport, Access access )
    : mTransport( transport )
    , mAccess( std::move( access ) )
  {
  }

  HttpRequest Client::withKey( HttpRequest request ) const
  {
    switch ( mAccess.keyPlace )
    {
      case KeyPlace::Header:
        request.setHeader( "Authorization", mAccess.keyPrefix.isEmpty()
                                              ? mAccess.key
                                              : mAccess.keyPrefix + ' ' + mAccess.key );
        break;
      case KeyPlace::Query:
        addToQuery( request.query, "apikey", QString::fromUtf8( mAccess.key ) );
        break;
    }
    return request;
  }
} // namespace syncline::ods
