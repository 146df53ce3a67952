// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/projecthere.h"

#include <QDir>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString project;
        QString folder;
        QString version;
        QStringList include;
        QStringList exclude;
    };

    [[nodiscard]] Result<DownloadRequest> requestFrom( const Given &given )
    {
      DownloadRequest request;
      SYNCLINE_TRY( name, ProjectName::fromString( given.project ) );
      request.project = name;
      request.folder =
        QDir::current().absoluteFilePath( given.folder.isEmpty() ? name.project() : given.folder );
      if ( !given.include.isEmpty() && !given.exclude.isEmpty() )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "--include and --exclude exclude each other" ) );
      request.include = given.include;
      request.exclude = given.exclude;
      if ( !given.version.isEmpty() )
      {
        SYNCLINE_TRY( version, versionFrom( given.version ) );
        request.version = version;
      }
      return request;
    }

    [[nodiscard]] Result<ExitCode> download( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( request, requestFrom( given ) );
      runtime.place().folder = request.folder;
      SYNCLINE_CHECK( runtime.signIn() );
      runtime.console().line( QStringLiteral( "Downloading into %1" )
                                .arg( given.folder.isEmpty() ? request.project.project() : given.folder ) );
      const auto bar = runtime.progressBar();
      Result<SyncReport> report = downloadProject( runtime.syncContext( *bar ), request );
      bar->clear();
      if ( !report )
        return tl::unexpected<Error>( std::move( report ).error() );
      return printDownload( runtime.console(), *report );
    }
  } // namespace

  void addDownload( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "download" ), "Download a project into a new folder",
                                     [given]( Runtime &runtime ) { return download( runtime, *given ); } );
    form.argument( "PROJECT", given->project, "WORKSPACE/PROJECT" );
    form.argument( "DIRECTORY", given->folder, "Where to; default: a folder with the project's name",
                   CommandForm::Need::Optional );
    form.option( "--version", given->version, "The version to download, such as v3; default: the latest" );
    form.options( "--include", given->include, "Only files that match, e.g. '*.gpkg'; may be repeated" );
    form.options( "--exclude", given->exclude, "Not the files that match, e.g. 'media/*'; may be repeated" );
  }
} // namespace syncline::cli
