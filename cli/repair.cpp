// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/runtime.h"
#include "core/project/projectdir.h"
#include "core/sync/foldercare.h"

#include <QDir>
#include <QFileInfo>

namespace syncline::cli
{
  namespace
  {
    //! What is repaired is the current folder, for a guess that is wrong downloads into a folder that nobody named. One above it only
    //! where mergin.json or our own state says that it is a project's.
    [[nodiscard]] Result<QString> folderToRepair( Runtime &runtime )
    {
      const QString here = QDir::currentPath();
      if ( const Result<QString> root = ProjectDir::rootContaining( here ) )
      {
        const ProjectPaths paths( *root );
        if ( QFileInfo::exists( paths.metadataPath() ) || QFileInfo::exists( paths.statePath() ) )
          return projectFolderHere( runtime );
      }
      runtime.place().folder = QDir::toNativeSeparators( here );
      return here;
    }

    [[nodiscard]] Result<ExitCode> repair( Runtime &runtime, const QString &project )
    {
      SYNCLINE_TRY( folder, folderToRepair( runtime ) );
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
