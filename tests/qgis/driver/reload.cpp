// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/reload.h"

#include "tests/qgis/driver/scenario.h"

#include <qgis.h>
#include <qgisinterface.h>
#include <qgsgeometry.h>
#include <qgslayertree.h>
#include <qgslayertreemodel.h>
#include <qgslayertreeview.h>
#include <qgsmapcanvas.h>
#include <qgsproject.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include <QDialog>
#include <QDir>
#include <QDomDocument>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

namespace syncline
{
  namespace
  {
    //! Whether a widget is drawn, and not only right when asked.
    class PaintCounter : public QObject
    {
      public:
        explicit PaintCounter( QWidget *widget ) { widget->installEventFilter( this ); }
        bool eventFilter( QObject *, QEvent *event ) override
        {
          count += event->type() == QEvent::Paint ? 1 : 0;
          return false;
        }
        int count = 0;
    };

    const QString SITES = QStringLiteral( "Sites" );
    const QString NOTE = QStringLiteral( "note" );
  } // namespace

  void Reload::initTestCase()
  {
    mStage = std::make_unique<Stage>( mIface );
    mStage->signIn();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->maximize();
    QgsVectorLayer *sites = mStage->layer( SITES );
    QVERIFY( sites );
    QgsProject::instance()
      ->layerTreeRoot()
      ->findLayer( sites->id() )
      ->setCustomProperty( QStringLiteral( "showFeatureCount" ), 1 );
    QTRY_COMPARE( legendText(), QStringLiteral( "Sites [9]" ) );
    mTable = mIface.showAttributeTable( sites );
    QTRY_COMPARE( tableRows(), 9 );
    mTable->setGeometry(
      { mIface.mainWindow()->mapToGlobal( QPoint( 320, 420 ) ),
        QSize( 700, 420 ) } ); // in the pictures the dock and the message bar stay in sight
    QVERIFY( QgsProject::instance()
               ->write() ); // the legend's count is a change of the project, and not the matter here
    mStage->sync();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
  }

  void Reload::cleanupTestCase()
  {
    if ( mTable )
      mTable->close();
  }

  QString Reload::legendText() const
  {
    QgsLayerTreeModel *model = mIface.layerTreeView()->layerTreeModel();
    QgsLayerTreeLayer *node =
      QgsProject::instance()->layerTreeRoot()->findLayer( mStage->layer( SITES )->id() );
    return model->data( model->node2index( node ), Qt::DisplayRole ).toString();
  }

  int Reload::tableRows() const
  {
    const QTableView *view = mTable ? mTable->findChild<QTableView *>() : nullptr;
    return view && view->model() ? view->model()->rowCount() : -1;
  }

  QString Reload::styleOf( const QgsVectorLayer &layer ) const
  {
    QDomDocument document;
    QString problem;
    layer.exportNamedStyle( document, problem );
    return document.toString();
  }

  QString Reload::savedNoteOf( const QString &site ) const
  {
    QgsFeature feature;
    QgsFeatureRequest wanted;
    wanted.setFilterExpression( QStringLiteral( "\"name\" = '%1'" ).arg( site ) );
    mStage->layer( SITES )->dataProvider()->getFeatures( wanted ).nextFeature( feature );
    return feature.attribute( NOTE ).toString();
  }

