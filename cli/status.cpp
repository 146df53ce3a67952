// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/runtime.h"

namespace syncline::cli
{
  namespace
  {
    [[nodiscard]] Result<ExitCode> status( Runtime &runtime )
    {
      SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
      SYNCLINE_CHECK( runtime.signIn() );
      const auto bar = runtime.progressBar();
      Result<ProjectStatus> status = projectStatus( runtime.syncContext( *bar ), folder, AskServer::Yes );
      bar->clear();
      if ( !status )
        return tl::unexpected<Error>( std::move( status ).error() );
      printStatus( runtime.console(), *status );
      return ExitCode::Ok;
    }
  } // namespace

  void addStatus( CommandLine &commands )
  {
    commands.add( QStringLiteral( "status" ), "Show what differs between this folder and the server",
                  status );
  }
} // namespace syncline::cli
