// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/resources.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace syncline;

class TestResources : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void germanIsLoadedForEveryGermanSpeakingCountry()
    {
      for ( const char *language : { "de", "de_AT", "de_DE" } )
      {
        const auto translator = loadTranslation( QLatin1String( language ) );
        QVERIFY2( translator, language );
        QCOMPARE( translator->translate( "syncline::PluginActions", "Sync" ),
                  QStringLiteral( "Synchronisieren" ) );
      }
    }

    void aLanguageWithoutTranslationIsNoTrouble() { QVERIFY( !loadTranslation( QStringLiteral( "xx" ) ) ); }
};

QTEST_MAIN( TestResources )
#include "test_resources.moc"
