// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/clock.h"
#include "plugin/dialogs/projectpresenter.h"
#include "plugin/qgis/exitquestion.h"
#include "plugin/qgis/peopleshell.h"
#include "plugin/qgis/pluginwindows.h"
#include "plugin/qgis/qgisengine.h"
#include "plugin/qgis/qgishost.h"

namespace syncline
{
  /**
   * Everything of the plugin that works, made once QGIS is ready: account with its stores, engine, open project, downloads,
   * windows. Members stand in the order in which they need each other. Main thread.
   */
  class PluginWork : public QObject
  {
      Q_OBJECT
    public:
      explicit PluginWork( QgisInterface &iface );
      ~PluginWork() override;

      void start();

      SystemClock clock;
      std::unique_ptr<CredentialStore> keyring; //!< null where secrets are not to be kept
      std::unique_ptr<CredentialStore> qgisDatabase;
      Account account;
      QgisEngine engine;
      QgisHost host;
      Downloads downloads;
      ProjectPresenter presenter;
      PluginWindows windows;
      PeopleShell people;
      ExitQuestion exitQuestion;

    private:
      AccountParts accountParts();
      void sayNotKept( const Error &why );
  };

  //! A report as scripts see it.
  QVariantMap toVariantMap( const SyncReport &report );
  QVariantMap toVariantMap( const ProjectState &state, const ProjectFacts &facts );
} // namespace syncline
