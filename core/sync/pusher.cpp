// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/pusher.h"

#include "core/base/logging.h"
#include "core/net/await.h"
#include "core/project/asciijson.h"
#include "core/sync/chunksender.h"
#include "core/sync/committer.h"
#include "core/sync/doubtfulpush.h"

#include <QJsonArray>

namespace syncline
{
  namespace
  {
    //! The request may have been carried out although there is no answer to tell it.
    bool isOutcomeUnknown( ErrorKind kind )
    {
      return kind == ErrorKind::Offline || kind == ErrorKind::Timeout || kind == ErrorKind::ServerFailure ||
             kind == ErrorKind::MalformedReply || kind == ErrorKind::Canceled ||
             kind == ErrorKind::NotFound || kind == ErrorKind::NotAServer || kind == ErrorKind::TlsFailure;
    }
  } // namespace

  Pusher::Pusher( Stager::Tools tools, const ProjectPaths &paths, Project project )
    : mTools( tools )
    , mPaths( paths )
    , mProject( std::move( project ) )
    , mTicket( tools.disk, paths.ticketPath() )
  {
  }

  Result<ProjectInfo> Pusher::push( PushTicket ticket, Protocol protocol, const CancelToken &cancel )
  {
    if ( cancel.isCanceled() )
      return fail( ErrorKind::Canceled );
    SYNCLINE_CHECK( mTicket.begin( ticket.toJson() ) );
    switch ( protocol )
    {
      case Protocol::V1:
        return pushV1( ticket, cancel );
      case Protocol::V2:
        return pushV2( ticket, cancel );
    }
    Q_UNREACHABLE();
  }

  Result<ProjectInfo> Pusher::pushV1( PushTicket &ticket, const CancelToken &cancel )
  {
    const Result<endpoints::PushStarted> started =
      await( mTools.api.call( endpoints::startPush( mProject.name, ticket.base, ticket.changes() ) ) );
    if ( !started && !isOutcomeUnknown( started.error().kind ) )
    {
      SYNCLINE_CHECK( forget( ticket ) );
      return passOn( started.error(), "startPush" );
    }
    if (
      !started ) // it may have begun, and a push of nothing but removals may be done; the ticket knows how to find out
    {
      if ( const Result<ProjectInfo> latest = await( mTools.api.call( latestInfo() ) ) )
        abandonUntold( ticket, *latest );
      return passOn( started.error(), "startPush" );
    }
    if ( started->finished )
      return *started->finished;
    ticket.transaction = started->transaction;
    const Result<void> noted = mTicket.begin( ticket.toJson() );
    const Result<void> sent = noted ? sendChunks( ticket, Protocol::V1, cancel ) : noted;
    const bool isTooLate = sent && cancel.isCanceled(); // the last moment at which nothing has happened yet
    if ( !sent || isTooLate )
    {
      SYNCLINE_CHECK( giveUp( ticket ) );
      return sent ? fail( ErrorKind::Canceled ) : passOn( sent.error(), __func__ );
    }
    return makeVersion( ticket, endpoints::finishPush( ticket.transaction ) );
  }

  Result<ProjectInfo> Pusher::pushV2( PushTicket &ticket, const CancelToken &cancel )
  {
    const Result<bool> checked =
      await( mTools.api.call( endpoints::checkPush( mProject.id, ticket.base, ticket.changes() ) ), cancel );
    const Result<void> sent =
      checked ? sendChunks( ticket, Protocol::V2, cancel ) : tl::unexpected<Error>( checked.error() );
    const bool isTooLate = sent && cancel.isCanceled();
    if ( !sent || isTooLate ) // chunks without a version go by themselves
    {
      SYNCLINE_CHECK( forget( ticket ) );
      return sent ? fail( ErrorKind::Canceled ) : passOn( sent.error(), __func__ );
    }
    return makeVersion( ticket, endpoints::createVersion( mProject.id, ticket.base, ticket.changes() ) );
  }

  Result<void> Pusher::sendChunks( PushTicket &ticket, Protocol protocol, const CancelToken &cancel )
  {
    ChunkSender sender( mTools, ticket, { protocol, mProject.id },
                        [this, &ticket]( const PushedFile &file )
                        {
                          return file.stagedToSend().isEmpty() ? mPaths.pathOf( file.candidate.path )
                                                               : stagedPath( ticket, file.stagedToSend() );
                        } );
    return sender.run( cancel );
  }

  QString Pusher::stagedPath( const PushTicket &ticket, const QString &name ) const
  {
    return Committer::stagingFolder( mPaths, ticket.run ) + QLatin1Char( '/' ) + name;
  }

