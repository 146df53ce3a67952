// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/bulkrun.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

#include <deque>

using namespace syncline;
using namespace syncline::people;

//! A directory that answers when the test says so, and remembers what is done.
class HeldPerformer : public Performer
{
  public:
    struct Asked
    {
        QList<PlannedRow> rows;
        Resolver<QList<RowOutcome>> resolver;
    };
    int batch = 1;
    std::deque<Asked> asked;
    QStringList log;  //!< who was sent, in order
    QStringList done; //!< who is so now: a fresh plan finds them the same
    std::optional<Error> planTrouble;

    int batchSize( RowAction ) const override { return batch; }
    Call<QList<RowOutcome>> perform( const QList<PlannedRow> &rows, const Intent & ) override
    {
      auto made = Resolver<QList<RowOutcome>>::make();
      QStringList names;
      for ( const PlannedRow &row : rows )
        names.append( row.entry.userName );
      log.append( names.join( QLatin1Char( '+' ) ) );
      asked.push_back( { rows, made.second } );
      return made.first;
    }
    Call<BulkPlan> planAgain( const QList<PersonEntry> &entries, const Intent &intent ) override
    {
      if ( planTrouble )
        return Call<BulkPlan>::resolved( tl::unexpected<Error>( *planTrouble ) );
      BulkPlan plan;
      plan.intent = intent;
      for ( const PersonEntry &entry : entries )
      {
        PlannedRow row;
        row.entry = entry;
        row.action = done.contains( entry.userName ) ? RowAction::Same : RowAction::Add;
        plan.rows.append( row );
      }
      return Call<BulkPlan>::resolved( plan );
    }

    //! Answers the oldest request: all of its rows with \a kind, or well.
    void answer( std::optional<ErrorKind> kind = std::nullopt, int retryAfter = -1 )
    {
      QVERIFY( !asked.empty() );
      const Asked next = asked.front();
      asked.pop_front();
      QList<RowOutcome> outcomes;
      for ( const PlannedRow &row : next.rows )
      {
        RowOutcome good;
        good.result = RowResult::Done;
        ServerDetail said;
        said.retryAfterSeconds = retryAfter;
        outcomes.append( kind ? outcomeOf( Error{ *kind, {}, {}, said } ) : good );
        if ( !kind )
          done.append( row.entry.userName );
      }
      next.resolver.resolve( outcomes );
    }
    void answerAll()
    {
      while ( !asked.empty() )
        answer();
    }
};

class TestBulkRun : public QObject
{
    Q_OBJECT

    static BulkPlan planOf( int count, RowAction action = RowAction::Add )
    {
      BulkPlan plan;
      for ( int i = 0; i < count; ++i )
      {
        PlannedRow row;
        row.entry.userName = QStringLiteral( "p%1" ).arg( i );
        row.entry.line = i + 1;
        row.action = action;
        plan.rows.append( row );
      }
      return plan;
    }
    static QStringList resultsOf( const BulkRun &run )
    {
      QStringList results;
      for ( const RowOutcome &outcome : run.outcomes() )
        results.append( nameOf( outcome.result ) );
      return results;
    }

  private Q_SLOTS:
    void undoGivesBackTheRolesFromBeforeAndNothingElse()
    {
      BulkPlan plan = planOf( 6 );
      const ProjectId project =
        *ProjectId::fromString( QStringLiteral( "f9ef87ac-1dae-48ab-85cb-062a4784fb83" ) );
      for ( int i = 0; i < plan.rows.size(); ++i )
      {
        plan.rows[i].userName = plan.rows.at( i ).entry.userName;
        plan.rows[i].project = project;
      }
      plan.rows[1].action = RowAction::Change;
      plan.rows[1].now = QStringLiteral( "reader" );
      plan.rows[2].action = RowAction::Invite;
      plan.rows[3].action = RowAction::Remove; // of a member
      plan.rows[3].project = ProjectId();
      plan.rows[4].action = RowAction::Change; // not done
      plan.rows[5].action = RowAction::Change; // in the workspace
      plan.rows[5].project = ProjectId();
      plan.rows[5].now = QStringLiteral( "guest" );
      QList<RowOutcome> outcomes;
      for ( int i = 0; i < plan.rows.size(); ++i )
      {
        RowOutcome outcome;
        outcome.result = i == 4 ? RowResult::Refused : RowResult::Done;
        outcomes.append( outcome );
      }
      QStringList undone;
      for ( const PersonEntry &entry : undoEntries( plan, outcomes ) )
        undone.append( entry.userName + QLatin1Char( ' ' ) + entry.role +
                       ( entry.project.isEmpty() ? QString() : QStringLiteral( " there" ) ) );
      QCOMPARE( undone, QStringList( { QStringLiteral( "p0 none there" ), QStringLiteral( "p1 reader there" ),
                                       QStringLiteral( "p5 guest" ) } ) );
    }

