// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakepush.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"

namespace syncline::fake
{
  namespace
  {
    FakeResponse uploadError( const QString &detail )
    {
      return coded( 422, QStringLiteral( "UploadError" ), detail );
    }

    FakeResponse lockedV2()
    {
      return coded( 423, QStringLiteral( "ProjectLocked" ),
                    QStringLiteral( "The project is currently locked and you cannot make "
                                    "changes to it" ) );
    }

    //! What is added is there already (all of it: one that is new lets the others pass), or what is changed is not.
    Refusal refusedPaths( const Project &project, const PushChanges &changes )
    {
      const Files files = filesAt( project, project.latest() );
      bool isNew = changes.added.isEmpty();
      for ( const PushItem &item : changes.added )
        isNew = isNew || !files.contains( item.path );
      if ( !isNew )
        return uploadError( QStringLiteral( "Add changes contain files which already exist" ) );
      for ( const auto *list : { &changes.updated, &changes.removed } )
        for ( const PushItem &item : *list )
          if ( !files.contains( item.path ) )
            return uploadError(
              QStringLiteral( "Update or remove changes contain files that are not in project" ) );
      return std::nullopt;
    }

    //! Everything up to the point where a check ends.
    Refusal refusedVersion( const Context &context, const Project &project, const PushBody &push )
    {
      if ( isLocked( context, project ) )
        return lockedV2();
      if ( push.version.isEmpty() || hasNul( push.changes ) )
        return problem( 500 );
      if ( push.version != versionName( project.latest() ) )
        return coded( 409, QStringLiteral( "ProjectVersionExists" ),
                      QStringLiteral( "Project version mismatch" ),
                      { { "client_version"_l1, push.version },
                        { "server_version"_l1, versionName( project.latest() ) } } );
      if ( const std::optional<QString> fault = faultOfPush( push.changes ) )
        return uploadError( *fault );
      const PushChanges kept = changesOf( push.kept );
      if ( const Refusal refusal = refusedPaths( project, kept ) )
        return refusal;
      return overQuota( context, project, kept );
    }

    FakeResponse failedVersion( const Assembly &assembly )
    {
      QJsonObject failed;
      for ( const QString &path : assembly.corrupted )
        failed[path] = "corrupted"_l1;
      for ( const QString &path : assembly.unsupported )
        failed[path] = "unsupported"_l1;
      for ( const auto &error : assembly.syncErrors )
        failed[error.first] = error.second;
      return coded(
        422, QStringLiteral( "DataSyncError" ),
        QStringLiteral(
          "There are either corrupted files or it is not possible to create version with provided "
          "geopackage data" ),
        { { "failed_files"_l1, failed } } );
    }

    void dropOldChunks( Context &context )
    {
      const QMap<QString, QDateTime> pool = context.state.pooledChunks();
      for ( auto chunk = pool.constBegin(); chunk != pool.constEnd(); ++chunk )
        if ( chunk.value() < context.now )
          context.state.endPooledChunk( chunk.key() );
    }

    void useUpChunks( Context &context, const PushChanges &changes )
    {
      for ( const auto *list : { &changes.added, &changes.updated } )
        for ( const PushItem &item : *list )
          for ( const QString &chunk : item.chunks.value_or( QStringList() ) )
            context.state.endPooledChunk( chunk );
    }

    FakeResponse commitVersion( Context &context, const QString &projectId, const PushBody &push )
    {
      Upload &upload = context.state.addUpload( projectId, context.user->id, context.now );
      upload.userAgent = context.userAgent();
      const QString uploadId = upload.id;
      const Project &project = *context.state.projectById( projectId );
      upload.baseVersion = project.latest();
      const PushChanges kept = changesOf( push.kept );
      const QMap<QString, QDateTime> &pool = context.state.pooledChunks();
      const Assembly assembly =
        assemble( context, project, kept,
                  [&pool]( const QString &chunk )
                  { return pool.contains( chunk ) ? chunk.toLatin1() : QByteArray( "not there" ); } );
      if ( assembly.isBroken )
        return problem(
          500 ); // and the upload stays open, although nothing tells its id but the project's details
      context.state.endUpload( uploadId );
      if ( !assembly.isGood() )
        return failedVersion( assembly );
      addVersion( context, projectId, assembly.changes, context.userAgent() );
      useUpChunks( context, kept );
      QJsonObject said = projectV2( context, project );
      said["files"_l1] = filesV2( filesAt( project, project.latest() ) );
      return json( said, 201 );
    }
  } // namespace

  FakeResponse uploadChunk( Context &context )
  {
    if ( !context.user )
      return unauthorizedText();
    if ( !context.state.settings.hasV2Push )
      return problem( 404 );
    const Found found = findById( context, Role::Editor );
    if ( found.refusal )
      return *found.refusal;
    if ( isLocked( context, *found.project ) )
      return lockedV2();
    if ( context.request.body.size() > MAX_CHUNK_BYTES )
      return coded( 413, QStringLiteral( "BigChunkError" ),
                    QStringLiteral( "Chunk size exceeds maximum allowed size 10.0 MB" ) );
    dropOldChunks( context );
    const QString id = newUuid();
    const QDateTime validUntil = context.now.addSecs( CHUNK_LIFE_SECONDS );
    context.state.content.putChunk( id.toLatin1(), context.request.body );
    context.state.addPooledChunk( id, validUntil );
    return json( QJsonObject{ { "id"_l1, id }, { "valid_until"_l1, timeInSeconds( validUntil ) } } );
  }

  FakeResponse createVersion( Context &context )
  {
    const PushBody push = readPush( context, false );
    if ( push.refusal )
      return *push.refusal;
    if ( !context.user )
      return unauthorized();
    if ( !context.state.settings.hasV2Push )
      return problem( 404 );
    const Found found = findById( context, leastPushRole( context ) );
    if ( found.refusal )
      return *found.refusal;
    if ( const Refusal refusal = refusedToEditors( context, *found.project, push.changes ) )
      return *refusal;
    if ( const Refusal refusal = refusedVersion( context, *found.project, push ) )
      return *refusal;
    if ( push.isCheckOnly )
      return empty( 204, "application/json" );
    if ( hasActiveUpload( context, *found.project ) )
      return coded( 409, QStringLiteral( "AnotherUploadRunning" ),
                    QStringLiteral( "Another process is running" ) );
    dropOldChunks( context );
    return commitVersion( context, found.project->id, push );
  }
} // namespace syncline::fake
