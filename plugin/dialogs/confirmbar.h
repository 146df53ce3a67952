// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace syncline
{
  /**
   * A question at the bottom of a window or dock, instead of a message box: sentence, a button that names the deed, Cancel.
   * Cancel is the default and what Esc does. Hidden until something is asked; exactly one of confirmed() and canceled() follows
   * each question, a new question cancels the one before.
   */
  class ConfirmBar : public QFrame
  {
      Q_OBJECT
    public:
      explicit ConfirmBar( QWidget *parent = nullptr );
      void ask( const QString &question, const QString &verb );
      void cancel();

    Q_SIGNALS:
      void confirmed();
      void canceled();

    protected:
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      QLabel *mQuestion = nullptr;
      QPushButton *mVerb = nullptr;
      QPushButton *mCancel = nullptr;
      bool mIsAsking = false;
  };
} // namespace syncline
