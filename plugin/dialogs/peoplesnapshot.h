// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QStringList>

namespace syncline
{
  /**
   * Who had which access on which project when the access matrix was saved: the file that its export writes, read back. A value.
   */
  class PeopleSnapshot
  {
    public:
      //! InvalidInput where it is no such file.
      [[nodiscard]] static Result<PeopleSnapshot> fromCsv( const QByteArray &bytes );

      bool hasProject( const QString &project ) const { return mProjects.contains( project ); }
      QStringList people() const { return mAccess.keys(); }
      //! In words of the wire, empty for none and for whoever was not there. \a project as WORKSPACE/NAME.
      QString accessOf( const QString &userName, const QString &project ) const
      {
        return mAccess.value( userName ).value( project );
      }

    private:
      QSet<QString> mProjects;
      QHash<QString, QHash<QString, QString>> mAccess;
  };
} // namespace syncline
