// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakestate.h"

#include <QStringList>

namespace syncline::fake
{
  //! A changeset of one version, in a chain of them.
  struct DiffStep
  {
      int version = 0;
      QString id;
  };

  /**
   * What a server gives in place of long chains: aligned blocks of 4, 16 or 64 versions (v5 to v8, v17 to v32) that lie between
   * \a since (not included) and \a to become one changeset each, with an id of the server's own. Ids in the order to apply them.
   */
  QStringList mergedDiffs( const Project &project, const QString &path, const QList<DiffStep> &chain,
                           int since, int to );

  //! The bytes behind such an id, made when they are asked for; nothing: no such id. An empty key: cannot be made.
  std::optional<QByteArray> mergedDiffBlob( ContentStore &content, const Project &project,
                                            const QString &id );
} // namespace syncline::fake
