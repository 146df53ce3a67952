// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/httpmessage.h"

namespace syncline
{
  QByteArray toWire( HttpVerb verb )
  {
    switch ( verb )
    {
      case HttpVerb::Get:
        return QByteArrayLiteral( "GET" );
      case HttpVerb::Post:
        return QByteArrayLiteral( "POST" );
      case HttpVerb::Put:
        return QByteArrayLiteral( "PUT" );
      case HttpVerb::Patch:
        return QByteArrayLiteral( "PATCH" );
      case HttpVerb::Delete:
        return QByteArrayLiteral( "DELETE" );
      case HttpVerb::Head:
        return QByteArrayLiteral( "HEAD" );
    }
    Q_UNREACHABLE();
  }

  QByteArray HttpResponse::header( const QByteArray &name ) const
  {
    for ( const HttpHeader &header : headers )
    {
      if ( header.first.compare( name, Qt::CaseInsensitive ) == 0 )
        return header.second;
    }
    return {};
  }
} // namespace syncline
