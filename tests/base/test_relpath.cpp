// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/relpath.h"

#include <QTest>

using namespace syncline;

class TestRelPath : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void takesProjectPaths_data()
    {
      QTest::addColumn<QString>( "text" );
      for ( const char *text :
            { "a.gpkg", "photos/2026/a b.jpg", ".hidden", "dir.mergin/x", "caf\xc3\xa9.txt", "a..b", "..." } )
        QTest::newRow( text ) << QString::fromUtf8( text );
    }
    void takesProjectPaths()
    {
      QFETCH( QString, text );
      const auto path = RelPath::fromString( text );
      QVERIFY( path );
      QCOMPARE( path->toString(), text );
    }

    void refusesWhatWouldLeaveTheFolder_data()
    {
      QTest::addColumn<QString>( "text" );
      for ( const char *text :
            { "", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", "a/.", "C:/x", "c:x", "a\\..\\b",
              ".mergin/mergin.json", "sub/.mergin/x", ".MERGIN/x", "a\nb" } )
        QTest::newRow( text ) << QString::fromUtf8( text );
      QTest::newRow( "NUL" ) << QString( QChar( 0 ) );
      QTest::newRow( "long" ) << QString( 256, QLatin1Char( 'a' ) );
    }
    void refusesWhatWouldLeaveTheFolder()
    {
      QFETCH( QString, text );
      const auto path = RelPath::fromString( text );
      QVERIFY( !path );
      QCOMPARE( path.error().kind, ErrorKind::UnsafePath );
    }

    void knowsItsParts()
    {
      const RelPath path = *RelPath::fromString( QStringLiteral( "a/b/Survey.GPKG" ) );
      QCOMPARE( path.fileName(), QStringLiteral( "Survey.GPKG" ) );
      QCOMPARE( path.folder(), QStringLiteral( "a/b" ) );
      QCOMPARE( path.extension(), QStringLiteral( ".gpkg" ) );
      QVERIFY( RelPath::fromString( QStringLiteral( ".hidden" ) )->extension().isEmpty() );
    }

    void namesThatCollideShareAKey()
    {
      const RelPath composed = *RelPath::fromString( QString::fromUtf8( "CAF\xc3\x89" ) );
      const RelPath decomposed = *RelPath::fromString( QString::fromUtf8( "cafe\xcc\x81" ) );
      QVERIFY( composed != decomposed );
      QCOMPARE( composed.collisionKey(), decomposed.collisionKey() );
    }
};

QTEST_GUILESS_MAIN( TestRelPath )
#include "test_relpath.moc"
