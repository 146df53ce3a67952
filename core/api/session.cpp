// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/session.h"

#include <QRegularExpression>

namespace syncline
{
  namespace
  {
    constexpr int MARGIN_SECONDS = 10; // a request that is sent with a living token should arrive with one
    constexpr int MAX_URL_LENGTH = 2000;
  } // namespace

  bool Session::isExpired( const QDateTime &now ) const
  {
    return mData.auth && mData.auth->expires.isValid() &&
           mData.auth->expires <= now.addSecs( MARGIN_SECONDS );
  }

  Result<QUrl> serverUrlFromText( const QString &text )
  {
    static const QRegularExpression sScheme( QStringLiteral( "\\A[A-Za-z][A-Za-z0-9+.-]*:/[^\\s]" ) );
    const auto refuse = []( const char *why )
    { return fail( ErrorKind::NotAServer, QString::fromLatin1( why ) ); };
    QString address = text.trimmed();
    while ( address.endsWith( QLatin1Char( '/' ) ) )
      address.chop( 1 );
    if ( address.isEmpty() || address.size() > MAX_URL_LENGTH )
      return refuse( "no address was given" );
    if ( address.endsWith( QLatin1Char( ':' ) ) )
      return refuse( "this is no web address" ); // was a scheme and nothing else
    if ( !sScheme.match( address ).hasMatch() )
      address.prepend( QStringLiteral( "https://" ) );

    const QUrl url( address, QUrl::StrictMode );
    if ( !url.isValid() || url.host().isEmpty() )
      return refuse( "this is no web address" );
    if ( url.scheme() != QLatin1String( "http" ) && url.scheme() != QLatin1String( "https" ) )
      return refuse( "the address must begin with https:// or http://" );
    if ( !url.userInfo().isEmpty() )
      return refuse( "the address must not hold a user name or a password" );
    if ( url.hasQuery() || url.hasFragment() )
      return refuse( "the address must not hold a \"?\" or a \"#\"" );
    return url;
  }
} // namespace syncline
