// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"

#include <memory>

namespace syncline
{
  /**
   * The checksum of bytes that come piece by piece. OpenSSL computes it, several times as fast as Qt does
   * (docs/decisions/0004-sha1-by-openssl.md). Not thread-safe; result() once, at the end.
   */
  class Sha1Hasher
  {
    public:
      Sha1Hasher();
      ~Sha1Hasher();
      Sha1Hasher( const Sha1Hasher & ) = delete;
      Sha1Hasher &operator=( const Sha1Hasher & ) = delete;

      void add( const char *bytes, qint64 count );
      void add( const QByteArray &bytes ) { add( bytes.constData(), bytes.size() ); }
      Sha1 result();

    private:
      struct Hidden;
      std::unique_ptr<Hidden> mHidden;
  };
} // namespace syncline
