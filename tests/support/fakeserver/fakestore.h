// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakemodel.h"

#include <QJsonArray>
#include <QSet>

/**
 * The state as JSON files. Reading a folder that something else wrote stops the program: a test server that guesses at its
 * data is worse than none.
 */
namespace syncline::fake
{
  //! Whole or not at all; \a folder is that of the server, \a path is in it.
  void writeStored( const QString &folder, const QString &path, const QJsonObject &object );
  QJsonObject readStored( const QString &path ); //!< empty when there is no such file
  void removeStored( const QString &path );

  QJsonObject usersToStored( const QByteArray &secret, const QMap<int, User> &users );
  void usersFromStored( const QJsonObject &stored, QByteArray &secret, QMap<int, User> &users );

  QJsonArray invitationsToStored( const QList<Invitation> &invitations );
  QList<Invitation> invitationsFromStored( const QJsonArray &stored );

  QJsonObject toStored( const Project &project );
  QList<Project> readProjects( const QString &folder );

  QJsonObject uploadsToStored( const QMap<QString, Upload> &uploads, const QMap<QString, QDateTime> &pool );
  void uploadsFromStored( const QJsonObject &stored, QMap<QString, Upload> &uploads,
                          QMap<QString, QDateTime> &pool );

  QStringList chunkIdsOf( const QJsonObject &changes ); //!< of all added and updated files
  QSet<QByteArray> blobsOf( const Project &project );   //!< keys of all its content
} // namespace syncline::fake
