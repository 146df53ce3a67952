// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/contract/recordedcalls.h"

#include "core/api/endpoints.h"
#include "core/api/endpoints_history.h"
#include "core/api/endpoints_manage.h"
#include "core/api/endpoints_people.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace syncline
{
  namespace
  {
    using namespace endpoints;

    //! A request taken apart.
    struct Asked
    {
        QStringList parts; //!< what the pattern caught
        QUrlQuery query;
        const HttpRequest &request;
        const HttpResponse &answer;

        QString value( const char *key ) const
        {
          return query.queryItemValue( QString::fromLatin1( key ), QUrl::FullyDecoded );
        }
        bool has( const char *key ) const { return !value( key ).isEmpty(); }
        ProjectName name( int first = 0 ) const
        {
          return ProjectName::fromParts( parts.value( first ), parts.value( first + 1 ) )
            .value_or( ProjectName() );
        }
        ProjectId id() const { return ProjectId::fromString( parts.value( 0 ) ).value_or( ProjectId() ); }
        QJsonObject body() const { return QJsonDocument::fromJson( request.body ).object(); }
    };

    Version versionOf( const QString &text ) { return Version::fromString( text ).value_or( Version() ); }

    RelPath pathOf( const QString &text ) { return RelPath::fromString( text ).value_or( RelPath() ); }

    BodySink nowhere()
    {
      return []( const QByteArray & ) -> Result<void> { return {}; };
    }

    using Read = std::optional<Result<void>>;

    //! As a transport and the client treat it: head and body into the sink where there is one, then the decoder.
    template<class T> Read by( const Endpoint<T> &endpoint, const Asked &asked )
    {
      if ( endpoint.request.onHead )
      {
        Result<void> step = endpoint.request.onHead( asked.answer );
        if ( step )
          step = endpoint.request.sink( asked.answer.body );
        if ( !step )
          return step;
      }
      const Result<T> read = endpoint.decode( asked.answer );
      return read ? Result<void>() : tl::unexpected<Error>( read.error() );
    }

    Read readDetails( const Asked &asked )
    {
      if ( asked.has( "version" ) )
        return by( projectInfoAt( asked.name(), versionOf( asked.value( "version" ) ) ), asked );
      if ( asked.has( "since" ) )
        return by( projectInfoSince( asked.name(), versionOf( asked.value( "since" ) ) ), asked );
      return by( projectInfo( asked.name() ), asked );
    }

    Read readDetailsV2( const Asked &asked )
    {
      if ( !asked.query.hasQueryItem( QStringLiteral( "files_at_version" ) ) )
        return by( projectInfoV2( asked.id() ), asked );
      if ( !Version::fromString( asked.value( "files_at_version" ) ) )
        return std::nullopt; // we never ask so
      const Read read =
        by( projectFilesV2( asked.id(), versionOf( asked.value( "files_at_version" ) ) ), asked );
      const bool hasFiles =
        QJsonDocument::fromJson( asked.answer.body ).object().contains( QLatin1String( "files" ) );
      if ( !hasFiles && !*read && read->error().kind == ErrorKind::NotFound )
        return Result<void>(); // how this call says that there is no such version
      return read;
    }

    Read readDetailsById( const Asked &asked )
    {
      if ( asked.id().isEmpty() )
        return std::nullopt; // a form of the id that we do not send
      return by( projectInfoById( asked.id() ), asked );
    }

    Read readRaw( const Asked &asked )
    {
      if ( asked.request.verb != HttpVerb::Get )
        return std::nullopt;
      const RelPath file = pathOf( asked.value( "file" ) );
      const Version version = versionOf( asked.value( "version" ) );
      if ( asked.value( "diff" ).toLower() == QLatin1String( "true" ) )
        return by( rawDiff( { asked.name(), file, version }, nowhere() ), asked );
      static const QRegularExpression sRange( QStringLiteral( "\\Abytes=(\\d+)-(\\d*)\\z" ) );
      const QString wanted = QString::fromLatin1( asked.request.header( "Range" ) );
      const QRegularExpressionMatch range = sRange.match( wanted );
      if ( !wanted.isEmpty() && !range.hasMatch() )
        return std::nullopt; // we count from the start
      RawRange part{ asked.name(), file, version, range.captured( 1 ).toLongLong(), -1 };
      if ( !range.captured( 2 ).isEmpty() )
        part.lastByte = range.captured( 2 ).toLongLong();
      return by( rawFile( part, nowhere() ), asked );
    }

    Read readDelta( const Asked &asked )
    {
      std::optional<Version> to;
      if ( asked.has( "to" ) )
        to = versionOf( asked.value( "to" ) );
      return by( projectDelta( asked.id(), versionOf( asked.value( "since" ) ), to ), asked );
    }

    Read readVersion( const Asked &asked )
    {
      const QJsonObject body = asked.body();
      if ( body.value( QLatin1String( "check_only" ) ).toBool() )
        return by( checkPush( asked.id(), Version(), {} ), asked );
      const Version base = versionOf( body.value( QLatin1String( "version" ) ).toString() );
      return by( createVersion( asked.id(), base, {} ), asked );
    }

    Read readChunk( const Asked &asked )
    {
      return by( pushChunk( TransactionId(), ChunkId(), asked.request.body ), asked );
    }

    struct Reader
    {
        const char *verb;
        const char *pattern;
        Read ( *read )( const Asked & );
    };

    // In this order: the addresses of projects look like some of the others.
    const Reader READERS[] = {
      { "GET", "ping", []( const Asked &a ) { return by( ping(), a ); } },
      { "GET", "config", []( const Asked &a ) { return by( serverConfig(), a ); } },
      { "POST", "v1/auth/login", []( const Asked &a ) { return by( login( {}, {} ), a ); } },
      { "GET", "v1/user/profile", []( const Asked &a ) { return by( profile(), a ); } },
      { "GET", "v1/workspaces", []( const Asked &a ) { return by( workspaces(), a ); } },
      { "GET", "v1/workspace/\\d+", []( const Asked &a ) { return by( endpoints::workspace( {} ), a ); } },
      { "GET", "v1/project/paginated", []( const Asked &a ) { return by( projectPage( {} ), a ); } },
      { "POST", "v1/project/by_names", []( const Asked &a ) { return by( projectsByName( {} ), a ); } },
      { "GET", "v1/project/by_uuids", []( const Asked &a ) { return by( projectsById( {} ), a ); } },
      { "GET", "v1/project/by_uuid/([^/]+)", readDetailsById },
      { "GET", "v1/project/versions/paginated/([^/]+)/([^/]+)",
        []( const Asked &a ) { return by( versionPage( {} ), a ); } },
      { "GET", "v1/project/version/([^/]+)/(v\\d+)",
        []( const Asked &a ) { return by( versionDetail( a.id(), versionOf( a.parts.value( 1 ) ) ), a ); } },
      { "GET", "v1/project/raw/([^/]+)/([^/]+)", readRaw },
      { "GET", "v1/project/([^/]+)/([^/]+)", readDetails },
      { "GET", "v1/resource/history/([^/]+)/([^/]+)",
        []( const Asked &a ) { return by( fileHistory( a.name(), {} ), a ); } },
      { "GET", "v1/resource/changesets/([^/]+)/([^/]+)/v\\d+",
        []( const Asked &a ) { return by( fileChangeset( a.name(), {}, {} ), a ); } },
      { "POST", "v1/project/clone/([^/]+)/([^/]+)",
        []( const Asked &a ) { return by( cloneProject( a.name(), {} ), a ); } },
      { "POST", "v1/project/push/cancel/[^/]+", []( const Asked &a ) { return by( cancelPush( {} ), a ); } },
      { "POST", "v1/project/push/finish/[^/]+", []( const Asked &a ) { return by( finishPush( {} ), a ); } },
      { "POST", "v1/project/push/chunk/[^/]+/[^/]+", readChunk },
      { "POST", "v1/project/push/([^/]+)/([^/]+)",
        []( const Asked &a ) { return by( startPush( a.name(), {}, {} ), a ); } },
      { "POST", "v1/project/[^/]+",
        []( const Asked &a ) { return by( createProject( {}, Visibility::Private ), a ); } },
      { "DELETE", "v1/project/([^/]+)/([^/]+)",
        []( const Asked &a ) { return by( scheduleRemovalByName( a.name() ), a ); } },
      { "POST", "v2/projects/batch", []( const Asked &a ) { return by( projectsInBatch( {} ), a ); } },
      { "GET", "v2/workspaces/\\d+/projects",
        []( const Asked &a ) { return by( workspaceProjects( {} ), a ); } },
      { "GET", "v2/projects/([^/]+)", readDetailsV2 },
      { "PATCH", "v2/projects/([^/]+)",
        []( const Asked &a ) { return by( renameProject( a.id(), {} ), a ); } },
      { "DELETE", "v2/projects/([^/]+)",
        []( const Asked &a ) { return by( removeProjectNow( a.id() ), a ); } },
      { "POST", "v2/projects/([^/]+)/scheduleDelete",
        []( const Asked &a ) { return by( scheduleRemoval( a.id() ), a ); } },
      { "POST", "v2/projects/([^/]+)/chunks",
        []( const Asked &a ) { return by( uploadChunk( a.id(), {} ), a ); } },
      { "POST", "v2/projects/([^/]+)/versions", readVersion },
      { "GET", "v2/projects/([^/]+)/delta", readDelta },
      { "GET", "v2/projects/([^/]+)/raw/diff",
        []( const Asked &a ) { return by( rawDiffById( a.id(), a.value( "file" ), nowhere() ), a ); } },
      { "GET", "v2/projects/([^/]+)/collaborators",
        []( const Asked &a ) { return by( collaborators( a.id() ), a ); } },
      { "POST", "v2/projects/([^/]+)/collaborators",
        []( const Asked &a ) { return by( addCollaborator( a.id(), {}, ProjectRole::Reader ), a ); } },
      { "PATCH", "v2/projects/([^/]+)/collaborators/\\d+",
        []( const Asked &a ) { return by( setCollaboratorRole( a.id(), {}, ProjectRole::Reader ), a ); } },
      { "DELETE", "v2/projects/([^/]+)/collaborators/\\d+",
        []( const Asked &a ) { return by( removeCollaborator( a.id(), {} ), a ); } },
      { "POST", "v2/users", []( const Asked &a ) { return by( createUser( {} ), a ); } },
    };
  } // namespace

  Read readAsOurs( const HttpRequest &asked, const HttpResponse &answer )
  {
    const QList<QByteArray> halves = asked.path.split( '?' );
    const QString path = QUrl::fromPercentEncoding( halves.first() );
    for ( const Reader &reader : READERS )
    {
      const QRegularExpression form(
        QStringLiteral( "\\A%1\\z" ).arg( QString::fromLatin1( reader.pattern ) ) );
      const QRegularExpressionMatch match = form.match( path );
      if ( toWire( asked.verb ) != reader.verb || !match.hasMatch() )
        continue;
      const QUrlQuery query( QString::fromLatin1( halves.value( 1 ) ) );
      return reader.read( { match.capturedTexts().mid( 1 ), query, asked, answer } );
    }
    return std::nullopt;
  }
} // namespace syncline
