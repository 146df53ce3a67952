// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/synclineplugin.h"

#include "plugin/dialogs/resources.h"
#include "plugin/qgis/pluginactions.h"
#include "plugin/qgis/synclinedock.h"

#include <qgisinterface.h>
#include <qgssettings.h>

#include <QAction>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <QTranslator>

namespace syncline
{
  SynclinePlugin::SynclinePlugin( QgisInterface *iface )
    : mIface( iface )
  {
    QElapsedTimer timer;
    timer.start();
    initResources();
    installTranslators();
    mLoadMs = double( timer.nsecsElapsed() ) / 1e6;
  }

  SynclinePlugin::~SynclinePlugin() = default;

  void SynclinePlugin::initGui()
  {
    QElapsedTimer timer;
    timer.start();
    mActions = std::make_unique<PluginActions>( *mIface );
    mDock = std::make_unique<SynclineDock>( *mIface );
    mDock->setToggleVisibilityAction( mActions->status() );
    mLoadMs += double( timer.nsecsElapsed() ) / 1e6;
  }

  void SynclinePlugin::unload()
  {
    mDock.reset();
    mActions.reset();
    for ( QTranslator *translator : { mTranslator.get(), mEnglishPlurals.get() } )
      if ( translator )
        QCoreApplication::removeTranslator( translator );
    setObjectName( QString() ); // a plugin that is switched on again must be the only one of this name
    deleteLater();
  }

  void SynclinePlugin::installTranslators()
  {
    // QgsApplication::locale() ignores --lang; this key does not.
    QString language = QgsSettings().value( QStringLiteral( "locale/userLocale" ) ).toString();
    if ( language.isEmpty() )
      language = QLocale().name();
    mEnglishPlurals = loadTranslation( QStringLiteral( "en" ) );
    mTranslator = loadTranslation( language );
    for ( QTranslator *translator : { mEnglishPlurals.get(), mTranslator.get() } )
      if ( translator )
        QCoreApplication::installTranslator( translator );
  }
} // namespace syncline

// What QGIS reads before it makes the plugin. The texts are made when asked for and not when the library is opened, since every
// QGIS program opens it and few need it; no translator is installed by then, so they stay English.

QGISEXTERN QgisPlugin *classFactory( QgisInterface *iface ) { return new syncline::SynclinePlugin( iface ); }

QGISEXTERN const QString *name()
{
  static const QString sText = QStringLiteral( "Syncline" );
  return &sText;
}

QGISEXTERN const QString *description()
{
  static const QString sText = QStringLiteral( "Project sync and sharing on Mergin Maps servers" );
  return &sText;
}

QGISEXTERN const QString *category()
{
  static const QString sText = QStringLiteral( "Web" );
  return &sText;
}

QGISEXTERN const QString *version()
{
  static const QString sText = QStringLiteral( SYNCLINE_VERSION );
  return &sText;
}

QGISEXTERN const QString *icon()
{
  syncline::initResources();
  static const QString sText = QStringLiteral( ":/syncline/icons/syncline.svg" );
  return &sText;
}

QGISEXTERN const QString *experimental()
{
  static const QString sText = QStringLiteral( "false" );
  return &sText;
}

QGISEXTERN int type() { return QgisPlugin::UI; }

QGISEXTERN void unload( QgisPlugin *plugin ) { delete plugin; }
