// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"
#include "plugin/dialogs/maphost.h"

// The end of a sync in words. Plain functions.
namespace syncline
{
  //! "Synced: 12 changes up, 5 down.", or what waits for the user.
  QString summaryOf( const SyncReport &report );
  //! A line for each layer whose features moved: "survey.gpkg, sites: 2 added, 1 changed, 0 removed here". May be empty.
  QString featureLines( const SyncReport &report );

  //! A note for the message bar; warnings and worse stay until they are closed.
  Note noteAbout( const QString &subject, const QString &title, Severity severity, const QString &text );
} // namespace syncline
