// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakeshapes.h"

namespace syncline::fake
{
  //! The changes of a versioned file from version \a since to \a until, as an object by version name; of other files, {}.
  QJsonObject fileHistory( const Project &project, const QString &path, int since, int until );
  //! The files of the latest version as ?since= shows them, with location and history.
  QJsonArray filesSince( const Project &project, int since );
  //! What the changesets of a version do, by path, for its details.
  QJsonObject changesetSummaries( const State &state, const ProjectVersion &version );
  //! The single changes of a changeset.
  FakeResponse changesetListing( const State &state, const FileChange &change );
} // namespace syncline::fake
