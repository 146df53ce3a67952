// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/projectlock.h"

#include <QLockFile>

namespace syncline
{
  namespace
  {
    constexpr qint64 MIN_FREE_BYTES =
      64 * 1024; // the last blocks of a disk are not for everybody, nor in one piece
  }

  ProjectLock::ProjectLock( std::unique_ptr<QLockFile> file )
    : mFile( std::move( file ) )
  {
  }
  ProjectLock::ProjectLock( ProjectLock && ) noexcept = default;
  ProjectLock &ProjectLock::operator=( ProjectLock && ) noexcept = default;
  ProjectLock::~ProjectLock() = default;

  Result<ProjectLock> ProjectLock::acquire( const ProjectPaths &paths, FileOps &disk )
  {
    SYNCLINE_CHECK( disk.makeFolder( paths.enginePath() ) );
    auto file = std::make_unique<QLockFile>( paths.enginePath( QStringLiteral( "lock" ) ) );
    file->setStaleLockTime( 0 ); // a long sync is not a dead one; the process id tells which it is
    if ( file->tryLock( 0 ) )
      return ProjectLock( std::move( file ) );
    // Killed before it had written its name: nobody's. A living owner holds the file itself, and then it stays.
    if ( qint64 owner = 0;
         !file->getLockInfo( &owner, nullptr, nullptr ) && file->removeStaleLockFile() && file->tryLock( 0 ) )
      return ProjectLock( std::move( file ) );
    switch ( file->error() )
    {
      case QLockFile::NoError:
      case QLockFile::LockFailedError:
        break;
      case QLockFile::PermissionError:
        return fail( ErrorKind::ReadOnly, QStringLiteral( "cannot write to %1" ).arg( paths.enginePath() ) );
      case QLockFile::UnknownError:
        // It does not tell why. A full disk is the reason that people can do something about.
        if ( disk.freeBytes( paths.enginePath() ).value_or( MIN_FREE_BYTES ) < MIN_FREE_BYTES )
          return fail( ErrorKind::DiskFull,
                       QStringLiteral( "no room for a lock file in %1" ).arg( paths.enginePath() ) );
        return fail( ErrorKind::LocalIo,
                     QStringLiteral( "cannot make the lock file in %1" ).arg( paths.enginePath() ) );
    }
    qint64 pid = 0;
    QString host;
    QString program;
    file->getLockInfo( &pid, &host, &program );
    return fail( ErrorKind::Busy, QStringLiteral( "%1 (process %2 on %3) works in %4" )
                                    .arg( program, QString::number( pid ), host, paths.folder() ) );
  }
} // namespace syncline
