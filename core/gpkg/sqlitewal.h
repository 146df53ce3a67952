// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/sqlite.h"

#include <array>

namespace syncline
{
  /**
   * What a write-ahead log holds at one moment, as its index (the -shm) tells. Two equal states around the begin of a read
   * transaction prove that the transaction sees just this one: the index never returns to an earlier state.
   */
  struct WalState
  {
      bool isWal = false;         //!< the file uses a write-ahead log; if not, the rest is empty
      quint32 frames = 0;         //!< of committed transactions
      quint32 pageCount = 0;      //!< of the database after the last frame
      quint32 backfilled = 0;     //!< frames that the main file already has; may grow at any time
      std::array<char, 8> salt{}; //!< every valid frame carries it
      std::array<quint32, 2> lastChecksum{};
      std::array<char, 48> header{}; //!< all that identifies the state

      bool isSameContent( const WalState &other ) const
      {
        return isWal == other.isWal && header == other.header;
      }
      bool hasPendingFrames() const { return frames > backfilled; }
  };

  //! The state now. An error where the log or its index cannot be reached (then only SQL shows the content).
  [[nodiscard]] Result<WalState> walState( const Database &database, const QByteArray &schema );

  //! Bytes of the -wal itself, through SQLite's own handle, under a read transaction.
  [[nodiscard]] Result<void> readWalAt( const Database &database, const QByteArray &schema, qint64 offset,
                                        std::pair<char *, int> to );

  //! The path of \a schema's file; empty where it has none.
  QString pathOf( const Database &database, const QByteArray &schema );
  //! Whether the path now leads to another file than the open one. False where the file system keeps open files in their place.
  bool hasMoved( const Database &database, const QByteArray &schema );

  //! Whether the transaction on \a schema has begun and has written nothing, so that the files hold all that it sees.
  bool isOnlyReading( const Database &database, const QByteArray &schema );
} // namespace syncline
