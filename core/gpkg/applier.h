// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/schema.h"

#include <QDeadlineTimer>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace syncline
{
  struct ApplyOptions
  {
      TableFilter tables;
      CancelToken cancel;
      QDeadlineTimer deadline =
        QDeadlineTimer::Forever; //!< for applyWithin(): ends with ErrorKind::Canceled, too
  };

  /**
   * Applies the entries of \a changeset to \a database in one transaction: all of them, or none and the database is as it was.
   * It may be open elsewhere: see changeRows().
   *
   *   begin → put triggers of the user's aside → every entry in file order ─┬─ done
   *                                                                         ├─ constraint refused it → retry list
   *                                                                         └─ no such row → was it a foreign key's doing? fine :
   *                                                                                          conflict
   *   → retry while it helps → swap unique values → put triggers back → no conflicts? foreign keys whole? commit : roll back
   *
   * Where conflicts are left in a database whose foreign keys have actions (ON DELETE CASCADE …), all of it is done once more
   * without them: they may have come before the entry that keeps a row from them.
   *
   * Entries for tables whose name starts with gpkg_ are passed over. Triggers that keep R-trees and feature counts run, those
   * of the user do not: what they did when the changes were made is in the changeset.
   *
   * ErrorKind::ChangesetConflict: rows are not what the changeset expects, or constraints forbid the result (detail: how many
   * and the first ones). SchemaDiffers: a table is missing, or has other columns or another key. MalformedChangeset, FileInUse.
   */
  [[nodiscard]] Result<void> applyChangeset( const QString &database, const QString &changeset,
                                             const ApplyOptions &options = {} );

  //! A connection that applyWithin() can work on: triggers find their geometry functions, foreign keys are enforced.
  [[nodiscard]] Result<Database> openForApplying( const QString &database, const CancelToken &cancel );
  /**
   * Applies several, one after the other, in a transaction that the caller has begun and commits; after an error it has to be
   * rolled back. The database must come from openForApplying().
   */
  [[nodiscard]] Result<void> applyWithin( Database &database, std::vector<ChangesetReader> changesets,
                                          const ApplyOptions &options );

  //! Changes rows of an open connection; may be called again, on another database with the same content.
  using RowWork = std::function<Result<void>( Database &database, const ApplyOptions &options )>;
  /**
   * Does \a work on \a database in one transaction; on error it is as it was. Somebody may have it open and be waiting to save:
   * where anybody has, what takes longer than livedb::LONGEST_WRITE_LOCK_MS is done on a copy, whose content is then installed, provided that
   * nobody has changed the database meanwhile (else all is done again). \a bytes: of what is to be applied, to guess how long.
   */
  [[nodiscard]] Result<void> changeRows( const QString &database, qint64 bytes, const RowWork &work,
                                         const ApplyOptions &options );
} // namespace syncline
