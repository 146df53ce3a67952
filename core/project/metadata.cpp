// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/metadata.h"

#include "core/project/asciijson.h"

#include <QJsonArray>

namespace syncline
{
  namespace
  {
    tl::unexpected<Error> damaged( const QString &why )
    {
      return fail( ErrorKind::DamagedMetadata, QStringLiteral( "mergin.json: %1" ).arg( why ) );
    }

    QString textIn( const QJsonObject &object, const char *key )
    {
      return object.value( QLatin1String( key ) ).toString();
    }

    /**
     * The full name, in whichever of these is there: "name" with a slash (clients before 0.9), "workspace.name" beside "name"
     * (v2), "namespace" beside "name" (v1).
     */
    [[nodiscard]] Result<ProjectName> nameIn( const QJsonObject &object )
    {
      const QString name = textIn( object, "name" );
      if ( name.contains( QLatin1Char( '/' ) ) )
        return ProjectName::fromString( name );
      const QString workspace = textIn( object.value( QLatin1String( "workspace" ) ).toObject(), "name" );
      return ProjectName::fromParts( workspace.isEmpty() ? textIn( object, "namespace" ) : workspace, name );
    }

    ProjectId idIn( const QJsonObject &object )
    {
      QString id = textIn( object, "id" );
      if ( id.isEmpty() )
        id = textIn( object, "project_id" );
      return ProjectId::fromString( id ).value_or( ProjectId() );
    }

    WorkspaceId workspaceIdIn( const QJsonObject &object )
    {
      const QJsonValue nested =
        object.value( QLatin1String( "workspace" ) ).toObject().value( QLatin1String( "id" ) );
      const QJsonValue value =
        nested.isUndefined() ? object.value( QLatin1String( "workspace_id" ) ) : nested;
      return { toInteger( value ).value_or( 0 ) };
    }

    [[nodiscard]] Result<ProjectIdentity> identityIn( const QJsonObject &object )
    {
      const Result<ProjectName> name = nameIn( object );
      if ( !name )
        return damaged( QStringLiteral( "no project name" ) );
      const Result<Version> version = Version::fromString( textIn( object, "version" ) );
      if ( !version )
        return damaged( QStringLiteral( "no version" ) );
      ProjectIdentity identity;
      identity.id = idIn( object );
      identity.name = *name;
      identity.workspaceId = workspaceIdIn( object );
      identity.version = *version;
      identity.role = projectRoleFromWire( textIn( object, "role" ) ).value_or( ProjectRole::None );
      return identity;
    }

    //! The longest beginning of \a bytes that is an object, or one with a list of files, when it is closed after a whole entry.
    QByteArray closedBeginning( const QByteArray &bytes )
    {
      QByteArray open; // brackets that are open
      QByteArray closed;
      int end = 0;
      bool isText = false;
      for ( int i = 0; i < bytes.size(); ++i )
      {
        const char one = bytes.at( i );
        if ( isText )
        {
          if ( one == '\\' )
            ++i;
          isText = one != '"';
        }
        else if ( one == '"' )
          isText = true;
        else if ( one == '{' || one == '[' )
          open.append( one );
        else if ( one == '}' || one == ']' )
          open.chop( 1 );
        const bool isAfterEntry =
          !isText && ( ( one == '}' && open == "{[" ) || ( one == ',' && open == "{" ) );
        if ( isAfterEntry )
        {
          end = one == ',' ? i : i + 1;
          closed = open == "{" ? "}" : "]}";
        }
        if ( open.isEmpty() && one == '}' )
          return bytes.left( i + 1 );
      }
      return bytes.left( end ) + closed;
    }
  } // namespace

  QJsonObject toJson( const BaseEntry &entry )
  {
    return { { QStringLiteral( "path" ), entry.path.toString() },
             { QStringLiteral( "checksum" ), entry.checksum.toString() },
             { QStringLiteral( "size" ), entry.sizeBytes },
             { QStringLiteral( "mtime" ), entry.modified } };
  }

