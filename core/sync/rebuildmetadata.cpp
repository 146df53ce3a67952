// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/rebuildmetadata.h"

#include "core/base/logging.h"
#include "core/base/require.h"
#include "core/project/asciijson.h"
#include "core/sync/inventory.h"

namespace syncline::lostmetadata
{
  namespace
  {
    constexpr const char *ASIDE = "mergin.json.damaged";
  }

  Result<EngineState> find( const ProjectPaths &paths, FileOps &disk )
  {
    const Result<ProjectDir> dir = ProjectDir::open( paths.folder(), disk );
    if ( dir )
      return fail( ErrorKind::Bug, QStringLiteral( "mergin.json is not lost" ) );
    const bool isLost =
      dir.error().kind == ErrorKind::DamagedMetadata || dir.error().kind == ErrorKind::NotAProject;
    const Result<EngineState> state = EngineState::load( disk, paths.statePath() );
    if ( !isLost || !state || state->project.isEmpty() || !state->baseVersion )
      return passOn( dir.error(), __func__ );
    const Metadata left =
      Metadata::remainsOf( readSmallFile( disk, paths.metadataPath() ).value_or( QByteArray() ) );
    if ( !left.identity.id.isEmpty() && left.identity.id != state->project )
      return passOn( dir.error(), __func__ ); // the folder became another project's since
    return *state;
  }

  Metadata remainsIn( const ProjectPaths &paths, FileOps &disk )
  {
    Metadata remains;
    for ( const QString &path : { paths.metadataPath(), paths.enginePath( QString::fromLatin1( ASIDE ) ) } )
    {
      const Metadata found = Metadata::remainsOf( readSmallFile( disk, path ).value_or( QByteArray() ) );
      if ( remains.files.isEmpty() )
        remains.files = found.files;
      if ( remains.identity.id.isEmpty() )
        remains.identity.id = found.identity.id;
      if ( remains.identity.name.isEmpty() )
        remains.identity.name = found.identity.name;
    }
    const auto state = EngineState::load( disk, paths.statePath() );
    const bool isOurs = state && !state->project.isEmpty() &&
                        ( remains.identity.id.isEmpty() ||
                          remains.identity.id == state->project ); // else the folder became another's
    if ( isOurs )
    {
      remains.identity.id = state->project;
      remains.identity.version = state->version;
    }
    return remains;
  }

  Result<void> setAside( const ProjectPaths &paths, FileOps &disk )
  {
    SYNCLINE_TRY( damaged, disk.stat( paths.metadataPath() ) );
    return damaged.exists()
             ? disk.rename( paths.metadataPath(), paths.enginePath( QString::fromLatin1( ASIDE ) ) )
             : Result<void>();
  }

  Result<void> forgetAside( const ProjectPaths &paths, FileOps &disk )
  {
    return removeIfThere( disk, paths.enginePath( QString::fromLatin1( ASIDE ) ) );
  }

  Result<void> restore( const ProjectPaths &paths, FileOps &disk, const EngineState &state,
                        const ProjectInfo &info )
  {
    qCWarning( lcSync ) << "mergin.json is lost; made anew for version" << state.baseVersion->toString();
    SYNCLINE_REQUIRE( state.baseVersion );
    SYNCLINE_CHECK( setAside( paths, disk ) );
    SYNCLINE_TRY( scope, FileFilter::load( disk, paths.filterPath() ) );
    Metadata metadata;
    metadata.other =
      jsonObjectFrom( info.rawJson, QStringLiteral( "project info" ) ).value_or( QJsonObject() );
    metadata.identity.id = state.project;
    metadata.identity.name = info.summary.name;
    metadata.identity.workspaceId = info.workspaceId;
    metadata.identity.version = *state.baseVersion;
    metadata.identity.role = info.summary.role;
    metadata.files =
      inScope( state.base(), scope ); // a scope that grew since brings nothing that is not here
    SYNCLINE_CHECK( writeWhole( disk, paths.metadataPath(), metadata.toJson() ) );
    return forgetAside( paths, disk );
  }
} // namespace syncline::lostmetadata
