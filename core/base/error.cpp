// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/error.h"

namespace syncline
{
  QString nameOf( ErrorKind kind )
  {
#define SYNCLINE_NAME( name )                                                                                \
  case ErrorKind::name:                                                                                      \
    return QStringLiteral( #name )
    switch ( kind )
    {
      SYNCLINE_NAME( Canceled );
      SYNCLINE_NAME( Offline );
      SYNCLINE_NAME( Timeout );
      SYNCLINE_NAME( TlsFailure );
      SYNCLINE_NAME( NotAServer );
      SYNCLINE_NAME( Unauthorized );
      SYNCLINE_NAME( Forbidden );
      SYNCLINE_NAME( NotFound );
      SYNCLINE_NAME( AlreadyExists );
      SYNCLINE_NAME( VersionConflict );
      SYNCLINE_NAME( Locked );
      SYNCLINE_NAME( QuotaExceeded );
      SYNCLINE_NAME( RateLimited );
      SYNCLINE_NAME( ServerRejected );
      SYNCLINE_NAME( ServerFailure );
      SYNCLINE_NAME( ServerTooOld );
      SYNCLINE_NAME( ClientTooOld );
      SYNCLINE_NAME( MalformedReply );
      SYNCLINE_NAME( DiskFull );
      SYNCLINE_NAME( FileInUse );
      SYNCLINE_NAME( ReadOnly );
      SYNCLINE_NAME( LocalIo );
      SYNCLINE_NAME( DamagedDatabase );
      SYNCLINE_NAME( SchemaDiffers );
      SYNCLINE_NAME( UnsafePath );
      SYNCLINE_NAME( NotAProject );
      SYNCLINE_NAME( DamagedMetadata );
      SYNCLINE_NAME( UnfinishedBusiness );
      SYNCLINE_NAME( MassRemoval );
      SYNCLINE_NAME( Busy );
      SYNCLINE_NAME( InvalidInput );
      SYNCLINE_NAME( CredentialStore );
      SYNCLINE_NAME( Bug );
    }
#undef SYNCLINE_NAME
    Q_UNREACHABLE();
  }

  bool isWorthRetrying( ErrorKind kind )
  {
    switch ( kind )
    {
      case ErrorKind::Offline:
      case ErrorKind::Timeout:
      case ErrorKind::RateLimited:
      case ErrorKind::ServerFailure:
        return true;
      case ErrorKind::Canceled:
      case ErrorKind::TlsFailure:
      case ErrorKind::NotAServer:
      case ErrorKind::Unauthorized:
      case ErrorKind::Forbidden:
      case ErrorKind::NotFound:
      case ErrorKind::AlreadyExists:
      case ErrorKind::VersionConflict:
      case ErrorKind::Locked:
      case ErrorKind::QuotaExceeded:
      case ErrorKind::ServerRejected:
      case ErrorKind::ServerTooOld:
      case ErrorKind::ClientTooOld:
      case ErrorKind::MalformedReply:
      case ErrorKind::DiskFull:
      case ErrorKind::FileInUse:
      case ErrorKind::ReadOnly:
      case ErrorKind::LocalIo:
      case ErrorKind::DamagedDatabase:
      case ErrorKind::SchemaDiffers:
      case ErrorKind::UnsafePath:
      case ErrorKind::NotAProject:
      case ErrorKind::DamagedMetadata:
      case ErrorKind::UnfinishedBusiness:
      case ErrorKind::MassRemoval:
      case ErrorKind::Busy:
      case ErrorKind::InvalidInput:
      case ErrorKind::CredentialStore:
      case ErrorKind::Bug:
        return false;
    }
    Q_UNREACHABLE();
  }

  QString toLogLine( const Error &error )
  {
    QString text = nameOf( error.kind );
    if ( !error.detail.isEmpty() )
      text += QStringLiteral( ": " ) + error.detail;
    if ( !error.trail.isEmpty() )
      text += QStringLiteral( " (in %1)" ).arg( error.trail.join( QStringLiteral( " < " ) ) );
    return text;
  }
} // namespace syncline
