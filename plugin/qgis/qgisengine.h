// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/account.h"
#include "plugin/qgis/enginetask.h"

#include <QObject>

namespace syncline
{
  /**
   * The engine over QGIS's task manager: syncs and downloads are QgsTasks, looks are quiet background jobs. Sign-ins that a worker
   * renews go to the account. Main thread; destroying it leaves running work alone, whose answers then find nobody.
   */
  class QgisEngine : public QObject, public Engine
  {
      Q_OBJECT
    public:
      explicit QgisEngine( Account &account );

      Call<SyncEnd> sync( const QString &folder, const SyncOptions &options, const Work &work ) override;
      Call<SyncReport> download( const DownloadRequest &request, const Work &work ) override;
      Call<FolderLook> look( const QString &path, AskServer ask, const Work &work ) override;
      Call<FolderState> inspect( const QString &folder ) override;
      Call<QStringList> projectFiles( const QString &folder ) override;
      Call<bool> keepActivity( const QString &folder, const QList<ActivityEntry> &entries ) override;
      Call<QString> conflictText( const QString &folder, const QString &path ) override;
      Call<QStringList> existing( const QStringList &folders ) override;

    private:
      template<class T>
      Call<T> startTask( const QString &description, const Work &work,
                         std::function<Result<T>( const SyncContext & )> job );
      template<class T> Call<T> startQuietly( std::function<Result<T>()> job );

      Account &mAccount;
  };
} // namespace syncline
