// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commandline.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <string>

namespace syncline::cli
{
  namespace
  {
    const char DESCRIPTION[] =
      "Sync projects with a Mergin Maps server, without QGIS.\n\n"
      "Who you are: --auth-token or MERGIN_AUTH (a token that \"syncline login\" prints), else --username and --password or\n"
      "MERGIN_USERNAME and MERGIN_PASSWORD, else what \"syncline login --save\" kept in the keyring of this system.\n"
      "With SYNCLINE_CREDENTIALS=none the keyring is left alone.";

    auto appendingTo( QStringList &into )
    {
      return [&into]( const std::vector<std::string> &texts )
      {
        for ( const std::string &text : texts )
          into.append( QString::fromStdString( text ) );
      };
    }

    std::string footer()
    {
      std::string text = "Exit status:\n";
      for ( const ExitCodeMeaning &row : EXIT_CODES )
      {
        std::string number = std::to_string( int( row.code ) );
        text += "  " + number + std::string( 5 - number.size(), ' ' ) + row.meaning + "\n";
      }
      return text;
    }
  } // namespace

  struct CommandForm::Hidden
  {
      CLI::App *app;
  };

  struct CommandLine::Hidden
  {
      CLI::App app{ DESCRIPTION, "syncline" };
      GlobalOptions global;
      Command chosen;
  };

  CommandForm::CommandForm( std::unique_ptr<Hidden> hidden )
    : mHidden( std::move( hidden ) )
  {
  }

  CommandForm::CommandForm( CommandForm && ) noexcept = default;
  CommandForm &CommandForm::operator=( CommandForm && ) noexcept = default;
  CommandForm::~CommandForm() = default;

  void CommandForm::argument( const char *name, QString &into, const char *help, Need need )
  {
    CLI::Option *option = mHidden->app->add_option_function<std::string>(
      name, [&into]( const std::string &text ) { into = QString::fromStdString( text ); }, help );
    option->type_name( "" );
    if ( need == Need::Required )
      option->required();
  }

  void CommandForm::option( const char *name, QString &into, const char *help )
  {
    mHidden->app
      ->add_option_function<std::string>(
        name, [&into]( const std::string &text ) { into = QString::fromStdString( text ); }, help )
      ->type_name( "TEXT" );
  }

  void CommandForm::arguments( const char *name, QStringList &into, int atLeast, const char *help )
  {
    mHidden->app->add_option_function<std::vector<std::string>>( name, appendingTo( into ), help )
      ->type_name( "" )
      ->required( atLeast > 0 )
      ->expected( atLeast, CLI::detail::expected_max_vector_size );
  }

  void CommandForm::options( const char *name, QStringList &into, const char *help )
  {
    mHidden->app->add_option_function<std::vector<std::string>>( name, appendingTo( into ), help )
      ->type_name( "TEXT" )
      ->expected( 1 )
      ->allow_extra_args( false ) // "--include A PROJECT": PROJECT is no second pattern
      ->take_all();
  }

  void CommandForm::flag( const char *name, bool &into, const char *help )
  {
    mHidden->app->add_flag( name, into, help );
  }

  CommandLine::CommandLine()
    : mHidden( std::make_unique<Hidden>() )
  {
    CLI::App &app = mHidden->app;
    GlobalOptions &global = mHidden->global;
    const auto text = [&app]( const char *name, QString &into, const char *help )
    {
      CLI::Option *option = app.add_option_function<std::string>(
        name, [&into]( const std::string &given ) { into = QString::fromStdString( given ); }, help );
      return option->type_name( "TEXT" );
    };
    text( "--url", global.url, "Address of the server. Default: https://app.merginmaps.com" )
      ->envname( "MERGIN_URL" );
    text( "--auth-token", global.authToken, "Token that \"syncline login\" printed" )
      ->envname( "MERGIN_AUTH" );
    text( "--username", global.userName, "User name or e-mail" )->envname( "MERGIN_USERNAME" );
    text( "--password", global.password,
          "Password; asked for on a terminal when only the user name is given" )
      ->envname( "MERGIN_PASSWORD" );
    app.add_flag( "--json", global.json, "One JSON document on standard output instead of lines" );
    app.add_flag( "-q,--quiet", global.quiet, "No notes and no progress on standard error" );
    app.set_version_flag( "--version", std::string( "syncline " SYNCLINE_VERSION ) );
    app.set_help_flag( "-h,--help", "Show this help" );
    app.require_subcommand( 0, 1 );
    app.fallthrough(); // the options above may stand after the command, too
    app.get_formatter()->column_width( 28 );
    app.footer( footer() );
  }

  CommandLine::~CommandLine() = default;

  const GlobalOptions &CommandLine::global() const { return mHidden->global; }

  void CommandLine::addGroup( const char *name, const char *help )
  {
    CLI::App *group = mHidden->app.add_subcommand( name, help );
    group->require_subcommand( 1 );
    group->fallthrough();
  }

  CommandForm CommandLine::add( const QString &name, const char *help, Command run )
  {
    CLI::App *parent = &mHidden->app;
    const QStringList parts = name.split( QLatin1Char( ' ' ) );
    for ( int i = 0; i + 1 < parts.size(); ++i )
      parent = parent->get_subcommand( parts.at( i ).toStdString() );
    CLI::App *command = parent->add_subcommand( parts.last().toStdString(), help );
    command->callback( [this, run = std::move( run )] { mHidden->chosen = run; } );
    command->fallthrough();
    command->footer( "Options of every command and the exit statuses: syncline --help\n" );
    return CommandForm( std::make_unique<CommandForm::Hidden>( CommandForm::Hidden{ command } ) );
  }

  std::variant<ExitCode, Command> CommandLine::parse( int argc, char **argv )
  {
    CLI::App &app = mHidden->app;
    try
    {
      app.parse( argc, argv );
    }
    catch ( const CLI::Success &asked ) // --help and --version
    {
      app.exit( asked );
      return ExitCode::Ok;
    }
    catch ( const CLI::ParseError &wrong )
    {
      std::string command = "syncline";
      for ( const CLI::App *chosen : app.get_subcommands() )
        command += " " + chosen->get_name();
      std::fprintf( stderr, "syncline: %s. Run \"%s --help\" to see what it takes.\n", wrong.what(),
                    command.c_str() );
      return ExitCode::Usage;
    }
    if ( mHidden->chosen )
      return mHidden->chosen;
    std::fputs( app.help().c_str(), stdout );
    return ExitCode::Ok;
  }
} // namespace syncline::cli
