// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/bulkrun.h"

#include "core/base/require.h"

#include <algorithm>

namespace syncline::people
{
  namespace
  {
    RowOutcome plain( RowResult result )
    {
      RowOutcome outcome;
      outcome.result = result;
      return outcome;
    }

    //! Trouble that every other row would meet as well.
    bool concernsAll( ErrorKind kind )
    {
      return kind == ErrorKind::Unauthorized || kind == ErrorKind::NotAServer ||
             kind == ErrorKind::TlsFailure;
    }
  } // namespace

  BulkRun::BulkRun( Performer &performer, Clock &clock )
    : mPerformer( performer )
    , mClock( clock )
  {
  }

  void BulkRun::start( const BulkPlan &plan )
  {
    SYNCLINE_REQUIRE( !mIsRunning );
    mPlan = plan;
    mOutcomes.clear();
    mQueue.clear();
    mTries.clear();
    mWasUnknown.clear();
    for ( int row = 0; row < plan.rows.size(); ++row )
    {
      const RowAction action = plan.rows.at( row ).action;
      mTries.append( 0 );
      mOutcomes.append( plain( action == RowAction::NotPossible ? RowResult::NotPossible
                               : action == RowAction::Same      ? RowResult::DoneBefore
                                                                : RowResult::Waiting ) );
      if ( isWork( action ) )
        mQueue.append( row );
    }
    begin();
  }

  void BulkRun::begin()
  {
    mIsRunning = true;
    mIsStopping = false;
    mIsPaused = false;
    mCommonTrouble.reset();
    const auto isLate = [this]( int row ) { return mPlan.rows.at( row ).lowersAccess; };
    std::stable_partition( mQueue.begin(), mQueue.end(), [isLate]( int row ) { return !isLate( row ); } );
    sendMore();
  }

  void BulkRun::pause() { mIsPaused = true; }

  void BulkRun::resume()
  {
    mIsPaused = false;
    sendMore();
  }

  void BulkRun::stop()
  {
    if ( !mIsRunning )
      return;
    mIsStopping = true;
    const QList<int> left = std::exchange( mQueue, {} );
    for ( const int row : left )
      setOutcome( row, plain( RowResult::Canceled ) );
    endIfDone();
  }

  //! The next row, and others behind it that go with it in one request. Rows that take access away wait for all that give it.
  QList<int> BulkRun::nextBatch()
  {
    const PlannedRow &first = mPlan.rows.at( mQueue.first() );
    const bool isFirstLate = first.lowersAccess;
    for ( int row = 0; isFirstLate && row < mPlan.rows.size(); ++row )
    {
      if ( mOutcomes.at( row ).result == RowResult::Running && !mPlan.rows.at( row ).lowersAccess )
        return {};
    }
    const int size = mPerformer.batchSize( first.action );
    QList<int> batch;
    for ( const int row : std::as_const( mQueue ) )
    {
      const PlannedRow &other = mPlan.rows.at( row );
      if ( other.action == first.action && other.lowersAccess == isFirstLate && batch.size() < size )
        batch.append( row );
      if ( batch.size() == size )
        break;
    }
    for ( const int row : std::as_const( batch ) )
      mQueue.removeOne( row );
    return batch;
  }

  void BulkRun::sendMore()
  {
    if ( mIsSending )
      return;
    mIsSending = true;
    while ( mIsRunning && !mIsPaused && mWaits == 0 && mInFlight < IN_FLIGHT && !mQueue.isEmpty() )
    {
      const QList<int> batch = nextBatch();
      if ( batch.isEmpty() )
        break;
      send( batch );
    }
    mIsSending = false;
    endIfDone();
  }

  void BulkRun::send( const QList<int> &batch )
  {
    QList<PlannedRow> rows;
    for ( const int row : batch )
    {
      ++mTries[row];
      setOutcome( row, plain( RowResult::Running ) );
      rows.append( mPlan.rows.at( row ) );
    }
    ++mInFlight;
    mPerformer.perform( rows, mPlan.intent )
      .then( this, [this, batch]( const Result<QList<RowOutcome>> &answer ) { settle( batch, answer ); } );
  }

  bool BulkRun::mustWait( const Error &error )
  {
    if ( error.kind != ErrorKind::RateLimited )
      return false;
    int seconds = DEFAULT_WAIT_SECONDS;
    if ( const auto *said = std::get_if<ServerDetail>( &error.payload ) )
      seconds = said->retryAfterSeconds >= 0 ? said->retryAfterSeconds : seconds;
    ++mWaits;
    mClock.after( std::chrono::seconds( seconds ), this,
                  [this]
                  {
                    if ( --mWaits == 0 )
                      setWait( 0 );
                    sendMore();
                  } );
    setWait( qMax( seconds, mWaitSeconds ) );
    return true;
  }

  void BulkRun::setWait( int seconds )
  {
    if ( seconds == mWaitSeconds )
      return;
    mWaitSeconds = seconds;
    Q_EMIT waitChanged();
  }

