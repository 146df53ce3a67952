// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/relpath.h"
#include "core/project/projectdir.h"

#include <QDateTime>

namespace syncline
{
  /**
   * Where every content goes that a sync overwrites or removes here: .mergin/.engine/trash/<run>/<path>. Bounded by age and size;
   * the newest run is always kept.
   */
  class Trash
  {
    public:
      Trash( FileOps &disk, const ProjectPaths &paths );
      //! Where the content of \a file goes in \a run; its folder is made.
      [[nodiscard]] Result<QString> slotFor( const QString &run, const RelPath &file );
      //! Removes runs older than MAX_AGE_DAYS, then the oldest ones until MAX_BYTES hold.
      [[nodiscard]] Result<void> collect( const QDateTime &now );

      static constexpr int MAX_AGE_DAYS = 30;
      static constexpr qint64 MAX_BYTES = 1024ll * 1024 * 1024;

    private:
      FileOps &mDisk;
      ProjectPaths mPaths;
  };

  //! A new name for a run: sorts by time, never taken twice.
  QString newRunName( const QDateTime &now );
} // namespace syncline
