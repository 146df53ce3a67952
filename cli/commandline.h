// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <variant>

namespace syncline::cli
{
  class Runtime;

  //! What stands before or after any command.
  struct GlobalOptions
  {
      QString url;       //!< --url, MERGIN_URL
      QString authToken; //!< --auth-token, MERGIN_AUTH
      QString userName;  //!< --username, MERGIN_USERNAME
      QString password;  //!< --password, MERGIN_PASSWORD
      bool json = false;
      bool quiet = false;
  };

  //! Does the work of one command: Ok or Partial, or why not.
  using Command = std::function<Result<ExitCode>( Runtime &runtime )>;

  /**
   * The arguments and options of one command, in the order of its help. What is bound here must live until the command has run;
   * commands keep it in a shared_ptr that their Command holds.
   */
  class CommandForm
  {
    public:
      enum class Need
      {
        Required,
        Optional
      };
      void argument( const char *name, QString &into, const char *help, Need need = Need::Required );
      void arguments( const char *name, QStringList &into, int atLeast,
                      const char *help ); //!< all that are left
      void option( const char *name, QString &into, const char *help );
      void options( const char *name, QStringList &into, const char *help ); //!< may be given several times
      void flag( const char *name, bool &into, const char *help );

      CommandForm( CommandForm && ) noexcept;
      CommandForm &operator=( CommandForm && ) noexcept;
      ~CommandForm();

    private:
      friend class CommandLine;
      struct Hidden; //!< CLI11, kept out of the headers because it takes long to compile
      explicit CommandForm( std::unique_ptr<Hidden> hidden );
      std::unique_ptr<Hidden> mHidden;
  };

  /**
   * Names, arguments, options and help of all commands; the same as those of the official client, so that its scripts run.
   *
   *     CommandLine made ──add() for each command──► parse() once ──► a Command to run, or a status to exit with
   */
  class CommandLine
  {
    public:
      CommandLine();
      ~CommandLine();

      //! A heading for commands that belong together; before the first of them.
      void addGroup( const char *name, const char *help );
      //! A command, "status", or one of a group, "gpkg diff". The help lists them in the order of adding.
      CommandForm add( const QString &name, const char *help, Command run );

      const GlobalOptions &global() const;

      //! Prints help, version or what is wrong with the arguments by itself, and tells the status to exit with then.
      std::variant<ExitCode, Command> parse( int argc, char **argv );

    private:
      struct Hidden;
      std::unique_ptr<Hidden> mHidden;
  };
} // namespace syncline::cli
