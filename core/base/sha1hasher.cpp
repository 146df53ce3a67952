// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/sha1hasher.h"

#include "core/base/require.h"

#include <openssl/evp.h>

namespace syncline
{
  struct Sha1Hasher::Hidden
  {
      EVP_MD_CTX *context = EVP_MD_CTX_new();
  };

  Sha1Hasher::Sha1Hasher()
    : mHidden( std::make_unique<Hidden>() )
  {
    SYNCLINE_REQUIRE( mHidden->context && EVP_DigestInit_ex( mHidden->context, EVP_sha1(), nullptr ) == 1 );
  }

  Sha1Hasher::~Sha1Hasher() { EVP_MD_CTX_free( mHidden->context ); }

  void Sha1Hasher::add( const char *bytes, qint64 count )
  {
    SYNCLINE_REQUIRE( EVP_DigestUpdate( mHidden->context, bytes, size_t( count ) ) == 1 );
  }

  Sha1 Sha1Hasher::result()
  {
    QByteArray digest( EVP_MAX_MD_SIZE, 0 );
    unsigned int size = 0;
    SYNCLINE_REQUIRE( EVP_DigestFinal_ex( mHidden->context,
                                          reinterpret_cast<unsigned char *>( digest.data() ), &size ) == 1 );
    digest.truncate( int( size ) );
    return sha1FromDigest( digest );
  }
} // namespace syncline
