// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/rowmerge.h"

#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "core/gpkg/rebaser.h"
#include "core/sync/beyondrows.h"
#include "core/sync/tablerows.h"

#include <QTemporaryDir>

#include <unordered_set>

namespace syncline
{
  namespace
  {
    //! Means "no merge", not "no sync".
    bool isInTheWay( const Error &error )
    {
      return error.kind == ErrorKind::SchemaDiffers || error.kind == ErrorKind::InvalidInput ||
             error.kind == ErrorKind::ChangesetConflict || error.kind == ErrorKind::MalformedChangeset ||
             error.kind == ErrorKind::DamagedDatabase;
    }

    [[nodiscard]] Result<bool> hasSchemaOf( const QString &base, const QString &other )
    {
      const Result<void> compared = compareSchemas( base, other );
      if ( !compared && compared.error().kind == ErrorKind::SchemaDiffers )
        return false;
      SYNCLINE_CHECK( compared );
      return true;
    }

    //! \a ours without the inserts that \a theirs has just so.
    [[nodiscard]] Result<std::string> withoutTwins( const std::string &ours, const std::string &theirs )
    {
      std::unordered_set<std::string> known;
      Entry entry;
      const auto keyOf = [&entry]
      {
        return entry.table->name.toStdString() + '\0' +
               std::string( entry.raw ); // values with their types, byte by byte
      };
      ChangesetReader reader = ChangesetReader::over( theirs );
      for ( ;; )
      {
        SYNCLINE_TRY( more, reader.next( entry ) );
        if ( !more )
          break;
        if ( entry.operation == Operation::Insert )
          known.insert( keyOf() );
      }
      ChangesetWriter kept = ChangesetWriter::toMemory();
      ChangesetReader own = ChangesetReader::over( ours );
      for ( ;; )
      {
        SYNCLINE_TRY( more, own.next( entry ) );
        if ( !more )
          return kept.takeBytes();
        if ( entry.operation == Operation::Insert && known.count( keyOf() ) > 0 )
          continue;
        SYNCLINE_CHECK( kept.write( *entry.table, entry.operation, entry.oldValues, entry.newValues ) );
      }
    }

    //! Their values of rows that we deleted are nowhere else: they are told.
    void tellWhatWeDeleted( MergeReport &report )
    {
      for ( RowMerge &row : report.rows )
      {
        if ( row.outcome != RowOutcome::WeDeleted )
          continue;
        for ( CellMerge &cell : row.cells )
          cell.isConflict = true;
      }
    }

    NewKeys newKeysOf( const MergeReport &report )
    {
      NewKeys keys;
      for ( auto table = report.renumbered.begin(); table != report.renumbered.end(); ++table )
      {
        if ( table->isEmpty() || table->size() > FileOutcome::MAX_NEW_KEYS )
          continue;
        QMap<qint64, qint64> &known = keys[QString::fromUtf8( table.key() )];
        for ( auto row = table->begin(); row != table->end(); ++row )
          known.insert( row.key(), row.value() );
      }
      return keys;
    }

    class Merge
    {
      public:
        Merge( FileOps &disk, MergeSides sides, QString merged, CancelToken cancel )
          : mDisk( disk )
          , mSides( std::move( sides ) )
          , mMerged( std::move( merged ) )
          , mScratch( mMerged + QStringLiteral( ".XXXXXX" ) )
          , mCancel( std::move( cancel ) )
        {
        }

        [[nodiscard]] Result<MergedRows> run()
        {
          if ( !mScratch.isValid() )
            return fail( ErrorKind::LocalIo, mScratch.errorString() );
          SYNCLINE_TRY( theyFit, hasSchemaOf( mSides.base, mSides.theirs ) );
          SYNCLINE_TRY( weFit, hasSchemaOf( mSides.base, mSides.ours ) );
          return theyFit && weFit ? mergePlain() : mergeWidened( theyFit, weFit );
        }

      private:
        QString scratch( const char *name ) const { return mScratch.filePath( QLatin1String( name ) ); }

        static MergedRows impossible( const char *why )
        {
          MergedRows result;
          result.why = QString::fromLatin1( why );
          return result;
        }

        [[nodiscard]] Result<MergedRows> mergePlain()
        {
          SYNCLINE_TRY( weDidMore, differBeyondRows( mSides.base, mSides.ours, mCancel ) );
          bool isOnTheirs = !weDidMore;
          if ( weDidMore )
          {
            SYNCLINE_TRY( theyDidMore, differBeyondRows( mSides.base, mSides.theirs, mCancel ) );
            if ( theyDidMore )
            {
              SYNCLINE_TRY( differ, differBeyondRows( mSides.theirs, mSides.ours, mCancel ) );
              if ( differ )
                return impossible( "both changed more than rows" );
              isOnTheirs = true;
            }
          }
          return mergeFitting( mSides, isOnTheirs );
        }

        [[nodiscard]] Result<bool> widen( const QString &from, const QString &wanted, const QString &work )
        {
          SYNCLINE_CHECK( mDisk.copy( from, work ) );
          const Result<void> done = widenSchema( work, wanted, mCancel );
          if ( !done && !isInTheWay( done.error() ) )
            return tl::unexpected<Error>( done.error() );
          return done && compareSchemas( wanted, work );
        }

