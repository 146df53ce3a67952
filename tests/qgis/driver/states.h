// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/qgis/driver/stage.h"

#include <memory>

namespace syncline
{
  /**
   * The states of the dock that a day's work (Story) does not come by, damaged metadata, and what happens to a sync whose project or
   * whose QGIS is closed. Ends in the middle of a sync; Comeback plays the next start.
   */
  class States : public QObject
  {
      Q_OBJECT
    public:
      explicit States( QgisInterface &iface )
        : mIface( iface )
      {
      }

      //! What is on its way when QGIS closes.
      static QString unfinishedFile() { return QStringLiteral( "orthophoto.tif" ); }
      static constexpr qint64 BIG_BYTES = 64 * 1024 * 1024;
      static QString notedSite() { return QStringLiteral( "Tirol" ); }
      static QString unfinishedNote() { return QStringLiteral( "written just before closing" ); }

    private Q_SLOTS:
      void initTestCase();
      void withoutAProjectTheDockOffersOne();
      void changesOnTheServerAreCounted();
      void changesOnBothSidesAreCounted();
      void damagedMetadataAreRepairedWithOneClick();
      void aSyncGoesOnWhenItsProjectIsClosedAndOpenedAgain();
      void qgisIsClosedInTheMiddleOfASync();

    private:
      void openAgain();

      QgisInterface &mIface;
      std::unique_ptr<Stage> mStage;
      QString mProjectFile;
  };

  //! The start after QGIS was closed during a sync, and a server that goes away.
  class Comeback : public QObject
  {
      Q_OBJECT
    public:
      explicit Comeback( QgisInterface &iface )
        : mIface( iface )
      {
      }

    private Q_SLOTS:
      void initTestCase();
      void nothingOfTheInterruptedSyncIsLost();
      void theNextSyncFinishesIt();
      void aServerThatIsGoneMeansOffline();

    private:
      QgisInterface &mIface;
      std::unique_ptr<Stage> mStage;
  };
} // namespace syncline
