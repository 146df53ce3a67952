// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/project/journal.h"
#include "core/project/projectdir.h"
#include "core/project/trash.h"
#include "core/sync/commit.h"

#include <QSet>

namespace syncline
{
  /**
   * Makes visible what was staged. The order is such that at every instant an official client that opens the folder finds a state
   * that it can handle without losing or doubling anything (docs/journal.md):
   *
   *     journal written and flushed
   *       1  files aside, removals (to the trash)
   *       2  new and changed plain files; new databases, base file first
   *       3  base files of what did not move
   *       4  conflict copies of databases
   *       5  the server's databases to .mergin/unfinished_pull, mergin.json at once, then our own state; base files of what was pushed by rows
   *       6  databases: content installed, base file, out of unfinished_pull
   *     journal removed, staging folder removed
   *
   * A file that cannot be installed (in use, no right, edited meanwhile) is deferred: its entry in mergin.json stays as it was,
   * and so does the version. An error (disk full, journal or metadata not writable) leaves the journal: the next run goes on.
   * Not cancelable. Caller holds the folder's lock. Thread-bound.
   */
  class Committer
  {
    public:
      struct Tools
      {
          FileOps &disk;
          Clock &clock;
          ProgressCallback onProgress;
      };
      Committer( Tools tools, const ProjectPaths &paths );

      [[nodiscard]] Result<CommitResult> commit( const CommitIntent &intent );
      //! Goes on with a commit that was interrupted; nothing when there is none. Doing it twice is the same as once.
      [[nodiscard]] Result<std::optional<CommitResult>> recover();

      //! The folder of a run's staged files.
      static QString stagingFolder( const ProjectPaths &paths, const QString &run );

    private:
      [[nodiscard]] Result<CommitResult> perform( CommitIntent intent );
      [[nodiscard]] Result<void> performBeforeMetadata();
      [[nodiscard]] Result<void> writeMetadata();
      [[nodiscard]] Result<void> setLateBases();
      [[nodiscard]] Result<void> performDatabases();
      [[nodiscard]] Result<bool> isForeignMetadata() const;
      [[nodiscard]] Result<void> finish();
      //! Does the step; a trouble of this file alone becomes a deferral, anything else is an error.
      [[nodiscard]] Result<void> attempt( const CommitStep &step,
                                          Result<void> ( Committer::*what )( const CommitStep & ) );

      [[nodiscard]] Result<void> place( const CommitStep &step );
      [[nodiscard]] Result<void> placeNew( const CommitStep &step );
      [[nodiscard]] Result<void> replace( const CommitStep &step );
      [[nodiscard]] Result<void> remove( const CommitStep &step );
      [[nodiscard]] Result<void> moveAside( const CommitStep &step );
      [[nodiscard]] Result<void> settleBase( const CommitStep &step );
      [[nodiscard]] Result<void> setBase( const CommitStep &step );
      [[nodiscard]] Result<void> park( const CommitStep &step );
      [[nodiscard]] Result<void> publishParked();
      QString readyToPark( const CommitStep &step ) const
      {
        return staged( baseOf( step ) ) + QStringLiteral( ".parked" );
      }
      [[nodiscard]] Result<void> installDatabase( const CommitStep &step );
      [[nodiscard]] Result<void> bringIn( const CommitStep &step );
      [[nodiscard]] Result<void> installParkedDatabase( const CommitStep &step );
      [[nodiscard]] Result<void> unpark( const RelPath &path );
      [[nodiscard]] Result<void> keepSnapshotInTrash( const CommitStep &step );

      //! Puts the staged file \a name under \a wanted, or the next free name; the one used.
      [[nodiscard]] Result<QString> placeCopy( const QString &name, const QString &wanted );
      [[nodiscard]] Result<void> keepInTrash( const CommitStep &step );
      [[nodiscard]] Result<void> requireUnopened( const CommitStep &step );
      [[nodiscard]] Result<void> requireWritable( const CommitStep &step );
      [[nodiscard]] Result<void> requireBefore( const CommitStep &step );
      [[nodiscard]] Result<void> makeFolderFor( const RelPath &path );
      [[nodiscard]] Result<void> renameOver( const QString &from, const QString &to );
      [[nodiscard]] Result<void> dropSideFiles( const RelPath &path );
      void removeEmptyFolders( const QString &folder );
      QString staged( const QString &name ) const;
      void report( const CommitStep &step );
      void defer( const CommitStep &step, const Error &problem );

      Tools mTools;
      ProjectPaths mPaths;
      Journal mJournal;
      Trash mTrash;
      CommitIntent mIntent;
      CommitResult mResult;
      QHash<RelPath, QString> mOtherPaths; //!< where copies really went
      QSet<QString> mTouchedFolders;       //!< to be flushed before the metadata
      qint64 mStepsDone = 0;
  };
} // namespace syncline
