// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/unfinishedpull.h"

#include "core/base/logging.h"
#include "core/gpkg/livedatabase.h"

namespace syncline
{
  namespace
  {
    using Kind = CommitStep::Kind;

    class ParkedFiles
    {
      public:
        ParkedFiles( Folder &folder, Stager::Tools tools, ConflictMark mark )
          : mFolder( folder )
          , mRun( newRunName( folder.clock().now() ) )
          , mStager( tools, folder.paths(), mRun )
          , mMark( std::move( mark ) )
        {
        }

        [[nodiscard]] Result<CommitResult> finish( const QList<RelPath> &files, const CancelToken &cancel )
        {
          CommitIntent intent;
          intent.run = mRun;
          intent.writesMetadata = false;
          intent.metadataBefore = mFolder.metadataSum();
          intent.versionBefore = mFolder.metadata().identity.version;
          intent.target = mFolder.metadata();
          intent.state = mFolder.state();
          for ( const RelPath &path : files )
          {
            Result<CommitStep> step = stepFor( path, cancel );
            if ( !step &&
                 ( step.error().kind == ErrorKind::Canceled || step.error().kind == ErrorKind::DiskFull ) )
              return passOn( step.error(), __func__ );
            if ( !step )
            {
              CommitStep deferred;
              deferred.kind = Kind::Defer;
              deferred.path = path;
              deferred.problem = step.error();
              step = deferred;
            }
            intent.steps.append( *step );
          }
          Committer committer( { mFolder.disk(), mFolder.clock(), {} }, mFolder.paths() );
          SYNCLINE_TRY( result, committer.commit( intent ) );
          for ( const CommitStep &step : std::as_const( intent.steps ) )
          {
            if ( !result.deferred.contains( step.path ) )
              SYNCLINE_CHECK( removeIfThere( mFolder.disk(), mFolder.paths().parkedPathOf( step.path ) ) );
          }
          removeEmptyFolders( mFolder.paths().parkedFolder() );
          return result;
        }

      private:
        [[nodiscard]] Result<CommitStep> stepFor( const RelPath &path, const CancelToken &cancel )
        {
          FileOps &disk = mFolder.disk();
          const QString parked = mFolder.paths().parkedPathOf( path );
          const QString live = mFolder.paths().pathOf( path );
          CommitStep step;
          step.path = path;
          step.event = FileEvent::Downloaded;
          if ( const Result<void> usable = livedb::check( parked ); !usable )
            return setAside( path, usable.error() );
          SYNCLINE_TRY( content, copyOfParked( parked ) );
          SYNCLINE_TRY( there, disk.stat( live ) );
          if ( !there.exists() )
          {
            step.kind = Kind::Place;
            step.event = FileEvent::RestoredHere;
            step.staged = content;
            SYNCLINE_TRY( second, copyOfParked( parked ) );
            step.stagedBase = second;
            return step;
          }
          return mStager.waitingStep( step, content, mMark, cancel );
        }

        //! A waiting file that is no database can never be installed: it must not block the folder for ever.
        [[nodiscard]] Result<CommitStep> setAside( const RelPath &path, const Error &why )
        {
          Trash trash( mFolder.disk(), mFolder.paths() );
          SYNCLINE_TRY( slot, trash.slotFor( mRun, path ) );
          SYNCLINE_CHECK( mFolder.disk().rename( mFolder.paths().parkedPathOf( path ), slot ) );
          return tl::unexpected<Error>( why );
        }

        [[nodiscard]] Result<QString> copyOfParked( const QString &parked )
        {
          const QString name = QStringLiteral( "parked%1" ).arg( ++mCopies );
          const QString to = mStager.stagedPath( name );
          SYNCLINE_CHECK( mFolder.disk().makeFolder( folderOf( to ) ) );
          SYNCLINE_CHECK( mFolder.disk().copy( parked, to ) );
          SYNCLINE_CHECK( mFolder.disk().sync( to ) );
          return name;
        }

        void removeEmptyFolders( const QString &folder )
        {
          const QStringList names = mFolder.disk().list( folder ).value_or( QStringList() );
          for ( const QString &name : names )
          {
            const Result<FileStat> there = mFolder.disk().stat( folder + QLatin1Char( '/' ) + name );
            if ( there && there->isFolder() && !there->isLink )
              removeEmptyFolders( folder + QLatin1Char( '/' ) + name );
          }
          (void)mFolder.disk().removeFolder( folder ); // stays while something waits in it
        }

        Folder &mFolder;
        QString mRun;
        Stager mStager;
        ConflictMark mMark;
        int mCopies = 0;
    };
  } // namespace

  Result<CommitResult> finishParkedFiles( Folder &folder, Stager::Tools tools, const QString &userName,
                                          const CancelToken &cancel )
  {
    SYNCLINE_TRY( there, folder.disk().stat( folder.paths().parkedFolder() ) );
    if ( !there.isFolder() )
      return CommitResult();
    SYNCLINE_TRY( files, folder.parkedFiles() );
    qCInfo( lcSync ) << files.size() << "files wait to be installed";
    ParkedFiles parked( folder, tools, { userName, folder.metadata().identity.version } );
    return parked.finish( files, cancel );
  }
} // namespace syncline
