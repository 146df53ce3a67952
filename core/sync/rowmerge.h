// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/project/fileops.h"
#include "core/sync/syncreport.h"

namespace syncline
{
  //! Three states of one database, each a file of ours that nobody else has open.
  struct MergeSides
  {
      QString base;
      QString theirs;
      QString ours;
  };

  struct MergedRows
  {
      enum class Kind
      {
        TheirsAlone, //!< we have nothing that they have not: the merged content is theirs
        Both,        //!< rows of both
        Impossible   //!< nothing was written; why says what is in the way
      };
      Kind kind = Kind::Impossible;
      QString why;
      QByteArray conflicts;  //!< the edit conflict file's content; empty: none
      int editConflicts = 0; //!< rows in it
      QList<TableRows>
        rows;          //!< what they changed: the same that was told before the merge, whatever became of it
      NewKeys newKeys; //!< rows of ours that have another key now
  };

  /**
   * Writes to the new file \a merged what both sides made of the base.
   *
   *     schema of  theirs │ ours      result
   *     ──────────────────┼──────────────────────────────────────────────────────────────────
   *     as base    │ as base          theirs and our rows on top. Ours and their rows on top where only we changed more than rows
   *     wider      │ as base, or same our rows on top of theirs
   *     as base    │ wider            their rows under ours
   *     else                          impossible
   *
   * Wider: tables, or columns at the end of tables, were added. A row that both inserted alike under one key is one row: it is our
   * own, come back after a push whose answer was lost. Where we deleted what they changed, their values are told as a conflict.
   */
  [[nodiscard]] Result<MergedRows> mergeRows( FileOps &disk, const MergeSides &sides, const QString &merged,
                                              const CancelToken &cancel );

  /**
   * Whether two databases are the same to everybody who syncs them: the same rows, and nothing else differs but what follows from
   * rows by itself. Either may be open elsewhere.
   */
  [[nodiscard]] Result<bool> sameToAll( const QString &a, const QString &b, const CancelToken &cancel );
} // namespace syncline
