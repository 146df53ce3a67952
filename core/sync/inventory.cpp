// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/inventory.h"

#include "core/gpkg/livedatabase.h"
#include "core/sync/rowmerge.h"

namespace syncline
{
  namespace
  {
    constexpr qint64 NS_PER_MS = 1000000;

    Error waitingError( const RelPath &path )
    {
      return {
        ErrorKind::FileInUse, QStringLiteral( "%1 waits to be installed" ).arg( path.toString() ), {}, {}
      };
    }

    //! Compares a database whose bytes differ from the base entry's checksum.
    [[nodiscard]] Result<bool> hasSameContent( const ScannedFile &file, const BaseEntry &base,
                                               const JudgeTools &tools, const CancelToken &cancel )
    {
      const auto twin = tools.state.twins.constFind( file.path );
      if ( twin != tools.state.twins.constEnd() && *twin == file.sha1 && !file.hasPendingLog )
        return true;
      const QString basePath = tools.paths.basePathOf( file.path );
      const FileStat baseStat = tools.disk.stat( basePath ).value_or( FileStat() );
      if ( !baseStat.isFile() )
        return false; // the session rebuilds missing base files before it plans; without one, different bytes are an edit
      ContentVerdict verdict;
      verdict.live = file.sha1;
      verdict.walBytes = file.identity.walBytes;
      verdict.walModifiedNs = file.identity.walModifiedNs;
      verdict.baseChecksum = base.checksum;
      verdict.base = FileIdentity::of( baseStat, FileStat() );
      if ( const std::optional<bool> known = tools.cache.verdictFor( file.path, verdict ) )
        return *known;
      const Result<bool> same = sameToAll( tools.paths.pathOf( file.path ), basePath, cancel );
      if ( !same && same.error().kind == ErrorKind::DamagedDatabase )
        return false; // of the two it must be the base: the scan just read the other
      if ( !same )
        return same;
      verdict.isSame = *same;
      const qint64 nowNs = tools.clock.now().toMSecsSinceEpoch() * NS_PER_MS;
      if ( file.identity.newestNs() + ScanCache::RACY_NS < nowNs )
        tools.cache.setVerdict( file.path, verdict );
      return same;
    }

    [[nodiscard]] Result<LocalFile> judgedOne( const ScannedFile &file, const BaseEntry *base,
                                               const JudgeTools &tools, const CancelToken &cancel )
    {
      LocalFile local;
      local.path = file.path;
      local.checksum = file.sha1;
      local.sizeBytes = file.identity.sizeBytes;
      local.isDatabase = file.isDatabase;
      local.hasPendingLog = file.hasPendingLog;
      local.isDamaged = file.isDamaged;
      local.isLink = file.isLink;
      local.problem = file.problem;
      if ( file.problem )
        local.change = LocalChange::Unknown;
      else if ( !base )
        local.change = LocalChange::Added;
      else if ( local.holds( base->checksum ) )
        local.change = LocalChange::Unchanged;
      else if ( !file.isDatabase )
        local.change = LocalChange::Modified;
      else
      {
        const Result<bool> same = hasSameContent( file, *base, tools, cancel );
        if ( !same && same.error().kind == ErrorKind::Canceled )
          return tl::unexpected<Error>( same.error() );
        if ( !same )
          local.problem = same.error();
        local.change = !same ? LocalChange::Unknown : *same ? LocalChange::Unchanged : LocalChange::Modified;
      }
      return local;
    }

    //! A folder that lay on another volume and now is an ordinary one, or none: that volume is not mounted.
    bool isBelowLostVolume( const RelPath &path, const LocalFiles &found, const EngineState &state )
    {
      for ( const QString &folder : state.otherVolumes )
      {
        if ( path.toString().startsWith( folder + QLatin1Char( '/' ) ) &&
             !found.otherVolumes.contains( folder ) )
          return true;
      }
      return false;
    }
  } // namespace

  Result<LocalInventory> judged( const LocalFiles &found, const BaseFiles &base, const JudgeTools &tools,
                                 const CancelToken &cancel )
  {
    LocalInventory inventory;
    for ( const ScannedFile &file : found.files )
    {
      const auto entry = base.constFind( file.path );
      SYNCLINE_TRY( local, judgedOne( file, entry == base.constEnd() ? nullptr : &*entry, tools, cancel ) );
      inventory.insert( file.path, local );
    }
    for ( const BaseEntry &entry : base )
    {
      if ( inventory.contains( entry.path ) )
        continue;
      LocalFile local;
      local.path = entry.path;
      if ( isBelowLostVolume( entry.path, found, tools.state ) )
        local.problem =
          Error{ ErrorKind::LocalIo,
                 QStringLiteral( "the volume with %1 is not there" ).arg( entry.path.toString() ),
                 {},
                 {} };
      else if ( found.isSurelyMissing( entry.path ) )
        local.change = LocalChange::Missing;
      else
        local.problem = Error{
          ErrorKind::LocalIo,
          QStringLiteral( "the folder of %1 cannot be read, or is a link" ).arg( entry.path.toString() ),
          {},
          {}
        };
      inventory.insert( entry.path, local );
    }
    for ( const RelPath &path : tools.parked )
    {
      LocalFile &local = inventory[path];
      local.path = path;
      local.change = LocalChange::Unknown;
      local.problem = waitingError( path );
    }
    return inventory;
  }

  BaseFiles inScope( const BaseFiles &files, const FileFilter &scope )
  {
    BaseFiles part;
    for ( const BaseEntry &entry : files )
    {
      if ( scope.contains( entry.path ) )
        part.insert( entry.path, entry );
    }
    return part;
  }

  ServerInventory inScope( const QList<ServerFile> &files, const FileFilter &scope )
  {
    ServerInventory part;
    for ( const ServerFile &file : files )
    {
      if ( scope.contains( file.path ) )
        part.insert( file.path, file );
    }
    return part;
  }

  BaseEntry toBaseEntry( const ServerFile &file )
  {
    return { file.path, file.checksum, file.sizeBytes, file.changed.toUTC().toString( Qt::ISODateWithMs ) };
  }

  ServerFile toServerFile( const BaseEntry &entry )
  {
    return { entry.path, entry.checksum, entry.sizeBytes,
             QDateTime::fromString( entry.modified, Qt::ISODateWithMs ) };
  }

  DatabaseReader liveDatabaseReader()
  {
    return { []( const QString &path ) { return livedb::isDatabaseName( path ); },
             []( const QString &path, const CancelToken &cancel ) -> Result<DatabaseReader::Print>
             {
               SYNCLINE_TRY( print, livedb::fingerprint( path, cancel ) );
               return DatabaseReader::Print{ print.sha1, print.hasPendingWal };
             } };
  }
} // namespace syncline
