// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"

namespace syncline::cli
{
  class Console;

  // Columns as the official client prints them, which scripts read; with --json, documents.
  void printProjects( Console &console, const QList<ProjectSummary> &projects );
  void printFiles( Console &console, const ProjectInfo &project );
  void printWorkspaces( Console &console, const QList<Workspace> &workspaces );
} // namespace syncline::cli
