// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"

namespace syncline::cli
{
  /**
   * Ctrl-C (and a polite kill) asks \a source to cancel: transfers end, the server is told, what was finished stays. A second one
   * ends the program at once. Once per program, before any other thread is started.
   */
  void cancelOnStopSignals( CancelSource source );
} // namespace syncline::cli
