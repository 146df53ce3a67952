// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagetree.h"

#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr int MAX_DEPTH = 20; // SQLite's own limit; 20 levels of two children each would outgrow any disk

    [[nodiscard]] tl::unexpected<Error> damaged( const char *what, PageNumber page )
    {
      return fail( ErrorKind::DamagedDatabase,
                   QStringLiteral( "page %1: %2" ).arg( page ).arg( QString::fromLatin1( what ) ) );
    }

    [[nodiscard]] Result<TablePage> readTablePage( PageFile &file, PageNumber number, char *buffer )
    {
      if ( !file.budget.spend( 1 ) )
        return damaged( "too many pages", number );
      SYNCLINE_CHECK( file.pages.read( number, 1, buffer ) );
      TablePage page;
      if ( !page.parse( buffer, file.geometry() ) )
        return damaged( "no table page", number );
      return page;
    }

    /**
     * Walks the interior pages, depth first. All leaves of a b-tree are at the same depth, so the leftmost path tells which
     * children need not be read to know what they are. (A tree that pretends is found out when its leaves are read.)
     */
    class LeafFinder
    {
      public:
        explicit LeafFinder( PageFile &file )
          : mFile( file )
          , mSeen( file.geometry().pageCount )
          , mLeaves( file.geometry().pageCount )
        {
        }

        [[nodiscard]] Result<PageSet> find( PageNumber root )
        {
          SYNCLINE_TRY( height, heightOf( root ) );
          mBuffers.resize( size_t( height ) );
          SYNCLINE_CHECK( collect( root, height ) );
          return std::move( mLeaves );
        }

      private:
        [[nodiscard]] Result<TablePage> read( PageNumber number, std::unique_ptr<char[]> &buffer )
        {
          if ( !mFile.pages.holds( number ) )
            return damaged( "no such page", number );
          if ( !buffer )
            buffer.reset( new char[size_t( mFile.geometry().pageSize )] );
          return readTablePage( mFile, number, buffer.get() );
        }

        [[nodiscard]] Result<int> heightOf( PageNumber number )
        {
          std::unique_ptr<char[]> buffer;
          for ( int height = 0; height < MAX_DEPTH; ++height )
          {
            SYNCLINE_TRY( page, read( number, buffer ) );
            if ( page.isLeaf() )
              return height;
            if ( !page.child( 0, number ) )
              return damaged( "cell outside the page", number );
          }
          return damaged( "tree too deep", number );
        }

        [[nodiscard]] Result<void> collect( PageNumber number, int height )
        {
          if ( !mFile.pages.holds( number ) )
            return damaged( "no such page", number );
          if ( mSeen.contains( number ) )
            return damaged( "in a tree twice", number );
          mSeen.insert( number );
          if ( height == 0 )
          {
            mLeaves.insert( number );
            return {};
          }
          SYNCLINE_TRY( page, read( number, mBuffers[size_t( height - 1 )] ) );
          if ( page.isLeaf() )
            return damaged( "a leaf among interior pages", number );
          for ( int i = 0; i < page.childCount(); ++i )
          {
            PageNumber child = 0;
            if ( !page.child( i, child ) )
              return damaged( "cell outside the page", number );
            SYNCLINE_CHECK( collect( child, height - 1 ) );
          }
          return {};
        }

        PageFile &mFile;
        PageSet mSeen;
        PageSet mLeaves;
        std::vector<std::unique_ptr<char[]>> mBuffers; // one for each level
    };
  } // namespace

  Result<PageSet> leavesOf( PageFile &file, PageNumber root ) { return LeafFinder( file ).find( root ); }

  RowCursor::RowCursor( PageFile &file, const PageSet &leaves, const PageSet &leftOut )
    : mFile( &file )
    , mLeaves( &leaves )
    , mLeftOut( &leftOut )
    , mWindow( file.pages )
  {
  }

  Result<void> RowCursor::start( PageNumber root )
  {
    if ( !mLeaves->contains( root ) )
      SYNCLINE_CHECK( descend( root ) );
    else if ( !mLeftOut->contains( root ) )
      SYNCLINE_CHECK( enterLeaf( root ) );
    return next();
  }

  Result<void> RowCursor::descend( PageNumber number )
  {
    if ( mPath.size() >= size_t( MAX_DEPTH ) )
      return damaged( "tree too deep", number );
    Level level;
    level.bytes.reset( new char[size_t( mFile->geometry().pageSize )] );
    SYNCLINE_TRY( page, readTablePage( *mFile, number, level.bytes.get() ) );
    if ( page.isLeaf() )
      return damaged( "a leaf among interior pages", number );
    level.page = page;
    mPath.push_back( std::move( level ) );
    return {};
  }

  Result<void> RowCursor::enterLeaf( PageNumber number )
  {
    if ( !mFile->budget.spend( 1 ) )
      return damaged( "too many pages", number );
    SYNCLINE_TRY( bytes, mWindow.page( number ) );
    if ( !mLeaf.parse( bytes, mFile->geometry() ) || !mLeaf.isLeaf() )
      return damaged( "no leaf page", number );
    mLeafNumber = number;
    mIndex = 0;
    ++mSeenLeaves;
    return {};
  }

  Result<bool> RowCursor::nextLeaf()
  {
    while ( !mPath.empty() )
    {
      Level &level = mPath.back();
      if ( level.child == level.page.childCount() )
      {
        mPath.pop_back();
        continue;
      }
      PageNumber number = 0;
      if ( !level.page.child( level.child++, number ) || !mFile->pages.holds( number ) )
        return damaged( "child that is no page", number );
      if ( !mLeaves->contains( number ) )
      {
        SYNCLINE_CHECK( descend( number ) );
      }
      else if ( !mLeftOut->contains( number ) )
      {
        SYNCLINE_CHECK( enterLeaf( number ) );
        return true;
      }
    }
    return false;
  }

  Result<void> RowCursor::next()
  {
    while ( mLeafNumber == 0 || mIndex == mLeaf.cellCount() )
    {
      SYNCLINE_TRY( hasLeaf, nextLeaf() );
      if ( !hasLeaf )
      {
        mAtEnd = true;
        return {};
      }
    }
    if ( !mLeaf.leafCell( mIndex++, mCell ) )
      return damaged( "cell outside the page", mLeafNumber );
    if ( mLast && mCell.rowid <= *mLast )
      return damaged( "rowids out of order", mLeafNumber );
    mLast = mCell.rowid;
    ++mSeenRows;
    return {};
  }

  quint64 RowCursor::estimatedRows() const
  {
    return mSeenLeaves == 0 ? 0 : mLeaves->size() * mSeenRows / mSeenLeaves;
  }

  OverflowChain::OverflowChain( PageFile &file, const LeafCell &cell )
    : mFile( &file )
    , mLeft( cell.payloadSize - quint64( cell.localSize ) )
    , mNumber( cell.overflow )
  {
  }

  Result<std::pair<const char *, int>> OverflowChain::next()
  {
    if ( !mFile->pages.holds( mNumber ) )
      return damaged( "overflow chain too short", mNumber );
    if ( !mFile->budget.spend( 1 ) )
      return damaged( "too many pages", mNumber );
    SYNCLINE_TRY( bytes, mFile->chain.page( mNumber ) );
    const PageNumber here = mNumber;
    mNumber = bigEndian32( bytes );
    const int size = int( std::min( mLeft, quint64( mFile->geometry().usableSize - 4 ) ) );
    mLeft -= quint64( size );
    if ( mLeft == 0 && mNumber != 0 )
      return damaged( "overflow chain too long", here );
    return std::pair<const char *, int>( bytes + 4, size );
  }

  Result<bool> samePayload( PageFile &a, const LeafCell &cellA, PageFile &b, const LeafCell &cellB )
  {
    if ( cellA.payloadSize != cellB.payloadSize || cellA.localSize != cellB.localSize ||
         std::memcmp( cellA.local, cellB.local, size_t( cellA.localSize ) ) != 0 )
      return false;
    OverflowChain chainA( a, cellA );
    OverflowChain chainB( b, cellB );
    while ( !chainA.atEnd() )
    {
      SYNCLINE_TRY( partA, chainA.next() );
      SYNCLINE_TRY( partB, chainB.next() );
      if ( std::memcmp( partA.first, partB.first, size_t( partA.second ) ) != 0 )
        return false;
    }
    return true;
  }
} // namespace syncline
