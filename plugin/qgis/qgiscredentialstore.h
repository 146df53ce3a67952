// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/credentialstore.h"

namespace syncline
{
  /**
   * Secrets in the QGIS authentication database, encrypted with its master password. QGIS itself asks for that password when it
   * needs it. Main thread.
   */
  class QgisCredentialStore : public CredentialStore
  {
    public:
      static bool isAvailable(); //!< false where QGIS runs without its authentication database

      Call<Credentials> load( const QString &key ) override;
      Call<bool> save( const QString &key, const Credentials &credentials ) override;
      Call<bool> remove( const QString &key ) override;
  };
} // namespace syncline
