// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace syncline
{
  //! "ben is now Writer (was Reader). [Undo]": what was done last, until the next change. Raises an accessibility alert.
  class PeopleUndoBar : public QFrame
  {
      Q_OBJECT
    public:
      explicit PeopleUndoBar( QWidget *parent = nullptr );
      void say( const QString &sentence, bool canUndo );
      void clear();
      QString text() const;

    Q_SIGNALS:
      void undoPressed();

    private:
      QLabel *mText = nullptr;
      QPushButton *mButton = nullptr;
  };

  /**
   * A question that is answered by typing one's own user name: for what takes one's own access. The verb is disabled until the
   * name stands there. Exactly one of confirmed() and canceled() follows each question.
   */
  class PeopleTypedConfirm : public QFrame
  {
      Q_OBJECT
    public:
      explicit PeopleTypedConfirm( QWidget *parent = nullptr );
      void ask( const QString &question, const QString &name, const QString &verb );
      void cancel();

    Q_SIGNALS:
      void confirmed();
      void canceled();

    protected:
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      QString mName;
      bool mIsAsking = false;
      QLabel *mQuestion = nullptr;
      QLineEdit *mEdit = nullptr;
      QPushButton *mVerb = nullptr;
      QPushButton *mCancel = nullptr;
  };
} // namespace syncline
