// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

namespace syncline
{
  struct ApplyOptions;

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

    /**
     * What the main file's bytes are. Equal fingerprints without a pending -wal mean equal content. With one, the content is
     * more than these bytes, and a checkpoint by another program may change them at any time: take a snapshot() to compare.
     */
    struct Fingerprint
    {
        Sha1 sha1;            //!< of the main file's bytes
        qint64 sizeBytes = 0; //!< of the main file
        bool hasPendingWal =
          false; //!< there is a -wal with frames not yet in the main file: bytes are not the whole content
    };
    //! Hashes the main file's bytes through SQLite's handle, under a read transaction. Writes nothing, checkpoints nothing.
    [[nodiscard]] Result<Fingerprint> fingerprint( const QString &path, const CancelToken &cancel );

    /**
     * Copies a consistent snapshot, -wal content included, to the new file \a to (its folder must exist). Byte-identical to the
     * main file when there is no pending -wal; otherwise made by the backup API. \a from is neither written nor checkpointed.
     * \a to appears whole or not at all.
     */
    [[nodiscard]] Result<void> snapshot( const QString &from, const QString &to, const CancelToken &cancel );

    //! A write lock that others may be waiting for ends after this.
    constexpr int LONGEST_WRITE_LOCK_MS = 900;

    //! What shall come into a database that somebody may be writing to. Paths.
    struct Change
    {
        QString live;     //!< the database, which exists
        QString expected; //!< a snapshot() of it: the content for which the change was planned
        QString content;  //!< what goes in: a database, or a changeset
    };
    enum class Outcome
    {
      Done,
      ChangedMeanwhile //!< live does not hold the expected content; nothing was written. Plan again, from what is there now.
    };

    /**
     * Replaces the whole content of the existing database Change::live by that of Change::content, by the backup API; other
     * connections stay valid and see the new content. On error it is as it was.
     *
     * That live still holds what is expected is known under the lock under which the content goes in, so no edit is ever
     * overwritten: what another program commits after the caller's last look, or between ours and the lock, is
     * Outcome::ChangedMeanwhile.
     *
     * A live in WAL mode that others have open is locked for LONGEST_WRITE_LOCK_MS at most; content too large for that is
     * rolled back and refused with ErrorKind::FileInUse, and goes in once the others have closed it (docs/decisions/0301).
     * The result has the tables and rows of content, but not its bytes (SQLite counts the change); compare by sameContent().
     */
    [[nodiscard]] Result<Outcome> installIfUnchanged( const Change &change, const CancelToken &cancel );

    /**
     * Applies the changeset Change::content, made from the expected content, to Change::live: rows go in through SQLite, in one
     * transaction of LONGEST_WRITE_LOCK_MS at most, R-trees and feature counts with them. What takes longer is applied to a
     * copy, which is then installed as above. The same promise about the expected content; on error live is as it was.
     *
     * This is how merged rows come into a layer that QGIS has open: diff the snapshot and the merged content, and apply that.
     * Errors are those of applyChangeset().
     */
    [[nodiscard]] Result<Outcome> applyIfUnchanged( const Change &change, const ApplyOptions &options );

    //! As installIfUnchanged(), whatever \a live holds now: for files that nobody else writes.
    [[nodiscard]] Result<void> install( const QString &content, const QString &live,
                                        const CancelToken &cancel );

    //! Whether another connection, of any program, has a database in WAL mode open. In rollback mode an idle one cannot be seen: false.
    [[nodiscard]] Result<bool> isOpenElsewhere( const QString &path );

    //! Whether it opens as a database and passes SQLite's quick check. ErrorKind::DamagedDatabase with SQLite's words if not.
    [[nodiscard]] Result<void> check( const QString &path );

    /**
     * Whether both hold the same tables, rows and schema (bytes may differ). Looked through: what SQLite derives by itself
     * (statistics, sqlite_sequence, the nodes of R-trees) and rowids that no column shows.
     */
    [[nodiscard]] Result<bool> sameContent( const QString &a, const QString &b, const CancelToken &cancel );
  } // namespace livedb
} // namespace syncline
