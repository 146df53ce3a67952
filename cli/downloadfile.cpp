// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/downloadfile.h"
#include "cli/commands.h"
#include "cli/projecthere.h"

#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString file;
        QString output;
        QString version;
        QString project;
    };

    [[nodiscard]] Result<ExitCode> fetch( Runtime &runtime, const Given &given )
    {
      FileRequest request;
      SYNCLINE_TRY( path, pathFrom( given.file ) );
      request.file = path;
      request.output = given.output;
      if ( !given.version.isEmpty() )
      {
        SYNCLINE_TRY( version, versionFrom( given.version ) );
        request.version = version;
      }
      SYNCLINE_TRY( info, projectNamedOrHere( runtime, given.project ) );
      request.project = info.summary.name;
      const auto bar = runtime.progressBar();
      const Result<Version> version = downloadFile( runtime.syncContext( *bar ), request );
      bar->clear();
      if ( !version )
        return tl::unexpected<Error>( version.error() );
      runtime.console().line(
        QStringLiteral( "Done; %1 of %2 %3 is %4." )
          .arg( given.file, request.project.toString(), version->toString(), given.output ) );
      runtime.console().document(
        QJsonDocument( QJsonObject{ { QStringLiteral( "project" ), request.project.toString() },
                                    { QStringLiteral( "version" ), version->toString() },
                                    { QStringLiteral( "path" ), given.file },
                                    { QStringLiteral( "output" ), given.output } } ) );
      return ExitCode::Ok;
    }
  } // namespace

  void addDownloadFile( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "download-file" ), "Download one file of a project",
                                     [given]( Runtime &runtime ) { return fetch( runtime, *given ); } );
    form.argument( "FILEPATH", given->file, "The file's path in the project" );
    form.argument( "OUTPUT", given->output, "Where to" );
    form.option( "--version", given->version, "The version, such as v3; default: the latest" );
    form.option( "--project", given->project, "WORKSPACE/PROJECT; default: the project of this folder" );
  }
} // namespace syncline::cli
