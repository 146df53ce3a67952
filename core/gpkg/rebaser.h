// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/mergereport.h"
#include "core/gpkg/schema.h"

#include <QString>

namespace syncline
{
  struct RebaseOptions
  {
      TableFilter tables;
      //! Rows of ours that refer to a row of ours follow it when it is renumbered. Off only to compare with other programs.
      bool childrenFollowParents = true;
      //! Tables by name, as the reference library writes them; otherwise the order of our changeset stays.
      bool referenceOrder = false;
      //! Where the forms that change a database write the conflict file, while rows go in; a stale one is removed. Empty: nowhere.
      QString conflictFile;
      CancelToken cancel;
  };

  struct TwoSides
  {
      std::string_view theirs;        //!< a changeset
      std::string_view ours;          //!< another
      const Database *base = nullptr; //!< best within a read transaction: it is asked for many a key
  };

  /**
   * What leads from ours to both, in three changesets: `before` is to be undone, `theirs` and `after` to be done. The rows of ours
   * that stay as they are, theirs having no say in them or ours having won, are in none.
   */
  struct RewrittenEntries
  {
      ChangesetWriter before =
        ChangesetWriter::toMemory(); //!< entries of ours that meet theirs, as they were
      ChangesetWriter theirs = ChangesetWriter::toMemory();
      ChangesetWriter after = ChangesetWriter::toMemory(); //!< what became of those of `before` that are left
  };

  /**
   * Two people started from one base. Given base→theirs and base→ours, writes theirs→(theirs and ours): apply it to their
   * state and nothing of either is lost but what the report names. A pure function of its arguments.
   *
   * Ours wins where both changed a cell; a delete wins over a change; rows inserted under one integer key are both kept.
   *
   * \a base (may be null) is asked which keys it holds, so that no renumbered row meets an old one, and for foreign keys.
   */
  [[nodiscard]] Result<MergeReport> rebase( const TwoSides &sides, ChangesetWriter &rebased,
                                            const RebaseOptions &options = {} );
  //! The same merge, for who stands at ours instead of theirs.
  [[nodiscard]] Result<MergeReport> rebaseOurs( const TwoSides &sides, RewrittenEntries &rewritten,
                                                const RebaseOptions &options = {} );

  //! Paths. The base is a database, theirs a changeset, ours one or the other.
  struct RebaseFiles
  {
      QString base;
      QString theirs;
      QString ours;
      QString rebased; //!< the result; appears whole or not at all
  };
  //! The same on files, ours being a changeset.
  [[nodiscard]] Result<MergeReport> rebaseChangeset( const RebaseFiles &files,
                                                     const RebaseOptions &options = {} );
  //! ours being a database, whose changes since the base are rebased; no database is changed.
  [[nodiscard]] Result<MergeReport> createRebasedChangeset( const RebaseFiles &files,
                                                            const RebaseOptions &options = {} );

  /**
   * The same on databases: brings \a ours (which was made from \a base) to their state plus our changes, in one transaction;
   * on error it is as it was. It may be open elsewhere.
   */
  [[nodiscard]] Result<MergeReport> rebaseDatabase( const QString &base, const QString &theirChangeset,
                                                    const QString &ours, const RebaseOptions &options = {} );
  //! The same, theirs being a database that was made from \a base as well. What both sides changed is found at the same time, on two threads.
  [[nodiscard]] Result<MergeReport> rebaseDatabaseOnto( const QString &base, const QString &theirDatabase,
                                                        const QString &ours,
                                                        const RebaseOptions &options = {} );
} // namespace syncline
