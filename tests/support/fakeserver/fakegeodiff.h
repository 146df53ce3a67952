// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakestate.h"

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

  //! A database with a changeset applied, or why that failed.
  struct Patched
  {
      ContentStore::Stored stored;
      QString error; //!< empty: applied
  };
  Patched applyChangeset( ContentStore &content, const QByteArray &baseKey, const QByteArray &changesetKey );

  //! The changeset from one stored database to another; nothing when there is none (other schema, no database).
  std::optional<ContentStore::Stored> makeChangeset( ContentStore &content, const QByteArray &baseKey,
                                                     const QByteArray &modifiedKey );
} // namespace syncline::fake
