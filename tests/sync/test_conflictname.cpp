// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/conflictname.h"

#include <QtTest>

using namespace syncline;

class TestConflictName : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void copiesAreNamedAsOtherClientsDo_data();
    void copiesAreNamedAsOtherClientsDo();
    void editListsAreNamedAsOtherClientsDo();
    void takenNamesGetANumber_data();
    void takenNamesGetANumber();
    void aNameNeverLeavesItsFolder();
    void longNamesStayNamesThatADiskCanHold();
};

void TestConflictName::copiesAreNamedAsOtherClientsDo_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "copy" );
  const auto row = []( const char *path, const char *copy )
  { QTest::newRow( path ) << QString::fromUtf8( path ) << QString::fromUtf8( copy ); };
  row( "data.gpkg", "data (conflicted copy, john.doe v7).gpkg" );
  row( "dir/a.b.gpkg", "dir/a (conflicted copy, john.doe v7).b.gpkg" );
  row( "survey 2.5m (x).gpkg", "survey 2 (conflicted copy, john.doe v7).5m (x).gpkg" );
  row( "README", "README (conflicted copy, john.doe v7)" );
  row( ".hidden", ".hidden (conflicted copy, john.doe v7)" );
  row( "d.d/.hidden.txt", "d.d/.hidden (conflicted copy, john.doe v7).txt" );
  row( "survey.QGZ", "survey (conflicted copy, john.doe v7).QGZ~" );
  row( "survey.qgs", "survey (conflicted copy, john.doe v7).qgs~" );
}

void TestConflictName::copiesAreNamedAsOtherClientsDo()
{
  QFETCH( QString, path );
  QFETCH( QString, copy );
  QCOMPARE( conflictCopyName( path, { QStringLiteral( "john.doe" ), Version( 7 ) } ), copy );
}

void TestConflictName::editListsAreNamedAsOtherClientsDo()
{
  QCOMPARE(
    editConflictName( QStringLiteral( "geo.tar.gz" ), { QStringLiteral( "john.doe" ), Version( 7 ) } ),
    QStringLiteral( "geo (edit conflict, john.doe v7).json" ) );
}

void TestConflictName::takenNamesGetANumber_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "numbered" );
  const auto row = []( const char *path, const char *numbered )
  { QTest::newRow( path ) << QString::fromUtf8( path ) << QString::fromUtf8( numbered ); };
  row( "data (conflicted copy, john.doe v5).gpkg", "data (conflicted copy, john (1).doe v5).gpkg" );
  row( "arch.tar.gz", "arch (1).tar.gz" );
  row( "dir", "dir (1)" );
}

void TestConflictName::takenNamesGetANumber()
{
  QFETCH( QString, path );
  QFETCH( QString, numbered );
  QCOMPARE( numberedName( path, 1 ), numbered );
}

void TestConflictName::aNameNeverLeavesItsFolder()
{
  const QString name =
    conflictCopyName( QStringLiteral( "d/a.txt" ), { QStringLiteral( "../../x" ), Version( 1 ) } );
  QCOMPARE( name, QStringLiteral( "d/a (conflicted copy, .._.._x v1).txt" ) );
  QVERIFY( RelPath::fromString( name ) );
}

void TestConflictName::longNamesStayNamesThatADiskCanHold()
{
  const ConflictMark mark{ QStringLiteral( "john.doe" ), Version( 7 ) };
  const QString folder = QString( 200, QLatin1Char( 'd' ) ) + QLatin1Char( '/' );
  for ( const QString &letter :
        { QStringLiteral( "a" ), QString::fromUtf8( "樹" ), QString::fromUtf8( "🌳" ) } )
  {
    const QString stem = letter.repeated( 250 / int( letter.toUtf8().size() ) );
    for ( const QString &path :
          { stem + QStringLiteral( ".txt" ), folder + stem + QStringLiteral( ".qgz" ) } )
      for ( const QString &name : { conflictCopyName( path, mark ), editConflictName( path, mark ),
                                    numberedName( conflictCopyName( path, mark ), 12 ) } )
      {
        const Result<RelPath> made = RelPath::fromString( name );
        QVERIFY2( made, qPrintable( name ) );
        QVERIFY2( made->fileName().toUtf8().size() <= 255, qPrintable( name ) );
        QVERIFY( made->fileName().startsWith( letter ) );
        QVERIFY( QString::fromUtf8( name.toUtf8() ) == name ); // no half of a character
        QCOMPARE( made->folder().isEmpty(), !path.contains( QLatin1Char( '/' ) ) );
      }
  }
}

QTEST_GUILESS_MAIN( TestConflictName )
#include "test_conflictname.moc"
