// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/demo.h"

#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgsmapcanvas.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QAction>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QTest>

namespace syncline
{
  namespace
  {
    constexpr int PATIENCE_MS = 60000;
    constexpr int BEAT_MS = 10;
    const QString ANNAS_NOTE = QStringLiteral( "Marked and mapped" );
  } // namespace

  Demo::Demo( QgisInterface &iface )
    : mIface( iface )
  {
    mSinceStart.start();
  }

  void Demo::tell( const QString &text )
  {
    QFile file( qEnvironmentVariable( "SYNCLINE_RUN_FOLDER" ) + QStringLiteral( "/transcript.txt" ) );
    QVERIFY( file.open( QIODevice::Append | QIODevice::Text ) );
    file.write( QStringLiteral( "%1 s  %2\n" )
                  .arg( double( mSinceStart.elapsed() ) / 1000, 6, 'f', 2 )
                  .arg( text )
                  .toUtf8() );
  }

  void Demo::listen()
  {
    // String-based on purpose: the driver knows of the plugin what a start-up script knows, and links none of it.
    QObject *plugin = synclinePlugin( mIface );
    connect( plugin, SIGNAL( syncStarted() ), this, SLOT( noteStarted() ) );
    connect( plugin, SIGNAL( syncFinished( QVariantMap ) ), this, SLOT( noteFinished( QVariantMap ) ) );
    connect( plugin, SIGNAL( syncStopped( QString ) ), this, SLOT( noteStopped( QString ) ) );
    connect( plugin, SIGNAL( syncStateChanged( QString ) ), this, SLOT( noteState( QString ) ) );
  }

  void Demo::noteStarted() { tell( QStringLiteral( "plugin: the sync has started" ) ); }
  void Demo::noteState( const QString &state )
  {
    tell( QStringLiteral( "plugin: the project is \"%1\"" ).arg( state ) );
  }

  void Demo::noteFinished( const QVariantMap &report )
  {
    mReport = report;
    mIsFinished = true;
    tell(
      QStringLiteral( "plugin: synced, %1 is now %2; uploaded: %3; downloaded: %4" )
        .arg(
          report.value( QStringLiteral( "before" ) ).toString(),
          report.value( QStringLiteral( "after" ) ).toString(),
          report.value( QStringLiteral( "uploaded" ) ).toStringList().join( QStringLiteral( ", " ) ),
          report.value( QStringLiteral( "downloaded" ) ).toStringList().join( QStringLiteral( ", " ) ) ) );
  }

  void Demo::noteStopped( const QString &kind )
  {
    mStopped = kind;
    tell( QStringLiteral( "plugin: the sync stopped: %1" ).arg( kind ) );
  }

  void Demo::syncAndWait()
  {
    mIsFinished = false;
    mStopped.clear();
    QAction *sync = synclineAction( mIface, QStringLiteral( "Sync" ) );
    QVERIFY( sync );
    QTRY_VERIFY_WITH_TIMEOUT( sync->isEnabled(), PATIENCE_MS );
    tell( QStringLiteral( "anna presses Sync" ) );
    sync->trigger();
    QTRY_VERIFY_WITH_TIMEOUT( mIsFinished || !mStopped.isEmpty(), PATIENCE_MS );
    QCOMPARE( mStopped, QString() );
  }

  QgsVectorLayer *Demo::sites() const
  {
    const QList<QgsMapLayer *> found = QgsProject::instance()->mapLayersByName( QStringLiteral( "Sites" ) );
    return found.size() == 1 ? qobject_cast<QgsVectorLayer *>( found.first() ) : nullptr;
  }

