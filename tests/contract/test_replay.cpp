// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/servererror.h"
#include "core/net/await.h"
#include "core/net/qttransport.h"
#include "tests/contract/recordedcalls.h"
#include "tests/contract/recording.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"
#include "tests/support/loopbackserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace syncline;

namespace
{
  QString passwordOf( const QString &user )
  {
    return user == QLatin1String( "admin" ) ? QStringLiteral( "topsecret" ) : QStringLiteral( "Topsecret1!" );
  }

  fake::Role roleOf( const QString &name ) { return fake::roleNamed( name ).value_or( fake::Role::None ); }

  /**
   * What a client's network library adds of its own accord: its name, where the recording has none, and a content type to a request
   * without a body, to which the server then says 415 instead of 400.
   */
  bool isOfTheLibrary( const RecordedStep &step, const QString &difference )
  {
    const bool isWithoutBody = step.request.body.isEmpty() && step.request.header( "Content-Type" ).isEmpty();
    return difference.startsWith( QLatin1String( "/user_agent: \"\" expected" ) ) ||
           ( isWithoutBody && difference.startsWith( QLatin1String( "status 400 expected, got 415" ) ) );
  }

  //! What an error of that status can mean at all.
  bool isPossible( int status, ErrorKind kind )
  {
    switch ( status )
    {
      case 401:
        return kind == ErrorKind::Unauthorized;
      case 403:
        return kind == ErrorKind::Forbidden;
      case 404:
        return kind == ErrorKind::NotFound;
      case 405:
        return kind == ErrorKind::NotAServer;
      case 409:
        return kind == ErrorKind::AlreadyExists || kind == ErrorKind::VersionConflict ||
               kind == ErrorKind::Locked;
      case 500:
        return kind == ErrorKind::ServerFailure;
      default:
        return kind == ErrorKind::ServerRejected || kind == ErrorKind::QuotaExceeded ||
               kind == ErrorKind::VersionConflict || kind == ErrorKind::Locked || kind == ErrorKind::NotFound;
    }
  }
} // namespace

/**
 * What a real server answered, step by step through a Transport: the double answers as recorded, our decoders read every recorded
 * answer of a call that we have, and the double's, and errors mean the same in both.
 */
class TestReplay : public QObject
{
    Q_OBJECT

    int mSteps = 0;
    int mRead = 0;
    int mErrors = 0;

    //! One run of one scenario.
    struct Run
    {
        Recording recording;
        FakeServer &server;
        Transport &transport;
        bool isOnTheWire = false;
        QHash<QString, QByteArray> tokens = {};
    };

    [[nodiscard]] Result<HttpResponse> send( Run &run, const HttpRequest &request )
    {
      return await( run.transport.send( request ) );
    }

    [[nodiscard]] Result<QByteArray> tokenOf( Run &run, const QString &user )
    {
      const bool isShort =
        run.recording.tokenSeconds() < 60 || run.recording.defaultRole() == QLatin1String( "guest" );
      if ( run.tokens.contains( user ) && !isShort )
        return run.tokens.value( user );
      HttpRequest login;
      login.verb = HttpVerb::Post;
      login.path = "v1/auth/login";
      login.setHeader( "Content-Type", "application/json" );
      login.body = QJsonDocument( QJsonObject{ { QStringLiteral( "login" ), user },
                                               { QStringLiteral( "password" ), passwordOf( user ) } } )
                     .toJson();
      SYNCLINE_TRY( answer, send( run, login ) );
      const QByteArray token = jsonIn( answer.body )
                                 .toObject()
                                 .value( QLatin1String( "session" ) )
                                 .toObject()
                                 .value( QLatin1String( "token" ) )
                                 .toString()
                                 .toLatin1();
      run.tokens.insert( user, token );
      return token;
    }

