// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/peopleio.h"
#include "cli/printreport.h"
#include "cli/runtime.h"
#include "core/sync/foldercare.h"

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QStringList files;
        bool yes = false;
    };

    [[nodiscard]] Result<ExitCode> reset( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
      if ( !given.yes &&
           askConsent(
             QStringLiteral( "Take back what was changed in %1? It is kept in its trash." ).arg( folder ) ) ==
             Consent::Refused )
        return fail( ErrorKind::Canceled );
      SYNCLINE_CHECK( runtime.signIn() );
      const auto bar = runtime.progressBar();
      const Result<SyncReport> report = resetFolder( runtime.syncContext( *bar ), folder, given.files );
      bar->clear();
      if ( !report )
        return tl::unexpected<Error>( report.error() );
      return printReset( runtime.console(), *report );
    }

    [[nodiscard]] Result<ExitCode> resolve( Runtime &runtime )
    {
      SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
      SYNCLINE_CHECK( runtime.signIn() );
      const auto bar = runtime.progressBar();
      const Result<SyncReport> report = finishPull( runtime.syncContext( *bar ), folder );
      bar->clear();
      if ( !report )
        return tl::unexpected<Error>( report.error() );
      return printSync( runtime.console(), *report );
    }
  } // namespace

  void addReset( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "reset" ), "Take back what was changed here since the last sync",
                    [given]( Runtime &runtime ) { return reset( runtime, *given ); } );
    form.options( "--file", given->files, "Only this file of the project; may be repeated" );
    form.flag( "-y,--yes", given->yes, "Do not ask" );
    commands.add( QStringLiteral( "resolve-unfinished-pull" ),
                  "Put in place what an interrupted pull left waiting", resolve );
  }
} // namespace syncline::cli
