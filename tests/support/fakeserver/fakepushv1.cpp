// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakepush.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"
#include "tests/support/fakeserver/fakestore.h"

#include <QCryptographicHash>

namespace syncline::fake
{
  namespace
  {
    FakeResponse lockedV1()
    {
      return coded( 422, QStringLiteral( "ProjectLocked" ),
                    QStringLiteral( "The project is currently locked and you cannot make "
                                    "changes to it" ) );
    }

    //! The rules for the content of a push, in their order.
    Refusal refusedChanges( Context &context, const Project &project, const PushBody &push )
    {
      if ( push.version.isEmpty() || hasNul( push.changes ) )
        return problem( 500 );
      if ( push.version != versionName( project.latest() ) )
        return problem( 400, QStringLiteral( "Version mismatch" ) );
      if ( const std::optional<QString> fault = faultOfPush( push.changes ) )
        return problem( 400, *fault );
      const PushChanges kept = changesOf( push.kept );
      const Files files = filesAt( project, project.latest() );
      for ( const PushItem &item : kept.added )
        if ( files.contains( item.path ) )
          return problem( 400, QStringLiteral( "File %1 has been already uploaded" ).arg( item.path ) );
      if ( const Refusal refusal = overQuota( context, project, kept ) )
        return refusal;
      if ( hasActiveUpload( context, project ) )
        return problem( 400, QStringLiteral( "Another process is running. Please try later." ) );
      return std::nullopt;
    }

    //! The upload that {transaction_id} names, if the one who asks made it.
    struct OwnUpload
    {
        QString id;
        Refusal refusal;
    };

    OwnUpload findUpload( const Context &context )
    {
      const QString id = canonicalUuid( context.segment( "transaction_id" ) );
      const auto upload = context.state.uploads().constFind( id );
      if ( upload == context.state.uploads().constEnd() )
        return { {}, problem( 404 ) };
      const Project *project = context.state.projectById( upload->projectId );
      if ( !project || !isThere( *project ) )
        return { {}, problem( 404 ) };
      if ( upload->user != context.user->id )
        return { {}, problem( 403, QStringLiteral( "You do not have permissions for ongoing upload" ) ) };
      return { id, std::nullopt };
    }

    FakeResponse failedFinish( const Assembly &assembly )
    {
      if ( !assembly.unsupported.isEmpty() )
        return problem( 400, unsupportedTypeText( assembly.unsupported.first() ) );
      if ( !assembly.corrupted.isEmpty() )
        return problem(
          422, QJsonObject{ { "corrupted_files"_l1, QJsonArray::fromStringList( assembly.corrupted ) } } );
      QString reasons;
      for ( const auto &error : assembly.syncErrors )
        reasons += QStringLiteral( "%1 error=%2\n" ).arg( error.first, error.second );
      return problem( 422, QStringLiteral( "Failed to create new version: %1" ).arg( reasons ) );
    }
  } // namespace

  FakeResponse pushStart( Context &context )
  {
    const PushBody push = readPush( context, true );
    if ( push.refusal )
      return *push.refusal;
    if ( !context.user )
      return unauthorized();
    const Found found = findByName( context, leastPushRole( context ) );
    if ( found.refusal )
      return *found.refusal;
    if ( const Refusal refusal = refusedToEditors( context, *found.project, push.changes ) )
      return *refusal;
    if ( isLocked( context, *found.project ) )
      return lockedV1();
    if ( const Refusal refusal = refusedChanges( context, *found.project, push ) )
      return *refusal;

    Upload &upload = context.state.addUpload( found.project->id, context.user->id, context.now );
    upload.baseVersion = found.project->latest();
    upload.userAgent = context.userAgent();
    upload.changes = push.kept;
    if ( !push.changes.added.isEmpty() || !push.changes.updated.isEmpty() )
      return json( QJsonObject{ { "transaction"_l1, upload.id } } );

    // Nothing to send: the new version is made at once. The answer still names the upload, which ends with it.
    const QString id = upload.id;
    const Assembly assembly = assemble( context, *found.project, changesOf( push.kept ), {} );
    addVersion( context, found.project->id, assembly.changes, context.userAgent() );
    const FakeResponse response = json( projectDetail( context, *found.project ) );
    context.state.endUpload( id );
    return response;
  }

  FakeResponse pushChunk( Context &context )
  {
    if ( !context.user )
      return unauthorizedText();
    const OwnUpload own = findUpload( context );
    if ( own.refusal )
      return *own.refusal;
    const QString chunk = context.segment( "chunk_id" );
    if ( !chunkIdsOf( context.state.uploads()[own.id].changes ).contains( chunk ) )
      return problem( 404 );
    const QByteArray &bytes = context.request.body;
    if ( bytes.size() > MAX_CHUNK_BYTES )
      return problem( 400, QStringLiteral( "Too big chunk" ) );
    context.state.content.putChunk( State::chunkKey( own.id, chunk ), bytes );
    context.state.changeUpload( own.id ).lastPing = context.now;
    const QByteArray sum = QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ).toHex();
    return json( QJsonObject{ { "checksum"_l1, QString::fromLatin1( sum ) },
                              { "size"_l1, static_cast<qint64>( bytes.size() ) } } );
  }

  FakeResponse pushFinish( Context &context )
  {
    if ( !context.user )
      return unauthorizedProblem();
    const OwnUpload own = findUpload( context );
    if ( own.refusal )
      return *own.refusal;
    const Upload upload = context.state.uploads()[own.id];
    const Project &project = *context.state.projectById( upload.projectId );
    if ( isLocked( context, project ) )
      return lockedV1();
    context.state.changeUpload( own.id ).lastPing = context.now;
    if ( project.latest() != upload.baseVersion )
      return problem( 409, QStringLiteral( "There is already version with this name %1" )
                             .arg( versionName( upload.baseVersion + 1 ) ) );
    const Assembly assembly =
      assemble( context, project, changesOf( upload.changes ),
                [&own]( const QString &chunk ) { return State::chunkKey( own.id, chunk ); } );
    if ( assembly.isBroken )
      return problem( 500 ); // and the upload stays
    context.state.endUpload( own.id );
    if ( !assembly.isGood() )
      return failedFinish( assembly );
    addVersion( context, project.id, assembly.changes, upload.userAgent );
    return json( projectDetail( context, project ) );
  }

  FakeResponse pushCancel( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const OwnUpload own = findUpload( context );
    if ( own.refusal )
      return *own.refusal;
    context.state.endUpload( own.id );
    return empty( 200, "application/json" );
  }
} // namespace syncline::fake
