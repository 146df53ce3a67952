// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"

// What the interface counts as a change: a feature in a layer, or a file of another kind. Values and plain functions.
namespace syncline
{
  //! The sum over some layers.
  struct FeatureCount
  {
      qint64 added = 0;
      qint64 changed = 0;
      qint64 removed = 0;
      qint64 total() const { return added + changed + removed; }
      friend bool operator==( const FeatureCount &a, const FeatureCount &b )
      {
        return a.added == b.added && a.changed == b.changed && a.removed == b.removed;
      }
  };

  FeatureCount featuresIn( const QList<TableRows> &rows );
  //! "+2 ~1", empty for nothing.
  QString glyphsOf( const FeatureCount &count );
  //! "2 added, 1 changed, 0 removed".
  QString wordsOf( const FeatureCount &count );

  //! Of a status; databases whose rows are known count by them, everything else by files.
  int changesHere( const ProjectStatus &status );
  int changesOnServer( const ProjectStatus &status );
  //! Of what a sync did to the files of one of these events.
  int changesIn( const SyncReport &report, std::initializer_list<FileEvent> events );
} // namespace syncline
