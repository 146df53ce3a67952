// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QgisInterface;
class QMenu;
class QToolBar;

namespace syncline
{
  /**
   * The plugin's actions with their places: the menu Plugins ▸ Syncline, the toolbar, QGIS's shortcut list. Everything is taken
   * out of QGIS again when this object goes. Knows no projects: who uses it connects the actions and switches them on and off.
   * Main thread.
   */
  class PluginActions : public QObject
  {
      Q_OBJECT
    public:
      explicit PluginActions( QgisInterface &iface );
      ~PluginActions() override;

      QAction *sync() const { return mSync; }
      QAction *status() const { return mStatus; } //!< checkable: shows the dock
      QAction *projects() const { return mProjects; }

    private:
      QAction *add( const QString &name, const QString &text, const QString &toolTip );

      QgisInterface &mIface;
      QAction *mSync = nullptr;
      QAction *mStatus = nullptr;
      QAction *mProjects = nullptr;
      QList<QAction *> mAll;
      QMenu *mMenu = nullptr;
      QToolBar *mToolBar = nullptr;
  };
} // namespace syncline
