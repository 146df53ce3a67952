// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/chunksender.h"

#include "core/sync/pusher.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int MAX_TRIES = 4;
    constexpr int FIRST_WAIT_MS = 500; // doubles each time
  }                                    // namespace

  ChunkSender::ChunkSender( Stager::Tools tools, PushTicket &ticket, Target target,
                            std::function<QString( const PushedFile & )> pathOf )
    : mTools( tools )
    , mTicket( ticket )
    , mTarget( std::move( target ) )
    , mPathOf( std::move( pathOf ) )
    , mTransfers( tools.clock )
  {
  }

  Result<void> ChunkSender::run( const CancelToken &cancel )
  {
    qint64 total = 0;
    for ( PushedFile &file : mTicket.files )
    {
      total += file.bytesToSend();
      for ( int index = 0; index < file.chunks.size(); ++index )
        mWaiting.append( { &file,
                           index,
                           std::min( Pusher::CHUNK_BYTES, file.bytesToSend() - index * Pusher::CHUNK_BYTES ),
                           0,
                           {} } );
    }
    mTools.meter.begin( Phase::Uploading, total );
    const auto next = [this]
    {
      if ( mWaiting.isEmpty() )
        return false;
      start( mWaiting.takeFirst() );
      return true;
    };
    SYNCLINE_CHECK( mTransfers.run( next, cancel ) );
    mTools.meter.finish();
    return {};
  }

  Result<QByteArray> ChunkSender::read( const Chunk &chunk )
  {
    PushedFile &file = *chunk.file;
    SYNCLINE_TRY( bytes,
                  mTools.disk.readAt( mPathOf( file ), chunk.index * Pusher::CHUNK_BYTES, chunk.sizeBytes ) );
    bool isAsHashed = bytes.size() == chunk.sizeBytes;
    if ( isAsHashed && file.stagedToSend().isEmpty() )
    {
      Sha1Hasher &seen = mSeen[&file];
      seen.add( bytes );
      if ( chunk.index + 1 ==
           file.chunks.size() ) // before the last one goes out, and before any version is made of them
        isAsHashed = seen.result() == file.checksum;
    }
    if ( !isAsHashed )
      return syncline::fail(
        ErrorKind::VersionConflict,
        QStringLiteral( "'%1' was edited while it was sent" ).arg( file.candidate.path.toString() ) );
    return bytes;
  }

  void ChunkSender::start( Chunk chunk )
  {
    ++chunk.tries;
    if ( chunk.tries == 1 )
    {
      const Result<QByteArray> bytes = read( chunk );
      if ( !bytes )
      {
        mTransfers.fail( bytes.error() );
        return;
      }
      chunk.bytes = *bytes;
    }
    switch ( mTarget.protocol )
    {
      case Protocol::V1:
        follow( chunk, endpoints::pushChunk( mTicket.transaction, chunk.file->chunks.at( chunk.index ),
                                             chunk.bytes ) );
        return;
      case Protocol::V2:
        follow( chunk, endpoints::uploadChunk( mTarget.project, chunk.bytes ) );
        return;
    }
    Q_UNREACHABLE();
  }

  template<class T> void ChunkSender::follow( const Chunk &chunk, Endpoint<T> endpoint )
  {
    const QString path = chunk.file->candidate.path.toString();
    const qint64 before = mBytes;
    endpoint.request.onSent = [this, before, path]( qint64 done, qint64 )
    { mTools.meter.set( before + done, path ); };
    mTransfers.follow<T>( mTools.api.call( endpoint ),
                          [this, chunk]( const Result<T> &answer )
                          {
                            if ( !answer )
                              settle( chunk, tl::unexpected<Error>( answer.error() ) );
                            else if constexpr ( std::is_same_v<T, UploadedChunk> )
                              settle( chunk, answer->id );
                            else
                              settle( chunk, chunk.file->chunks.at( chunk.index ) );
                          } );
  }

  void ChunkSender::settle( const Chunk &chunk, const Result<ChunkId> &answer )
  {
    if ( mTransfers.isOver() )
      return;
    if ( answer )
    {
      chunk.file->chunks[chunk.index] = *answer;
      mBytes += chunk.sizeBytes;
      mTools.meter.set( mBytes, chunk.file->candidate.path.toString() );
      return;
    }
    // sending a chunk again overwrites it, so a torn one or a lost answer does no harm
    const bool mayTryAgain =
      isWorthRetrying( answer.error().kind ) || answer.error().kind == ErrorKind::MalformedReply;
    if ( !mayTryAgain || chunk.tries >= MAX_TRIES )
    {
      mTransfers.fail( answer.error() );
      return;
    }
    mTransfers.later( std::chrono::milliseconds( FIRST_WAIT_MS << ( chunk.tries - 1 ) ),
                      [this, chunk] { mWaiting.prepend( chunk ); } );
  }
} // namespace syncline
