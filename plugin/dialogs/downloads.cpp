// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/downloads.h"

#include "core/base/logging.h"
#include "plugin/dialogs/localprojects.h"
#include "plugin/errors/errortext.h"

#include <QPointer>

namespace syncline
{
  Downloads::Downloads( Account &account, Engine &engine, MapHost &host )
    : mAccount( account )
    , mEngine( engine )
    , mHost( host )
  {
  }

  Downloads::~Downloads()
  {
    for ( Running &running : mRunning )
      running.cancel.cancel();
  }

  void Downloads::start( const ProjectName &name, const QString &folder )
  {
    if ( isRunning( name ) )
      return;
    Running &running = mRunning[name.toString()];
    DownloadRequest request;
    request.project = name;
    request.folder = folder;
    Engine::Work work;
    work.session = mAccount.sessionData();
    work.cancel = running.cancel.token();
    work.onProgress = [self = QPointer<Downloads>( this ), name]( const Progress &progress )
    {
      if ( !self || !self->isRunning( name ) )
        return;
      const int percent = progress.total > 0 ? int( 100 * progress.done / progress.total ) : -1;
      self->mRunning[name.toString()].percent = percent;
      Q_EMIT self->progressed( name, percent );
    };
    Q_EMIT progressed( name, -1 );
    mEngine.download( request, work )
      .then( this, [this, request]( const Result<SyncReport> &report ) { ended( request, report ); } );
  }

  void Downloads::cancel( const ProjectName &name )
  {
    if ( isRunning( name ) )
      mRunning[name.toString()].cancel.cancel();
  }

  int Downloads::percentOf( const ProjectName &name ) const
  {
    return mRunning.value( name.toString() ).percent;
  }

  void Downloads::ended( const DownloadRequest &request, const Result<SyncReport> &report )
  {
    mRunning.remove( request.project.toString() );
    Note note;
    note.subject = QStringLiteral( "download:" ) + request.project.toString();
    note.title = request.project.project();
    if ( report )
    {
      LocalProjects::remember(
        { request.folder, request.project, mAccount.server().toString(), mAccount.userName() } );
      note.severity = Severity::Done;
      note.text = tr( "%1 is downloaded." ).arg( request.project.project() );
      note.step = NextStep::OpenProject;
      note.argument = request.folder;
      mHost.say( note );
      Q_EMIT finished( request.project, request.folder );
      return;
    }
    qCInfo( lcUi ) << "the download stopped:" << toLogLine( report.error() );
    if ( report.error().kind != ErrorKind::Canceled )
    {
      const ErrorText text = describe( report.error(), { ErrorPlace::Window,
                                                         mAccount.host(),
                                                         request.project.project(),
                                                         request.project.workspace(),
                                                         {},
                                                         {} } );
      note.severity = Severity::Warning;
      note.text = text.sentence;
      note.stays = true;
      mHost.say( note );
    }
    Q_EMIT stopped( request.project, report.error() );
  }
} // namespace syncline
