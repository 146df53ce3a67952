// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <functional>

namespace syncline
{
  //! Where a sync or download is. Phases come in this order; within one run a phase may return in a further round.
  enum class Phase
  {
    Checking,
    Downloading,
    Installing,
    Uploading,
    Finishing
  };

  /**
   * How far a piece of work is. A value. Never goes back within a phase, never passes total; total 0 means "not known".
   * `done` and `total` are bytes while downloading and uploading, files otherwise.
   */
  struct Progress
  {
      Phase phase = Phase::Checking;
      qint64 done = 0;
      qint64 total = 0;
      QString file; //!< what is worked on, as in the project; may be empty
  };

  //! Called on the worker's thread, at most some ten times a second.
  using ProgressCallback = std::function<void( const Progress & )>;
} // namespace syncline

Q_DECLARE_METATYPE( syncline::Progress )
