// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/rowheads.h"

#include "plugin/dialogs/palette.h"

#include <QPainter>

namespace syncline
{
  RowHeads::RowHeads( QWidget *parent )
    : QHeaderView( Qt::Vertical, parent )
  {
    setSectionsClickable( true );
    setHighlightSections( true );
    setSectionResizeMode( QHeaderView::Fixed );
  }

  void RowHeads::paintSection( QPainter *painter, const QRect &rect, int section ) const
  {
    QStyleOptionHeader option;
    initStyleOption( &option );
    option.rect = rect;
    option.section = section;
    const bool isCurrent = selectionModel() && selectionModel()->isRowSelected( section, rootIndex() );
    if ( isCurrent )
      option.state |= QStyle::State_On;
    style()->drawControl( QStyle::CE_HeaderSection, &option, painter, this );
    const int margin = style()->pixelMetric( QStyle::PM_HeaderMargin, &option, this ) + 2;
    const QRect room = rect.adjusted( margin, 0, -margin, 0 );
    const QString text = model()->headerData( section, Qt::Vertical ).toString();
    painter->setPen( textColor( this ) );
    painter->drawText( room, Qt::AlignLeft | Qt::AlignVCenter,
                       painter->fontMetrics().elidedText( text, Qt::ElideMiddle, room.width() ) );
  }
} // namespace syncline
