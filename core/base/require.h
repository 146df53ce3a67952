// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace syncline
{
  //! Stops the program with \a condition, \a file and \a line on standard error. Never returns.
  [[noreturn]] void stopBecauseOf( const char *condition, const char *file, int line );
} // namespace syncline

/**
 * For what must never happen (a programmer's error); stays on in release builds. It throws nothing: it stops with a
 * message before a file is touched. Operating errors (disk, network, server, user input) are Results, never this.
 */
#define SYNCLINE_REQUIRE( condition )                                                                        \
  do                                                                                                         \
  {                                                                                                          \
    if ( !( condition ) )                                                                                    \
      ::syncline::stopBecauseOf( #condition, __FILE__, __LINE__ );                                           \
  } while ( false )
