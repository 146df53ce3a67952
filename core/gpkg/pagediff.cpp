// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagediff.h"

#include "core/base/require.h"

#include <algorithm>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr PageNumber MAX_GAP = 4;       // pages that are read in vain rather than by two calls
    constexpr size_t FEW_CANDIDATES = 4096; // always worth it
    constexpr size_t MOST_OF_ROWS =
      5; // beyond one in so many, reading both tables in order is faster than single rows

    //! Whether fetching single rows still is the better way.
    bool isWorthIt( size_t candidates, const RowCursor &a, const RowCursor &b )
    {
      if ( candidates < FEW_CANDIDATES )
        return true;
      const quint64 rows = std::max( a.estimatedRows(), b.estimatedRows() );
      return candidates <= PageDiff::MAX_CANDIDATES && candidates <= rows / MOST_OF_ROWS;
    }
  } // namespace

  PageDiff::PageDiff( PageSource &base, PageSource &modified, CancelToken cancel )
    : mBase( base )
    , mModified( modified )
    , mCancel( std::move( cancel ) )
  {
    SYNCLINE_REQUIRE( base.geometry().isComparableTo( modified.geometry() ) );
  }

  Result<std::optional<RowCandidates>> PageDiff::compare( Roots roots )
  {
    SYNCLINE_TRY( baseLeaves, leavesOf( mBase, roots.base ) );
    SYNCLINE_TRY( modifiedLeaves, leavesOf( mModified, roots.modified ) );
    SYNCLINE_TRY( shared, sharedLeaves( baseLeaves, modifiedLeaves ) );
    RowCursor base( mBase, baseLeaves, shared );
    RowCursor modified( mModified, modifiedLeaves, shared );
    SYNCLINE_CHECK( base.start( roots.base ) );
    SYNCLINE_CHECK( modified.start( roots.modified ) );
    return merge( base, modified );
  }

  Result<PageSet> PageDiff::sharedLeaves( const PageSet &base, const PageSet &modified )
  {
    const PageNumber pageCount = std::min( mBase.geometry().pageCount, mModified.geometry().pageCount );
    const int pageSize = mBase.geometry().pageSize;
    const PageNumber most = PageNumber( std::max( 1, READ_AHEAD_BYTES / pageSize ) );
    std::vector<char> baseBytes( size_t( most ) * size_t( pageSize ) );
    std::vector<char> modifiedBytes( baseBytes.size() );
    PageSet shared( std::max( mBase.geometry().pageCount, mModified.geometry().pageCount ) );

    PageNumber first = base.nextCommon( modified, 2 );
    while ( first != 0 && first <= pageCount )
    {
      if ( mCancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      PageNumber last = first;
      quint64 wanted = 1; // the gaps are not counted: tables whose pages alternate would add up to too many
      PageNumber next = base.nextCommon( modified, quint64( last ) + 1 );
      while ( next != 0 && next - last <= MAX_GAP && next - first < most )
      {
        last = next;
        ++wanted;
        next = base.nextCommon( modified, quint64( last ) + 1 );
      }
      if ( !mBase.budget.spend( wanted ) || !mModified.budget.spend( wanted ) )
        return fail( ErrorKind::DamagedDatabase, QStringLiteral( "too many pages" ) );
      const int count = int( last - first + 1 );
      SYNCLINE_CHECK( mBase.pages.read( first, count, baseBytes.data() ) );
      SYNCLINE_CHECK( mModified.pages.read( first, count, modifiedBytes.data() ) );
      for ( PageNumber page = first; page <= last; ++page )
      {
        if ( !base.contains( page ) || !modified.contains( page ) )
          continue;
        const size_t offset = size_t( page - first ) * size_t( pageSize );
        SYNCLINE_TRY( same, isShared( baseBytes.data() + offset, modifiedBytes.data() + offset ) );
        if ( same )
          shared.insert( page );
      }
      first = next;
    }
    return shared;
  }

  Result<bool> PageDiff::isShared( const char *base, const char *modified )
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

  Result<std::optional<RowCandidates>> PageDiff::merge( RowCursor &base, RowCursor &modified )
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
          candidates.changed.push_back( now.rowid );
        SYNCLINE_CHECK( base.next() );
        SYNCLINE_CHECK( modified.next() );
      }
    }
    return candidates;
  }
} // namespace syncline
