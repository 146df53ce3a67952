// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/powercut.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace syncline
{
  QString PowerCut::keep( const QString &path )
  {
    if ( mWhat == Loses::Contents || !QFileInfo::exists( path ) )
      return {};
    const QString kept = mKept.filePath( QString::number( ++mCount ) );
    if ( !mDisk.link( path, kept ) )
      qFatal( "cannot keep %s", qPrintable( path ) );
    return kept;
  }

  void PowerCut::written( const QString &path ) { mUnflushed.insert( path ); }

  void PowerCut::flushed( const QString &path )
  {
    mUnflushed.remove( path );
    mNames.erase( std::remove_if( mNames.begin(), mNames.end(),
                                  [&path]( const NameChange &one ) { return folderOf( one.to ) == path; } ),
                  mNames.end() );
  }

  void PowerCut::willRename( const QString &from, const QString &to )
  {
    mNames.append( { from, to, keep( to ) } );
  }

  void PowerCut::willRemove( const QString &path ) { mNames.append( { {}, path, keep( path ) } ); }
  void PowerCut::made( const QString &path ) { mNames.append( { {}, path, {} } ); }

  void PowerCut::renamed( const QString &from, const QString &to )
  {
    if ( mUnflushed.remove( from ) )
      mUnflushed.insert( to );
    else
      mUnflushed.remove( to );
  }

  void PowerCut::undoLast() { mNames.removeLast(); }

  void PowerCut::strike()
  {
    for ( const QString &path : std::as_const( mUnflushed ) )
    {
      if ( QFileInfo( path ).isFile() )
        QFile::resize( path, 0 );
    }
    if ( mWhat == Loses::Contents )
      return;
    for ( auto one = mNames.crbegin(); one != mNames.crend(); ++one )
    {
      if ( !one->from.isEmpty() && QFileInfo::exists( one->to ) && !QFileInfo::exists( one->from ) )
        (void)mDisk.rename( one->to, one->from );
      else if ( one->from.isEmpty() && one->before.isEmpty() )
        (void)mDisk.remove( one->to );
      if ( !one->before.isEmpty() )
        (void)mDisk.rename( one->before, one->to );
    }
    mNames.clear();
  }
} // namespace syncline
