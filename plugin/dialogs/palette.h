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
   * Keeps the placeholders of what can be typed into in \a window readable, whatever the theme, and however often it changes while the
   * window is open: three quarters of the text's own colour, where QGIS's themes have next to none. Belongs to the window.
   */
  class ReadablePlaceholders : public QObject
  {
    public:
      explicit ReadablePlaceholders( QWidget *window );

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void mend();

      QWidget *mWindow = nullptr;
      QTimer mPause; //!< the widgets inside follow the window's colours later than it
  };
} // namespace syncline
