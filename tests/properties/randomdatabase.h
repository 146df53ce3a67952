// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>

//! Kinds of schemas, each with one difficulty. Every one has the table t, which has a key.
enum class SchemaKind
{
  IntegerKey,
  AutoIncrement,
  IntKey, //!< not the rowid
  TextKey,
  RealKey,
  BlobKey,
  CompositeKey,
  WithoutRowid,
  Collations,
  Generated,
  Unique,
  Family,    //!< parents and children, with cascades
  Tree,      //!< parents and children in one table; rows move to other parents
  Extension, //!< a second table whose key is that of the first
  Triggers,  //!< of the user's
  Datetimes,
  Count
};

//! A database as SQL, made by rapidcheck: call within a property.
namespace randomdatabase
{
  SchemaKind kind();
  bool hasIntegerKey( SchemaKind kind );
  bool canConflict( SchemaKind kind ); //!< constraints can forbid what two people's edits come to
  QByteArray settings();               //!< encoding, page size, auto-vacuum
  QByteArray schema( SchemaKind kind );
  //! Some inserts, deletes and updates, dropped and re-added rows among them. \a side makes inserted rows tell who made them.
  QByteArray edits( SchemaKind kind, const QByteArray &side );
} // namespace randomdatabase
