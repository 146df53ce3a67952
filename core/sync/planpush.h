// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/inventory.h"
#include "core/sync/syncreport.h"
#include "core/sync/uploadrules.h"

namespace syncline
{
  /**
   * What a push decides to send.
   *
   *     here       │ sent as
   *     ───────────┼──────────────────────────────────────────────
   *     added      │ Add, unless refused or forbidden
   *     modified   │ Update, unless refused, forbidden or damaged
   *     missing    │ Remove, unless forbidden
   *     unknown    │ nothing, and told
   */
  struct PushPlan
  {
      QList<UploadCandidate> changes;
      QList<FileOutcome> leftOut; //!< NotUploaded, each with its problem
      bool isEmpty() const { return changes.isEmpty(); }
      int count( UploadKind kind ) const;
  };

  /**
   * Decides what a push sends. Pure. \a inventory is the one after the pull; \a leaveOut: files that the server refused in this
   * run, or that could not be installed.
   */
  PushPlan planPush( const Inventory &inventory, const PushRights &rights,
                     const QHash<RelPath, Error> &leaveOut );

  /**
   * The changes of one version: databases first, then from small to large, at most MAX_FILES_PER_PUSH files; removals go with the
   * last one, so that the two halves of a move are never apart for long.
   */
  QList<UploadCandidate> firstBatch( const QList<UploadCandidate> &changes );

  constexpr int MAX_FILES_PER_PUSH =
    100; //!< as other clients do: the server checks each of them in one request

  //! Guard G1: so many removals, or all files there are, are not sent without a word from the user.
  bool isMassRemoval( int removals, int baseFiles );
} // namespace syncline
