// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/jsonreader.h"
#include "core/api/projectdecoder.h"
#include "core/api/pushbody.h"
#include "core/api/urlparts.h"

namespace syncline::endpoints
{
  namespace
  {
    [[nodiscard]] Result<PushStarted> decodeStart( const HttpResponse &answer )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      PushStarted started;
      if ( !object.contains( QLatin1String( "transaction" ) ) )
      {
        SYNCLINE_TRY( info, decodeProjectInfo( answer ) );
        started.finished = info;
        return started;
      }
      JsonReader fields( object, "push" );
      started.transaction = fields.parsed<TransactionId>( "transaction" );
      SYNCLINE_CHECK( fields.check() );
      return started;
    }

    [[nodiscard]] Result<bool> decodeChunk( const HttpResponse &answer, const Sha1 &checksum, qint64 size )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "chunk" );
      const Sha1 theirs = fields.parsed<Sha1>( "checksum" );
      const qint64 theirSize = fields.integer( "size" );
      SYNCLINE_CHECK( fields.check() );
      if ( theirs != checksum || theirSize != size )
        return fail( ErrorKind::MalformedReply,
                     QStringLiteral( "the server got other bytes than were sent" ) );
      return true;
    }
  } // namespace

  Endpoint<PushStarted> startPush( const ProjectName &name, Version base, const PushChanges &changes )
  {
    Endpoint<PushStarted> endpoint;
    endpoint.request = postJson( urlPath( "v1/project/push", { name.workspace(), name.project() } ),
                                 pushBody( base, changes ) );
    endpoint.request.inactivityTimeout = SERVER_WORKS; // removals alone are carried out at once
    endpoint.decode = decodeStart;
    return endpoint;
  }

  Endpoint<bool> pushChunk( const TransactionId &transaction, const ChunkId &chunk, const QByteArray &bytes )
  {
    Endpoint<bool> endpoint;
    endpoint.request =
      postRequest( urlPath( "v1/project/push/chunk", { transaction.toString(), chunk.toString() } ) );
    endpoint.request.setHeader( "Content-Type", "application/octet-stream" );
    endpoint.request.body = bytes;
    endpoint.request.isIdempotent = true; // the same bytes once more take the place of themselves
    endpoint.decode = [checksum = sha1Of( bytes ), size = bytes.size()]( const HttpResponse &answer )
    { return decodeChunk( answer, checksum, size ); };
    return endpoint;
  }

  Endpoint<ProjectInfo> finishPush( const TransactionId &transaction )
  {
    Endpoint<ProjectInfo> endpoint;
    endpoint.request = postRequest( urlPath( "v1/project/push/finish", { transaction.toString() } ) );
    endpoint.request.inactivityTimeout = SERVER_WORKS;
    endpoint.decode = decodeProjectInfo;
    return endpoint;
  }

  Endpoint<bool> cancelPush( const TransactionId &transaction )
  {
    Endpoint<bool> endpoint;
    endpoint.request = postRequest( urlPath( "v1/project/push/cancel", { transaction.toString() } ) );
    endpoint.request.isIdempotent = true;
    endpoint.decode = []( const HttpResponse & ) -> Result<bool> { return true; };
    endpoint.onError = []( Error error ) -> Result<bool>
    {
      if ( error.kind == ErrorKind::NotFound )
        return false;
      return tl::unexpected<Error>( std::move( error ) );
    };
    return endpoint;
  }
} // namespace syncline::endpoints
