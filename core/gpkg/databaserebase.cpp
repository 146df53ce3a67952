// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/helperthread.h"
#include "core/gpkg/rebaser.h"

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

    //! What leads from ours to both. Three changesets.
    struct Path
    {
        std::string ours;
        std::string theirs;
        std::string rebased;
        RewrittenEntries rewritten;
    };

    /**
     * All steps in one: theirs, and what of ours meets them. What only ours touched is in none of it. Nothing where they cannot
     * be added up, or where an action of a foreign key could take along rows of ours without anybody noticing.
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
      const std::string after = path.rewritten.after.takeBytes();
      ChangesetWriter net = ChangesetWriter::toMemory();
      const auto added = concat( { undo, path.theirs, after }, net );
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

    [[nodiscard]] Result<void> applyAllSteps( Database &database, const Path &path,
                                              const ApplyOptions &options )
    {
      SYNCLINE_TRY( undo, inverseOf( path.ours ) );
      return applySteps( database, { undo, path.theirs, path.rebased }, options );
    }

    //! The net is far less work; where its order meets a constraint, the steps one by one may not.
    [[nodiscard]] Result<void> applyNetOrSteps( Database &database, const std::optional<std::string> &net,
                                                const Path &path, const ApplyOptions &options )
    {
      if ( !net )
        return applyAllSteps( database, path, options );
      SYNCLINE_CHECK( database.execute( "SAVEPOINT net" ) );
      const auto applied = applySteps( database, { *net }, options );
      const bool tryAgain =
        !applied && applied.error().kind == ErrorKind::ChangesetConflict && database.isInTransaction();
      if ( !applied && !tryAgain )
        return applied;
      SYNCLINE_CHECK( database.execute( tryAgain ? "ROLLBACK TO net; RELEASE net" : "RELEASE net" ) );
      return tryAgain ? applyAllSteps( database, path, options ) : Result<void>();
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

    //! Brings the database \a ours from its changes to both; \a path has theirs, and ours.
    [[nodiscard]] Result<MergeReport> rebaseAlong( Path &path, const QString &base, const QString &ours,
                                                   const RebaseOptions &options )
    {
      MergeReport report;
      std::optional<std::string> net;
      {
        SYNCLINE_TRY( database, Database::open( base, Database::Access::ReadOnly, options.cancel ) );
        SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
        ChangesetWriter rebased = ChangesetWriter::toMemory();
        SYNCLINE_TRY( result,
                      rebase( { path.theirs, path.ours, &database }, rebased, options, &path.rewritten ) );
        path.rebased = rebased.takeBytes();
        report = std::move( result );
        SYNCLINE_TRY( sum, netOf( path, database ) );
        net = std::move( sum );
      }

      ApplyOptions applyOptions;
      applyOptions.tables = options.tables;
      applyOptions.cancel = options.cancel;
      const auto work = [&]( Database &database, const ApplyOptions &how )
      { return applyNetOrSteps( database, net, path, how ); };
      SYNCLINE_CHECK( changeRows( ours, qint64( path.theirs.size() ), work, applyOptions ) );
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
    SYNCLINE_TRY( theirs, readChangeset( theirChangeset ) );
    if ( theirs.empty() )
      return MergeReport();
    path.theirs = std::move( theirs );
    SYNCLINE_TRY( changes, changesOf( base, ours, options ) );
    path.ours = std::move( changes );
    return rebaseAlong( path, base, ours, options );
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
      return MergeReport();
    SYNCLINE_CHECK( changes );
    Path path;
    path.theirs = std::move( **theirs );
    path.ours = std::move( *changes );
    return rebaseAlong( path, base, ours, options );
  }
} // namespace syncline
