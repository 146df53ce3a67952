// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/labels.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QStyle>
#include <QTableView>

namespace syncline
{
  ElidedLabel::ElidedLabel( QWidget *parent )
    : QLabel( parent )
  {
    setTextFormat( Qt::PlainText );
    setSizePolicy( QSizePolicy::Ignored, QSizePolicy::Preferred );
  }

  void ElidedLabel::setFullText( const QString &text )
  {
    mFullText = text;
    setAccessibleName( text );
    elide();
    updateGeometry();
  }

  QSize ElidedLabel::minimumSizeHint() const
  {
    return QSize( fontMetrics().averageCharWidth() * 4, fontMetrics().height() );
  }

  QSize ElidedLabel::sizeHint() const
  {
    return QSize( fontMetrics().horizontalAdvance( mFullText ), fontMetrics().height() );
  }

  void ElidedLabel::resizeEvent( QResizeEvent *event )
  {
    QLabel::resizeEvent( event );
    elide();
  }

  void ElidedLabel::changeEvent( QEvent *event )
  {
    QLabel::changeEvent( event );
    if ( event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange )
      elide();
  }

  void ElidedLabel::elide()
  {
    const QString shown = fontMetrics().elidedText( mFullText, Qt::ElideMiddle, width() );
    setText( shown );
    setToolTip( shown == mFullText ? QString() : mFullText );
  }

  void CountLabel::setProjects( int shown, int total )
  {
    const QLocale locale;
    setText( total > shown ? tr( "%1 of %n project(s)", nullptr, total ).arg( locale.toString( shown ) )
                           : tr( "%n project(s)", nullptr, shown ) );
  }

  void giveRoom( QScrollArea &area, int least )
  {
    const int bar = area.style()->pixelMetric( QStyle::PM_ScrollBarExtent, nullptr, &area );
    const int needed = area.widget()->minimumSizeHint().width();
    area.setMinimumWidth( qMax( least, needed ) + bar + 2 * area.frameWidth() );
  }

  void fitColumns( QTableView &view )
  {
    view.verticalHeader()->hide();
    view.resizeColumnsToContents();
    QHeaderView *header = view.horizontalHeader();
    for ( int column = 0; column < header->count(); ++column )
      header->resizeSection( column,
                             header->sectionSize( column ) + 3 * view.fontMetrics().averageCharWidth() );
  }
} // namespace syncline
