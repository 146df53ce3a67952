// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/askpassword.h"

#include <cstdio>
#include <iostream>
#include <poll.h>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace syncline::cli
{
  namespace
  {
    //! Keeps the terminal from showing what is typed, until it goes.
    class SilentTerminal
    {
      public:
        SilentTerminal()
        {
          ::tcgetattr( STDIN_FILENO, &mBefore );
          termios silent = mBefore;
          silent.c_lflag &= ~tcflag_t( ECHO );
          ::tcsetattr( STDIN_FILENO, TCSAFLUSH, &silent );
        }
        ~SilentTerminal() { ::tcsetattr( STDIN_FILENO, TCSAFLUSH, &mBefore ); }
        SilentTerminal( const SilentTerminal & ) = delete;
        SilentTerminal &operator=( const SilentTerminal & ) = delete;

      private:
        termios mBefore{};
    };

    //! Until a line was typed (true) or somebody asked to stop.
    bool waitForLine( const CancelToken &cancel )
    {
      constexpr int LOOK_EVERY_MS = 100;
      pollfd input{ STDIN_FILENO, POLLIN, 0 };
      while ( !cancel.isCanceled() )
      {
        if ( ::poll( &input, 1, LOOK_EVERY_MS ) > 0 )
          return true;
      }
      return false;
    }
  } // namespace

  Result<QString> askPassword( const QString &question, const CancelToken &cancel )
  {
    if ( ::isatty( STDIN_FILENO ) == 0 )
      return fail( ErrorKind::Unauthorized,
                   QStringLiteral( "a user name, but no password: set MERGIN_PASSWORD" ) );
    std::fputs( question.toUtf8().constData(), stderr );
    std::fflush( stderr );
    std::string typed;
    {
      const SilentTerminal silent;
      if ( !waitForLine( cancel ) )
        return fail( ErrorKind::Canceled );
      std::getline( std::cin, typed );
    }
    std::fputc( '\n', stderr );
    if ( typed.empty() )
      return fail( ErrorKind::Unauthorized, QStringLiteral( "no password was typed" ) );
    return QString::fromStdString( typed );
  }
} // namespace syncline::cli
