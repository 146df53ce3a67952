// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoints_history.h"

namespace syncline::cli
{
  class Console;

  void printVersions( Console &console, const QList<VersionSummary> &versions );
  void printVersion( Console &console, const VersionDetail &detail );
  void printFileHistory( Console &console, const FileHistory &history );
  void printChangeset( Console &console, const QJsonArray &rows ); //!< JSON with or without --json
} // namespace syncline::cli
