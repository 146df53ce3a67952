// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"
#include "core/base/error.h"

#include <optional>

namespace syncline
{
  //! What would be sent of one file.
  enum class UploadKind
  {
    Add,
    Update,
    Remove
  };

  struct UploadCandidate
  {
      RelPath path;
      UploadKind kind = UploadKind::Add;
      qint64 sizeBytes = 0;
      bool isVersioned = false; //!< .gpkg or .sqlite
      Sha1 known = {};          //!< of a plain file's bytes, as they were scanned; may be empty
  };

  /**
   * Why the server would refuse, or silently drop, a file; nothing when it would take it. One refused file makes the server
   * refuse a whole push, so it is asked here first. ErrorKind::ServerRejected, or UnsafePath for names.
   */
  std::optional<Error> refusalOf( const UploadCandidate &candidate );

  //! Who asks, and whom.
  struct PushRights
  {
      ProjectRole role = ProjectRole::None;
      ServerType server = ServerType::Community;
  };
  //! Why this person may not send this change: ErrorKind::Forbidden; nothing when he may. Of databases that are there editors may
  //! change rows; whether there is more is known only when the changeset is made (Pusher::Batch::isRowsOnly).
  std::optional<Error> forbiddanceOf( const UploadCandidate &candidate, const PushRights &rights );
  //! Whether this person may push anything at all.
  bool mayPush( const PushRights &rights );

  constexpr qint64 MAX_FILE_BYTES = 10ll * 1024 * 1024 * 1024;          //!< other clients refuse more
  constexpr qint64 MAX_VERSIONED_FILE_BYTES = 5ll * 1024 * 1024 * 1024; //!< sent as a whole
} // namespace syncline
