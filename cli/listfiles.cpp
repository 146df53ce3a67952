// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printlists.h"
#include "cli/runtime.h"
#include "core/api/endpoints.h"

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString project;
    };

    [[nodiscard]] Result<ExitCode> listFiles( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( name, ProjectName::fromString( given.project ) );
      SYNCLINE_CHECK( runtime.signIn() );
      SYNCLINE_TRY( info, runtime.ask( endpoints::projectInfo( name ) ) );
      printFiles( runtime.console(), info );
      return ExitCode::Ok;
    }
  } // namespace

  void addListFiles( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "list-files" ), "List the files of a project on the server",
                    [given]( Runtime &runtime ) { return listFiles( runtime, *given ); } );
    form.argument( "PROJECT", given->project, "WORKSPACE/PROJECT" );
  }
} // namespace syncline::cli
