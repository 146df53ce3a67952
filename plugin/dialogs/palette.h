// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QTimer>

class QWidget;

namespace syncline
{
  //! What a colour says; each has a fill for light and one for dark views, all with a contrast of at least 3 there.
  enum class Tone
  {
    Ok,
    Added,
    Changed,
    Removed,
    Info,
    Neutral
  };

  QColor toneColor( Tone tone, bool onDark );

  /**
   * The colour in which \a widget's own text is drawn. Style sheets (QGIS's themes) make the application's palette a liar, so
   * it is read from a polished label inside the widget.
   */
  QColor textColor( const QWidget *widget );

  //! Whether that text is light, so the ground is dark.
  bool isDarkView( const QWidget *widget );

  /**
   * Keeps in \a window readable what QGIS's themes leave faint, however often the theme changes while the window is open: placeholders
   * get three quarters of the text's own colour, and on dark ground the labels of buttons and lists to choose from are as light
   * as text is elsewhere. Belongs to the window.
   */
  class ReadableWindow : public QObject
  {
    public:
      explicit ReadableWindow( QWidget *window );

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void mend();
      void mendButtons();

      QWidget *mWindow = nullptr;
      QTimer mPause; //!< the widgets inside follow the window's colours later than it
  };
} // namespace syncline
