// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/membercsv.h"

#include <QElapsedTimer>
#include <QTest>

using namespace syncline;
using namespace syncline::people;

class TestMemberCsv : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void columnsAreKnownByManyNames()
    {
      const auto csv = readMemberCsv(
        "Rolle;Benutzername;E-Mail;Projekt;Telefon\nwriter;eva;eva@example.com;team/trees;1\n" );
      QVERIFY2( csv.has_value(), csv ? "" : qPrintable( csv.error().detail ) );
      QCOMPARE( csv->entries.size(), 1 );
      const PersonEntry eva = csv->entries.first();
      QCOMPARE( eva.email, QStringLiteral( "eva@example.com" ) );
      QCOMPARE( eva.userName, QStringLiteral( "eva" ) );
      QCOMPARE( eva.role, QStringLiteral( "writer" ) );
      QCOMPARE( eva.project, QStringLiteral( "team/trees" ) );
      QCOMPARE( eva.line, 2 );
      QCOMPARE( csv->unknownColumns, QStringList{ QStringLiteral( "Telefon" ) } );
    }

    void aFileWithoutHeadsIsKnownByItsAddresses()
    {
      const auto csv = readMemberCsv( "eva@example.com,reader,team/trees\n# a remark\nben@example.com\n" );
      QVERIFY( csv.has_value() );
      QVERIFY( !csv->hasHeader );
      QCOMPARE( csv->entries.size(), 2 );
      QCOMPARE( csv->entries.at( 0 ).role, QStringLiteral( "reader" ) );
      QCOMPARE( csv->entries.at( 1 ).role, QString() );
    }

    void wrongColumnsAreRefused()
    {
      const auto csv = readMemberCsv( "phone,size\n1,2\n" );
      QVERIFY( !csv );
      QCOMPARE( std::get<ServerDetail>( csv.error().payload ).code, QStringLiteral( "Columns" ) );
      QVERIFY( !readMemberCsv( "role\nreader\n" ) );
    }

    void columnsMayBeChosenByHand()
    {
      const auto table = readMemberTable( "Wer;Was\neva@example.com;reader\n" );
      QVERIFY( table && table->hasHeader );
      QCOMPARE( table->heads, QStringList( { QStringLiteral( "Wer" ), QStringLiteral( "Was" ) } ) );
      QVERIFY( table->columns.isEmpty() );
      const MemberCsv csv = membersOf( *table, { { Column::Email, 0 }, { Column::Role, 1 } } );
      QCOMPARE( csv.entries.size(), 1 );
      QCOMPARE( csv.entries.first().email, QStringLiteral( "eva@example.com" ) );
      QCOMPARE( csv.entries.first().role, QStringLiteral( "reader" ) );
      const auto bare = readMemberTable( "1,eva@example.com\n2,ben@example.com\n" );
      QVERIFY( bare && !bare->hasHeader );
      QCOMPARE( bare->records.size(), 2 );
      QVERIFY( bare->columns.isEmpty() );
    }

    void aLineWithTooManyCellsIsMarkedAndTheOthersStay()
    {
      const auto csv =
        readMemberCsv( "email,role\na@example.com,reader\nb@example.com,reader,x,y\nc@example.com\n" );
      QCOMPARE( csv->entries.size(), 3 );
      QVERIFY( csv->entries.at( 0 ).trouble.isEmpty() );
      QVERIFY( !csv->entries.at( 1 ).trouble.isEmpty() );
      QVERIFY( csv->entries.at( 2 ).trouble.isEmpty() );
    }

    void anEmptyFileHasNobodyInIt()
    {
      QVERIFY( readMemberCsv( QByteArray() )->entries.isEmpty() );
      QVERIFY( readMemberCsv( "email,role\n" )->entries.isEmpty() );
    }

    void whatIsWrittenIsReadBack()
    {
      PersonEntry eva;
      eva.email = QStringLiteral( "eva@example.com" );
      eva.role = QStringLiteral( "writer" );
      eva.project = QStringLiteral( "team/a;b, \"c\"" );
      eva.firstName = QStringLiteral( "=cmd" );
      eva.groups = QStringList{ QStringLiteral( "x" ), QStringLiteral( "y" ) };
      PersonEntry ben;
      ben.userName = QStringLiteral( "ben" );
      for ( const char delimiter : { ',', ';', '\t' } )
      {
        const QString text = memberCsv( { eva, ben }, QLatin1Char( delimiter ) );
        QVERIFY( !text.contains( QLatin1String( "\n=" ) ) && text.contains( QLatin1String( "'=cmd" ) ) );
        const auto back = readMemberCsv( text.toUtf8() );
        QCOMPARE( back->entries.size(), 2 );
        QCOMPARE( back->entries.at( 0 ).project, eva.project );
        QCOMPARE( back->entries.at( 0 ).firstName, eva.firstName );
        QCOMPARE( back->entries.at( 0 ).groups, eva.groups );
        QCOMPARE( back->entries.at( 1 ).userName, ben.userName );
      }
    }

    void theTemplateCanBeRead()
    {
      QCOMPARE( readMemberCsv( memberCsvTemplate( QLatin1Char( ';' ) ).toUtf8() )->entries.size(), 1 );
    }

    void pastedListsAreTakenApart()
    {
      const QList<PersonEntry> list =
        entriesFromList( QStringLiteral( "eva@example.com, dan;\nBen Berg <ben@example.com>\n\n frank@ex" ) );
      QCOMPARE( list.size(), 4 );
      QCOMPARE( list.at( 0 ).email, QStringLiteral( "eva@example.com" ) );
      QCOMPARE( list.at( 1 ).userName, QStringLiteral( "dan" ) );
      QCOMPARE( list.at( 2 ).email, QStringLiteral( "ben@example.com" ) );
      QCOMPARE( list.at( 3 ).email, QStringLiteral( "frank@ex" ) );
      QCOMPARE( list.at( 3 ).line, 4 );
    }

    void listsAreToldFromTables_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<bool>( "isList" );
      QTest::newRow( "addresses" ) << "eva@example.com; Ben Berg <ben@example.com>\nzoe@example.com" << true;
      QTest::newRow( "names in lines" ) << "alice\nbob\ncarol\n" << true;
      QTest::newRow( "names in one line" ) << "alice, bob, carol" << true;
      QTest::newRow( "both in one line" ) << "eva@example.com, bob, carol" << true;
      QTest::newRow( "both in lines" ) << "alice\nBen Berg <ben@example.com>\n" << true;
      QTest::newRow( "ragged lines" ) << "alice\nBen Berg <ben@example.com>; dave@example.com\n" << true;
      QTest::newRow( "with heads" ) << "email,role\neva@example.com,reader\n" << false;
      QTest::newRow( "without heads" ) << "eva@example.com,reader\nben@example.com,writer\n" << false;
      QTest::newRow( "other heads" ) << "contact,phone\neva@example.com,123\n" << false;
      QTest::newRow( "no people" ) << "phone,size\n1,2\n" << false;
      QTest::newRow( "numbers" ) << "phone\n1\n2\n" << false;
      QTest::newRow( "sentences" ) << "Dear all\nwelcome here\n" << false;
      QTest::newRow( "a known head alone" ) << "role\nreader\n" << false;
      QTest::newRow( "nothing" ) << "" << false;
    }
    void listsAreToldFromTables()
    {
      QFETCH( QString, text );
      QFETCH( bool, isList );
      QCOMPARE( isPastedList( text ), isList );
    }

    void addressesAreToldFromOtherText_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<bool>( "isAddress" );
      QTest::newRow( "plain" ) << "a@b.co" << true;
      QTest::newRow( "umlaut domain" ) << QStringLiteral( "a@m\u00fcller.de" ) << true;
      QTest::newRow( "tag" ) << "a+tag@b.example.com" << true;
      QTest::newRow( "no dot" ) << "ann@example" << false;
      QTest::newRow( "two at" ) << "a@b@c.de" << false;
      QTest::newRow( "blank" ) << "a b@c.de" << false;
      QTest::newRow( "formula" ) << "=a@b.de" << false;
      QTest::newRow( "comma" ) << "a,b@c.de" << false;
      QTest::newRow( "number at the end" ) << "a@b.123" << false;
      QTest::newRow( "line break" ) << "a@b.de\nBcc: x@y.de" << false;
    }
    void addressesAreToldFromOtherText()
    {
      QFETCH( QString, text );
      QFETCH( bool, isAddress );
      QCOMPARE( isEmailAddress( text ), isAddress );
    }

    void tenThousandLinesAreReadInAMoment()
    {
      QByteArray bytes = "email,role\n";
      for ( int i = 0; i < 10000; ++i )
        bytes += "eva@example.com,reader\n";
      QElapsedTimer timer;
      timer.start();
      QCOMPARE( readMemberCsv( bytes )->entries.size(), 10000 );
      QVERIFY2( timer.elapsed() < 2000, qPrintable( QString::number( timer.elapsed() ) ) );
    }
};

QTEST_GUILESS_MAIN( TestMemberCsv )
#include "test_membercsv.moc"
