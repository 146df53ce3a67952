// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"
#include "core/gpkg/changesetfile.h"
#include "core/gpkg/mergereport.h"
#include "core/gpkg/schema.h"

#include <QIODevice>
#include <QMap>

#include <optional>

namespace syncline
{
  //! Writes every change of every row to \a to, entry by entry: memory does not grow with the changeset.
  [[nodiscard]] Result<void> writeChangesJson( ChangesetReader changeset, QIODevice &to );
  //! Writes how many inserts, updates and deletes each table has, tables by name.
  [[nodiscard]] Result<void> writeSummaryJson( ChangesetReader changeset, QIODevice &to );
  //! Writes the tables of a database as changesets see them.
  [[nodiscard]] Result<void> writeSchemaJson( const QString &database, QIODevice &to,
                                              const TableFilter &filter = {} );

  //! By table.
  [[nodiscard]] Result<QMap<QByteArray, TableChanges>> summarize( ChangesetReader changeset );

  //! The conflict file that Mergin programs exchange; empty where there is no conflict (then no file is written).
  QByteArray conflictsJson( const MergeReport &report );
  //! Writes it to \a path, or removes a stale one where there is no conflict.
  [[nodiscard]] Result<void> writeConflicts( const MergeReport &report, const QString &path );

  //! The same in two steps, the second of which takes no time: what is prepared leaves no trace unless committed.
  class PreparedConflicts
  {
    public:
      [[nodiscard]] static Result<PreparedConflicts> of( const MergeReport &report, const QString &path );
      [[nodiscard]] Result<void> commit();

    private:
      std::optional<ChangesetFile> mFile; // none where there is no conflict
      QString mPath;
  };
} // namespace syncline
