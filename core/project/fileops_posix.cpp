// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/fileops.h"

#include "core/base/sha1hasher.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <linux/fs.h>
#endif

namespace syncline
{
  namespace
  {
    constexpr qint64 COPY_BUFFER_BYTES = 1024 * 1024;
    constexpr mode_t NEW_FILE_MODE = 0666;   // less the user's umask
    constexpr mode_t NEW_FOLDER_MODE = 0777; // less the user's umask

    ErrorKind kindOf( int code )
    {
      switch ( code )
      {
        case ENOENT:
          return ErrorKind::NotFound;
        case EEXIST:
          return ErrorKind::AlreadyExists;
        case ENOSPC:
        case EDQUOT:
          return ErrorKind::DiskFull;
        case EACCES:
        case EPERM:
        case EROFS:
          return ErrorKind::ReadOnly;
        case EBUSY:
        case ETXTBSY:
          return ErrorKind::FileInUse;
        case ENAMETOOLONG:
          return ErrorKind::UnsafePath;
        default:
          return ErrorKind::LocalIo;
      }
    }

    /**
     * Lets the disk begin with what a file got while more of it is under way, so that the flush at its end finds little to do. A
     * hint: whether it is on disk is sync()'s business.
     */
    void beginFlush( int fd, qint64 offset, qint64 count )
    {
      constexpr qint64 WORTH_IT_BYTES = 256 * 1024;
#ifdef Q_OS_LINUX
      if ( count >= WORTH_IT_BYTES )
        (void)::sync_file_range( fd, off64_t( offset ), off64_t( count ), SYNC_FILE_RANGE_WRITE );
#else
      (void)fd;
      (void)offset;
      (void)count;
#endif
    }

    tl::unexpected<Error> failBy( int code, const char *what, const QString &path )
    {
      return fail( kindOf( code ), QStringLiteral( "%1 %2: %3" )
                                     .arg( QString::fromLatin1( what ), path,
                                           QString::fromLocal8Bit( std::strerror( code ) ) ) );
    }

    QByteArray native( const QString &path ) { return QFile::encodeName( path ); }

    //! An open file; closed when it goes.
    class Descriptor
    {
      public:
        Descriptor( const QString &path, int flags )
          : mFd( ::open( native( path ).constData(), flags | O_CLOEXEC, NEW_FILE_MODE ) )
        {
        }
        ~Descriptor()
        {
          if ( mFd >= 0 )
            ::close( mFd );
        }
        Descriptor( const Descriptor & ) = delete;
        Descriptor &operator=( const Descriptor & ) = delete;
        bool isOpen() const { return mFd >= 0; }
        int fd() const { return mFd; }

      private:
        int mFd;
    };

    [[nodiscard]] Result<void> writeAll( int fd, const char *bytes, qint64 count, const QString &path )
    {
      while ( count > 0 )
      {
        const ssize_t written = ::write( fd, bytes, size_t( count ) );
        if ( written < 0 && errno == EINTR )
          continue;
        if ( written < 0 )
          return failBy( errno, "cannot write", path );
        bytes += written;
        count -= written;
      }
      return {};
    }

    [[nodiscard]] Result<qint64> readSome( int fd, QByteArray &buffer, const QString &path )
    {
      for ( ;; )
      {
        const ssize_t got = ::read( fd, buffer.data(), size_t( buffer.size() ) );
        if ( got >= 0 )
          return qint64( got );
        if ( errno != EINTR )
          return failBy( errno, "cannot read", path );
      }
    }

    [[nodiscard]] Result<void> copyBytes( const Descriptor &from, const Descriptor &to,
                                          const QString &fromPath, const QString &toPath )
    {
#ifdef FICLONE
      if ( ::ioctl( to.fd(), FICLONE, from.fd() ) == 0 )
        return {};
#endif
      QByteArray buffer( int( COPY_BUFFER_BYTES ), Qt::Uninitialized );
      for ( ;; )
      {
        SYNCLINE_TRY( got, readSome( from.fd(), buffer, fromPath ) );
        if ( got == 0 )
          return {};
        SYNCLINE_CHECK( writeAll( to.fd(), buffer.constData(), got, toPath ) );
      }
    }

    qint64 toNs( const timespec &time ) { return qint64( time.tv_sec ) * 1000000000 + time.tv_nsec; }

    FileStat toFileStat( const struct ::stat &raw )
    {
      FileStat result;
      result.kind = S_ISREG( raw.st_mode )   ? FileStat::Kind::File
                    : S_ISDIR( raw.st_mode ) ? FileStat::Kind::Folder
                                             : FileStat::Kind::Other;
      result.sizeBytes = raw.st_size;
#ifdef Q_OS_DARWIN
      result.modifiedNs = toNs( raw.st_mtimespec );
      result.changedNs = toNs( raw.st_ctimespec );
#else
      result.modifiedNs = toNs( raw.st_mtim );
      result.changedNs = toNs( raw.st_ctim );
#endif
      result.inode = quint64( raw.st_ino );
      result.device = quint64( raw.st_dev );
      return result;
    }
  } // namespace

