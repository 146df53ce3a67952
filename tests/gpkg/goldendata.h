// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/sqlite.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QTest>

//! Fails with the error in words. Evaluates once.
#define VERIFY_OK( ... )                                                                                     \
  do                                                                                                         \
  {                                                                                                          \
    const auto &ok_ = ( __VA_ARGS__ );                                                                       \
    QVERIFY2( ok_, ok_ ? "" : qPrintable( toLogLine( ok_.error() ) ) );                                      \
  } while ( false )

//! What tests on changesets share: the recorded cases in tests/data/geodiff, small databases made of SQL, rows to compare.
namespace golden
{
  QString dataPath( const QString &name );                          //!< in tests/data/geodiff
  QJsonArray cases( const char *file, const char *list = "cases" ); //!< of golden/FILE.json
  void writeFile( const QString &path, const QByteArray &bytes );
  QByteArray readFile( const QString &path ); //!< no databases that are open here
  void copyDatabase( const QString &from, const QString &to );
  //! A new database, or what \a sql does to the one at \a path.
  void runSql( const QString &path, const QByteArray &sql );
  //! Table → sorted rows as text, in the recorded encoding; tables named sqlite_* left out.
  QMap<QString, QStringList> rowsOf( const QString &path );
  QMap<QString, QStringList> rowsOf( const QJsonObject &recorded );
  QByteArray hexOf( const QJsonObject &item, const char *name ); //!< the bytes
} // namespace golden