  Result<ProjectInfo> Pusher::makeVersion( const PushTicket &ticket, const Endpoint<ProjectInfo> &request )
  {
    if ( const Result<void> aside = setBasesAside( ticket ); !aside )
    {
      SYNCLINE_CHECK( putBasesBack( ticket ) );
      SYNCLINE_CHECK( giveUp( ticket ) );
      return passOn( aside.error(), __func__ );
    }
    return settled( ticket, await( mTools.api.call( request ) ) );
  }

  /**
   * Should we die before the answer, nobody else can tell whether the version is ours: a client that knows nothing of our ticket
   * takes it for somebody else's and adds our new rows to it once more. Without base files it cannot: it sends the whole file if
   * there is no version, and keeps a conflict copy if there is one. Rows that were changed or deleted do no harm twice.
   */
  Result<void> Pusher::setBasesAside( const PushTicket &ticket )
  {
    for ( const PushedFile &file : ticket.files )
    {
      const bool hasNewRows = std::any_of( file.rows.begin(), file.rows.end(),
                                           []( const TableRows &table ) { return table.inserted > 0; } );
      if ( !file.diff || !file.mayLackBase || !hasNewRows )
        continue;
      const QString base = mPaths.basePathOf( file.candidate.path );
      SYNCLINE_CHECK( mTools.disk.rename( base, stagedPath( ticket, file.baseAside() ) ) );
    }
    return {};
  }

  Result<void> Pusher::putBasesBack( const PushTicket &ticket )
  {
    for ( const PushedFile &file : ticket.files )
    {
      const QString base = mPaths.basePathOf( file.candidate.path );
      const QString aside = stagedPath( ticket, file.baseAside() );
      SYNCLINE_TRY( there, mTools.disk.stat( base ) );
      SYNCLINE_TRY( waiting, mTools.disk.stat( aside ) );
      if ( !waiting.isFile() || there.exists() ) // another client made one
        continue;
      SYNCLINE_CHECK( mTools.disk.makeFolder( folderOf( base ) ) ); // empty folders do not survive every tool
      SYNCLINE_CHECK( mTools.disk.rename( aside, base ) );
    }
    return {};
  }

  //! The answer to the request that makes the version, or what the server tells where it got lost.
  Result<ProjectInfo> Pusher::settled( const PushTicket &ticket, const Result<ProjectInfo> &answer )
  {
    if ( answer )
      return answer;
    if ( !isOutcomeUnknown( answer.error().kind ) )
    {
      SYNCLINE_CHECK( putBasesBack( ticket ) );
      SYNCLINE_CHECK( giveUp( ticket ) );
      return passOn( answer.error(), "finishPush" );
    }
    qCInfo( lcSync ) << "the answer to the push was lost; asking the server";
    const Result<std::optional<ProjectInfo>> found = findOnServer( ticket, {} );
    if ( found && *found )
      return **found;
    if ( found )
    {
      SYNCLINE_CHECK( putBasesBack( ticket ) );
      if ( abandon( ticket ) )
        SYNCLINE_CHECK( doubtfulpush::keep( mTools.disk, mPaths, ticket.run ) );
    }
    return passOn( answer.error(), "finishPush" );
  }

  Endpoint<ProjectInfo> Pusher::latestInfo() const
  {
    return mProject.id.isEmpty() ? endpoints::projectInfo( mProject.name )
                                 : endpoints::projectInfoById( mProject.id );
  }

  Result<std::optional<ProjectInfo>> Pusher::findOnServer( const PushTicket &ticket,
                                                           const CancelToken &cancel )
  {
    SYNCLINE_TRY( latest, await( mTools.api.call( latestInfo() ), cancel ) );
    const Version ours = ticket.base.next();
    if ( latest.summary.version < ours )
    {
      abandonUntold( ticket, latest );
      return std::optional<ProjectInfo>();
    }
    QList<ServerFile> histories;
    if ( ticket.hasDiffs() )
    {
      SYNCLINE_TRY(
        since, await( mTools.api.call( endpoints::projectInfoSince( latest.summary.name, ours ) ), cancel ) );
      histories = since.files;
    }
    if ( latest.summary.version > ours )
    {
      SYNCLINE_TRY(
        older, await( mTools.api.call( endpoints::projectInfoAt( latest.summary.name, ours ) ), cancel ) );
      older.workspaceId = latest.workspaceId; // versions do not tell these
      older.summary.role = latest.summary.role;
      older.summary.isPublic = latest.summary.isPublic;
      latest = older;
    }
    return ticket.isContainedIn( latest.files, histories ) ? std::optional<ProjectInfo>( latest )
                                                           : std::nullopt;
  }

