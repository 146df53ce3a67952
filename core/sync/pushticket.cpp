// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/pushticket.h"

#include <QJsonArray>

namespace syncline
{
  namespace
  {
    constexpr int FORMAT = 1;

    tl::unexpected<Error> damaged()
    {
      return fail( ErrorKind::DamagedMetadata,
                   QStringLiteral( ".mergin/.engine/push cannot be understood" ) );
    }

    QJsonObject fileToJson( const PushedFile &file )
    {
      QJsonArray chunks;
      for ( const ChunkId &chunk : file.chunks )
        chunks.append( chunk.toString() );
      return { { QStringLiteral( "path" ), file.candidate.path.toString() },
               { QStringLiteral( "is_new" ), file.candidate.kind == UploadKind::Add },
               { QStringLiteral( "versioned" ), file.candidate.isVersioned },
               { QStringLiteral( "checksum" ), file.checksum.toString() },
               { QStringLiteral( "size" ), file.sizeBytes },
               { QStringLiteral( "chunks" ), chunks },
               { QStringLiteral( "staged" ), file.staged } };
    }

    [[nodiscard]] Result<PushedFile> fileFrom( const QJsonObject &object )
    {
      PushedFile file;
      SYNCLINE_TRY( path, RelPath::fromString( object.value( QLatin1String( "path" ) ).toString() ) );
      SYNCLINE_TRY( checksum, Sha1::fromString( object.value( QLatin1String( "checksum" ) ).toString() ) );
      file.candidate.path = path;
      file.candidate.kind =
        object.value( QLatin1String( "is_new" ) ).toBool() ? UploadKind::Add : UploadKind::Update;
      file.candidate.isVersioned = object.value( QLatin1String( "versioned" ) ).toBool();
      file.checksum = checksum;
      file.sizeBytes = toInteger( object.value( QLatin1String( "size" ) ) ).value_or( 0 );
      file.candidate.sizeBytes = file.sizeBytes;
      const QJsonArray chunks = object.value( QLatin1String( "chunks" ) ).toArray();
      for ( const QJsonValue &value : chunks )
      {
        SYNCLINE_TRY( chunk, ChunkId::fromString( value.toString() ) );
        file.chunks.append( chunk );
      }
      file.staged = object.value( QLatin1String( "staged" ) ).toString();
      return file;
    }
  } // namespace

  QJsonObject PushTicket::toJson() const
  {
    QJsonArray fileList;
    for ( const PushedFile &file : files )
      fileList.append( fileToJson( file ) );
    QJsonArray removalList;
    for ( const RelPath &path : removals )
      removalList.append( path.toString() );
    return { { QStringLiteral( "format" ), FORMAT },
             { QStringLiteral( "run" ), run },
             { QStringLiteral( "base" ), base.toString() },
             { QStringLiteral( "files" ), fileList },
             { QStringLiteral( "removals" ), removalList },
             { QStringLiteral( "transaction" ), transaction.toString() } };
  }

  Result<PushTicket> PushTicket::fromJson( const QJsonObject &object )
  {
    if ( toInteger( object.value( QLatin1String( "format" ) ) ) != FORMAT )
      return damaged();
    PushTicket ticket;
    ticket.run = object.value( QLatin1String( "run" ) ).toString();
    if ( !RelPath::fromString( ticket.run ) || ticket.run.contains( QLatin1Char( '/' ) ) )
      return damaged();
    SYNCLINE_TRY( base, Version::fromString( object.value( QLatin1String( "base" ) ).toString() ) );
    ticket.base = base;
    const QJsonArray fileList = object.value( QLatin1String( "files" ) ).toArray();
    for ( const QJsonValue &value : fileList )
    {
      SYNCLINE_TRY( file, fileFrom( value.toObject() ) );
      ticket.files.append( file );
    }
    const QJsonArray removalList = object.value( QLatin1String( "removals" ) ).toArray();
    for ( const QJsonValue &value : removalList )
    {
      SYNCLINE_TRY( path, RelPath::fromString( value.toString() ) );
      ticket.removals.append( path );
    }
    const QString transaction = object.value( QLatin1String( "transaction" ) ).toString();
    if ( !transaction.isEmpty() )
    {
      SYNCLINE_TRY( id, TransactionId::fromString( transaction ) );
      ticket.transaction = id;
    }
    return ticket;
  }

  endpoints::PushChanges PushTicket::changes() const
  {
    endpoints::PushChanges changes;
    for ( const PushedFile &file : files )
    {
      const endpoints::UploadItem item{ file.candidate.path, file.checksum, file.sizeBytes, file.chunks };
      ( file.candidate.kind == UploadKind::Add ? changes.added : changes.updated ).append( item );
    }
    for ( const RelPath &path : removals )
      changes.removed.append( { path, sha1Of( {} ), 0, {} } );
    return changes;
  }

  bool PushTicket::isContainedIn( const QList<ServerFile> &serverFiles ) const
  {
    QHash<RelPath, ServerFile> byPath;
    for ( const ServerFile &file : serverFiles )
      byPath.insert( file.path, file );
    for ( const PushedFile &file : files )
    {
      const auto found = byPath.constFind( file.candidate.path );
      if ( found == byPath.constEnd() || found->checksum != file.checksum ||
           found->sizeBytes != file.sizeBytes )
        return false;
    }
    for ( const RelPath &path : removals )
    {
      if ( byPath.contains( path ) )
        return false;
    }
    return true;
  }
} // namespace syncline
