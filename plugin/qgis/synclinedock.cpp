// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/synclinedock.h"

#include <qgisinterface.h>

#include <QWidget>

namespace syncline
{
  SynclineDock::SynclineDock( QgisInterface &iface )
    : QgsDockWidget( tr( "Syncline" ) )
    , mIface( iface )
  {
    setObjectName( QStringLiteral( "SynclineDock" ) ); // QGIS restores place and visibility by this name
    setAllowedAreas( Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea );
    setWidget( new QWidget( this ) );
    mIface.addDockWidget( Qt::RightDockWidgetArea, this );
  }

  SynclineDock::~SynclineDock() { mIface.removeDockWidget( this ); }
} // namespace syncline
