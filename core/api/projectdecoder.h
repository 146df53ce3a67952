// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"
#include "core/net/httpmessage.h"

class QJsonObject;

namespace syncline
{
  //! A project with its files, as project details and the end of a push tell it.
  [[nodiscard]] Result<ProjectInfo> decodeProjectInfo( const HttpResponse &answer );

  //! Whose a project is and whether somebody is sending files to it, where the answer tells that.
  struct ProjectHands
  {
      UserId creator;              //!< not valid where the server tells none, or a name
      QString creatorName;         //!< empty where it tells none, or a number
      bool hasOpenUploads = false; //!< pushes that began and have not ended
  };
  [[nodiscard]] Result<ProjectHands> decodeHands( const ProjectInfo &info );

  //! A project as the calls of v2 tell it; with its files where there are such.
  [[nodiscard]] Result<ProjectInfo> decodeProjectV2( const QJsonObject &object );

  enum class ProjectFiles
  {
    Needed,
    NotNeeded
  };
  //! The same of a whole answer, which becomes rawJson.
  [[nodiscard]] Result<ProjectInfo> decodeProjectV2With( const HttpResponse &answer, ProjectFiles files );

  //! A line of a project list. \a asUser: whose role to work out; may be empty.
  [[nodiscard]] Result<ProjectSummary> decodeListItem( const QJsonObject &object, const QString &asUser );
} // namespace syncline
