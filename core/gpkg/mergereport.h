// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/sqlite.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <string>
#include <vector>

namespace syncline
{
  //! A value with its own bytes; Undefined for "not known" or "no row".
  class CellValue
  {
    public:
      CellValue() = default;
      explicit CellValue( const Value &value )
        : mValue( value )
        , mBytes( value.bytes )
      {
        mValue.bytes = {};
      }
      Value view() const //!< lives as long as this and its bytes
      {
        Value value = mValue;
        value.bytes = mBytes;
        return value;
      }
      bool isDefined() const { return mValue.isDefined(); }

    private:
      Value mValue;
      std::string mBytes;
  };

  //! What a merge made of a row that both sides touched.
  enum class RowOutcome
  {
    Renumbered,  //!< both inserted under this key; ours has a new one
    Merged,      //!< both changed it, in different columns or to the same values
    OursWon,     //!< both changed the same cells differently: those marked as conflicts hold our values
    TheyDeleted, //!< they deleted what we changed: it is gone, our changes with it
    WeDeleted,   //!< we deleted what they changed: it is gone, their changes with it
    BothDeleted,
    InsertsMerged, //!< both inserted under a key that cannot be renumbered: one row, in which our values won
  };

  struct CellMerge
  {
      int column = 0;
      CellValue base;
      CellValue theirs;
      CellValue ours;
      bool isConflict = false; //!< an edit was lost here, and somebody should look
  };

  struct RowMerge
  {
      QByteArray table;
      std::vector<CellValue> key; //!< one per key column, as before the merge
      std::optional<qint64> newKey;
      RowOutcome outcome = RowOutcome::Merged;
      std::vector<CellMerge> cells; //!< those that a side changed
      bool isConflict() const;
  };

  //! What a merge did, row by row and cell by cell, in the order of our changes. A value.
  struct MergeReport
  {
      std::vector<RowMerge> rows;
      //! Table → key that our inserted row had → key it has now.
      QHash<QByteArray, QHash<qint64, qint64>> renumbered;
      qint64 conflicts() const;
  };
} // namespace syncline
