// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncsession.h"

#include <optional>

namespace syncline
{
  //! One file of a project, without a project folder.
  struct FileRequest
  {
      ProjectName project;
      RelPath file;
      std::optional<Version> version; //!< unset: the latest
      QString output;                 //!< where to; its folder must exist
  };

  /**
   * Downloads one file, verified, and puts it in place whole: \a output is as before until then. A database that is there already
   * gets the content in a transaction of its own, so that a program that has it open sees it and nothing breaks. Resolves with the
   * version the file is of. NotFound: no such version, or no such file in it. Worker threads only.
   */
  [[nodiscard]] Result<Version> downloadFile( const SyncContext &context, const FileRequest &request );
} // namespace syncline