  QString Demo::noteOf( const QString &site ) const
  {
    QgsFeature feature;
    QgsFeatureIterator all = sites()->getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) );
    return all.nextFeature( feature ) ? feature.attribute( QStringLiteral( "note" ) ).toString() : QString();
  }

  void Demo::initTestCase()
  {
    QFile::remove( qEnvironmentVariable( "SYNCLINE_RUN_FOLDER" ) + QStringLiteral( "/transcript.txt" ) );
    QVERIFY( synclinePlugin( mIface ) );
    listen();
    QTRY_VERIFY_WITH_TIMEOUT( synclinePlugin( mIface )->property( "isReady" ).toBool(), PATIENCE_MS );
    connect( &mHeart, &QTimer::timeout, this,
             [this] { mLongestGapMs = qMax( mLongestGapMs, mSinceBeat.restart() ); } );
  }

  void Demo::annaIsSignedInAndTheMapIsOpen()
  {
    QObject *plugin = synclinePlugin( mIface );
    QTRY_VERIFY_WITH_TIMEOUT( plugin->property( "isSignedIn" ).toBool(), PATIENCE_MS );
    QCOMPARE( plugin->property( "userName" ).toString(), QStringLiteral( "anna" ) );
    QTRY_VERIFY_WITH_TIMEOUT( sites() && sites()->isValid(), PATIENCE_MS );
    QCOMPARE( sites()->featureCount(), 9LL );
    QTRY_COMPARE_WITH_TIMEOUT( plugin->property( "syncState" ).toString(), QStringLiteral( "upToDate" ),
                               PATIENCE_MS );
    tell( QStringLiteral( "anna is signed in at %1; the map is open" )
            .arg( plugin->property( "server" ).toString() ) );
    QTRY_VERIFY_WITH_TIMEOUT( !mIface.mapCanvas()->isDrawing(), PATIENCE_MS );
    takePicture( mIface.mainWindow(), QStringLiteral( "demo-1-open" ) );
    mSinceBeat.start();
    mHeart.start( BEAT_MS );
    QMetaObject::invokeMethod( plugin, "resetUiStretch" );
  }

  void Demo::annasEditGoesUp()
  {
    QgsVectorLayer *layer = sites();
    QgsFeature tirol;
    QVERIFY( layer->getFeatures( QStringLiteral( "\"name\" = 'Tirol'" ) ).nextFeature( tirol ) );
    QVERIFY( layer->startEditing() );
    QVERIFY( layer->changeAttributeValue( tirol.id(), layer->fields().indexOf( QStringLiteral( "note" ) ),
                                          ANNAS_NOTE ) );
    QVERIFY( layer->changeAttributeValue(
      tirol.id(), layer->fields().indexOf( QStringLiteral( "visited_by" ) ), QStringLiteral( "anna" ) ) );
    QVERIFY( layer->commitChanges() );
    tell( QStringLiteral( "anna writes a note into the site Tirol and saves the layer" ) );
    syncAndWait();
    QVERIFY( mReport.value( QStringLiteral( "uploaded" ) )
               .toStringList()
               .contains( QStringLiteral( "survey.gpkg" ) ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "demo-2-uploaded" ) );
  }

  void Demo::theColleagueWorksInAnotherProcess()
  {
    QProcess ben;
    QStringList command = QProcess::splitCommand( qEnvironmentVariable( "SYNCLINE_DEMO_COLLEAGUE" ) );
    QVERIFY( !command.isEmpty() );
    const QString program = command.takeFirst();
    ben.setProcessChannelMode( QProcess::MergedChannels );
    ben.start( program, command );
    QTRY_VERIFY_WITH_TIMEOUT( ben.state() == QProcess::NotRunning, PATIENCE_MS );
    const QString said = QString::fromUtf8( ben.readAll() ).trimmed();
    tell( said );
    QVERIFY2( ben.exitStatus() == QProcess::NormalExit && ben.exitCode() == 0, qPrintable( said ) );
    QCOMPARE( sites()->featureCount(), 9LL ); // not here yet
  }

  void Demo::hisEditArrivesOnTheMap()
  {
    syncAndWait();
    QVERIFY( mReport.value( QStringLiteral( "downloaded" ) )
               .toStringList()
               .contains( QStringLiteral( "survey.gpkg" ) ) );
    QCOMPARE( sites()->featureCount(), 10LL );
    QCOMPARE( noteOf( QStringLiteral( "Wien" ) ), QStringLiteral( "Bridge closed" ) );
    QCOMPARE( noteOf( QStringLiteral( "Tirol" ) ), ANNAS_NOTE );
    tell(
      QStringLiteral( "ben's note and his new point are on anna's map, and her own edit is still there" ) );
    QTRY_VERIFY_WITH_TIMEOUT( !mIface.mapCanvas()->isDrawing(), PATIENCE_MS );
    takePicture( mIface.mainWindow(), QStringLiteral( "demo-3-colleague" ) );
  }

  void Demo::nothingFroze()
  {
    mHeart.stop();
    const double ours = synclinePlugin( mIface )->property( "longestUiStretchMs" ).toDouble();
    tell( QStringLiteral(
            "longest gap of the interface's heartbeat: %1 ms (QGIS's own drawing and reading included); "
            "longest stretch of Syncline's code: %2 ms" )
            .arg( mLongestGapMs )
            .arg( ours, 0, 'f', 1 ) );
    QVariantMap stretches;
    QMetaObject::invokeMethod( synclinePlugin( mIface ), "uiStretches",
                               Q_RETURN_ARG( QVariantMap, stretches ) );
    for ( auto it = stretches.constBegin(); it != stretches.constEnd(); ++it )
    {
      const QVariantMap slot = it->toMap();
      tell( QStringLiteral( "  %1: %2 times, at most %3 ms (%4 ms by the clock, %5 ms of it QGIS's own)" )
              .arg( it.key(), slot.value( QStringLiteral( "count" ) ).toString() )
              .arg( slot.value( QStringLiteral( "longestMs" ) ).toDouble(), 0, 'f', 1 )
              .arg( slot.value( QStringLiteral( "wallMs" ) ).toDouble(), 0, 'f', 1 )
              .arg( slot.value( QStringLiteral( "hostMs" ) ).toDouble(), 0, 'f', 1 ) );
    }
    QVERIFY( ours > 0 );
    QVERIFY2( ours <= 16, qPrintable( QString::number( ours ) ) );
  }
} // namespace syncline
