// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakecontext.h"

#include <QJsonArray>

/**
 * How the state looks in answers. Written from recorded answers; every shape is one that the contract replay compares key by
 * key.
 */
namespace syncline::fake
{
  // The four ways in which the server writes a time.
  QString timeInSeconds( const QDateTime &time ); //!< 2026-05-25T10:00:00Z
  QString timeInMicros(
    const QDateTime &time ); //!< 2026-05-25T10:00:00.123000Z; without fraction when that is 0
  QString timeWithOffset( const QDateTime &time );  //!< 2026-05-25T10:00:00.123000+00:00
  QString timeWithoutZone( const QDateTime &time ); //!< 2026-05-25T10:00:00.123000, which means UTC

  //! A file as it is at some version: its newest change up to there.
  struct FileState
  {
      const FileChange *change = nullptr;
      const ProjectVersion *version = nullptr; //!< in which it changed last
  };
  using Files = QMap<QString, FileState>; //!< by path

  Files filesAt( const Project &project, int version );
  qint64 diskUsage( const Files &files );
  qint64 workspaceUsage( const State &state ); //!< of all projects that are there
  QString versionName( int number );
  int versionNumber( const QString &name ); //!< of "v12"; one too large for a number is the largest

  QJsonObject accessOf( const Context &context, const Project &project );
  QJsonObject permissionsOf( Role role );
  QJsonArray tagsOf( const Files &files );
  QStringList pathsOf( const Files &files );

  QJsonObject projectInList( const Context &context, const Project &project ); //!< v1
  QJsonObject projectDetail( const Context &context, const Project &project ); //!< v1, latest version
  QJsonObject projectV2( const Context &context, const Project &project );     //!< without files
  QJsonArray filesV2( const Files &files );
  QJsonArray filesV1( const Files &files );

  QJsonObject workspaceItem( const Context &context );
  QJsonObject userInfo( const User &user ); //!< as /v2/users answers it; the profile adds to it
} // namespace syncline::fake