  void BulkRun::settle( const QList<int> &batch, const Result<QList<RowOutcome>> &answer )
  {
    --mInFlight;
    for ( int i = 0; i < batch.size(); ++i )
    {
      const int row = batch.at( i );
      RowOutcome outcome = answer && i < answer->size() ? answer->at( i )
                           : answer ? outcomeOf( Error{ ErrorKind::MalformedReply, {}, {}, {} } )
                                    : outcomeOf( answer.error() );
      // The first one, whose answer got lost, had arrived: this one was refused because of it.
      if ( outcome.result == RowResult::Refused && outcome.error.kind == ErrorKind::AlreadyExists &&
           mWasUnknown.contains( row ) )
        outcome.result = RowResult::DoneBefore;
      const bool isLimited =
        outcome.result == RowResult::Refused && outcome.error.kind == ErrorKind::RateLimited;
      if ( isLimited && mTries.at( row ) < MAX_TRIES && !mIsStopping && mustWait( outcome.error ) )
      {
        mQueue.prepend( row );
        setOutcome( row, plain( RowResult::Waiting ) );
        continue;
      }
      setOutcome( row, outcome );
      if ( concernsAll( outcome.error.kind ) && !isSuccess( outcome.result ) )
      {
        mCommonTrouble = outcome.error;
        stop();
      }
    }
    sendMore();
  }

  void BulkRun::setOutcome( int row, const RowOutcome &outcome )
  {
    mOutcomes[row] = outcome;
    Q_EMIT rowChanged( row );
  }

  void BulkRun::endIfDone()
  {
    if ( !mIsRunning || mInFlight > 0 || !mQueue.isEmpty() || mIsSending )
      return;
    mIsRunning = false;
    Q_EMIT finished();
  }

  void BulkRun::retry()
  {
    SYNCLINE_REQUIRE( !mIsRunning );
    mRetryTrouble.reset();
    QList<int> rows;
    QList<PersonEntry> entries;
    for ( int row = 0; row < mPlan.rows.size(); ++row )
    {
      const RowResult result = mOutcomes.at( row ).result;
      if ( isSuccess( result ) || result == RowResult::NotPossible )
        continue;
      if ( result == RowResult::Unknown )
        mWasUnknown.insert( row );
      PersonEntry entry = mPlan.rows.at( row ).entry;
      // Removals of people who were in no file: asked for by name now, so that a fresh plan leaves everybody else alone.
      if ( mPlan.rows.at( row ).action == RowAction::Remove )
        entry.role = QStringLiteral( "none" );
      rows.append( row );
      entries.append( entry );
    }
    mIsRunning = true;
    mPerformer.planAgain( entries, mPlan.intent )
      .then( this, [this, rows]( const Result<BulkPlan> &fresh ) { takeNewPlan( rows, fresh ); } );
  }

  void BulkRun::takeNewPlan( const QList<int> &rows, const Result<BulkPlan> &fresh )
  {
    if ( !fresh || fresh->rows.size() != rows.size() )
    {
      mRetryTrouble = fresh ? Error{} : fresh.error();
      mIsRunning = false;
      Q_EMIT finished();
      return;
    }
    for ( int i = 0; i < rows.size(); ++i )
    {
      const int row = rows.at( i );
      const bool wasRemoval = mPlan.rows.at( row ).action == RowAction::Remove;
      PlannedRow again = fresh->rows.at( i );
      again.entry = mPlan.rows.at( row ).entry;
      const bool isGone = wasRemoval && again.trouble == RowTrouble::UnknownPerson;
      mTries[row] = 0;
      if ( isWork( again.action ) )
        mQueue.append( row );
      RowResult result = RowResult::Waiting;
      if ( again.action == RowAction::Same || isGone )
        result = RowResult::DoneBefore;
      else if ( again.action == RowAction::NotPossible )
        result = RowResult::NotPossible;
      // What was found done keeps saying what it was: "invited", not "same".
      if ( result != RowResult::DoneBefore )
        mPlan.rows[row] = again;
      setOutcome( row, plain( result ) );
    }
    begin();
  }

  RunCounts BulkRun::counts() const
  {
    RunCounts counts;
    for ( int row = 0; row < mOutcomes.size(); ++row )
    {
      switch ( mOutcomes.at( row ).result )
      {
        case RowResult::Waiting:
        case RowResult::Running:
          ++counts.left;
          break;
        case RowResult::Done:
          ++counts.done;
          break;
        case RowResult::DoneBefore:
          ++( mPlan.rows.at( row ).action == RowAction::Same ? counts.same : counts.done );
          break;
        case RowResult::Refused:
        case RowResult::Unknown:
        case RowResult::Changed:
        case RowResult::Canceled:
          ++counts.notDone;
          break;
        case RowResult::NotPossible:
          ++counts.notPossible;
          break;
      }
    }
    return counts;
  }
} // namespace syncline::people
