// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/fileops.h"

#include <QJsonObject>

#include <optional>

namespace syncline
{
  /**
   * One unfinished intent, on disk: either it is there complete, or it is not there.
   *
   *     nothing ──begin( intent )──► flushed to disk ──(the work it describes)──► finish() ──► nothing
   *                                        │ crash                                  ▲
   *                                        └──► load() at the next start ──(the rest of the work)
   *
   * What the intent says is the caller's matter; he makes its steps such that doing them again does no harm. The file carries
   * its own checksum: a torn one counts as not there, because then nothing of what it describes was begun.
   */
  class Journal
  {
    public:
      Journal( FileOps &disk, QString path );
      [[nodiscard]] Result<void> begin( const QJsonObject &intent ); //!< replaces an intent that is there
      [[nodiscard]] Result<std::optional<QJsonObject>> load() const;
      [[nodiscard]] Result<void> finish();

    private:
      FileOps &mDisk;
      QString mPath;
  };
} // namespace syncline
