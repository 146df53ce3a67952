// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/peoplecommands.h"
#include "cli/runtime.h"
#include "cli/stopsignals.h"
#include "core/net/await.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QLoggingCategory>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>

using namespace syncline;
using namespace syncline::cli;

namespace
{
  //! Names of files are UTF-8 on the server and in the folder; without this Qt 5 would lose them where the shell's locale is "C".
  void readNamesAsUtf8()
  {
    std::setlocale( LC_ALL, "" );
    if ( std::strcmp( nl_langinfo( CODESET ), "UTF-8" ) != 0 )
      ::setenv( "LC_ALL", "C.UTF-8", 1 );
  }

  //! What matters of it is in the report; QT_LOGGING_RULES brings the rest back.
  void keepCoreQuiet()
  {
    QLoggingCategory::setFilterRules( QStringLiteral( "syncline.*.warning=false\nsyncline.*.info=false" ) );
  }

  void reportError( Console &console, const Error &error, const Place &place )
  {
    const Description words = describe( error, place );
    console.complain( words.sentence + QLatin1Char( ' ' ) + words.nextStep );
    console.document( QJsonDocument(
      QJsonObject{ { QStringLiteral( "error" ),
                     QJsonObject{ { QStringLiteral( "kind" ), nameOf( error.kind ) },
                                  { QStringLiteral( "exitStatus" ), int( exitCodeOf( error.kind ) ) },
                                  { QStringLiteral( "message" ), words.sentence },
                                  { QStringLiteral( "next" ), words.nextStep },
                                  { QStringLiteral( "detail" ), error.detail } } } } ) );
  }

  ExitCode run( const Command &command, const GlobalOptions &global, const CancelToken &cancel )
  {
    Console console( global.json ? Console::Format::Json : Console::Format::Lines,
                     global.quiet ? Console::Talk::Quiet : Console::Talk::Normal );
    Runtime runtime( console, global, cancel );
    const Result<ExitCode> code = command( runtime );
    if ( code )
      return console.finish( *code );
    const Error error = runtime.explained( code.error() );
    reportError( console, error, runtime.place() );
    return console.finish( exitCodeOf( error.kind ) );
  }
} // namespace

int main( int argc, char **argv )
{
  CommandLine commands;
  addLogin( commands );
  addLogout( commands );
  addListProjects( commands );
  addListFiles( commands );
  addListWorkspaces( commands );
  addDownload( commands );
  addDownloadFile( commands );
  addCreate( commands );
  addStatus( commands );
  addSync( commands );
  addReset( commands );
  addRepair( commands );
  addHistory( commands );
  addManage( commands );
  addGpkg( commands );
  addMember( commands );
  addInvite( commands );
  addCollaborator( commands );
  addPeople( commands );
  addPeopleCopy( commands );
  addShare( commands );
  addOds( commands );
  addOdsKey( commands );
  const std::variant<ExitCode, Command> parsed = commands.parse( argc, argv );
  if ( const ExitCode *code = std::get_if<ExitCode>( &parsed ) )
    return int( *code );

  readNamesAsUtf8();
  const CancelSource stop;
  cancelOnStopSignals( stop );
  const QCoreApplication application( argc, argv );
  QCoreApplication::setApplicationVersion( QStringLiteral( SYNCLINE_VERSION ) );
  keepCoreQuiet();
  allowAwaitOnMainThread();
  return int( run( std::get<Command>( parsed ), commands.global(), stop.token() ) );
}
