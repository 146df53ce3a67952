// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/await.h"
#include "tests/scenarios/states/judge.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace syncline;
using namespace syncline::states;

/**
 * Every recorded state between a folder and a server, set up for real and synced by our engine. SYNCLINE_STATES_DIALECT chooses one of
 * v2push, v1push, deltapull; SYNCLINE_STATES_TABLE names a file that gets the table of docs/sync-states.md; SYNCLINE_STATES_DUMP shows
 * what is there before and after each run.
 */
class TestSyncStates : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase();
    void everyStateEndsAsItShould_data();
    void everyStateEndsAsItShould();
    void cleanupTestCase();

  private:
    struct Line
    {
        QString id, state, official, ours, deviation;
    };
    QJsonArray mCases;
    QJsonObject mDuties;
    QList<Line> mTable;
};

namespace
{
  QJsonDocument dataNamed( const char *name )
  {
    QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/sync-states/" ) + QLatin1String( name ) );
    if ( !file.open( QIODevice::ReadOnly ) )
      qFatal( "no %s", name );
    QJsonParseError why;
    const QJsonDocument document = QJsonDocument::fromJson( file.readAll(), &why );
    if ( document.isNull() )
      qFatal( "%s: %s at %d", name, qPrintable( why.errorString() ), int( why.offset ) );
    return document;
  }

  void dump( World &world, const Outcome &outcome, const char *when )
  {
    if ( qEnvironmentVariableIsEmpty( "SYNCLINE_STATES_DUMP" ) )
      return;
    const auto text = []( const QJsonObject &files )
    { return QJsonDocument( files ).toJson( QJsonDocument::Compact ); };
    fprintf( stderr, "%s: %s %s/%s\n  here %s\n  server %s\n  trash %s\n  parked %s\n", when,
             qPrintable( describe( outcome ) ), qPrintable( world.metadataVersion() ),
             qPrintable( world.serverVersion() ), text( world.local() ).constData(),
             text( world.server() ).constData(), text( world.trash() ).constData(),
             text( world.parked() ).constData() );
  }

  //! A further sync with nothing new moves nothing.
  QStringList judgeQuiet( World &world, const QStringList &versions, const FileContents &before,
                          const Outcome &second )
  {
    QStringList problems;
    if ( second.error )
      problems.append( QStringLiteral( "second run: %1" ).arg( toLogLine( *second.error ) ) );
    const QStringList now{ world.metadataVersion(), world.serverVersion() };
    if ( now != versions )
      problems.append( QStringLiteral( "second run: version %1 after %2" )
                         .arg( now.join( QLatin1Char( '/' ) ), versions.join( QLatin1Char( '/' ) ) ) );
    const FileContents after = world.everything();
    for ( auto file = after.begin(); file != after.end(); ++file )
    {
      const bool isOurs = file.key().startsWith( QLatin1String( ".mergin/.engine/" ) );
      const bool isSide =
        file.key().endsWith( QLatin1String( "-wal" ) ) || file.key().endsWith( QLatin1String( "-shm" ) );
      if ( !isOurs && !isSide && before.value( file.key() ) != file.value() )
        problems.append( QStringLiteral( "second run: %1 changed" ).arg( file.key() ) );
    }
    return problems;
  }

  //! The official error and result in two words, as the table has them.
  QString officialResult( const QJsonObject &state )
  {
    return state[QStringLiteral( "official" )][QStringLiteral( "outcome" )].toString();
  }
} // namespace

void TestSyncStates::initTestCase()
{
  allowAwaitOnMainThread();
  mCases = dataNamed( "states.json" )[QStringLiteral( "cases" )].toArray();
  mDuties = dataNamed( "ours.json" ).object();
  QStringList known;
  for ( const QJsonValue &one : std::as_const( mCases ) )
    known.append( one[QStringLiteral( "id" )].toString() );
  for ( const QString &id : mDuties.keys() )
    QVERIFY2( known.contains( id ), qPrintable( QStringLiteral( "no such state: " ) + id ) );
}

