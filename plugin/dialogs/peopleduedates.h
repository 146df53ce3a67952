// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDate>
#include <QStringList>

namespace syncline
{
  /**
   * Until when somebody's access shall be looked at again: a reminder of this computer's user, no rule of the server; nobody loses
   * anything by it. One place is a project or a workspace of one server. Kept in QSettings. Main thread.
   */
  class PeopleDueDates
  {
    public:
      PeopleDueDates() = default; //!< of no place: remembers nothing
      PeopleDueDates( const QString &server, const QString &place );
      //! Of a project whose people were looked at before under this name; else of no place.
      static PeopleDueDates ofProject( const QString &server, const ProjectName &name );
      //! The place of a project is its id, which outlives a new name.
      static PeopleDueDates ofProject( const QString &server, const ProjectName &name, const ProjectId &id );

      QDate of( const QString &userName ) const; //!< not valid: none
      void set( const QString &userName, const QDate &date );
      //! Those whose day has come, by name.
      QStringList due( const QDate &today ) const;

    private:
      QString mGroup;
  };
} // namespace syncline
