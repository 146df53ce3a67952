// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/projecthere.h"

#include "core/api/endpoints.h"
#include "core/project/projectdir.h"

namespace syncline::cli
{
  Result<ProjectInfo> projectHere( Runtime &runtime )
  {
    SYNCLINE_TRY( folder, projectFolderHere( runtime ) );
    SYNCLINE_TRY( project, ProjectDir::containing( folder ) );
    SYNCLINE_CHECK( runtime.signIn() );
    const ProjectIdentity &identity = project.identity();
    return runtime.ask( identity.id.isEmpty() ? endpoints::projectInfo( identity.name )
                                              : endpoints::projectInfoById( identity.id ) );
  }

  Result<ProjectInfo> projectNamedOrHere( Runtime &runtime, const QString &name )
  {
    if ( name.isEmpty() )
      return projectHere( runtime );
    runtime.place().project = name;
    SYNCLINE_TRY( project, ProjectName::fromString( name ) );
    SYNCLINE_CHECK( runtime.signIn() );
    return runtime.ask( endpoints::projectInfo( project ) );
  }

  Result<RelPath> pathFrom( const QString &text )
  {
    const Result<RelPath> path = RelPath::fromString( text );
    if ( !path )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1\" is no path in a project" ).arg( text ) );
    return path;
  }

  Result<Version> versionFrom( const QString &text )
  {
    const Result<Version> version = Version::fromString( text );
    if ( !version )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "a version is written v12, not \"%1\"" ).arg( text ) );
    return version;
  }
} // namespace syncline::cli
