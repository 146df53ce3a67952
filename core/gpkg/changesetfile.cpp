// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <filesystem>
#include <system_error>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace syncline
{
  namespace
  {
    constexpr int NAME_TRIES = 100;
    constexpr int COPY_BYTES = 1024 * 1024;

    [[nodiscard]] tl::unexpected<Error> fileError( const QString &path, const QFile &file )
    {
      ErrorKind kind = ErrorKind::LocalIo;
      if ( file.error() == QFileDevice::ResourceError )
        kind = ErrorKind::DiskFull;
      else if ( file.error() == QFileDevice::PermissionsError )
        kind = ErrorKind::ReadOnly;
      return fail( kind, QStringLiteral( "%1: %2" ).arg( path, file.errorString() ) );
    }

    QString targetOf( const QString &path )
    {
      const QFileInfo info( path );
      return info.isSymLink() ? info.symLinkTarget() : path;
    }

    //! A name beside \a path that nobody is likely to have taken.
    QString nameBeside( const QString &path )
    {
      return QStringLiteral( "%1.%2" ).arg( path ).arg( QRandomGenerator::global()->generate(), 0, 36 );
    }

    //! A file that is gone with its last handle; null where there can be none.
    std::unique_ptr<QFile> namelessFile( const QString &folder )
    {
#ifdef Q_OS_LINUX
      if ( ::access( "/proc/self/fd", X_OK ) != 0 ) // it will be named by way of this
        return nullptr;
      const int handle =
        ::open( QFile::encodeName( folder ).constData(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666 );
      auto file = std::make_unique<QFile>();
      if ( handle >= 0 &&
           file->open( handle, QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle ) )
        return file;
      if ( handle >= 0 )
        ::close( handle );
#else
      Q_UNUSED( folder )
#endif
      return nullptr;
    }

    QString wayTo( const QFile &nameless )
    {
      return QStringLiteral( "/proc/self/fd/%1" ).arg( nameless.handle() );
    }

    //! False, and errno, where it cannot have that name.
    bool linkNameless( const QFile &file, const QString &name )
    {
#ifdef Q_OS_LINUX
      return ::linkat( AT_FDCWD, wayTo( file ).toLatin1().constData(), AT_FDCWD,
                       QFile::encodeName( name ).constData(), AT_SYMLINK_FOLLOW ) == 0;
#else
      Q_UNUSED( file )
      Q_UNUSED( name )
      errno = ENOTSUP;
      return false;
#endif
    }

    //! A new file with a name beside \a path.
    std::unique_ptr<QFile> namedFile( const QString &path )
    {
      for ( int left = NAME_TRIES;; --left )
      {
        auto file = std::make_unique<QFile>( nameBeside( path ) );
        const bool isOpen = file->open( QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered );
        if ( isOpen || left == 0 || !file->exists() )
          return file;
      }
    }

    //! Whether all of \a nameless is in \a copy now.
    bool copyNameless( const QFile &nameless, QFile &copy )
    {
      QFile source( wayTo( nameless ) );
      if ( !source.open( QIODevice::ReadOnly | QIODevice::Unbuffered ) )
        return false;
      QByteArray bytes( COPY_BYTES, Qt::Uninitialized );
      for ( ;; )
      {
        const qint64 count = source.read( bytes.data(), bytes.size() );
        if ( count <= 0 )
          return count == 0;
        for ( qint64 done = 0; done < count; )
        {
          const qint64 written = copy.write( bytes.constData() + done, count - done );
          if ( written <= 0 )
            return false;
          done += written;
        }
      }
    }

    std::filesystem::path native( const QString &path ) { return path.toStdU16String(); }
  } // namespace

  ChangesetFile::ChangesetFile( ChangesetFile && ) noexcept = default;

  ChangesetFile &ChangesetFile::operator=( ChangesetFile &&other ) noexcept
  {
    std::swap( mFile, other.mFile ); // what was ours is removed with the other
    std::swap( mPath, other.mPath );
    return *this;
  }

  ChangesetFile::~ChangesetFile()
  {
    if ( mFile && !mFile->fileName().isEmpty() )
      mFile->remove();
  }

  Result<ChangesetFile> ChangesetFile::create( const QString &path )
  {
    ChangesetFile made;
    made.mPath = targetOf( path );
    const QFileInfo there( made.mPath );
    if ( there.isDir() )
      return fail( ErrorKind::LocalIo, QStringLiteral( "%1 is a folder" ).arg( path ) );
    if ( there.exists() && !there.isWritable() )
      return fail( ErrorKind::ReadOnly, QStringLiteral( "%1 is write-protected" ).arg( path ) );
    made.mFile = namelessFile( there.absolutePath() );
    if ( made.mFile )
      return made;
    made.mFile = namedFile( made.mPath );
    if ( !made.mFile->isOpen() )
      return fileError( path, *made.mFile );
    return made;
  }

  Result<void> ChangesetFile::write( std::string_view bytes )
  {
    while ( !bytes.empty() ) // a full disk takes a part, and says why only when asked to take the rest
    {
      const qint64 written = mFile->write( bytes.data(), qint64( bytes.size() ) );
      if ( written <= 0 )
        return fileError( mPath, *mFile );
      bytes.remove_prefix( size_t( written ) );
    }
    return {};
  }

  //! So that it can be renamed, which replaces what is there; a link cannot.
  Result<void> ChangesetFile::giveName()
  {
    for ( int left = NAME_TRIES;; --left )
    {
      const QString name = nameBeside( mPath );
      if ( linkNameless( *mFile, name ) )
      {
        mFile->close();
        mFile->setFileName( name );
        return {};
      }
      if ( left > 0 && errno == EEXIST )
        continue;
      // File systems differ in what they let be linked.
      std::unique_ptr<QFile> copy = namedFile( mPath );
      if ( !copy->isOpen() )
        return fileError( mPath, *copy );
      if ( !copyNameless( *mFile, *copy ) )
      {
        const auto error = fileError( mPath, *copy );
        copy->remove();
        return error;
      }
      mFile = std::move( copy );
      return {};
    }
  }

  Result<void> ChangesetFile::commit()
  {
    if ( mFile->fileName().isEmpty() )
      SYNCLINE_CHECK( giveName() );
    mFile->close();
    if ( mFile->error() != QFileDevice::NoError )
      return fileError( mPath, *mFile );
    std::error_code code;
    std::filesystem::rename( native( mFile->fileName() ), native( mPath ), code );
    if ( code )
      return fail(
        ErrorKind::LocalIo,
        QStringLiteral( "%1: %2" ).arg( mPath, QString::fromLocal8Bit( code.message().c_str() ) ) );
    mFile.reset();
    return {};
  }
} // namespace syncline