  Result<FileStat> RealFileOps::stat( const QString &path )
  {
    const QByteArray name = native( path );
    struct ::stat raw = {};
    if ( ::lstat( name.constData(), &raw ) != 0 )
    {
      if ( errno == ENOENT || errno == ENOTDIR )
        return FileStat();
      return failBy( errno, "cannot look at", path );
    }
    const bool isLink = S_ISLNK( raw.st_mode );
    if ( isLink && ::stat( name.constData(), &raw ) != 0 )
    {
      FileStat dangling;
      dangling.isLink = true;
      return dangling;
    }
    FileStat result = toFileStat( raw );
    result.isLink = isLink;
    result.isWritable = ::faccessat( AT_FDCWD, name.constData(), W_OK, AT_EACCESS ) == 0;
    return result;
  }

  Result<QStringList> RealFileOps::list( const QString &folder )
  {
    const std::unique_ptr<DIR, int ( * )( DIR * )> dir( ::opendir( native( folder ).constData() ),
                                                        &::closedir );
    if ( !dir )
      return failBy( errno, "cannot read the folder", folder );
    QStringList names;
    errno = 0;
    while ( const dirent *entry = ::readdir( dir.get() ) )
    {
      const QByteArray raw( entry->d_name );
      if ( raw == "." || raw == ".." )
        continue;
      const QString name = QFile::decodeName( raw );
      if ( native( name ) != raw )
        return fail( ErrorKind::LocalIo,
                     QStringLiteral( "%1 holds a name that is no text: %2" ).arg( folder, name ) );
      names.append( name );
      errno = 0;
    }
    if ( errno != 0 )
      return failBy( errno, "cannot read the folder", folder );
    std::sort( names.begin(), names.end() );
    return names;
  }

  Result<QByteArray> RealFileOps::readAt( const QString &path, qint64 offset, qint64 maxBytes )
  {
    const Descriptor file( path, O_RDONLY );
    if ( !file.isOpen() )
      return failBy( errno, "cannot open", path );
    QByteArray bytes;
    while ( bytes.size() < maxBytes )
    {
      const qint64 have = bytes.size();
      const qint64 want = std::min( maxBytes - have, COPY_BUFFER_BYTES );
      bytes.resize( int( have + want ) );
      const ssize_t got = ::pread( file.fd(), bytes.data() + have, size_t( want ), off_t( offset + have ) );
      if ( got < 0 && errno != EINTR )
        return failBy( errno, "cannot read", path );
      bytes.resize( int( have + std::max<qint64>( got, 0 ) ) );
      if ( got == 0 )
        break;
    }
    return bytes;
  }

  Result<void> RealFileOps::writeAt( const QString &path, qint64 offset, const QByteArray &bytes )
  {
    const Descriptor file( path, O_WRONLY | O_CREAT );
    if ( !file.isOpen() )
      return failBy( errno, "cannot open", path );
    if ( ::lseek( file.fd(), off_t( offset ), SEEK_SET ) < 0 )
      return failBy( errno, "cannot write", path );
    SYNCLINE_CHECK( writeAll( file.fd(), bytes.constData(), bytes.size(), path ) );
    beginFlush( file.fd(), offset, bytes.size() );
    return {};
  }

