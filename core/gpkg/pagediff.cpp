// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagediff.h"

#include "core/base/require.h"
#include "core/gpkg/helperthread.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr PageNumber MAX_GAP = 4;       // pages that are read in vain rather than by two calls
    constexpr size_t FEW_CANDIDATES = 4096; // always worth it
    constexpr size_t MOST_OF_ROWS =
      2; // beyond one in so many, reading both tables in order is faster than single rows

    //! Whether fetching single rows still is the better way.
    bool isWorthIt( size_t candidates, const RowCursor &a, const RowCursor &b )
    {
      if ( candidates < FEW_CANDIDATES )
        return true;
      const quint64 rows = std::max( a.estimatedRows(), b.estimatedRows() );
      return candidates <= PageDiff::MAX_CANDIDATES && candidates <= rows / MOST_OF_ROWS;
    }

    //! Leaves that both trees have, from one page number up to before another.
    struct LeafRange
    {
        const PageSet &base;
        const PageSet &modified;
        PageNumber first;
        PageNumber end;

        //! The first such leaf at or after \a page; 0 if there is none.
        PageNumber next( quint64 page ) const
        {
          const PageNumber found = base.nextCommon( modified, page );
          return found < end ? found : 0;
        }
    };

    //! Compares the leaves of a range, on one thread.
    class LeafComparison
    {
      public:
        LeafComparison( PageFile &base, PageFile &modified, const CancelToken &cancel )
          : mBase( base )
          , mModified( modified )
          , mCancel( cancel )
          , mBaseBytes( newBuffer() )
          , mModifiedBytes( newBuffer() )
        {
        }

        //! Adds to \a shared.
        [[nodiscard]] Result<void> run( const LeafRange &range, PageSet &shared )
        {
          const int pageSize = mBase.geometry().pageSize;
          const PageNumber most = PageNumber( std::max( 1, READ_AHEAD_BYTES / pageSize ) );
          PageNumber first = range.next( range.first );
          while ( first != 0 )
          {
            if ( mCancel.isCanceled() )
              return fail( ErrorKind::Canceled );
            PageNumber last = first;
            quint64 wanted =
              1; // the gaps are not counted: tables whose pages alternate would add up to too many
            PageNumber next = range.next( quint64( last ) + 1 );
            while ( next != 0 && next - last <= MAX_GAP && next - first < most )
            {
              last = next;
              ++wanted;
              next = range.next( quint64( last ) + 1 );
            }
            if ( !mBase.budget.spend( wanted ) || !mModified.budget.spend( wanted ) )
              return fail( ErrorKind::DamagedDatabase, QStringLiteral( "too many pages" ) );
            SYNCLINE_CHECK( compare( { range.base, range.modified, first, last + 1 }, shared ) );
            first = next;
          }
          return {};
        }

      private:
        std::unique_ptr<char[]> newBuffer() const // not filled with zeros, which would touch all of it
        {
          return std::unique_ptr<char[]>(
            new char[size_t( std::max( READ_AHEAD_BYTES, mBase.geometry().pageSize ) )] );
        }

        //! A range that fits into the buffers.
        [[nodiscard]] Result<void> compare( const LeafRange &range, PageSet &shared )
        {
          const int count = int( range.end - range.first );
          SYNCLINE_CHECK( mBase.pages.read( range.first, count, mBaseBytes.get() ) );
          SYNCLINE_CHECK( mModified.pages.read( range.first, count, mModifiedBytes.get() ) );
          for ( PageNumber page = range.first; page < range.end; ++page )
          {
            if ( !range.base.contains( page ) || !range.modified.contains( page ) )
              continue;
            const size_t offset = size_t( page - range.first ) * size_t( mBase.geometry().pageSize );
            SYNCLINE_TRY( same, isShared( mBaseBytes.get() + offset, mModifiedBytes.get() + offset ) );
            if ( same )
              shared.insert( page );
          }
          return {};
        }

        [[nodiscard]] Result<bool> isShared( const char *base, const char *modified )
        {
          const PageGeometry &geometry = mBase.geometry();
          if ( std::memcmp( base, modified, size_t( geometry.usableSize ) ) != 0 )
            return false;
          TablePage page;
          if ( !page.parse( base, geometry ) || !page.isLeaf() )
            return fail( ErrorKind::DamagedDatabase, QStringLiteral( "no leaf page" ) );
          LeafCell cell;
          qint64 last = 0;
          for ( int i = 0; i < page.cellCount(); ++i )
          {
            if ( !page.leafCell( i, cell ) || ( i > 0 && cell.rowid <= last ) )
              return fail( ErrorKind::DamagedDatabase, QStringLiteral( "cells that cannot be" ) );
            last = cell.rowid;
            if ( cell.overflow == 0 )
              continue;
            SYNCLINE_TRY( same, samePayload( mBase, cell, mModified, cell ) );
            if ( !same )
              return false;
          }
          return true;
        }

        PageFile &mBase;
        PageFile &mModified;
        const CancelToken &mCancel;
        std::unique_ptr<char[]> mBaseBytes;
        std::unique_ptr<char[]> mModifiedBytes;
    };

    //! Deals out ranges of pages to whoever is ready for the next.
    class LeafBlocks
    {
      public:
        LeafBlocks( const PageSet &base, const PageSet &modified, const PageGeometry &geometry )
          : mAll{ base, modified, 2, geometry.pageCount + 1 }
          , mPages( PageNumber( std::max( 1, BLOCK_BYTES / geometry.pageSize ) ) )
        {
        }
        std::optional<LeafRange> take()
        {
          const quint64 first = mAll.first + mTaken.fetch_add( 1 ) * mPages;
          if ( mIsStopped || first >= mAll.end )
            return std::nullopt;
          const quint64 end = std::min<quint64>( mAll.end, first + mPages );
          return LeafRange{ mAll.base, mAll.modified, PageNumber( first ), PageNumber( end ) };
        }
        bool isAllTaken() const { return mIsStopped || mAll.first + mTaken * mPages >= mAll.end; }
        void stop() { mIsStopped = true; }
        void restart()
        {
          mTaken = 0;
          mIsStopped = false;
        }

      private:
        static constexpr int BLOCK_BYTES = 512 * 1024;
        const LeafRange mAll;
        const PageNumber mPages;
        std::atomic<quint64> mTaken{ 0 };
        std::atomic<bool> mIsStopped{ false };
    };

    [[nodiscard]] Result<void> compareBlocks( LeafBlocks &blocks, LeafComparison &comparison,
                                              PageSet &shared )
    {
      while ( const auto range = blocks.take() )
      {
        auto compared = comparison.run( *range, shared );
        if ( !compared )
        {
          blocks.stop();
          return compared;
        }
      }
      return {};
    }

    //! The part of one further thread; nothing at all where it comes too late.
    [[nodiscard]] Result<PageSet> compareElsewhere( PageHelp &help, size_t index, LeafBlocks &blocks,
                                                    const CancelToken &cancel )
    {
      PagePair *pair = blocks.isAllTaken() ? nullptr : help.pair( index ); // opening takes time
      if ( !pair || blocks.isAllTaken() )
        return PageSet( 0 );
      PageFile base( *pair->base );
      PageFile modified( *pair->modified );
      PageSet shared( std::min( base.geometry().pageCount, modified.geometry().pageCount ) );
      LeafComparison comparison( base, modified, cancel );
      SYNCLINE_CHECK( compareBlocks( blocks, comparison, shared ) );
      return shared;
    }

    //! A further thread, and what came of it.
    struct Helper
    {
        std::optional<Result<PageSet>> outcome;
        std::thread thread;
    };
    using Helpers = std::vector<std::unique_ptr<Helper>>;

    Helpers startHelpers( quint64 count, PageHelp &help, LeafBlocks &blocks, const CancelToken &cancel )
    {
      Helpers helpers;
      for ( size_t i = 0; i < std::min<quint64>( count, help.count() ); ++i )
      {
        auto helper = std::make_unique<Helper>();
        helper->thread = startHelper( [self = helper.get(), &help, i, &blocks, &cancel]
                                      { self->outcome = compareElsewhere( help, i, blocks, cancel ); } );
        if ( !helper->thread.joinable() )
          break; // the system grants no more of them
        helpers.push_back( std::move( helper ) );
      }
      return helpers;
    }
  } // namespace

  PageDiff::PageDiff( PageSource &base, PageSource &modified, CancelToken cancel )
    : mBase( base )
    , mModified( modified )
    , mCancel( std::move( cancel ) )
  {
    SYNCLINE_REQUIRE( base.geometry().isComparableTo( modified.geometry() ) );
  }

  Result<std::optional<RowCandidates>> PageDiff::compare( Roots roots, const SeeChanged &see )
  {
    SYNCLINE_TRY( baseLeaves, leavesOf( mBase, roots.base ) );
    SYNCLINE_TRY( modifiedLeaves, leavesOf( mModified, roots.modified ) );
    SYNCLINE_TRY( shared, sharedLeaves( baseLeaves, modifiedLeaves ) );
    RowCursor base( mBase, baseLeaves, shared );
    RowCursor modified( mModified, modifiedLeaves, shared );
    SYNCLINE_CHECK( base.start( roots.base ) );
    SYNCLINE_CHECK( modified.start( roots.modified ) );
    return merge( base, modified, see );
  }

  Result<PageSet> PageDiff::sharedLeaves( const PageSet &base, const PageSet &modified )
  {
    const PageGeometry &smaller =
      mBase.geometry().pageCount < mModified.geometry().pageCount ? mBase.geometry() : mModified.geometry();
    const quint64 bytes = base.countCommon( modified ) * quint64( smaller.pageSize );
    const quint64 threads = bytes / BYTES_PER_THREAD;
    LeafBlocks blocks( base, modified, smaller );
    Helpers helpers;
    if ( mHelp && threads > 1 )
      helpers = startHelpers( threads - 1, *mHelp, blocks, mCancel );

    PageSet shared( std::max( mBase.geometry().pageCount, mModified.geometry().pageCount ) );
    LeafComparison comparison( mBase, mModified, mCancel );
    Result<void> compared = compareBlocks( blocks, comparison, shared );
    for ( const auto &helper : helpers ) // whatever happened: they use what is ours
      helper->thread.join();
    SYNCLINE_CHECK( std::move( compared ) );
    if ( !helpers.empty() && !mHelp->wasSame() )
    {
      blocks.restart();
      SYNCLINE_CHECK( compareBlocks( blocks, comparison, shared ) );
      return shared;
    }
    for ( const auto &helper : helpers )
    {
      if ( !helper->outcome )
        continue;
      if ( !*helper->outcome )
        return passOn( helper->outcome->error(), __func__ );
      shared.unite( **helper->outcome );
    }
    return shared;
  }

  Result<std::optional<RowCandidates>> PageDiff::merge( RowCursor &base, RowCursor &modified,
                                                        const SeeChanged &see )
  {
    RowCandidates candidates;
    quint64 steps = 0;
    while ( !base.atEnd() || !modified.atEnd() )
    {
      constexpr quint64 LOOK_EVERY = 1024;
      if ( ++steps % LOOK_EVERY == 0 )
      {
        if ( mCancel.isCanceled() )
          return fail( ErrorKind::Canceled );
        if ( !isWorthIt( candidates.size(), base, modified ) )
          return std::nullopt;
      }
      const LeafCell &old = base.cell();
      const LeafCell &now = modified.cell();
      if ( modified.atEnd() || ( !base.atEnd() && old.rowid < now.rowid ) )
      {
        candidates.removed.push_back( old.rowid );
        SYNCLINE_CHECK( base.next() );
      }
      else if ( base.atEnd() || now.rowid < old.rowid )
      {
        candidates.added.push_back( now.rowid );
        SYNCLINE_CHECK( modified.next() );
      }
      else
      {
        SYNCLINE_TRY( same, samePayload( mBase, old, mModified, now ) );
        if ( !same )
        {
          candidates.changed.push_back( now.rowid );
          if ( see )
            SYNCLINE_CHECK( see( old, now ) );
        }
        SYNCLINE_CHECK( base.next() );
        SYNCLINE_CHECK( modified.next() );
      }
    }
    return candidates;
  }
} // namespace syncline
