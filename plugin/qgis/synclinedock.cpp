// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/synclinedock.h"

#include "plugin/dialogs/statuspanel.h"
#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>

#include <QScrollArea>
#include <QTimer>

namespace syncline
{
  SynclineDock::SynclineDock( QgisInterface &iface )
    : QgsDockWidget( tr( "Syncline" ) )
    , mIface( iface )
  {
    setObjectName( QStringLiteral( "SynclineDock" ) ); // QGIS restores place and visibility by this name
    setAllowedAreas( Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea );
    mIface.addDockWidget( Qt::RightDockWidgetArea, this );
  }

  SynclineDock::~SynclineDock() { mIface.removeDockWidget( this ); }

  void SynclineDock::makePanel()
  {
    if ( mPanel )
      return;
    mPanel = new StatusPanel;
    // A scroll area ends the spreading of layout changes: without it each line that comes or goes in the panel lays out QGIS's
    // whole main window, which takes longer than all of our own work. It also keeps every button reachable in a low dock.
    auto *area = new QScrollArea( this );
    area->setObjectName( QStringLiteral( "SynclinePanelArea" ) );
    area->setFrameShape( QFrame::NoFrame );
    area->setWidgetResizable( true );
    area->setHorizontalScrollBarPolicy( Qt::ScrollBarAlwaysOff );
    area->setFocusPolicy( Qt::NoFocus );
    area->setWidget( mPanel );
    area->setMinimumWidth( mPanel->minimumSizeHint().width() );
    mPanel->setAutoFillBackground( false );
    area->viewport()->setAutoFillBackground( false );
    setWidget( area );
    mPanel->setState( mState );
    Q_EMIT panelMade( mPanel );
  }

  void SynclineDock::setState( const ProjectState &state )
  {
    mState = state;
    if ( mPanel )
      mPanel->setState( state );
  }

  void SynclineDock::bringUp()
  {
    makePanel();
    setUserVisible( true );
  }

  void SynclineDock::showEvent( QShowEvent *event )
  {
    QgsDockWidget::showEvent( event );
    // In the next turn: QGIS shows docks while it puts them into the window, and its start must not wait for our content.
    QTimer::singleShot( 0, this,
                        [this]
                        {
                          const UiStretch stretch( "dock shown" );
                          makePanel();
                        } );
  }
} // namespace syncline
