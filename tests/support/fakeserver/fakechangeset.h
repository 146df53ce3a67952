// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace syncline::fake
{
  //! What a changeset does to one table.
  struct TableCounts
  {
      QString table;
      int inserted = 0;
      int updated = 0;
      int deleted = 0;
  };

  //! A changeset read through, or what is wrong with it.
  struct ChangesetContent
  {
      QList<TableCounts> tables; //!< in the order of their first entry
      QString error;             //!< empty: well-formed
  };
  ChangesetContent readChangeset( const QByteArray &bytes );
} // namespace syncline::fake
