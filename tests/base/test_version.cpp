// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/version.h"

#include <QTest>

using namespace syncline;

class TestVersion : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void projectVersionsOrderByNumber()
    {
      QCOMPARE( Version::fromString( QStringLiteral( "v12" ) )->number(), 12 );
      QVERIFY( *Version::fromString( QStringLiteral( "v9" ) ) <
               *Version::fromString( QStringLiteral( "v10" ) ) );
      QCOMPARE( Version( 7 ).next().toString(), QStringLiteral( "v8" ) );
      for ( const char *bad : { "", "v", "12", "v-1", "v1.0", "V1", "v12345678901", " v1" } )
        QVERIFY2( !Version::fromString( QString::fromLatin1( bad ) ), bad );
    }

    void serverVersionsOrderByNumber()
    {
      const auto version = []( const char *text )
      { return ServerVersion::fromString( QString::fromLatin1( text ) ); };
      QVERIFY( version( "2025.8.2" ) < version( "2025.10.0" ) );
      QVERIFY( version( "2024.4" ) < version( "2024.10" ) );
      QVERIFY( version( "2026.4.0-rc1" ) == version( "2026.4.0" ) );
      QVERIFY( version( "nonsense" ) == ServerVersion() );
      QCOMPARE( version( "2026.4.0" ).toString(), QStringLiteral( "2026.4.0" ) );
    }
};

QTEST_GUILESS_MAIN( TestVersion )
#include "test_version.moc"
