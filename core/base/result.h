// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace syncline
{
  /**
   * A value, or why there is none. An alias, so that and_then() and map() of the packaged type work; for the same reason each
   * declaration that returns one is marked [[nodiscard]] (tests/tidy looks for it).
   */
  template<class T> using Result = tl::expected<T, Error>;

  //! return fail( ErrorKind::NotFound, detail ); with facts for the kind's sentence as \a payload.
  [[nodiscard]] tl::unexpected<Error> fail( ErrorKind kind, const QString &detail = QString() );
  [[nodiscard]] tl::unexpected<Error> fail( ErrorKind kind, const QString &detail, ErrorPayload payload );

  //! Passes an error on, adding to its trail where it came through.
  [[nodiscard]] tl::unexpected<Error> passOn( Error error, const char *where );
} // namespace syncline

#define SYNCLINE_JOIN_( a, b ) a##b
#define SYNCLINE_JOIN( a, b ) SYNCLINE_JOIN_( a, b )

//! SYNCLINE_TRY( name, expression ): `name` is the value of the Result, or this function returns its error, its own name added.
#define SYNCLINE_TRY( name, ... )                                                                            \
  auto SYNCLINE_JOIN( sResult_, __LINE__ ) = ( __VA_ARGS__ );                                                \
  if ( !SYNCLINE_JOIN( sResult_, __LINE__ ) )                                                                \
    return ::syncline::passOn( std::move( SYNCLINE_JOIN( sResult_, __LINE__ ) ).error(), __func__ );         \
  auto name = std::move( *SYNCLINE_JOIN( sResult_, __LINE__ ) )

//! SYNCLINE_CHECK( expression ): the same for a Result whose value is of no interest.
#define SYNCLINE_CHECK( ... )                                                                                \
  do                                                                                                         \
  {                                                                                                          \
    if ( auto checked_ = ( __VA_ARGS__ ); !checked_ )                                                        \
      return ::syncline::passOn( std::move( checked_ ).error(), __func__ );                                  \
  } while ( false )
