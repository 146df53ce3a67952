// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/types.h"

#include <QHash>

// Finding, copying, renaming and removing projects, one function a call; the comment names method and path.
namespace syncline
{
  //! Projects that were asked for by name or id. One that cannot be seen is in neither list, or in problems.
  template<class Key> struct ProjectsFound
  {
      QHash<Key, ProjectSummary> projects;
      QHash<Key, ErrorKind> problems; //!< NotFound, Forbidden, Unauthorized; others are ServerRejected
  };

  namespace endpoints
  {
    constexpr int MAX_PROJECTS_BY_NAME = 50;
    constexpr int MAX_PROJECTS_BY_ID = 10;
    constexpr int MAX_PROJECTS_IN_BATCH = 100;

    //! POST /v1/project/by_names, at most MAX_PROJECTS_BY_NAME. Keys are as ProjectName::toString() gives them.
    Endpoint<ProjectsFound<QString>> projectsByName( const QList<ProjectName> &names );
    //! GET /v1/project/by_uuids, at most MAX_PROJECTS_BY_ID. What cannot be seen is left out without a word.
    Endpoint<ProjectsFound<ProjectId>> projectsById( const QList<ProjectId> &ids );
    //! POST /v2/projects/batch, at most MAX_PROJECTS_IN_BATCH; servers from 2026.3.
    Endpoint<ProjectsFound<ProjectId>> projectsInBatch( const QList<ProjectId> &ids );

    struct WorkspaceProjectsQuery
    {
        WorkspaceId workspace;
        int page = 1;
        int pageSize = 50; //!< the server takes no more
        QString nameContains;
    };
    //! GET /v2/workspaces/{id}/projects, by name; servers from 2026.1. Guests see what is shared with them, not what is public. A page
    //! after the last one is empty.
    Endpoint<ProjectPage> workspaceProjects( const WorkspaceProjectsQuery &query );
    //! GET /v1/workspace/{id}
    Endpoint<Workspace> workspace( WorkspaceId id );

    //! POST /v1/project/clone/{namespace}/{name}: the latest files as v1 of a new private project. AlreadyExists, QuotaExceeded.
    Endpoint<bool> cloneProject( const ProjectName &source, const ProjectName &target );
    //! PATCH /v2/projects/{id}. AlreadyExists: also where a project of that name waits to be erased.
    Endpoint<bool> renameProject( const ProjectId &id, const QString &newName );
    //! POST /v2/projects/{id}/scheduleDelete: gone for everybody, erased after a week; its name stays taken until then.
    Endpoint<bool> scheduleRemoval( const ProjectId &id );
    //! DELETE /v2/projects/{id}: erased at once, with all its history.
    Endpoint<bool> removeProjectNow( const ProjectId &id );
    //! DELETE /v1/project/{namespace}/{name}: as scheduleRemoval(), for servers from before 2023.6.
    Endpoint<bool> scheduleRemovalByName( const ProjectName &name );
  } // namespace endpoints
} // namespace syncline
