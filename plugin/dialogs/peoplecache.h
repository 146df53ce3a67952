// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/mergindirectory.h"

#include <QHash>

namespace syncline
{
  /**
   * What the people windows showed last, so that they open with that and not with "Loading…". In memory only: addresses of people
   * are not left on a disk for it. Each list belongs to one sign-in; nothing of it is there after a sign-out. Main thread.
   */
  class PeopleCache
  {
    public:
      struct List
      {
          QList<people::Person> people;
          QDateTime loadedAt; //!< invalid: nothing is known
      };
      //! Workspaces, and projects of one of them, as their names are shown in lists to choose from.
      struct Places
      {
          QList<people::MerginDirectory::Place> workspaces;
          QList<people::MerginDirectory::Place> projects;
          QString workspace;
      };

      List list( const QString &signIn, const people::MerginDirectory::Place &place ) const
      {
        return mLists.value( keyOf( signIn, place ) );
      }
      void keep( const QString &signIn, const people::MerginDirectory::Place &place, const List &list )
      {
        mLists.insert( keyOf( signIn, place ), list );
      }
      Places places( const QString &signIn ) const { return mPlaces.value( signIn ); }
      void keepPlaces( const QString &signIn, const Places &places ) { mPlaces.insert( signIn, places ); }
      void clear()
      {
        mLists.clear();
        mPlaces.clear();
      }

    private:
      static QString keyOf( const QString &signIn, const people::MerginDirectory::Place &place )
      {
        return QStringList{ signIn, place.project.isEmpty() ? place.workspace : QString(), place.project }
          .join( QLatin1Char( '\n' ) );
      }
      QHash<QString, List> mLists;
      QHash<QString, Places> mPlaces;
  };
} // namespace syncline
