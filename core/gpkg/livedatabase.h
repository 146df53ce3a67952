// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

namespace syncline
{
  /**
   * Databases that somebody, this process included, may have open. POSIX locks belong to the process: closing any descriptor of
   * a file drops them all. So these functions are the only ones that may touch a user's database file, they read bytes through
   * SQLite's own file handle, they never checkpoint (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE), and they never rename over it.
   *
   * All paths are absolute. Any thread; no shared state. Waiting for a lock is bounded (a few seconds); then ErrorKind::FileInUse.
   * A file that is no database, or fails its check, is ErrorKind::DamagedDatabase.
   */
  namespace livedb
  {
    //! By its name: .gpkg, .sqlite and the other extensions SQLite files go by (.db, .sqlite3, .mbtiles, …). Opens nothing.
    bool isDatabaseName( const QString &path );
    //! By its name: .gpkg or .sqlite in any case; those whose rows the server merges.
    bool isVersionedName( const QString &path );

    //! What SQLite holds of a database, told apart without reading it; equal identities mean unchanged content.
    struct Fingerprint
    {
        Sha1 sha1;            //!< of the main file's bytes
        qint64 sizeBytes = 0; //!< of the main file
        bool hasPendingWal = false; //!< there is a -wal with frames not yet in the main file: bytes are not the whole content
    };
    //! Hashes the main file's bytes through SQLite's handle, under a read transaction. Writes nothing, checkpoints nothing.
    [[nodiscard]] Result<Fingerprint> fingerprint( const QString &path, const CancelToken &cancel );

    /**
     * Copies a consistent snapshot, -wal content included, to the new file \a to. Byte-identical to the main file when there is
     * no pending -wal; otherwise made by the backup API. \a from is neither written nor checkpointed.
     */
    [[nodiscard]] Result<void> snapshot( const QString &from, const QString &to, const CancelToken &cancel );

    /**
     * Replaces the whole content of the existing database \a live by that of \a content, by the backup API in steps; other
     * connections stay valid and see the new content. No single write lock lasts over a second. On error \a live is as it was.
     */
    [[nodiscard]] Result<void> install( const QString &content, const QString &live, const CancelToken &cancel );

    //! Whether it opens as a database and passes SQLite's quick check. ErrorKind::DamagedDatabase with SQLite's words if not.
    [[nodiscard]] Result<void> check( const QString &path );

    //! Whether both hold the same tables, rows and schema (bytes may differ).
    [[nodiscard]] Result<bool> sameContent( const QString &a, const QString &b, const CancelToken &cancel );
  } // namespace livedb
} // namespace syncline
