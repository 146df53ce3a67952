// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/labels.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QStringList>
#include <QTabBar>
#include <QTest>

#include <cmath>

// Looks at every widget of a window, whoever made it: names for screen readers, tab order, text that does not fit, contrast. Each
// function returns what is wrong, a line each; an empty list is a window without complaints.
namespace syncline::walk
{
  inline QString nameOf( const QWidget *widget )
  {
    return QStringLiteral( "%1 \"%2\" in %3" )
      .arg( QLatin1String( widget->metaObject()->className() ), widget->objectName(),
            widget->window()->objectName() );
  }

  //! What belongs to Qt's own composite widgets and is reached through them.
  inline bool isInner( const QWidget *widget )
  {
    return widget->objectName().startsWith( QLatin1String( "qt_" ) ) ||
           qobject_cast<const QScrollBar *>( widget ) ||
           ( widget->parentWidget() && ( qobject_cast<const QComboBox *>( widget->parentWidget() ) ||
                                         qobject_cast<const QTabBar *>( widget->parentWidget() ) ||
                                         qobject_cast<const QLineEdit *>( widget->parentWidget() ) ) );
  }

  inline QList<QWidget *> shown( QWidget &window )
  {
    QList<QWidget *> all;
    const QList<QWidget *> found = window.findChildren<QWidget *>();
    for ( QWidget *widget : found )
      if ( widget->isVisibleTo( &window ) && widget->window() == &window && !isInner( widget ) )
        all.append( widget );
    return all;
  }

  inline QStringList withoutName( QWidget &window )
  {
    QStringList wrong;
    for ( QWidget *widget : shown( window ) )
    {
      if ( !( widget->focusPolicy() & Qt::TabFocus ) || widget->focusProxy() )
        continue;
      QAccessibleInterface *face = QAccessible::queryAccessibleInterface( widget );
      if ( !face || face->text( QAccessible::Name ).trimmed().isEmpty() )
        wrong.append( QStringLiteral( "no accessible name: " ) + nameOf( widget ) );
    }
    return wrong;
  }

  inline QStringList disabledWithoutReason( QWidget &window )
  {
    QStringList wrong;
    for ( QWidget *widget : shown( window ) )
    {
      const bool isButton = qobject_cast<QAbstractButton *>( widget );
      const bool isOffByItself = widget->testAttribute( Qt::WA_ForceDisabled ); // not because of its parent
      if ( isButton && isOffByItself && !widget->isEnabledTo( &window ) && widget->toolTip().isEmpty() )
        wrong.append( QStringLiteral( "disabled without a reason: " ) + nameOf( widget ) );
    }
    return wrong;
  }

  //! Tab from the first control: comes by every enabled control once, and back; Shift+Tab is the way back.
  inline QStringList tabTrouble( QWidget &window )
  {
    QList<QWidget *> wanted;
    for ( QWidget *widget : shown( window ) )
      if ( ( widget->focusPolicy() & Qt::TabFocus ) == Qt::TabFocus && widget->isEnabled() &&
           !widget->focusProxy() )
        wanted.append( widget );
    QList<QWidget *> visited;
    QWidget *const first = wanted.isEmpty() ? nullptr : wanted.first();
    for ( QWidget *at = first; at && !visited.contains( at ); )
    {
      visited.append( at );
      QWidget *next = at->nextInFocusChain();
      while ( next != at && !wanted.contains( next ) )
        next = next->nextInFocusChain();
      at = next;
    }
    QStringList wrong;
    for ( QWidget *widget : std::as_const( wanted ) )
      if ( !visited.contains( widget ) )
        wrong.append( QStringLiteral( "Tab never comes to " ) + nameOf( widget ) );
    // Drawn order: the way goes back up once, where it starts again; or to the head of a column further right.
    QStringList ups;
    for ( int i = 0; i < visited.size(); ++i )
    {
      const QWidget *from = visited.at( i );
      const QWidget *to = visited.at( ( i + 1 ) % visited.size() );
      const QPoint before = from->mapTo( &window, QPoint( 0, 0 ) );
      const QPoint after = to->mapTo( &window, QPoint( 0, 0 ) );
      if ( after.y() + to->height() <= before.y() && after.x() <= before.x() )
        ups.append( QStringLiteral( "Tab goes up from %1 to %2" ).arg( nameOf( from ), nameOf( to ) ) );
    }
    if ( ups.size() > 1 )
      wrong += ups;
    return wrong;
  }

  //! Of radio buttons Tab comes by the checked one, the arrows by the others.
  inline bool isReachedByArrows( const QWidget *widget )
  {
    const auto *radio = qobject_cast<const QRadioButton *>( widget );
    return radio && radio->autoExclusive() && !radio->isChecked();
  }

