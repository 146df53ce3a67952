// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/memorystore.h"

namespace syncline
{
  Call<Credentials> MemoryStore::load( const QString &key )
  {
    const auto found = mKept.constFind( key );
    if ( found == mKept.constEnd() )
      return Call<Credentials>::resolved(
        fail( ErrorKind::NotFound, QStringLiteral( "nothing is kept for this account" ) ) );
    return Call<Credentials>::resolved( *found );
  }

  Call<bool> MemoryStore::save( const QString &key, const Credentials &credentials )
  {
    mKept.insert( key, credentials );
    return Call<bool>::resolved( true );
  }

  Call<bool> MemoryStore::remove( const QString &key )
  {
    return Call<bool>::resolved( mKept.remove( key ) > 0 );
  }
} // namespace syncline
