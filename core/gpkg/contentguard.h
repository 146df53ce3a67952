// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/gpkg/sqlite.h"
#include "core/gpkg/sqlitewal.h"

#include <optional>

namespace syncline
{
  /**
   * Answers, under somebody's write lock and in no time, whether a database still has the content it was compared with before:
   *
   *   over(): compare the content in a read transaction, note the state it was read in ─▶ (anybody may write here)
   *     ─▶ take the write lock ─▶ isUnchanged(): is the state still that one? ─▶ write
   *
   * The state is the index header of the write-ahead log, or the file's header with its change counter: every commit changes it.
   * Keeps a connection open, so the file stays in its journal mode while in WAL mode. Thread-bound.
   */
  class ContentGuard
  {
    public:
      //! Nothing where \a live holds something else than \a expected does. Waiting as Database does.
      [[nodiscard]] static Result<std::optional<ContentGuard>> over( const QString &live,
                                                                     const QString &expected,
                                                                     const CancelToken &cancel );
      //! \a writer holds the write lock of the same path and has written nothing yet. False may also mean a mere checkpoint.
      [[nodiscard]] Result<bool> isUnchanged( const Database &writer ) const;

    private:
      struct State
      {
          WalState wal;
          QByteArray fileHeader; //!< in rollback mode
      };
      ContentGuard( Database &&reader, State &&state );
      [[nodiscard]] static Result<State> stateOf( const Database &database );

      Database mReader;
      State mState;
  };
} // namespace syncline