  //! The key itself, pressed until it is back where it began: no view and no field may keep it for itself.
  inline QStringList tabKeyTrouble( QWidget &window )
  {
    window.activateWindow();
    if ( !QTest::qWaitForWindowActive( &window ) )
      return { QStringLiteral( "the window does not become active" ) };
    QList<QWidget *> wanted;
    for ( QWidget *widget : shown( window ) )
      if ( ( widget->focusPolicy() & Qt::TabFocus ) == Qt::TabFocus && widget->isEnabled() &&
           !widget->focusProxy() && !isReachedByArrows( widget ) )
        wanted.append( widget );
    if ( wanted.isEmpty() )
      return {};
    QWidget *const first = wanted.first();
    first->setFocus( Qt::TabFocusReason );
    QSet<QWidget *> visited;
    for ( int i = 0; i < 3 * wanted.size(); ++i )
    {
      QWidget *at = QApplication::focusWidget();
      if ( !at || ( at == first && visited.size() > 1 ) )
        break;
      visited.insert( at );
      QTest::keyClick( at, Qt::Key_Tab );
      if ( QApplication::focusWidget() == at && wanted.size() > 1 )
        return { QStringLiteral( "the Tab key stays in " ) + nameOf( at ) };
    }
    QStringList wrong;
    for ( QWidget *widget : std::as_const( wanted ) )
      if ( !visited.contains( widget ) )
        wrong.append( QStringLiteral( "the Tab key never comes to " ) + nameOf( widget ) );
    if ( QApplication::focusWidget() != first )
      wrong.append( QStringLiteral( "the Tab key does not come back to " ) + nameOf( first ) );
    return wrong;
  }

  //! Labels and buttons whose text is wider or higher than they are.
  inline QStringList cutText( QWidget &window )
  {
    QStringList wrong;
    for ( QWidget *widget : shown( window ) )
    {
      const auto *label = qobject_cast<QLabel *>( widget );
      const auto *button = qobject_cast<QAbstractButton *>( widget );
      if ( label && ( label->text().isEmpty() || qobject_cast<const ElidedLabel *>( label ) ) )
        continue;
      if ( !label && ( !button || button->text().isEmpty() ) )
        continue;
      const QSize size = widget->size();
      const bool wraps = label && label->wordWrap();
      const bool isTooNarrow = !wraps && size.width() < widget->sizeHint().width();
      const int height = wraps ? label->heightForWidth( size.width() ) : widget->minimumSizeHint().height();
      if ( isTooNarrow || size.height() < height )
        wrong.append( QStringLiteral( "cut: %1, %2×%3 for %4×%5" )
                        .arg( nameOf( widget ) )
                        .arg( size.width() )
                        .arg( size.height() )
                        .arg( widget->sizeHint().width() )
                        .arg( height ) );
    }
    return wrong;
  }

  inline double luminance( const QColor &color )
  {
    const auto linear = []( double c )
    { return c <= 0.03928 ? c / 12.92 : std::pow( ( c + 0.055 ) / 1.055, 2.4 ); };
    return 0.2126 * linear( color.redF() ) + 0.7152 * linear( color.greenF() ) +
           0.0722 * linear( color.blueF() );
  }

  inline double contrast( const QColor &a, const QColor &b )
  {
    const double x = luminance( a );
    const double y = luminance( b );
    return ( qMax( x, y ) + 0.05 ) / ( qMin( x, y ) + 0.05 );
  }

  //! In the picture of the window: the ground of each label (its commonest colour) against the colour furthest from it.
  inline QStringList faintText( QWidget &window )
  {
    constexpr double FOR_LABELS = 4.5;
    constexpr double FOR_BUTTONS = 3.9; // the style blends the default button's ground with the highlight
    QStringList wrong;
    const QImage picture = window.grab().toImage();
    for ( QWidget *widget : shown( window ) )
    {
      const auto *label = qobject_cast<QLabel *>( widget );
      const auto *button = qobject_cast<QAbstractButton *>( widget );
      const bool hasText = ( label && !label->text().isEmpty() ) || ( button && !button->text().isEmpty() );
      if ( !hasText || !widget->isEnabled() || widget->visibleRegion().isEmpty() )
        continue;
      const QRect seen = widget->visibleRegion().boundingRect();
      const qreal ratio = picture.devicePixelRatio();
      const QRect area =
        QRectF( QPointF( widget->mapTo( &window, seen.topLeft() ) ) * ratio, QSizeF( seen.size() ) * ratio )
          .toRect() &
        picture.rect();
      QHash<QRgb, int> counts;
      for ( int y = area.top(); y <= area.bottom(); ++y )
        for ( int x = area.left(); x <= area.right(); ++x )
          ++counts[picture.pixel( x, y )];
      QRgb ground = 0;
      for ( auto it = counts.begin(); it != counts.end(); ++it )
        ground = it.value() > counts.value( ground ) ? it.key() : ground;
      double best = 1;
      for ( auto it = counts.begin(); it != counts.end(); ++it )
        best = qMax( best, contrast( QColor( it.key() ), QColor( ground ) ) );
      if ( best < ( label ? FOR_LABELS : FOR_BUTTONS ) )
        wrong.append( QStringLiteral( "faint (%1): %2" ).arg( best, 0, 'f', 1 ).arg( nameOf( widget ) ) );
    }
    return wrong;
  }
} // namespace syncline::walk
