// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"

#include "core/base/logging.h"
#include "core/gpkg/bulktriggers.h"
#include "core/gpkg/danglingrows.h"
#include "core/gpkg/entrytext.h"
#include "core/gpkg/sqlitefunctions.h"
#include "core/gpkg/tableapplier.h"

#include <QMap>

#include <list>

namespace syncline
{
  namespace
  {
    constexpr int CONFLICTS_TOLD = 5; // in the error's detail; the rest is counted
    constexpr size_t MANY_WAITING = 64;
    constexpr size_t WORTH_A_ROUND = 16; // one in so many has to get in for another round

    //! Whether foreign keys' actions run while entries go in.
    enum class Actions
    {
      Run,
      None //!< there are none, or they are put off
    };

    //! An entry that waits for others, with its own copy of its bytes.
    struct Waiting
    {
        std::string bytes; // header and entry
        qint64 offset = 0;
        QString reason;
    };

    //! One run over one changeset; the transaction is the caller's.
    class Run
    {
      public:
        Run( Database &database, const ApplyOptions &options, BulkTriggers &bulk, Actions actions )
          : mDatabase( database )
          , mOptions( options )
          , mBulk( bulk )
          , mActions( actions )
        {
        }
        [[nodiscard]] Result<void> apply( ChangesetReader &reader );
        [[nodiscard]] Result<void> finish();

      private:
        [[nodiscard]] Result<TableApplier> applierFor( const Entry &entry ) const;
        [[nodiscard]] Result<TableApplier *> tableOf( const Entry &entry );
        [[nodiscard]] Result<bool> handle( const Entry &entry );
        [[nodiscard]] Result<bool> retry( Waiting &waiting );
        [[nodiscard]] Result<void> retryAll( bool isPatient );
        [[nodiscard]] Result<void> checkTime() const;
        [[nodiscard]] Result<bool> swapUniqueValues();
        void conflict( const Entry &entry, const QString &why );

        Database &mDatabase;
        const ApplyOptions &mOptions;
        BulkTriggers &mBulk;
        const Actions mActions;
        QMap<QByteArray, std::shared_ptr<TableApplier>> mTables; // null for tables to pass over
        std::list<Waiting> mWaiting;
        qint64 mConflicts = 0;
        QStringList mTold;
    };

    void Run::conflict( const Entry &entry, const QString &why )
    {
      ++mConflicts;
      if ( mTold.size() < CONFLICTS_TOLD )
        mTold.append( entryText( entry ) + QStringLiteral( ": " ) + why );
    }

    //! An error tells where in the changeset the table is wanted.
    Result<TableApplier> Run::applierFor( const Entry &entry ) const
    {
      auto applier = TableApplier::forTable( mDatabase, *entry.table );
      if ( !applier )
        applier.error().detail = entryText( entry ) + QStringLiteral( ": " ) + applier.error().detail;
      return applier;
    }

    Result<TableApplier *> Run::tableOf( const Entry &entry )
    {
      const QByteArray &name = entry.table->name;
      const auto known = mTables.constFind( name );
      if ( known != mTables.constEnd() )
        return known->get();
      std::shared_ptr<TableApplier> table;
      if ( !name.startsWith( "gpkg_" ) && mOptions.tables.takes( name ) )
      {
        SYNCLINE_TRY( applier, applierFor( entry ) );
        table = std::make_shared<TableApplier>( std::move( applier ) );
      }
      mTables.insert( name, table );
      return table.get();
    }

    //! False if the entry has to wait.
    Result<bool> Run::handle( const Entry &entry )
    {
      SYNCLINE_TRY( table, tableOf( entry ) );
      if ( !table )
        return true;
      SYNCLINE_TRY( applied, table->apply( entry ) );
      if ( applied == Applied::Constraint )
        return false;
      if ( applied == Applied::Done )
        mBulk.note( entry );
      if ( applied == Applied::NoMatch )
      {
        bool isExcused = false;
        if ( mActions == Actions::Run )
        {
          SYNCLINE_TRY( wasDone, table->wasDoneByForeignKey( entry ) );
          isExcused = wasDone;
        }
        if ( !isExcused )
          conflict( entry, QStringLiteral( "the row is missing or holds other values" ) );
      }
      return true;
    }

