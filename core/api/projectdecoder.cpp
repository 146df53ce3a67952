// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/projectdecoder.h"

#include "core/api/jsonreader.h"

#include <QSet>

namespace syncline
{
  namespace
  {
    bool holds( const QJsonObject &access, const char *list, const QString &name )
    {
      return access.value( QLatin1String( list ) ).toArray().contains( QJsonValue( name ) );
    }

    //! What somebody may do, by the flags that go with a project. They tell an editor and a writer alike; the list of names does not.
    ProjectRole roleByFlags( const QJsonObject &permissions, const QJsonObject &access,
                             const QString &asUser )
    {
      const auto may = [&permissions]( const char *what )
      { return permissions.value( QLatin1String( what ) ).toBool(); };
      if ( may( "update" ) || may( "delete" ) )
        return ProjectRole::Owner;
      if ( !may( "upload" ) )
        return ProjectRole::Reader; // or it would not be told of
      const bool isEditor = !asUser.isEmpty() && holds( access, "editorsnames", asUser ) &&
                            !holds( access, "writersnames", asUser );
      return isEditor ? ProjectRole::Editor : ProjectRole::Writer;
    }

    //! "" and null are what old servers say of a project without content.
    Version versionIn( JsonReader &fields, const char *key )
    {
      const QString text = fields.textOr( key );
      if ( text.isEmpty() )
        return Version( 0 );
      const Result<Version> version = Version::fromString( text );
      if ( !version )
        fields.complain( key, version.error().detail );
      return version.value_or( Version( 0 ) );
    }

    ProjectName nameIn( JsonReader &fields )
    {
      const Result<ProjectName> name =
        ProjectName::fromParts( fields.text( "namespace" ), fields.text( "name" ) );
      if ( !name )
        fields.complain( "name", name.error().detail );
      return name.value_or( ProjectName() );
    }

    [[nodiscard]] Result<ProjectSummary> decodeSummary( const QJsonObject &object, const QString &asUser )
    {
      JsonReader fields( object, "project" );
      ProjectSummary summary;
      summary.id = fields.parsed<ProjectId>( "id" );
      summary.name = nameIn( fields );
      summary.version = versionIn( fields, "version" );
      summary.created = fields.timeOr( "created" );
      summary.updated = fields.timeOr( "updated" );
      summary.sizeBytes = fields.integerOr( "disk_usage", 0 );
      if ( object.value( QLatin1String( "creator" ) )
             .isString() ) // else it is a number, which says nothing to people
        summary.creator = fields.text( "creator" );
      const QJsonObject access = fields.objectOr( "access" );
      summary.isPublic = fields.flagOr( "public", access.value( QLatin1String( "public" ) ).toBool() );
      const QJsonObject permissions = fields.objectOr( "permissions" );
      summary.role = roleByFlags( permissions, access, asUser );
      if ( object.contains( QLatin1String( "role" ) ) ) // one that we do not know yet counts as none
        summary.role = projectRoleFromWire( fields.textOr( "role" ) ).value_or( ProjectRole::None );
      SYNCLINE_CHECK( fields.check() );
      return summary;
    }

    [[nodiscard]] Result<void> addFile( const QJsonObject &object, ProjectInfo &info )
    {
      JsonReader fields( object, "file" );
      const QString path = fields.text( "path" );
      const QString checksum = fields.text( "checksum" );
      ServerFile file;
      file.sizeBytes = fields.integer( "size" );
      file.changed = fields.timeOr( "mtime" );
      SYNCLINE_CHECK( fields.check() );

      const Result<RelPath> safe = RelPath::fromString( path );
      const Result<Sha1> sum = Sha1::fromString( checksum.toLower() ); // servers take any text there
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

    [[nodiscard]] Result<void> addFiles( const QJsonArray &files, ProjectInfo &info )
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
  } // namespace

  Result<ProjectInfo> decodeProjectInfo( const HttpResponse &answer )
  {
    SYNCLINE_TRY( object, objectIn( answer ) );
    SYNCLINE_TRY( summary, decodeSummary( object, {} ) );
    JsonReader fields( object, "project" );
    ProjectInfo info;
    info.summary = summary;
    info.workspaceId.value = fields.integerOr( "workspace_id", 0 );
    const QJsonArray files = fields.array( "files" );
    SYNCLINE_CHECK( fields.check() );
    SYNCLINE_CHECK( addFiles( files, info ) );
    info.rawJson = answer.body;
    return info;
  }

  Result<ProjectSummary> decodeListItem( const QJsonObject &object, const QString &asUser )
  {
    return decodeSummary( object, asUser );
  }
} // namespace syncline
