// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/describe.h"

#include "core/api/servererror.h"

#include "cli/exitcode.h"

#include <QRegularExpression>
#include <QTest>

using namespace syncline;
using namespace syncline::cli;

class TestDescribe : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void everyKindHasASentenceAndANextStep_data()
    {
      QTest::addColumn<int>( "kind" );
      for ( int i = 0; i < ERROR_KIND_COUNT; ++i )
        QTest::newRow( qPrintable( nameOf( ErrorKind( i ) ) ) ) << i;
    }

    void everyKindHasASentenceAndANextStep()
    {
      QFETCH( int, kind );
      const Place place{ QStringLiteral( "maps.example.com" ), QStringLiteral( "a/b" ),
                         QStringLiteral( "/tmp/b" ) };
      const Description words = describe( Error{ ErrorKind( kind ), {}, {}, {} }, place );
      QVERIFY( !words.sentence.isEmpty() );
      QVERIFY2( words.nextStep.endsWith( QLatin1Char( '.' ) ), qPrintable( words.nextStep ) );
      QVERIFY( words.sentence.size() + words.nextStep.size() <= 200 );
      const QString all = words.sentence + words.nextStep;
      QVERIFY2(
        !all.contains( QRegularExpression( QStringLiteral( "[{}!]|\\b(error|failed|invalid|please)\\b" ),
                                           QRegularExpression::CaseInsensitiveOption ) ),
        qPrintable( all ) );
      QVERIFY( exitCodeOf( ErrorKind( kind ) ) != ExitCode::Ok );
    }

    void exitCodesAreListedOnceAndInOrder()
    {
      for ( size_t i = 1; i < EXIT_CODES.size(); ++i )
        QVERIFY( int( EXIT_CODES[i - 1].code ) < int( EXIT_CODES[i].code ) );
    }

    void thePayloadSaysMoreThanTheDetail()
    {
      const Error full{
        ErrorKind::QuotaExceeded, QStringLiteral( "technical" ), {}, QuotaUsage{ 1048576, 2097152 }
      };
      QCOMPARE( describe( full, {} ).sentence,
                QStringLiteral(
                  "The workspace has no room for this (1.0 MB of 2.0 MB are used). Nothing was uploaded." ) );
      const Error behind{ ErrorKind::VersionConflict, {}, {}, VersionPair{ 2, 3 } };
      QVERIFY(
        describe( behind, {} ).sentence.contains( QLatin1String( "folder (v2 here, v3 there). Nothing" ) ) );
    }

    void aProjectThatWasThereIsNotMisspelled()
    {
      const Place place{ QStringLiteral( "https://maps.example" ), QStringLiteral( "office/trees" ),
                         QStringLiteral( "/home/anna" ) };
      const Error gone = aboutKnownProject( { ErrorKind::NotFound, QStringLiteral( "HTTP 404" ), {}, {} } );
      const Description words = describe( gone, place );
      QVERIFY2( words.sentence.startsWith(
                  QLatin1String( "office/trees was deleted on https://maps.example. Your" ) ),
                qPrintable( words.sentence ) );
      QVERIFY( !words.nextStep.contains( QLatin1String( "spelling" ) ) );
      QVERIFY( describe( gone, {} )
                 .sentence.startsWith( QLatin1String( "The project was deleted on that address" ) ) );
      const Error closed =
        aboutKnownProject( { ErrorKind::Forbidden, QStringLiteral( "HTTP 403" ), {}, {} } );
      QVERIFY( describe( closed, place )
                 .sentence.startsWith( QLatin1String( "You no longer have access to office/trees" ) ) );
      QVERIFY( describe( closed, place ).nextStep.contains( QLatin1String( "add you again" ) ) );
      const Error other = aboutKnownProject( { ErrorKind::Offline, {}, {}, {} } );
      QVERIFY( std::holds_alternative<std::monostate>( other.payload ) );
    }

    void aPageOfHtmlDoesNotBecomeASentence()
    {
      const Error page{ ErrorKind::ServerRejected, QString( 5000, QLatin1Char( 'x' ) ), {}, {} };
      QVERIFY( describe( page, {} ).sentence.size() < 400 );
    }
};

QTEST_GUILESS_MAIN( TestDescribe )
#include "test_describe.moc"
