// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

/**
 * What a folder holds, in the form of tests/data/sync-states: path → {"sha1","text"} for a file, {"tables"} for a database,
 * {"json"} for an edit conflict file, {"bytes": 0} for an empty database, {"folder": true} for an empty folder, {"link": to}.
 * -wal and -shm are left out. Plain SQLite, none of the engine's code; databases are read from a copy, so nothing is disturbed.
 */
namespace syncline::states
{
  QJsonObject lookAt( const QString &folder );
  QJsonObject lookAt( const QMap<QString, QByteArray> &files );
  //! {"name(column,…)": rows sorted by their text}; geometry left out. {"not a database": …} when it is none.
  QJsonObject tablesOf( const QString &database );
  //! The recorded form of the same, with rows in the same order and numbers of one kind.
  QJsonObject inOneOrder( const QJsonObject &files );

  //! Runs SQL as a plain program does: one connection, each statement by itself, closed afterwards.
  void runSql( const QString &database, const QStringList &statements );
  //! The content of \a from into \a to through SQLite's backup interface.
  void copyDatabase( const QString &from, const QString &to );
  QByteArray bytesOf( const QString &path );
} // namespace syncline::states
