// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/states.h"

#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QAction>
#include <QCryptographicHash>
#include <QFile>
#include <QMainWindow>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include <csignal>

namespace syncline
{
  namespace
  {
    const QString SITES = QStringLiteral( "Sites" );
    const QString NOTE = QStringLiteral( "note" );

    QByteArray sumOf( const QString &path )
    {
      QFile file( path );
      QCryptographicHash sum( QCryptographicHash::Sha1 );
      return file.open( QIODevice::ReadOnly ) && sum.addData( &file ) ? sum.result().toHex() : QByteArray();
    }

    QString noteIn( QgsVectorLayer &layer, const QString &site )
    {
      QgsFeature feature;
      layer.getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) ).nextFeature( feature );
      return feature.attribute( NOTE ).toString();
    }

    void benWritesANote( Stage &stage, const QString &site, const QString &note )
    {
      stage.ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
      stage.benEdits(
        QStringLiteral( "survey.gpkg" ), QStringLiteral( "sites" ),
        [&]( QgsVectorLayer &layer )
        {
          QgsFeature feature;
          QVERIFY(
            layer.getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) ).nextFeature( feature ) );
          QVERIFY( layer.changeAttributeValue( feature.id(), layer.fields().indexOf( NOTE ), note ) );
        } );
      stage.ben( { QStringLiteral( "--quiet" ), QStringLiteral( "sync" ) } );
    }
  } // namespace

  void States::initTestCase()
  {
    QVERIFY( synclinePlugin( mIface ) );
    mStage = std::make_unique<Stage>( mIface );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->plugin()->property( "isReady" ).toBool(), Stage::PATIENCE_MS );
    mStage->maximize();
    mStage->signIn();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mProjectFile = QgsProject::instance()->absoluteFilePath();
  }

  void States::openAgain()
  {
    QVERIFY( mIface.newProject( false ) );
    mStage->waitForState( QStringLiteral( "none" ) );
    QVERIFY( mIface.addProject( mProjectFile ) );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->syncState() != QLatin1String( "none" ) &&
                                mStage->syncState() != QLatin1String( "checking" ),
                              Stage::PATIENCE_MS );
  }

  void States::withoutAProjectTheDockOffersOne()
  {
    QVERIFY( mIface.newProject( false ) );
    mStage->waitForState( QStringLiteral( "none" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-01-none" ) );
    openAgain();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
  }

  void States::changesOnTheServerAreCounted()
  {
    benWritesANote( *mStage, QStringLiteral( "Wien" ), QStringLiteral( "Bridge closed" ) );
    openAgain();
    mStage->waitForState( QStringLiteral( "serverChanges" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-02-server-changes" ) );
  }

  void States::changesOnBothSidesAreCounted()
  {
    mStage->edit( *mStage->layer( SITES ), States::notedSite(),
                  { { NOTE, QStringLiteral( "Marked and mapped" ) } }, true );
    mStage->waitForState( QStringLiteral( "bothChanged" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-03-both-changed" ) );
    mStage->sync();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    QCOMPARE( noteIn( *mStage->layer( SITES ), QStringLiteral( "Wien" ) ),
              QStringLiteral( "Bridge closed" ) );
  }

  void States::damagedMetadataAreRepairedWithOneClick()
  {
    mStage->edit( *mStage->layer( SITES ), QStringLiteral( "Salzburg" ),
                  { { NOTE, QStringLiteral( "not uploaded when it broke" ) } }, true );
    const QString metadata = mStage->annasFolder() + QStringLiteral( "/.mergin/mergin.json" );
    QFile file( metadata );
    QVERIFY( file.open( QIODevice::ReadWrite ) );
    QVERIFY( file.resize( file.size() / 2 ) );
    file.close();
    openAgain();
    mStage->waitForState( QStringLiteral( "problem" ) );
    const QString said = mStage->pluginState().value( QStringLiteral( "sentence" ) ).toString();
    QVERIFY2( said.contains( QLatin1String( "damaged" ) ) && said.contains( QLatin1String( "repairs" ) ),
              qPrintable( said ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-04-damaged" ) );
    auto *button = mStage->widget<QToolButton>( QStringLiteral( "mPrimaryButton" ) );
    QVERIFY( button && button->isVisible() && button->isEnabled() );
    mStage->isFinished = false;
    mStage->stopped.clear();
    QTest::mouseClick( button, Qt::LeftButton );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QString() );
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    QgsVectorLayer bens( mStage->bensFolder() + QStringLiteral( "/survey.gpkg|layername=sites" ),
                         QStringLiteral( "bens" ), QStringLiteral( "ogr" ) );
    QCOMPARE( noteIn( bens, QStringLiteral( "Salzburg" ) ), QStringLiteral( "not uploaded when it broke" ) );
  }

  void States::aSyncGoesOnWhenItsProjectIsClosedAndOpenedAgain()
  {
    const QString big = QStringLiteral( "video.mp4" );
    mStage->makeBigFile( big, BIG_BYTES );
    mStage->startAndWaitForBytes();
    QVERIFY( mIface.newProject( false ) );
    mStage->waitForState( QStringLiteral( "none" ) );
    QVERIFY( !mStage->isFinished );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->lastNote().startsWith( QLatin1String( "Synced" ) ),
                              Stage::PATIENCE_MS );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-05-synced-elsewhere" ) );
    openAgain();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    QCOMPARE( sumOf( mStage->bensFolder() + QLatin1Char( '/' ) + big ),
              sumOf( mStage->annasFolder() + QLatin1Char( '/' ) + big ) );
  }

  void States::qgisIsClosedInTheMiddleOfASync()
  {
    QSettings().setValue( QStringLiteral( "syncline/exit/ask" ), true );
    QVERIFY( mStage->layer( SITES ) );
    mStage->edit( *mStage->layer( SITES ), notedSite(), { { NOTE, unfinishedNote() } }, true );
    mStage->makeBigFile( unfinishedFile(), BIG_BYTES );
    QgsProject::instance()->setDirty( false ); // QGIS's own question about the project is not the matter here
    mStage->startAndWaitForBytes();
    mStage.reset(); // from now on questions are answered by whoever closes QGIS
  }

  void Comeback::initTestCase()
  {
    QSettings().setValue( QStringLiteral( "syncline/exit/ask" ), false );
    mStage = std::make_unique<Stage>( mIface );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->plugin()->property( "isReady" ).toBool(), Stage::PATIENCE_MS );
    mStage->maximize();
    mStage->signIn();
    QTRY_VERIFY_WITH_TIMEOUT( mStage->syncState() != QLatin1String( "checking" ), Stage::PATIENCE_MS );
  }

  void Comeback::nothingOfTheInterruptedSyncIsLost()
  {
    QCOMPARE( QFile( mStage->annasFolder() + QLatin1Char( '/' ) + States::unfinishedFile() ).size(),
              States::BIG_BYTES );
    QCOMPARE( noteIn( *mStage->layer( SITES ), States::notedSite() ), States::unfinishedNote() );
    QVERIFY2( mStage->syncState() != QLatin1String( "upToDate" ), qPrintable( mStage->syncState() ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-06-after-closing" ) );
  }

  void Comeback::theNextSyncFinishesIt()
  {
    mStage->sync();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    QCOMPARE( sumOf( mStage->bensFolder() + QLatin1Char( '/' ) + States::unfinishedFile() ),
              sumOf( mStage->annasFolder() + QLatin1Char( '/' ) + States::unfinishedFile() ) );
    QgsVectorLayer bens( mStage->bensFolder() + QStringLiteral( "/survey.gpkg|layername=sites" ),
                         QStringLiteral( "bens" ), QStringLiteral( "ogr" ) );
    QCOMPARE( noteIn( bens, States::notedSite() ), States::unfinishedNote() );
  }

  void Comeback::aServerThatIsGoneMeansOffline()
  {
    const int server = qEnvironmentVariableIntValue( "SYNCLINE_STAGE_SERVER" );
    QVERIFY( server > 1 );
    QCOMPARE( ::kill( server, SIGTERM ), 0 );
    mStage->edit( *mStage->layer( SITES ), QStringLiteral( "Wien" ),
                  { { NOTE, QStringLiteral( "offline" ) } }, true );
    mStage->waitForState( QStringLiteral( "localChanges" ) );
    mStage->startSync();
    mStage->waitForEnd();
    QVERIFY( !mStage->stopped.isEmpty() );
    mStage->waitForState( QStringLiteral( "offline" ) );
    QCOMPARE( noteIn( *mStage->layer( SITES ), QStringLiteral( "Wien" ) ), QStringLiteral( "offline" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "states-07-offline" ) );
  }
} // namespace syncline
