// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

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
      //! With a box to check below the question, off at first.
      void askWithCheck( const QString &question, const QString &verb, const QString &check );
      bool isChecked() const;
      //! The box of the question that is asked now: its text may be learned later than the question. Empty: none.
      void setCheckText( const QString &check );
      void cancel();

    Q_SIGNALS:
      void confirmed();
      void canceled();

    protected:
      //! \a name begins the object names of what is in it: two bars of one window differ by that.
      ConfirmBar( const QString &name, QWidget *parent );
      //! Below the question.
      void addRow( QWidget *row );
      QPushButton *verb() const { return mVerb; }
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      QLabel *mQuestion = nullptr;
      QCheckBox *mCheck = nullptr;
      QPushButton *mVerb = nullptr;
      QPushButton *mCancel = nullptr;
      QVBoxLayout *mColumn = nullptr;
      bool mIsAsking = false;
  };

  /**
   * A question that is answered by typing one's own user name: for what takes one's own access. The verb is disabled until the
   * name stands there.
   */
  class TypedConfirmBar : public ConfirmBar
  {
      Q_OBJECT
    public:
      explicit TypedConfirmBar( QWidget *parent = nullptr );
      void askFor( const QString &name, const QString &question, const QString &verb );

    private:
      QString mName;
      QLineEdit *mEdit = nullptr;
  };
} // namespace syncline
