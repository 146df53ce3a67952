// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/filefilter.h"
#include "core/project/metadata.h"

#include <QHash>
#include <QMap>

#include <optional>

namespace syncline
{
  /**
   * What only we know about a folder, kept in .mergin/.engine/state.json. Everything in it may be lost without losing an edit;
   * it makes us safer (a scope whose file disappeared) and faster. A value.
   */
  struct EngineState
  {
      ProjectId project;
      Version version;   //!< of the server's list below
      FileFilter filter; //!< the scope of the last sync
      //! The server's whole list, what is out of scope included. Of a file that it lists badly: the last good word.
      BaseFiles serverFiles;
      QStringList heldBack;     //!< on the server, and not here because this disk cannot hold the name
      QStringList otherVolumes; //!< folders that lay on another volume than the project's; empty text never
      QString rootVolume; //!< FileOps::volumeOf() the project's folder at the last sync; empty: not known
      //! Databases that have no base file: checksum of the bytes here that mean the same as the server's file.
      QHash<RelPath, Sha1> twins;
      //! What mergin.json said when this was written: its version (none: not known), and where its files are other than those of
      //! \a serverFiles in \a filter its own entry, or that it has none. Files that could not be put in place are such.
      std::optional<Version> baseVersion;
      QMap<RelPath, std::optional<BaseEntry>> baseDiffers;

      //! Notes what \a metadata, which lies or will lie beside this state, says.
      void noteBase( const Metadata &metadata );
      //! The files of that metadata. Without baseVersion there is no base to rely on.
      BaseFiles base() const;

      //! A missing file is an empty state; one that cannot be read is ErrorKind::DamagedMetadata.
      [[nodiscard]] static Result<EngineState> load( FileOps &disk, const QString &path );
      [[nodiscard]] static Result<EngineState> fromJson( const QByteArray &bytes );
      QByteArray toJson() const;
  };
} // namespace syncline
