// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/servererror.h"
#include "plugin/errors/errortext.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace syncline;

namespace
{
  constexpr int MAX_SENTENCE = 160;

  ErrorScene fullScene( ErrorPlace place )
  {
    return { place,
             QStringLiteral( "maps.example.com" ),
             QStringLiteral( "survey-2026" ),
             QStringLiteral( "field-team" ),
             ProjectRole::Reader,
             QString() };
  }

  //! Every kind with every payload that it may carry.
  QList<Error> allErrors()
  {
    QList<Error> errors;
    for ( int i = 0; i < ERROR_KIND_COUNT; ++i )
    {
      const auto kind = ErrorKind( i );
      errors << Error{ kind, QStringLiteral( "secret technical detail" ), {}, {} };
      for ( const auto cause :
            { NetworkDetail::Cause::HostNotFound, NetworkDetail::Cause::Refused,
              NetworkDetail::Cause::Dropped, NetworkDetail::Cause::ProxyLogin, NetworkDetail::Cause::Proxy } )
        if ( kind == ErrorKind::Offline )
          errors << Error{ kind, {}, {}, NetworkDetail{ cause, QStringLiteral( "maps.example.com" ) } };
      if ( kind == ErrorKind::QuotaExceeded )
        errors << Error{ kind, {}, {}, QuotaUsage{ 70000000, 104857600 } };
    }
    return errors;
  }
} // namespace

