// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/relpath.h"
#include "core/base/version.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace syncline
{
  //! Who a folder belongs to, from .mergin/mergin.json in any of the four shapes that clients write. A value.
  struct ProjectIdentity
  {
      ProjectId id; //!< empty in files of very old clients
      ProjectName name;
      WorkspaceId workspaceId; //!< not valid where the file does not tell it
      Version version;
      ProjectRole role = ProjectRole::None;
  };

  //! What was last synced of one file: the server's words about it, not the disk's.
  struct BaseEntry
  {
      RelPath path;
      Sha1 checksum;
      qint64 sizeBytes = 0;
      QString modified; //!< as the server wrote it

      friend bool operator==( const BaseEntry &a, const BaseEntry &b )
      {
        return a.path == b.path && a.checksum == b.checksum && a.sizeBytes == b.sizeBytes;
      }
      friend bool operator!=( const BaseEntry &a, const BaseEntry &b ) { return !( a == b ); }
  };

  using BaseFiles = QMap<RelPath, BaseEntry>;

  /**
   * The content of .mergin/mergin.json, the one file by which all clients know what was last synced. Read in four shapes (old, v1,
   * v2 push, v2 pull), written as a superset that every official reader understands. A value.
   */
  struct Metadata
  {
      ProjectIdentity identity;
      BaseFiles files;
      QStringList
        unsafePaths; //!< entries whose names could leave the folder; never acted on, and not written again
      QJsonObject other; //!< the whole object as it was read, or as the server gave it

      //! ErrorKind::DamagedMetadata for what is no such file.
      [[nodiscard]] static Result<Metadata> fromJson( const QByteArray &bytes );
      //! What can be read of a file that is cut short: files up to there, and id and name where they come before.
      static Metadata remainsOf( const QByteArray &bytes );
      //! ASCII only, four keys per file entry: more, or fewer, break the official client's next push of a removal.
      QByteArray toJson() const;
  };

  QJsonObject toJson( const BaseEntry &entry );
  [[nodiscard]] Result<BaseEntry> baseEntryFromJson( const QJsonObject &object );
} // namespace syncline
