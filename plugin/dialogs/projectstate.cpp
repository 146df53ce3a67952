// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectstate.h"

#include "plugin/dialogs/changecount.h"
#include "plugin/dialogs/conflicttext.h"

#include <QCoreApplication>
#include <QLocale>

namespace syncline
{
  namespace
  {
    constexpr int TAKES_LONG_SECONDS = 10;  //!< without measurable progress
    constexpr int MAX_FILE_ATTENTIONS = 20; //!< the rest is counted
    constexpr int SECONDS_LEFT_FROM = 5;    //!< shorter remaining times flicker

    class StateTexts
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::StateTexts )
      public:
        explicit StateTexts( const ProjectFacts &facts )
          : mFacts( facts )
          , mScene( sceneOf( facts ) )
        {
        }

        ProjectState make();
        static QString role( ProjectRole role );
        static QString time( const QDateTime &time, const QDateTime &now );
        static QString phase( const Progress &progress );
        static QString unsavedEdits( const ProjectFacts &facts );

      private:
        SyncState state() const;
        void say( ProjectState &state ) const;
        void sayWithoutProject( ProjectState &state ) const;
        void sayChanges( ProjectState &state ) const;
        void sayRunning( ProjectState &state ) const;
        void sayWaiting( ProjectState &state ) const;
        void sayProblem( ProjectState &state ) const;
        QString troubles() const; //!< "; 2 conflicts wait"
        QList<Attention> attentions() const;
        Attention conflictAttention( const QString &path ) const;
        Attention fileAttention( const FileOutcome &outcome ) const;
        Attention stoppedAttention() const;
        ErrorText troubleText() const;
        QString detail() const;
        QString brief( SyncState state ) const;

        int here() const { return mFacts.status ? changesHere( *mFacts.status ) : 0; }
        int onServer() const { return mFacts.status ? changesOnServer( *mFacts.status ) : 0; }
        bool isOffline() const
        {
          return mFacts.trouble &&
                 ( mFacts.trouble->kind == ErrorKind::Offline || mFacts.trouble->kind == ErrorKind::Timeout );
        }
        bool isSignInLost() const
        {
          return mFacts.trouble && mFacts.trouble->kind == ErrorKind::Unauthorized;
        }
        int notUploaded() const { return int( mFacts.leftOut.size() ); }
        int conflicts() const { return int( mFacts.conflictCopies.size() ); }

