// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;
class QPushButton;

namespace syncline
{
  //! How grave a notice is; told by shape, not by colour alone.
  enum class Severity
  {
    Info,
    Done,
    Warning,
    Stopped
  };

  //! The name of the icon for a severity, for ownIcon().
  QString severityIcon( Severity severity );

  /**
   * A sentence at the top of a window, instead of a message box: icon, text, at most one button, close. Hidden until something is
   * said; what is said stays until it is replaced, cleared, or closed. Raises an accessibility alert.
   */
  class InlineNotice : public QFrame
  {
      Q_OBJECT
      Q_PROPERTY( QString text READ text )
    public:
      explicit InlineNotice( QWidget *parent = nullptr );

      //! \a button: its text; empty for none.
      void say( Severity severity, const QString &text, const QString &button = QString() );
      void clear();
      QString text() const;

    Q_SIGNALS:
      void buttonPressed();
      void closed();

    protected:
      void changeEvent( QEvent *event ) override;

    private:
      void showIcon();

      Severity mSeverity = Severity::Info;
      QLabel *mIcon = nullptr;
      QLabel *mText = nullptr;
      QPushButton *mButton = nullptr;
      QToolButton *mClose = nullptr;
  };
} // namespace syncline
