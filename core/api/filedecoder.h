// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"

class QJsonArray;
class QJsonObject;

// What the server tells of single files: their list, their history, what changed. Pure.
namespace syncline
{
  //! Adds the listed files to \a info, or to its unsafePaths. A path that is listed twice is MalformedReply.
  [[nodiscard]] Result<void> decodeFiles( const QJsonArray &files, ProjectInfo &info );

  //! {"v9": {…}, "v10": {…}} in ascending order. A kind of change that we do not know counts as one without a changeset.
  [[nodiscard]] Result<QList<FileChange>> decodeHistory( const QJsonObject &object );

  //! One entry of a history, or of a version's changes. \a version is where the entry stands.
  [[nodiscard]] Result<FileChange> decodeFileChange( const QJsonObject &object, Version version );
} // namespace syncline
