// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QHeaderView>

namespace syncline
{
  /**
   * The heads of a table's rows with their text in the middle, elided where it is too long. The style sheets of QGIS's themes make
   * Qt 6 draw it above its row, so it is drawn here. Main thread.
   */
  class RowHeads : public QHeaderView
  {
    public:
      explicit RowHeads( QWidget *parent );

    protected:
      void paintSection( QPainter *painter, const QRect &rect, int section ) const override;
  };
} // namespace syncline
