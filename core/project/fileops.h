// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace syncline
{
  //! What the file system says about a path. Times are nanoseconds since 1970.
  struct FileStat
  {
      enum class Kind
      {
        Missing,
        File,
        Folder,
        Other
      };
      Kind kind = Kind::Missing; //!< of what a link points to; a dangling link is Missing with isLink
      bool isLink = false;
      bool isWritable = false;
      qint64 sizeBytes = 0;
      qint64 modifiedNs = 0;
      qint64 changedNs = 0;
      quint64 inode = 0;
      quint64 device = 0;

      bool exists() const { return kind != Kind::Missing; }
      bool isFile() const { return kind == Kind::File; }
      bool isFolder() const { return kind == Kind::Folder; }
  };

  /**
   * The disk operations that the engine uses, as one of the three seams that tests replace (the others: Transport and Clock).
   *
   * Paths are absolute. Never called with a database that somebody may have open, except for stat(), rename(), link() and
   * remove(), which open nothing: bytes of such files go through livedb alone, in runs counted by through().
   *
   * Errors: NotFound, AlreadyExists, DiskFull, ReadOnly (no right), FileInUse, UnsafePath (a name too long for this disk), Canceled,
   * LocalIo for all else; the detail names the path. Any thread.
   */
  class FileOps
  {
    public:
      virtual ~FileOps() = default;
      //! A path that does not exist is no error but Kind::Missing.
      [[nodiscard]] virtual Result<FileStat> stat( const QString &path ) = 0;
      //! Names in \a folder without "." and "..", sorted. A name that is no text in this system's encoding is LocalIo.
      [[nodiscard]] virtual Result<QStringList> list( const QString &folder ) = 0;
      //! \a maxBytes from \a offset; fewer only at the end of the file.
      [[nodiscard]] virtual Result<QByteArray> readAt( const QString &path, qint64 offset,
                                                       qint64 maxBytes ) = 0;
      //! Creates the file where it is missing.
      [[nodiscard]] virtual Result<void> writeAt( const QString &path, qint64 offset,
                                                  const QByteArray &bytes ) = 0;
      //! The whole content's checksum.
      [[nodiscard]] virtual Result<Sha1> hash( const QString &path, const CancelToken &cancel ) = 0;
      //! A new file with the same bytes (a clone where the file system can); AlreadyExists instead of overwriting.
      [[nodiscard]] virtual Result<void> copy( const QString &from, const QString &to ) = 0;
      //! A second name for the same file, or a copy where there are no hard links. AlreadyExists instead of overwriting.
      [[nodiscard]] virtual Result<void> link( const QString &from, const QString &to ) = 0;
      //! Atomic; replaces \a to.
      [[nodiscard]] virtual Result<void> rename( const QString &from, const QString &to ) = 0;
      //! Atomic; AlreadyExists instead of replacing.
      [[nodiscard]] virtual Result<void> renameToNew( const QString &from, const QString &to ) = 0;
      //! Gives \a to the permission bits of \a from; on a file system without them nothing happens.
      [[nodiscard]] virtual Result<void> copyPermissions( const QString &from, const QString &to ) = 0;
      //! A file or a link; NotFound when there is none.
      [[nodiscard]] virtual Result<void> remove( const QString &path ) = 0;
      //! With all its parents; nothing to do when it is there.
      [[nodiscard]] virtual Result<void> makeFolder( const QString &path ) = 0;
      //! An empty one; LocalIo when it is not empty.
      [[nodiscard]] virtual Result<void> removeFolder( const QString &path ) = 0;
      //! Makes what was written to a file, or the names in a folder, survive a power cut.
      [[nodiscard]] virtual Result<void> sync( const QString &path ) = 0;
      //! For unprivileged users of the volume that holds \a path.
      [[nodiscard]] virtual Result<qint64> freeBytes( const QString &path ) = 0;
      //! What tells the volume that holds \a path from others, also after a restart; empty where the file system has no such word.
      [[nodiscard]] virtual Result<QString> volumeOf( const QString &path ) = 0;
      //! Runs \a action, which changes the disk by other means (SQLite), as one operation named \a what.
      [[nodiscard]] virtual Result<void> through( const char *what,
                                                  const std::function<Result<void>()> &action ) = 0;
  };

  //! The real one.
  class RealFileOps : public FileOps
  {
    public:
      [[nodiscard]] Result<FileStat> stat( const QString &path ) override;
      [[nodiscard]] Result<QStringList> list( const QString &folder ) override;
      [[nodiscard]] Result<QByteArray> readAt( const QString &path, qint64 offset, qint64 maxBytes ) override;
      [[nodiscard]] Result<void> writeAt( const QString &path, qint64 offset,
                                          const QByteArray &bytes ) override;
      [[nodiscard]] Result<Sha1> hash( const QString &path, const CancelToken &cancel ) override;
      [[nodiscard]] Result<void> copy( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> link( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> rename( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> renameToNew( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> copyPermissions( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> remove( const QString &path ) override;
      [[nodiscard]] Result<void> makeFolder( const QString &path ) override;
      [[nodiscard]] Result<void> removeFolder( const QString &path ) override;
      [[nodiscard]] Result<void> sync( const QString &path ) override;
      [[nodiscard]] Result<qint64> freeBytes( const QString &path ) override;
      [[nodiscard]] Result<QString> volumeOf( const QString &path ) override;
      [[nodiscard]] Result<void> through( const char *what,
                                          const std::function<Result<void>()> &action ) override;
  };

  //! The disk that everybody uses who is not given another one.
  FileOps &realDisk();

  //! The folder that holds \a path.
  QString folderOf( const QString &path );

  //! The whole of a small file (metadata); a larger one is ErrorKind::DamagedMetadata.
  [[nodiscard]] Result<QByteArray> readSmallFile( FileOps &disk, const QString &path );

  //! The first half of writeWhole(): complete and flushed beside \a path. Where, to be renamed.
  [[nodiscard]] Result<QString> writeBeside( FileOps &disk, const QString &path, const QByteArray &bytes );
  //! Replaces a small file as a whole: at every instant it is the complete old or the complete new one, power cuts included.
  [[nodiscard]] Result<void> writeWhole( FileOps &disk, const QString &path, const QByteArray &bytes );

  //! Removes a file if it is there.
  [[nodiscard]] Result<void> removeIfThere( FileOps &disk, const QString &path );

  //! Removes a folder of ours with everything in it; follows no links.
  [[nodiscard]] Result<void> removeTree( FileOps &disk, const QString &folder );
} // namespace syncline
