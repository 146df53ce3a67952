// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/lastchanges.h"
#include "core/people/mergindirectory.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace syncline
{
  /**
   * What is learned about people after their list is there, because it takes a call for each of them or the project's history: roles
   * on other projects, and when somebody last changed something. Asks for those that are wanted, the last ones wanted first, IN_FLIGHT
   * at a time, and for nothing twice. Main thread.
   */
  class PeopleFacts : public QObject
  {
      Q_OBJECT
    public:
      static constexpr int IN_FLIGHT = 4;

      explicit PeopleFacts( QObject *parent = nullptr );
      ~PeopleFacts() override;

      //! Forgets everything, and asks \a api from now on; null: nothing is asked.
      void begin( ApiClient *api );
      void wantProjectRoles( WorkspaceId workspace, const QList<people::Person> &people );
      void wantHistory( const ProjectName &project, const QDateTime &now );

      //! Null: not known (yet).
      const QList<MemberProjectRole> *projectRoles( const QString &key ) const;
      bool isHistoryKnown() const { return mIsHistoryKnown; }
      //! A change that is not valid: none in HISTORY_DAYS days.
      people::LastChange lastChangeOf( const QString &userName ) const { return mChanges.value( userName ); }

    Q_SIGNALS:
      void rolesLearned( const QString &key );
      void historyLearned();

    private:
      struct Wanted
      {
          QString key;
          WorkspaceId workspace;
          UserId user;
      };
      void askMore();

      ApiClient *mApi = nullptr;
      QList<Wanted> mWanted;
      QSet<QString> mAsked;
      QHash<QString, QList<MemberProjectRole>> mRoles;
      people::LastChanges mChanges;
      bool mIsHistoryKnown = false;
      bool mIsHistoryAsked = false;
      int mInFlight = 0;
      std::unique_ptr<QObject> mReceiver; //!< renewed with each begin(): older answers find nobody
  };
} // namespace syncline
