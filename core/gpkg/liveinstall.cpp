// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/logging.h"
#include "core/gpkg/applier.h"
#include "core/gpkg/contentguard.h"
#include "core/gpkg/livedatabase.h"
#include "core/gpkg/openelsewhere.h"
#include "core/gpkg/samecontent.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <optional>

namespace syncline::livedb
{
  namespace
  {
    // Small, so that a slow disk writes little between two looks at the clock, and little is left for the commit.
    constexpr int PAGES_PER_LOOK = 16;
    constexpr int BACKUP_CACHE_PAGES = 64;
    constexpr int APPLY_CACHE_PAGES = 256;
    constexpr int LONGEST_APPLY_MS = LONGEST_WRITE_LOCK_MS * 2 / 3; // the rest is for the commit
    constexpr qint64 MOST_BYTES_AT_ONCE = 1024 * 1024; // larger changesets are not even tried within one lock
    constexpr int TRIES =
      5; // a checkpoint by somebody else between the look and the lock makes us look again

    //! How one attempt ended. Except for Done, the database is as it was.
    enum class Ended
    {
      Done,
      Moved, //!< something happened between the look and the lock
      OutOfTime
    };

    [[nodiscard]] Result<bool> isWal( const Database &database )
    {
      SYNCLINE_TRY( mode, database.textOf( "PRAGMA journal_mode" ) );
      return mode == "wal";
    }

