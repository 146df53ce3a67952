// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/maphost.h"

#include <QMap>
#include <QObject>
#include <QPointer>

class QgsMessageBar;
class QgsMessageBarItem;

namespace syncline
{
  //! Notes in QGIS's message bar: one item per subject, one button at most. All are taken back when this object goes. Main thread.
  class MessageNotes : public QObject
  {
      Q_OBJECT
    public:
      explicit MessageNotes( QgsMessageBar &bar );
      ~MessageNotes() override;

      void say( const Note &note );
      void takeBack( const QString &subject );
      const QString &lastText() const { return mLastText; }

    Q_SIGNALS:
      void stepChosen( syncline::NextStep step, const QString &argument );

    private:
      QPointer<QgsMessageBar> mBar;
      QMap<QString, QPointer<QgsMessageBarItem>> mShown;
      QString mLastText;
  };
} // namespace syncline
