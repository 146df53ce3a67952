// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/pushticket.h"

#include <QJsonArray>

#include <algorithm>

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
      QJsonObject object{ { QStringLiteral( "path" ), file.candidate.path.toString() },
                          { QStringLiteral( "is_new" ), file.candidate.kind == UploadKind::Add },
                          { QStringLiteral( "versioned" ), file.candidate.isVersioned },
                          { QStringLiteral( "checksum" ), file.checksum.toString() },
                          { QStringLiteral( "size" ), file.sizeBytes },
                          { QStringLiteral( "chunks" ), chunks },
                          { QStringLiteral( "staged" ), file.staged },
                          { QStringLiteral( "new_base" ), file.newBase },
                          { QStringLiteral( "may_lack_base" ), file.mayLackBase } };
      if ( file.diff )
        object.insert( QStringLiteral( "diff" ),
                       QJsonObject{ { QStringLiteral( "path" ), file.diff->upload.path },
                                    { QStringLiteral( "checksum" ), file.diff->upload.checksum.toString() },
                                    { QStringLiteral( "size" ), file.diff->upload.sizeBytes },
                                    { QStringLiteral( "staged" ), file.diff->staged } } );
      return object;
    }

    [[nodiscard]] Result<std::optional<PushedFile::Diff>> diffFrom( const QJsonValue &value )
    {
      if ( !value.isObject() )
        return std::optional<PushedFile::Diff>();
      const QJsonObject object = value.toObject();
      PushedFile::Diff diff;
      SYNCLINE_TRY( checksum, Sha1::fromString( object.value( QLatin1String( "checksum" ) ).toString() ) );
      diff.upload.path = object.value( QLatin1String( "path" ) ).toString();
      diff.upload.checksum = checksum;
      diff.upload.sizeBytes = toInteger( object.value( QLatin1String( "size" ) ) ).value_or( 0 );
      diff.staged = object.value( QLatin1String( "staged" ) ).toString();
      return std::optional<PushedFile::Diff>( diff );
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
      file.newBase = object.value( QLatin1String( "new_base" ) ).toString();
      file.mayLackBase = object.value( QLatin1String( "may_lack_base" ) ).toBool();
      SYNCLINE_TRY( diff, diffFrom( object.value( QLatin1String( "diff" ) ) ) );
      file.diff = diff;
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
             { QStringLiteral( "transaction" ), transaction.toString() },
             { QStringLiteral( "others_uploads" ), QJsonArray::fromStringList( othersUploads ) } };
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
    const QJsonArray others = object.value( QLatin1String( "others_uploads" ) ).toArray();
    for ( const QJsonValue &value : others )
      ticket.othersUploads.append( value.toString() );
    return ticket;
  }

  endpoints::PushChanges PushTicket::changes() const
  {
    endpoints::PushChanges changes;
    for ( const PushedFile &file : files )
    {
      endpoints::UploadItem item{ file.candidate.path, file.checksum, file.sizeBytes, file.chunks, {} };
      if ( file.diff )
        item.diff = file.diff->upload;
      ( file.candidate.kind == UploadKind::Add ? changes.added : changes.updated ).append( item );
    }
    for ( const RelPath &path : removals )
      changes.removed.append( { path, sha1Of( {} ), 0, {} } );
    return changes;
  }

  bool PushTicket::hasDiffs() const
  {
    return std::any_of( files.begin(), files.end(),
                        []( const PushedFile &file ) { return file.diff.has_value(); } );
  }

  bool PushTicket::isContainedIn( const QList<ServerFile> &serverFiles,
                                  const QList<ServerFile> &histories ) const
  {
    QHash<RelPath, ServerFile> byPath;
    for ( const ServerFile &file : serverFiles )
      byPath.insert( file.path, file );
    QStringList diffs; // that made the version after our base; their names are ours alone
    for ( const ServerFile &file : histories )
    {
      for ( const FileChange &change : file.history )
      {
        if ( change.version == base.next() && change.diff )
          diffs.append( change.diff->path );
      }
    }
    for ( const PushedFile &file : files )
    {
      const auto found = byPath.constFind( file.candidate.path );
      if ( found == byPath.constEnd() )
        return false;
      // the server tells its own checksum of what it made of the rows
      const bool isOurs = file.diff ? diffs.contains( file.diff->upload.path )
                                    : found->checksum == file.checksum && found->sizeBytes == file.sizeBytes;
      if ( !isOurs )
        return false;
    }
    return std::none_of( removals.begin(), removals.end(),
                         [&byPath]( const RelPath &path ) { return byPath.contains( path ); } );
  }
} // namespace syncline