  Result<Sha1> RealFileOps::hash( const QString &path, const CancelToken &cancel )
  {
    const Descriptor file( path, O_RDONLY );
    if ( !file.isOpen() )
      return failBy( errno, "cannot open", path );
    Sha1Hasher sha1;
    QByteArray buffer( int( COPY_BUFFER_BYTES ), Qt::Uninitialized );
    for ( ;; )
    {
      if ( cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      SYNCLINE_TRY( got, readSome( file.fd(), buffer, path ) );
      if ( got == 0 )
        return sha1.result();
      sha1.add( buffer.constData(), got );
    }
  }

  Result<void> RealFileOps::copy( const QString &from, const QString &to )
  {
    const Descriptor source( from, O_RDONLY );
    if ( !source.isOpen() )
      return failBy( errno, "cannot open", from );
    const Descriptor target( to, O_WRONLY | O_CREAT | O_EXCL );
    if ( !target.isOpen() )
      return failBy( errno, "cannot create", to );
    struct ::stat raw = {};
    if ( ::fstat( source.fd(), &raw ) == 0 && ( raw.st_mode & S_IXUSR ) )
      ::fchmod( target.fd(), raw.st_mode & 0777 );
    Result<void> copied = copyBytes( source, target, from, to );
    if ( !copied )
      ::unlink( native( to ).constData() ); // a half copy is of no use to anybody
    return copied;
  }

  Result<void> RealFileOps::link( const QString &from, const QString &to )
  {
    if ( ::link( native( from ).constData(), native( to ).constData() ) == 0 )
      return {};
    const int code = errno;
    if ( code == EPERM || code == ENOTSUP || code == ENOSYS || code == EMLINK || code == EXDEV )
      return copy( from, to );
    return failBy( code, "cannot link", from );
  }

  Result<void> RealFileOps::rename( const QString &from, const QString &to )
  {
    if ( ::rename( native( from ).constData(), native( to ).constData() ) != 0 )
      return failBy( errno, "cannot rename", from + QStringLiteral( " to " ) + to );
    return {};
  }

  Result<void> RealFileOps::copyPermissions( const QString &from, const QString &to )
  {
    constexpr mode_t PERMISSIONS = 0777;
    struct ::stat source = {};
    struct ::stat target = {};
    if ( ::stat( native( from ).constData(), &source ) != 0 )
      return failBy( errno, "cannot look at", from );
    if ( ::stat( native( to ).constData(), &target ) != 0 )
      return failBy( errno, "cannot look at", to );
    const mode_t wanted = source.st_mode & PERMISSIONS;
    if ( wanted == ( target.st_mode & PERMISSIONS ) )
      return {};
    if ( ::chmod( native( to ).constData(), wanted ) != 0 && errno != EPERM && errno != ENOTSUP )
      return failBy( errno, "cannot set the permissions of", to );
    return {};
  }

  Result<void> RealFileOps::renameToNew( const QString &from, const QString &to )
  {
#ifdef RENAME_NOREPLACE
    if ( ::renameat2( AT_FDCWD, native( from ).constData(), AT_FDCWD, native( to ).constData(),
                      RENAME_NOREPLACE ) == 0 )
      return {};
    if ( errno != EINVAL && errno != ENOSYS )
      return failBy( errno, "cannot rename", from + QStringLiteral( " to " ) + to );
#endif
    SYNCLINE_TRY( there, stat( to ) ); // a file system without the atomic call
    if ( there.exists() || there.isLink )
      return failBy( EEXIST, "cannot rename", from + QStringLiteral( " to " ) + to );
    return rename( from, to );
  }

  Result<void> RealFileOps::remove( const QString &path )
  {
    if ( ::unlink( native( path ).constData() ) != 0 )
      return failBy( errno, "cannot remove", path );
    return {};
  }

  Result<void> RealFileOps::makeFolder( const QString &path )
  {
    if ( ::mkdir( native( path ).constData(), NEW_FOLDER_MODE ) == 0 )
      return {};
    const int code = errno;
    if ( code == ENOENT && folderOf( path ) != path )
    {
      SYNCLINE_CHECK( makeFolder( folderOf( path ) ) );
      if ( ::mkdir( native( path ).constData(), NEW_FOLDER_MODE ) == 0 )
        return {};
      return failBy( errno, "cannot make the folder", path );
    }
    SYNCLINE_TRY( there, stat( path ) );
    if ( there.isFolder() )
      return {};
    return failBy( code, "cannot make the folder", path );
  }

  Result<void> RealFileOps::removeFolder( const QString &path )
  {
    if ( ::rmdir( native( path ).constData() ) == 0 )
      return {};
    return failBy( errno == EEXIST ? ENOTEMPTY : errno, "cannot remove the folder", path );
  }

  Result<void> RealFileOps::sync( const QString &path )
  {
    const Descriptor file( path, O_RDONLY );
    if ( !file.isOpen() )
      return failBy( errno, "cannot open", path );
    if ( ::fsync( file.fd() ) != 0 && errno != EINVAL ) // EINVAL: a file system without the notion
      return failBy( errno, "cannot flush", path );
    return {};
  }

  Result<qint64> RealFileOps::freeBytes( const QString &path )
  {
    struct ::statvfs raw = {};
    if ( ::statvfs( native( path ).constData(), &raw ) != 0 )
      return failBy( errno, "cannot look at the volume of", path );
    return qint64( raw.f_bavail ) * qint64( raw.f_frsize );
  }

  Result<QString> RealFileOps::volumeOf( const QString &path )
  {
    struct ::statvfs raw = {};
    if ( ::statvfs( native( path ).constData(), &raw ) != 0 )
      return failBy( errno, "cannot look at the volume of", path );
    return raw.f_fsid == 0 ? QString() : QString::number( quint64( raw.f_fsid ), 16 );
  }

  Result<void> RealFileOps::through( const char *, const std::function<Result<void>()> &action )
  {
    return action();
  }
} // namespace syncline
