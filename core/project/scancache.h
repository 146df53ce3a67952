// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/relpath.h"
#include "core/project/fileops.h"

#include <QHash>

#include <optional>

namespace syncline
{
  //! What the file system tells of a file without opening it; a database's write-ahead log counts as part of it.
  struct FileIdentity
  {
      qint64 sizeBytes = 0;
      qint64 modifiedNs = 0;
      qint64 changedNs = 0;
      quint64 inode = 0;
      qint64 walBytes = -1; //!< -1: there is no log
      qint64 walModifiedNs = 0;

      static FileIdentity of( const FileStat &file, const FileStat &log );
      qint64 newestNs() const; //!< the latest of all its times
      friend bool operator==( const FileIdentity &a, const FileIdentity &b )
      {
        return a.sizeBytes == b.sizeBytes && a.modifiedNs == b.modifiedNs && a.changedNs == b.changedNs &&
               a.inode == b.inode && a.walBytes == b.walBytes && a.walModifiedNs == b.walModifiedNs;
      }
      friend bool operator!=( const FileIdentity &a, const FileIdentity &b ) { return !( a == b ); }
  };

  //! Whether a database here holds the same as its base although the bytes differ: found once, kept while nothing changes.
  struct ContentVerdict
  {
      Sha1 live; //!< checksum of the main file when it was compared
      qint64 walBytes = -1;
      qint64 walModifiedNs = 0;
      Sha1 baseChecksum; //!< of the base entry
      FileIdentity base; //!< of the base file
      bool isSame = false;

      bool isAbout( const ContentVerdict &other ) const; //!< everything but the answer is equal
  };

  struct CachedFile
  {
      FileIdentity identity;
      qint64 hashedAtNs = 0; //!< the clock when reading began
      Sha1 sha1;
      bool hasPendingLog = false;
      bool isDamaged = false; //!< by its name a database, but it is none
      std::optional<ContentVerdict> verdict;
  };

  /**
   * Checksums of files as they were last read, so that an unchanged project is not read again. Disposable: a lost or damaged one
   * costs time only. An entry counts only if the file was last written well before it was read (RACY_NS): a change within the
   * same tick of the file system's clock would not show.
   */
  class ScanCache
  {
    public:
      [[nodiscard]] static ScanCache load(
        FileOps &disk, const QString &path ); //!< empty when there is none or it is damaged
      //! Writes nothing when nothing changed since load().
      [[nodiscard]] Result<void> save( FileOps &disk, const QString &path );

      const CachedFile *find( const RelPath &path, const FileIdentity &identity ) const;
      void insert( const RelPath &path, const CachedFile &file );
      void setVerdict( const RelPath &path, const ContentVerdict &verdict );
      //! The answer of an earlier comparison of just this; nothing when there was none.
      std::optional<bool> verdictFor( const RelPath &path, const ContentVerdict &question ) const;
      //! Forgets files that are not in \a present.
      void keepOnly( const QHash<RelPath, bool> &present );

      static constexpr qint64 RACY_NS =
        2ll * 1000 * 1000 * 1000; //!< the coarsest clock of a file system we know (FAT)

    private:
      QHash<RelPath, CachedFile> mFiles;
      bool mIsChanged = false;
  };
} // namespace syncline
