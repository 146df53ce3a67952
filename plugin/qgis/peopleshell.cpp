// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/peopleshell.h"

#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>
#include <qgsgui.h>

#include <QMainWindow>
#include <QStandardPaths>

namespace syncline
{
  namespace
  {
    //! The same file that the command line uses, so that both know of all invitations from this computer.
    QString ledgerPath()
    {
      return QStandardPaths::writableLocation( QStandardPaths::GenericDataLocation ) +
             QStringLiteral( "/syncline/invitations.json" );
    }
  } // namespace

  PeopleShell::PeopleShell( QgisInterface &iface, Account &account, Clock &clock )
    : mIface( iface )
    , mAccount( account )
    , mClock( clock )
    , mLedger( ledgerPath() )
  {
  }

  PeopleShell::~PeopleShell() { delete mWindow; }

  void PeopleShell::show( const ProjectName &openProject )
  {
    const UiStretch stretch( "People opened" );
    if ( !mWindow )
    {
      mWindow = new PeopleWindow( PeopleParts{ mAccount, mClock, &mLedger, &mCache }, mIface.mainWindow() );
      QgsGui::enableAutoGeometryRestore( mWindow, QStringLiteral( "syncline/people" ) );
      connect( mWindow, &PeopleWindow::ranUnseen, this, &PeopleShell::ranUnseen );
      connect( mWindow, &PeopleWindow::reviewsChanged, this, &PeopleShell::reviewsChanged );
      connect( mWindow, &PeopleWindow::signInWanted, this, [this] { Q_EMIT signInWanted( QString() ); } );
    }
    mWindow->setOpenProject( openProject );
    mWindow->show();
    mWindow->raise();
    mWindow->activateWindow();
  }
} // namespace syncline
