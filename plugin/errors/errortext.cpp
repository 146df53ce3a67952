// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/errors/errortext.h"

#include "core/api/servererror.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace syncline
{
  namespace
  {
    using Cause = NetworkDetail::Cause;
    constexpr int MAX_PATH_BYTES = 260; // as servers count
    constexpr int MAX_NAME_BYTES = 255; // as disks do

    //! Its first folder and its end.
    QString shortened( const QString &path )
    {
      constexpr int MOST = 60;
      constexpr int END = 30;
      return path.size() <= MOST ? path : path.left( MOST - END ) + QChar( 0x2026 ) + path.right( END );
    }

    class ErrorSentence
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::ErrorSentence )
      public:
        ErrorSentence( const Error &error, const ErrorScene &scene )
          : mError( error )
          , mScene( scene )
          , mHost( scene.host.isEmpty() ? tr( "The server" ) : scene.host )
          , mProject( scene.project.isEmpty() ? tr( "this project" ) : scene.project )
          , mFile( scene.file )
        {
          if ( const auto *network = std::get_if<NetworkDetail>( &error.payload );
               network && !network->host.isEmpty() )
            mHost = network->host;
        }

        QString removalQuestion() const
        {
          return mScene.layer.isEmpty()
                   ? tr( "Most files of %1 are missing here. Remove them for everybody, on the server too?" )
                       .arg( mProject )
                   : tr(
                       "%1 of %2 features in “%3” are gone here. Remove them for everybody, on the server too?" )
                       .arg( QLocale().toString( mScene.removed ), QLocale().toString( mScene.total ),
                             mScene.layer );
        }

        ErrorText text() const
        {
          switch ( mError.kind )
          {
            case ErrorKind::Canceled:
              return { QStringLiteral( "sync.canceled" ),
                       tr( "Sync canceled. What was finished is kept; the rest waits for the next sync." ),
                       NextStep::None, false };
            case ErrorKind::Offline:
            case ErrorKind::Timeout:
            case ErrorKind::TlsFailure:
            case ErrorKind::NotAServer:
            case ErrorKind::MalformedReply:
              return network();
            case ErrorKind::Unauthorized:
            case ErrorKind::Forbidden:
            case ErrorKind::NotFound:
            case ErrorKind::AlreadyExists:
            case ErrorKind::CredentialStore:
              return rights();
            case ErrorKind::VersionConflict:
            case ErrorKind::Locked:
            case ErrorKind::QuotaExceeded:
            case ErrorKind::RateLimited:
            case ErrorKind::ServerRejected:
            case ErrorKind::ServerFailure:
            case ErrorKind::ServerTooOld:
            case ErrorKind::ClientTooOld:
              return server();
            case ErrorKind::DiskFull:
            case ErrorKind::FileInUse:
            case ErrorKind::ReadOnly:
            case ErrorKind::LocalIo:
            case ErrorKind::DamagedDatabase:
            case ErrorKind::SchemaDiffers:
            case ErrorKind::MalformedChangeset:
            case ErrorKind::ChangesetConflict:
            case ErrorKind::UnsafePath:
              return disk();
            case ErrorKind::NotAProject:
            case ErrorKind::DamagedMetadata:
            case ErrorKind::UnfinishedBusiness:
            case ErrorKind::MassRemoval:
            case ErrorKind::Busy:
            case ErrorKind::InvalidInput:
            case ErrorKind::Bug:
              return project();
          }
          Q_UNREACHABLE();
        }

      private:
        ErrorText network() const;
        ErrorText offline() const;
        ErrorText rights() const;
        ErrorText server() const;
        ErrorText quota() const;
        ErrorText locked() const;
        ErrorText refused() const;
        ErrorText disk() const;
        ErrorText oneFile() const;
        ErrorText badName() const;
        ErrorText project() const;
        bool isCoded( const char *code ) const //!< what the server itself called it
        {
          const auto *said = std::get_if<ServerDetail>( &mError.payload );
          return said && said->code == QLatin1String( code );
        }
        QString sentenceStart() const { return mScene.project.isEmpty() ? tr( "This project" ) : mProject; }
        bool isSignIn() const { return mScene.place == ErrorPlace::SignIn; }
        bool isSync() const { return mScene.place == ErrorPlace::Sync; }

        const Error &mError;
        const ErrorScene &mScene;
        QString mHost;
        QString mProject;
        QString mFile;
    };

    ErrorText ErrorSentence::network() const
    {
      if ( mError.kind == ErrorKind::Offline )
        return offline();
      if ( mError.kind == ErrorKind::Timeout )
        return isSync()
                 ? ErrorText{ QStringLiteral( "net.stalled" ),
                              tr(
                                "%1 stopped answering. What was transferred is kept; the sync continues from there." )
                                .arg( mHost ),
                              NextStep::TryAgain, false }
                 : ErrorText{ QStringLiteral( "net.noAnswer" ),
                              tr( "%1 does not answer. Your changes stay here." ).arg( mHost ),
                              NextStep::TryAgain, true };
      if ( mError.kind == ErrorKind::TlsFailure )
        return {
          QStringLiteral( "net.certificate" ),
          tr(
            "The certificate of %1 is not trusted. Nothing was sent. Your administrator can add it in QGIS's "
            "authentication options." )
            .arg( mHost ),
          NextStep::OpenOptions, true
        };
      if ( mError.kind == ErrorKind::NotAServer )
        return { QStringLiteral( "net.notMergin" ),
                 tr( "This address answers, but it is no Mergin Maps server." ),
                 isSignIn() ? NextStep::None : NextStep::ChangeServer, true };
      if ( !mFile.isEmpty() )
        return { QStringLiteral( "data.mismatch" ),
                 tr( "“%1” did not arrive intact and was not used. Your old file is kept." ).arg( mFile ),
                 NextStep::TryAgain, true };
      return { QStringLiteral( "net.badAnswer" ),
               tr( "%1 sent an answer that makes no sense. Nothing was changed here." ).arg( mHost ),
               NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::offline() const
    {
      const auto *network = std::get_if<NetworkDetail>( &mError.payload );
      const Cause cause = network ? network->cause : Cause::Unknown;
      if ( cause == Cause::HostNotFound )
        return { QStringLiteral( "net.hostNotFound" ),
                 tr( "“%1” was not found. Check the address; nothing was changed." ).arg( mHost ),
                 isSignIn() ? NextStep::None : NextStep::TryAgain, true };
      if ( cause == Cause::Refused || cause == Cause::Dropped || isSignIn() )
        return { QStringLiteral( "net.noAnswer" ),
                 tr( "%1 does not answer. Your changes stay here." ).arg( mHost ), NextStep::TryAgain, true };
      if ( cause == Cause::ProxyLogin )
        return { QStringLiteral( "net.proxy" ),
                 tr( "The proxy wants a user name and password. Nothing was sent." ),
                 NextStep::OpenNetworkOptions, true };
      return { QStringLiteral( "net.offline" ), tr( "You are offline. Your changes stay here." ),
               NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::rights() const
    {
      const QString workspace = mScene.workspace.isEmpty() ? tr( "The workspace" ) : mScene.workspace;
      if ( mError.kind == ErrorKind::Unauthorized )
        return isSignIn() ? ErrorText{ QStringLiteral( "auth.wrong" ),
                                       tr( "User name or password is wrong." ), NextStep::None, false }
                          : ErrorText{ QStringLiteral( "auth.expired" ),
                                       tr( "Your sign-in has expired. Sign in and the sync goes on." ),
                                       NextStep::SignIn, false };
      if ( mError.kind == ErrorKind::AlreadyExists )
        return { QStringLiteral( "project.nameTaken" ),
                 tr( "%1 has a project “%2” already." ).arg( workspace, mProject ), NextStep::None, false };
      if ( mError.kind == ErrorKind::CredentialStore )
        return { QStringLiteral( "auth.keyring" ),
                 tr( "The system keyring did not answer. You are signed in until QGIS closes." ),
                 NextStep::None, true };
      if ( isCoded( PROJECT_GONE ) )
        return { QStringLiteral( "project.deleted" ),
                 tr( "%1 was deleted on the server. Your files are all here." ).arg( sentenceStart() ),
                 NextStep::ShowFolder, true };
      if ( isCoded( NO_ACCESS_ANY_MORE ) )
        return { QStringLiteral( "project.noAccess" ),
                 tr( "You no longer have access to %1. Your files are all here; owners can add you again." )
                   .arg( mProject ),
                 NextStep::TryAgain, true };
      if ( mError.kind == ErrorKind::Forbidden && isSync() &&
           ( mScene.role == ProjectRole::Reader || mScene.role == ProjectRole::None ) )
        return { QStringLiteral( "role.noUpload" ),
                 tr( "You are Reader in %1, so your changes stay here. An owner can make you Writer." )
                   .arg( mProject ),
                 NextStep::Details, true };
      if ( mError.kind == ErrorKind::Forbidden && mScene.role == ProjectRole::Editor && !mFile.isEmpty() )
        return {
          QStringLiteral( "role.editorFile" ),
          tr( "Editors cannot upload this, so your “%1” stays here. All else is synced." ).arg( mFile ),
          NextStep::ShowFiles, true
        };
      // The server hides what one may not see, so both kinds mean the same to people.
      const QString sentence =
        mScene.project.isEmpty()
          ? tr(
              "This is not there, or you have no access to it. Your files are all here; owners can add you." )
          : tr( "%1 is not there, or you have no access to it. Your files are all here; owners can add you." )
              .arg( mProject );
      return { QStringLiteral( "project.noAccess" ), sentence, NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::server() const
    {
      if ( mError.kind == ErrorKind::VersionConflict )
        return {
          QStringLiteral( "sync.moving" ),
          tr(
            "The project keeps changing on the server; the sync stopped after some rounds. Nothing was lost." ),
          NextStep::TryAgain, false
        };
      if ( mError.kind == ErrorKind::Locked )
        return locked();
      if ( mError.kind == ErrorKind::QuotaExceeded )
        return quota();
      if ( mError.kind == ErrorKind::RateLimited )
        return { QStringLiteral( "server.busy" ),
                 tr( "The server asks to wait. The rest goes on by itself then." ), NextStep::TryNow, false };
      if ( mError.kind == ErrorKind::ServerRejected )
        return refused();
      if ( mError.kind == ErrorKind::ServerTooOld )
        return { QStringLiteral( "server.tooOld" ),
                 tr( "%1 is too old for syncing; 2023.2 or newer is needed. Your files are not touched." )
                   .arg( mHost ),
                 isSignIn() ? NextStep::None : NextStep::Details, true };
      if ( mError.kind == ErrorKind::ClientTooOld )
        return { QStringLiteral( "client.tooOld" ),
                 tr( "%1 needs a newer Syncline. Your changes stay here until you update it." ).arg( mHost ),
                 NextStep::Details, true };
      if ( isCoded( "Maintenance" ) )
        return { QStringLiteral( "server.maintenance" ),
                 tr( "%1 is under maintenance. Reading works; uploads go on when it ends." ).arg( mHost ),
                 NextStep::TryNow, false };
      return { QStringLiteral( "server.trouble" ), tr( "%1 has trouble. Nothing was lost." ).arg( mHost ),
               NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::locked() const
    {
      if ( !isCoded( "ProjectLocked" ) )
        return { QStringLiteral( "sync.otherUpload" ),
                 tr( "Somebody else is uploading. Yours goes on when it ends." ), NextStep::TryNow, false };
      const QString sentence =
        mScene.project.isEmpty()
          ? tr( "The project is locked on the server. Your changes stay here." )
          : tr( "%1 is locked on the server. Your changes stay here." ).arg( mProject );
      return { QStringLiteral( "sync.locked" ), sentence, NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::refused() const
    {
      const auto *size = std::get_if<QuotaUsage>( &mError.payload );
      if ( !mFile.isEmpty() && size )
        return { QStringLiteral( "file.tooBig" ),
                 tr( "“%1” (%2) is larger than %3 and was not uploaded. All else is synced." )
                   .arg( mFile, QLocale().formattedDataSize( size->usedBytes ),
                         QLocale().formattedDataSize( size->limitBytes ) ),
                 NextStep::ShowFiles, true };
      if ( !mFile.isEmpty() )
        return { QStringLiteral( "file.type" ),
                 tr( "“%1” was not uploaded: this server refuses it. All else is synced." ).arg( mFile ),
                 NextStep::ShowFiles, true };
      return { QStringLiteral( "sync.refused" ),
               isSync() ? tr( "%1 refused the upload. Your changes stay here." ).arg( mHost )
                        : tr( "%1 refused this. Nothing was changed." ).arg( mHost ),
               isSignIn() ? NextStep::None : NextStep::Details, true };
    }

    ErrorText ErrorSentence::quota() const
    {
      const auto *usage = std::get_if<QuotaUsage>( &mError.payload );
      const QString workspace = mScene.workspace.isEmpty() ? tr( "The workspace" ) : mScene.workspace;
      if ( isCoded( "ProjectsLimitHit" ) )
        return { QStringLiteral( "quota.projects" ),
                 tr( "%1 has all the projects it may have. Nothing was created." ).arg( workspace ),
                 NextStep::None, true };
      if ( isCoded( "TrialExpired" ) )
        return {
          QStringLiteral( "plan.ended" ),
          tr( "The trial of %1 has ended. Downloading works, uploading does not; your changes stay here." )
            .arg( workspace ),
          NextStep::None, true
        };
      const bool isKnown = usage && usage->limitBytes >= 0 && usage->usedBytes >= 0;
      if ( !isKnown )
        return { QStringLiteral( "quota.storage" ),
                 tr( "%1 has no storage left for this. Your changes stay here." ).arg( workspace ),
                 NextStep::TryAgain, true };
      const qint64 left = qMax( qint64( 0 ), usage->limitBytes - usage->usedBytes );
      return { QStringLiteral( "quota.storage" ),
               tr( "%1 has %2 left, which is not enough for this. Your changes stay here." )
                 .arg( workspace, QLocale().formattedDataSize( left ) ),
               NextStep::TryAgain, true };
    }

    ErrorText ErrorSentence::disk() const
    {
      if ( !mFile.isEmpty() )
        return oneFile();
      if ( mError.kind == ErrorKind::DiskFull )
        return { QStringLiteral( "disk.full" ),
                 tr( "The disk is full. Nothing was changed; what was downloaded is kept." ),
                 NextStep::TryAgain, true };
      if ( mError.kind == ErrorKind::ReadOnly )
        return { QStringLiteral( "disk.readOnly" ),
                 tr( "The folder of %1 cannot be written. Nothing was changed." ).arg( mProject ),
                 NextStep::ShowFolder, true };
      if ( mError.kind == ErrorKind::FileInUse )
        return {
          QStringLiteral( "file.inUse" ),
          tr(
            "A file of %1 is open in another program. Nothing was lost; the sync goes on when it is closed." )
            .arg( mProject ),
          NextStep::TryAgain, true
        };
      if ( mError.kind == ErrorKind::DamagedDatabase )
        return { QStringLiteral( "data.damaged" ),
                 tr( "A GeoPackage of %1 is damaged here. Your files are left alone." ).arg( mProject ),
                 NextStep::Details, true };
      if ( mError.kind == ErrorKind::SchemaDiffers )
        return { QStringLiteral( "data.structure" ),
                 tr( "The structure of a layer changed here and on the server. Both files are kept." ),
                 NextStep::ShowFolder, true };
      if ( mError.kind == ErrorKind::MalformedChangeset || mError.kind == ErrorKind::ChangesetConflict )
        return { QStringLiteral( "data.merge" ),
                 tr(
                   "The edits to a layer here and on the server do not fit together. Both files are kept." ),
                 NextStep::ShowFolder, true };
      if ( mError.kind == ErrorKind::UnsafePath )
        return { QStringLiteral( "file.name" ),
                 tr( "A file was left alone: its name cannot be used. Rename it, then sync again." ),
                 NextStep::Details, true };
      return { QStringLiteral( "disk.trouble" ),
               tr( "Writing did not work: the disk reports a fault. Your old files are kept as they were." ),
               NextStep::Details, true };
    }

    ErrorText ErrorSentence::badName() const
    {
      if ( !mScene.twin.isEmpty() )
        return {
          QStringLiteral( "file.caseTwin" ),
          tr(
            "“%1” and “%2” are one file on this computer. The second is on the server alone; nothing is lost." )
            .arg( mScene.twin, mFile ),
          NextStep::ShowFiles, false
        };
      const QStringList names = mFile.split( QLatin1Char( '/' ) );
      const bool isLong =
        mFile.toUtf8().size() > MAX_PATH_BYTES ||
        std::any_of( names.begin(), names.end(),
                     []( const QString &name ) { return name.toUtf8().size() > MAX_NAME_BYTES; } );
      if ( isLong )
        return { QStringLiteral( "file.pathTooLong" ),
                 tr( "“%1” has a path that is too long, so it stays where it is. All else is synced." )
                   .arg( shortened( mFile ) ),
                 NextStep::ShowFiles, true };
      return { QStringLiteral( "file.name" ),
               tr( "“%1” was left alone: its name cannot be used. All else is synced." ).arg( mFile ),
               NextStep::ShowFiles, true };
    }

    ErrorText ErrorSentence::oneFile() const
    {
      if ( mError.kind == ErrorKind::FileInUse )
        return {
          QStringLiteral( "file.inUse" ),
          tr( "“%1” is open in another program, so the server's change to it waits. All else is synced." )
            .arg( mFile ),
          NextStep::TryAgain, true
        };
      if ( mError.kind == ErrorKind::DamagedDatabase )
        return { QStringLiteral( "data.damaged" ),
                 tr( "“%1” is damaged here. Your file is left alone." ).arg( mFile ), NextStep::ShowFiles,
                 true };
      if ( mError.kind == ErrorKind::SchemaDiffers )
        return {
          QStringLiteral( "data.structure" ),
          tr( "The structure of “%1” changed here and on the server. Both files are kept." ).arg( mFile ),
          NextStep::ShowFiles, true
        };
      if ( mError.kind == ErrorKind::MalformedChangeset || mError.kind == ErrorKind::ChangesetConflict )
        return { QStringLiteral( "data.merge" ),
                 tr( "The edits to “%1” here and on the server do not fit together. Both files are kept." )
                   .arg( mFile ),
                 NextStep::ShowFiles, true };
      if ( mError.kind == ErrorKind::UnsafePath )
        return badName();
      if ( mError.kind == ErrorKind::DiskFull )
        return { QStringLiteral( "disk.full" ),
                 tr( "The disk is too full for “%1”. Your old file is kept." ).arg( mFile ),
                 NextStep::TryAgain, true };
      if ( mError.kind == ErrorKind::ReadOnly )
        return {
          QStringLiteral( "file.unreadable" ),
          tr( "“%1” cannot be read or written here, so it was left alone on both sides. All else is synced." )
            .arg( mFile ),
          NextStep::ShowFiles, true
        };
      return { QStringLiteral( "disk.trouble" ),
               tr( "Writing “%1” did not work: the disk reports a fault. Your old file is kept as it was." )
                 .arg( mFile ),
               NextStep::Details, true };
    }

    ErrorText ErrorSentence::project() const
    {
      if ( mError.kind == ErrorKind::NotAProject )
        return { QStringLiteral( "project.none" ),
                 tr( "This folder is no synced project. Nothing was changed." ), NextStep::OpenProjects,
                 false };
      if ( mError.kind == ErrorKind::DamagedMetadata &&
           mError.detail.startsWith( QLatin1String( "file_filter.json" ) ) )
        return {
          QStringLiteral( "meta.filterDamaged" ),
          tr( "The list of files in this partial project cannot be read, so nothing was synced or removed." ),
          NextStep::Details, true
        };
      if ( mError.kind == ErrorKind::DamagedMetadata )
        return {
          QStringLiteral( "meta.damaged" ),
          tr(
            "The sync data of this folder is damaged. Your files are fine. Download the project again to another "
            "folder, then copy your changes." ),
          NextStep::Details, true
        };
      if ( mError.kind == ErrorKind::UnfinishedBusiness )
        return { QStringLiteral( "sync.unfinished" ),
                 tr( "The last sync was interrupted. Everything is kept; finishing takes a moment." ),
                 NextStep::Finish, false };
      if ( mError.kind == ErrorKind::MassRemoval && !mScene.layer.isEmpty() )
        return { QStringLiteral( "sync.massRemoval" ),
                 tr( "This sync removes %1 of %2 features in “%3” on the server. Nothing has been done yet." )
                   .arg( QLocale().toString( mScene.removed ), QLocale().toString( mScene.total ),
                         mScene.layer ),
                 NextStep::RemoveOnServer, true };
      if ( mError.kind == ErrorKind::MassRemoval )
        return {
          QStringLiteral( "sync.folderEmpty" ),
          tr(
            "Most files of %1 are missing here. Is the drive connected? Nothing was removed on the server." )
            .arg( mProject ),
          NextStep::CheckAgain, true
        };
      if ( mError.kind == ErrorKind::Busy )
        return { QStringLiteral( "sync.busyHere" ),
                 tr( "Another program here is syncing this folder. Nothing was changed." ),
                 NextStep::TryAgain, true };
      if ( mError.kind == ErrorKind::InvalidInput )
        return { QStringLiteral( "input" ), tr( "This cannot be used as it is. Nothing was changed." ),
                 NextStep::Details, true };
      return { QStringLiteral( "bug" ),
               tr( "Something unexpected stopped this step. Your files were not touched by it." ),
               NextStep::Details, true };
    }
  } // namespace

  ErrorText describe( const Error &error, const ErrorScene &scene )
  {
    return ErrorSentence( error, scene ).text();
  }

  QString removalQuestion( const ErrorScene &scene )
  {
    return ErrorSentence( Error(), scene ).removalQuestion();
  }

  QString detailsOf( const Error &error, const ErrorScene &scene )
  {
    return QStringLiteral( "%1\n%2" ).arg( describe( error, scene ).id, toLogLine( error ) );
  }
} // namespace syncline