void TestSyncStates::everyStateEndsAsItShould_data()
{
  QTest::addColumn<QJsonObject>( "state" );
  QTest::addColumn<int>( "dialect" );
  QTest::addColumn<bool>( "isEarly" );
  const QList<std::pair<Dialect, const char *>> dialects{ { Dialect::V2Push, "v2push" },
                                                          { Dialect::V1Push, "v1push" },
                                                          { Dialect::DeltaPull, "deltapull" } };
  const QByteArray only = qgetenv( "SYNCLINE_STATES_DIALECT" );
  for ( const QJsonValue &one : std::as_const( mCases ) )
  {
    const QString id = one[QStringLiteral( "id" )].toString();
    for ( const auto &dialect : dialects )
    {
      if ( !only.isEmpty() && only != dialect.second )
        continue;
      QTest::addRow( "%s %s", qPrintable( id ), dialect.second )
        << one.toObject() << int( dialect.first ) << false;
      const QString during = one[QStringLiteral( "during" )][QStringLiteral( "at" )].toString();
      if ( during == QLatin1String( "before install" ) )
        QTest::addRow( "%s %s, early", qPrintable( id ), dialect.second )
          << one.toObject() << int( dialect.first ) << true;
    }
  }
}

void TestSyncStates::everyStateEndsAsItShould()
{
  QFETCH( const QJsonObject, state );
  QFETCH( const int, dialect );
  QFETCH( const bool, isEarly );
  const QString id = state[QStringLiteral( "id" )].toString();
  const QJsonObject entry = mDuties[id].toObject();
  const Duty duty( state, entry, Dialect( dialect ) );
  World world( state, Dialect( dialect ) );
  world.setUp();
  if ( isEarly )
    world.beEarly();
  dump( world, {}, "before" );
  const Outcome first = world.act();
  dump( world, first, "after" );
  QStringList problems = judge( world, first, duty );
  if ( state.contains( QStringLiteral( "during" ) ) && !world.hasFired() )
    problems.append( QStringLiteral( "nothing happened during the sync" ) );
  const bool goesOn = state.contains( QStringLiteral( "after" ) );
  if ( !goesOn )
    problems += missing( world, state, entry );
  for ( const QString &answer : world.afterwards() )
  {
    if ( !answer.startsWith( QLatin1String( "ok" ) ) )
      problems.append( QStringLiteral( "the other program is told: %1" ).arg( answer ) );
  }
  world.closeOthers();
  const QStringList versions{ world.metadataVersion(), world.serverVersion() };
  const FileContents before = world.everything();
  SyncOptions options;
  options.allowMassRemoval = duty.isConfirmed();
  const Outcome second = world.act( true, options );
  dump( world, second, "again" );
  if ( duty.hasAgain() )
  {
    const QStringList found = judge( world, second, duty.again() );
    for ( const QString &problem : found )
      problems.append( QStringLiteral( "second run: " ) + problem );
  }
  else
    problems += judgeQuiet( world, versions, before, second );
  problems += missing( world, state, entry );
  problems.removeDuplicates();
  const QString fails = duty.failing();
  if ( Dialect( dialect ) == Dialect::V2Push && !isEarly )
    mTable.append( { id, state[QStringLiteral( "title" )].toString(), officialResult( state ),
                     describe( first ),
                     fails.isEmpty() ? entry[QStringLiteral( "why" )].toString()
                                     : QStringLiteral( "not yet: " ) + fails } );
  if ( !fails.isEmpty() )
    QEXPECT_FAIL( "", qPrintable( fails ), Continue );
  QVERIFY2( problems.isEmpty(), qPrintable( problems.join( QStringLiteral( "\n  " ) ) ) );
}

void TestSyncStates::cleanupTestCase()
{
  const QString path = qEnvironmentVariable( "SYNCLINE_STATES_TABLE" );
  if ( path.isEmpty() )
    return;
  QFile file( path );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write(
    "# What a sync does in each state\n\n"
    "276 states between a folder and a server, recorded with the official Python client 0.15.0, and what Syncline makes of "
    "each: the report of the first sync over v2. A line without a remark ends in the same files, rows and versions as with "
    "the official client, or as its loss, refusal or half-done work ought to have ended. Made by\n"
    "`SYNCLINE_STATES_DIALECT=v2push SYNCLINE_STATES_TABLE=docs/sync-states.md build/qt6/tests/test_syncstates`;\n"
    "`tests/data/sync-states/` holds the states, and `ours.json` there what is checked.\n\n"
    "| case | state | official client | Syncline | remark |\n|---|---|---|---|---|\n" );
  for ( const Line &line : std::as_const( mTable ) )
    file.write( QStringLiteral( "| %1 | %2 | %3 | %4 | %5 |\n" )
                  .arg( line.id, line.state, line.official, line.ours, line.deviation )
                  .toUtf8() );
}

QTEST_GUILESS_MAIN( TestSyncStates )
#include "test_syncstates.moc"
