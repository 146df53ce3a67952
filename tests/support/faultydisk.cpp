// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/faultydisk.h"

namespace syncline
{
  namespace
  {
    bool isOurs( const QString &path ) { return path.contains( QLatin1String( "/.mergin/" ) ); }
  } // namespace

  void FaultyDisk::arm( Fault fault, int atOperation, ErrorKind kind )
  {
    heal();
    mFault = fault;
    mAt = atOperation;
    mKind = kind;
  }

  void FaultyDisk::die()
  {
    mIsDead = true;
    if ( mPower )
      mPower->strike();
    mPower.reset();
  }

  void FaultyDisk::heal()
  {
    mPower.reset();
    mFault.reset();
    mCount = 0;
    mContentReads = 0;
    mHasStruck = false;
    mIsDead = false;
    mStruckAt.clear();
  }

  template<class T, class F> Result<T> FaultyDisk::counted( const QString &what, F action )
  {
    if ( mIsDead )
      return fail( ErrorKind::LocalIo, QStringLiteral( "dead" ) );
    const bool strikes = mFault && mCount == mAt;
    ++mCount;
    if ( !strikes )
      return action();
    mHasStruck = true;
    mStruckAt = what;
    switch ( *mFault )
    {
      case Fault::Fails:
        return fail( mKind, QStringLiteral( "fault at %1" ).arg( what ) );
      case Fault::DiesBefore:
        die();
        return fail( ErrorKind::LocalIo, QStringLiteral( "died before %1" ).arg( what ) );
      case Fault::DiesAfter:
        (void)action();
        die();
        return fail( ErrorKind::LocalIo, QStringLiteral( "died after %1" ).arg( what ) );
    }
    Q_UNREACHABLE();
  }

  Result<FileStat> FaultyDisk::stat( const QString &path )
  {
    return counted<FileStat>( QStringLiteral( "stat " ) + path, [&] { return RealFileOps::stat( path ); } );
  }

  Result<QStringList> FaultyDisk::list( const QString &folder )
  {
    return counted<QStringList>( QStringLiteral( "list " ) + folder,
                                 [&] { return RealFileOps::list( folder ); } );
  }

  Result<QByteArray> FaultyDisk::readAt( const QString &path, qint64 offset, qint64 maxBytes )
  {
    mContentReads += isOurs( path ) ? 0 : 1;
    return counted<QByteArray>( QStringLiteral( "readAt " ) + path,
                                [&] { return RealFileOps::readAt( path, offset, maxBytes ); } );
  }

  Result<void> FaultyDisk::writeAt( const QString &path, qint64 offset, const QByteArray &bytes )
  {
    mMostWritten = qMax( mMostWritten, offset + bytes.size() );
    return counted<void>( QStringLiteral( "writeAt " ) + path,
                          [&]
                          {
                            const Result<FileStat> before = RealFileOps::stat( path );
                            const Result<void> done = RealFileOps::writeAt( path, offset, bytes );
                            if ( mPower && done && before && !before->exists() )
                              mPower->made( path );
                            if ( mPower )
                              mPower->written( path );
                            return done;
                          } );
  }

  Result<Sha1> FaultyDisk::hash( const QString &path, const CancelToken &cancel )
  {
    mContentReads += isOurs( path ) ? 0 : 1;
    return counted<Sha1>( QStringLiteral( "hash " ) + path,
                          [&] { return RealFileOps::hash( path, cancel ); } );
  }

  Result<void> FaultyDisk::copy( const QString &from, const QString &to )
  {
    mContentReads += isOurs( from ) ? 0 : 1;
    return counted<void>( QStringLiteral( "copy to " ) + to,
                          [&]
                          {
                            const Result<void> done = RealFileOps::copy( from, to );
                            if ( mPower && done )
                            {
                              mPower->made( to );
                              mPower->written( to );
                            }
                            return done;
                          } );
  }

  Result<void> FaultyDisk::link( const QString &from, const QString &to )
  {
    return counted<void>( QStringLiteral( "link to " ) + to,
                          [&]
                          {
                            const Result<void> done = RealFileOps::link( from, to );
                            if ( mPower && done )
                              mPower->made( to );
                            return done;
                          } );
  }

  Result<void> FaultyDisk::renamed( const QString &from, const QString &to,
                                    const std::function<Result<void>()> &action )
  {
    if ( mPower )
      mPower->willRename( from, to );
    const Result<void> done = action();
    if ( mPower && done )
      mPower->renamed( from, to );
    else if ( mPower )
      mPower->undoLast();
    return done;
  }

  Result<void> FaultyDisk::rename( const QString &from, const QString &to )
  {
    return counted<void>( QStringLiteral( "rename to " ) + to, [&]
                          { return renamed( from, to, [&] { return RealFileOps::rename( from, to ); } ); } );
  }

  Result<void> FaultyDisk::renameToNew( const QString &from, const QString &to )
  {
    return counted<void>(
      QStringLiteral( "rename to new " ) + to,
      [&] { return renamed( from, to, [&] { return RealFileOps::renameToNew( from, to ); } ); } );
  }

  Result<void> FaultyDisk::remove( const QString &path )
  {
    return counted<void>( QStringLiteral( "remove " ) + path,
                          [&]
                          {
                            if ( mPower )
                              mPower->willRemove( path );
                            const Result<void> done = RealFileOps::remove( path );
                            if ( mPower && !done )
                              mPower->undoLast();
                            return done;
                          } );
  }

  Result<void> FaultyDisk::copyPermissions( const QString &from, const QString &to )
  {
    return counted<void>( QStringLiteral( "permissions of " ) + to,
                          [&] { return RealFileOps::copyPermissions( from, to ); } );
  }

  Result<void> FaultyDisk::makeFolder( const QString &path )
  {
    return counted<void>( QStringLiteral( "make folder " ) + path,
                          [&] { return RealFileOps::makeFolder( path ); } );
  }

  Result<void> FaultyDisk::removeFolder( const QString &path )
  {
    return counted<void>( QStringLiteral( "remove folder " ) + path,
                          [&] { return RealFileOps::removeFolder( path ); } );
  }

  Result<void> FaultyDisk::sync( const QString &path )
  {
    // The flush itself is left out: it costs a test its time, and no test can cut the power.
    return counted<void>( QStringLiteral( "flush " ) + path,
                          [&]() -> Result<void>
                          {
                            SYNCLINE_TRY( there, RealFileOps::stat( path ) );
                            if ( mPower )
                              mPower->flushed( path );
                            return there.exists() ? Result<void>() : fail( ErrorKind::NotFound, path );
                          } );
  }

  Result<qint64> FaultyDisk::freeBytes( const QString &path )
  {
    if ( mFreeBytes >= 0 )
      return mFreeBytes;
    return counted<qint64>( QStringLiteral( "free bytes" ), [&] { return RealFileOps::freeBytes( path ); } );
  }

  Result<void> FaultyDisk::through( const char *what, const std::function<Result<void>()> &action )
  {
    return counted<void>( QString::fromLatin1( what ), action );
  }
} // namespace syncline
