// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/activitykeeper.h"
#include "plugin/dialogs/enginework.h"

#include "tests/dialogs/fakeengine.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace syncline;

class TestActivityKeeper : public QObject
{
    Q_OBJECT

    static ActivityEntry entry( const QString &text )
    {
      return { QDateTime( QDate( 2026, 7, 2 ), QTime( 12, 4 ), Qt::UTC ), Severity::Done, text,
               QStringLiteral( "survey.gpkg, sites: 1 added, 0 changed, 0 removed here" ) };
    }

  private Q_SLOTS:
    void whatHappenedIsKeptWithTheProjectAndShownNextTime()
    {
      FakeEngine engine;
      ActivityKeeper keeper( engine );
      keeper.open( QStringLiteral( "/data/survey" ), { entry( QStringLiteral( "older" ) ) } );
      keeper.add( entry( QStringLiteral( "newer" ) ) );
      QCOMPARE( engine.keptActivity.size(), 1 );
      const QList<ActivityEntry> kept = activityFromJson( toJson( engine.keptActivity.last() ) );
      QCOMPARE( kept.size(), 2 );
      QCOMPARE( kept.first().text, QStringLiteral( "newer" ) );
      QCOMPARE( kept.first().time, entry( QString() ).time );
      QCOMPARE( kept.first().severity, Severity::Done );
      QCOMPARE( kept.first().details, entry( QString() ).details );

      ActivityKeeper next( engine );
      QSignalSpy replaced( &next, &ActivityKeeper::replaced );
      next.open( QStringLiteral( "/data/survey" ), kept );
      QCOMPARE( next.entries().size(), 2 );
      QCOMPARE( replaced.count(), 1 );
      next.open( QStringLiteral( "/data/survey" ), {} ); // a later look at the same folder takes nothing back
      QCOMPARE( next.entries().size(), 2 );
    }

    void anotherProjectShowsItsOwn()
    {
      FakeEngine engine;
      ActivityKeeper keeper( engine );
      keeper.open( QStringLiteral( "/data/survey" ), { entry( QStringLiteral( "of survey" ) ) } );
      keeper.close();
      QVERIFY( keeper.entries().isEmpty() );
      keeper.open( QStringLiteral( "/data/roads" ), { entry( QStringLiteral( "of roads" ) ) } );
      QCOMPARE( keeper.entries().size(), 1 );
      QCOMPARE( keeper.entries().first().text, QStringLiteral( "of roads" ) );
      QVERIFY( engine.keptActivity.isEmpty() ); // looking writes nothing
    }

    void onlyTheNewestFiveHundredAreKept()
    {
      FakeEngine engine;
      ActivityKeeper keeper( engine );
      keeper.open( QStringLiteral( "/data/survey" ), {} );
      for ( int i = 0; i < 503; ++i )
        keeper.add( entry( QString::number( i ) ) );
      QCOMPARE( keeper.entries().size(), 500 );
      QCOMPARE( keeper.entries().first().text, QStringLiteral( "502" ) );
      QCOMPARE( engine.keptActivity.last().size(), 500 );
    }

    void damagedRecordsAreLeftOut()
    {
      QVERIFY( activityFromJson( "no json" ).isEmpty() );
      QVERIFY( activityFromJson( R"([{"time":"soon","text":"x"},{"time":"2026-07-02T12:04:00.000Z"},7])" )
                 .isEmpty() );
    }

    void theFileLiesAmongWhatIsNeverSynced()
    {
      const QTemporaryDir project;
      QVERIFY( QDir( project.path() ).mkpath( QStringLiteral( ".mergin" ) ) );
      const QString metadata = project.filePath( QStringLiteral( ".mergin/mergin.json" ) );
      QVERIFY( writeWhole( realDisk(), metadata,
                           R"({"name":"field-team/survey","version":"v1","project_id":"","files":[]})" ) );
      const Result<bool> kept = work::keepActivity( project.path(), { entry( QStringLiteral( "synced" ) ) } );
      QVERIFY2( kept, kept ? "" : qPrintable( toLogLine( kept.error() ) ) );
      const Result<QByteArray> written =
        readSmallFile( realDisk(), project.filePath( QStringLiteral( ".mergin/.engine/activity.json" ) ) );
      QVERIFY( written );
      QCOMPARE( activityFromJson( *written ).size(), 1 );
    }
};

QTEST_MAIN( TestActivityKeeper )
#include "test_activitykeeper.moc"
