// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/project/filefilter.h"
#include "core/project/projectdir.h"
#include "core/project/scancache.h"

#include <QMap>
#include <QSet>

#include <functional>

namespace syncline
{
  //! How to read databases without an ordinary file handle; given from outside, because this layer knows no SQLite.
  struct DatabaseReader
  {
      struct Print
      {
          Sha1 sha1;                  //!< of the main file's bytes
          bool hasPendingLog = false; //!< the bytes are not the whole content
      };
      std::function<bool( const QString &path )> isDatabaseName;
      //! ErrorKind::DamagedDatabase for a file that is no database.
      std::function<Result<Print>( const QString &path, const CancelToken &cancel )> fingerprint;
  };

  //! A file as it lies in the folder.
  struct ScannedFile
  {
      RelPath path;
      FileIdentity identity;
      Sha1 sha1; //!< empty when `problem` says that it could not be read
      bool isLink = false;
      bool isDatabase = false;      //!< by its name, and it is one
      bool hasPendingLog = false;   //!< a database whose write-ahead log holds more than the main file
      bool isDamaged = false;       //!< by its name a database, but it is none (or it is empty)
      std::optional<Error> problem; //!< why it is not known what is in it: never "removed", never sent
  };

  //! A folder as it was found.
  struct LocalFiles
  {
      QMap<RelPath, ScannedFile> files;
      QStringList outOfScope; //!< outside a partial project's scope; not read
      QSet<QString>
        unknownFolders; //!< could not be listed, or are links (relative; "" is the project): what is below is unknown, not removed
      QStringList otherVolumes;          //!< folders that lie on another volume than the project's
      QMap<QString, Error> refusedNames; //!< names that no project can hold
      int contentReads = 0;              //!< how many files were opened

      //! Whether \a path is surely not there (a missing file of a folder that could be listed).
      bool isSurelyMissing( const RelPath &path ) const;
  };

  /**
   * Walks a project folder. Reads contents only of files that changed since the cache knew them; databases through \a reader
   * alone. Follows links to files, not to folders. Writes nothing; the caller saves the cache.
   *
   * One file's trouble is an entry of the result, not an error; errors are Canceled and that of the project folder itself.
   */
  class LocalScan
  {
    public:
      struct Tools
      {
          FileOps &disk;
          Clock &clock;
          ScanCache &cache;
          const DatabaseReader &reader;
      };
      LocalScan( Tools tools, const ProjectPaths &paths, const FileFilter &scope );
      [[nodiscard]] Result<LocalFiles> run( const CancelToken &cancel );

    private:
      [[nodiscard]] Result<void> walk( const QString &folder, const CancelToken &cancel );
      [[nodiscard]] Result<void> take( const QString &relative, const FileStat &there,
                                       const CancelToken &cancel );
      [[nodiscard]] Result<ScannedFile> scanned( const RelPath &path, const FileStat &there,
                                                 const CancelToken &cancel );
      [[nodiscard]] Result<CachedFile> read( const RelPath &path, const FileIdentity &identity,
                                             const CancelToken &cancel );
      bool isRollbackJournal( const QString &folder, const QString &name, const QStringList &siblings ) const;

      Tools mTools;
      ProjectPaths mPaths;
      FileFilter mScope;
      LocalFiles mFound;
      quint64 mRootDevice = 0;
  };
} // namespace syncline
