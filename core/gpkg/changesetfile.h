// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>
#include <string_view>

class QFile;

namespace syncline
{
  /**
   * A new changeset or conflict file. It grows without a name, or under one of its own where the file system knows no files without, and
   * takes its place when it is whole; destroyed before, it leaves nothing, and without a name not even if the process is killed. Other than QSaveFile it is not forced to the disk: a changeset can be made again from what it was made of,
   * and waiting for the disk takes longer than most differences. Who notes its name in a journal syncs it first.
   */
  class ChangesetFile
  {
    public:
      //! A symbolic link stays; what it leads to is written.
      [[nodiscard]] static Result<ChangesetFile> create( const QString &path );
      ChangesetFile( ChangesetFile && ) noexcept;
      ChangesetFile &operator=( ChangesetFile && ) noexcept;
      ~ChangesetFile();

      [[nodiscard]] Result<void> write( std::string_view bytes );
      //! Takes the place of what was there. Once.
      [[nodiscard]] Result<void> commit();

    private:
      ChangesetFile() = default;
      [[nodiscard]] Result<void> giveName();
      std::unique_ptr<QFile> mFile; // null when committed
      QString mPath;
  };
} // namespace syncline