class TestErrorTexts : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void everyErrorHasASentenceInEveryPlace()
    {
      for ( const ErrorPlace place : { ErrorPlace::SignIn, ErrorPlace::Window, ErrorPlace::Sync } )
        for ( const QString &file : { QString(), QStringLiteral( "photos/p17.jpg" ) } )
          for ( const bool isNamed : { true, false } )
            for ( const Error &error : allErrors() )
            {
              ErrorScene scene = isNamed ? fullScene( place ) : ErrorScene();
              scene.file = file;
              check( error, describe( error, scene ) );
            }
    }

    void aWrongPasswordIsNotAnExpiredSignIn()
    {
      const Error error{ ErrorKind::Unauthorized, {}, {}, {} };
      QCOMPARE( describe( error, fullScene( ErrorPlace::SignIn ) ).id, QStringLiteral( "auth.wrong" ) );
      QCOMPARE( describe( error, fullScene( ErrorPlace::Sync ) ).id, QStringLiteral( "auth.expired" ) );
      QCOMPARE( describe( error, fullScene( ErrorPlace::Sync ) ).step, NextStep::SignIn );
    }

    void theCauseOfALostConnectionIsTold()
    {
      const auto idOf = []( NetworkDetail::Cause cause )
      {
        const Error error{
          ErrorKind::Offline, {}, {}, NetworkDetail{ cause, QStringLiteral( "maps.exmple.com" ) }
        };
        return describe( error, fullScene( ErrorPlace::Sync ) ).id;
      };
      QCOMPARE( idOf( NetworkDetail::Cause::HostNotFound ), QStringLiteral( "net.hostNotFound" ) );
      QCOMPARE( idOf( NetworkDetail::Cause::Refused ), QStringLiteral( "net.noAnswer" ) );
      QCOMPARE( idOf( NetworkDetail::Cause::ProxyLogin ), QStringLiteral( "net.proxy" ) );
      QCOMPARE( idOf( NetworkDetail::Cause::Unknown ), QStringLiteral( "net.offline" ) );
    }

    void aFullWorkspaceTellsWhatIsLeft()
    {
      const Error error{ ErrorKind::QuotaExceeded, {}, {}, QuotaUsage{ 70000000, 105000000 } };
      const QString sentence = describe( error, fullScene( ErrorPlace::Sync ) ).sentence;
      QVERIFY2( sentence.startsWith( QStringLiteral( "field-team has " ) ), qPrintable( sentence ) );
    }

    void whatTheServerCallsItIsToldApart_data()
    {
      QTest::addColumn<int>( "kind" );
      QTest::addColumn<QString>( "code" );
      QTest::addColumn<QString>( "id" );
      const auto add = []( ErrorKind kind, const char *code, const char *id )
      { QTest::newRow( id ) << int( kind ) << QString::fromLatin1( code ) << QString::fromLatin1( id ); };
      add( ErrorKind::Locked, "ProjectLocked", "sync.locked" );
      add( ErrorKind::Locked, "AnotherUploadRunning", "sync.otherUpload" );
      add( ErrorKind::ServerFailure, "Maintenance", "server.maintenance" );
      add( ErrorKind::ServerFailure, "", "server.trouble" );
      add( ErrorKind::QuotaExceeded, "ProjectsLimitHit", "quota.projects" );
      add( ErrorKind::QuotaExceeded, "TrialExpired", "plan.ended" );
      add( ErrorKind::QuotaExceeded, "StorageLimitHit", "quota.storage" );
    }
    void whatTheServerCallsItIsToldApart()
    {
      QFETCH( const int, kind );
      QFETCH( const QString, code );
      ServerDetail said;
      said.code = code;
      const Error error{ ErrorKind( kind ), {}, {}, said };
      for ( const bool isNamed : { true, false } )
      {
        const ErrorText text = describe( error, isNamed ? fullScene( ErrorPlace::Sync ) : ErrorScene() );
        QTEST( text.id, "id" );
        check( error, text );
      }
    }

    void whatIsWrongWithOneFileIsToldApart()
    {
      ErrorScene scene = fullScene( ErrorPlace::Sync );
      scene.role = ProjectRole::Editor;
      scene.file = QStringLiteral( "photos/p17.jpg" );
      const auto textOf = [&scene]( const Error &error )
      {
        const ErrorText text = describe( error, scene );
        check( error, text );
        return text;
      };
      const Error tooBig{ ErrorKind::ServerRejected, {}, {}, QuotaUsage{ 12ll << 30, 10ll << 30 } };
      QCOMPARE( textOf( tooBig ).id, QStringLiteral( "file.tooBig" ) );
      QVERIFY( textOf( tooBig ).sentence.contains( QLocale().formattedDataSize( 12ll << 30 ) ) );
      QCOMPARE( textOf( { ErrorKind::ServerRejected, {}, {}, {} } ).id, QStringLiteral( "file.type" ) );
      QCOMPARE( textOf( { ErrorKind::MalformedReply, {}, {}, {} } ).id, QStringLiteral( "data.mismatch" ) );
      QCOMPARE( textOf( { ErrorKind::Forbidden, {}, {}, {} } ).id, QStringLiteral( "role.editorFile" ) );
      const Error name{ ErrorKind::UnsafePath, {}, {}, {} };
      QCOMPARE( textOf( name ).id, QStringLiteral( "file.name" ) );
      scene.file = QString( 150, QChar( 0x6a39 ) ) + QStringLiteral( ".jpg" ); // three bytes a character
      QCOMPARE( textOf( name ).id, QStringLiteral( "file.pathTooLong" ) );
      scene.file = QStringLiteral( "map.qml" );
      scene.twin = QStringLiteral( "Map.qml" );
      QCOMPARE( textOf( name ).id, QStringLiteral( "file.caseTwin" ) );
      QVERIFY(
        textOf( name ).sentence.startsWith( QStringLiteral( "“Map.qml” and “map.qml” are one file" ) ) );
    }

    void aProjectThatIsGoneIsNoneThatWasClosed()
    {
      for ( const bool isNamed : { true, false } )
      {
        const ErrorScene scene = isNamed ? fullScene( ErrorPlace::Sync ) : ErrorScene();
        const ErrorText gone = describe( aboutKnownProject( { ErrorKind::NotFound, {}, {}, {} } ), scene );
        const ErrorText closed = describe( aboutKnownProject( { ErrorKind::Forbidden, {}, {}, {} } ), scene );
        QCOMPARE( gone.id, QStringLiteral( "project.deleted" ) );
        QCOMPARE( closed.id, QStringLiteral( "project.noAccess" ) );
        QVERIFY(
          gone.sentence.endsWith( QStringLiteral( "was deleted on the server. Your files are all here." ) ) );
        QVERIFY( closed.sentence.startsWith( QStringLiteral( "You no longer have access to" ) ) );
      }
    }

    void featuresThatGoAreNoFilesThatAreGone()
    {
      const Error error{ ErrorKind::MassRemoval, {}, {}, {} };
      ErrorScene scene = fullScene( ErrorPlace::Sync );
      QCOMPARE( describe( error, scene ).id, QStringLiteral( "sync.folderEmpty" ) );
      scene.layer = QStringLiteral( "trees" );
      scene.removed = 412;
      scene.total = 500;
      const ErrorText text = describe( error, scene );
      QCOMPARE( text.id, QStringLiteral( "sync.massRemoval" ) );
      check( error, text );
      QVERIFY( removalQuestion( scene ).contains( QStringLiteral( "trees" ) ) );
    }

    void stepsHaveTextsOnTheirButtons()
    {
      for ( int i = int( NextStep::None ) + 1; i <= int( NextStep::Details ); ++i )
        QVERIFY2( !buttonText( NextStep( i ) ).isEmpty(), qPrintable( QString::number( i ) ) );
    }

    void detailsCarryTheIdAndTheTechnicalLine()
    {
      const Error error{
        ErrorKind::LocalIo, QStringLiteral( "EIO on block 7" ), { QStringLiteral( "install" ) }, {}
      };
      const QString details = detailsOf( error, fullScene( ErrorPlace::Sync ) );
      QVERIFY( details.contains( QStringLiteral( "disk.trouble" ) ) );
      QVERIFY( details.contains( QStringLiteral( "EIO on block 7" ) ) );
      QVERIFY( details.contains( QStringLiteral( "install" ) ) );
    }

  private:
    static void check( const Error &error, const ErrorText &text )
    {
      const QByteArray name = nameOf( error.kind ).toUtf8() + ": " + text.sentence.toUtf8();
      const char *which = name.constData();
      static const QRegularExpression sBanned(
        QStringLiteral(
          "\\b(please|sorry|oops|invalid|failed|error|repository|token|login|push|pull|commit)\\b|!" ),
        QRegularExpression::CaseInsensitiveOption );
      QVERIFY2( !text.id.isEmpty(), which );
      QVERIFY2( !text.sentence.isEmpty(), which );
      QVERIFY2( text.sentence.size() <= MAX_SENTENCE, which );
      QVERIFY2( !text.sentence.contains( sBanned ), which );
      QVERIFY2( !text.sentence.contains( QLatin1Char( '%' ) ), which );
      QVERIFY2( !text.sentence.contains( QLatin1String( "  " ) ), which );
      QVERIFY2( !text.sentence.contains( QLatin1String( "secret technical" ) ), which );
      QVERIFY2( text.sentence.endsWith( QLatin1Char( '.' ) ), which );
      QVERIFY2( text.sentence.at( 0 ).isUpper() || text.sentence.at( 0 ) == QChar( 0x201C ) ||
                  text.sentence.startsWith( QLatin1String( "maps." ) ) ||
                  text.sentence.startsWith( QLatin1String( "field-team" ) ) ||
                  text.sentence.startsWith( QLatin1String( "survey-2026" ) ),
                which );
    }
};

QTEST_GUILESS_MAIN( TestErrorTexts )
#include "test_errortexts.moc"
