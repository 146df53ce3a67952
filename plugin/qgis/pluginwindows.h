// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectbrowserdialog.h"
#include "plugin/dialogs/signindialog.h"

#include <QObject>
#include <QPointer>

class QgisInterface;

namespace syncline
{
  //! The plugin's windows: at most one of each, raised when asked for again, closed when this object goes. Main thread.
  class PluginWindows : public QObject
  {
      Q_OBJECT
    public:
      PluginWindows( QgisInterface &iface, const ProjectsPresenter::Parts &parts );
      ~PluginWindows() override;

      void showSignIn( const QString &reason );
      void showProjects( const QString &openFolder );
      void setOpenFolder( const QString &folder );
      void showDetails( const QString &details );
      //! Which of several project files to open; the answer comes with fileChosen().
      void askForFile( const QStringList &files );

    Q_SIGNALS:
      void openWanted( const QString &folder );
      void fileChosen( const QString &file );
      void stepChosen( syncline::NextStep step );

    private:
      QgisInterface &mIface;
      ProjectsPresenter::Parts mParts;
      QPointer<SignInDialog> mSignIn;
      QPointer<ProjectBrowserDialog> mProjects;
      QPointer<QDialog> mDetails;
  };
} // namespace syncline
