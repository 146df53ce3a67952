// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/exitcode.h"

namespace syncline::cli
{
  const std::array<ExitCodeMeaning, 14> EXIT_CODES{
    { { ExitCode::Ok, "done" },
      { ExitCode::Unexpected, "something unexpected; please report it" },
      { ExitCode::Usage, "wrong command, argument or option" },
      { ExitCode::SignIn, "not signed in: wrong password, expired or missing sign-in" },
      { ExitCode::NotFound, "no such project, version, file, folder or person" },
      { ExitCode::Refused, "the server does not allow it" },
      { ExitCode::Conflict, "the name is taken, newer versions exist, or another sync is running" },
      { ExitCode::Quota, "no storage or no project left in the workspace" },
      { ExitCode::Network, "no way to the server: offline, timeout, certificate, wrong address" },
      { ExitCode::Partial, "done in part; what was left out is listed" },
      { ExitCode::Local, "trouble on this computer: disk full, read-only, file in use, damaged" },
      { ExitCode::Server, "trouble on the server, or an answer that makes no sense" },
      { ExitCode::NeedsConsent,
        "most files are missing here, or people would lose access: it takes --allow-mass-removal or --yes" },
      { ExitCode::Canceled, "stopped by Ctrl-C" } }
  };

  ExitCode exitCodeOf( ErrorKind kind )
  {
    switch ( kind )
    {
      case ErrorKind::Canceled:
        return ExitCode::Canceled;
      case ErrorKind::InvalidInput:
        return ExitCode::Usage;
      case ErrorKind::Unauthorized:
        return ExitCode::SignIn;
      case ErrorKind::NotFound:
      case ErrorKind::NotAProject:
        return ExitCode::NotFound;
      case ErrorKind::Forbidden:
      case ErrorKind::ServerRejected:
        return ExitCode::Refused;
      case ErrorKind::AlreadyExists:
      case ErrorKind::VersionConflict:
      case ErrorKind::Locked:
      case ErrorKind::Busy:
        return ExitCode::Conflict;
      case ErrorKind::QuotaExceeded:
        return ExitCode::Quota;
      case ErrorKind::Offline:
      case ErrorKind::Timeout:
      case ErrorKind::TlsFailure:
      case ErrorKind::NotAServer:
        return ExitCode::Network;
      case ErrorKind::DiskFull:
      case ErrorKind::FileInUse:
      case ErrorKind::ReadOnly:
      case ErrorKind::LocalIo:
      case ErrorKind::DamagedDatabase:
      case ErrorKind::SchemaDiffers:
      case ErrorKind::MalformedChangeset:
      case ErrorKind::ChangesetConflict:
      case ErrorKind::DamagedMetadata:
      case ErrorKind::UnfinishedBusiness:
      case ErrorKind::CredentialStore:
        return ExitCode::Local;
      case ErrorKind::RateLimited:
      case ErrorKind::ServerFailure:
      case ErrorKind::ServerTooOld:
      case ErrorKind::ClientTooOld:
      case ErrorKind::MalformedReply:
      case ErrorKind::UnsafePath:
        return ExitCode::Server;
      case ErrorKind::MassRemoval:
        return ExitCode::NeedsConsent;
      case ErrorKind::Bug:
        return ExitCode::Unexpected;
    }
    Q_UNREACHABLE();
  }
} // namespace syncline::cli
