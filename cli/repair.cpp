// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/runtime.h"
#include "core/project/projectdir.h"
#include "core/sync/foldercare.h"

namespace syncline::cli
{
  namespace
  {
    [[nodiscard]] Result<ExitCode> repair( Runtime &runtime, const QString &project )
    {
      SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
      ProjectName name;
      if ( !project.isEmpty() )
      {
        SYNCLINE_TRY( given, ProjectName::fromString( project ) );
        name = given;
        runtime.place().project = project;
      }
      const bool isWhole = ProjectDir::open( folder ).has_value();
      SYNCLINE_CHECK( runtime.signIn() );
      const auto bar = runtime.progressBar();
      const Result<SyncReport> report = repairFolder( runtime.syncContext( *bar ), folder, name );
      bar->clear();
      if ( !report )
        return tl::unexpected<Error>( report.error() );
      return printSync( runtime.console(), *report,
                        isWhole ? QStringLiteral( "The sync data of %1 are whole" ).arg( folder )
                                : QStringLiteral( "Made the sync data of %1 anew; nothing was sent. "
                                                  "\"syncline sync\" sends what changed here" )
                                    .arg( folder ) );
    }
  } // namespace

  void addRepair( CommandLine &commands )
  {
    const auto project = std::make_shared<QString>();
    CommandForm form =
      commands.add( QStringLiteral( "repair" ), "Make the sync data of a folder anew where they are damaged",
                    [project]( Runtime &runtime ) { return repair( runtime, *project ); } );
    form.argument( "PROJECT", *project, "WORKSPACE/PROJECT; needed where nothing in the folder tells it",
                   CommandForm::Need::Optional );
  }
} // namespace syncline::cli
