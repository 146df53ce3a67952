// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/ledger.h"
#include "plugin/dialogs/account.h"
#include "plugin/dialogs/peoplewindow.h"

#include <QObject>
#include <QPointer>

class QgisInterface;

namespace syncline
{
  //! The People window inside QGIS: at most one, made when it is first asked for, closed when this object goes. Main thread.
  class PeopleShell : public QObject
  {
      Q_OBJECT
    public:
      PeopleShell( QgisInterface &iface, Account &account, Clock &clock );
      ~PeopleShell() override;

      //! \a openProject: the one whose people come to the front; may be empty.
      void show( const ProjectName &openProject );

    Q_SIGNALS:
      void signInWanted( const QString &reason );
      void reviewsChanged();                     //!< days to look again at somebody's access
      void ranUnseen( const QString &sentence ); //!< a run ended after its windows were closed

    private:
      QgisInterface &mIface;
      Account &mAccount;
      Clock &mClock;
      people::InvitationLedger mLedger;
      PeopleCache mCache; //!< outlives each window
      QPointer<PeopleWindow> mWindow;
  };
} // namespace syncline
