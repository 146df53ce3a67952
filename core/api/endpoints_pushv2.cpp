// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/jsonreader.h"
#include "core/api/projectdecoder.h"
#include "core/api/pushbody.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    QByteArray callPath( const ProjectId &id, const char *what )
    {
      return urlPath( "v2/projects", { id.toString(), QString::fromLatin1( what ) } );
    }

    [[nodiscard]] Result<UploadedChunk> decodeChunkOfV2( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "chunk" );
      UploadedChunk chunk;
      chunk.id = fields.parsed<ChunkId>( "id" );
      chunk.validUntil = fields.timeOr( "valid_until" );
      SYNCLINE_CHECK( fields.check() );
      return chunk;
    }

    [[nodiscard]] Result<ProjectInfo> decodeVersion( const HttpResponse &answer, Version base )
    {
      SYNCLINE_TRY( info, decodeProjectV2With( answer, ProjectFiles::Needed ) );
      if ( info.summary.version <= base )
        return fail( ErrorKind::MalformedReply, QStringLiteral( "%1 came of a push to %2" )
                                                  .arg( info.summary.version.toString(), base.toString() ) );
      return info;
    }
  } // namespace

  Endpoint<bool> checkPush( const ProjectId &id, Version base, const PushChanges &changes )
  {
    QJsonObject body = pushBody( base, changes );
    body.insert( QStringLiteral( "check_only" ), true );
    Endpoint<bool> endpoint;
    endpoint.request = postJson( callPath( id, "versions" ), body );
    endpoint.request.isIdempotent = true; // nothing is stored
    endpoint.decode = []( const HttpResponse &answer ) -> Result<bool>
    {
      if ( answer.status != 204 ) // 201: it made a version where it was asked only
        return fail( ErrorKind::MalformedReply,
                     QStringLiteral( "HTTP %1 for a question" ).arg( answer.status ) );
      return true;
    };
    return endpoint;
  }

  Endpoint<UploadedChunk> uploadChunk( const ProjectId &id, const QByteArray &bytes )
  {
    Endpoint<UploadedChunk> endpoint;
    endpoint.request = postRequest( callPath( id, "chunks" ) );
    endpoint.request.setHeader( "Content-Type", "application/octet-stream" );
    endpoint.request.body = bytes;
    endpoint.request.isIdempotent = true; // a second one is another chunk, which nobody uses
    endpoint.decode = decodeChunkOfV2;
    return endpoint;
  }

  Endpoint<ProjectInfo> createVersion( const ProjectId &id, Version base, const PushChanges &changes )
  {
    Endpoint<ProjectInfo> endpoint;
    endpoint.request = postJson( callPath( id, "versions" ), pushBody( base, changes ) );
    endpoint.request.inactivityTimeout = SERVER_WORKS;
    endpoint.decode = [base]( const HttpResponse &answer ) { return decodeVersion( answer, base ); };
    return endpoint;
  }
} // namespace syncline::endpoints
