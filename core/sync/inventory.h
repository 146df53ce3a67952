// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"
#include "core/project/enginestate.h"
#include "core/project/localscan.h"

#include <QMap>
#include <QSet>

namespace syncline
{
  //! How a file of the working copy stands against its base.
  enum class LocalChange
  {
    Unchanged, //!< holds what was last synced (a database: the same to all who sync it, whatever its bytes)
    Modified,  //!< edited
    Missing,   //!< removed: surely not there, though its folder could be read
    Added,     //!< not known to the last sync
    Unknown    //!< cannot be read, or waits to be installed: never taken for removed, never sent
  };

  struct LocalFile
  {
      RelPath path;
      LocalChange change = LocalChange::Unknown;
      Sha1 checksum; //!< of the bytes; empty when missing or unknown
      qint64 sizeBytes = 0;
      bool isDatabase = false;
      bool hasPendingLog = false; //!< the bytes are not the whole content
      bool isDamaged = false;     //!< by its name a database, but it is none
      bool isLink = false;
      std::optional<Error> problem; //!< why it is unknown

      bool isThere() const { return change != LocalChange::Missing; }
      //! Whether its bytes are just these (for a database: and it has nothing beside them).
      bool holds( const Sha1 &content ) const
      {
        return !hasPendingLog && !checksum.isEmpty() && checksum == content;
      }
  };

  using LocalInventory = QMap<RelPath, LocalFile>;
  using ServerInventory = QMap<RelPath, ServerFile>;

  /**
   * The three lists that a plan is made of, all cut to the folder's scope: what is out of scope is in none of them. A value.
   */
  struct Inventory
  {
      BaseFiles base;
      LocalInventory local; //!< every base file has an entry here
      ServerInventory server;
      //! Databases whose base file need not hold what the server has, although both go by one checksum: what the server has is
      //! fetched as a whole and counts as a change.
      QSet<RelPath> doubtful;
  };

  //! What is needed to judge the files of a folder.
  struct JudgeTools
  {
      FileOps &disk;
      Clock &clock;
      ScanCache &cache;
      const ProjectPaths &paths;
      const EngineState &state;
      QSet<RelPath> parked; //!< files whose server version waits to be installed
  };

  /**
   * Judges each scanned file against \a base. Databases whose bytes differ are compared by content with their base file, once:
   * the cache remembers the answer.
   * Errors: Canceled only; one file's trouble makes it Unknown.
   */
  [[nodiscard]] Result<LocalInventory> judged( const LocalFiles &found, const BaseFiles &base,
                                               const JudgeTools &tools, const CancelToken &cancel );

  //! The part of \a files that is in \a scope.
  BaseFiles inScope( const BaseFiles &files, const FileFilter &scope );
  ServerInventory inScope( const QList<ServerFile> &files, const FileFilter &scope );

  BaseEntry toBaseEntry( const ServerFile &file );
  ServerFile toServerFile( const BaseEntry &entry ); //!< without a history

  //! How databases are read in this engine: through livedb.
  DatabaseReader liveDatabaseReader();
} // namespace syncline
