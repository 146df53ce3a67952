// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peopleio.h"

#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

namespace syncline::cli
{
  namespace
  {
    [[nodiscard]] Result<void> failedAt( const QFileDevice &file )
    {
      const bool isFull = file.error() == QFileDevice::ResourceError;
      return fail( isFull ? ErrorKind::DiskFull : ErrorKind::LocalIo,
                   QStringLiteral( "%1: %2" ).arg( file.fileName(), file.errorString() ) );
    }
  } // namespace

  Result<QByteArray> readAllFrom( const QString &from )
  {
    QFile file;
    bool isOpen = false;
    if ( from == QLatin1String( "-" ) )
      isOpen = file.open( stdin, QIODevice::ReadOnly );
    else
    {
      file.setFileName( from );
      if ( !file.exists() )
        return fail( ErrorKind::NotFound, from,
                     ServerDetail{ 0, QStringLiteral( "NoSuchFile" ), from, {}, -1 } );
      isOpen = file.open( QIODevice::ReadOnly );
    }
    if ( !isOpen )
      return tl::unexpected<Error>( failedAt( file ).error() );
    const QByteArray bytes = file.readAll();
    if ( file.error() != QFileDevice::NoError )
      return tl::unexpected<Error>( failedAt( file ).error() );
    return bytes;
  }

  NewFile::NewFile( const QString &path )
    : mFile( std::make_unique<QSaveFile>( path ) )
  {
  }

  NewFile::~NewFile() = default;

  Result<void> NewFile::open()
  {
    if ( !mFile->open( QIODevice::WriteOnly ) )
      return failedAt( *mFile );
    return {};
  }

  BodySink NewFile::sink()
  {
    return [file = mFile.get()]( const QByteArray &bytes ) -> Result<void>
    {
      if ( file->write( bytes ) != bytes.size() )
        return failedAt( *file );
      return {};
    };
  }

  Result<void> NewFile::finish()
  {
    if ( !mFile->commit() )
      return failedAt( *mFile );
    return {};
  }

  BodySink standardOutput()
  {
    return []( const QByteArray &bytes ) -> Result<void>
    {
      if ( std::fwrite( bytes.constData(), 1, size_t( bytes.size() ), stdout ) != size_t( bytes.size() ) )
        return fail( ErrorKind::LocalIo, QStringLiteral( "standard output did not take the result" ) );
      return {};
    };
  }

  Consent askConsent( const QString &question )
  {
    if ( ::isatty( STDIN_FILENO ) == 0 || ::isatty( STDERR_FILENO ) == 0 )
      return Consent::NobodyThere;
    std::fprintf( stderr, "%s [y/N] ", question.toUtf8().constData() );
    std::string answer;
    std::getline( std::cin, answer );
    return answer == "y" || answer == "Y" || answer == "yes" ? Consent::Given : Consent::Refused;
  }

  QString ledgerPath()
  {
    return QStandardPaths::writableLocation( QStandardPaths::GenericDataLocation ) +
           QStringLiteral( "/syncline/invitations.json" );
  }

  QString askLine( const QString &question )
  {
    if ( ::isatty( STDIN_FILENO ) == 0 )
      return {};
    std::fputs( question.toUtf8().constData(), stderr );
    std::fflush( stderr );
    std::string line;
    std::getline( std::cin, line );
    return QString::fromStdString( line ).trimmed();
  }
} // namespace syncline::cli
