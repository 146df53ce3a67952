// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/error.h"

#include <array>

namespace syncline::cli
{
  //! The exit statuses of every command; documented in docs/cli.md and printed by --help. Scripts rely on them: never renumber.
  enum class ExitCode
  {
    Ok = 0,
    Unexpected = 1,
    Usage = 2,
    SignIn = 3,
    NotFound = 4,
    Refused = 5,
    Conflict = 6,
    Quota = 7,
    Network = 8,
    Partial = 9,
    Local = 10,
    Server = 11,
    NeedsConsent = 12,
    Canceled = 130
  };

  struct ExitCodeMeaning
  {
      ExitCode code;
      const char *meaning;
  };
  extern const std::array<ExitCodeMeaning, 14> EXIT_CODES; //!< all of them, in order

  ExitCode exitCodeOf( ErrorKind kind );
} // namespace syncline::cli
