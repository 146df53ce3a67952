// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/livedatabase.h"
#include "core/sync/beyondrows.h"
#include "core/sync/pusher.h"
#include "core/sync/tablerows.h"

// What Pusher does before the first request.
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

    //! Rows do not tell what changed; the whole file does.
    bool isReasonForWhole( const Error &error )
    {
      return error.kind == ErrorKind::SchemaDiffers || error.kind == ErrorKind::InvalidInput ||
             error.kind == ErrorKind::DamagedDatabase || error.kind == ErrorKind::ChangesetConflict;
    }

    Error onlyRowsAllowed( const RelPath &path )
    {
      return {
        ErrorKind::Forbidden,
        QStringLiteral( "%1: more was changed than an editor may send as rows" ).arg( path.toString() ),
        {},
        {}
      };
    }
  } // namespace

  Result<Pusher::Prepared> Pusher::prepare( const Batch &batch, const QString &run,
                                            const CancelToken &cancel )
  {
    Prepared prepared;
    prepared.ticket.run = run;
    mStager = std::make_unique<Stager>( mTools, mPaths, run );
    for ( const UploadCandidate &candidate : batch.changes )
    {
      if ( candidate.kind == UploadKind::Remove )
      {
        prepared.ticket.removals.append( candidate.path );
        continue;
      }
      const Result<PushedFile> file = prepareOne( candidate, batch, cancel );
      const bool isEverybodysTrouble =
        !file && ( file.error().kind == ErrorKind::Canceled || file.error().kind == ErrorKind::DiskFull );
      if ( isEverybodysTrouble )
        return passOn( file.error(), __func__ );
      const auto known = batch.base.constFind( candidate.path );
      if ( !file && file.error().kind == ErrorKind::UnfinishedBusiness )
        prepared.doubtful.insert( candidate.path );
      else if ( !file )
        prepared.leftOut.insert( candidate.path, file.error() );
      else if ( !file->diff && known != batch.base.constEnd() && known->checksum == file->checksum )
        prepared.leftOut.insert( candidate.path, Error{ ErrorKind::AlreadyExists, {}, {}, {} } );
      else
        prepared.ticket.files.append( *file );
    }
    return prepared;
  }

  Result<PushedFile> Pusher::prepareOne( const UploadCandidate &candidate, const Batch &batch,
                                         const CancelToken &cancel )
  {
    const QString live = mPaths.pathOf( candidate.path );
    if ( candidate.sizeBytes > 0 && livedb::isDatabaseName( live ) )
    {
      Result<PushedFile> database = prepareDatabase( candidate, batch, cancel );
      if ( database || database.error().kind != ErrorKind::DamagedDatabase || candidate.isVersioned )
        return database;
    }
    if ( candidate.sizeBytes > MAX_COPY_BYTES )
      return prepareLarge( candidate, cancel );
    PushedFile file;
    file.candidate = candidate;
    SYNCLINE_TRY( copy, mStager->copyOf( candidate.path, cancel ) );
    file.staged = copy.name;
    file.checksum = copy.checksum;
    file.sizeBytes = copy.sizeBytes;
    file.chunks = freshChunks( file.sizeBytes );
    return file;
  }

  Result<PushedFile> Pusher::prepareDatabase( const UploadCandidate &candidate, const Batch &batch,
                                              const CancelToken &cancel )
  {
    PushedFile file;
    file.candidate = candidate;
    SYNCLINE_TRY( snapshot, mStager->snapshot( candidate.path, cancel ) );
    file.staged = snapshot;
    SYNCLINE_TRY( there, mTools.disk.stat( mStager->stagedPath( file.staged ) ) );
    file.sizeBytes = there.sizeBytes;
    const bool isUpdate = candidate.isVersioned && candidate.kind == UploadKind::Update;
    if ( isUpdate && !batch.wholly.contains( candidate.path ) )
    {
      const Result<bool> byRows = prepareRows( file, batch, cancel );
      if ( !byRows && !isReasonForWhole( byRows.error() ) )
        return tl::unexpected<Error>( byRows.error() );
      if ( byRows && *byRows )
        return file;
    }
    if ( isUpdate && batch.isRowsOnly )
      return tl::unexpected<Error>( onlyRowsAllowed( candidate.path ) );
    if ( isUpdate && !batch.compared.contains( candidate.path ) )
      SYNCLINE_CHECK( requireKnownBase( candidate.path, batch, cancel ) );
    file.diff.reset();
    file.newBase.clear();
    SYNCLINE_TRY( sha1, mTools.disk.hash( mStager->stagedPath( file.staged ), cancel ) );
    file.checksum = sha1;
    file.chunks = freshChunks( file.sizeBytes );
    return file;
  }

  //! UnfinishedBusiness where the base file is not what the server has, byte by byte.
  Result<void> Pusher::requireKnownBase( const RelPath &path, const Batch &batch, const CancelToken &cancel )
  {
    const QString base = mPaths.basePathOf( path );
    SYNCLINE_TRY( there, mTools.disk.stat( base ) );
    const auto known = batch.base.constFind( path );
    if ( !there.isFile() || known == batch.base.constEnd() )
      return {}; // nothing to compare with
    SYNCLINE_TRY( sha1, mTools.disk.hash( base, cancel ) );
    if ( sha1 != known->checksum )
      return fail( ErrorKind::UnfinishedBusiness, path.toString() );
    return {};
  }

  /**
   * Makes a changeset of what was edited since the last sync. False where the whole file has to go: without a base, or where the
   * changeset would not tell everything. Nothing to tell at all is AlreadyExists.
   */
  Result<bool> Pusher::prepareRows( PushedFile &file, const Batch &batch, const CancelToken &cancel )
  {
    const RelPath path = file.candidate.path;
    const QString base = mPaths.basePathOf( path );
    const QString ours = mStager->stagedPath( file.staged );
    SYNCLINE_TRY( there, mTools.disk.stat( base ) );
    const auto known = batch.base.constFind( path );
    if ( !there.isFile() || known == batch.base.constEnd() )
      return false;
    PushedFile::Diff made;
    made.staged = file.staged + QStringLiteral( ".changes" );
    const QString changeset = mStager->stagedPath( made.staged );
    DiffOptions options;
    options.cancel = cancel;
    SYNCLINE_CHECK( diff( base, ours, changeset, options ) );
    SYNCLINE_TRY( isOther, differBeyondRows( base, ours, cancel ) );
    SYNCLINE_TRY( isAny, hasChanges( changeset ) );
    SYNCLINE_TRY( wouldBeCut, hasTextWithZero( changeset ) );
    if ( wouldBeCut || ( isOther && !( batch.isRowsOnly && isAny ) ) )
      return false;
    if ( !isAny )
      return fail( ErrorKind::AlreadyExists );
    if ( isOther ) // what does not go along must not be taken for sent
    {
      SYNCLINE_TRY( next, mStager->patched( base, { changeset } ) );
      file.newBase = next;
    }
    SYNCLINE_CHECK( mTools.disk.sync( changeset ) );
    SYNCLINE_TRY( sha1, mTools.disk.hash( changeset, cancel ) );
    SYNCLINE_TRY( size, mTools.disk.stat( changeset ) );
    made.upload = { endpoints::newDiffName( path ), sha1, size.sizeBytes };
    SYNCLINE_TRY( rows, rowsChangedBy( changeset ) );
    file.rows = rows;
    file.checksum = known->checksum;
    file.chunks = freshChunks( made.upload.sizeBytes );
    file.diff = made;
    file.mayLackBase = !batch.isRowsOnly;
    return true;
  }

  Result<PushedFile> Pusher::prepareLarge( const UploadCandidate &candidate, const CancelToken &cancel )
  {
    PushedFile file;
    file.candidate = candidate;
    file.sizeBytes = candidate.sizeBytes;
    file.checksum = candidate.known; // whether it still is what was scanned shows when it is sent
    if ( file.checksum.isEmpty() )
    {
      SYNCLINE_TRY( sha1, mTools.disk.hash( mPaths.pathOf( candidate.path ), cancel ) );
      file.checksum = sha1;
    }
    file.chunks = freshChunks( file.sizeBytes );
    return file;
  }
} // namespace syncline
