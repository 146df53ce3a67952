// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/credentialstore.h"
#include "core/api/types.h"

#include <optional>

namespace syncline
{
  /**
   * One account on one server: address, token and, for renewal, the password. A value-like object owned by whoever talks to the
   * server; a worker gets a copy of its SessionData and makes its own. Thread-bound.
   *
   *   anonymous ──begin()──► signed in ──expired──► (ApiClient renews once with the password, or) ──► Unauthorized
   */
  struct SessionData
  {
      QUrl server; //!< without trailing slash
      Credentials credentials;
      std::optional<AuthSession> auth;
      std::optional<ServerCapabilities> capabilities;
  };

  class Session
  {
    public:
      explicit Session( SessionData data )
        : mData( std::move( data ) )
      {
      }
      const SessionData &data() const { return mData; } //!< copy it to give a worker the same account
      const QUrl &server() const { return mData.server; }
      bool isSignedIn() const { return mData.auth.has_value(); }
      //! Whether the token is over, or will be within the margin that a request needs. A token of unknown life is not.
      bool isExpired( const QDateTime &now ) const;
      bool canRenew() const
      {
        return !mData.credentials.userName.isEmpty() && !mData.credentials.password.isEmpty();
      }
      void begin( const AuthSession &auth ) { mData.auth = auth; }
      void end() { mData.auth.reset(); }
      void setCredentials( const Credentials &credentials ) { mData.credentials = credentials; }
      void setCapabilities( const ServerCapabilities &capabilities ) { mData.capabilities = capabilities; }

    private:
      SessionData mData;
  };

  /**
   * What people type as a server's address, made usable: https:// added where no scheme is given, trailing slashes and spaces
   * removed, http or https only. A user name, a query or a fragment in it, and everything else that is no address, is
   * ErrorKind::NotAServer; the detail never repeats what stands before an "@".
   */
  [[nodiscard]] Result<QUrl> serverUrlFromText( const QString &text );
} // namespace syncline
