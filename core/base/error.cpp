// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/error.h"

#include <QMetaEnum>

namespace syncline
{
  QString nameOf( ErrorKind kind )
  {
    return QString::fromLatin1( QMetaEnum::fromType<ErrorKind>().valueToKey( int( kind ) ) );
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
      case ErrorKind::MalformedChangeset:
      case ErrorKind::ChangesetConflict:
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

  bool isWorthRetrying( const Error &error )
  {
    const NetworkDetail *network = std::get_if<NetworkDetail>( &error.payload );
    return isWorthRetrying( error.kind ) || ( network && network->cause == NetworkDetail::Cause::CutOff );
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
