// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/rtreepacker.h"
#include "core/gpkg/schema.h"

#include <QMap>
#include <QSet>

#include <optional>

namespace syncline
{
  //! Whether a trigger of this name runs while a changeset is applied: those that keep what GeoPackage derives from rows.
  bool isKeptTrigger( const QByteArray &name );

  /**
   * The work of the triggers that keep R-trees and feature counts, done once at the end instead of for each row:
   *
   *   plan(): count the entries ─▶ put triggers() aside ─▶ apply entries, note() each ─▶ finish() ─▶ put the triggers back
   *
   * Only where the end is sure to be the same: the triggers read word by word as GeoPackage and GDAL write them, nothing else
   * hangs on the table, rows come and go by entries alone (no cascades, no REPLACE), and no entry changes a key.
   */
  class BulkTriggers
  {
    public:
      //! Takes the tables of which \a changesets change many rows; reads them through and rewinds them.
      [[nodiscard]] static Result<BulkTriggers> plan( const Database &database,
                                                      std::vector<ChangesetReader> &changesets,
                                                      const TableFilter &filter );

      const QSet<QByteArray> &triggers() const { return mTriggers; } //!< names
      //! For who may have to take back what is noted from now on.
      BulkTriggers copy();
      //! \a entry was applied.
      void note( const Entry &entry );
      [[nodiscard]] Result<void> finish( Database &database ) const;

      //! What has to be known of a table's R-tree to do without its triggers.
      struct Table
      {
          QByteArray rtree; //!< empty: none
          size_t keyColumn = 0;
          size_t geometryColumn = 0;
          bool countsInserts = false;
          bool countsDeletes = false;
          RtreeChanges changes;
          qint64 moreFeatures = 0;
      };

    private:
      void noteRow( Table &table, const Entry &entry );
      QSet<QByteArray> mTriggers;
      QMap<QByteArray, Table> mTables;
      std::shared_ptr<const TableHeader> mLatest; // of the entry before, and its table
      Table *mLatestTable = nullptr;
  };
} // namespace syncline
