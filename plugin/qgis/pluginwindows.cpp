// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/pluginwindows.h"

#include "plugin/dialogs/detailsdialog.h"
#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>
#include <qgsgui.h>

#include <QCursor>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>

namespace syncline
{
  namespace
  {
    void raiseWindow( QWidget &window )
    {
      window.show();
      window.raise();
      window.activateWindow();
    }
  } // namespace

  PluginWindows::PluginWindows( QgisInterface &iface, const ProjectsPresenter::Parts &parts )
    : mIface( iface )
    , mParts( parts )
  {
  }

  PluginWindows::~PluginWindows()
  {
    delete mSignIn;
    delete mProjects;
    delete mDetails;
  }

  void PluginWindows::showSignIn( const QString &reason )
  {
    const UiStretch stretch( "sign-in opened" );
    if ( !mSignIn )
      mSignIn = new SignInDialog( mParts.account, mIface.mainWindow() );
    if ( !reason.isEmpty() )
      mSignIn->setReason( reason );
    raiseWindow( *mSignIn );
  }

  void PluginWindows::showProjects( const QString &openFolder )
  {
    const UiStretch stretch( "projects opened" );
    if ( !mProjects )
    {
      mProjects = new ProjectBrowserDialog( mParts, mIface.mainWindow() );
      QgsGui::enableAutoGeometryRestore( mProjects, QStringLiteral( "syncline/projects" ) );
      connect( mProjects, &ProjectBrowserDialog::openWanted, this, &PluginWindows::openWanted );
      connect( mProjects, &ProjectBrowserDialog::signInWanted, this, &PluginWindows::showSignIn );
      connect( mProjects, &ProjectBrowserDialog::stepChosen, this, &PluginWindows::stepChosen );
    }
    mProjects->setOpenFolder( openFolder );
    raiseWindow( *mProjects );
  }

  void PluginWindows::setOpenFolder( const QString &folder )
  {
    if ( mProjects )
      mProjects->setOpenFolder( folder );
  }

  void PluginWindows::showDetails( const QString &details )
  {
    delete mDetails;
    mDetails = new DetailsDialog( details, mIface.mainWindow() );
    raiseWindow( *mDetails );
  }

  void PluginWindows::askForFile( const QStringList &files )
  {
    QMenu *menu = new QMenu( mIface.mainWindow() );
    menu->setObjectName( QStringLiteral( "SynclineFileMenu" ) );
    menu->setAttribute( Qt::WA_DeleteOnClose );
    for ( const QString &file : files )
      connect( menu->addAction( QFileInfo( file ).fileName() ), &QAction::triggered, this,
               [this, file] { Q_EMIT fileChosen( file ); } );
    menu->popup( QCursor::pos() );
  }
} // namespace syncline
