// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemView;
class QLabel;
class QPushButton;

namespace syncline
{
  /**
   * A sentence and at most one button over a view that has nothing to show, or next to nothing: what say() leaves free at the top can
   * be clicked. Follows the view's size; never takes the focus by itself. Child of the view it lies over.
   */
  class EmptyOverlay : public QWidget
  {
      Q_OBJECT
      Q_PROPERTY( QString text READ text )
    public:
      explicit EmptyOverlay( QAbstractItemView *view );
      void say( const QString &text, const QString &button = QString(), int freeAtTop = 0 );
      void clear();
      QString text() const;

    Q_SIGNALS:
      void buttonPressed();

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void place();

      QAbstractItemView *mView = nullptr;
      int mTop = 0; //!< pixels
      QLabel *mText = nullptr;
      QPushButton *mButton = nullptr;
  };
} // namespace syncline
