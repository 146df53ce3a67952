// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/palette.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

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

  ReadableWindow::ReadableWindow( QWidget *window )
    : QObject( window )
    , mWindow( window )
  {
    mPause.setSingleShot( true );
    mPause.setInterval( 0 );
    connect( &mPause, &QTimer::timeout, this, &ReadableWindow::mend );
    window->installEventFilter( this );
    mPause.start();
  }

  bool ReadableWindow::eventFilter( QObject *watched, QEvent *event )
  {
    if ( event->type() == QEvent::Show || event->type() == QEvent::PaletteChange ||
         event->type() == QEvent::StyleChange )
      mPause.start();
    return QObject::eventFilter( watched, event );
  }

  //! Night Mapping of QGIS 3.40 draws #aaa on #4e4e4e. Only a style sheet outweighs a style sheet.
  void ReadableWindow::mendButtons()
  {
    const bool isThemed = !qApp->styleSheet().isEmpty() && isDarkView( mWindow );
    const QString lighter =
      QStringLiteral( "QPushButton:enabled, QToolButton:enabled, QComboBox:enabled { color: #dddddd; }" );
    const QString wanted = isThemed ? lighter : QString();
    if ( mWindow->styleSheet() != wanted ) // setting it brings us here again
      mWindow->setStyleSheet( wanted );
  }

  void ReadableWindow::mend()
  {
    mendButtons();
    constexpr float SHARE = 0.75F; // of the text's colour, the ground shows through for the rest
    const QList<QWidget *> widgets = mWindow->findChildren<QWidget *>();
    for ( QWidget *widget : widgets )
    {
      if ( !qobject_cast<QLineEdit *>( widget ) && !qobject_cast<QPlainTextEdit *>( widget ) )
        continue;
      widget->installEventFilter( this ); // on a page that was never shown it gets its colours later
      QColor color = widget->palette().color( QPalette::Active, QPalette::Text );
      color.setAlphaF( SHARE );
      if ( widget->palette().color( QPalette::Active, QPalette::PlaceholderText ) == color )
        continue;
      QPalette own; // this one colour only: all others go on following the theme
      own.setColor( QPalette::PlaceholderText, color );
      widget->setPalette( own );
    }
  }
} // namespace syncline
