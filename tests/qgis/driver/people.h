// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QProcess>

class QgisInterface;
class QWidget;

namespace syncline
{
  //! The People window in a running QGIS, against the server double of this build.
  class PeopleScenario : public QObject
  {
      Q_OBJECT
    public:
      explicit PeopleScenario( QgisInterface &iface )
        : mIface( iface )
      {
      }

    private Q_SLOTS:
      void initTestCase();
      void cleanupTestCase();
      void signingInFromTheWindowShowsThePeople();
      void aRoleIsChangedInItsCell();
      void everyPageOpens();
      void usersOfADomainAreFoundAndChanged();
      void theWindowsForManyPeopleOpen();
      void everythingIsSeenInTheDarkToo();

    private:
      QWidget *window() const;
      QString program( const QString &name ) const;
      void showPage( const QString &name );
      void openManyPeople( const QString &suffix );
      QByteArray runCommand( const QStringList &arguments );
      void openDomain();

      QgisInterface &mIface;
      QProcess mServer;
      QString mAddress;
      QString mDomain;
  };
} // namespace syncline
