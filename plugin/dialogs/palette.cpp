// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/palette.h"

#include <QAbstractItemView>
#include <QLabel>

namespace syncline
{
  QColor toneColor( Tone tone, bool onDark )
  {
    switch ( tone )
    {
      case Tone::Ok:
        return onDark ? QColor( 0x7c, 0xcf, 0x8a ) : QColor( 0x1b, 0x6b, 0x2f );
      case Tone::Added:
        return onDark ? QColor( 0x4d, 0xb6, 0xac ) : QColor( 0x00, 0x69, 0x5c );
      case Tone::Changed:
        return onDark ? QColor( 0xff, 0xb7, 0x4d ) : QColor( 0x8a, 0x4b, 0x00 );
      case Tone::Removed:
        return onDark ? QColor( 0xff, 0x8a, 0x75 ) : QColor( 0xa3, 0x26, 0x1b );
      case Tone::Info:
        return onDark ? QColor( 0x82, 0xb1, 0xff ) : QColor( 0x1f, 0x4e, 0x8c );
      case Tone::Neutral:
        return onDark ? QColor( 0xbd, 0xbd, 0xbd ) : QColor( 0x4a, 0x4a, 0x4a );
    }
    Q_UNREACHABLE();
  }

  QColor textColor( const QWidget *widget )
  {
    if ( qobject_cast<const QLabel *>( widget ) || qobject_cast<const QAbstractItemView *>( widget ) )
    {
      widget->ensurePolished();
      return widget->palette().color( QPalette::Active, QPalette::WindowText );
    }
    // A label that is never shown, polished inside the widget so that its style sheet rules hold.
    QLabel probe( const_cast<QWidget *>( widget ) );
    probe.ensurePolished();
    return probe.palette().color( QPalette::Active, QPalette::WindowText );
  }

  bool isDarkView( const QWidget *widget )
  {
    const QColor text = textColor( widget );
    constexpr double LIGHT_TEXT = 0.3;
    return ( 0.2126 * text.redF() + 0.7152 * text.greenF() + 0.0722 * text.blueF() ) > LIGHT_TEXT;
  }
} // namespace syncline
