// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/plan.h"

namespace syncline::people
{
  //! The people of one project, as they were read.
  struct ProjectPeople
  {
      ProjectId id;
      ProjectName name;
      ProjectRole ownAccess = ProjectRole::None;
      QList<Collaborator> people; //!< empty where one's own role may not see them

      // what every reader of the project sees
      bool isPublic = false;
      QStringList owners; //!< user names by the role set on the project itself
      QStringList writers;
      QStringList editors;
      QStringList readers;
  };

  //! What was read of a Mergin Maps server before planning. A value.
  struct PeopleState
  {
      ServerCapabilities server;
      UserId ownId;
      Workspace workspace; //!< its role is one's own
      std::optional<QList<WorkspaceMember>>
        members; //!< where the server has them and one's role may see them
      QList<ProjectPeople> projects;
      std::optional<WorkspaceSeats> seats;
      QStringList invited; //!< addresses with an open invitation sent from here
      QDateTime readAt;

      const ProjectPeople *projectNamed( const QString &text ) const; //!< WORKSPACE/NAME, NAME or id
  };

  /**
   * The plan for members of a workspace and collaborators of its projects. An entry without a project is about the workspace, one
   * with a project about that. With AbsentPeople::Remove, people whom the entries do not name lose what they have in the places
   * that are in \a scopes (project ids; an empty one is the workspace).
   */
  BulkPlan planPeople( const QList<PersonEntry> &entries, const PeopleState &state, const Intent &intent,
                       const QList<ProjectId> &scopes = {} );

  //! The second half of planPeople(): marks rows that a guard or a full workspace forbids. The whole plan counts, not row by row.
  void guardPlan( BulkPlan &plan, const PeopleState &state );

  //! The entries that describe what is now: the file of "people export". Roles set there only, not inherited access.
  QList<PersonEntry> entriesOf( const PeopleState &state );
  QList<PersonEntry> entriesOf( const QList<WorkspaceMember> &members );
  QList<PersonEntry> entriesOf( const ProjectPeople &project );
} // namespace syncline::people
