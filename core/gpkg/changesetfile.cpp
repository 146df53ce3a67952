// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changesetfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <filesystem>
#include <system_error>

namespace syncline
{
  namespace
  {
    constexpr int NAME_TRIES = 100;

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
    if ( mFile )
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
    for ( int left = NAME_TRIES;; --left )
    {
      const quint32 number = QRandomGenerator::global()->generate();
      auto file = std::make_unique<QFile>( QStringLiteral( "%1.%2" ).arg( made.mPath ).arg( number, 0, 36 ) );
      if ( file->open( QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered ) )
      {
        made.mFile = std::move( file );
        return made;
      }
      if ( left == 0 || !file->exists() )
        return fileError( path, *file );
    }
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

  Result<void> ChangesetFile::commit()
  {
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
