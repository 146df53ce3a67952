// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace syncline::cli
{
  class CommandLine;

  // One file each, named after the command.
  void addLogin( CommandLine &commands );
  void addLogout( CommandLine &commands );
  void addListProjects( CommandLine &commands );
  void addListFiles( CommandLine &commands );
  void addListWorkspaces( CommandLine &commands );
  void addDownload( CommandLine &commands );
  void addDownloadFile( CommandLine &commands );
  void addCreate( CommandLine &commands );
  void addStatus( CommandLine &commands );
  void addSync( CommandLine &commands );  //!< push, pull and sync: one story, three directions
  void addReset( CommandLine &commands ); //!< reset and resolve-unfinished-pull
  void addRepair( CommandLine &commands );
  void addHistory(
    CommandLine &commands ); //!< list-versions, show-version, show-file-history, show-file-changeset
  void addManage( CommandLine &commands ); //!< clone, rename and remove
  void addGpkg( CommandLine &commands );   //!< the group "gpkg"
} // namespace syncline::cli
