// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/pusher.h"

#include "core/base/logging.h"
#include "core/gpkg/livedatabase.h"
#include "core/net/await.h"
#include "core/sync/chunksender.h"
#include "core/sync/committer.h"

#include <QCryptographicHash>

namespace syncline
{
  namespace
  {
    QList<ChunkId> freshChunks( qint64 sizeBytes )
    {
      QList<ChunkId> chunks;
      for ( qint64 from = 0; from < sizeBytes; from += Pusher::CHUNK_BYTES )
        chunks.append( newChunkId() );
      return chunks;
    }

    //! The request may have been carried out although there is no answer to tell it.
    bool isOutcomeUnknown( ErrorKind kind )
    {
      return kind == ErrorKind::Offline || kind == ErrorKind::Timeout || kind == ErrorKind::ServerFailure ||
             kind == ErrorKind::MalformedReply || kind == ErrorKind::Canceled ||
             kind == ErrorKind::NotFound || kind == ErrorKind::NotAServer || kind == ErrorKind::TlsFailure;
    }
  } // namespace

  Pusher::Pusher( Stager::Tools tools, const ProjectPaths &paths, Project project )
    : mTools( tools )
    , mPaths( paths )
    , mProject( std::move( project ) )
    , mTicket( tools.disk, paths.ticketPath() )
  {
  }

  Result<Pusher::Prepared> Pusher::prepare( const QList<UploadCandidate> &batch, const BaseFiles &base,
                                            const QString &run, const CancelToken &cancel )
  {
    Prepared prepared;
    prepared.ticket.run = run;
    mStager = std::make_unique<Stager>( mTools, mPaths, run );
    for ( const UploadCandidate &candidate : batch )
    {
      if ( candidate.kind == UploadKind::Remove )
      {
        prepared.ticket.removals.append( candidate.path );
        continue;
      }
      const Result<PushedFile> file = prepareOne( candidate, cancel );
      const bool isEverybodysTrouble =
        !file && ( file.error().kind == ErrorKind::Canceled || file.error().kind == ErrorKind::DiskFull );
      if ( isEverybodysTrouble )
        return passOn( file.error(), __func__ );
      const auto known = base.constFind( candidate.path );
      if ( !file )
        prepared.leftOut.insert( candidate.path, file.error() );
      else if ( known != base.constEnd() && known->checksum == file->checksum )
        prepared.leftOut.insert( candidate.path, Error{ ErrorKind::AlreadyExists, {}, {}, {} } );
      else
        prepared.ticket.files.append( *file );
    }
    return prepared;
  }

  Result<PushedFile> Pusher::prepareOne( const UploadCandidate &candidate, const CancelToken &cancel )
  {
    PushedFile file;
    file.candidate = candidate;
    const QString live = mPaths.pathOf( candidate.path );
    if ( candidate.sizeBytes > 0 && livedb::isDatabaseName( live ) )
    {
      const Result<QString> snapshot = mStager->snapshot( candidate.path, cancel );
      if ( snapshot )
      {
        file.staged = *snapshot;
        SYNCLINE_TRY( sha1, mTools.disk.hash( mStager->stagedPath( file.staged ), cancel ) );
        SYNCLINE_TRY( there, mTools.disk.stat( mStager->stagedPath( file.staged ) ) );
        file.checksum = sha1;
        file.sizeBytes = there.sizeBytes;
        file.chunks = freshChunks( file.sizeBytes );
        return file;
      }
      if ( snapshot.error().kind != ErrorKind::DamagedDatabase || candidate.isVersioned )
        return tl::unexpected<Error>( snapshot.error() );
    }
    if ( candidate.sizeBytes > MAX_COPY_BYTES )
      return prepareLarge( candidate, cancel );
    SYNCLINE_TRY( copy, mStager->copyOf( candidate.path, cancel ) );
    file.staged = copy.name;
    file.checksum = copy.checksum;
    file.sizeBytes = copy.sizeBytes;
    file.chunks = freshChunks( file.sizeBytes );
    return file;
  }

