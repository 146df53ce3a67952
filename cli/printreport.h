// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "core/sync/syncreport.h"

namespace syncline::cli
{
  class Console;

  //! What a sync did, a line a file; \a headline stands first. Partial when something was left out.
  ExitCode printSync( Console &console, const SyncReport &report, const QString &headline = QString() );
  //! The same after a download, where every file is new: only what is unusual gets a line.
  ExitCode printDownload( Console &console, const SyncReport &report );
  //! The same after a reset, whose events mean what was taken back.
  ExitCode printReset( Console &console, const SyncReport &report );
  //! Headings and marks as the official client prints them, which scripts read.
  void printStatus( Console &console, const ProjectStatus &status );
} // namespace syncline::cli
