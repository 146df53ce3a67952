// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/filedecoder.h"

#include "core/api/jsonreader.h"

#include <QMap>
#include <QSet>

namespace syncline
{
  namespace
  {
    //! Servers take any text for a checksum.
    Sha1 checksumIn( JsonReader &fields )
    {
      return Sha1::fromString( fields.textOr( "checksum" ).toLower() ).value_or( Sha1() );
    }

    [[nodiscard]] Result<ServerDiff> decodeDiff( const QJsonObject &object )
    {
      JsonReader fields( object, "diff" );
      ServerDiff diff;
      diff.path = fields.text( "path" );
      diff.checksum = checksumIn( fields );
      diff.sizeBytes = fields.integer( "size" );
      SYNCLINE_CHECK( fields.check() );
      return diff;
    }

    std::optional<FileChangeKind> kindFromWire( const QString &text )
    {
      if ( text == QLatin1String( "added" ) )
        return FileChangeKind::Added;
      if ( text == QLatin1String( "updated" ) )
        return FileChangeKind::Updated;
      if ( text == QLatin1String( "removed" ) )
        return FileChangeKind::Removed;
      return std::nullopt;
    }

    [[nodiscard]] Result<void> addFile( const QJsonObject &object, ProjectInfo &info )
    {
      JsonReader fields( object, "file" );
      const QString path = fields.text( "path" );
      ServerFile file;
      const Result<Sha1> sum = Sha1::fromString( fields.text( "checksum" ).toLower() );
      file.sizeBytes = fields.integer( "size" );
      file.changed = fields.timeOr( "mtime" );
      const QJsonObject history = fields.objectOr( "history" );
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_TRY( changes, decodeHistory( history ) );
      file.history = changes;

      const Result<RelPath> safe = RelPath::fromString( path );
      if ( !safe || !sum )
      {
        info.unsafePaths.append( path );
        return {};
      }
      file.path = *safe;
      file.checksum = *sum;
      info.files.append( file );
      return {};
    }
  } // namespace

  Result<void> decodeFiles( const QJsonArray &files, ProjectInfo &info )
  {
    QSet<QString> seen;
    for ( const QJsonValue &value : files )
    {
      const QJsonObject object = value.toObject();
      const QString path = object.value( QLatin1String( "path" ) ).toString();
      if ( seen.contains( path ) )
        return fail( ErrorKind::MalformedReply,
                     QStringLiteral( "the path \"%1\" is listed twice" ).arg( path.left( 200 ) ) );
      seen.insert( path );
      SYNCLINE_CHECK( addFile( object, info ) );
    }
    return {};
  }

  Result<FileChange> decodeFileChange( const QJsonObject &object, Version version )
  {
    JsonReader fields( object, "change" );
    FileChange change;
    change.version = version;
    const std::optional<FileChangeKind> kind = kindFromWire( fields.text( "change" ) );
    change.kind = kind.value_or( FileChangeKind::Updated );
    change.checksum = checksumIn( fields );
    // Of a removed file it is whatever the pusher wrote, and nobody needs it.
    change.sizeBytes = kind == FileChangeKind::Removed
                         ? qMax<qint64>( 0, fields.integerOr( "size", 0, -MAX_WIRE_NUMBER ) )
                         : fields.integer( "size" );
    const QJsonObject diff = fields.objectOr( "diff" );
    SYNCLINE_CHECK( fields.check() );
    if ( !diff.isEmpty() && kind )
    {
      SYNCLINE_TRY( decoded, decodeDiff( diff ) );
      change.diff = decoded;
    }
    return change;
  }

  Result<QList<FileChange>> decodeHistory( const QJsonObject &object )
  {
    QMap<Version, FileChange> changes; // "v10" comes before "v9" on the wire
    for ( auto it = object.begin(); it != object.end(); ++it )
    {
      SYNCLINE_TRY( version, Version::fromString( it.key() ) );
      SYNCLINE_TRY( change, decodeFileChange( it.value().toObject(), version ) );
      changes.insert( version, change );
    }
    return changes.values();
  }

  std::optional<QList<FileChange>> diffChain( const ServerFile &file, Version base )
  {
    QList<FileChange> chain;
    for ( const FileChange &change : file.history )
    {
      if ( change.version <= base )
        continue;
      if ( change.kind != FileChangeKind::Updated || !change.diff )
        return std::nullopt;
      chain.append( change );
    }
    if ( chain.isEmpty() || chain.last().checksum != file.checksum )
      return std::nullopt;
    return chain;
  }
} // namespace syncline
