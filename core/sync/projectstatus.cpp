// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/servererror.h"
#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/sync/folder.h"
#include "core/sync/planpush.h"
#include "core/sync/serverrows.h"
#include "core/sync/syncsession.h"
#include "core/sync/tablerows.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    void noteOn( ProjectStatus &status, const QString &path, FileEvent event,
                 const std::optional<Error> &problem )
    {
      FileOutcome outcome;
      outcome.path = path;
      outcome.event = event;
      outcome.problem = problem;
      status.notes.append( outcome );
    }

    void countHere( const LocalInventory &local, ProjectStatus &status )
    {
      for ( const LocalFile &file : local )
      {
        switch ( file.change )
        {
          case LocalChange::Unchanged:
            break;
          case LocalChange::Added:
            status.here.added.append( file.path.toString() );
            break;
          case LocalChange::Modified:
            status.here.updated.append( file.path.toString() );
            break;
          case LocalChange::Missing:
            status.here.removed.append( file.path.toString() );
            break;
          case LocalChange::Unknown:
            noteOn( status, file.path.toString(), FileEvent::NotInstalled, file.problem );
            break;
        }
      }
    }

    //! Rows of edited databases. What cannot be told (another schema, in use) is left out: the file counts as changed anyway.
    void countRows( const Folder &folder, const LocalInventory &local, const CancelToken &cancel,
                    ProjectStatus &status )
    {
      for ( const LocalFile &file : local )
      {
        if ( file.change != LocalChange::Modified || !file.isDatabase ||
             !livedb::isVersionedName( file.path.toString() ) )
          continue;
        const auto rows =
          rowsBetween( folder.paths().basePathOf( file.path ), folder.paths().pathOf( file.path ), cancel );
        if ( rows )
          status.rowsHere.insert( file.path.toString(), *rows );
      }
    }

    void countOnServer( const BaseFiles &base, const ServerInventory &server, ProjectStatus &status )
    {
      for ( const ServerFile &file : server )
      {
        const auto known = base.constFind( file.path );
        if ( known == base.constEnd() )
          status.onServer.added.append( file.path.toString() );
        else if ( known->checksum != file.checksum )
          status.onServer.updated.append( file.path.toString() );
      }
      for ( const BaseEntry &entry : base )
      {
        if ( !server.contains( entry.path ) )
          status.onServer.removed.append( entry.path.toString() );
      }
    }

    //! Rows of databases that the server updated.
    [[nodiscard]] Result<void> countServerRows( const SyncContext &context, const Folder &folder,
                                                const ProjectInfo &info, ProjectStatus &status )
    {
      QMap<QString, ServerFile> known;
      for ( const ServerFile &file : info.files )
        known.insert( file.path.toString(), file );
      QList<ServerFile> updated;
      for ( const QString &name : std::as_const( status.onServer.updated ) )
        if ( livedb::isVersionedName( name ) )
          updated.append( known.value( name ) );
      if ( updated.isEmpty() )
        return {};
      ProgressMeter meter( {}, folder.clock() ); // a look has no progress of bytes
      const Stager::Tools tools{ context.api, folder.disk(), folder.clock(), meter };
      SYNCLINE_TRY( counted, rowsOnServer( folder, tools, { updated, info.summary }, context.cancel ) );
      status.rowsOnServer = counted.rows;
      status.uncountedOnServer = counted.uncounted;
      return {};
    }

    //! What a sync would refuse to send, as far as it can be told without sending.
    void noteRefusals( const Folder &folder, const LocalInventory &local, const PushRights &rights,
                       ProjectStatus &status )
    {
      Inventory inventory;
      inventory.base = folder.base();
      inventory.local = local;
      for ( const BaseEntry &entry : folder.base() )
      {
        ServerFile file;
        file.path = entry.path;
        file.checksum = entry.checksum;
        inventory.server.insert( entry.path, file );
      }
      const PushPlan plan = planPush( inventory, rights, {} );
      for ( const FileOutcome &outcome : plan.leftOut )
      {
        const auto path = RelPath::fromString( outcome.path );
        const bool isTold =
          std::any_of( status.notes.cbegin(), status.notes.cend(),
                       [&outcome]( const FileOutcome &note ) { return note.path == outcome.path; } );
        if ( !isTold && path && local.value( *path ).change != LocalChange::Unknown )
          status.notes.append( outcome );
      }
      const QMap<QString, Error> &refused = folder.found().refusedNames;
      for ( auto one = refused.begin(); one != refused.end(); ++one )
        noteOn( status, one.key(), FileEvent::NotUploaded, one.value() );
      for ( const QString &path : folder.found().outOfScope )
        noteOn( status, path, FileEvent::OutOfScope, std::nullopt );
    }
  } // namespace

  Result<ProjectStatus> projectStatus( SyncContext context, const QString &path, AskServer ask )
  {
    Folder folder( path, context );
    SYNCLINE_CHECK( folder.load() );
    SYNCLINE_TRY( local, folder.look( context.cancel ) );
    folder.saveCache();
    const ProjectIdentity &identity = folder.metadata().identity;
    ProjectStatus status;
    status.project = identity.name;
    status.projectId = identity.id;
    status.local = identity.version;
    status.server = identity.version;
    status.role = identity.role;
    countHere( local, status );
    countRows( folder, local, context.cancel, status );
    PushRights rights{ ProjectRole::Owner, ServerType::Community };
    if ( ask == AskServer::Yes )
    {
      const Endpoint<ProjectInfo> question = identity.id.isEmpty()
                                               ? endpoints::projectInfo( identity.name )
                                               : endpoints::projectInfoById( identity.id );
      SYNCLINE_TRY( info,
                    await( context.api.call( question ), context.cancel ).map_error( aboutKnownProject ) );
      status.serverWasAsked = true;
      status.server = info.summary.version;
      status.role = info.summary.role;
      status.project = info.summary.name;
      const ServerInventory server = folder.serverFiles( info );
      countOnServer( folder.base(), server, status );
      SYNCLINE_CHECK( countServerRows( context, folder, info, status ) );
      status.notes.append( folder.heldBack() );
      rights.role = info.summary.role;
      const std::optional<ServerCapabilities> &capabilities = context.api.session().data().capabilities;
      rights.server = capabilities ? capabilities->type : ServerType::Community;
    }
    noteRefusals( folder, local, rights, status );
    return status;
  }
} // namespace syncline
