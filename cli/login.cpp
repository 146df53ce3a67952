// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/runtime.h"
#include "cli/signin.h"

#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        bool save = false;
    };

    [[nodiscard]] Result<ExitCode> login( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn( Runtime::SignIn::WithPassword ) );
      const SessionData &account = runtime.account();
      const QString token = QStringLiteral( "Bearer " ) + QString::fromLatin1( account.auth->token );
      if ( given.save )
        SYNCLINE_CHECK( keepCredentials( account.server, account.credentials, runtime.cancel() ) );

      Console &console = runtime.console();
      console.line(
        QStringLiteral( "Signed in at %1 as %2." ).arg( account.server.toString(), account.auth->userName ) );
      console.line( given.save
                      ? QStringLiteral( "Kept in the keyring of this system. For one shell only, run:" )
                      : QStringLiteral( "To stay signed in in this shell, run:" ) );
      console.line( QStringLiteral( "export MERGIN_AUTH=\"%1\"" ).arg( token ) );
      console.document( QJsonDocument( QJsonObject{
        { QStringLiteral( "server" ), account.server.toString() },
        { QStringLiteral( "user" ), account.auth->userName },
        { QStringLiteral( "expires" ), account.auth->expires.toString( Qt::ISODate ) },
        { QStringLiteral( "saved" ), given.save },
        { QStringLiteral( "MERGIN_AUTH" ), token },
      } ) );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> logout( Runtime &runtime )
    {
      SYNCLINE_TRY( server, serverFrom( runtime.global() ) );
      runtime.place().server = server.authority();
      SYNCLINE_TRY( wasKept, forgetCredentials( server, runtime.cancel() ) );
      runtime.console().line(
        wasKept ? QStringLiteral( "Took the sign-in of %1 out of the keyring." ).arg( server.toString() )
                : QStringLiteral( "Nothing was kept for %1." ).arg( server.toString() ) );
      runtime.console().document( QJsonDocument( QJsonObject{
        { QStringLiteral( "server" ), server.toString() }, { QStringLiteral( "wasKept" ), wasKept } } ) );
      return ExitCode::Ok;
    }
  } // namespace

  void addLogin( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "login" ), "Sign in and print the line that sets MERGIN_AUTH",
                    [given]( Runtime &runtime ) { return login( runtime, *given ); } );
    form.flag( "--save", given->save, "Keep user name and password in the keyring of this system" );
  }

  void addLogout( CommandLine &commands )
  {
    commands.add( QStringLiteral( "logout" ), "Take what \"login --save\" kept out of the keyring", logout );
  }
} // namespace syncline::cli
