// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/bulkrun.h"
#include "core/people/directory.h"
#include "plugin/errors/errortext.h"

#include <QCoreApplication>

// What people, roles, plans and outcomes are called in the windows about people. All sentences end with what to do where there is
// something to do; none holds anything of Error::detail but what a server complains about field by field.
namespace syncline::words
{
  QString roleName( WorkspaceRole role ); //!< "Guest"; a dash for None
  QString roleName( ProjectRole role );
  //! "Writer" for "writer", whatever directory it is from; a dash for "none" and for nothing.
  QString roleNameOfWire( const QString &wire );
  QString roleHelp( WorkspaceRole role );
  //! \a isCommunity: editors cannot upload there.
  QString roleHelp( ProjectRole role, bool isCommunity );

  //! "Writer: set on this project. The workspace gives Reader."
  QString accessReason( const people::Person &person );
  //! Why nothing or not this can be changed. \a workspaceRole is used by "a project role can only raise that".
  QString obstacleSentence( people::Obstacle obstacle, const QString &who, WorkspaceRole workspaceRole );

  //! What a row of a plan will do, or why it cannot: "invited to field-team, then added".
  QString whatHappens( const people::PlannedRow &row, const QString &workspace );
  //! What became of it.
  QString whatHappened( const people::PlannedRow &row, const people::RowOutcome &outcome,
                        const ErrorScene &scene );
  //! A right of Opendatasoft in plain words: "Edit the domain".
  QString rightName( const QString &id );
  //! A field of the user schema: "Last seen".
  QString fieldName( const QString &key );

  //! describe(), with the sentences that only the windows about people need in front of it. `id` begins with "people." or "ods.".
  ErrorText describePeople( const Error &error, const ErrorScene &scene, const QString &who = QString() );
  //! The same for the Opendatasoft page: its key is no sign-in, its users no projects. \a what the key was used for ("list users").
  ErrorText describeDomain( const Error &error, const QString &host, const QString &who = QString(),
                            const QString &what = QString() );
  //! Why \a row cannot be done, as a whole sentence of its own; empty where it can.
  ErrorText describeRow( const people::PlannedRow &row );
  //! How a run ended.
  ErrorText describeEnd( const people::RunCounts &counts );
} // namespace syncline::words
