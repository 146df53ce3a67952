// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/runtime.h"
#include "cli/signin.h"

#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    [[nodiscard]] Result<ExitCode> login( Runtime &runtime )
    {
      SYNCLINE_CHECK( runtime.signIn( Runtime::SignIn::WithPassword ) );
      const SessionData &account = runtime.account();
      const QString token = QStringLiteral( "Bearer " ) + QString::fromLatin1( account.auth->token );

      Console &console = runtime.console();
      console.line(
        QStringLiteral( "Signed in at %1 as %2." ).arg( account.server.toString(), account.auth->userName ) );
      console.line( QStringLiteral( "To stay signed in in this shell, run:" ) );
      console.line( QStringLiteral( "export MERGIN_AUTH=\"%1\"" ).arg( token ) );
      console.document( QJsonDocument( QJsonObject{
        { QStringLiteral( "server" ), account.server.toString() },
        { QStringLiteral( "user" ), account.auth->userName },
        { QStringLiteral( "expires" ), account.auth->expires.toString( Qt::ISODate ) },
        { QStringLiteral( "MERGIN_AUTH" ), token },
      } ) );
      return ExitCode::Ok;
    }
  } // namespace

  void addLogin( CommandLine &commands )
  {
    commands.add( QStringLiteral( "login" ), "Sign in and print the line that sets MERGIN_AUTH", login );
  }
} // namespace syncline::cli
