// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectpresenter.h"

#include <qgisinterface.h>
#include <qgsapplicationexitblockerinterface.h>

#include <QObject>
#include <QPointer>

namespace syncline
{
  /**
   * Asks before QGIS closes with changes that are on no server yet, or while a sync runs. QGIS wants a yes or no at once, so this
   * is the one modal question of the plugin. Switched off by the setting `syncline/exit/ask` (false). Main thread.
   */
  class ExitQuestion : public QObject, public QgsApplicationExitBlockerInterface
  {
      Q_OBJECT
    public:
      ExitQuestion( QgisInterface &iface, ProjectPresenter &presenter );
      ~ExitQuestion() override;

      bool allowExit() override;

    private:
      QgisInterface &mIface;
      QPointer<ProjectPresenter> mPresenter;
      bool mClosesAfterSync = false;
  };
} // namespace syncline
