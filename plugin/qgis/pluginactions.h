// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectstate.h"

#include <QList>
#include <QObject>

class QAction;
class QgisInterface;
class QMenu;
class QToolBar;
class QToolButton;

namespace syncline
{
  /**
   * The plugin's actions with their places: the menu Plugins ▸ Syncline, the toolbar, the button in the status bar, QGIS's
   * shortcut list. They show the ProjectState they are given; whoever uses them connects what they do. Everything is taken out of
   * QGIS again when this object goes. Main thread.
   */
  class PluginActions : public QObject
  {
      Q_OBJECT
    public:
      explicit PluginActions( QgisInterface &iface );
      ~PluginActions() override;

      void show( const ProjectState &state );
      void showAccount( bool isSignedIn, const QString &who );

      QAction *sync() const { return mSync; }
      QAction *downloadOnly() const { return mDownloadOnly; }
      QAction *uploadOnly() const { return mUploadOnly; }
      QAction *status() const { return mStatus; } //!< checkable: shows the dock
      QAction *projects() const { return mProjects; }
      QAction *people() const { return mPeople; }
      QAction *signIn() const { return mSignIn; }
      QAction *signOut() const { return mSignOut; }

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      QAction *add( const QString &name, const QString &text, const QString &toolTip );
      void makeActions();
      void makeMenu();
      void makeToolBar();
      void makeStatusButton();
      void showIcons();
      void showBadge(); //!< how many things wait for the user, on the Sync button
      void showToolTip();

      QgisInterface &mIface;
      ProjectState mState;
      QAction *mSync = nullptr;
      QAction *mDownloadOnly = nullptr;
      QAction *mUploadOnly = nullptr;
      QAction *mStatus = nullptr;
      QAction *mProjects = nullptr;
      QAction *mPeople = nullptr;
      QAction *mSignIn = nullptr;
      QAction *mSignOut = nullptr;
      QList<QAction *> mAll;
      QMenu *mMenu = nullptr;
      QMenu *mSyncMenu = nullptr;
      QToolBar *mToolBar = nullptr;
      QToolButton *mStatusButton = nullptr;
  };
} // namespace syncline
