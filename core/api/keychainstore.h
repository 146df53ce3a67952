// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/credentialstore.h"

#include <chrono>
#include <memory>

class QObject;

namespace syncline
{
  /**
   * The keychain of the system, by QtKeychain (on Linux: the Secret Service or KWallet). Never its "insecure fallback".
   *
   *     load/save/remove ──► job ──finished──► value · NotFound · CredentialStore (missing, locked, refused)
   *                           └──silent for longer than the limit──► CredentialStore; the job ends some day, or never
   *
   * A keychain that asks the user to unlock it stays silent meanwhile; QtKeychain cannot take a question back, and answers one after
   * the other. So as long as one is unanswered, further ones fail at once instead of after the limit, and it is tried again when the
   * keychain has answered. A locked keychain that cannot ask (no display) says "nothing there" to load(), and refuses save().
   *
   * For the main thread, with an event loop. Destroying it resolves what is in flight with Canceled.
   */
  class KeychainStore : public CredentialStore
  {
    public:
      explicit KeychainStore( std::chrono::milliseconds limit = std::chrono::seconds( 2 ) );
      ~KeychainStore() override;
      KeychainStore( const KeychainStore & ) = delete;
      KeychainStore &operator=( const KeychainStore & ) = delete;

      Call<Credentials> load( const QString &key ) override;
      Call<bool> save( const QString &key, const Credentials &credentials ) override;
      Call<bool> remove( const QString &key ) override;

      /**
       * Whether it takes secrets within the limit: writes a trial entry without secret and removes it again. False, never an error,
       * where it does not. It may make the system ask for the keychain's password, so only call it when there is something to keep.
       */
      Call<bool> probe();

    private:
      class Jobs;
      std::unique_ptr<Jobs> d;
  };
} // namespace syncline
