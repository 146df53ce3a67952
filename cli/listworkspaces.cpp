// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printlists.h"
#include "cli/runtime.h"
#include "core/api/endpoints.h"

namespace syncline::cli
{
  void addListWorkspaces( CommandLine &commands )
  {
    commands.add( QStringLiteral( "list-workspaces" ), "List the workspaces you belong to",
                  []( Runtime &runtime ) -> Result<ExitCode>
                  {
                    SYNCLINE_CHECK( runtime.signIn() );
                    SYNCLINE_TRY( workspaces, runtime.ask( endpoints::workspaces() ) );
                    printWorkspaces( runtime.console(), workspaces );
                    return ExitCode::Ok;
                  } );
  }
} // namespace syncline::cli
