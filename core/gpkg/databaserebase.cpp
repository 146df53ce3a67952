// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/helperthread.h"
#include "core/gpkg/rebaser.h"

#include <QFile>

#include <functional>
#include <optional>

namespace syncline
{
  namespace
  {
    //! What leads from base to one side, as bytes.
    [[nodiscard]] Result<std::string> changesOf( const QString &base, const QString &side,
                                                 const RebaseOptions &options )
    {
      DiffOptions diffOptions;
      diffOptions.tables = options.tables;
      diffOptions.order = options.referenceOrder ? EntryOrder::Reference : EntryOrder::Auto;
      diffOptions.cancel = options.cancel;
      ChangesetWriter writer = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( diff( base, side, writer, diffOptions ) );
      return writer.takeBytes();
    }

    [[nodiscard]] Result<std::string> inverseOf( std::string_view changeset )
    {
      ChangesetWriter inverse = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( invert( ChangesetReader::over( changeset ), inverse ) );
      return inverse.takeBytes();
    }

    //! What both sides did, as changesets, and what leads from ours to both.
    struct Path
    {
        QString base;
        std::string ours;
        std::string theirs;
        RewrittenEntries rewritten;
    };

    /**
     * All steps in one: theirs, and what of ours meets them. Nothing where they cannot be added up, or where an action of a foreign
     * key could take along rows of ours without anybody noticing.
     */
    [[nodiscard]] Result<std::optional<std::string>> netOf( Path &path, const Database &base )
    {
      SYNCLINE_TRY( actions,
                    base.integerOf( "SELECT count(*) FROM main.sqlite_master AS t, "
                                    "pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table' AND "
                                    "NOT (k.on_delete IN ('NO ACTION', 'RESTRICT') AND "
                                    "k.on_update IN ('NO ACTION', 'RESTRICT'))" ) );
      if ( actions > 0 )
        return std::optional<std::string>();
      SYNCLINE_TRY( undo, inverseOf( path.rewritten.before.takeBytes() ) );
      const std::string theirs = path.rewritten.theirs.takeBytes();
      const std::string after = path.rewritten.after.takeBytes();
      ChangesetWriter net = ChangesetWriter::toMemory();
      const auto added = concat( { undo, theirs, after }, net );
      if ( !added && added.error().kind == ErrorKind::ChangesetConflict )
        return std::optional<std::string>();
      SYNCLINE_CHECK( added );
      return std::optional<std::string>( net.takeBytes() );
    }

    [[nodiscard]] Result<void> applySteps( Database &database, const std::vector<std::string_view> &steps,
                                           const ApplyOptions &options )
    {
      std::vector<ChangesetReader> readers;
      for ( const std::string_view step : steps )
        readers.push_back( ChangesetReader::over( step ) );
      return applyWithin( database, std::move( readers ), options );
    }

