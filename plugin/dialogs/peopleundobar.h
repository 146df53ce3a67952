// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
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
} // namespace syncline
