// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectstate.h"

#include <qgsdockwidget.h>

class QgisInterface;

namespace syncline
{
  class StatusPanel;

  /**
   * The dock in QGIS's main window. Its panel is made when it is first shown, or first needed; panelMade() tells, once. Taken out
   * of QGIS when it goes. Main thread.
   */
  class SynclineDock : public QgsDockWidget
  {
      Q_OBJECT
      Q_PROPERTY( QString syncState READ syncState )
    public:
      explicit SynclineDock( QgisInterface &iface );
      ~SynclineDock() override;

      StatusPanel *panel() const { return mPanel; } //!< null until it is made
      void makePanel();
      void setState( const ProjectState &state );
      QString syncState() const { return nameOf( mState.state ); }
      void bringUp(); //!< shown and raised, without taking the focus

    Q_SIGNALS:
      void panelMade( syncline::StatusPanel *panel );

    protected:
      void showEvent( QShowEvent *event ) override;

    private:
      QgisInterface &mIface;
      ProjectState mState;
      StatusPanel *mPanel = nullptr;
  };
} // namespace syncline
