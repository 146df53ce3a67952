// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/projectdecoder.h"

#include "core/api/filedecoder.h"
#include "core/api/jsonreader.h"

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

    ProjectName nameOf( JsonReader &fields, const QString &workspace )
    {
      const Result<ProjectName> name = ProjectName::fromParts( workspace, fields.text( "name" ) );
      if ( !name )
        fields.complain( "name", name.error().detail );
      return name.value_or( ProjectName() );
    }

    //! One that we do not know yet counts as none.
    ProjectRole roleIn( JsonReader &fields )
    {
      return projectRoleFromWire( fields.textOr( "role" ) ).value_or( ProjectRole::None );
    }

    [[nodiscard]] Result<ProjectSummary> decodeSummary( const QJsonObject &object, const QString &asUser )
    {
      JsonReader fields( object, "project" );
      ProjectSummary summary;
      summary.id = fields.parsed<ProjectId>( "id" );
      summary.name = nameOf( fields, fields.text( "namespace" ) );
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
      if ( object.contains( QLatin1String( "role" ) ) )
        summary.role = roleIn( fields );
      SYNCLINE_CHECK( fields.check() );
      return summary;
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
    SYNCLINE_CHECK( decodeFiles( files, info ) );
    info.rawJson = answer.body;
    return info;
  }

  Result<ProjectHands> decodeHands( const ProjectInfo &info )
  {
    HttpResponse answer;
    answer.body = info.rawJson;
    SYNCLINE_TRY( object, objectIn( answer ) );
    JsonReader fields( object, "project" );
    ProjectHands hands;
    hands.creatorName = info.summary.creator;
    if ( hands.creatorName.isEmpty() )
      hands.creator.value = fields.integerOr( "creator", 0 );
    hands.hasOpenUploads = !fields.arrayOr( "uploads" ).isEmpty();
    SYNCLINE_CHECK( fields.check() );
    return hands;
  }

  Result<ProjectInfo> decodeProjectV2( const QJsonObject &object )
  {
    JsonReader fields( object, "project" );
    const QJsonObject workspaceObject = fields.object( "workspace" );
    JsonReader workspace( workspaceObject, "project.workspace" );
    ProjectInfo info;
    info.summary.id = fields.parsed<ProjectId>( "id" );
    info.summary.name = nameOf( fields, workspace.text( "name" ) );
    info.summary.version = versionIn( fields, "version" );
    info.summary.created = fields.timeOr( "created_at" );
    info.summary.updated = fields.timeOr( "updated_at" );
    info.summary.sizeBytes = fields.integerOr( "size", 0 );
    info.summary.isPublic = fields.flagOr( "public", false );
    info.summary.role = roleIn( fields );
    info.workspaceId.value = workspace.integerOr( "id", 0 );
    const QJsonArray files = fields.arrayOr( "files" );
    SYNCLINE_CHECK( fields.check() );
    SYNCLINE_CHECK( workspace.check() );
    SYNCLINE_CHECK( decodeFiles( files, info ) );
    return info;
  }

  Result<ProjectInfo> decodeProjectV2With( const HttpResponse &answer, ProjectFiles files )
  {
    SYNCLINE_TRY( object, objectIn( answer ) );
    if ( files == ProjectFiles::Needed && !object.value( QLatin1String( "files" ) ).isArray() )
      return fail( ErrorKind::MalformedReply, QStringLiteral( "project.files: no list" ) );
    SYNCLINE_TRY( info, decodeProjectV2( object ) );
    info.rawJson = answer.body;
    return info;
  }

  Result<ProjectSummary> decodeListItem( const QJsonObject &object, const QString &asUser )
  {
    return decodeSummary( object, asUser );
  }
} // namespace syncline
