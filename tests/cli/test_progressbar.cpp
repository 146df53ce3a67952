// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/progressbar.h"

#include <QTest>

using namespace syncline;
using namespace syncline::cli;

class TestProgressBar : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void showsPhaseShareBytesAndFile()
    {
      const Progress half{ Phase::Downloading, 512 * 1024, 1024 * 1024, QStringLiteral( "a.gpkg" ) };
      QCOMPARE( ProgressBar::textOf( half, 79 ),
                QStringLiteral( "Downloading [############            ]  50 % 512.0 kB a.gpkg" ) );
    }

    void needsNoTotal()
    {
      QCOMPARE( ProgressBar::textOf( { Phase::Checking, 12, 0, {} }, 79 ), QStringLiteral( "Checking" ) );
    }

    void neverLeavesTheLine()
    {
      const Progress wrong{ Phase::Uploading, 20, 10, QString( 300, QLatin1Char( 'n' ) ) };
      QCOMPARE( ProgressBar::textOf( wrong, 40 ).size(), 40 );
      QVERIFY( ProgressBar::textOf( wrong, 79 ).contains( QStringLiteral( "100 %" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestProgressBar )
#include "test_progressbar.moc"
