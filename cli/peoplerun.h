// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/runtime.h"
#include "core/people/performer.h"

namespace syncline::cli
{
  //! Options of every command that changes people.
  struct PeopleOptions
  {
      QString from;   //!< a CSV file, "-": standard input
      QString report; //!< where the outcomes go as CSV
      bool csv = false;
      bool dryRun = false;
      bool yes = false;
      bool giveUpOwnAccess = false;
      bool ignoreSeats = false;
  };
  void addPeopleOptions( CommandForm &form, PeopleOptions &options );
  //! The same without the guards, which a domain does not have; \a columns: what --from may hold.
  void addFileOptions( CommandForm &form, PeopleOptions &options, const char *columns );

  //! The entries of --from, else \a named ones, each with \a role and \a project. InvalidInput where there is neither.
  struct Wish
  {
      QStringList named;
      QString role;
      QString project;
  };
  [[nodiscard]] Result<QList<people::PersonEntry>> entriesFor( const PeopleOptions &options,
                                                               const Wish &wish );

  /**
   * Shows \a plan with --dry-run; otherwise asks where people would lose access, does it, and shows each row's outcome in the order
   * of the entries. Ok, Partial when some rows were done and some not, else the status of the first that was not.
   */
  [[nodiscard]] Result<ExitCode> carryOut( Runtime &runtime, people::Performer &performer,
                                           const people::BulkPlan &plan, const PeopleOptions &options );

  //! A table as lines, or as CSV. The first row holds the heads.
  void showRows( Runtime &runtime, const QList<QStringList> &rows, bool isCsv );
  //! The same, or with --json \a document.
  void showTable( Runtime &runtime, const QList<QStringList> &rows, const QJsonArray &document, bool isCsv );
} // namespace syncline::cli
