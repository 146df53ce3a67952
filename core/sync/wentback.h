// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/folder.h"

/**
 * A server that has an older version than this folder, or another one of the same number: its data were restored from a backup, and
 * the versions after it are nowhere but in people's folders. To take its older files for changes would undo what everybody had synced since.
 */
namespace syncline::wentback
{
  /**
   * Whether \a info is of an older version than \a folder, or of the same one with other files: what a version holds never changes.
   * A file that is listed badly, now or the last time, is no other file.
   */
  bool isAnotherPast( const ProjectInfo &info, const Folder &folder );

  /**
   * From now on the folder knows only those files that are the same on the server, at the server's version: all others count as new
   * on both sides, so that a sync sends them, or keeps both where both are there. What the server lists badly stays known, so that
   * nothing goes on top of it. Writes mergin.json, at once or not at all.
   */
  [[nodiscard]] Result<void> forgetWhatDiffers( Folder &folder, const ProjectInfo &info );
} // namespace syncline::wentback