    void fourAtATimeAndOutcomesInTheirPlaces()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      run.start( planOf( 7 ) );
      QCOMPARE( int( directory.asked.size() ), 4 );
      directory.answer( ErrorKind::Forbidden );
      QCOMPARE( int( directory.asked.size() ), 4 );
      directory.answerAll();
      QCOMPARE( finished.count(), 1 );
      QCOMPARE( nameOf( run.outcomes().first().result ), QStringLiteral( "refused" ) );
      QCOMPARE( run.counts().done, 6 );
      QCOMPARE( run.counts().notDone, 1 );
    }

    void nothingToDoEndsAtOnce()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      BulkPlan plan = planOf( 2, RowAction::Same );
      plan.rows[1].action = RowAction::NotPossible;
      run.start( plan );
      QCOMPARE( finished.count(), 1 );
      QCOMPARE( run.counts().same, 1 );
      QCOMPARE( run.counts().notPossible, 1 );
    }

    void whatGivesAccessComesBeforeWhatTakesIt()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      BulkPlan plan = planOf( 3 );
      plan.rows[0].lowersAccess = true;
      run.start( plan );
      QCOMPARE( directory.log, ( QStringList{ QStringLiteral( "p1" ), QStringLiteral( "p2" ) } ) );
      directory.answer();
      QCOMPARE( directory.log.size(), 2 ); // p2 is on its way still
      directory.answer();
      QCOMPARE( directory.log.last(), QStringLiteral( "p0" ) );
      directory.answer();
      QCOMPARE( run.counts().done, 3 );
    }

    void rowsOfOneActionShareARequest()
    {
      HeldPerformer directory;
      directory.batch = 3;
      FakeClock clock;
      BulkRun run( directory, clock );
      BulkPlan plan = planOf( 5, RowAction::Invite );
      plan.rows[1].action = RowAction::Change;
      run.start( plan );
      QCOMPARE( directory.log, ( QStringList{ QStringLiteral( "p0+p2+p3" ), QStringLiteral( "p1" ),
                                              QStringLiteral( "p4" ) } ) );
      directory.answerAll();
      QCOMPARE( run.counts().done, 5 );
    }

    void stopWaitsForWhatIsOnItsWay()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      run.start( planOf( 6 ) );
      directory.answer();
      run.stop();
      QCOMPARE( finished.count(), 0 );
      directory.answerAll();
      QCOMPARE( finished.count(), 1 );
      QCOMPARE( run.counts().done, 5 );
      QCOMPARE( resultsOf( run ).last(), QStringLiteral( "canceled" ) );
      QCOMPARE( directory.log.size(), 5 );
    }

    void pauseHoldsTheRestBack()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      run.start( planOf( 6 ) );
      run.pause();
      directory.answerAll();
      QCOMPARE( directory.log.size(), 4 );
      QCOMPARE( finished.count(), 0 );
      run.resume();
      directory.answerAll();
      QCOMPARE( finished.count(), 1 );
      QCOMPARE( run.counts().done, 6 );
    }

    void aLostAnswerIsLookedUpBeforeTheRetry()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      run.start( planOf( 3 ) );
      directory.answer( ErrorKind::Timeout ); // arrived nevertheless
      directory.done.append( QStringLiteral( "p0" ) );
      directory.answer( ErrorKind::Offline ); // did not
      directory.answer();
      QCOMPARE( resultsOf( run ), ( QStringList{ QStringLiteral( "unknown" ), QStringLiteral( "unknown" ),
                                                 QStringLiteral( "done" ) } ) );
      directory.log.clear();
      run.retry();
      QCOMPARE( directory.log, QStringList{ QStringLiteral( "p1" ) } );
      directory.answerAll();
      QCOMPARE( resultsOf( run ), ( QStringList{ QStringLiteral( "done-before" ), QStringLiteral( "done" ),
                                                 QStringLiteral( "done" ) } ) );
      QCOMPARE( run.counts().done, 3 );
    }

    void aRetryThatCannotReadTheStateSendsNothing()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      run.start( planOf( 1 ) );
      directory.answer( ErrorKind::ServerFailure );
      directory.planTrouble = Error{ ErrorKind::Offline, {}, {}, {} };
      run.retry();
      QCOMPARE( finished.count(), 2 );
      QCOMPARE( run.retryTrouble()->kind, ErrorKind::Offline );
      QCOMPARE( resultsOf( run ), QStringList{ QStringLiteral( "unknown" ) } );
    }

    void aServerThatAsksToWaitIsObeyed()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy waits( &run, &BulkRun::waitChanged );
      run.start( planOf( 5 ) );
      directory.answer( ErrorKind::RateLimited, 30 );
      QCOMPARE( run.waitSeconds(), 30 );
      directory.answer();
      directory.answer();
      directory.answer();
      QCOMPARE( directory.log.size(), 4 ); // nothing more until then
      clock.advance( std::chrono::seconds( 29 ) );
      QCOMPARE( directory.log.size(), 4 );
      clock.advance( std::chrono::seconds( 1 ) );
      QCOMPARE( directory.log.size(), 6 );
      QCOMPARE( run.waitSeconds(), 0 );
      QCOMPARE( waits.count(), 2 );
      directory.answerAll();
      QCOMPARE( run.counts().done, 5 );
    }

    void aServerThatNeverStopsAskingIsLeftAlone()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      QSignalSpy finished( &run, &BulkRun::finished );
      run.start( planOf( 1 ) );
      for ( int i = 0; i < BulkRun::MAX_TRIES; ++i )
      {
        directory.answer( ErrorKind::RateLimited );
        clock.advance( std::chrono::seconds( BulkRun::DEFAULT_WAIT_SECONDS ) );
      }
      QCOMPARE( finished.count(), 1 );
      QCOMPARE( resultsOf( run ), QStringList{ QStringLiteral( "refused" ) } );
      QCOMPARE( directory.log.size(), BulkRun::MAX_TRIES );
    }

    void signedOutIsToldOnceAndTheRestIsNotSent()
    {
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      run.start( planOf( 20 ) );
      directory.answer( ErrorKind::Unauthorized );
      directory.answerAll();
      QCOMPARE( directory.log.size(), 4 );
      QCOMPARE( run.commonTrouble()->kind, ErrorKind::Unauthorized );
      QCOMPARE( run.counts().notDone, 17 );
    }

    void everyKindOfRefusalIsTheRowsOwn_data()
    {
      QTest::addColumn<int>( "kind" );
      QTest::addColumn<QString>( "result" );
      for ( int kind = 0; kind < ERROR_KIND_COUNT; ++kind )
      {
        const QString result = nameOf( outcomeOf( Error{ ErrorKind( kind ), {}, {}, {} } ).result );
        if ( ErrorKind( kind ) != ErrorKind::RateLimited )
          QTest::newRow( qPrintable( nameOf( ErrorKind( kind ) ) ) ) << kind << result;
      }
    }
    void everyKindOfRefusalIsTheRowsOwn()
    {
      QFETCH( int, kind );
      QFETCH( QString, result );
      HeldPerformer directory;
      FakeClock clock;
      BulkRun run( directory, clock );
      run.start( planOf( 2 ) );
      directory.answer( ErrorKind( kind ) );
      directory.answer();
      QCOMPARE( resultsOf( run ), ( QStringList{ result, QStringLiteral( "done" ) } ) );
      QCOMPARE( int( run.outcomes().first().error.kind ), kind );
    }
};

QTEST_GUILESS_MAIN( TestBulkRun )
#include "test_bulkrun.moc"
