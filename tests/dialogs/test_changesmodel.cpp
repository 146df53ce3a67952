// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/changecount.h"
#include "plugin/dialogs/changesmodel.h"
#include "plugin/dialogs/resources.h"
#include "plugin/dialogs/syncsummary.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace syncline;

class TestChangesModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTranslator> mPlurals;

    static ProjectStatus editedStatus()
    {
      ProjectStatus status;
      status.here.updated << QStringLiteral( "survey.gpkg" ) << QStringLiteral( "notes.txt" );
      status.here.added << QStringLiteral( "photo.jpg" );
      status.rowsHere.insert( QStringLiteral( "survey.gpkg" ), { { QStringLiteral( "paths" ), 0, 0, 1 },
                                                                 { QStringLiteral( "sites" ), 2, 1, 0 } } );
      return status;
    }

    static SyncReport finishedReport()
    {
      SyncReport report;
      report.before = Version( 43 );
      report.after = Version( 44 );
      FileOutcome merged;
      merged.path = QStringLiteral( "survey.gpkg" );
      merged.event = FileEvent::Merged;
      merged.rows = { { QStringLiteral( "sites" ), 3, 2, 0 } };
      FileOutcome uploaded;
      uploaded.path = QStringLiteral( "survey.gpkg" );
      uploaded.event = FileEvent::Uploaded;
      uploaded.rows = { { QStringLiteral( "sites" ), 1, 0, 1 } };
      FileOutcome photo;
      photo.path = QStringLiteral( "photo.jpg" );
      photo.event = FileEvent::Uploaded;
      report.files = { merged, uploaded, photo };
      return report;
    }

  private Q_SLOTS:
    void initTestCase()
    {
      mPlurals = loadTranslation( QStringLiteral( "en" ) );
      QCoreApplication::installTranslator( mPlurals.get() );
    }

    void featuresOfEachLayerStandBelowTheirFile()
    {
      ChangesModel model;
      const QAbstractItemModelTester tester( &model, QAbstractItemModelTester::FailureReportingMode::Fatal );
      model.setStatus( editedStatus() );

      const QModelIndex here = model.index( 0, 0 );
      QCOMPARE( here.data().toString(), QStringLiteral( "Changes Here (6)" ) ); // 4 features, 2 other files
      const QModelIndex file = model.index( 2, 0, here );
      QCOMPARE( file.data().toString(), QStringLiteral( "survey.gpkg" ) );
      QCOMPARE( file.siblingAtColumn( ChangesModel::CountColumn ).data().toString(),
                QStringLiteral( "+2 ~1 \u22121" ) );
      QCOMPARE( model.rowCount( file ), 2 );
      const QModelIndex paths = model.index( 0, 0, file );
      QCOMPARE( paths.data().toString(), QStringLiteral( "paths" ) );
      QCOMPARE( paths.siblingAtColumn( ChangesModel::CountColumn ).data().toString(),
                QStringLiteral( "\u22121" ) );
      QCOMPARE( paths.data( ChangesModel::PathRole ).toString(), QStringLiteral( "survey.gpkg" ) );
      QCOMPARE( model.index( 1, 0, file ).data( Qt::AccessibleTextRole ).toString(),
                QStringLiteral( "sites, 2 added, 1 changed, 0 removed" ) );
      QCOMPARE( model.rowCount( model.index( 0, 0, here ) ), 0 ); // notes.txt has no layers
    }

    void changesOnTheServerAreToldByLayerBeforeTheSync()
    {
      ProjectStatus status;
      status.serverWasAsked = true;
      status.onServer.updated << QStringLiteral( "roads.gpkg" ) << QStringLiteral( "survey.gpkg" );
      status.onServer.added << QStringLiteral( "photo.jpg" );
      status.rowsOnServer.insert( QStringLiteral( "survey.gpkg" ),
                                  { { QStringLiteral( "sites" ), 2, 3, 1 } } );
      status.uncountedOnServer << QStringLiteral( "roads.gpkg" );
      ChangesModel model;
      const QAbstractItemModelTester tester( &model, QAbstractItemModelTester::FailureReportingMode::Fatal );
      model.setStatus( status );

      const QModelIndex group = model.index( 0, 0 );
      QCOMPARE( group.data().toString(), QStringLiteral( "Changes on the Server (8)" ) );
      const QModelIndex roads = model.index( 1, 0, group );
      QCOMPARE( roads.siblingAtColumn( ChangesModel::CountColumn ).data().toString(),
                QStringLiteral( "not counted" ) );
      QVERIFY( roads.data( Qt::ToolTipRole ).toString().contains( QLatin1String( "when it is synced" ) ) );
      const QModelIndex sites = model.index( 0, 0, model.index( 2, 0, group ) );
      QCOMPARE( sites.data().toString(), QStringLiteral( "sites" ) );
      QCOMPARE( sites.siblingAtColumn( ChangesModel::CountColumn ).data().toString(),
                QStringLiteral( "+2 ~3 \u22121" ) );
    }

    void afterASyncBothDirectionsAreToldByLayer()
    {
      ChangesModel model;
      const QAbstractItemModelTester tester( &model, QAbstractItemModelTester::FailureReportingMode::Fatal );
      model.setReport( finishedReport() );

      QCOMPARE( model.rowCount(), 2 );
      QCOMPARE( model.index( 0, 0 ).data().toString(), QStringLiteral( "Received by the Last Sync (5)" ) );
      QCOMPARE( model.index( 1, 0 ).data().toString(), QStringLiteral( "Sent by the Last Sync (3)" ) );
      const QModelIndex sites = model.index( 0, 0, model.index( 0, 0, model.index( 0, 0 ) ) );
      QCOMPARE( sites.data().toString(), QStringLiteral( "sites" ) );
      QCOMPARE( sites.siblingAtColumn( ChangesModel::CountColumn ).data().toString(),
                QStringLiteral( "+3 ~2" ) );

      model.setReport( std::nullopt );
      QCOMPARE( model.rowCount(), 0 );
    }

    void theSameStatusAgainLeavesTheViewAlone()
    {
      ChangesModel model;
      model.setStatus( editedStatus() );
      QSignalSpy resets( &model, &QAbstractItemModel::modelReset );
      model.setStatus( editedStatus() );
      QCOMPARE( resets.count(), 0 );
      ProjectStatus more = editedStatus();
      more.rowsHere[QStringLiteral( "survey.gpkg" )].last().inserted = 3;
      model.setStatus( more );
      QCOMPARE( resets.count(), 1 );
    }

    void theSummaryCountsFeaturesAndOtherFiles()
    {
      QCOMPARE( summaryOf( finishedReport() ), QStringLiteral( "Synced: 3 changes up, 5 down." ) );
      QCOMPARE( featureLines( finishedReport() ),
                QStringLiteral( "survey.gpkg, sites: 3 added, 2 changed, 0 removed here\n"
                                "survey.gpkg, sites: 1 added, 0 changed, 1 removed on the server" ) );
    }

    void aServerThatWentBackIsToldBeforeAnythingElse()
    {
      SyncReport report = finishedReport();
      report.files.first().editConflicts = 2;
      report.serverWentBackTo = Version( 3 );
      QVERIFY( !report.isClean() );
      QVERIFY( summaryOf( report ).startsWith( QStringLiteral( "The server went back to v3" ) ) );
    }

    void editConflictsAreToldBeforeTheNumbers()
    {
      SyncReport report = finishedReport();
      report.files.first().editConflicts = 2;
      report.files.first().otherPath = QStringLiteral( "survey (edit conflict, anna v43).json" );
      QCOMPARE( summaryOf( report ), QStringLiteral( "Synced; 2 conflicts wait for your choice." ) );
    }
};

QTEST_MAIN( TestChangesModel )
#include "test_changesmodel.moc"
