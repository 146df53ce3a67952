// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/palette.h"

#include <QIcon>
#include <QString>

class QWidget;

namespace syncline
{
  /**
   * The icons below ":/syncline/icons", drawn sharp at any size. Where the drawing has the token colour it gets the text colour
   * of \a widget (or the colour given), so one drawing serves light and dark themes; ask again on PaletteChange.
   */
  QIcon ownIcon( const QString &name, const QWidget *widget );
  QIcon ownIcon( const QString &name, const QColor &color );

  //! A mark of a row (added, changed, removed) in its own tone, for the ground of \a view.
  QIcon toneIcon( const QString &name, Tone tone, const QWidget *view );
} // namespace syncline
