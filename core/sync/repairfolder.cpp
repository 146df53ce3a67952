// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/jsonreader.h"
#include "core/base/logging.h"
#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/project/projectlock.h"
#include "core/sync/foldercare.h"
#include "core/sync/puller.h"
#include "core/sync/rebuildmetadata.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    //! One repair of a folder.
    class FolderRepair
    {
      public:
        FolderRepair( const SyncContext &context, const QString &path )
          : mContext( context )
          , mFolder( path, context )
          , mDisk( mFolder.disk() )
          , mPaths( mFolder.paths() )
        {
        }

        [[nodiscard]] Result<SyncReport> run( const ProjectName &name )
        {
          const Result<void> known = mFolder.load();
          if ( known )
            return untouched();
          SYNCLINE_TRY( ours, mDisk.stat( mPaths.merginFolder() ) );
          const bool isLost = known.error().kind == ErrorKind::DamagedMetadata ||
                              ( known.error().kind == ErrorKind::NotAProject && ours.isFolder() );
          if ( !isLost )
            return passOn( known.error(), __func__ );
          SYNCLINE_CHECK( FileFilter::load( mDisk, mPaths.filterPath() ) ); // may be what is damaged
          SYNCLINE_TRY( lock, ProjectLock::acquire( mPaths, mDisk ) );
          Committer committer( { mDisk, mFolder.clock(), mContext.onProgress }, mPaths );
          SYNCLINE_TRY( interrupted, committer.recover() ); // of a repair that was interrupted, for one
          if ( interrupted && mFolder.load() )
            return untouched();
          const Metadata remains = lostmetadata::remainsIn( mPaths, mDisk );
          SYNCLINE_TRY( info, ask( remains.identity, name, known.error() ) );
          if ( const Result<EngineState> state = lostmetadata::find( mPaths, mDisk ) )
          {
            SYNCLINE_CHECK( lostmetadata::restore( mPaths, mDisk, *state, info ) );
            SYNCLINE_CHECK( mFolder.load() );
            return untouched();
          }
          SYNCLINE_TRY( report, compare( info, remains ) );
          SYNCLINE_CHECK( lostmetadata::forgetAside( mPaths, mDisk ) );
          return report;
        }

      private:
        SyncReport untouched() const
        {
          SyncReport report;
          report.project = mFolder.metadata().identity.name;
          report.before = mFolder.metadata().identity.version;
          report.after = report.before;
          return report;
        }

        [[nodiscard]] Result<ProjectInfo> ask( const ProjectIdentity &left, const ProjectName &given,
                                               const Error &damage )
        {
          const ProjectName &name = given.isEmpty() ? left.name : given;
          if ( name.isEmpty() && left.id.isEmpty() )
            return tl::unexpected<Error>( damage );
          SYNCLINE_TRY( info, await( mContext.api.call( given.isEmpty() && !left.id.isEmpty()
                                                          ? endpoints::projectInfoById( left.id )
                                                          : endpoints::projectInfo( name ) ),
                                     mContext.cancel ) );
          if ( !left.id.isEmpty() && left.id != info.summary.id )
            return fail( ErrorKind::InvalidInput,
                         QStringLiteral( "the folder belongs to another project than %1" )
                           .arg( info.summary.name.toString() ) );
          return info;
        }

        /**
         * Whether what is left tells of a newer version than the server has: its data were restored from a backup. The server dates a
         * file by the version that last changed it, so both times are of one clock; not every answer has fractions of seconds.
         */
        static bool isAhead( const Metadata &remains, const ProjectInfo &info )
        {
          if ( info.summary.version < remains.identity.version )
            return true;
          QHash<RelPath, ServerFile> onServer;
          for ( const ServerFile &file : info.files )
            onServer.insert( file.path, file );
          return std::any_of( remains.files.begin(), remains.files.end(),
                              [&]( const BaseEntry &known )
                              {
                                const QDateTime when = timeFromWire( known.modified );
                                const auto isLater = [&when]( const QDateTime &than ) {
                                  return when.isValid() && than.isValid() &&
                                         when.toSecsSinceEpoch() > than.toSecsSinceEpoch();
                                };
                                const auto there = onServer.constFind( known.path );
                                return isLater( info.summary.updated ) ||
                                       ( there != onServer.constEnd() && there->checksum != known.checksum &&
                                         isLater( there->changed ) );
                              } );
        }

        //! A base file that can be read, and its checksum.
        std::optional<BaseEntry> baseFileOf( const RelPath &path ) const
        {
          const QString base = mPaths.basePathOf( path );
          const Result<FileStat> there = mDisk.stat( base );
          if ( !there || !there->isFile() || there->sizeBytes == 0 || !livedb::check( base ) )
            return std::nullopt;
          const Result<Sha1> sha1 = mDisk.hash( base, mContext.cancel );
          return sha1 ? std::optional<BaseEntry>( BaseEntry{ path, *sha1, there->sizeBytes, {} } )
                      : std::nullopt;
        }

        /**
         * What the lost metadata said of a file, as far as it can be known: what is the same on both sides was surely synced, and a
         * base file is what it was synced as, whatever its name on the server was then.
         */
        std::optional<BaseEntry> baseOf( const LocalFile &local, const ServerFile *server,
                                         const BaseEntry *remembered )
        {
          if ( server && local.holds( server->checksum ) )
            return toBaseEntry( *server );
          const bool isKnownThere = server && remembered && remembered->checksum == server->checksum;
          if ( !livedb::isVersionedName( local.path.toString() ) )
            return remembered && ( isKnownThere || !mIsAhead ) ? std::optional<BaseEntry>( *remembered )
                                                               : std::nullopt;
          const std::optional<BaseEntry> file = baseFileOf( local.path );
          if ( !file )
            return std::nullopt; // rows cannot come together without one
          if ( isKnownThere || ( server && file->checksum == server->checksum ) )
            return toBaseEntry( *server );
          if ( mIsAhead ) // newer than what the server has: both are kept, rows would only be taken back
            return std::nullopt;
          mMerged.append( local.path );
          return remembered ? *remembered : *file;
        }

        static bool hasAnyOf( const ServerInventory &server, const BaseFiles &base )
        {
          return server.isEmpty() ||
                 std::any_of( base.begin(), base.end(),
                              [&server]( const BaseEntry &entry )
                              {
                                const auto there = server.constFind( entry.path );
                                return there != server.constEnd() && there->checksum == entry.checksum;
                              } );
        }

        [[nodiscard]] Result<SyncReport> compare( const ProjectInfo &info, const Metadata &remains )
        {
          mIsAhead = isAhead( remains, info );
          if ( mIsAhead )
            qCWarning( lcSync ) << "the server went back to" << info.summary.version.toString();
          SYNCLINE_TRY( scope, FileFilter::load( mDisk, mPaths.filterPath() ) );
          const EngineState state = EngineState::load( mDisk, mPaths.statePath() ).value_or( EngineState() );
          if ( scope.isEverything() && state.project == info.summary.id )
            scope = state.filter; // as Folder::load() does where file_filter.json is gone
          SYNCLINE_CHECK( mFolder.beginEmpty( info, scope ) );
          SYNCLINE_CHECK( mFolder.keepScope() );
          const ServerInventory server = mFolder.serverFiles( info );
          SYNCLINE_TRY( local, mFolder.look( mContext.cancel ) );
          BaseFiles base;
          for ( const LocalFile &file : local )
          {
            const auto there = server.constFind( file.path );
            const auto known = remains.files.constFind( file.path );
            const auto entry = baseOf( file, there == server.constEnd() ? nullptr : &*there,
                                       known == remains.files.constEnd() ? nullptr : &*known );
            if ( entry )
              base.insert( file.path, *entry );
          }
          if ( remains.identity.id.isEmpty() && !local.isEmpty() && !hasAnyOf( server, base ) )
            return fail( ErrorKind::InvalidInput,
                         QStringLiteral( "no file in the folder is as in %1, so it may be another project's" )
                           .arg( info.summary.name.toString() ) );
          mFolder.assume( base );
          SYNCLINE_CHECK( lostmetadata::setAside( mPaths, mDisk ) );
          ProgressMeter meter( mContext.onProgress, mFolder.clock() );
          Puller puller( mFolder, { mContext.api, mDisk, mFolder.clock(), meter }, mContext.onProgress );
          for ( const RelPath &path : std::as_const( mMerged ) )
            puller.doubtBase(
              path ); // from which version it came is not known: the server's comes as a whole
          const SessionData &session = mContext.api.session().data();
          const Puller::Order order{
            info, false, session.auth ? session.auth->userName : session.credentials.userName, {}
          };
          SYNCLINE_TRY( result, puller.pull( order, mContext.cancel ) );
          SyncReport report = untouched();
          report.files = result.files;
          report.files.append( mFolder.heldBack() );
          if ( mIsAhead )
            report.serverWentBackTo = info.summary.version;
          return report;
        }

        SyncContext mContext;
        Folder mFolder;
        FileOps &mDisk;
        const ProjectPaths &mPaths;
        QList<RelPath> mMerged;
        bool mIsAhead = false; //!< of a server that went back
    };
  } // namespace

  Result<SyncReport> repairFolder( const SyncContext &context, const QString &folder,
                                   const ProjectName &name )
  {
    return FolderRepair( context, folder ).run( name );
  }
} // namespace syncline
