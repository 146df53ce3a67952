// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakestate.h"

#include <QJsonArray>

namespace syncline::fake
{
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

  //! Whether both are databases with the same tables and rows.
  bool holdSameContent( const ContentStore &content, const QByteArray &oneKey, const QByteArray &otherKey );

  //! The changes of a changeset one by one, with the columns of the database that has them; nothing when it cannot be read.
  std::optional<QJsonArray> listChanges( const ContentStore &content, const QByteArray &databaseKey,
                                         const QByteArray &changesetKey );
} // namespace syncline::fake