  Result<BaseEntry> baseEntryFromJson( const QJsonObject &object )
  {
    BaseEntry entry;
    SYNCLINE_TRY( path, RelPath::fromString( textIn( object, "path" ) ) );
    entry.path = path;
    const Result<Sha1> checksum = Sha1::fromString( textIn( object, "checksum" ).toLower() );
    const std::optional<qint64> size = toInteger( object.value( QLatin1String( "size" ) ) );
    if ( !checksum || !size || *size < 0 )
      return damaged( QStringLiteral( "the entry of %1 is incomplete" ).arg( path.toString() ) );
    entry.checksum = *checksum;
    entry.sizeBytes = *size;
    entry.modified = textIn( object, "mtime" );
    return entry;
  }

  Result<Metadata> Metadata::fromJson( const QByteArray &bytes )
  {
    SYNCLINE_TRY( object, jsonObjectFrom( bytes, QStringLiteral( "mergin.json" ) ) );
    Metadata metadata;
    SYNCLINE_TRY( identity, identityIn( object ) );
    metadata.identity = identity;
    const QJsonValue files = object.value( QLatin1String( "files" ) );
    if ( !files.isArray() )
      return damaged( QStringLiteral( "no list of files" ) );
    const QJsonArray list = files.toArray();
    for ( const QJsonValue &value : list )
    {
      const Result<BaseEntry> entry = baseEntryFromJson( value.toObject() );
      if ( entry )
        metadata.files.insert( entry->path, *entry );
      else if ( entry.error().kind == ErrorKind::UnsafePath )
        metadata.unsafePaths.append( textIn( value.toObject(), "path" ) );
      else
        return tl::unexpected<Error>( entry.error() );
    }
    object.remove( QStringLiteral( "files" ) );
    metadata.other = object;
    return metadata;
  }

  Metadata Metadata::remainsOf( const QByteArray &bytes )
  {
    Metadata metadata;
    const Result<QJsonObject> object =
      jsonObjectFrom( closedBeginning( bytes ), QStringLiteral( "mergin.json" ) );
    if ( !object )
      return metadata;
    metadata.identity.id = idIn( *object );
    metadata.identity.name = nameIn( *object ).value_or( ProjectName() );
    const QJsonArray list = object->value( QLatin1String( "files" ) ).toArray();
    for ( const QJsonValue &value : list )
    {
      if ( const Result<BaseEntry> entry = baseEntryFromJson( value.toObject() ) )
        metadata.files.insert( entry->path, *entry );
    }
    return metadata;
  }

  QByteArray Metadata::toJson() const
  {
    QJsonObject object = other;
    object.remove( QStringLiteral( "project_id" ) ); // the old shape's, whose "name" held both parts
    object.insert( QStringLiteral( "id" ), identity.id.toString() );
    object.insert( QStringLiteral( "name" ), identity.name.project() );
    object.insert( QStringLiteral( "namespace" ), identity.name.workspace() );
    object.insert( QStringLiteral( "version" ), identity.version.toString() );
    object.insert( QStringLiteral( "role" ), identity.role == ProjectRole::None
                                               ? QJsonValue( QJsonValue::Null )
                                               : QJsonValue( toWire( identity.role ) ) );
    QJsonObject workspace{ { QStringLiteral( "name" ), identity.name.workspace() } };
    if ( identity.workspaceId.isValid() )
    {
      workspace.insert( QStringLiteral( "id" ), identity.workspaceId.value );
      object.insert( QStringLiteral( "workspace_id" ), identity.workspaceId.value );
    }
    else
      workspace.insert( QStringLiteral( "id" ), QJsonValue( QJsonValue::Null ) );
    object.insert( QStringLiteral( "workspace" ), workspace );
    if ( !object.contains( QStringLiteral( "public" ) ) )
      object.insert( QStringLiteral( "public" ), false );
    QJsonArray list;
    for ( const BaseEntry &entry : files )
      list.append( syncline::toJson( entry ) );
    object.insert( QStringLiteral( "files" ), list );
    return toAsciiJson( object );
  }
} // namespace syncline
