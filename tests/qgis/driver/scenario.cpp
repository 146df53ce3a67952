// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/scenario.h"

#include "tests/qgis/driver/demo.h"
#include "tests/qgis/driver/heartbeat.h"
#include "tests/qgis/driver/loading.h"
#include "tests/qgis/driver/people.h"
#include "tests/qgis/driver/reload.h"
#include "tests/qgis/driver/states.h"
#include "tests/qgis/driver/story.h"

#include <qgisinterface.h>

#include <QAction>
#include <QDir>
#include <QGuiApplication>
#include <QMainWindow>
#include <QPixmap>
#include <QScreen>
#include <QTest>
#include <QWindow>

namespace syncline
{
  std::unique_ptr<QObject> makeScenario( const QString &name, QgisInterface &iface )
  {
    if ( name == QLatin1String( "loading" ) )
      return std::make_unique<Loading>( iface );
    if ( name == QLatin1String( "demo" ) )
      return std::make_unique<Demo>( iface );
    if ( name == QLatin1String( "people" ) )
      return std::make_unique<PeopleScenario>( iface );
    if ( name == QLatin1String( "heartbeat" ) )
      return std::make_unique<Heartbeat>( iface );
    if ( name == QLatin1String( "reload" ) )
      return std::make_unique<Reload>( iface );
    if ( name == QLatin1String( "story" ) )
      return std::make_unique<Story>( iface );
    if ( name == QLatin1String( "states" ) )
      return std::make_unique<States>( iface );
    if ( name == QLatin1String( "comeback" ) )
      return std::make_unique<Comeback>( iface );
    return nullptr;
  }

  QObject *synclinePlugin( QgisInterface &iface )
  {
    const QList<QObject *> found =
      iface.mainWindow()->findChildren<QObject *>( QStringLiteral( "qgis_plugin_syncline" ) );
    return found.size() == 1 ? found.first() : nullptr;
  }

  QAction *synclineAction( QgisInterface &iface, const QString &name )
  {
    return iface.mainWindow()->findChild<QAction *>( QStringLiteral( "mActionSyncline" ) + name );
  }

  void takePicture( QWidget *widget, const QString &name )
  {
    QTest::qWait(
      250 ); // for the window manager and the compositor to have drawn what is there; nothing is asserted on it
    const QDir folder( qEnvironmentVariable( "SYNCLINE_SCREENSHOTS" ) );
    const QScreen *screen = widget->window()->windowHandle() ? widget->window()->windowHandle()->screen()
                                                             : QGuiApplication::primaryScreen();
    const QRect area( widget->mapToGlobal( QPoint( 0, 0 ) ), widget->size() );
    const QPixmap picture =
      const_cast<QScreen *>( screen )->grabWindow( 0, area.x(), area.y(), area.width(), area.height() );
    const QString file = QStringLiteral( "%1-qt%2.png" ).arg( name ).arg( QT_VERSION_MAJOR );
    QVERIFY2( picture.save( folder.filePath( file ) ), qPrintable( file ) );
  }
} // namespace syncline
