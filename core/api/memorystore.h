// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/credentialstore.h"

#include <QHash>

namespace syncline
{
  //! Keeps secrets until the program ends: for "this session only", where there is no keychain, and for tests.
  class MemoryStore : public CredentialStore
  {
    public:
      Call<Credentials> load( const QString &key ) override;
      Call<bool> save( const QString &key, const Credentials &credentials ) override;
      Call<bool> remove( const QString &key ) override;

    private:
      QHash<QString, Credentials> mKept;
  };
} // namespace syncline