    //! A power cut may undo what was written in WAL mode, where nothing is synced under the lock; it never tears it.
    [[nodiscard]] Result<void> chooseSync( Database &database, bool inWal )
    {
      return database.execute( inWal ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL" );
    }

    //! A database in WAL mode cannot change its page size: gives \a content that of \a live, in a file below \a folder.
    [[nodiscard]] Result<QString> withPageSizeOf( const Database &live, const QString &content,
                                                  const QString &folder )
    {
      SYNCLINE_TRY( source, Database::open( content, Database::Access::ReadOnly ) );
      SYNCLINE_TRY( wanted, live.integerOf( "PRAGMA page_size" ) );
      SYNCLINE_TRY( present, source.integerOf( "PRAGMA page_size" ) );
      SYNCLINE_TRY( inWal, isWal( live ) );
      if ( wanted == present || !inWal )
        return content;
      const QString resized = folder + QStringLiteral( "/resized" );
      SYNCLINE_CHECK(
        source.execute( "PRAGMA query_only = 0; PRAGMA page_size = " + QByteArray::number( wanted ) ) );
      SYNCLINE_TRY( vacuum, source.prepare( "VACUUM INTO ?" ) );
      const QByteArray name = resized.toUtf8();
      vacuum.bind( 0, Value::ofText( { name.constData(), size_t( name.size() ) } ) );
      SYNCLINE_CHECK( vacuum.next() );
      return resized;
    }

    //! Under which conditions something may go in.
    struct Terms
    {
        const ContentGuard *guard = nullptr; //!< null: whatever is there now
        bool isLimited = true;               //!< others may be waiting for the lock
        CancelToken cancel;
    };

    //! Copies \a source over \a target, whose lock is held from the first step to the last.
    [[nodiscard]] Result<Ended> copyOver( Database &target, Database &source, const Terms &terms )
    {
      SYNCLINE_CHECK( target.execute( "PRAGMA cache_size = " + QByteArray::number( BACKUP_CACHE_PAGES ) ) );
      SYNCLINE_TRY( backup, Backup::begin( target, source ) );
      SYNCLINE_CHECK( backup.step( 0 ) ); // takes the locks, copies nothing
      const QDeadlineTimer untilRelease( LONGEST_WRITE_LOCK_MS );
      if ( terms.guard )
      {
        SYNCLINE_TRY( isUnchanged, terms.guard->isUnchanged( target ) );
        if ( !isUnchanged )
          return Ended::Moved;
      }
      for ( ;; )
      {
        if ( terms.cancel.isCanceled() )
          return fail( ErrorKind::Canceled );
        SYNCLINE_TRY( isDone, backup.step( PAGES_PER_LOOK ) );
        if ( isDone )
          return Ended::Done;
        if ( terms.isLimited && untilRelease.hasExpired() )
          return Ended::OutOfTime;
      }
    }

    //! With whoever else has it open, within the time that a lock may last.
    [[nodiscard]] Result<Ended> installBeside( const QString &content, const QString &live,
                                               const Terms &terms )
    {
      SYNCLINE_TRY( source, Database::open( content, Database::Access::ReadOnly, terms.cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( source, Transaction::Kind::Read ) );
      SYNCLINE_TRY( target, Database::open( live, Database::Access::ReadWrite, terms.cancel ) );
      SYNCLINE_TRY( inWal, isWal( target ) );
      SYNCLINE_CHECK( chooseSync( target, inWal ) );
      Terms own = terms;
      own.isLimited = inWal;
      return copyOver( target, source, own );
    }

    //! With everybody else kept out, however long it takes. False where \a live holds something else than \a expected.
    [[nodiscard]] Result<bool> installAlone( const QString &content, const QString &live,
                                             const QString &expected, const CancelToken &cancel )
    {
      SYNCLINE_TRY( source, Database::open( content, Database::Access::ReadOnly, cancel ) );
      SYNCLINE_TRY( reading, Transaction::begin( source, Transaction::Kind::Read ) );
      SYNCLINE_TRY( target, Database::open( live, Database::Access::Alone, cancel ) );
      if ( !expected.isEmpty() ) // nobody can write from here on to the close
      {
        SYNCLINE_TRY( before, Database::open( expected, Database::Access::ReadOnly, cancel ) );
        SYNCLINE_TRY( readingBefore, Transaction::begin( before, Transaction::Kind::Read ) );
        SYNCLINE_TRY( readingTarget, Transaction::begin( target, Transaction::Kind::Read ) );
        SYNCLINE_TRY( isSame, haveSameContent( target, before ) );
        if ( !isSame )
          return false;
        SYNCLINE_CHECK( readingTarget.commit() );
      }
      SYNCLINE_CHECK( chooseSync( target, true ) );
      SYNCLINE_TRY( ended, copyOver( target, source, { nullptr, false, cancel } ) );
      return ended == Ended::Done;
    }

    Error tooLargeBesideOthers( const QString &live )
    {
      return { ErrorKind::FileInUse,
               QStringLiteral(
                 "%1 is open elsewhere, and its new content is too large to go in within a second" )
                 .arg( live ),
               {},
               {} };
    }

    //! Tries \a attempt until it says something else than Moved. Nothing where the content is not the expected one.
    template<class Attempt>
    [[nodiscard]] Result<std::optional<Ended>> whileAsExpected( const Change &change,
                                                                const CancelToken &cancel,
                                                                const Attempt &attempt )
    {
      for ( int i = 0; i < TRIES; ++i )
      {
        SYNCLINE_TRY( guard, ContentGuard::over( change.live, change.expected, cancel ) );
        if ( !guard )
          return std::optional<Ended>();
        SYNCLINE_TRY( ended, attempt( &*guard ) );
        if ( ended != Ended::Moved )
          return std::optional<Ended>( ended );
      }
      return fail( ErrorKind::FileInUse, QStringLiteral( "%1 keeps changing" ).arg( change.live ) );
    }

    //! Rows in one transaction that ends in time. \a guard may be null.
    [[nodiscard]] Result<Ended> workBeside( const QString &live, const ContentGuard *guard,
                                            const RowWork &work, const ApplyOptions &options )
    {
      SYNCLINE_TRY( database, openForApplying( live, options.cancel ) );
      SYNCLINE_TRY( inWal, isWal( database ) );
      SYNCLINE_CHECK( chooseSync( database, inWal ) );
      SYNCLINE_CHECK( database.execute( "PRAGMA cache_size = " + QByteArray::number( APPLY_CACHE_PAGES ) ) );
      SYNCLINE_TRY( transaction, Transaction::begin( database, Transaction::Kind::Write ) );
      ApplyOptions own = options;
      own.deadline = QDeadlineTimer( LONGEST_APPLY_MS );
      if ( guard )
      {
        SYNCLINE_TRY( isUnchanged, guard->isUnchanged( database ) );
        if ( !isUnchanged )
          return Ended::Moved;
      }
      const auto done = work( database, own );
      if ( own.deadline.hasExpired() && !options.cancel.isCanceled() )
        return Ended::OutOfTime;
      SYNCLINE_CHECK( done );
      SYNCLINE_CHECK( transaction.commit() );
      return Ended::Done;
    }

    //! Without a limit, where nobody can be kept waiting; false where somebody can.
    [[nodiscard]] Result<bool> workAlone( const QString &live, const RowWork &work,
                                          const ApplyOptions &options )
    {
      if ( mayBeOpenElsewhere( live ) )
        return false;
      SYNCLINE_TRY( database, openForApplying( live, options.cancel ) );
      SYNCLINE_TRY( transaction, Transaction::begin( database, Transaction::Kind::Write ) );
      SYNCLINE_CHECK( work( database, options ) );
      SYNCLINE_CHECK( transaction.commit() );
      return true;
    }

    //! On a database that nobody else knows and that is thrown away should anything fail.
    [[nodiscard]] Result<void> workOnCopy( const QString &copy, const RowWork &work,
                                           const ApplyOptions &options )
    {
      SYNCLINE_TRY( database, openForApplying( copy, options.cancel ) );
      SYNCLINE_CHECK( database.textOf( "PRAGMA journal_mode = DELETE" ) );
      SYNCLINE_CHECK( database.execute( "PRAGMA synchronous = OFF" ) );
      SYNCLINE_TRY( transaction, Transaction::begin( database, Transaction::Kind::Write ) );
      SYNCLINE_CHECK( work( database, options ) );
      return transaction.commit();
    }

    RowWork applying( const QString &changeset )
    {
      return [changeset]( Database &database, const ApplyOptions &options ) -> Result<void>
      {
        std::vector<ChangesetReader> readers;
        SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
        readers.push_back( std::move( reader ) );
        return applyWithin( database, std::move( readers ), options );
      };
    }

    //! Prepares the new content in a copy of \a expected, in \a folder, and installs it.
    [[nodiscard]] Result<Outcome> workByWayOfCopy( const Change &change, const QString &folder,
                                                   const RowWork &work, const ApplyOptions &options )
    {
      const QString copy = folder + QStringLiteral( "/changed" );
      SYNCLINE_CHECK( snapshot( change.expected, copy, options.cancel ) );
      SYNCLINE_CHECK( workOnCopy( copy, work, options ) );
      return installIfUnchanged( { change.live, change.expected, copy }, options.cancel );
    }
  } // namespace

  Result<void> install( const QString &content, const QString &live, const CancelToken &cancel )
  {
    SYNCLINE_TRY( outcome, installIfUnchanged( { live, {}, content }, cancel ) );
    Q_UNUSED( outcome ) // nothing was expected
    return {};
  }

  Result<Outcome> installIfUnchanged( const Change &change, const CancelToken &cancel )
  {
    QTemporaryDir scratch( change.content + QStringLiteral( ".XXXXXX" ) );
    if ( !scratch.isValid() )
      return fail( ErrorKind::LocalIo, scratch.errorString() );
    QString source = change.content;
    {
      SYNCLINE_TRY( target, Database::open( change.live, Database::Access::ReadWrite, cancel ) );
      SYNCLINE_TRY( fitting, withPageSizeOf( target, change.content, scratch.path() ) );
      source = fitting;
    }
    const auto attempt = [&]( const ContentGuard *guard ) {
      return installBeside( source, change.live, { guard, true, cancel } );
    };
    std::optional<Ended> ended;
    if ( change.expected.isEmpty() )
    {
      SYNCLINE_TRY( result, attempt( nullptr ) );
      ended = result;
    }
    else
    {
      SYNCLINE_TRY( result, whileAsExpected( change, cancel, attempt ) );
      ended = result;
    }
    if ( !ended )
      return Outcome::ChangedMeanwhile;
    if ( *ended == Ended::Done )
      return Outcome::Done;
    qCInfo( lcGpkg ) << "content takes longer than a lock may last; trying without others";
    const auto alone = installAlone( source, change.live, change.expected, cancel );
    if ( !alone && alone.error().kind == ErrorKind::FileInUse )
      return tl::unexpected<Error>( tooLargeBesideOthers( change.live ) );
    SYNCLINE_CHECK( alone );
    return *alone ? Outcome::Done : Outcome::ChangedMeanwhile;
  }

  Result<Outcome> applyIfUnchanged( const Change &change, const ApplyOptions &options )
  {
    const RowWork work = applying( change.content );
    const auto attempt = [&]( const ContentGuard *guard )
    { return workBeside( change.live, guard, work, options ); };
    SYNCLINE_TRY( ended, whileAsExpected( change, options.cancel, attempt ) );
    if ( !ended )
      return Outcome::ChangedMeanwhile;
    if ( *ended == Ended::Done )
      return Outcome::Done;
    qCInfo( lcGpkg ) << "changes take longer than a lock may last; preparing them in a copy";
    QTemporaryDir scratch( change.expected + QStringLiteral( ".XXXXXX" ) );
    if ( !scratch.isValid() )
      return fail( ErrorKind::LocalIo, scratch.errorString() );
    return workByWayOfCopy( change, scratch.path(), work, options );
  }
} // namespace syncline::livedb

namespace syncline
{
  Result<void> applyChangeset( const QString &database, const QString &changeset,
                               const ApplyOptions &options )
  {
    SYNCLINE_CHECK( options.tables.check() );
    SYNCLINE_TRY( isNeeded, hasChanges( changeset ) );
    if ( isNeeded )
      return changeRows( database, QFileInfo( changeset ).size(), livedb::applying( changeset ), options );
    SYNCLINE_CHECK( Database::open( database, Database::Access::ReadWrite, options.cancel ) );
    return {};
  }

  Result<void> changeRows( const QString &database, qint64 bytes, const RowWork &work,
                           const ApplyOptions &options )
  {
    using namespace livedb;
    if ( bytes <= MOST_BYTES_AT_ONCE )
    {
      SYNCLINE_TRY( ended, workBeside( database, nullptr, work, options ) );
      if ( ended == Ended::Done )
        return {};
    }
    SYNCLINE_TRY( isDone, workAlone( database, work, options ) );
    if ( isDone )
      return {};
    for ( int i = 0; i < TRIES; ++i )
    {
      QTemporaryDir scratch;
      if ( !scratch.isValid() )
        return fail( ErrorKind::LocalIo, scratch.errorString() );
      const Change change{ database, scratch.filePath( QStringLiteral( "before" ) ), {} };
      SYNCLINE_CHECK( snapshot( database, change.expected, options.cancel ) );
      SYNCLINE_TRY( outcome, workByWayOfCopy( change, scratch.path(), work, options ) );
      if ( outcome == Outcome::Done )
        return {};
    }
    return fail( ErrorKind::FileInUse, QStringLiteral( "%1 keeps changing" ).arg( database ) );
  }
} // namespace syncline
