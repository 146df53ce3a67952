// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/projectdir.h"

#include <memory>

class QLockFile;

namespace syncline
{
  //! One sync per folder, over all processes of this machine. Held until it goes; a dead owner's lock is taken over.
  class ProjectLock
  {
    public:
      /**
       * Never waits. ErrorKind::Busy, naming the other program, when somebody has it; ReadOnly when .mergin cannot be written;
       * makes .mergin/.engine where it is missing.
       */
      [[nodiscard]] static Result<ProjectLock> acquire( const ProjectPaths &paths, FileOps &disk );
      ProjectLock( ProjectLock && ) noexcept;
      ProjectLock &operator=( ProjectLock && ) noexcept;
      ~ProjectLock();

    private:
      explicit ProjectLock( std::unique_ptr<QLockFile> file );
      std::unique_ptr<QLockFile> mFile;
  };
} // namespace syncline
