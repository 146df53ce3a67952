// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/serverdiffs.h"

#include "core/base/logging.h"
#include "core/net/await.h"
#include "core/sync/capabilities.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int MAX_TRIES = 3;
    constexpr int FLUSH_BYTES = 1024 * 1024;

    //! Whether the whole sync has to end, not only this shortcut.
    bool isEverybodysTrouble( const Error &error )
    {
      switch ( error.kind )
      {
        case ErrorKind::Canceled:
        case ErrorKind::Offline:
        case ErrorKind::Timeout:
        case ErrorKind::TlsFailure:
        case ErrorKind::Unauthorized:
        case ErrorKind::RateLimited:
        case ErrorKind::DiskFull:
          return true;
        case ErrorKind::NotAServer:
        case ErrorKind::Forbidden:
        case ErrorKind::NotFound:
        case ErrorKind::AlreadyExists:
        case ErrorKind::VersionConflict:
        case ErrorKind::Locked:
        case ErrorKind::QuotaExceeded:
        case ErrorKind::ServerRejected:
        case ErrorKind::ServerFailure:
        case ErrorKind::ServerTooOld:
        case ErrorKind::ClientTooOld:
        case ErrorKind::MalformedReply:
        case ErrorKind::FileInUse:
        case ErrorKind::ReadOnly:
        case ErrorKind::LocalIo:
        case ErrorKind::DamagedDatabase:
        case ErrorKind::SchemaDiffers:
        case ErrorKind::MalformedChangeset:
        case ErrorKind::ChangesetConflict:
        case ErrorKind::UnsafePath:
        case ErrorKind::NotAProject:
        case ErrorKind::DamagedMetadata:
        case ErrorKind::UnfinishedBusiness:
        case ErrorKind::MassRemoval:
        case ErrorKind::Busy:
        case ErrorKind::InvalidInput:
        case ErrorKind::CredentialStore:
        case ErrorKind::Bug:
          return false;
      }
      Q_UNREACHABLE();
    }

    /**
     * The part of \a chain that leads from the base to \a wanted. The server may have gone on since its list was made, and the base
     * may be ahead of the folder's version (a file beside it could not be installed): both are told by checksums.
     */
    QList<DiffLink> cut( const QList<FileChange> &chain, const Sha1 &base, const ServerFile &wanted,
                         Version to )
    {
      QList<DiffLink> links;
      Sha1 reached;
      for ( const FileChange &change : chain )
      {
        if ( change.version > to || !change.diff )
          break;
        reached = change.checksum;
        if ( change.checksum == base ) // we are here already
          links.clear();
        else
          links.append(
            { change.version, {}, change.diff->checksum, change.diff->sizeBytes, change.diff->sizeBytes } );
      }
      return reached == wanted.checksum ? links : QList<DiffLink>();
    }
  } // namespace

  ServerDiffs::ServerDiffs( Stager::Tools tools, Project project )
    : mTools( tools )
    , mProject( std::move( project ) )
  {
  }

  Result<ServerDiffs::Answer> ServerDiffs::ask( const QList<ServerFile> &wanted, const BaseFiles &base,
                                                const Range &range, const CancelToken &cancel )
  {
    if ( wanted.isEmpty() || !( range.from < range.to ) )
      return Answer();
    const Result<ServerCapabilities> server = capabilitiesOf( mTools.api, cancel );
    const bool isV2 = server && server->pullProtocol() == Protocol::V2 && !mProject.id.isEmpty();
    Result<Answer> answer =
      isV2 ? askDelta( wanted, base, range, cancel ) : askHistory( wanted, base, range, cancel );
    if ( !answer && isV2 && !isEverybodysTrouble( answer.error() ) )
      answer = askHistory( wanted, base, range, cancel );
    if ( !answer && isEverybodysTrouble( answer.error() ) )
      return passOn( answer.error(), __func__ );
    if ( !answer )
      qCInfo( lcSync ) << "no changesets to be had:" << toLogLine( answer.error() );
    return answer ? *answer : Answer();
  }

  Result<ServerDiffs::Answer> ServerDiffs::askHistory( const QList<ServerFile> &wanted, const BaseFiles &base,
                                                       const Range &range, const CancelToken &cancel )
  {
    SYNCLINE_TRY(
      info,
      await( mTools.api.call( endpoints::projectInfoSince( mProject.name, range.from.next() ) ), cancel ) );
    QHash<RelPath, ServerFile> told;
    for ( const ServerFile &file : std::as_const( info.files ) )
      told.insert( file.path, file );
    Answer answer;
    for ( const ServerFile &file : wanted )
    {
      const ServerFile known = told.value( file.path );
      // A folder whose metadata were made anew counts from the empty project, so that its histories begin with each file itself.
      const bool isWholeStory = range.from == Version() && base.contains( file.path );
      if ( !isWholeStory &&
           std::any_of( known.history.begin(), known.history.end(),
                        []( const FileChange &change ) { return change.kind != FileChangeKind::Updated; } ) )
        answer.recreated.insert( file.path );
      const auto chain = diffChain( known, range.from );
      if ( !chain )
        continue;
      const QList<DiffLink> links = cut( *chain, base.value( file.path ).checksum, file, range.to );
      qint64 bytes = 0;
      for ( const DiffLink &link : links )
        bytes += link.sizeBytes;
      if ( !links.isEmpty() && bytes < file.sizeBytes ) // else the file itself is the better deal
        answer.chains.insert( file.path, links );
    }
    return answer;
  }

  Result<ServerDiffs::Answer> ServerDiffs::askDelta( const QList<ServerFile> &wanted, const BaseFiles &base,
                                                     const Range &range, const CancelToken &cancel )
  {
    SYNCLINE_TRY(
      delta,
      await( mTools.api.call( endpoints::projectDelta( mProject.id, range.from, range.to ) ), cancel ) );
    QHash<RelPath, ServerFile> byPath;
    for ( const ServerFile &file : wanted )
      byPath.insert( file.path, file );
    Answer answer;
    QList<ServerFile> replaced;
    for ( const DeltaItem &item : std::as_const( delta.items ) )
    {
      const auto file = byPath.constFind( item.path );
      if ( file == byPath.constEnd() )
        continue;
      if ( item.kind != DeltaKind::UpdateDiff )
        replaced.append( *file );
      else if ( file->checksum == item.checksum && !item.diffs.isEmpty() )
      {
        QList<DiffLink> links;
        for ( const QString &id : item.diffs )
          links.append( { item.version, id, {}, -1, file->sizeBytes } );
        answer.chains.insert( item.path, links );
      }
    }
    if (
      !replaced
         .isEmpty() ) // a delta does not tell a file that was pushed whole from one that was removed and added again
    {
      SYNCLINE_TRY( history, askHistory( replaced, base, range, cancel ) );
      answer.recreated = history.recreated;
    }
    return answer;
  }

  Result<qint64> ServerDiffs::fetch( const RelPath &path, const DiffLink &link, const QString &to,
                                     const CancelToken &cancel )
  {
    for ( int tries = 1;; ++tries )
    {
      SYNCLINE_CHECK( removeIfThere( mTools.disk, to ) );
      QByteArray buffer;
      qint64 written = 0;
      const auto flush = [&]() -> Result<void>
      {
        SYNCLINE_CHECK( mTools.disk.writeAt( to, written, buffer ) );
        written += buffer.size();
        buffer.clear();
        return {};
      };
      const auto sink = [&]( const QByteArray &bytes ) -> Result<void>
      {
        if ( written + buffer.size() + bytes.size() > link.mostBytes )
          return fail( ErrorKind::MalformedReply,
                       QStringLiteral( "a changeset of %1 is longer than %2 bytes" )
                         .arg( path.toString() )
                         .arg( link.mostBytes ) );
        buffer.append( bytes );
        return buffer.size() < FLUSH_BYTES ? Result<void>() : flush();
      };
      const Endpoint<qint64> endpoint = link.id.isEmpty()
                                          ? endpoints::rawDiff( { mProject.name, path, link.version }, sink )
                                          : endpoints::rawDiffById( mProject.id, link.id, sink );
      const Result<qint64> got = await( mTools.api.call( endpoint ), cancel );
      if ( !got && isWorthRetrying( got.error() ) && tries < MAX_TRIES )
        continue;
      SYNCLINE_CHECK( got );
      SYNCLINE_CHECK( flush() );
      if ( link.sizeBytes < 0 || ( written == link.sizeBytes && link.checksum.isEmpty() ) )
        return written;
      SYNCLINE_TRY( sha1, mTools.disk.hash( to, cancel ) );
      if ( written == link.sizeBytes && sha1 == link.checksum )
        return written;
      return fail( ErrorKind::MalformedReply,
                   QStringLiteral( "a changeset of %1 is not what the server says" ).arg( path.toString() ) );
    }
  }
} // namespace syncline
