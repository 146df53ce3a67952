// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/runtime.h"
#include "core/api/types.h"

namespace syncline::cli
{
  //! Signs in and asks for the project of the folder a command works in: by its id, because its name may have changed on the server.
  [[nodiscard]] Result<ProjectInfo> projectHere( Runtime &runtime );

  //! The same for the project that \a name says, or for the folder's where it is empty.
  [[nodiscard]] Result<ProjectInfo> projectNamedOrHere( Runtime &runtime, const QString &name );

  //! A path in the project that somebody typed; one that would leave it is InvalidInput.
  [[nodiscard]] Result<RelPath> pathFrom( const QString &text );

  //! "v12"; anything else is InvalidInput.
  [[nodiscard]] Result<Version> versionFrom( const QString &text );
} // namespace syncline::cli