  //! In the layer's file, or in a copy that was kept beside it.
  bool Reload::isKept( const QString &site, const QString &note ) const
  {
    const QDir folder( mStage->annasFolder() );
    for ( const QString &name : folder.entryList( { QStringLiteral( "survey*.gpkg" ) }, QDir::Files ) )
    {
      QgsVectorLayer layer( folder.filePath( name ) + QStringLiteral( "|layername=sites" ), name,
                            QStringLiteral( "ogr" ) );
      QgsFeature feature;
      if ( layer.getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) ).nextFeature( feature ) &&
           feature.attribute( NOTE ).toString() == note )
        return true;
    }
    return false;
  }

  void Reload::benAddsASite( const QString &name, double eastOf )
  {
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    mStage->benEdits( QStringLiteral( "survey.gpkg" ), QStringLiteral( "sites" ),
                      [&]( QgsVectorLayer &layer )
                      {
                        QgsFeature site( layer.fields() );
                        site.setAttribute( QStringLiteral( "name" ), name );
                        site.setGeometry( QgsGeometry::fromPointXY( QgsPointXY( eastOf, 47.5 ) ) );
                        QVERIFY( layer.addFeature( site ) );
                      } );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "sync" ) } );
  }

  void Reload::benWrites( const QString &site, const QString &note )
  {
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    mStage->benEdits(
      QStringLiteral( "survey.gpkg" ), QStringLiteral( "sites" ),
      [&]( QgsVectorLayer &layer )
      {
        QgsFeature feature;
        QVERIFY(
          layer.getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) ).nextFeature( feature ) );
        QVERIFY( layer.changeAttributeValue( feature.id(), layer.fields().indexOf( NOTE ), note ) );
      } );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "sync" ) } );
  }

  void Reload::theChangedLayerIsReadAgainAndNoOther()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    QgsVectorLayer *provinces = mStage->layer( QStringLiteral( "Provinces" ) );
    QgsVectorLayer *countries = mStage->layer( QStringLiteral( "Countries" ) );
    QVERIFY( provinces && countries );
    QSignalSpy sitesChanged( sites, &QgsMapLayer::dataChanged );
    QSignalSpy provincesChanged( provinces, &QgsMapLayer::dataChanged );
    QSignalSpy countriesChanged( countries, &QgsMapLayer::dataChanged );
    const QString style = styleOf( *sites );
    const QString id = sites->id();
    const double eastEdge = sites->extent().xMaximum();
    sites->selectByExpression( QStringLiteral( "\"name\" in ('Tirol', 'Wien')" ) );
    const QgsFeatureIds selected = sites->selectedFeatureIds();
    QCOMPARE( selected.size(), 2 );

    benAddsASite( QStringLiteral( "East of everything" ), eastEdge + 2 );
    PaintCounter legend( mIface.layerTreeView()->viewport() );
    connect( sites, &QgsMapLayer::dataChanged, &legend, [&legend] { legend.count = 0; } );
    mStage->sync();
    QTRY_VERIFY( legend.count > 0 ); // drawn since the layer was read again

    QCOMPARE( sites->featureCount(), 10LL );
    QTRY_COMPARE( legendText(), QStringLiteral( "Sites [10]" ) );
    QTRY_COMPARE( tableRows(), 10 );
    QVERIFY( qAbs( sites->extent().xMaximum() - eastEdge - 2 ) < 0.001 ); // the spatial index rounds
    QVERIFY( sitesChanged.count() >= 1 );
    QCOMPARE( provincesChanged.count(), 0 );
    QCOMPARE( countriesChanged.count(), 0 );
    QCOMPARE( sites->selectedFeatureIds(), selected );
    QCOMPARE( styleOf( *sites ), style );
    QCOMPARE( sites->id(), id );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-1-map-after-sync" ) );
    if ( mTable )
      takePicture( mTable, QStringLiteral( "reload-2-table-after-sync" ) );
  }

  void Reload::editsBegunDuringTheSyncAreKeptAndSavedOnTop()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    benAddsASite( QStringLiteral( "Further east" ), 19.5 );
    mStage->startSync();
    mStage->edit( *sites, QStringLiteral( "Tirol" ), { { NOTE, QStringLiteral( "typed meanwhile" ) } },
                  false );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QString() );

    QVERIFY( sites->isModified() );
    QgsFeature tirol;
    QVERIFY( sites->getFeatures( QStringLiteral( "\"name\" = 'Tirol'" ) ).nextFeature( tirol ) );
    QCOMPARE( tirol.attribute( NOTE ).toString(), QStringLiteral( "typed meanwhile" ) );
    QCOMPARE( sites->featureCount(), 11LL );
    QVERIFY2( sites->commitChanges(), qPrintable( sites->commitErrors().join( QLatin1Char( ' ' ) ) ) );
    QCOMPARE( savedNoteOf( QStringLiteral( "Tirol" ) ), QStringLiteral( "typed meanwhile" ) );
    mStage->sync();
    mStage->waitForState( QStringLiteral( "upToDate" ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    QgsVectorLayer bens( mStage->bensFolder() + QStringLiteral( "/survey.gpkg|layername=sites" ),
                         QStringLiteral( "bens" ), QStringLiteral( "ogr" ) );
    QCOMPARE( bens.featureCount(), 11LL );
    QVERIFY( bens.getFeatures( QStringLiteral( "\"name\" = 'Tirol'" ) ).nextFeature( tirol ) );
    QCOMPARE( tirol.attribute( NOTE ).toString(), QStringLiteral( "typed meanwhile" ) );
  }

  void Reload::whatIsSavedWhileRowsArriveIsKept()
  {
    constexpr int ROUNDS = 6;
    QgsVectorLayer *sites = mStage->layer( SITES );
    int saves = 0;
    int refusals = 0;
    for ( int round = 0; round < ROUNDS; ++round )
    {
      const QString bens = QStringLiteral( "by ben %1" ).arg( round );
      benWrites( QStringLiteral( "Salzburg" ), bens );
      QString annas;
      QSignalSpy end( mStage->plugin(), SIGNAL( syncFinished( QVariantMap ) ) );
      mStage->startSync();
      while ( !mStage->isFinished && mStage->stopped.isEmpty() )
      {
        annas = QStringLiteral( "saved %1" ).arg( ++saves );
        mStage->edit( *sites, QStringLiteral( "Tirol" ), { { NOTE, annas } }, false );
        // SQLite lets nobody wait who is still reading, and QGIS sometimes is: it says so, keeps the edits, and Save is pressed again.
        while ( !sites->commitChanges() )
        {
          QVERIFY2( ++refusals <= ROUNDS, qPrintable( sites->commitErrors().join( QLatin1Char( ' ' ) ) ) );
          QVERIFY( sites->isModified() );
        }
        QVERIFY2( !QTest::currentTestFailed(), qPrintable( annas ) );
        QCOMPARE( savedNoteOf( QStringLiteral( "Tirol" ) ), annas );
        (void)end.wait( 1 + round * 7 ); // each round meets another moment
      }
      QCOMPARE( mStage->stopped, QString() );
      QCOMPARE( savedNoteOf( QStringLiteral( "Tirol" ) ), annas );
      mStage->sync(); // what was saved too often to be merged waited for its turn
      mStage->waitForState( QStringLiteral( "upToDate" ) );
      QCOMPARE( savedNoteOf( QStringLiteral( "Tirol" ) ), annas );
      QCOMPARE( savedNoteOf( QStringLiteral( "Salzburg" ) ), bens );
    }
    QVERIFY2( saves >= ROUNDS, "no sync took long enough" );
    const QString last = savedNoteOf( QStringLiteral( "Tirol" ) );
    mStage->ben( { QStringLiteral( "--quiet" ), QStringLiteral( "pull" ) } );
    QgsVectorLayer bens( mStage->bensFolder() + QStringLiteral( "/survey.gpkg|layername=sites" ),
                         QStringLiteral( "bens" ), QStringLiteral( "ogr" ) );
    QgsFeature tirol;
    QVERIFY( bens.getFeatures( QStringLiteral( "\"name\" = 'Tirol'" ) ).nextFeature( tirol ) );
    QCOMPARE( tirol.attribute( NOTE ).toString(), last );
    qInfo( "%d saves during %d syncs, %d pressed twice", saves, ROUNDS, refusals );
  }

  void Reload::unsavedEditsKeepTheirFileUntouchedUntilTheyAreSaved()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    benWrites( QStringLiteral( "Wien" ), QStringLiteral( "by ben" ) );
    mStage->edit( *sites, QStringLiteral( "Tirol" ), { { NOTE, QStringLiteral( "not saved yet" ) } }, false );
    mStage->startSync();
    mStage->waitForState( QStringLiteral( "waiting" ) );
    press( mStage->widget<QPushButton>( QStringLiteral( "mSyncWithout" ) ) );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QString() );

    QVERIFY( sites->isModified() );
    QCOMPARE( savedNoteOf( QStringLiteral( "Wien" ) ), QString() ); // ben's waits
    QVERIFY( mStage->pluginState()
               .value( QStringLiteral( "attentions" ) )
               .toStringList()
               .contains( QStringLiteral( "file:survey.gpkg" ) ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-3-waits-for-the-edit" ) );

    QVERIFY2( sites->commitChanges(), qPrintable( sites->commitErrors().join( QLatin1Char( ' ' ) ) ) );
    mStage->sync();
    QTRY_COMPARE( savedNoteOf( QStringLiteral( "Wien" ) ), QStringLiteral( "by ben" ) );
    QVERIFY( isKept( QStringLiteral( "Tirol" ), QStringLiteral( "not saved yet" ) ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-4-both-edits" ) );
  }

  void Reload::theSameValueChangedOnBothSidesIsTold()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    mStage->sync();
    benWrites( QStringLiteral( "Salzburg" ), QStringLiteral( "ben says closed" ) );
    mStage->edit( *sites, QStringLiteral( "Salzburg" ), { { NOTE, QStringLiteral( "anna says open" ) } },
                  true );
    mStage->sync();
    QVERIFY( mStage->pluginState()
               .value( QStringLiteral( "attentions" ) )
               .toStringList()
               .contains( QStringLiteral( "conflicts" ) ) );
    QVERIFY( mStage->lastNote().contains( QLatin1String( "conflict" ) ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-5-conflict" ) );
  }

  void Reload::annaAddsASite( const QString &name )
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    QVERIFY( sites->startEditing() );
    QgsFeature site( sites->fields() );
    site.setAttribute( QStringLiteral( "name" ), name );
    site.setGeometry( QgsGeometry::fromPointXY( QgsPointXY( 12, 47 ) ) );
    QVERIFY( sites->addFeature( site ) );
    QVERIFY2( sites->commitChanges(), qPrintable( sites->commitErrors().join( QLatin1Char( ' ' ) ) ) );
  }

  qint64 Reload::keyOf( const QString &site ) const
  {
    QgsFeature feature;
    QgsFeatureRequest wanted;
    wanted.setFilterExpression( QStringLiteral( "\"name\" = '%1'" ).arg( site ) );
    return mStage->layer( SITES )->dataProvider()->getFeatures( wanted ).nextFeature( feature ) ? feature.id()
                                                                                                : -1;
  }

  void Reload::aSelectedFeatureIsFollowedToItsNewKey()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    mStage->sync();
    benAddsASite( QStringLiteral( "First by ben" ), 16 );
    annaAddsASite( QStringLiteral( "First by anna" ) );
    const qint64 before = keyOf( QStringLiteral( "First by anna" ) );
    sites->selectByIds( { before, keyOf( QStringLiteral( "Wien" ) ) } );
    auto *changes = mStage->widget<QTreeView>( QStringLiteral( "mChangesView" ) );
    QVERIFY( changes );
    QTest::keyClick( changes, Qt::Key_F5 ); // asks the server
    mStage->waitForState( QStringLiteral( "bothChanged" ) );
    const QAbstractItemModel *rows = changes->model();
    const QModelIndex onServer = rows->index( 1, 0 );
    QCOMPARE( onServer.data().toString(), QStringLiteral( "Changes on the Server (1)" ) );
    const QModelIndex layer = rows->index( 0, 0, rows->index( 0, 0, onServer ) );
    QCOMPARE( layer.data().toString(), QStringLiteral( "sites" ) );
    QCOMPARE( layer.siblingAtColumn( 1 ).data().toString(), QStringLiteral( "+1" ) );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-6-rows-before-the-sync" ) );
    mStage->sync();

    QCOMPARE( keyOf( QStringLiteral( "First by ben" ) ), before );
    const qint64 after = keyOf( QStringLiteral( "First by anna" ) );
    QVERIFY( after != before && after >= 0 );
    const QgsFeatureIds wanted{ after, keyOf( QStringLiteral( "Wien" ) ) };
    QCOMPARE( sites->selectedFeatureIds(), wanted );
    takePicture( mIface.mainWindow(), QStringLiteral( "reload-7-rows-after-the-sync" ) );
  }

  //! Begun while the sync ran: ben's feature, which has the key now, must not get anna's values.
  void Reload::editsOfAFeatureAreFollowedToItsNewKey()
  {
    QgsVectorLayer *sites = mStage->layer( SITES );
    benAddsASite( QStringLiteral( "Second by ben" ), 16.5 );
    annaAddsASite( QStringLiteral( "Second by anna" ) );
    const qint64 before = keyOf( QStringLiteral( "Second by anna" ) );
    mStage->startSync();
    mStage->edit( *sites, QStringLiteral( "Second by anna" ), { { NOTE, QStringLiteral( "anna's" ) } },
                  false );
    mStage->edit( *sites, QStringLiteral( "Burgenland" ), { { NOTE, QStringLiteral( "another" ) } }, false );
    mStage->waitForEnd();
    QCOMPARE( mStage->stopped, QString() );

    QCOMPARE( keyOf( QStringLiteral( "Second by ben" ) ), before );
    QVERIFY( sites->isModified() );
    QVERIFY2( sites->commitChanges(), qPrintable( sites->commitErrors().join( QLatin1Char( ' ' ) ) ) );
    QCOMPARE( savedNoteOf( QStringLiteral( "Second by anna" ) ), QStringLiteral( "anna's" ) );
    QCOMPARE( savedNoteOf( QStringLiteral( "Second by ben" ) ), QString() );
    QCOMPARE( savedNoteOf( QStringLiteral( "Burgenland" ) ), QStringLiteral( "another" ) );
    mStage->sync();
  }

  void Reload::theExtentStaysRightWhenQgisReadsTheLayerAgain()
  {
    const double eastEdge = mStage->layer( SITES )->extent().xMaximum();
    QVERIFY( eastEdge >= 19.5 ); // where ben's newest site is
    const auto isRight = [this, eastEdge]
    { return qAbs( mStage->layer( SITES )->extent().xMaximum() - eastEdge ) < 0.001; };
    mStage->layer( SITES )->reload(); // by hand
    QTRY_VERIFY_WITH_TIMEOUT( isRight(), Stage::PATIENCE_MS );
    if ( mTable )
      mTable->close();
    const QString file = QgsProject::instance()->absoluteFilePath();
    QVERIFY( mIface.newProject( false ) );
    QVERIFY( mIface.addProject( file ) );
    QTRY_VERIFY_WITH_TIMEOUT( mStage->layer( SITES ) && isRight(), Stage::PATIENCE_MS );
  }
} // namespace syncline