        [[nodiscard]] Result<MergedRows> mergeWidened( bool theyFit, bool weFit )
        {
          const bool toTheirs = !theyFit; // else ours is the wider one
          const QString &wide = toTheirs ? mSides.theirs : mSides.ours;
          const QString &narrow = toTheirs ? mSides.ours : mSides.theirs;
          const QString base = scratch( "base" );
          const QString widened = scratch( "widened" );
          SYNCLINE_TRY( isBaseWide, widen( mSides.base, wide, base ) );
          if ( !isBaseWide )
            return impossible( "the tables were changed in a way that rows cannot follow" );
          SYNCLINE_TRY( isOtherWide, widen( narrow, wide, widened ) );
          if ( !isOtherWide )
            return impossible( "both changed the tables" );
          const bool areBothWide = !theyFit && !weFit;
          SYNCLINE_TRY( narrowDidMore,
                        differBeyondRows( areBothWide ? wide : mSides.base, narrow, mCancel ) );
          if ( narrowDidMore )
            return impossible( "one side changed the tables, the other more than rows" );
          return mergeFitting(
            toTheirs ? MergeSides{ base, wide, widened } : MergeSides{ base, widened, wide }, toTheirs );
        }

        [[nodiscard]] Result<std::string> changes( const QString &from, const QString &to, const char *name )
        {
          DiffOptions options;
          options.cancel = mCancel;
          SYNCLINE_CHECK( diff( from, to, scratch( name ), options ) );
          return readChangeset( scratch( name ) );
        }

        //! All three have the same tables.
        [[nodiscard]] Result<MergedRows> mergeFitting( const MergeSides &sides, bool isOnTheirs )
        {
          SYNCLINE_TRY( theirs, changes( sides.base, sides.theirs, "their-changes" ) );
          SYNCLINE_TRY( ours, changes( sides.base, sides.ours, "our-changes" ) );
          SYNCLINE_TRY( own, withoutTwins( ours, theirs ) );
          RebaseOptions options;
          options.cancel = mCancel;
          MergeReport report;
          {
            SYNCLINE_TRY( base, Database::open( sides.base, Database::Access::ReadOnly, mCancel ) );
            SYNCLINE_TRY( reading, Transaction::begin( base, Transaction::Kind::Read ) );
            SYNCLINE_TRY( writer, ChangesetWriter::create( scratch( "rebased" ) ) );
            SYNCLINE_TRY( rebased, rebase( { theirs, own, &base }, writer, options ) );
            SYNCLINE_CHECK( writer.finish() );
            report = std::move( rebased );
          }
          tellWhatWeDeleted( report );
          MergedRows result;
          result.editConflicts = int( report.conflicts() );
          result.conflicts = conflictsJson( report );
          result.newKeys = newKeysOf( report );
          SYNCLINE_TRY( rows, rowsChangedBy( scratch( "their-changes" ) ) );
          result.rows = rows;
          SYNCLINE_TRY( isAnyOurs, hasChanges( scratch( "rebased" ) ) );
          result.kind = isAnyOurs || !isOnTheirs || result.editConflicts > 0 ? MergedRows::Kind::Both
                                                                             : MergedRows::Kind::TheirsAlone;
          SYNCLINE_CHECK( isOnTheirs ? build( sides.theirs, { "rebased" } ) : buildOnOurs( sides ) );
          return result;
        }

        [[nodiscard]] Result<void> buildOnOurs( const MergeSides &sides )
        {
          SYNCLINE_CHECK( invert( scratch( "our-changes" ), scratch( "undo" ) ) );
          return build( sides.ours, { "undo", "their-changes", "rebased" } );
        }

        [[nodiscard]] Result<void> build( const QString &from, std::initializer_list<const char *> steps )
        {
          const QString work = scratch( "work" );
          SYNCLINE_CHECK( mDisk.copy( from, work ) );
          ApplyOptions options;
          options.cancel = mCancel;
          for ( const char *step : steps )
          {
            SYNCLINE_TRY( isAny, hasChanges( scratch( step ) ) );
            if ( isAny )
              SYNCLINE_CHECK( applyChangeset( work, scratch( step ), options ) );
          }
          return livedb::snapshot( work, mMerged, mCancel ); // whole, should the work have a -wal beside it
        }

        FileOps &mDisk;
        MergeSides mSides;
        QString mMerged;
        QTemporaryDir mScratch;
        CancelToken mCancel;
    };
  } // namespace

  Result<MergedRows> mergeRows( FileOps &disk, const MergeSides &sides, const QString &merged,
                                const CancelToken &cancel )
  {
    const Result<MergedRows> result = Merge( disk, sides, merged, cancel ).run();
    if ( result || !isInTheWay( result.error() ) )
      return result;
    MergedRows impossible;
    impossible.why = result.error().detail;
    return impossible;
  }

  Result<bool> sameToAll( const QString &a, const QString &b, const CancelToken &cancel )
  {
    SYNCLINE_TRY( isSame, livedb::sameContent( a, b, cancel ) );
    if ( isSame )
      return true;
    SYNCLINE_TRY( hasSameSchema, hasSchemaOf( a, b ) );
    if ( !hasSameSchema )
      return false;
    const QTemporaryDir scratch;
    if ( !scratch.isValid() )
      return fail( ErrorKind::LocalIo, scratch.errorString() );
    DiffOptions options;
    options.cancel = cancel;
    const QString changeset = scratch.filePath( QStringLiteral( "changes" ) );
    const Result<void> compared = diff( a, b, changeset, options );
    if ( !compared && isInTheWay( compared.error() ) )
      return false;
    SYNCLINE_CHECK( compared );
    SYNCLINE_TRY( isAny, hasChanges( changeset ) );
    if ( isAny )
      return false;
    SYNCLINE_TRY( differ, differBeyondRows( a, b, cancel ) );
    return !differ;
  }
} // namespace syncline