    Result<void> Run::checkTime() const
    {
      if ( mOptions.cancel.isCanceled() || mOptions.deadline.hasExpired() )
        return fail( ErrorKind::Canceled );
      return {};
    }

    Result<void> Run::apply( ChangesetReader &reader )
    {
      Entry entry;
      std::shared_ptr<const TableHeader> checked;
      for ( ;; )
      {
        SYNCLINE_CHECK( checkTime() );
        SYNCLINE_TRY( more, reader.next( entry ) );
        if ( !more )
          return {};
        if ( entry.table != checked && mTables.contains( entry.table->name ) &&
             mTables.value( entry.table->name ) )
        { // a further header for a table has to fit, too
          SYNCLINE_CHECK( applierFor( entry ) );
        }
        checked = entry.table;
        SYNCLINE_TRY( handled, handle( entry ) );
        if ( handled )
          continue;
        Waiting waiting{ {}, entry.offset, mDatabase.lastMessage() };
        appendEncoded( waiting.bytes, *entry.table );
        waiting.bytes += entry.raw;
        mWaiting.push_back( std::move( waiting ) );
      }
    }

    //! True if the entry need not wait longer.
    Result<bool> Run::retry( Waiting &waiting )
    {
      ChangesetReader reader = ChangesetReader::over( waiting.bytes );
      Entry entry;
      SYNCLINE_CHECK( reader.next( entry ) );
      entry.offset = waiting.offset;
      SYNCLINE_TRY( handled, handle( entry ) );
      if ( !handled )
        waiting.reason = mDatabase.lastMessage();
      return handled;
    }

    /**
     * Round after round, as long as one helps; without patience only while it helps many. Each goes the other way than the one
     * before: where every row of a table takes its neighbour's number, one of the two ways needs a single round, the other as
     * many as there are rows.
     */
    Result<void> Run::retryAll( bool isPatient )
    {
      for ( bool helps = true; helps && !mWaiting.empty(); )
      {
        const size_t before = mWaiting.size();
        mWaiting.reverse();
        for ( auto it = mWaiting.begin(); it != mWaiting.end(); )
        {
          SYNCLINE_CHECK( checkTime() );
          SYNCLINE_TRY( handled, retry( *it ) );
          it = handled ? mWaiting.erase( it ) : std::next( it );
        }
        const size_t helped = before - mWaiting.size();
        helps = helped > 0 && ( isPatient || before < MANY_WAITING || helped * WORTH_A_ROUND >= before );
      }
      return {};
    }

    //! Updates that block one another go through together: all rows out, all rows back in. False if that did not work either.
    Result<bool> Run::swapUniqueValues()
    {
      struct Out
      {
          TableApplier *table;
          std::string row;
      };
      std::vector<Out> out;
      SYNCLINE_CHECK( mDatabase.execute( "SAVEPOINT swap" ) );
      bool worked = true;
      for ( auto it = mWaiting.begin(); worked && it != mWaiting.end(); ++it )
      {
        SYNCLINE_CHECK( checkTime() );
        ChangesetReader reader = ChangesetReader::over( it->bytes );
        Entry entry;
        SYNCLINE_CHECK( reader.next( entry ) );
        SYNCLINE_TRY( table, tableOf( entry ) );
        if ( entry.operation != Operation::Update )
          continue;
        worked = mActions == Actions::None || table->canTakeOut();
        if ( !worked )
          break;
        SYNCLINE_TRY( row, table->takeOut( entry ) );
        worked = row.has_value();
        if ( worked )
          out.push_back( { table, std::move( *row ) } );
      }
      for ( const Out &row : out )
      {
        if ( !worked )
          break;
        SYNCLINE_CHECK( checkTime() );
        SYNCLINE_TRY( applied, row.table->putBack( row.row ) );
        worked = applied == Applied::Done;
      }
      worked = worked && !out.empty();
      SYNCLINE_CHECK( mDatabase.execute( worked ? "RELEASE swap" : "ROLLBACK TO swap; RELEASE swap" ) );
      if ( worked )
      {
        mWaiting.remove_if(
          [this]( const Waiting &waiting )
          {
            Entry entry;
            ChangesetReader reader = ChangesetReader::over( waiting.bytes );
            const bool isUpdate =
              reader.next( entry ).value_or( false ) && entry.operation == Operation::Update;
            if ( isUpdate )
              mBulk.note( entry );
            return isUpdate;
          } );
      }
      return worked;
    }

