// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakecontext.h"

/**
 * One function for each address and verb, in the order in which the real server checks: form of the request (400, 415),
 * who asks (401), what is asked for (404), whether they may (403), and only then what the call itself refuses.
 */
namespace syncline::fake
{
  // fakeinfo.cpp
  FakeResponse ping( Context &context );
  FakeResponse config( Context &context );
  FakeResponse alive( Context &context );
  FakeResponse latestVersion( Context &context );
  FakeResponse diagnosticLogs( Context &context );

  // fakeauth.cpp
  FakeResponse login( Context &context );
  FakeResponse profile( Context &context );
  FakeResponse legacyUser( Context &context );
  FakeResponse workspaces( Context &context );
  FakeResponse workspace( Context &context );

  // fakelisting.cpp
  FakeResponse listProjects( Context &context );
  FakeResponse listWorkspaceProjects( Context &context );
  FakeResponse projectsByNames( Context &context );
  FakeResponse projectsByUuids( Context &context );
  FakeResponse projectsBatch( Context &context );

  // fakeprojects.cpp
  FakeResponse createProject( Context &context );
  FakeResponse cloneProject( Context &context );
  FakeResponse projectDetails( Context &context );
  FakeResponse projectByUuid( Context &context );
  FakeResponse projectDetailsV2( Context &context );
  FakeResponse renameProject( Context &context );
  FakeResponse scheduleDelete( Context &context );
  FakeResponse legacyDelete( Context &context );
  FakeResponse deleteProject( Context &context );

  // fakeaccess.cpp
  FakeResponse changeAccess( Context &context );

  // fakehistory.cpp, fakedelta.cpp
  FakeResponse listVersions( Context &context );
  FakeResponse versionDetail( Context &context );
  FakeResponse resourceHistory( Context &context );
  FakeResponse resourceChangesets( Context &context );
  FakeResponse projectDelta( Context &context );

  // fakedownload.cpp
  FakeResponse downloadRaw( Context &context );
  FakeResponse downloadDiff( Context &context );

  // fakepushv1.cpp
  FakeResponse pushStart( Context &context );
  FakeResponse pushChunk( Context &context );
  FakeResponse pushFinish( Context &context );
  FakeResponse pushCancel( Context &context );

  // fakepushv2.cpp
  FakeResponse uploadChunk( Context &context );
  FakeResponse createVersion( Context &context );

  // fakepeople.cpp
  FakeResponse listCollaborators( Context &context );
  FakeResponse addCollaborator( Context &context );
  FakeResponse changeCollaborator( Context &context );
  FakeResponse removeCollaborator( Context &context );
  FakeResponse createUser( Context &context );
  FakeResponse closeAccount( Context &context );

  FakeResponse storageLimitHit( const Context &context ); //!< the refusal that pushing and cloning share

  // fakemembers.cpp: Enterprise only
  FakeResponse listMembers( Context &context );
  FakeResponse member( Context &context );
  FakeResponse changeMember( Context &context );
  FakeResponse removeMember( Context &context );
  FakeResponse createInvitation( Context &context );
  FakeResponse withdrawInvitation( Context &context );
  FakeResponse listInvitations( Context &context );
  FakeResponse answerInvitation( Context &context );
  FakeResponse workspaceUsage( Context &context );
  FakeResponse workspaceService( Context &context );
  QJsonArray invitationsTo( const Context &context ); //!< of the caller's profile
  //! Refuses what would need one seat more than there are: \a user (nobody: a new one) getting \a role.
  Refusal seatRefusal( const Context &context, const User *user, Role role );
} // namespace syncline::fake
