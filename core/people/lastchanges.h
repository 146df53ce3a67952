// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"

#include <QHash>

namespace syncline::people
{
  //! What somebody did last in a project.
  struct LastChange
  {
      Version version;
      QDateTime when;
  };
  using LastChanges = QHash<QString, LastChange>; //!< by user name

  constexpr int HISTORY_DAYS = 90; //!< who did nothing for so long counts as quiet
  constexpr int MAX_HISTORY_PAGES = 20;

  /**
   * Who changed \a project last when. Reads its history from the newest version back to \a since, or through MAX_HISTORY_PAGES pages of it: whoever
   * is not in the answer did nothing in that time. The client must outlive the call.
   */
  Call<LastChanges> lastChanges( ApiClient &api, const ProjectName &project, const QDateTime &since );
} // namespace syncline::people
