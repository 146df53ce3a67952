// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"

#include <QFile>
#include <QTemporaryDir>

#include <initializer_list>

namespace syncline
{
  namespace
  {
    //! base→ours as bytes, by way of a file beside nothing of the user's.
    [[nodiscard]] Result<std::string> changesOf( const QString &base, const QString &ours,
                                                 const RebaseOptions &options )
    {
      QTemporaryDir scratch;
      if ( !scratch.isValid() )
        return fail( ErrorKind::LocalIo, scratch.errorString() );
      const QString file = scratch.filePath( QStringLiteral( "ours" ) );
      DiffOptions diffOptions;
      diffOptions.tables = options.tables;
      diffOptions.order = options.referenceOrder ? EntryOrder::Reference : EntryOrder::Auto;
      diffOptions.cancel = options.cancel;
      SYNCLINE_CHECK( diff( base, ours, file, diffOptions ) );
      return readChangeset( file );
    }
    [[nodiscard]] Result<MergeReport> rebaseTo( const QString &rebased, const RebaseFiles &files,
                                                std::string_view ours, const RebaseOptions &options )
    {
      SYNCLINE_TRY( theirs, readChangeset( files.theirs ) );
      SYNCLINE_TRY( base, Database::open( files.base, Database::Access::ReadOnly, options.cancel ) );
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
      SYNCLINE_TRY( result, rebase( { theirBytes, ourBytes, &database }, rebased, options ) );
      report = std::move( result );
    }
    const std::string rebasedBytes = rebased.takeBytes();

    SYNCLINE_TRY( database, openForApplying( ours, options.cancel ) );
    SYNCLINE_TRY( transaction, Transaction::begin( database, Transaction::Kind::Write ) );
    ApplyOptions applyOptions;
    applyOptions.tables = options.tables;
    std::vector<ChangesetReader> readers;
    for ( const std::string *bytes :
          std::initializer_list<const std::string *>{ &undoBytes, &theirBytes, &rebasedBytes } )
      readers.push_back( ChangesetReader::over( *bytes ) );
    SYNCLINE_CHECK( applyWithin( database, std::move( readers ), applyOptions ) );
    SYNCLINE_CHECK( transaction.commit() );
    return report;
  }
} // namespace syncline
