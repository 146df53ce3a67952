// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <qgsdockwidget.h>

class QgisInterface;

namespace syncline
{
  //! The dock in QGIS's main window; its content is made when it is first shown. Taken out of QGIS when it goes. Main thread.
  class SynclineDock : public QgsDockWidget
  {
      Q_OBJECT
    public:
      explicit SynclineDock( QgisInterface &iface );
      ~SynclineDock() override;

    private:
      QgisInterface &mIface;
  };
} // namespace syncline
