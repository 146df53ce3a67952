// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"

#include <optional>

namespace syncline
{
  namespace
  {
    //! base→ours as bytes.
    [[nodiscard]] Result<std::string> changesOf( const QString &base, const QString &ours,
                                                 const RebaseOptions &options )
    {
      DiffOptions diffOptions;
      diffOptions.tables = options.tables;
      diffOptions.order = options.referenceOrder ? EntryOrder::Reference : EntryOrder::Auto;
      diffOptions.cancel = options.cancel;
      ChangesetWriter writer = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( diff( base, ours, writer, diffOptions ) );
      return writer.takeBytes();
    }

    //! What the steps come to in all: rows that only ours touched are in none of it. Nothing where they cannot be added up.
    [[nodiscard]] Result<std::optional<std::string>> netOf( const std::vector<std::string_view> &steps )
    {
      ChangesetWriter writer = ChangesetWriter::toMemory();
      const auto added = concat( steps, writer );
      if ( !added && added.error().kind == ErrorKind::ChangesetConflict )
        return std::optional<std::string>();
      SYNCLINE_CHECK( added );
      return std::optional<std::string>( writer.takeBytes() );
    }

    [[nodiscard]] Result<void> applySteps( Database &database, const std::vector<std::string_view> &steps,
                                           const ApplyOptions &options )
    {
      std::vector<ChangesetReader> readers;
      for ( const std::string_view step : steps )
        readers.push_back( ChangesetReader::over( step ) );
      return applyWithin( database, std::move( readers ), options );
    }

    //! The net is far less work; where its order meets a constraint, the steps one by one may not.
    [[nodiscard]] Result<void> applyNetOrSteps( Database &database, const std::optional<std::string> &net,
                                                const std::vector<std::string_view> &steps,
                                                const ApplyOptions &options )
    {
      if ( !net )
        return applySteps( database, steps, options );
      SYNCLINE_CHECK( database.execute( "SAVEPOINT net" ) );
      const auto applied = applySteps( database, { *net }, options );
      const bool tryAgain =
        !applied && applied.error().kind == ErrorKind::ChangesetConflict && database.isInTransaction();
      if ( !applied && !tryAgain )
        return applied;
      SYNCLINE_CHECK( database.execute( tryAgain ? "ROLLBACK TO net; RELEASE net" : "RELEASE net" ) );
      return tryAgain ? applySteps( database, steps, options ) : Result<void>();
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
    SYNCLINE_TRY( theirBytes, readChangeset( theirChangeset ) );
    if ( theirBytes.empty() )
      return MergeReport();
    SYNCLINE_TRY( ourBytes, changesOf( base, ours, options ) );
    ChangesetWriter undo = ChangesetWriter::toMemory();
    SYNCLINE_CHECK( invert( ChangesetReader::over( ourBytes ), undo ) );
    const std::string undoBytes = undo.takeBytes();
    ChangesetWriter rebased = ChangesetWriter::toMemory();
    MergeReport report;
    {
      SYNCLINE_TRY( database, Database::open( base, Database::Access::ReadOnly, options.cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
      SYNCLINE_TRY( result, rebase( { theirBytes, ourBytes, &database }, rebased, options ) );
      report = std::move( result );
    }
    const std::string rebasedBytes = rebased.takeBytes();

    ApplyOptions applyOptions;
    applyOptions.tables = options.tables;
    applyOptions.cancel = options.cancel;
    const std::vector<std::string_view> steps = { undoBytes, theirBytes, rebasedBytes };
    SYNCLINE_TRY( net, netOf( steps ) );
    const auto work = [&]( Database &database, const ApplyOptions &how )
    { return applyNetOrSteps( database, net, steps, how ); };
    SYNCLINE_CHECK( changeRows( ours, qint64( theirBytes.size() ), work, applyOptions ) );
    return report;
  }
} // namespace syncline
