// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/resources.h"

#include <QTranslator>

// The macros name global symbols, so they cannot stand in a namespace.
static void initSynclineResources()
{
  Q_INIT_RESOURCE( syncline );
  Q_INIT_RESOURCE( syncline_i18n );
}

namespace syncline
{
  void initResources() { initSynclineResources(); }

  std::unique_ptr<QTranslator> loadTranslation( const QString &language )
  {
    initResources();
    auto translator = std::make_unique<QTranslator>();
    // QTranslator itself strips "_AT" until a file is found.
    if ( translator->load( QStringLiteral( "syncline_%1" ).arg( language ),
                           QStringLiteral( ":/syncline/i18n" ) ) )
      return translator;
    return nullptr;
  }
} // namespace syncline
