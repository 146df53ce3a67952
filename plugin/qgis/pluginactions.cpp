// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/pluginactions.h"

#include <qgisinterface.h>

#include <QAction>
#include <QIcon>
#include <QMenu>
#include <QToolBar>

namespace syncline
{
  PluginActions::PluginActions( QgisInterface &iface )
    : mIface( iface )
  {
    mSync =
      add( QStringLiteral( "Sync" ), tr( "Sync" ), tr( "Download and upload the changes of this project" ) );
    mStatus = add( QStringLiteral( "Status" ), tr( "Status" ), tr( "Show what is synced and what is not" ) );
    mStatus->setCheckable( true );
    mProjects =
      add( QStringLiteral( "Projects" ), tr( "Projects…" ), tr( "Find, download and open projects" ) );
    for ( QAction *action : std::as_const( mAll ) )
      action->setIcon( QIcon( QStringLiteral( ":/syncline/icons/syncline.svg" ) ) );

    mMenu = new QMenu( tr( "Syncline" ), mIface.pluginMenu() );
    mMenu->setObjectName( QStringLiteral( "SynclineMenu" ) );
    mMenu->setIcon( QIcon( QStringLiteral( ":/syncline/icons/syncline.svg" ) ) );
    mMenu->addActions( mAll );
    mIface.pluginMenu()->addMenu( mMenu );

    mToolBar = mIface.addToolBar( tr( "Syncline" ) );
    mToolBar->setObjectName( QStringLiteral( "SynclineToolBar" ) ); // QGIS restores its place by this name
    mToolBar->addActions( { mSync, mStatus, mProjects } );
  }

  PluginActions::~PluginActions()
  {
    delete mToolBar;
    mIface.pluginMenu()->removeAction( mMenu->menuAction() );
    delete mMenu;
    for ( QAction *action : std::as_const( mAll ) )
    {
      mIface.unregisterMainWindowAction( action );
      delete action;
    }
  }

  QAction *PluginActions::add( const QString &name, const QString &text, const QString &toolTip )
  {
    QAction *action = new QAction( text, mIface.mainWindow() );
    action->setObjectName( QStringLiteral( "mActionSyncline" ) + name );
    action->setToolTip( toolTip );
    // Only Sync has a key; it is free in the QGIS releases we know, and the user may change it.
    mIface.registerMainWindowAction(
      action, name == QLatin1String( "Sync" ) ? QStringLiteral( "Ctrl+Shift+Y" ) : QString() );
    mAll.append( action );
    return action;
  }
} // namespace syncline
