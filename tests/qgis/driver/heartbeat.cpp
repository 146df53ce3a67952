// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/heartbeat.h"

#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgsgeometry.h>
#include <qgsmapcanvas.h>
#include <qgsmessagebar.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

namespace syncline
{
  namespace
  {
    constexpr int BEAT_MS = 5;
    constexpr int FILES = 4;
    constexpr qint64 FILE_BYTES = 50 * 1000 * 1000;
    constexpr int CONTROL_MS = 6000;
    constexpr double LONGEST_MS = 16;
    const QString SITES = QStringLiteral( "Sites" );

    //! How long this thread has stood in the queue for a processor since it began; 0 where the system does not tell.
    qint64 waitedNs()
    {
      QFile file( QStringLiteral( "/proc/thread-self/schedstat" ) );
      if ( !file.open( QIODevice::ReadOnly | QIODevice::Unbuffered ) )
        return 0;
      const QList<QByteArray> fields = file.read( 128 ).split( ' ' );
      return fields.size() > 1 ? fields.at( 1 ).toLongLong() : 0;
    }
  } // namespace

  void Heartbeat::initTestCase()
  {
    mStage = std::make_unique<Stage>( mIface );
    mStage->signIn();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->maximize();
    mHeart.setTimerType( Qt::PreciseTimer );
    connect( &mHeart, &QTimer::timeout, this, &Heartbeat::beat );
    QVector<quint32> block( 250 * 1000 );
    for ( int number = 0; number < FILES; ++number )
    {
      QFile file( QStringLiteral( "%1/photo-%2.tif" ).arg( mStage->annasFolder() ).arg( number ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      for ( qint64 written = 0; written < FILE_BYTES; written += block.size() * qint64( sizeof( quint32 ) ) )
      {
        QRandomGenerator::global()->fillRange( block.data(), block.size() );
        file.write( reinterpret_cast<const char *>( block.constData() ),
                    block.size() * qint64( sizeof( quint32 ) ) );
      }
    }
    mStage->benEdits( QStringLiteral( "survey.gpkg" ), QStringLiteral( "sites" ),
                      []( QgsVectorLayer &layer )
                      {
                        QgsFeature site( layer.fields() );
                        site.setAttribute( QStringLiteral( "name" ), QStringLiteral( "found by ben" ) );
                        site.setGeometry( QgsGeometry::fromPointXY( QgsPointXY( 14.5, 47.5 ) ) );
                        layer.addFeature( site );
                      } );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "sync" ) } );
  }

  void Heartbeat::startHeart()
  {
    QTRY_VERIFY_WITH_TIMEOUT( !mIface.mapCanvas()->isDrawing(), Stage::PATIENCE_MS );
    mGaps = Gaps();
    mSinceStart.start();
    mSinceBeat.start();
    mWaitedNs = waitedNs();
    mHeart.start( BEAT_MS );
  }

  void Heartbeat::beat()
  {
    const double gapMs = double( mSinceBeat.nsecsElapsed() ) / 1e6;
    mSinceBeat.restart();
    const qint64 waited = waitedNs();
    const double busyMs = gapMs - double( waited - mWaitedNs ) / 1e6;
    mGaps.longestByTheClockMs = qMax( mGaps.longestByTheClockMs, gapMs );
    mGaps.longestMs = qMax( mGaps.longestMs, busyMs );
    if ( busyMs > LONGEST_MS )
      mGaps.late << QStringLiteral( "%1 ms after %2 s, %3" )
                      .arg( busyMs, 0, 'f', 1 )
                      .arg( double( mSinceStart.elapsed() ) / 1000, 0, 'f', 2 )
                      .arg( mStage->pluginState().value( QStringLiteral( "sentence" ) ).toString() );
    mWaitedNs = waited;
    ++mGaps.beats;
  }

  Heartbeat::Gaps Heartbeat::stopHeart()
  {
    mHeart.stop();
    return mGaps;
  }

  void Heartbeat::tell( const QString &what, const Gaps &gaps, double seconds ) const
  {
    QFile file( qEnvironmentVariable( "SYNCLINE_RUN_FOLDER" ) + QStringLiteral( "/heartbeat.txt" ) );
    QVERIFY( file.open( QIODevice::Append | QIODevice::Text ) );
    const QString line =
      QStringLiteral( "%1: %2 s, %3 beats, longest gap %4 ms (%5 ms by the clock, other programs included)" )
        .arg( what )
        .arg( seconds, 0, 'f', 1 )
        .arg( gaps.beats )
        .arg( gaps.longestMs, 0, 'f', 1 )
        .arg( gaps.longestByTheClockMs, 0, 'f', 1 );
    file.write( line.toUtf8() + '\n' );
    qInfo( "%s", qPrintable( line ) );
    for ( const QString &late : gaps.late )
      qInfo( "  a gap of %s", qPrintable( late ) );
  }

  void Heartbeat::controlRunWithoutSync()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    startHeart();
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT( clock.elapsed() >= CONTROL_MS / 2, 2 * CONTROL_MS );
    sites->reload();
    sites->updateExtents();
    sites->triggerRepaint();
    mIface.messageBar()->pushMessage( QStringLiteral( "survey" ), QStringLiteral( "Read again by QGIS." ),
                                      Qgis::MessageLevel::Success, 5 );
    QTRY_VERIFY_WITH_TIMEOUT( clock.elapsed() >= CONTROL_MS, 2 * CONTROL_MS );
    const Gaps gaps = stopHeart();
    QVERIFY( gaps.beats > CONTROL_MS / BEAT_MS / 20 );
    tell( QStringLiteral( "control run, QGIS alone" ), gaps, double( clock.elapsed() ) / 1000 );
    mIface.messageBar()->clearWidgets();
  }

  void Heartbeat::syncOfTwoHundredMegabytes()
  {
    QMetaObject::invokeMethod( mStage->plugin(), "resetUiStretch" );
    startHeart();
    QElapsedTimer clock;
    clock.start();
    mStage->sync();
    const double seconds = double( clock.elapsed() ) / 1000;
    QTRY_VERIFY( !mIface.mapCanvas()->isDrawing() ); // what the end of the sync made QGIS do is part of it
    const Gaps gaps = stopHeart();
    QCOMPARE( mStage->report.value( QStringLiteral( "uploaded" ) ).toStringList().size() >= FILES, true );
    QCOMPARE( mStage->layer( SITES )->featureCount(), 10LL );
    tell( QStringLiteral( "sync of 200 MB" ), gaps, seconds );
    const double ours = mStage->plugin()->property( "longestUiStretchMs" ).toDouble();
    QVariantMap stretches;
    QMetaObject::invokeMethod( mStage->plugin(), "uiStretches", Q_RETURN_ARG( QVariantMap, stretches ) );
    for ( auto it = stretches.constBegin(); it != stretches.constEnd(); ++it )
      qInfo( "  %s: %d times, at most %.1f ms (%.1f ms of QGIS's own beside)", qPrintable( it.key() ),
             it->toMap().value( QStringLiteral( "count" ) ).toInt(),
             it->toMap().value( QStringLiteral( "longestMs" ) ).toDouble(),
             it->toMap().value( QStringLiteral( "hostMs" ) ).toDouble() );
    qInfo( "longest stretch of Syncline's code: %.1f ms", ours );
    QVERIFY( ours > 0 );
    QVERIFY2( ours <= LONGEST_MS, qPrintable( QString::number( ours ) ) );
  }
} // namespace syncline
