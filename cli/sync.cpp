// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/runtime.h"

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        bool allowMassRemoval = false;
    };

    [[nodiscard]] Result<ExitCode> syncHere( Runtime &runtime, const SyncOptions &options )
    {
      SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
      SYNCLINE_CHECK( runtime.signIn() );
      const auto bar = runtime.progressBar();
      Result<SyncReport> report = SyncSession( runtime.syncContext( *bar ), folder, options ).run();
      bar->clear();
      if ( !report )
        return tl::unexpected<Error>( std::move( report ).error() );
      return printSync( runtime.console(), *report );
    }

    void addDirection( CommandLine &commands, const char *name, const char *help, SyncDirection direction )
    {
      const auto given = std::make_shared<Given>();
      CommandForm form = commands.add( QString::fromLatin1( name ), help,
                                       [given, direction]( Runtime &runtime )
                                       {
                                         SyncOptions options;
                                         options.direction = direction;
                                         options.allowMassRemoval = given->allowMassRemoval;
                                         return syncHere( runtime, options );
                                       } );
      if ( direction != SyncDirection::DownloadOnly )
        form.flag( "--allow-mass-removal", given->allowMassRemoval,
                   "Most files are gone here on purpose: remove them on the server" );
    }
  } // namespace

  void addSync( CommandLine &commands )
  {
    addDirection( commands, "push", "Upload what changed here", SyncDirection::UploadOnly );
    addDirection( commands, "pull", "Download what changed on the server", SyncDirection::DownloadOnly );
    addDirection( commands, "sync", "Download, then upload", SyncDirection::Both );
  }
} // namespace syncline::cli
