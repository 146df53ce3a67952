// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/jsonreader.h"
#include "core/api/projectdecoder.h"
#include "core/api/urlparts.h"

#include <QSet>

namespace syncline::endpoints
{
  namespace
  {
    //! What was asked for, so that the answer can be judged.
    struct DeltaRange
    {
        Version since;
        std::optional<Version> to;
    };

    DeltaKind kindIn( JsonReader &fields )
    {
      const QString text = fields.text( "change" );
      if ( text == QLatin1String( "create" ) )
        return DeltaKind::Create;
      if ( text == QLatin1String( "update" ) )
        return DeltaKind::Update;
      if ( text == QLatin1String( "update_diff" ) )
        return DeltaKind::UpdateDiff;
      if ( text != QLatin1String( "delete" ) )
        fields.complain( "change", QStringLiteral( "\"%1\" is unknown" ).arg( text.left( 80 ) ) );
      return DeltaKind::Delete;
    }

    //! The ids, or nothing when one of them is missing: then the whole file has to come.
    QStringList diffsOf( const QJsonArray &diffs )
    {
      QStringList ids;
      for ( const QJsonValue &diff : diffs )
      {
        const QString id = diff.toObject().value( QLatin1String( "id" ) ).toString();
        if ( id.isEmpty() || id.size() > MAX_WIRE_TEXT )
          return {};
        ids.append( id );
      }
      return ids;
    }

    [[nodiscard]] Result<void> addItem( const QJsonObject &object, Version since, ServerDelta &delta )
    {
      JsonReader fields( object, "delta.item" );
      DeltaItem item;
      const QString path = fields.text( "path" );
      item.kind = kindIn( fields );
      item.version = fields.parsed<Version>( "version" );
      const Result<Sha1> sum = Sha1::fromString( fields.textOr( "checksum" ).toLower() );
      const bool isDelete = item.kind == DeltaKind::Delete;
      item.sizeBytes = isDelete ? qMax<qint64>( 0, fields.integerOr( "size", 0, -MAX_WIRE_NUMBER ) )
                                : fields.integer( "size" );
      item.diffs = diffsOf( fields.arrayOr( "diffs" ) );
      if ( item.version <= since || item.version > delta.to )
        fields.complain( "version", QStringLiteral( "outside of what was asked for" ) );
      SYNCLINE_CHECK( fields.check() );

      if ( item.kind == DeltaKind::UpdateDiff && item.diffs.isEmpty() )
        item.kind = DeltaKind::Update;
      const Result<RelPath> safe = RelPath::fromString( path );
      if ( safe && ( sum || isDelete ) )
      {
        item.path = *safe;
        item.checksum = sum.value_or( Sha1() );
        delta.items.append( item );
      }
      else if ( !isDelete ) // servers note removals of paths that never were; there is nothing to remove
        delta.unsafePaths.append( path );
      return {};
    }

    [[nodiscard]] Result<ServerDelta> decodeDelta( const HttpResponse &answer, const DeltaRange &asked )
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "delta" );
      ServerDelta delta;
      delta.to = fields.parsed<Version>( "to_version" );
      const QJsonArray items = fields.array( "items" );
      if ( delta.to < asked.since || delta.to != asked.to.value_or( delta.to ) )
        fields.complain( "to_version", QStringLiteral( "not what was asked for" ) );
      SYNCLINE_CHECK( fields.check() );
      QSet<QString> seen;
      for ( const QJsonValue &value : items )
      {
        const QJsonObject item = value.toObject();
        const QString path = item.value( QLatin1String( "path" ) ).toString();
        if ( seen.contains( path ) )
          return fail( ErrorKind::MalformedReply,
                       QStringLiteral( "the path \"%1\" changed twice" ).arg( path.left( 200 ) ) );
        seen.insert( path );
        SYNCLINE_CHECK( addItem( item, asked.since, delta ) );
      }
      return delta;
    }

    [[nodiscard]] Result<ProjectInfo> decodeDetails( const HttpResponse &answer, const ProjectId &id,
                                                     ProjectFiles files )
    {
      SYNCLINE_TRY( info, decodeProjectV2With( answer, files ) );
      if ( info.summary.id != id )
        return fail( ErrorKind::MalformedReply, QStringLiteral( "another project than asked for" ) );
      return info;
    }

    HttpRequest detailsRequest( const ProjectId &id )
    {
      return getRequest( urlPath( "v2/projects", { id.toString() } ) );
    }
  } // namespace

  Endpoint<ProjectInfo> projectInfoV2( const ProjectId &id )
  {
    const auto decode = [id]( const HttpResponse &answer )
    { return decodeDetails( answer, id, ProjectFiles::NotNeeded ); };
    return { detailsRequest( id ), decode, Auth::IfSignedIn, {} };
  }

  Endpoint<ProjectInfo> projectFilesV2( const ProjectId &id, Version version )
  {
    HttpRequest request = detailsRequest( id );
    addToQuery( request.query, "files_at_version", version.toString() );
    const auto decode = [id, version]( const HttpResponse &answer ) -> Result<ProjectInfo>
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      if ( !object.contains( QLatin1String( "files" ) ) ) // how this call says so
        return fail( ErrorKind::NotFound, QStringLiteral( "no version %1" ).arg( version.toString() ) );
      SYNCLINE_TRY( info, decodeDetails( answer, id, ProjectFiles::Needed ) );
      if ( info.summary.version < version )
        return fail( ErrorKind::MalformedReply,
                     QStringLiteral( "files of a version that is not there yet" ) );
      info.summary.version = version;
      return info;
    };
    return { request, decode, Auth::IfSignedIn, {} };
  }

  Endpoint<ServerDelta> projectDelta( const ProjectId &id, Version since, std::optional<Version> to )
  {
    HttpRequest request =
      getRequest( urlPath( "v2/projects", { id.toString(), QStringLiteral( "delta" ) } ) );
    addToQuery( request.query, "since", since.toString() );
    if ( to )
      addToQuery( request.query, "to", to->toString() );
    const auto decode = [asked = DeltaRange{ since, to }]( const HttpResponse &answer )
    { return decodeDelta( answer, asked ); };
    return { request, decode, Auth::IfSignedIn, {} };
  }
} // namespace syncline::endpoints
