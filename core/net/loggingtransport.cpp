// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/loggingtransport.h"

#include "core/base/logging.h"
#include "core/base/redact.h"

#include <QElapsedTimer>

#include <array>

namespace syncline
{
  namespace
  {
    //! Everything else may name a person or hold a key, now or in a later version of the protocol.
    bool isHarmless( const QString &key )
    {
      static constexpr std::array<const char *, 14> HARMLESS = {
        "page", "per_page", "order_params", "flag",       "version",     "since",  "to",
        "diff", "file",     "path",         "descending", "only_public", "public", "files_at_version"
      };
      for ( const char *harmless : HARMLESS )
      {
        if ( key == QLatin1String( harmless ) )
          return true;
      }
      return false;
    }
  } // namespace

  QString toLogLine( const HttpRequest &request )
  {
    QStringList parts;
    const auto items = request.query.queryItems( QUrl::FullyDecoded );
    for ( const auto &item : items )
      parts.append( item.first + QLatin1Char( '=' ) +
                    ( isHarmless( item.first ) ? item.second : QStringLiteral( "***" ) ) );
    QString line = QString::fromLatin1( toWire( request.verb ) ) + QLatin1Char( ' ' ) +
                   QString::fromLatin1( request.path );
    if ( !parts.isEmpty() )
      line += QLatin1Char( '?' ) + parts.join( QLatin1Char( '&' ) );
    return redacted( line );
  }

  LoggingTransport::LoggingTransport( Transport &inner )
    : mInner( inner )
  {
  }

  Call<HttpResponse> LoggingTransport::send( const HttpRequest &request )
  {
    if ( !lcNet().isDebugEnabled() )
      return mInner.send( request );
    const QString line = toLogLine( request );
    qCDebug( lcNet, "-> %s (%d bytes)", qPrintable( line ), int( request.body.size() ) );
    QElapsedTimer watch;
    watch.start();
    return mInner.send( request ).mapped(
      [line, watch]( Result<HttpResponse> answer ) -> Result<HttpResponse>
      {
        if ( answer )
          qCDebug( lcNet, "<- %d for %s (%d bytes, %d ms)", answer->status, qPrintable( line ),
                   int( answer->body.size() ), int( watch.elapsed() ) );
        else
          qCDebug( lcNet, "<- %s for %s (%d ms)", qPrintable( redacted( toLogLine( answer.error() ) ) ),
                   qPrintable( line ), int( watch.elapsed() ) );
        return answer;
      } );
  }
} // namespace syncline
