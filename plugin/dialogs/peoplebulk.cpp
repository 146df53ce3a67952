// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplebulk.h"

#include "plugin/dialogs/peoplewords.h"

namespace syncline
{
  using namespace people;

  PeopleBulk::PeopleBulk( Clock &clock, QObject *parent )
    : QObject( parent )
    , mClock( clock )
  {
  }

  PeopleBulk::~PeopleBulk() = default;

  void PeopleBulk::setDirectory( std::shared_ptr<PeopleDirectory> directory, const ErrorScene &scene )
  {
    ++mAsked;
    mRun.reset(); // before what it works with
    mDirectory = std::move( directory );
    mScene = scene;
    mModel.setScene( scene );
  }

  void PeopleBulk::propose( const QList<PersonEntry> &entries, const Intent &intent )
  {
    mIsUndo = false;
    plan( entries, intent );
  }

  void PeopleBulk::proposeAgain()
  {
    if ( !mDirectory || hasRun() || mIsUndo )
      return;
    // A domain is read with each plan, and a page of its list would tell nothing.
    if ( mDirectory->kind() == PeopleDirectory::Kind::Domain )
      return plan( QList<PersonEntry>( mEntries ), Intent( mIntent ) );
    const int asked = ++mAsked;
    mDirectory->list( {} ).then( this,
                                 [this, asked]( const Result<PeopleList> &page )
                                 {
                                   if ( asked != mAsked )
                                     return;
                                   if ( !page )
                                     return say( page.error() );
                                   plan( QList<PersonEntry>( mEntries ), Intent( mIntent ) );
                                 } );
  }

  void PeopleBulk::say( const Error &error )
  {
    Q_EMIT troubled( mDirectory->kind() == PeopleDirectory::Kind::Domain
                       ? words::describeDomain( error, mScene.host ).sentence
                       : words::describePeople( error, mScene ).sentence );
  }

  void PeopleBulk::plan( const QList<PersonEntry> &entries, const Intent &intent )
  {
    mEntries = entries;
    mIntent = intent;
    const int asked = ++mAsked;
    if ( !mDirectory || entries.isEmpty() )
      return show( {} );
    mDirectory->plan( entries, intent )
      .then( this,
             [this, asked]( const Result<BulkPlan> &plan )
             {
               if ( asked != mAsked )
                 return;
               if ( plan )
                 show( *plan );
               else
                 say( plan.error() );
             } );
  }

  QList<PersonEntry> PeopleBulk::undoable() const
  {
    return mRun && !mRun->isRunning() ? undoEntries( mRun->plan(), mRun->outcomes() ) : QList<PersonEntry>();
  }

  void PeopleBulk::proposeUndo()
  {
    const QList<PersonEntry> entries = undoable();
    if ( entries.isEmpty() )
      return;
    Intent intent;
    intent.ignoresSeats = true; // they had their seats before
    mIsUndo = true;
    plan( entries, intent );
  }

  void PeopleBulk::show( const BulkPlan &plan )
  {
    mRun.reset();
    mIsPaused = false;
    mPlannedAt = mClock.now();
    mModel.setPlan( plan );
    Q_EMIT proposed();
  }

  void PeopleBulk::clear()
  {
    mEntries.clear();
    ++mAsked;
    show( {} );
  }

  void PeopleBulk::run()
  {
    if ( !mDirectory || isRunning() )
      return;
    mRowOf = mModel.checkedRows();
    BulkPlan chosen = mModel.plan();
    chosen.rows.clear();
    for ( const int row : std::as_const( mRowOf ) )
      chosen.rows.append( mModel.plan().rows.at( row ) );
    mRun = std::make_unique<BulkRun>( mDirectory->performer(), mClock );
    connect( mRun.get(), &BulkRun::rowChanged, this,
             [this]( int row )
             {
               mModel.setOutcome( mRowOf.at( row ), mRun->outcomes().at( row ) );
               Q_EMIT progressed();
             } );
    connect( mRun.get(), &BulkRun::waitChanged, this, &PeopleBulk::progressed );
    connect( mRun.get(), &BulkRun::finished, this,
             [this]
             {
               mModel.setRunning( false );
               Q_EMIT finished();
             } );
    mModel.setRunning( true );
    Q_EMIT progressed();
    mRun->start( chosen );
  }

  void PeopleBulk::retry()
  {
    if ( !mRun || isRunning() )
      return;
    mModel.setRunning( true );
    mRun->retry();
    Q_EMIT progressed();
  }

  void PeopleBulk::pause()
  {
    if ( !isRunning() )
      return;
    mIsPaused = true;
    mRun->pause();
    Q_EMIT progressed();
  }

  void PeopleBulk::resume()
  {
    mIsPaused = false;
    if ( mRun )
      mRun->resume();
    Q_EMIT progressed();
  }

  void PeopleBulk::stop()
  {
    mIsPaused = false;
    if ( mRun )
      mRun->stop();
  }

  QString PeopleBulk::commonTrouble() const
  {
    if ( !mRun )
      return QString();
    const std::optional<Error> &error = mRun->commonTrouble() ? mRun->commonTrouble() : mRun->retryTrouble();
    return error ? words::describePeople( *error, mScene ).sentence : QString();
  }
} // namespace syncline