    Result<void> Run::finish()
    {
      for ( bool isPatient = false; !mWaiting.empty(); )
      {
        SYNCLINE_CHECK( retryAll( isPatient ) );
        if ( mWaiting.empty() )
          break;
        SYNCLINE_TRY( hasSwapped, swapUniqueValues() );
        if ( !hasSwapped && isPatient )
          break;
        isPatient = !hasSwapped;
      }
      mWaiting.sort( []( const Waiting &a, const Waiting &b ) { return a.offset < b.offset; } );
      for ( Waiting &waiting : mWaiting )
      {
        ChangesetReader reader = ChangesetReader::over( waiting.bytes );
        Entry entry;
        SYNCLINE_CHECK( reader.next( entry ) );
        entry.offset = waiting.offset;
        conflict( entry, waiting.reason );
      }
      if ( mConflicts == 0 )
        return {};
      for ( const QString &line : mTold )
        qCWarning( lcGpkg ).noquote() << line;
      return fail( ErrorKind::ChangesetConflict, QStringLiteral( "%1 not applied: %2" )
                                                   .arg( mConflicts )
                                                   .arg( mTold.join( QStringLiteral( "; " ) ) ) );
    }

    //! Drops the user's triggers, and \a others, and gives back what makes them again.
    [[nodiscard]] Result<QList<QByteArray>> putTriggersAside( Database &database,
                                                              const QSet<QByteArray> &others )
    {
      QList<QByteArray> names;
      QList<QByteArray> statements;
      {
        SYNCLINE_TRY( triggers,
                      database.prepare( "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'" ) );
        for ( ;; )
        {
          SYNCLINE_TRY( more, triggers.next() );
          if ( !more )
            break;
          if ( isKeptTrigger( triggers.textAt( 0 ) ) && !others.contains( triggers.textAt( 0 ) ) )
            continue;
          names.append( triggers.textAt( 0 ) );
          statements.append( triggers.textAt( 1 ) );
        }
      }
      for ( const QByteArray &name : names )
        SYNCLINE_CHECK( database.execute( "DROP TRIGGER main." + quoted( name ) ) );
      return statements;
    }

    //! Notes the rows that ON DELETE CASCADE takes away, in every table that can lose some.
    [[nodiscard]] Result<void> watchCascades( Database &database )
    {
      SYNCLINE_TRY( names, tablesWithForeignKeys( database, "k.on_delete = 'CASCADE'" ) );
      for ( const QByteArray &name : names )
      {
        SYNCLINE_TRY( schema, readTable( database, "main", name ) );
        SYNCLINE_TRY( table, TableApplier::forTable( database, schema.header() ) );
        SYNCLINE_CHECK( table.watchCascades() );
      }
      return {};
    }
    [[nodiscard]] Result<void> applyEntries( ChangesetReader &changeset, Run run )
    {
      SYNCLINE_CHECK( run.apply( changeset ) );
      return run.finish();
    }

