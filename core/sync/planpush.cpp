// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/planpush.h"

#include "core/gpkg/livedatabase.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int FEW_REMOVALS = 10; // that many are always believed

    //! The server's version differs from the base: it was not pulled (yet), so nothing of ours may go over it.
    bool isUnmerged( const RelPath &path, const Inventory &inventory )
    {
      const auto server = inventory.server.constFind( path );
      const auto base = inventory.base.constFind( path );
      return server != inventory.server.constEnd() &&
             ( base == inventory.base.constEnd() || base->checksum != server->checksum );
    }

    std::optional<UploadKind> kindOf( const LocalFile &file, const Inventory &inventory )
    {
      if ( isUnmerged( file.path, inventory ) )
        return std::nullopt;
      const bool isOnServer = inventory.server.contains( file.path );
      switch ( file.change )
      {
        case LocalChange::Unchanged:
        case LocalChange::Unknown:
          return std::nullopt;
        case LocalChange::Added:
          return UploadKind::Add;
        case LocalChange::Modified:
          return isOnServer ? UploadKind::Update : UploadKind::Add;
        case LocalChange::Missing:
          return isOnServer ? std::optional( UploadKind::Remove ) : std::nullopt;
      }
      Q_UNREACHABLE();
    }

    std::optional<Error> problemOf( const LocalFile &file, const UploadCandidate &candidate,
                                    const PushRights &rights )
    {
      if ( const std::optional<Error> forbidden = forbiddanceOf( candidate, rights ) )
        return forbidden;
      if ( file.isDamaged && candidate.isVersioned && candidate.kind != UploadKind::Remove )
        return Error{ ErrorKind::DamagedDatabase,
                      QStringLiteral( "%1 is no database" ).arg( file.path.toString() ),
                      {},
                      {} };
      return refusalOf( candidate );
    }
  } // namespace

  int PushPlan::count( UploadKind kind ) const
  {
    return int( std::count_if( changes.begin(), changes.end(),
                               [kind]( const UploadCandidate &one ) { return one.kind == kind; } ) );
  }

  PushPlan planPush( const Inventory &inventory, const PushRights &rights,
                     const QHash<RelPath, Error> &leaveOut )
  {
    PushPlan plan;
    for ( const LocalFile &file : inventory.local )
    {
      std::optional<Error> problem;
      UploadCandidate candidate{ file.path, UploadKind::Add, file.sizeBytes,
                                 livedb::isVersionedName( file.path.toString() ) };
      if ( file.change == LocalChange::Unknown )
        problem = file.problem;
      const std::optional<UploadKind> kind = kindOf( file, inventory );
      if ( kind )
      {
        candidate.kind = *kind;
        if ( !file.isDatabase )
          candidate.known = file.checksum;
        const auto known = leaveOut.constFind( file.path );
        problem = known == leaveOut.constEnd() ? problemOf( file, candidate, rights )
                                               : std::optional<Error>( *known );
      }
      if ( problem )
      {
        FileOutcome outcome;
        outcome.path = file.path.toString();
        outcome.event = FileEvent::NotUploaded;
        outcome.problem = problem;
        outcome.sizeBytes = file.sizeBytes;
        plan.leftOut.append( outcome );
      }
      else if ( kind )
        plan.changes.append( candidate );
    }
    return plan;
  }

  QList<UploadCandidate> firstBatch( const QList<UploadCandidate> &changes )
  {
    QList<UploadCandidate> uploads;
    QList<UploadCandidate> removals;
    for ( const UploadCandidate &change : changes )
      ( change.kind == UploadKind::Remove ? removals : uploads ).append( change );
    std::stable_sort( uploads.begin(), uploads.end(),
                      []( const UploadCandidate &a, const UploadCandidate &b ) {
                        return a.isVersioned != b.isVersioned ? a.isVersioned : a.sizeBytes < b.sizeBytes;
                      } );
    if ( uploads.size() > MAX_FILES_PER_PUSH )
      return uploads.mid( 0, MAX_FILES_PER_PUSH );
    return uploads + removals;
  }

  bool isMassRemoval( int removals, int baseFiles )
  {
    const bool isEmptied = removals > 0 && removals == baseFiles; // however few there were
    return isEmptied || ( removals > FEW_REMOVALS && removals * 2 > baseFiles );
  }
} // namespace syncline
