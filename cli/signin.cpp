// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/signin.h"

#include "cli/askpassword.h"
#include "core/api/keychainstore.h"
#include "core/api/token.h"
#include "core/net/await.h"

#include <unistd.h>

namespace syncline::cli
{
  namespace
  {
    constexpr const char *PUBLIC_SERVER = "https://app.merginmaps.com";

    constexpr std::chrono::seconds TIME_TO_UNLOCK( 60 );

    bool isKeyringWanted() { return qgetenv( "SYNCLINE_CREDENTIALS" ) != "none"; }

    //! The keyring cannot list its entries, so one without a secret tells whose account it is.
    QString keyOfServer( const QUrl &server ) { return server.toString(); }

    QString keyOfUser( const QUrl &server, const QString &userName )
    {
      return server.toString() + QLatin1Char( ' ' ) + userName;
    }

    [[nodiscard]] Result<SessionData> withToken( SessionData account, const QString &text )
    {
      SYNCLINE_TRY( token, tokenFromText( text ) );
      Result<AuthSession> auth = authFromToken( text );
      account.auth = auth ? std::move( *auth ) : AuthSession();
      account.auth->token = token;
      return account;
    }

    //! What the keyring has for this server, and for this user if one is named; NotFound where nothing is kept.
    [[nodiscard]] Result<Credentials> kept( const QUrl &server, const QString &userName,
                                            const CancelToken &cancel )
    {
      if ( !isKeyringWanted() )
        return fail( ErrorKind::NotFound );
      KeychainStore store;
      QString whose = userName;
      if ( whose.isEmpty() )
      {
        SYNCLINE_TRY( pointer, await( store.load( keyOfServer( server ) ), cancel ) );
        whose = pointer.userName;
      }
      return await( store.load( keyOfUser( server, whose ) ), cancel );
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
    const Result<Credentials> found = kept( server, global.userName, cancel );
    if ( found )
    {
      account.credentials = *found;
      return found->token.isEmpty() ? account : withToken( account, QString::fromLatin1( found->token ) );
    }
    if ( found.error().kind == ErrorKind::Canceled )
      return tl::unexpected<Error>( found.error() );
    if ( global.userName.isEmpty() )
      return fail( ErrorKind::Unauthorized,
                   found.error().kind == ErrorKind::NotFound
                     ? QStringLiteral( "neither MERGIN_AUTH nor MERGIN_USERNAME and MERGIN_PASSWORD are set" )
                     : QStringLiteral( "MERGIN_AUTH is not set, and the keyring does not answer" ) );
    SYNCLINE_TRY(
      password, askPassword( QStringLiteral( "Password of %1 at %2: " ).arg( global.userName, server.host() ),
                             cancel ) );
    account.credentials.password = password;
    return account;
  }

  Result<void> keepCredentials( const QUrl &server, const Credentials &credentials,
                                const CancelToken &cancel )
  {
    if ( !isKeyringWanted() )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "--save and SYNCLINE_CREDENTIALS=none contradict each other" ) );
    // Somebody who sits here may be asked for the keyring's password first.
    KeychainStore store( ::isatty( STDIN_FILENO ) != 0 ? TIME_TO_UNLOCK : std::chrono::seconds( 2 ) );
    SYNCLINE_CHECK( await( store.save( keyOfUser( server, credentials.userName ), credentials ), cancel ) );
    SYNCLINE_CHECK(
      await( store.save( keyOfServer( server ), Credentials{ credentials.userName, {}, {} } ), cancel ) );
    return {};
  }

  Result<bool> forgetCredentials( const QUrl &server, const CancelToken &cancel )
  {
    if ( !isKeyringWanted() )
      return false;
    KeychainStore store;
    const Result<Credentials> pointer = await( store.load( keyOfServer( server ) ), cancel );
    if ( !pointer && pointer.error().kind == ErrorKind::NotFound )
      return false;
    if ( !pointer )
      return tl::unexpected<Error>( pointer.error() );
    SYNCLINE_CHECK( await( store.remove( keyOfUser( server, pointer->userName ) ), cancel ) );
    return await( store.remove( keyOfServer( server ) ), cancel );
  }
} // namespace syncline::cli
