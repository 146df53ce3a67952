// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/qgisengine.h"

#include "plugin/dialogs/conflicttext.h"
#include "plugin/dialogs/enginework.h"
#include "plugin/qgis/uistretch.h"

#include <qgsapplication.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace syncline
{
  QgisEngine::QgisEngine( Account &account )
    : mAccount( account )
  {
    qRegisterMetaType<Progress>( "syncline::Progress" ); // travel queued, from the workers
    qRegisterMetaType<AuthSession>( "syncline::AuthSession" );
  }

  template<class T>
  Call<T> QgisEngine::startTask( const QString &description, const Work &work,
                                 std::function<Result<T>( const SyncContext & )> job )
  {
    auto made = Resolver<T>::make();
    auto result =
      std::make_shared<Result<T>>( fail( ErrorKind::Canceled ) ); // what it is when the task never began
    EngineTask::Story story;
    story.work = work;
    story.job = [result, job = std::move( job )]( const SyncContext &context ) { *result = job( context ); };
    story.done = [result, resolver = made.second] { resolver.resolve( std::move( *result ) ); };
    EngineTask *task = new EngineTask( description, std::move( story ) );
    connect( task, &EngineTask::renewed, &mAccount, &Account::renewed );
    if ( work.onProgress )
      connect( task, &EngineTask::progressed, this,
               [onProgress = work.onProgress]( const Progress &progress )
               {
                 const UiStretch stretch( "progress" );
                 onProgress( progress );
               } );
    QgsApplication::taskManager()->addTask( task );
    return made.first;
  }

  Call<SyncEnd> QgisEngine::sync( const QString &folder, const SyncOptions &options, const Work &work )
  {
    return startTask<SyncEnd>( tr( "Sync %1" ).arg( QFileInfo( folder ).fileName() ), work,
                               [folder, options]( const SyncContext &context ) -> Result<SyncEnd>
                               {
                                 SyncSession session( context, folder, options );
                                 const Result<SyncReport> report = session.run();
                                 if ( report )
                                   return SyncEnd{ *report, std::nullopt };
                                 return SyncEnd{ session.report(), report.error() };
                               } );
  }

  Call<SyncReport> QgisEngine::download( const DownloadRequest &request, const Work &work )
  {
    return startTask<SyncReport>( tr( "Download %1" ).arg( request.project.project() ), work,
                                  [request]( const SyncContext &context )
                                  { return downloadProject( context, request ); } );
  }

  template<class T> Call<T> QgisEngine::startQuietly( std::function<Result<T>()> job )
  {
    auto made = Resolver<T>::make();
    auto result = std::make_shared<Result<T>>( fail( ErrorKind::Canceled ) );
    runQuietly(
      this, [result, job = std::move( job )] { *result = job(); },
      [result, resolver = made.second] { resolver.resolve( std::move( *result ) ); } );
    return made.first;
  }

  Call<FolderLook> QgisEngine::look( const QString &path, AskServer ask, const Work &work )
  {
    return startQuietly<FolderLook>(
      [path, ask, work, account = QPointer<Account>( &mAccount )]
      {
        Result<FolderLook> found = fail( ErrorKind::Bug );
        runWithClient(
          work, [&]( const SyncContext &context ) { found = work::look( context, path, ask ); },
          [account]( const AuthSession &auth )
          {
            QMetaObject::invokeMethod(
              QCoreApplication::instance(),
              [account, auth]
              {
                if ( account )
                  account->renewed( auth );
              },
              Qt::QueuedConnection );
          } );
        return found;
      } );
  }

  Call<FolderState> QgisEngine::inspect( const QString &folder )
  {
    return startQuietly<FolderState>( [folder]() -> Result<FolderState> { return work::inspect( folder ); } );
  }

  Call<QStringList> QgisEngine::projectFiles( const QString &folder )
  {
    return startQuietly<QStringList>( [folder]() -> Result<QStringList>
                                      { return work::projectFiles( folder ); } );
  }

  Call<bool> QgisEngine::keepActivity( const QString &folder, const QList<ActivityEntry> &entries )
  {
    return startQuietly<bool>( [folder, entries] { return work::keepActivity( folder, entries ); } );
  }

  Call<QString> QgisEngine::conflictText( const QString &folder, const QString &path )
  {
    return startQuietly<QString>( [folder, path] { return syncline::conflictText( folder, path ); } );
  }

  Call<QStringList> QgisEngine::existing( const QStringList &folders )
  {
    return startQuietly<QStringList>( [folders]() -> Result<QStringList>
                                      { return work::existing( folders ); } );
  }
} // namespace syncline
