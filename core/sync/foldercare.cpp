// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/foldercare.h"

#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/project/projectlock.h"
#include "core/project/trash.h"
#include "core/sync/doubtfulpush.h"
#include "core/sync/unfinishedpull.h"

namespace syncline
{
  namespace
  {
    QString userNameOf( const SyncContext &context )
    {
      const SessionData &session = context.api.session().data();
      return session.auth ? session.auth->userName : session.credentials.userName;
    }

    //! What makes a local file as it was. Nothing for one that is.
    std::optional<pull::Action> undoing( const LocalFile &local )
    {
      switch ( local.change )
      {
        case LocalChange::Unchanged:
          return std::nullopt;
        case LocalChange::Modified:
          return pull::Fetch{ local.path, pull::Fetch::Why::Changed };
        case LocalChange::Missing:
          return pull::Fetch{ local.path, pull::Fetch::Why::RemovedHere };
        case LocalChange::Added:
          return pull::Remove{ local.path };
        case LocalChange::Unknown:
          return pull::Defer{ local.path,
                              local.problem.value_or( Error{ ErrorKind::FileInUse, {}, {}, {} } ) };
      }
      Q_UNREACHABLE();
    }

    /**
     * One reset. It is a pull of the version that is here already: stager and committer do the work, the metadata stays.
     */
    class Reset
    {
      public:
        Reset( const SyncContext &context, const QString &path )
          : mContext( context )
          , mFolder( path, context )
          , mMeter( context.onProgress, clockOf( context ) )
          , mTools{ context.api, mFolder.disk(), mFolder.clock(), mMeter }
        {
        }

        [[nodiscard]] Result<SyncReport> run( const QStringList &only )
        {
          SYNCLINE_CHECK( mFolder.load() );
          SYNCLINE_TRY( lock, ProjectLock::acquire( mFolder.paths(), mFolder.disk() ) );
          SYNCLINE_CHECK( mFolder.load() );
          SYNCLINE_CHECK( requireFinished() );
          SYNCLINE_CHECK(
            doubtfulpush::dropAll( mFolder.disk(), mFolder.paths() ) ); // its version is news now
          mMeter.begin( Phase::Checking, 0 );
          SYNCLINE_TRY( local, mFolder.look( mContext.cancel ) );
          SYNCLINE_TRY( plan, planFor( local, only ) );
          const ProjectIdentity &identity = mFolder.metadata().identity;
          SyncReport report;
          report.project = identity.name;
          report.before = identity.version;
          report.after = identity.version;
          if ( !plan.isEmpty() )
          {
            SYNCLINE_TRY( result, perform( plan, local ) );
            report.files = result.files;
          }
          mFolder.saveCache();
          return report;
        }

      private:
        [[nodiscard]] Result<void> requireFinished()
        {
          for ( const QString &path : { mFolder.paths().journalPath(), mFolder.paths().ticketPath(),
                                        mFolder.paths().parkedFolder() } )
          {
            SYNCLINE_TRY( there, mFolder.disk().stat( path ) );
            if ( there.exists() )
              return fail( ErrorKind::UnfinishedBusiness, path );
          }
          return {};
        }

        [[nodiscard]] Result<PullPlan> planFor( const LocalInventory &local, const QStringList &only )
        {
          PullPlan plan;
          for ( const LocalFile &file : local )
          {
            if ( !only.isEmpty() && !only.contains( file.path.toString() ) )
              continue;
            if ( const std::optional<pull::Action> action = undoing( file ) )
              plan.insert( file.path, *action );
          }
          for ( const QString &name : only )
          {
            const Result<RelPath> path = RelPath::fromString( name );
            if ( !path || !plan.contains( *path ) )
              return fail( ErrorKind::NotFound,
                           QStringLiteral( "%1 has no changes in this folder" ).arg( name ) );
          }
          return plan;
        }

        //! Base files hold the content already: laid where downloads go, they need no server.
        [[nodiscard]] Result<void> useBaseFiles( const PullPlan &plan, const Downloader &downloader )
        {
          FileOps &disk = mFolder.disk();
          for ( const pull::Action &action : plan )
          {
            const RelPath path = pull::pathOf( action );
            const auto entry = mFolder.base().constFind( path );
            if ( !std::holds_alternative<pull::Fetch>( action ) || entry == mFolder.base().constEnd() ||
                 !livedb::isVersionedName( path.toString() ) )
              continue;
            const QString base = mFolder.paths().basePathOf( path );
            SYNCLINE_TRY( there, disk.stat( base ) );
            if ( !there.isFile() || !livedb::check( base ) )
              continue;
            const QString to = downloader.pathOf( { path, entry->checksum, entry->sizeBytes, true } );
            SYNCLINE_CHECK( disk.makeFolder( folderOf( to ) ) );
            SYNCLINE_CHECK( removeIfThere( disk, to ) );
            SYNCLINE_CHECK( disk.copy( base, to ) );
            SYNCLINE_CHECK( disk.sync( to ) );
          }
          return {};
        }

