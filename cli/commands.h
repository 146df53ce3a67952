// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace syncline::cli
{
  class CommandLine;

  // One file each, named after the command.
  void addLogin( CommandLine &commands );
  void addGpkg( CommandLine &commands ); //!< the group "gpkg"
} // namespace syncline::cli
