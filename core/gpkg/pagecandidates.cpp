// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagecandidates.h"

#include "core/base/logging.h"
#include "core/gpkg/pagerecord.h"
#include "core/gpkg/sqlitewal.h"

#include <algorithm>
#include <thread>

namespace syncline
{
  namespace
  {
    bool canHaveCandidates( const TablePair &pair )
    {
      return pair.base.sql == pair.modified.sql && !pair.modified.sql.isEmpty() &&
             !pair.modified.rowid.isEmpty() && !pair.modified.isWithoutRowid && !pair.modified.hasGenerated &&
             pair.modified.hasKey();
    }
    constexpr unsigned MAX_THREADS = 4; // more would wait for the memory
  }                                     // namespace

  //! Two sources, and what they read from.
  struct SecondHandles::OpenPair
  {
      std::optional<Database> database;
      std::optional<PageSnapshot> snapshot;
      PagePair pages; // gone first

      [[nodiscard]] static Result<std::unique_ptr<OpenPair>> open( const QString &base,
                                                                   const QString &modified,
                                                                   const CancelToken &cancel )
      {
        auto pair = std::make_unique<OpenPair>();
        SYNCLINE_TRY( database, Database::open( modified, Database::Access::ReadOnly, cancel ) );
        pair->database.emplace( std::move( database ) );
        SYNCLINE_CHECK( pair->database->attach( base, "base" ) );
        SYNCLINE_TRY( snapshot, PageSnapshot::begin( *pair->database ) );
        pair->snapshot.emplace( std::move( snapshot ) );
        SYNCLINE_TRY( basePages, pair->snapshot->pages( "base" ) );
        SYNCLINE_TRY( modifiedPages, pair->snapshot->pages( "main" ) );
        pair->pages.base = std::move( basePages );
        pair->pages.modified = std::move( modifiedPages );
        return pair;
      }
  };

  SecondHandles::SecondHandles( const Database &database, const PageSnapshot &snapshot,
                                const CancelToken &cancel )
    : mDatabase( database )
    , mSnapshot( snapshot )
    , mCancel( cancel )
    , mBasePath( pathOf( database, "base" ) )
    , mModifiedPath( pathOf( database, "main" ) )
  {
    static const unsigned processors = std::thread::hardware_concurrency();
    mPairs.resize( std::clamp( processors, 1u, MAX_THREADS ) - 1 );
  }

  SecondHandles::~SecondHandles() = default;

  PagePair *SecondHandles::pair( size_t index )
  {
    Slot &slot = mPairs[index];
    if ( !slot.isTried )
    {
      slot.isTried = true;
      auto opened = OpenPair::open( mBasePath, mModifiedPath, mCancel );
      if ( !opened )
        qCInfo( lcGpkg ).noquote() << "comparing on one thread less:" << toLogLine( opened.error() );
      else if ( mSnapshot.seesTheSameAs( *( *opened )->snapshot ) )
        slot.pair = std::move( *opened );
      else
        qCInfo( lcGpkg ) << "comparing on one thread less: somebody committed meanwhile";
    }
    return slot.pair ? &slot.pair->pages : nullptr;
  }

  bool SecondHandles::wasSame() const
  {
    // A file that was replaced before the others were opened is not the one that the path leads to now.
    return !hasMoved( mDatabase, "base" ) && !hasMoved( mDatabase, "main" );
  }

  CandidateFinder::CandidateFinder( const Database &database, const PageSnapshot &snapshot,
                                    const CancelToken &cancel )
    : mDatabase( database )
    , mHelp( database, snapshot, cancel )
  {
    const auto opened = open( snapshot, cancel );
    if ( !opened )
      qCInfo( lcGpkg ).noquote() << "comparing by SQL:" << toLogLine( opened.error() );
    else
      mDiff->setHelp( &mHelp );
  }

  Result<void> CandidateFinder::open( const PageSnapshot &snapshot, const CancelToken &cancel )
  {
    // This is how single rows are asked for. A table of the user's may have the name, and an odd SQLite not know it.
    SYNCLINE_CHECK( mDatabase.prepare( "SELECT value FROM json_each('[]')" ) );
    SYNCLINE_TRY( base, snapshot.pages( "base" ) );
    SYNCLINE_TRY( modified, snapshot.pages( "main" ) );
    if ( !base->geometry().isComparableTo( modified->geometry() ) )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "the files are divided into pages differently" ) );
    mBase = std::move( base );
    mModified = std::move( modified );
    mDiff.emplace( *mBase, *mModified, cancel );
    return {};
  }

  Result<std::optional<RowCandidates>> CandidateFinder::find( const TablePair &pair,
                                                              ValueComparison &comparison )
  {
    if ( !mDiff || !canHaveCandidates( pair ) )
      return std::nullopt;
    auto found = compare( pair.modified, comparison );
    if ( found || found.error().kind == ErrorKind::Canceled )
      return found;
    // SQLite decides what to make of such a file; here it only means that pages are no help.
    qCWarning( lcGpkg ).noquote() << "comparing a table by SQL, for its pages are odd:"
                                  << toLogLine( found.error() );
    return std::nullopt;
  }

  Result<std::optional<RowCandidates>> CandidateFinder::compare( const TableSchema &table,
                                                                 ValueComparison &comparison )
  {
    PageDiff::Roots roots;
    SYNCLINE_TRY( base, rootOf( "base", table.name ) );
    SYNCLINE_TRY( modified, rootOf( "main", table.name ) );
    roots.base = base;
    roots.modified = modified;
    constexpr quint32 UTF8 = 1;
    if ( !table.rowidIsKey || mBase->geometry().textEncoding != UTF8 )
      return mDiff->compare( roots );
    RecordUpdates updates( table, comparison );
    const auto see = [&updates]( const LeafCell &before, const LeafCell &now )
    { return updates.add( before, now ); };
    SYNCLINE_TRY( candidates, mDiff->compare( roots, see ) );
    if ( candidates )
      candidates->updates = updates.take();
    return candidates;
  }

  Result<PageNumber> CandidateFinder::rootOf( const QByteArray &schema, const QByteArray &table ) const
  {
    SYNCLINE_TRY( row, mDatabase.prepare( "SELECT rootpage FROM " + quoted( schema ) +
                                          ".sqlite_master WHERE type = 'table' AND name = ?" ) );
    row.bind( 0, Value::ofText( { table.constData(), size_t( table.size() ) } ) );
    SYNCLINE_TRY( hasRow, row.next() );
    const qint64 root = hasRow ? row.integerAt( 0 ) : 0;
    return root > 0 && root <= 0xffffffff ? PageNumber( root ) : 0;
  }
} // namespace syncline