  Result<std::optional<Pusher::Pushed>> Pusher::recover( Version metadataVersion, const CancelToken &cancel )
  {
    SYNCLINE_TRY( json, mTicket.load() );
    if ( !json )
    {
      SYNCLINE_CHECK( mTicket.finish() ); // a torn one
      return std::optional<Pushed>();
    }
    SYNCLINE_TRY( ticket, PushTicket::fromJson( *json ) );
    std::optional<ProjectInfo> found;
    if ( metadataVersion == ticket.base || metadataVersion < ticket.base )
    {
      SYNCLINE_TRY( info, findOnServer( ticket, cancel ) );
      found = info;
      if ( !found )
      {
        SYNCLINE_CHECK( putBasesBack( ticket ) );
        (void)abandon( ticket );
        SYNCLINE_CHECK( doubtfulpush::keep( mTools.disk, mPaths, ticket.run ) );
        return std::optional<Pushed>();
      }
    }
    if ( found )
      return std::optional<Pushed>( Pushed{ ticket, *found } );
    SYNCLINE_CHECK( forget( ticket ) );
    return std::optional<Pushed>();
  }

  Result<bool> Pusher::findLate( const VersionsKnown &known, const CancelToken &cancel )
  {
    SYNCLINE_TRY( doubtful, doubtfulpush::all( mTools.disk, mPaths ) );
    for ( const PushTicket &ticket : std::as_const( doubtful ) )
    {
      const bool mayCome = ticket.base == known.here;
      if ( mayCome && known.onServer == ticket.base )
        continue;
      std::optional<ProjectInfo> found;
      if ( mayCome && ticket.base < known.onServer )
      {
        SYNCLINE_TRY( info, findOnServer( ticket, cancel ) );
        found = info;
      }
      if ( found )
      {
        SYNCLINE_CHECK( doubtfulpush::revive( mTools.disk, mPaths, ticket.run ) );
        return true;
      }
      SYNCLINE_CHECK( doubtfulpush::drop( mTools.disk, mPaths, ticket.run ) );
    }
    return false;
  }

  bool Pusher::abandon( const PushTicket &ticket )
  {
    if ( ticket.transaction.isEmpty() )
      return true;
    const Result<bool> canceled = await( mTools.api.call( endpoints::cancelPush( ticket.transaction ) ) );
    if ( canceled || canceled.error().kind == ErrorKind::NotFound )
      return true;
    qCInfo( lcSync ) << "the push could not be canceled:" << toLogLine( canceled.error() );
    return !isOutcomeUnknown( canceled.error().kind );
  }

  //! A push that the server could not be told of stays on the list: the next run tells it.
  Result<void> Pusher::giveUp( const PushTicket &ticket )
  {
    return abandon( ticket ) ? forget( ticket ) : Result<void>();
  }

  void Pusher::abandonUntold( const PushTicket &ticket, const ProjectInfo &latest )
  {
    if ( !ticket.transaction.isEmpty() || latest.summary.version != ticket.base )
      return;
    const QStringList open = openUploads( latest );
    for ( const QString &upload : open )
    {
      const Result<TransactionId> id = TransactionId::fromString( upload );
      if ( !id || ticket.othersUploads.contains( upload ) )
        continue;
      const Result<bool> canceled = await( mTools.api.call( endpoints::cancelPush( *id ) ) );
      qCInfo( lcSync ) << "an open push" << ( canceled ? "was ours and is canceled" : "is somebody else's" );
    }
  }

  QStringList Pusher::openUploads( const ProjectInfo &info )
  {
    const Result<QJsonObject> json = jsonObjectFrom( info.rawJson, QStringLiteral( "project info" ) );
    QStringList ids;
    const QJsonArray list = json ? json->value( QLatin1String( "uploads" ) ).toArray() : QJsonArray();
    for ( const QJsonValue &id : list )
      ids.append( id.toString() );
    return ids;
  }

  Result<void> Pusher::forget( const PushTicket &ticket )
  {
    SYNCLINE_CHECK( mTicket.finish() );
    return removeTree( mTools.disk, Committer::stagingFolder( mPaths, ticket.run ) );
  }

  QList<RelPath> Pusher::blamedBy( const Error &error, const PushTicket &ticket )
  {
    QList<RelPath> blamed;
    const FailedFiles *failed = std::get_if<FailedFiles>( &error.payload );
    const ServerDetail *said = std::get_if<ServerDetail>( &error.payload );
    for ( const PushedFile &file : ticket.files )
    {
      const QString path = file.candidate.path.toString();
      const bool isListed = failed && failed->reasons.contains( path );
      const bool isNamed =
        said && said->detail.contains( path + QLatin1String( " error=" ) ); // a changeset that does not fit
      const bool isQuoted = said && said->detail.contains( QLatin1Char( '\'' ) + path + QLatin1Char( '\'' ) );
      if ( isListed || isNamed || isQuoted ||
           error.detail.contains( QLatin1Char( '\'' ) + path + QLatin1Char( '\'' ) ) )
        blamed.append( file.candidate.path );
    }
    return blamed;
  }
} // namespace syncline