    //! Everything that is wrong with one step.
    QStringList judge( const Run &run, const RecordedStep &step, const HttpResponse &got )
    {
      QStringList wrong = run.recording.differences( step, got );
      const HttpResponse recorded = run.recording.recordedAnswer( step );
      if ( step.status >= 400 )
      {
        ++mErrors;
        const ErrorKind ours = errorOf( got ).kind;
        const ErrorKind theirs = step.json.isUndefined() ? ours : errorOf( recorded ).kind;
        if ( ours != theirs || !isPossible( step.status, ours ) )
          wrong.append( QStringLiteral( "the double's error is %1, the recorded one %2" )
                          .arg( nameOf( ours ), nameOf( theirs ) ) );
        return wrong;
      }
      const auto read = readAsOurs( step.request, got );
      if ( !read )
        return wrong;
      ++mRead;
      if ( !*read )
        wrong.append( QStringLiteral( "the double's answer: " ) + toLogLine( read->error() ) );
      if ( step.json.isUndefined() )
        return wrong;
      const auto readRecorded = readAsOurs( step.request, recorded );
      if ( !readRecorded || !*readRecorded )
        wrong.append( QStringLiteral( "the recorded answer: " ) +
                      ( readRecorded ? toLogLine( readRecorded->error() ) : QString() ) );
      return wrong;
    }

    void replay( Run run )
    {
      for ( int i = 0; i < run.recording.stepCount(); ++i )
      {
        RecordedStep step = run.recording.step( i );
        if ( step.afterSeconds > 0 )
          run.server.moveClock( std::chrono::seconds( step.afterSeconds ) );
        if ( !step.user.isEmpty() )
        {
          const Result<QByteArray> token = tokenOf( run, step.user );
          QVERIFY( token );
          step.request.setHeader( "Authorization", "Bearer " + *token );
        }
        const Result<HttpResponse> got = send( run, step.request );
        const QString where = QStringLiteral( "%1 #%2 %3: %4 %5\n" )
                                .arg( run.recording.scenario() )
                                .arg( i )
                                .arg( step.what, QString::fromLatin1( toWire( step.request.verb ) ),
                                      QString::fromLatin1( step.request.path ) );
        QVERIFY2( got, qPrintable( where + ( got ? QString() : toLogLine( got.error() ) ) ) );
        QStringList wrong = run.recording.keep( step, jsonIn( got->body ) );
        const QStringList judged = judge( run, step, *got );
        for ( const QString &difference : judged )
        {
          if ( !run.isOnTheWire || !isOfTheLibrary( step, difference ) )
            wrong.append( difference );
        }
        ++mSteps;
        QVERIFY2( wrong.isEmpty(), qPrintable( where + wrong.join( QLatin1Char( '\n' ) ) ) );
      }
    }

  private Q_SLOTS:
    void initTestCase() { allowAwaitOnMainThread(); }

    void aScenarioIsAnsweredAndReadAsRecorded_data()
    {
      QTest::addColumn<QString>( "path" );
      QTest::addColumn<bool>( "isOnTheWire" );
      const QDir folder( QStringLiteral( SYNCLINE_TEST_DATA "/contract" ) );
      const QFileInfoList files = folder.entryInfoList( { QStringLiteral( "*.json" ) } );
      for ( const QFileInfo &file : files )
      {
        QTest::newRow( qPrintable( file.baseName() ) ) << file.filePath() << false;
        QTest::newRow( qPrintable( file.baseName() + QStringLiteral( " (network)" ) ) )
          << file.filePath() << true;
      }
      QCOMPARE( files.size(), 18 );
    }

    void aScenarioIsAnsweredAndReadAsRecorded()
    {
      QFETCH( QString, path );
      QFETCH( bool, isOnTheWire );
      const Recording recording = Recording::fromFile( path );
      QVERIFY( recording.stepCount() > 0 );
      fake::Settings settings;
      settings.defaultRole = roleOf( recording.defaultRole() );
      settings.tokenLifeSeconds = recording.tokenSeconds();
      FakeServer server( settings );
      for ( const char *name : { "alice", "bob", "carol", "dave", "erin", "frank" } )
        server.addUser( QString::fromLatin1( name ), passwordOf( QString::fromLatin1( name ) ) );
      server.addUser( QStringLiteral( "admin" ), passwordOf( QStringLiteral( "admin" ) ), {}, true );
      if ( !isOnTheWire )
      {
        FakeTransport transport( server );
        return replay( { recording, server, transport, false } );
      }
      LoopbackServer loopback( server );
      QVERIFY( loopback.listen() );
      QtTransport transport( QUrl::fromEncoded( loopback.address() ), {} );
      replay( { recording, server, transport, true } );
    }

    void everyStepWasReplayed()
    {
      qInfo( "replay: %d steps, %d answers read by our calls, %d errors named", mSteps, mRead, mErrors );
      QCOMPARE( mSteps, 2 * 654 );
      QVERIFY( mRead > 2 * 200 );
    }
};

QTEST_GUILESS_MAIN( TestReplay )
#include "test_replay.moc"
