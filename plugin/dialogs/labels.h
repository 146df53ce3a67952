// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QLabel>

class QScrollArea;
class QTableView;

namespace syncline
{
  //! One line that is elided in the middle when it does not fit, with the whole text as tool tip.
  class ElidedLabel : public QLabel
  {
      Q_OBJECT
    public:
      explicit ElidedLabel( QWidget *parent = nullptr );
      void setFullText( const QString &text );
      QString fullText() const { return mFullText; }
      QSize minimumSizeHint() const override;
      QSize sizeHint() const override;

    protected:
      void resizeEvent( QResizeEvent *event ) override;
      void changeEvent( QEvent *event ) override;

    private:
      void elide();
      QString mFullText;
  };

  //! "4 of 212 projects": how much of a list is shown. \a total below \a shown counts as "not known".
  class CountLabel : public QLabel
  {
      Q_OBJECT
    public:
      using QLabel::QLabel;
      void setProjects( int shown, int total );
  };

  //! Makes a scroll area that scrolls up and down only as wide as what is in it needs, scroll bar included, and \a least pixels.
  void giveRoom( QScrollArea &area, int least );

  //! Each column as wide as what is in it, with room for the heads of themes that pad them; no numbers beside the rows.
  void fitColumns( QTableView &view );
} // namespace syncline
