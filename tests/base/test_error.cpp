// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/result.h"

#include <QSet>
#include <QTest>

using namespace syncline;

class TestError : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void everyKindHasANameOfItsOwn()
    {
      QSet<QString> names;
      for ( int i = 0; i < ERROR_KIND_COUNT; ++i )
        names.insert( nameOf( ErrorKind( i ) ) );
      QCOMPARE( names.size(), ERROR_KIND_COUNT );
    }

    void onlyPassingTroubleIsWorthRetrying()
    {
      QVERIFY( isWorthRetrying( ErrorKind::Offline ) );
      QVERIFY( isWorthRetrying( ErrorKind::ServerFailure ) );
      QVERIFY( !isWorthRetrying( ErrorKind::Unauthorized ) );
      QVERIFY( !isWorthRetrying( ErrorKind::VersionConflict ) );
      QVERIFY( !isWorthRetrying( ErrorKind::Canceled ) );
    }

    void theTrailTellsTheWayOut()
    {
      const Result<int> r = outer();
      QVERIFY( !r );
      QCOMPARE( r.error().trail, QStringList( { QStringLiteral( "inner" ), QStringLiteral( "outer" ) } ) );
      QCOMPARE( toLogLine( r.error() ), QStringLiteral( "DiskFull: 0 bytes left (in inner < outer)" ) );
    }

  private:
    [[nodiscard]] static Result<void> disk()
    {
      return fail( ErrorKind::DiskFull, QStringLiteral( "0 bytes left" ) );
    }
    [[nodiscard]] static Result<int> inner()
    {
      SYNCLINE_CHECK( disk() );
      return 1;
    }
    [[nodiscard]] static Result<int> outer()
    {
      SYNCLINE_TRY( value, inner() );
      return value + 1;
    }
};

QTEST_GUILESS_MAIN( TestError )
#include "test_error.moc"
