// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/engine.h"

// What the engine's workers do, as plain functions. Worker threads only: they read the disk and wait for the network.
namespace syncline::work
{
  [[nodiscard]] Result<FolderLook> look( const SyncContext &context, const QString &path, AskServer ask );
  FolderState inspect( const QString &folder );
  QStringList projectFiles( const QString &folder );
  [[nodiscard]] Result<bool> keepActivity( const QString &folder, const QList<ActivityEntry> &entries );
  QStringList existing( const QStringList &folders );
} // namespace syncline::work
