// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"

#include <QTemporaryFile>

#include <memory>
#include <string>

namespace syncline
{
  //! Encoded entries of one table kept until their place in a changeset is known; in memory while few, then in a temporary file.
  class EntrySpool
  {
    public:
      [[nodiscard]] Result<void> add( Operation operation, const std::vector<Value> &oldValues,
                                      const std::vector<Value> &newValues );
      bool isEmpty() const { return mBlock.empty() && !mFile; }
      //! Moves all entries to \a writer.
      [[nodiscard]] Result<void> moveTo( ChangesetWriter &writer, const TableHeader &table );

    private:
      std::string mBlock;
      std::unique_ptr<QTemporaryFile> mFile;
  };
} // namespace syncline