        const ProjectFacts &mFacts;
        ErrorScene mScene;
    };

    SyncState StateTexts::state() const
    {
      if ( mFacts.running )
        return SyncState::Syncing;
      if ( mFacts.open != OpenProject::Synced )
        return SyncState::None;
      if ( mFacts.isAskedAboutEdits() || mFacts.waitingFor )
        return SyncState::Waiting;
      if ( mFacts.trouble && !isOffline() && !isSignInLost() )
        return SyncState::Problem;
      if ( !mFacts.isSignedIn || isSignInLost() )
        return SyncState::SignedOut;
      if ( isOffline() )
        return SyncState::Offline;
      if ( !mFacts.status )
        return SyncState::Checking;
      if ( here() > 0 && onServer() > 0 )
        return SyncState::BothChanged;
      if ( onServer() > 0 || mFacts.status->server > mFacts.status->local )
        return SyncState::ServerChanges;
      if ( here() > 0 )
        return SyncState::LocalChanges;
      if ( notUploaded() > 0 || conflicts() > 0 || mFacts.hasUnfinishedSync )
        return SyncState::Problem;
      return mFacts.checkedAt.isValid() ? SyncState::UpToDate : SyncState::Checking;
    }

    ProjectState StateTexts::make()
    {
      ProjectState made;
      made.state = state();
      made.title = mFacts.title;
      made.role = role( mFacts.role );
      if ( mFacts.open == OpenProject::Synced )
      {
        QStringList context{ mFacts.name.workspace(), mFacts.host, mFacts.user };
        context.removeAll( QString() );
        made.context = context.join( QStringLiteral( " · " ) );
      }
      made.detail = detail();
      say( made );
      if ( mFacts.open == OpenProject::Synced )
        made.attentions = attentions();
      made.hasWarning = notUploaded() > 0 || conflicts() > 0;
      made.brief = brief( made.state );
      return made;
    }

    void StateTexts::say( ProjectState &made ) const
    {
      made.primary = NextStep::Sync;
      switch ( made.state )
      {
        case SyncState::None:
          made.icon = QStringLiteral( "state-none" );
          return sayWithoutProject( made );
        case SyncState::Checking:
          made.icon = QStringLiteral( "state-waiting" );
          made.sentence = tr( "Checking…" );
          return;
        case SyncState::UpToDate:
          made.icon = QStringLiteral( "state-uptodate" );
          made.sentence = tr( "Everything is synced." );
          return;
        case SyncState::LocalChanges:
        case SyncState::ServerChanges:
        case SyncState::BothChanged:
          return sayChanges( made );
        case SyncState::Syncing:
          made.icon = QStringLiteral( "state-syncing" );
          return sayRunning( made );
        case SyncState::Waiting:
          made.icon = QStringLiteral( "state-waiting" );
          return sayWaiting( made );
        case SyncState::Offline:
          made.icon = QStringLiteral( "state-offline" );
          made.primary = NextStep::TryAgain;
          made.sentence = describe( *mFacts.trouble, mScene ).id == QLatin1String( "net.offline" )
                            ? tr( "You are offline. Keep working; sync when you are back." )
                            : describe( *mFacts.trouble, mScene ).sentence;
          return;
        case SyncState::SignedOut:
          made.icon = QStringLiteral( "state-signedout" );
          made.primary = NextStep::SignIn;
          made.sentence = mFacts.host.isEmpty()
                            ? tr( "You are signed out. Your changes stay here." )
                            : tr( "You are signed out of %1. Your changes stay here." ).arg( mFacts.host );
          return;
        case SyncState::Problem:
          return sayProblem( made );
      }
      Q_UNREACHABLE();
    }

    void StateTexts::sayWithoutProject( ProjectState &made ) const
    {
      made.detail.clear();
      switch ( mFacts.open )
      {
        case OpenProject::None:
          made.sentence = tr( "Open a project to see its changes." );
          made.primary = NextStep::OpenProjects;
          return;
        case OpenProject::NotSaved:
          made.sentence = tr( "Open a synced project to see its changes; this one is not saved yet." );
          made.primary = NextStep::OpenProjects;
          return;
        case OpenProject::NotSynced:
          made.sentence = tr( "This project is not on a server yet." );
          made.primary = NextStep::OpenProjects;
          return;
        case OpenProject::Synced:
          return;
      }
      Q_UNREACHABLE();
    }

    void StateTexts::sayChanges( ProjectState &made ) const
    {
      if ( made.state == SyncState::BothChanged )
      {
        made.icon = QStringLiteral( "state-both" );
        made.sentence =
          tr( "%n change(s) here, %1 on the server", nullptr, here() ).arg( onServer() ) + troubles();
      }
      else if ( made.state == SyncState::LocalChanges )
      {
        made.icon = QStringLiteral( "state-local" );
        made.sentence = tr( "%n change(s) here are not uploaded yet", nullptr, here() ) + troubles();
      }
      else
      {
        made.icon = QStringLiteral( "state-server" );
        made.sentence =
          onServer() > 0
            ? tr( "%n change(s) on the server are not here yet", nullptr, onServer() ) + troubles()
            : tr( "A new version on the server is not here yet" ) + troubles();
      }
    }

    QString StateTexts::troubles() const
    {
      if ( conflicts() > 0 )
        return tr( "; %n conflict(s) wait for your choice.", nullptr, conflicts() );
      return QStringLiteral( "." );
    }

    void StateTexts::sayRunning( ProjectState &made ) const
    {
      const RunningWork &work = *mFacts.running;
      const Progress &progress = work.progress;
      made.sentence = work.isStopping ? tr( "Stopping…" ) : phase( progress );
      made.primary = NextStep::Cancel;
      made.hasProgress = true;
      if ( progress.total > 0 )
        made.percent = int( 100 * progress.done / progress.total );
      if ( progress.phase == Phase::Finishing )
      {
        made.isPrimaryEnabled = false;
        made.primaryHint = tr( "Almost done; this step is not interrupted." );
      }
      else if ( work.isStopping )
      {
        made.isPrimaryEnabled = false;
        made.primaryHint = tr( "It stops at the next safe point." );
      }
      const bool isTransfer = progress.phase == Phase::Downloading || progress.phase == Phase::Uploading;
      const QLocale locale;
      QStringList parts;
      if ( isTransfer && progress.total > 0 )
        parts << tr( "%1 of %2" ).arg( sizeText( progress.done ), sizeText( progress.total ) );
      else if ( progress.total > 0 )
        parts
          << tr( "File %1 of %2" ).arg( locale.toString( progress.done ), locale.toString( progress.total ) );
      if ( work.secondsLeft >= SECONDS_LEFT_FROM )
        parts << tr( "%n s left", nullptr, work.secondsLeft );
      else if ( made.percent < 0 && work.secondsRunning >= TAKES_LONG_SECONDS )
        parts << tr( "Taking longer than usual." );
      made.progressText = parts.join( QStringLiteral( " · " ) );
      made.detail = progress.file;
    }

    void StateTexts::sayWaiting( ProjectState &made ) const
    {
      if ( mFacts.isAskedAboutEdits() )
      {
        made.sentence = unsavedEditsText( mFacts );
        made.primary = NextStep::None; // the question right below has the buttons
        return;
      }
      made.primary = NextStep::TryNow;
      const int seconds = mFacts.retryInSeconds;
      if ( mFacts.waitingFor->kind == ErrorKind::RateLimited )
        made.sentence = tr( "The server asks to wait %n s.", nullptr, seconds );
      else if ( mFacts.waitingFor->kind == ErrorKind::Locked )
        made.sentence = tr( "Somebody else is uploading. Trying again in %n s.", nullptr, seconds );
      else
        made.sentence = describe( *mFacts.waitingFor, mScene ).sentence;
    }

    void StateTexts::sayProblem( ProjectState &made ) const
    {
      if ( mFacts.trouble )
      {
        const ErrorText text = troubleText();
        made.icon = QStringLiteral( "state-stopped" );
        made.sentence = text.sentence;
        made.primary =
          text.step == NextStep::Details || text.step == NextStep::None ? NextStep::TryAgain : text.step;
        return;
      }
      made.icon = QStringLiteral( "state-warning" );
      if ( mFacts.hasUnfinishedSync )
      {
        made.sentence = tr( "The last sync was interrupted. Everything is kept; finishing takes a moment." );
        made.primary = NextStep::Finish;
      }
      else if ( conflicts() > 0 )
      {
        made.sentence = tr( "Synced; %n conflict(s) wait for your choice.", nullptr, conflicts() );
        made.primary = NextStep::ShowFiles;
      }
      else
      {
        made.sentence = tr( "Synced, except %n file(s).", nullptr, notUploaded() );
        made.primary = NextStep::ShowFiles;
      }
    }

    QString StateTexts::detail() const
    {
      QStringList parts;
      if ( mFacts.status && mFacts.status->serverWasAsked && mFacts.status->server != mFacts.status->local )
        parts << tr( "%1 here" ).arg( mFacts.status->local.toString() )
              << tr( "%1 on server" ).arg( mFacts.status->server.toString() );
      else if ( mFacts.version.number() > 0 )
        parts << mFacts.version.toString();
      if ( mFacts.checkedAt.isValid() )
        parts << tr( "checked %1" ).arg( time( mFacts.checkedAt, QDateTime::currentDateTimeUtc() ) );
      if ( mFacts.isChecking )
        parts << tr( "checking…" );
      return parts.join( QStringLiteral( " · " ) );
    }

    QString StateTexts::brief( SyncState state ) const
    {
      switch ( state )
      {
        case SyncState::None:
          return QString();
        case SyncState::Checking:
          return tr( "Checking…" );
        case SyncState::UpToDate:
          return tr( "Synced" );
        case SyncState::LocalChanges:
          return tr( "%1 here" ).arg( here() );
        case SyncState::ServerChanges:
          return tr( "%1 on server" ).arg( qMax( 1, onServer() ) );
        case SyncState::BothChanged:
          return tr( "%1 here, %2 on server" ).arg( here() ).arg( onServer() );
        case SyncState::Syncing:
          return mFacts.running->progress.total > 0
                   ? tr( "%1 %" ).arg( 100 * mFacts.running->progress.done / mFacts.running->progress.total )
                   : phase( mFacts.running->progress );
        case SyncState::Waiting:
          return tr( "Waiting" );
        case SyncState::Offline:
          return tr( "Offline" );
        case SyncState::SignedOut:
          return tr( "Signed out" );
        case SyncState::Problem:
          return mFacts.trouble || conflicts() == 0 ? tr( "Problem" ) : tr( "Conflicts" );
      }
      Q_UNREACHABLE();
    }

    QList<Attention> StateTexts::attentions() const
    {
      QList<Attention> list;
      if ( mFacts.hasUnfinishedSync )
        list << Attention{ QStringLiteral( "unfinished" ),
                           Severity::Warning,
                           tr( "The last sync was interrupted." ),
                           NextStep::Finish,
                           NextStep::None,
                           QString(),
                           false };
      if ( mFacts.trouble && !isOffline() && !isSignInLost() )
        list << stoppedAttention();
      for ( int i = 0; i < qMin( conflicts(), MAX_FILE_ATTENTIONS ); ++i )
        list << conflictAttention( mFacts.conflictCopies.at( i ) );
      if ( conflicts() > MAX_FILE_ATTENTIONS )
        list << Attention{ QStringLiteral( "moreConflicts" ),
                           Severity::Warning,
                           tr( "and %n more conflict(s)", nullptr, conflicts() - MAX_FILE_ATTENTIONS ),
                           NextStep::ShowFolder,
                           NextStep::None,
                           QString(),
                           false };
      for ( int i = 0; i < qMin( notUploaded(), MAX_FILE_ATTENTIONS ); ++i )
        list << fileAttention( mFacts.leftOut.at( i ) );
      if ( notUploaded() > MAX_FILE_ATTENTIONS )
        list << Attention{ QStringLiteral( "more" ),
                           Severity::Warning,
                           tr( "and %n more", nullptr, notUploaded() - MAX_FILE_ATTENTIONS ),
                           NextStep::ShowFolder,
                           NextStep::None,
                           QString(),
                           false };
      if ( mFacts.hasNewProjectFile )
        list << Attention{ QStringLiteral( "projectFile" ),
                           Severity::Info,
                           tr( "A new project file arrived; yours stays open." ),
                           NextStep::LoadServerVersion,
                           NextStep::None,
                           QString(),
                           true };
      if ( !mFacts.reviewsDue.isEmpty() )
        list << Attention{ QStringLiteral( "reviews" ),
                           Severity::Info,
                           tr( "It is time to see who still needs access: %1." )
                             .arg( mFacts.reviewsDue.join( QStringLiteral( ", " ) ) ),
                           NextStep::OpenPeople,
                           NextStep::None,
                           QString(),
                           true };
      return list;
    }

    ErrorText StateTexts::troubleText() const
    {
      ErrorText text = describe( *mFacts.trouble, mScene );
      if ( mFacts.isRepairable && mFacts.trouble->kind == ErrorKind::DamagedMetadata )
      {
        text.sentence =
          tr( "The sync data of this folder is damaged. Your files are fine; linking again repairs it "
              "without a new download." );
        text.step = NextStep::Repair;
      }
      return text;
    }

    Attention StateTexts::stoppedAttention() const
    {
      const ErrorText text = troubleText();
      Attention made{ QStringLiteral( "stopped" ),
                      Severity::Stopped,
                      text.sentence,
                      text.step,
                      NextStep::None,
                      text.detailsHelp ? detailsOf( *mFacts.trouble, mScene ) : QString(),
                      true };
      if ( mFacts.trouble->kind == ErrorKind::MassRemoval )
        made.menuStep = mFacts.rowRemoval ? NextStep::CheckAgain : NextStep::RemoveOnServer;
      return made;
    }

    //! The first one is found by its bare name.
    Attention StateTexts::conflictAttention( const QString &path ) const
    {
      const bool isFirst = path == mFacts.conflictCopies.first();
      Attention made{ isFirst ? QStringLiteral( "conflicts" ) : QStringLiteral( "conflict:" ) + path,
                      Severity::Warning,
                      tr( "Both versions are kept: “%1”" ).arg( path ),
                      NextStep::OpenCopy,
                      NextStep::ShowFiles,
                      path,
                      false };
      if ( isEditConflict( path ) )
      {
        made.text = tr( "Both sides changed the same values: “%1”" ).arg( path );
        made.step = NextStep::ShowValues;
      }
      return made;
    }

    Attention StateTexts::fileAttention( const FileOutcome &outcome ) const
    {
      ErrorScene scene = mScene;
      scene.file = outcome.path;
      if ( outcome.event == FileEvent::NotInstalled )
        scene.twin = outcome.otherPath;
      Attention made{ QStringLiteral( "file:" ) + outcome.path,
                      Severity::Warning,
                      QString(),
                      NextStep::ShowFiles,
                      NextStep::None,
                      QString(),
                      false };
      if ( outcome.event == FileEvent::NotInstalled && mFacts.inEdit.contains( outcome.path ) )
      {
        made.text = tr( "The server's change to “%1” waits until you finish editing it." )
                      .arg( mFacts.inEdit.value( outcome.path ) );
        made.step = NextStep::TryAgain;
      }
      else if ( outcome.problem )
      {
        const ErrorText text = describe( *outcome.problem, scene );
        made.text = text.sentence;
        made.step = text.step == NextStep::Details ? NextStep::ShowFiles : text.step;
        made.details = text.detailsHelp ? detailsOf( *outcome.problem, scene ) : QString();
      }
      else if ( outcome.event == FileEvent::NotInstalled )
      {
        made.text = tr( "The server's change to “%1” waits." ).arg( outcome.path );
        made.step = NextStep::TryAgain;
      }
      else
      {
        made.text = tr( "“%1” was not uploaded." ).arg( outcome.path );
      }
      return made;
    }

    QString StateTexts::unsavedEdits( const ProjectFacts &facts )
    {
      return facts.layersWithUnsavedEdits > 0
               ? tr( "%n layer(s) have unsaved edits.", nullptr, facts.layersWithUnsavedEdits )
               : tr( "The project file has changes that are not saved." );
    }

    QString StateTexts::role( ProjectRole role )
    {
      switch ( role )
      {
        case ProjectRole::None:
          return QString();
        case ProjectRole::Reader:
          return tr( "Reader" );
        case ProjectRole::Editor:
          return tr( "Editor" );
        case ProjectRole::Writer:
          return tr( "Writer" );
        case ProjectRole::Owner:
          return tr( "Owner" );
      }
      Q_UNREACHABLE();
    }

    QString StateTexts::time( const QDateTime &time, const QDateTime &now )
    {
      const QLocale locale;
      const QDateTime local = time.toLocalTime();
      const QString clock = local.toString( QStringLiteral( "HH:mm" ) );
      const qint64 days = local.date().daysTo( now.toLocalTime().date() );
      constexpr int WEEK = 7;
      if ( days == 0 )
        return clock;
      if ( days > 0 && days < WEEK )
        return locale.dayName( local.date().dayOfWeek(), QLocale::ShortFormat ) + QLatin1Char( ' ' ) + clock;
      return locale.toString( local.date(), QLocale::ShortFormat );
    }

    QString StateTexts::phase( const Progress &progress )
    {
      const bool hasTotal = progress.total > 0;
      const QString percent = hasTotal ? QString::number( 100 * progress.done / progress.total ) : QString();
      switch ( progress.phase )
      {
        case Phase::Checking:
          return tr( "Checking…" );
        case Phase::Downloading:
          return hasTotal ? tr( "Downloading %1 %" ).arg( percent ) : tr( "Downloading…" );
        case Phase::Installing:
          return progress.file.isEmpty() ? tr( "Combining…" ) : tr( "Combining %1" ).arg( progress.file );
        case Phase::Uploading:
          return hasTotal ? tr( "Uploading %1 %" ).arg( percent ) : tr( "Uploading…" );
        case Phase::Finishing:
          return tr( "Finishing…" );
      }
      Q_UNREACHABLE();
    }
  } // namespace

  QString nameOf( SyncState state )
  {
    switch ( state )
    {
      case SyncState::None:
        return QStringLiteral( "none" );
      case SyncState::Checking:
        return QStringLiteral( "checking" );
      case SyncState::UpToDate:
        return QStringLiteral( "upToDate" );
      case SyncState::LocalChanges:
        return QStringLiteral( "localChanges" );
      case SyncState::ServerChanges:
        return QStringLiteral( "serverChanges" );
      case SyncState::BothChanged:
        return QStringLiteral( "bothChanged" );
      case SyncState::Syncing:
        return QStringLiteral( "syncing" );
      case SyncState::Waiting:
        return QStringLiteral( "waiting" );
      case SyncState::Offline:
        return QStringLiteral( "offline" );
      case SyncState::SignedOut:
        return QStringLiteral( "signedOut" );
      case SyncState::Problem:
        return QStringLiteral( "problem" );
    }
    Q_UNREACHABLE();
  }

  ErrorScene sceneOf( const ProjectFacts &facts )
  {
    ErrorScene scene{ ErrorPlace::Sync,       facts.host, facts.name.project(),
                      facts.name.workspace(), facts.role, QString() };
    if ( facts.rowRemoval )
    {
      scene.layer = facts.rowRemoval->table;
      scene.removed = facts.rowRemoval->removed;
      scene.total = facts.rowRemoval->total;
    }
    return scene;
  }

  ProjectState projectStateOf( const ProjectFacts &facts ) { return StateTexts( facts ).make(); }

  QString sizeText( qint64 bytes )
  {
    constexpr qint64 WITH_FRACTION_FROM = 1000ll * 1000 * 1000;
    return QLocale().formattedDataSize( bytes, bytes >= WITH_FRACTION_FROM ? 1 : 0,
                                        QLocale::DataSizeSIFormat );
  }

  QString unsavedEditsText( const ProjectFacts &facts ) { return StateTexts::unsavedEdits( facts ); }
  QString roleText( ProjectRole role ) { return StateTexts::role( role ); }
  QString timeText( const QDateTime &time, const QDateTime &now ) { return StateTexts::time( time, now ); }
  QString phaseText( const Progress &progress ) { return StateTexts::phase( progress ); }
} // namespace syncline
