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
} // namespace syncline::fake
