// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/foldercare.h"

#include "core/net/await.h"
#include "core/sync/downloadfile.h"
#include "tests/support/scenario.h"

#include <QFile>
#include <QTest>

using namespace syncline;

/**
 * Taking back changes, whatever breaks: what was there before is in the trash, what should be there is in place.
 */
class TestFolderCare : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeServer> mServer;
    std::unique_ptr<Editor> mEditor;
    FileContents mClean;

    void edit()
    {
      mEditor->writeRows( QStringLiteral( "survey.gpkg" ),
                          { QStringLiteral( "oak" ), QStringLiteral( "my elm" ) } );
      mEditor->write( QStringLiteral( "notes.txt" ), "my notes" );
      mEditor->write( QStringLiteral( "new.txt" ), "my new file" );
      mEditor->remove( QStringLiteral( "docs/plan.txt" ) );
    }

    //! Whether each thing that was edited lies somewhere in the folder.
    bool isNothingLost()
    {
      const FileContents all = mEditor->everything();
      bool hasRow = false;
      for ( auto it = all.begin(); it != all.end(); ++it )
      {
        if ( it.key().endsWith( QLatin1String( "survey.gpkg" ) ) )
          hasRow = hasRow || rowsIn( mEditor->at( it.key() ) ).contains( QStringLiteral( "my elm" ) );
      }
      return hasRow && all.values().contains( "my notes" ) && all.values().contains( "my new file" );
    }

    void start()
    {
      mServer = std::make_unique<FakeServer>();
      mServer->change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Admin; } );
      mServer->addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
      const QString id = mServer->createProject( QStringLiteral( "trees" ), QStringLiteral( "ann" ) );
      mServer->commit( id, QStringLiteral( "ann" ),
                       { { QStringLiteral( "survey.gpkg" ), databaseOf( { QStringLiteral( "oak" ) } ) },
                         { QStringLiteral( "notes.txt" ), "notes" },
                         { QStringLiteral( "docs/plan.txt" ), "plan" } } );
      mEditor =
        std::make_unique<Editor>( *mServer, QStringLiteral( "ann" ), QStringLiteral( "mergin/trees" ) );
      QVERIFY( mEditor->download() );
      mClean = mEditor->files();
      edit();
    }

  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }

    void changesAreTakenBackAndKept()
    {
      start();
      const Result<SyncReport> report = resetFolder( mEditor->context(), mEditor->folder() );
      QVERIFY2( report, report ? "" : whyNot( report.error() ).constData() );
      QCOMPARE( mEditor->files(), mClean );
      QVERIFY( isNothingLost() );
      QCOMPARE( report->files.size(), 4 );
      QCOMPARE( report->of( FileEvent::RemovedHere ).first().path, QStringLiteral( "new.txt" ) );
      QCOMPARE( report->of( FileEvent::RestoredHere ).first().path, QStringLiteral( "docs/plan.txt" ) );
      const Result<SyncReport> again = resetFolder( mEditor->context(), mEditor->folder() );
      QVERIFY( again && again->files.isEmpty() );
      QVERIFY( mEditor->status( AskServer::No )->here.count() == 0 );
    }

    void databasesNeedNoServer()
    {
      start();
      mServer->clearLog();
      QVERIFY( resetFolder( mEditor->context(), mEditor->folder(), { QStringLiteral( "survey.gpkg" ) } ) );
      QCOMPARE( mServer->requestCount(), 0 );
      QCOMPARE( mEditor->rows( QStringLiteral( "survey.gpkg" ) ),
                QStringList( { QStringLiteral( "oak" ) } ) );
      QCOMPARE( mEditor->read( QStringLiteral( "notes.txt" ) ), QByteArray( "my notes" ) );
    }

    void whateverBreaksNothingIsLost_data()
    {
      QTest::addColumn<int>( "fault" );
      QTest::addColumn<int>( "step" ); // the two deaths meet at each operation
      QTest::newRow( "an operation fails" ) << int( FaultyDisk::Fault::Fails ) << 1;
      QTest::newRow( "the program dies before one" ) << int( FaultyDisk::Fault::DiesBefore ) << 2;
      QTest::newRow( "the program dies after one" ) << int( FaultyDisk::Fault::DiesAfter ) << 2;
    }

    void whateverBreaksNothingIsLost()
    {
      QFETCH( int, fault );
      QFETCH( int, step );
      int broken = 0;
      for ( int at = 0;; at += step )
      {
        start();
        mEditor->disk.arm( FaultyDisk::Fault( fault ), at );
        const Result<SyncReport> first = resetFolder( mEditor->context(), mEditor->folder() );
        if ( !mEditor->disk.hasStruck() )
          break;
        ++broken;
        const QByteArray where =
          "operation " + QByteArray::number( at ) + ": " + mEditor->disk.struckAt().toUtf8();
        mEditor->disk.heal();
        QVERIFY2( isNothingLost(), where.constData() );
        const Result<SyncReport> finished = finishPull( mEditor->context(), mEditor->folder() );
        QVERIFY2( finished, finished ? "" : ( where + ' ' + whyNot( finished.error() ) ).constData() );
        const Result<SyncReport> second = resetFolder( mEditor->context(), mEditor->folder() );
        QVERIFY2( second, second ? "" : ( where + ' ' + whyNot( second.error() ) ).constData() );
        QVERIFY2( mEditor->files() == mClean, where.constData() );
        QVERIFY2( isNothingLost(), where.constData() );
      }
      QVERIFY( broken > 30 );
    }

    void anInterruptedSyncIsFinishedFirst()
    {
      start();
      QFile ticket( mEditor->at( QStringLiteral( ".mergin/.engine/push" ) ) );
      QVERIFY( ticket.open( QIODevice::WriteOnly ) );
      const Result<SyncReport> refused = resetFolder( mEditor->context(), mEditor->folder() );
      QCOMPARE( refused.error().kind, ErrorKind::UnfinishedBusiness );
      QVERIFY( isNothingLost() );
    }

    void aFileComesWholeOrNotAtAll()
    {
      start();
      const FileRequest request{ *ProjectName::fromString( QStringLiteral( "mergin/trees" ) ),
                                 *RelPath::fromString( QStringLiteral( "notes.txt" ) ), std::nullopt,
                                 mEditor->at( QStringLiteral( "notes.txt" ) ) };
      int broken = 0;
      for ( int at = 0;; ++at )
      {
        mEditor->write( QStringLiteral( "notes.txt" ), "my notes" );
        mEditor->disk.heal();
        mEditor->disk.arm( FaultyDisk::Fault::Fails, at );
        const Result<Version> done = downloadFile( mEditor->context(), request );
        const QByteArray now = mEditor->read( QStringLiteral( "notes.txt" ) );
        if ( !mEditor->disk.hasStruck() )
        {
          QVERIFY( done );
          QCOMPARE( now, QByteArray( "notes" ) );
          break;
        }
        ++broken;
        QVERIFY2( now == "my notes" || now == "notes", qPrintable( mEditor->disk.struckAt() ) );
      }
      QVERIFY( broken > 5 );
    }
};

QTEST_GUILESS_MAIN( TestFolderCare )
#include "test_foldercare.moc"
