// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/signin.h"

#include "cli/askpassword.h"
#include "core/api/token.h"

namespace syncline::cli
{
  namespace
  {
    constexpr const char *PUBLIC_SERVER = "https://app.merginmaps.com";

    [[nodiscard]] Result<SessionData> withToken( SessionData account, const QString &text )
    {
      SYNCLINE_TRY( token, tokenFromText( text ) );
      Result<AuthSession> auth = authFromToken( text );
      account.auth = auth ? std::move( *auth ) : AuthSession();
      account.auth->token = token;
      return account;
    }
  } // namespace

  Result<QUrl> serverFrom( const GlobalOptions &global )
  {
    return serverUrlFromText( global.url.isEmpty() ? QString::fromLatin1( PUBLIC_SERVER ) : global.url );
  }

  Result<SessionData> accountFrom( const GlobalOptions &global, const QUrl &server,
                                   const CancelToken &cancel )
  {
    SessionData account;
    account.server = server;
    account.credentials = { global.userName, global.password, {} };
    if ( !global.authToken.isEmpty() )
      return withToken( account, global.authToken );
    if ( !global.userName.isEmpty() && !global.password.isEmpty() )
      return account;
    if ( global.userName.isEmpty() )
      return fail( ErrorKind::Unauthorized,
                   QStringLiteral( "neither MERGIN_AUTH nor MERGIN_USERNAME and MERGIN_PASSWORD are set" ) );
    SYNCLINE_TRY(
      password, askPassword( QStringLiteral( "Password of %1 at %2: " ).arg( global.userName, server.host() ),
                             cancel ) );
    account.credentials.password = password;
    return account;
  }

} // namespace syncline::cli
