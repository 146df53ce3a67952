// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/call.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace syncline
{
  //! A secret of one user on one server. Never logged, never written as plain text.
  struct Credentials
  {
      QString userName;
      QString password;
      QByteArray token; //!< instead of a password (single sign-on, MERGIN_AUTH); may be empty
  };

  /**
   * Where secrets are kept between runs: the system keychain (KeychainStore), the QGIS authentication database (in the plugin),
   * memory until the program ends (MemoryStore). No implementation ever writes plain text, and none waits: a store that does not
   * answer within its time limit resolves with ErrorKind::CredentialStore. NotFound: nothing kept for this key.
   * `key` names server and user ("https://app.merginmaps.com anna"). Thread-bound.
   */
  class CredentialStore
  {
    public:
      virtual ~CredentialStore() = default;
      virtual Call<Credentials> load( const QString &key ) = 0;
      virtual Call<bool> save( const QString &key, const Credentials &credentials ) = 0; //!< true on success
      virtual Call<bool> remove( const QString &key ) = 0; //!< true when something was there
  };

  //! Whether this program may keep secrets between runs: not with SYNCLINE_CREDENTIALS=none in the environment.
  bool mayKeepCredentials();

  //! The key of an account: "https://app.merginmaps.com anna".
  QString credentialKey( const QUrl &server, const QString &userName );
} // namespace syncline
