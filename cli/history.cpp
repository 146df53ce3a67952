// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printhistory.h"
#include "cli/projecthere.h"

namespace syncline::cli
{
  namespace
  {
    constexpr int PAGE_SIZE = 100; // the most a server gives at once

    struct Given
    {
        QString project;
        QString path;
        QString version;
        QString limit = QStringLiteral( "20" );
    };

    [[nodiscard]] Result<ExitCode> listVersions( Runtime &runtime, const Given &given )
    {
      bool isNumber = false;
      const int limit = given.limit.toInt( &isNumber );
      if ( !isNumber || limit < 0 )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--limit takes a number, 0 for all" ) );
      SYNCLINE_TRY( info, projectNamedOrHere( runtime, given.project ) );
      endpoints::VersionQuery query;
      query.project = info.summary.name;
      query.pageSize = limit > 0 && limit < PAGE_SIZE ? limit : PAGE_SIZE;
      QList<VersionSummary> versions;
      for ( ;; ++query.page )
      {
        SYNCLINE_TRY( page, runtime.ask( endpoints::versionPage( query ) ) );
        const bool isNew = !page.versions.isEmpty() &&
                           ( versions.isEmpty() || page.versions.last().version < versions.last().version );
        if ( !isNew ) // the end, or a list that goes round in circles
          break;
        versions += page.versions;
        if ( query.page * query.pageSize >= page.total || ( limit > 0 && versions.size() >= limit ) )
          break;
      }
      if ( limit > 0 && versions.size() > limit )
        versions = versions.mid( 0, limit );
      printVersions( runtime.console(), versions );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> showVersion( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( version, versionFrom( given.version ) );
      SYNCLINE_TRY( info, projectHere( runtime ) );
      SYNCLINE_TRY( detail, runtime.ask( endpoints::versionDetail( info.summary.id, version ) ) );
      printVersion( runtime.console(), detail );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> showFileHistory( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( path, pathFrom( given.path ) );
      SYNCLINE_TRY( info, projectHere( runtime ) );
      SYNCLINE_TRY( history, runtime.ask( endpoints::fileHistory( info.summary.name, path ) ) );
      printFileHistory( runtime.console(), history );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> showFileChangeset( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( path, pathFrom( given.path ) );
      SYNCLINE_TRY( version, versionFrom( given.version ) );
      SYNCLINE_TRY( info, projectHere( runtime ) );
      SYNCLINE_TRY( rows, runtime.ask( endpoints::fileChangeset( info.summary.name, path, version ) ) );
      printChangeset( runtime.console(), rows );
      return ExitCode::Ok;
    }
  } // namespace

  void addHistory( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm versions =
      commands.add( QStringLiteral( "list-versions" ), "List the versions of a project, the newest first",
                    [given]( Runtime &runtime ) { return listVersions( runtime, *given ); } );
    versions.argument( "PROJECT", given->project, "WORKSPACE/PROJECT; default: the project of this folder",
                       CommandForm::Need::Optional );
    versions.option( "--limit", given->limit, "How many at most; default 20, 0: all" );

    CommandForm version =
      commands.add( QStringLiteral( "show-version" ), "Show what a version of the project changed",
                    [given]( Runtime &runtime ) { return showVersion( runtime, *given ); } );
    version.argument( "VERSION", given->version, "Such as v3" );

    CommandForm file =
      commands.add( QStringLiteral( "show-file-history" ), "Show in which versions a file changed",
                    [given]( Runtime &runtime ) { return showFileHistory( runtime, *given ); } );
    file.argument( "PATH", given->path, "The file's path in the project" );

    CommandForm rows = commands.add(
      QStringLiteral( "show-file-changeset" ), "Show the rows that a version changed in a file, as JSON",
      [given]( Runtime &runtime ) { return showFileChangeset( runtime, *given ); } );
    rows.argument( "PATH", given->path, "The file's path in the project" );
    rows.argument( "VERSION", given->version, "Such as v3" );
  }
} // namespace syncline::cli
