// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>

class QgisInterface;

namespace syncline
{
  //! The plugin in the host: what it adds, how long that takes, and that switching it off leaves nothing behind.
  class Loading : public QObject
  {
      Q_OBJECT
    public:
      explicit Loading( QgisInterface &iface )
        : mIface( iface )
      {
      }

      //! Ticks or unticks Syncline in QGIS's own Plugin Manager, which some builds show as a modal window.
      static void switchPlugin( QgisInterface &iface, bool on );

    private Q_SLOTS:
      void thePluginIsThereWithMenuToolbarAndDock();
      void loadingTakesLessThanTenMilliseconds();
      void onlySyncHasAKeyAndNobodyElseUsesIt();
      void textsAreInTheLanguageOfQgis();
      void switchingOffLeavesNothingBehindAndSwitchingOnBringsOneBack();

    private:
      QgisInterface &mIface;
  };
} // namespace syncline