    [[nodiscard]] Result<std::string> rebasedOf( const Path &path, const RebaseOptions &options )
    {
      SYNCLINE_TRY( base, Database::open( path.base, Database::Access::ReadOnly, options.cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( base, Transaction::Kind::Read ) );
      ChangesetWriter rebased = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( rebase( { path.theirs, path.ours, &base }, rebased, options ) );
      return rebased.takeBytes();
    }

    [[nodiscard]] Result<void> applyAllSteps( Database &database, const Path &path,
                                              const RebaseOptions &options, const ApplyOptions &how )
    {
      SYNCLINE_TRY( undo, inverseOf( path.ours ) );
      SYNCLINE_TRY( rebased, rebasedOf( path, options ) );
      return applySteps( database, { undo, path.theirs, rebased }, how );
    }

    //! Whether the net went in. Where its order meets a constraint, the steps one by one may not.
    [[nodiscard]] Result<bool> applyNet( Database &database, std::string_view net, const ApplyOptions &how )
    {
      SYNCLINE_CHECK( database.execute( "SAVEPOINT net" ) );
      const auto applied = applySteps( database, { net }, how );
      const bool tryAgain =
        !applied && applied.error().kind == ErrorKind::ChangesetConflict && database.isInTransaction();
      if ( !applied && !tryAgain )
        return passOn( applied.error(), __func__ );
      SYNCLINE_CHECK( database.execute( tryAgain ? "ROLLBACK TO net; RELEASE net" : "RELEASE net" ) );
      return !tryAgain;
    }

    [[nodiscard]] Result<MergeReport> rebaseTo( const QString &rebased, const RebaseFiles &files,
                                                std::string_view ours, const RebaseOptions &options )
    {
      SYNCLINE_TRY( theirs, readChangeset( files.theirs ) );
      SYNCLINE_TRY( base, Database::open( files.base, Database::Access::ReadOnly, options.cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( base, Transaction::Kind::Read ) ); // once, not for each key
      SYNCLINE_TRY( writer, ChangesetWriter::create( rebased ) );
      SYNCLINE_TRY( report, rebase( { theirs, ours, &base }, writer, options ) );
      SYNCLINE_CHECK( writer.finish() );
      return report;
    }

    //! Writes the conflict file on a thread of its own while rows go in. It takes its place before they are committed, for who is
    //! stopped between the two must not lose sight of what lost; gone again where the rows did not go in.
    class ConflictsMeanwhile
    {
      public:
        //! \a report must outlive this.
        ConflictsMeanwhile( const MergeReport &report, const QString &path )
        {
          mPath = path;
          if ( path.isEmpty() )
            return;
          mWork = [this, &report, path] { mPrepared = PreparedConflicts::of( report, path ); };
          mThread = startHelper( mWork );
        }
        ~ConflictsMeanwhile()
        {
          finish();
          if ( mIsInPlace && !mIsKept )
            QFile::remove( mPath );
        }
        [[nodiscard]] Result<void> putInPlace()
        {
          finish();
          if ( mWork && !mPrepared )
            mWork();
          if ( !mPrepared || mIsInPlace )
            return {};
          if ( !*mPrepared )
            return passOn( mPrepared->error(), __func__ );
          SYNCLINE_CHECK( ( *mPrepared )->commit() );
          mIsInPlace = true;
          return {};
        }
        void keep() { mIsKept = true; }

      private:
        void finish()
        {
          if ( mThread.joinable() )
            mThread.join();
        }
        QString mPath;
        bool mIsInPlace = false;
        bool mIsKept = false;
        std::function<void()> mWork;
        std::optional<Result<PreparedConflicts>> mPrepared;
        std::thread mThread;
    };

    //! Nothing to do but to say that there is no conflict.
    [[nodiscard]] Result<MergeReport> withoutConflicts( const RebaseOptions &options )
    {
      MergeReport report;
      if ( !options.conflictFile.isEmpty() )
        SYNCLINE_CHECK( writeConflicts( report, options.conflictFile ) );
      return report;
    }

    //! Brings the database \a ours from its changes to both; \a path has theirs, and ours.
    [[nodiscard]] Result<MergeReport> rebaseAlong( Path &path, const QString &ours,
                                                   const RebaseOptions &options )
    {
      MergeReport report;
      std::optional<std::string> net;
      {
        SYNCLINE_TRY( database, Database::open( path.base, Database::Access::ReadOnly, options.cancel ) );
        SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
        SYNCLINE_TRY( result, rebaseOurs( { path.theirs, path.ours, &database }, path.rewritten, options ) );
        report = std::move( result );
        SYNCLINE_TRY( sum, netOf( path, database ) );
        net = std::move( sum );
      }

      ConflictsMeanwhile conflicts( report, options.conflictFile );
      ApplyOptions applyOptions;
      applyOptions.tables = options.tables;
      applyOptions.cancel = options.cancel;
      const auto work = [&]( Database &database, const ApplyOptions &how ) -> Result<void>
      {
        if ( net )
        {
          SYNCLINE_TRY( isDone, applyNet( database, *net, how ) );
          if ( isDone )
            return conflicts.putInPlace();
        }
        SYNCLINE_CHECK( applyAllSteps( database, path, options, how ) );
        return conflicts.putInPlace();
      };
      SYNCLINE_CHECK(
        changeRows( ours, qint64( net ? net->size() : path.theirs.size() ), work, applyOptions ) );
      conflicts.keep();
      return report;
    }
  } // namespace

  Result<MergeReport> rebaseChangeset( const RebaseFiles &files, const RebaseOptions &options )
  {
    SYNCLINE_TRY( ours, readChangeset( files.ours ) );
    return rebaseTo( files.rebased, files, ours, options );
  }

  Result<MergeReport> createRebasedChangeset( const RebaseFiles &files, const RebaseOptions &options )
  {
    SYNCLINE_TRY( ours, changesOf( files.base, files.ours, options ) );
    return rebaseTo( files.rebased, files, ours, options );
  }

  Result<MergeReport> rebaseDatabase( const QString &base, const QString &theirChangeset, const QString &ours,
                                      const RebaseOptions &options )
  {
    Path path;
    path.base = base;
    SYNCLINE_TRY( theirs, readChangeset( theirChangeset ) );
    if ( theirs.empty() )
      return withoutConflicts( options );
    path.theirs = std::move( theirs );
    SYNCLINE_TRY( changes, changesOf( base, ours, options ) );
    path.ours = std::move( changes );
    return rebaseAlong( path, ours, options );
  }

  Result<MergeReport> rebaseDatabaseOnto( const QString &base, const QString &theirDatabase,
                                          const QString &ours, const RebaseOptions &options )
  {
    std::optional<Result<std::string>> theirs;
    const auto findTheirs = [&] { theirs = changesOf( base, theirDatabase, options ); };
    std::thread helper = startHelper( findTheirs );
    Result<std::string> changes = changesOf( base, ours, options );
    if ( helper.joinable() )
      helper.join();
    else
      findTheirs();
    SYNCLINE_CHECK( *theirs );
    if ( ( *theirs )->empty() )
      return withoutConflicts( options );
    SYNCLINE_CHECK( changes );
    Path path;
    path.base = base;
    path.theirs = std::move( **theirs );
    path.ours = std::move( *changes );
    return rebaseAlong( path, ours, options );
  }
} // namespace syncline
