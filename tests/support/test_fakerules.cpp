// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakerules.h"

#include <QtTest>

using namespace syncline::fake;

class TestFakeRules : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void projectNamesPassOrNot_data();
    void projectNamesPassOrNot();
    void pathsPassOrNot_data();
    void pathsPassOrNot();
    void someFoldersAreLeftOutInSilence();
    void programsAreKnownByTheirContent();
};

void TestFakeRules::projectNamesPassOrNot_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<bool>( "passes" );
  for ( const char *name : { "survey", "a b", "-x", "_x", "1x", "Mergin", "SUPPORT", "ž-1.2" } )
    QTest::newRow( name ) << QString::fromUtf8( name ) << true;
  for ( const char *name : { "", "a/b", "a\\b", ".x", "CON", "con", "NUL.txt", "mergin", "support", "x.",
                             "a\tb", "a@b", "a+b", "a(b)" } )
    QTest::newRow( *name ? name : "empty" ) << QString::fromUtf8( name ) << false;
  QTest::newRow( "255" ) << QString( 255, QLatin1Char( 'x' ) ) << true;
  QTest::newRow( "256" ) << QString( 256, QLatin1Char( 'x' ) ) << false;
}

void TestFakeRules::projectNamesPassOrNot()
{
  QFETCH( QString, name );
  QFETCH( bool, passes );
  QCOMPARE( !faultOfProjectName( name ), passes );
}

void TestFakeRules::pathsPassOrNot_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<bool>( "passes" );
  for ( const char *path :
        { "a.txt", "a//b.txt", "d\\e/b.txt", " d/a.txt", "~/a.txt", "COM0.txt", "CONIN$.txt", ".hidden.txt",
          "med..ia/pho.tos/ima...ge.png", "x.html", "x.svg", "x.zip", "x.qgs~", "x.gpkg-wal", "😀.txt" } )
    QTest::newRow( path ) << QString::fromUtf8( path ) << true;
  for ( const char *path :
        { "",         "../a.txt",  "./a.txt",  "d./a.txt", "/a.txt",       "\\\\s\\d/a.txt",
          "C:/a.txt", "a?.txt",    "a\tb.txt", "CON.txt",  "d/lpt1/a.txt", "d/",
          "a\\b.txt", " a.txt",    "a.txt ",   "a.",       "README",       ".txt",
          "..txt",    ".DS_Store", "run.EXE",  "x.py",     "d /a.txt",     "d\u00a0/a.txt" } )
    QTest::newRow( *path ? path : "empty" ) << QString::fromUtf8( path ) << false;
  QTest::newRow( "255 bytes of a name" )
    << QString( 251, QLatin1Char( 'x' ) ) + QStringLiteral( ".txt" ) << true;
  QTest::newRow( "256 bytes of a name" )
    << QString( 252, QLatin1Char( 'x' ) ) + QStringLiteral( ".txt" ) << false;
  QTest::newRow( "two bytes a letter" ) << QString( 128, QChar( 0x17e ) ) + QStringLiteral( ".txt" ) << false;
}

void TestFakeRules::pathsPassOrNot()
{
  QFETCH( QString, path );
  QFETCH( bool, passes );
  PushChanges changes;
  PushItem item;
  item.path = path;
  item.size = 1;
  changes.added.append( item );
  QCOMPARE( !faultOfPush( changes ), passes );
}

void TestFakeRules::someFoldersAreLeftOutInSilence()
{
  QVERIFY( isDroppedPath( QStringLiteral( ".mergin/x.txt" ) ) );
  QVERIFY( isDroppedPath( QStringLiteral( "x.mergin/a.txt" ) ) );
  QVERIFY( isDroppedPath( QStringLiteral( "a.DS_Store.txt" ) ) );
  QVERIFY( !isDroppedPath( QStringLiteral( "a.mergin" ) ) );
  QVERIFY( !isDroppedPath( QStringLiteral( "a.txt" ) ) );
}

void TestFakeRules::programsAreKnownByTheirContent()
{
  QVERIFY( isForbiddenContent( "#!/bin/sh\necho\n" ) );
  QVERIFY( isForbiddenContent( "#!/usr/bin/env bash\n" ) );
  QVERIFY( isForbiddenContent( "MZ\x90" ) );
  QVERIFY( !isForbiddenContent( "#!/usr/bin/python3\n" ) );
  QVERIFY( !isForbiddenContent( "\x7f"
                                "ELF" ) );
  QVERIFY( !isForbiddenContent( "she sells" ) );
}

QTEST_GUILESS_MAIN( TestFakeRules )
#include "test_fakerules.moc"
