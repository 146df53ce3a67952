// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/account.h"
#include "plugin/dialogs/engine.h"
#include "plugin/dialogs/maphost.h"

#include <QMap>

namespace syncline
{
  /**
   * Downloads of projects in the background; they outlive the window that started them. Each ends with a note in the message bar.
   * Main thread.
   */
  class Downloads : public QObject
  {
      Q_OBJECT
    public:
      Downloads( Account &account, Engine &engine, MapHost &host );
      ~Downloads() override;

      void start( const ProjectName &name, const QString &folder );
      void cancel( const ProjectName &name );
      bool isRunning( const ProjectName &name ) const { return mRunning.contains( name.toString() ); }
      int percentOf( const ProjectName &name ) const; //!< -1: not measurable, or not running
      bool isIdle() const { return mRunning.isEmpty(); }

    Q_SIGNALS:
      void progressed( const syncline::ProjectName &name, int percent );
      void finished( const syncline::ProjectName &name, const QString &folder );
      void stopped( const syncline::ProjectName &name, const syncline::Error &error );

    private:
      struct Running
      {
          CancelSource cancel;
          int percent = -1;
      };
      void ended( const DownloadRequest &request, const Result<SyncReport> &report );

      Account &mAccount;
      Engine &mEngine;
      MapHost &mHost;
      QMap<QString, Running> mRunning;
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::ProjectName )