    /**
     * The actions of foreign keys had been at work before a changeset was written, so it says of every row what becomes of it.
     * Where they are at work again now, one can come before the entry that keeps it from its row: the parent goes, and with it the
     * child that the next entry gives to somebody else. Then the changeset goes in as it stands, without actions; it must
     * leave no row behind that refers to nothing.
     */
    [[nodiscard]] Result<void> applyWithoutActions( Database &database, ChangesetReader &changeset,
                                                    const ApplyOptions &options, BulkTriggers &bulk )
    {
      SYNCLINE_TRY( before, DanglingRows::of( database ) );
      database.enforceForeignKeys( false );
      const auto applied = applyEntries( changeset, { database, options, bulk, Actions::None } );
      database.enforceForeignKeys( true );
      SYNCLINE_CHECK( applied );
      SYNCLINE_TRY( after, DanglingRows::of( database ) );
      if ( !after.areAmong( before ) )
        return fail( ErrorKind::ChangesetConflict,
                     QStringLiteral( "a row would refer to one that is not there" ) );
      return {};
    }

    //! Whether it says nothing of the changeset and the rows.
    bool isTroubleOutside( ErrorKind kind )
    {
      return kind == ErrorKind::Canceled || kind == ErrorKind::FileInUse || kind == ErrorKind::DiskFull ||
             kind == ErrorKind::DamagedDatabase;
    }

    //! With the actions of foreign keys; where that does not lead to the end, without.
    [[nodiscard]] Result<void> applyAmongActions( Database &database, ChangesetReader &changeset,
                                                  const ApplyOptions &options, BulkTriggers &bulk )
    {
      const BulkTriggers untouched = bulk.copy();
      SYNCLINE_CHECK( database.execute( "SAVEPOINT changeset" ) );
      auto applied = applyEntries( changeset, { database, options, bulk, Actions::Run } );
      if ( applied )
        return database.execute( "RELEASE changeset" );
      if ( applied.error().kind != ErrorKind::ChangesetConflict || !database.isInTransaction() )
        return applied;
      SYNCLINE_CHECK( database.execute( "ROLLBACK TO changeset" ) );
      SYNCLINE_CHECK( changeset.rewind() );
      bulk = untouched;
      const auto again = applyWithoutActions( database, changeset, options, bulk );
      if ( !again )
        return isTroubleOutside( again.error().kind ) ? again : applied;
      return database.execute( "RELEASE changeset" );
    }
  } // namespace

  Result<Database> openForApplying( const QString &path, const CancelToken &cancel )
  {
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadWrite, cancel ) );
    SYNCLINE_TRY( isGeoPackage, hasTable( database, "main", "gpkg_contents" ) );
    if ( isGeoPackage )
      SYNCLINE_CHECK( registerGeometryFunctions( database ) );
    // Every statement with triggers keeps a journal of its own, which belongs into memory.
    SYNCLINE_CHECK(
      database.execute( "PRAGMA foreign_keys = 1; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768" ) );
    return database;
  }

  Result<void> applyWithin( Database &database, std::vector<ChangesetReader> changesets,
                            const ApplyOptions &options )
  {
    database.setDeadline( options.deadline );
    SYNCLINE_CHECK( database.execute( "PRAGMA defer_foreign_keys = 1" ) );
    SYNCLINE_TRY( bulk, BulkTriggers::plan( database, changesets, options.tables ) );
    SYNCLINE_TRY( triggers, putTriggersAside( database, bulk.triggers() ) );
    SYNCLINE_CHECK( watchCascades( database ) );
    SYNCLINE_TRY( canKeepKeys, canKeepForeignKeys( database ) );
    SYNCLINE_TRY( hasActions, hasForeignKeyActions( database ) );
    if ( !canKeepKeys )
      database.enforceForeignKeys( false );
    for ( ChangesetReader &changeset : changesets )
      SYNCLINE_CHECK( hasActions && canKeepKeys
                        ? applyAmongActions( database, changeset, options, bulk )
                        : applyEntries( changeset, { database, options, bulk, Actions::None } ) );
    SYNCLINE_CHECK( bulk.finish( database ) );
    for ( const QByteArray &trigger : triggers )
      SYNCLINE_CHECK( database.execute( trigger ) );
    database.setDeadline( QDeadlineTimer::Forever );
    return {};
  }
} // namespace syncline