        //! What databases hold now goes to the trash before anything changes: for a pull it is content that the server has, here it is
        //! the only copy.
        [[nodiscard]] Result<void> keepDatabases( const QList<CommitStep> &steps, const Stager &stager,
                                                  const QString &run )
        {
          Trash trash( mFolder.disk(), mFolder.paths() );
          for ( const CommitStep &step : steps )
          {
            if ( step.snapshot.isEmpty() )
              continue;
            SYNCLINE_TRY( slot, trash.slotFor( run, step.path ) );
            SYNCLINE_CHECK( mFolder.disk().copy( stager.stagedPath( step.snapshot ), slot ) );
            SYNCLINE_CHECK( mFolder.disk().sync( slot ) );
          }
          return {};
        }

        [[nodiscard]] Result<CommitResult> perform( const PullPlan &plan, const LocalInventory &local )
        {
          const ProjectIdentity &identity = mFolder.metadata().identity;
          Inventory inventory;
          inventory.base = mFolder.base();
          inventory.local = local;
          for ( const BaseEntry &entry : mFolder.base() )
            inventory.server.insert( entry.path, { entry.path, entry.checksum, entry.sizeBytes, {} } );
          const QString run = newRunName( mFolder.clock().now() );
          const QString downloads = Stager::downloadFolder( mFolder.paths() );
          SYNCLINE_CHECK( useBaseFiles( plan, { mTools, identity.name, identity.version, downloads } ) );
          Stager stager( mTools, mFolder.paths(), run );
          const ConflictMark mark{ userNameOf( mContext ), identity.version };
          const StageOrder order{ plan, inventory, identity.name, identity.id, identity.version, true, mark };
          SYNCLINE_TRY( staged, stager.stage( order, mContext.cancel ) );
          SYNCLINE_CHECK( keepDatabases( staged.steps, stager, run ) );
          if ( mContext.cancel.isCanceled() )
            return fail( ErrorKind::Canceled );
          CommitIntent intent;
          intent.run = run;
          intent.steps = staged.steps;
          intent.writesMetadata = false;
          intent.metadataBefore = mFolder.metadataSum();
          intent.versionBefore = identity.version;
          intent.target = mFolder.metadata();
          intent.state = mFolder.state();
          mMeter.begin( Phase::Installing, intent.steps.size() );
          Committer committer( { mFolder.disk(), mFolder.clock(), mContext.onProgress }, mFolder.paths() );
          SYNCLINE_TRY( result, committer.commit( intent ) );
          (void)removeTree( mFolder.disk(), downloads ); // leftovers cost space only
          SYNCLINE_CHECK( mFolder.look( {} ) );
          return result;
        }

        SyncContext mContext;
        Folder mFolder;
        ProgressMeter mMeter;
        Stager::Tools mTools;
    };
  } // namespace

  Result<SyncReport> resetFolder( const SyncContext &context, const QString &folder, const QStringList &only )
  {
    return Reset( context, folder ).run( only );
  }

  Result<SyncReport> finishPull( const SyncContext &context, const QString &path )
  {
    Folder folder( path, context );
    SYNCLINE_CHECK( folder.load() );
    SYNCLINE_TRY( lock, ProjectLock::acquire( folder.paths(), folder.disk() ) );
    SYNCLINE_CHECK( folder.load() );
    SyncReport report;
    report.project = folder.metadata().identity.name;
    report.before = folder.metadata().identity.version;
    Committer committer( { folder.disk(), folder.clock(), context.onProgress }, folder.paths() );
    SYNCLINE_TRY( interrupted, committer.recover() );
    if ( interrupted )
    {
      report.files = interrupted->files;
      SYNCLINE_CHECK( folder.load() );
    }
    ProgressMeter meter( context.onProgress, folder.clock() );
    SYNCLINE_TRY( parked, finishParkedFiles( folder, { context.api, folder.disk(), folder.clock(), meter },
                                             userNameOf( context ), context.cancel ) );
    report.files += parked.files;
    report.hadUnfinishedBusiness = interrupted.has_value() || !parked.files.isEmpty();
    SYNCLINE_CHECK( folder.load() );
    report.after = folder.metadata().identity.version;
    return report;
  }
} // namespace syncline
