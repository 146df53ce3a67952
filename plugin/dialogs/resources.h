// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

#include <memory>

class QTranslator;

namespace syncline
{
  //! Makes icons and translations below ":/syncline" known; safe to repeat. Needed because a linker drops them otherwise.
  void initResources();

  /**
   * The translation for a language as QLocale names it ("de_AT", "de"), by the nearest one that is there; null when there is
   * none. "en" holds nothing but plural forms and is always installed first.
   */
  std::unique_ptr<QTranslator> loadTranslation( const QString &language );
} // namespace syncline
