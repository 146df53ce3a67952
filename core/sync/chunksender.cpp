// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/chunksender.h"

#include "core/net/await.h"
#include "core/sync/pusher.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int MAX_TRIES = 4;
    constexpr int FIRST_PAUSE_MS = 500; // doubles each time
  }                                     // namespace

  ChunkSender::ChunkSender( Stager::Tools tools, PushTicket &ticket, Target target,
                            std::function<QString( const PushedFile & )> pathOf )
    : mTools( tools )
    , mTicket( ticket )
    , mTarget( std::move( target ) )
    , mPathOf( std::move( pathOf ) )
  {
  }

  Result<void> ChunkSender::run( const CancelToken &cancel )
  {
    qint64 total = 0;
    for ( PushedFile &file : mTicket.files )
    {
      total += file.bytesToSend();
      for ( int index = 0; index < file.chunks.size(); ++index )
        mWaiting.append( { &file, index,
                           std::min( Pusher::CHUNK_BYTES, file.bytesToSend() - index * Pusher::CHUNK_BYTES ),
                           0 } );
    }
    mTools.meter.begin( Phase::Uploading, total );
    auto made = Resolver<bool>::make();
    mDone.emplace( made.second );
    mDone->onCancel( [this] { fail( Error{ ErrorKind::Canceled, {}, {}, {} } ); } );
    pump();
    const Result<bool> sent = await( made.first, cancel );
    mDone.reset();
    if ( !sent )
      return passOn( sent.error(), __func__ );
    mTools.meter.finish();
    return {};
  }

  void ChunkSender::pump()
  {
    if ( mIsPumping )
      return;
    mIsPumping = true;
    while ( mDone && !mDone->isResolved() && !mWaiting.isEmpty() &&
            int( mInFlight.size() + mInFlightV2.size() ) < MAX_TRANSFERS )
      start( mWaiting.takeFirst() );
    mIsPumping = false;
    finishIfDone();
  }

  void ChunkSender::finishIfDone()
  {
    if ( mDone && !mDone->isResolved() && mWaiting.isEmpty() && mInFlight.empty() && mInFlightV2.empty() &&
         mPausing == 0 )
      mDone->resolve( true );
  }

  Result<QByteArray> ChunkSender::read( const Chunk &chunk ) const
  {
    const PushedFile &file = *chunk.file;
    SYNCLINE_TRY( bytes,
                  mTools.disk.readAt( mPathOf( file ), chunk.index * Pusher::CHUNK_BYTES, chunk.sizeBytes ) );
    const bool isAsHashed =
      bytes.size() == chunk.sizeBytes &&
      ( file.chunkSums.isEmpty() || sha1Of( bytes ) == file.chunkSums.at( chunk.index ) );
    if ( !isAsHashed )
      return syncline::fail(
        ErrorKind::VersionConflict,
        QStringLiteral( "'%1' was edited while it was sent" ).arg( file.candidate.path.toString() ) );
    return bytes;
  }

  void ChunkSender::start( Chunk chunk )
  {
    ++chunk.tries;
    const Result<QByteArray> bytes = read( chunk );
    if ( !bytes )
    {
      fail( bytes.error() );
      return;
    }
    switch ( mTarget.protocol )
    {
      case Protocol::V1:
        follow( chunk,
                endpoints::pushChunk( mTicket.transaction, chunk.file->chunks.at( chunk.index ), *bytes ),
                mInFlight );
        return;
      case Protocol::V2:
        follow( chunk, endpoints::uploadChunk( mTarget.project, *bytes ), mInFlightV2 );
        return;
    }
    Q_UNREACHABLE();
  }

  template<class T>
  void ChunkSender::follow( const Chunk &chunk, Endpoint<T> endpoint, std::map<int, Call<T>> &inFlight )
  {
    const QString path = chunk.file->candidate.path.toString();
    const qint64 before = mBytes;
    endpoint.request.onSent = [this, before, path]( qint64 done, qint64 )
    { mTools.meter.set( before + done, path ); };
    Call<T> call = mTools.api.call( endpoint );
    const int number = mNextCall++;
    inFlight.emplace( number, call );
    call.then( this,
               [this, number, chunk, &inFlight]( const Result<T> &answer )
               {
                 inFlight.erase( number );
                 if ( !answer )
                   settle( chunk, tl::unexpected<Error>( answer.error() ) );
                 else if constexpr ( std::is_same_v<T, UploadedChunk> )
                   settle( chunk, answer->id );
                 else
                   settle( chunk, chunk.file->chunks.at( chunk.index ) );
                 pump();
               } );
  }

  void ChunkSender::settle( const Chunk &chunk, const Result<ChunkId> &answer )
  {
    if ( !mDone || mDone->isResolved() )
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
      fail( answer.error() );
      return;
    }
    ++mPausing;
    mTools.clock.after( std::chrono::milliseconds( FIRST_PAUSE_MS << ( chunk.tries - 1 ) ), this,
                        [this, chunk]
                        {
                          --mPausing;
                          mWaiting.prepend( chunk );
                          pump();
                        } );
  }

  void ChunkSender::fail( const Error &error )
  {
    if ( !mDone || mDone->isResolved() )
      return;
    const Resolver<bool> done = *mDone;
    const std::map<int, Call<bool>> inFlight = mInFlight;
    const std::map<int, Call<UploadedChunk>> inFlightV2 = mInFlightV2;
    mWaiting.clear();
    done.resolve( tl::unexpected<Error>( error ) );
    for ( const auto &[number, call] : inFlight )
      Call<bool>( call ).cancel();
    for ( const auto &[number, call] : inFlightV2 )
      Call<UploadedChunk>( call ).cancel();
  }
} // namespace syncline
