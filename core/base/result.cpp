// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/result.h"

#include <utility>

namespace syncline
{
  tl::unexpected<Error> fail( ErrorKind kind, const QString &detail ) { return fail( kind, detail, {} ); }

  tl::unexpected<Error> fail( ErrorKind kind, const QString &detail, ErrorPayload payload )
  {
    return tl::unexpected<Error>( Error{ kind, detail, {}, std::move( payload ) } );
  }

  tl::unexpected<Error> passOn( Error error, const char *where )
  {
    error.trail.append( QString::fromLatin1( where ) );
    return tl::unexpected<Error>( std::move( error ) );
  }
} // namespace syncline