  Result<PushedFile> Pusher::prepareLarge( const UploadCandidate &candidate, const CancelToken &cancel )
  {
    PushedFile file;
    file.candidate = candidate;
    QCryptographicHash whole( QCryptographicHash::Sha1 );
    for ( ;; )
    {
      if ( cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      SYNCLINE_TRY( bytes,
                    mTools.disk.readAt( mPaths.pathOf( candidate.path ), file.sizeBytes, CHUNK_BYTES ) );
      if ( bytes.isEmpty() )
        break;
      whole.addData( bytes );
      file.chunkSums.append( sha1Of( bytes ) );
      file.chunks.append( newChunkId() );
      file.sizeBytes += bytes.size();
    }
    file.checksum = sha1FromDigest( whole.result() );
    return file;
  }

  Result<ProjectInfo> Pusher::push( PushTicket ticket, const CancelToken &cancel )
  {
    if ( cancel.isCanceled() )
      return fail( ErrorKind::Canceled );
    SYNCLINE_CHECK( mTicket.begin( ticket.toJson() ) );
    const Result<endpoints::PushStarted> started =
      await( mTools.api.call( endpoints::startPush( mProject.name, ticket.base, ticket.changes() ) ) );
    if ( !started && !isOutcomeUnknown( started.error().kind ) )
    {
      SYNCLINE_CHECK( forget( ticket ) );
      return passOn( started.error(), "startPush" );
    }
    if ( !started ) // a push of nothing but removals may be done by now; the ticket knows how to find out
      return passOn( started.error(), "startPush" );
    if ( started->finished )
      return *started->finished;
    ticket.transaction = started->transaction;
    const Result<void> noted = mTicket.begin( ticket.toJson() );
    const Result<void> sent = noted ? sendChunks( ticket, cancel ) : noted;
    if ( !sent )
    {
      abandon( ticket );
      SYNCLINE_CHECK( forget( ticket ) );
      return passOn( sent.error(), __func__ );
    }
    return finish( ticket, cancel );
  }

  Result<void> Pusher::sendChunks( const PushTicket &ticket, const CancelToken &cancel )
  {
    ChunkSender sender( mTools, ticket,
                        [this, &ticket]( const PushedFile &file )
                        {
                          return file.staged.isEmpty() ? mPaths.pathOf( file.candidate.path )
                                                       : Committer::stagingFolder( mPaths, ticket.run ) +
                                                           QLatin1Char( '/' ) + file.staged;
                        } );
    return sender.run( cancel );
  }

  Result<ProjectInfo> Pusher::finish( const PushTicket &ticket, const CancelToken &cancel )
  {
    if ( cancel.isCanceled() ) // the last moment at which nothing has happened yet
    {
      abandon( ticket );
      SYNCLINE_CHECK( forget( ticket ) );
      return fail( ErrorKind::Canceled );
    }
    const Result<ProjectInfo> finished =
      await( mTools.api.call( endpoints::finishPush( ticket.transaction ) ) );
    if ( finished )
      return finished;
    if ( !isOutcomeUnknown( finished.error().kind ) )
    {
      abandon( ticket );
      SYNCLINE_CHECK( forget( ticket ) );
      return passOn( finished.error(), "finishPush" );
    }
    qCInfo( lcSync ) << "the answer to the push was lost; asking the server";
    const Result<std::optional<ProjectInfo>> found = findOnServer( ticket, {} );
    if ( found && *found )
      return **found;
    if ( found ) // surely not there: nothing of it is left behind
    {
      abandon( ticket );
      SYNCLINE_CHECK( forget( ticket ) );
    }
    return passOn( finished.error(), "finishPush" );
  }

  Endpoint<ProjectInfo> Pusher::latestInfo() const
  {
    return mProject.id.isEmpty() ? endpoints::projectInfo( mProject.name )
                                 : endpoints::projectInfoById( mProject.id );
  }

  Result<std::optional<ProjectInfo>> Pusher::findOnServer( const PushTicket &ticket,
                                                           const CancelToken &cancel )
  {
    SYNCLINE_TRY( latest, await( mTools.api.call( latestInfo() ), cancel ) );
    const Version ours = ticket.base.next();
    if ( latest.summary.version < ours )
      return std::optional<ProjectInfo>();
    if ( latest.summary.version > ours )
    {
      SYNCLINE_TRY(
        older, await( mTools.api.call( endpoints::projectInfoAt( latest.summary.name, ours ) ), cancel ) );
      older.workspaceId = latest.workspaceId; // versions do not tell these
      older.summary.role = latest.summary.role;
      older.summary.isPublic = latest.summary.isPublic;
      latest = older;
    }
    return ticket.isContainedIn( latest.files ) ? std::optional<ProjectInfo>( latest ) : std::nullopt;
  }

  Result<std::optional<Pusher::Pushed>> Pusher::recover( Version metadataVersion, const CancelToken &cancel )
  {
    SYNCLINE_TRY( json, mTicket.load() );
    if ( !json )
    {
      SYNCLINE_CHECK( mTicket.finish() ); // a torn one
      return std::optional<Pushed>();
    }
    SYNCLINE_TRY( ticket, PushTicket::fromJson( *json ) );
    std::optional<ProjectInfo> found;
    if ( metadataVersion == ticket.base || metadataVersion < ticket.base )
    {
      SYNCLINE_TRY( info, findOnServer( ticket, cancel ) );
      found = info;
      if ( !found )
        abandon( ticket );
    }
    if ( found )
      return std::optional<Pushed>( Pushed{ ticket, *found } );
    SYNCLINE_CHECK( forget( ticket ) );
    return std::optional<Pushed>();
  }

  void Pusher::abandon( const PushTicket &ticket )
  {
    if ( ticket.transaction.isEmpty() )
      return;
    const Result<bool> canceled = await( mTools.api.call( endpoints::cancelPush( ticket.transaction ) ) );
    if ( !canceled && canceled.error().kind != ErrorKind::NotFound )
      qCInfo( lcSync ) << "the push could not be canceled:" << toLogLine( canceled.error() );
  }

  Result<void> Pusher::forget( const PushTicket &ticket )
  {
    SYNCLINE_CHECK( mTicket.finish() );
    return removeTree( mTools.disk, Committer::stagingFolder( mPaths, ticket.run ) );
  }

  QList<RelPath> Pusher::blamedBy( const Error &error, const PushTicket &ticket )
  {
    QList<RelPath> blamed;
    const FailedFiles *failed = std::get_if<FailedFiles>( &error.payload );
    const ServerDetail *said = std::get_if<ServerDetail>( &error.payload );
    for ( const PushedFile &file : ticket.files )
    {
      const QString path = file.candidate.path.toString();
      const bool isListed = failed && failed->reasons.contains( path );
      const bool isQuoted = said && said->detail.contains( QLatin1Char( '\'' ) + path + QLatin1Char( '\'' ) );
      if ( isListed || isQuoted || error.detail.contains( QLatin1Char( '\'' ) + path + QLatin1Char( '\'' ) ) )
        blamed.append( file.candidate.path );
    }
    return blamed;
  }
} // namespace syncline
