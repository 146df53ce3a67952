// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/commandline.h"
#include "core/api/session.h"
#include "core/base/cancel.h"

namespace syncline::cli
{
  //! The server that was asked for, or the public one.
  [[nodiscard]] Result<QUrl> serverFrom( const GlobalOptions &global );

  /**
   * Who signs in at \a server: a token, else user name and password (options, which hold the environment's values where they are
   * not given), else what "login --save" kept in the keyring. `auth` is set for a token only. Asks for a password on a terminal
   * when only the user name is given and none is kept. Unauthorized when there is nothing.
   */
  [[nodiscard]] Result<SessionData> accountFrom( const GlobalOptions &global, const QUrl &server,
                                                 const CancelToken &cancel );

  //! Keeps \a credentials in the keyring, as the account of \a server. CredentialStore when there is none or it is locked.
  [[nodiscard]] Result<void> keepCredentials( const QUrl &server, const Credentials &credentials,
                                              const CancelToken &cancel );
  //! Takes what was kept for \a server out of the keyring; false when there was nothing.
  [[nodiscard]] Result<bool> forgetCredentials( const QUrl &server, const CancelToken &cancel );
} // namespace syncline::cli
