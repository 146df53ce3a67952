// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/servererror.h"

#include "core/base/qtcompat.h"
#include "core/base/version.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace syncline
{
  namespace
  {
    constexpr int MAX_SHOWN_TEXT = 1000;

    //! What was found in the body, whichever of the six shapes it has.
    struct Body
    {
        bool isJson = false;
        ServerDetail said;
        QJsonObject object; //!< the whole, where it is one; for a code's extra fields
        QStringList corruptedFiles;
    };

    QString plainTextOf( const HttpResponse &answer )
    {
      static const QRegularExpression sTitle( QStringLiteral( "<title[^>]*>([^<]*)</title>" ),
                                              QRegularExpression::CaseInsensitiveOption );
      const QString text = QString::fromUtf8( answer.body.left( 16 * MAX_SHOWN_TEXT ) );
      if ( looksLikeHtml( answer ) )
        return sTitle.match( text ).captured( 1 ).simplified().left( MAX_SHOWN_TEXT );
      return text.trimmed().left( MAX_SHOWN_TEXT );
    }

    //! {"field": ["complaint", …], …}
    QHash<QString, QStringList> formComplaints( const QJsonObject &object )
    {
      QHash<QString, QStringList> fields;
      for ( auto it = object.begin(); it != object.end(); ++it )
      {
        const QJsonArray complaints = it.value().toArray();
        for ( const QJsonValue &complaint : complaints )
        {
          if ( complaint.isString() )
            fields[it.key()].append( complaint.toString() );
        }
      }
      return fields;
    }

    void readObject( const QJsonObject &object, Body &body )
    {
      body.object = object;
      body.said.code = object.value( QLatin1String( "code" ) ).toString();
      const QJsonValue detail = object.value( QLatin1String( "detail" ) );
      if ( detail.isObject() )
      {
        const QJsonArray files = detail.toObject().value( QLatin1String( "corrupted_files" ) ).toArray();
        for ( const QJsonValue &file : files )
          body.corruptedFiles.append( file.toString() );
        return;
      }
      body.said.detail = detail.toString().left( MAX_SHOWN_TEXT );
      const QString suffix = QStringLiteral( " (%1)" ).arg( body.said.code );
      if ( !body.said.code.isEmpty() && body.said.detail.endsWith( suffix ) )
        body.said.detail.chop( suffix.size() );
      if ( body.said.detail.isEmpty() && body.said.code.isEmpty() )
        body.said.fields = formComplaints( object );
      if ( body.said.detail.isEmpty() )
        body.said.detail = object.value( QLatin1String( "title" ) ).toString().left( MAX_SHOWN_TEXT );
      for ( auto it = body.said.fields.constBegin();
            it != body.said.fields.constEnd() && body.said.detail.isEmpty(); ++it )
        body.said.detail = it.value().join( QLatin1Char( ' ' ) ).left( MAX_SHOWN_TEXT );
    }

    Body readBody( const HttpResponse &answer )
    {
      Body body;
      body.said.status = answer.status;
      if ( const auto wait = answer.retryAfter() )
        body.said.retryAfterSeconds = int( wait->count() );
      const QJsonDocument document = QJsonDocument::fromJson( answer.body );
      if ( document.isObject() )
      {
        body.isJson = true;
        readObject( document.object(), body );
        return body;
      }
      // a bare string is JSON too, but no document to Qt 5: wrap it
      const QJsonDocument wrapped = QJsonDocument::fromJson( '[' + answer.body + ']' );
      if ( wrapped.isArray() && wrapped.array().size() == 1 && wrapped.array().at( 0 ).isString() )
      {
        body.isJson = true;
        body.said.detail = wrapped.array().at( 0 ).toString().left( MAX_SHOWN_TEXT );
        return body;
      }
      body.said.detail = plainTextOf( answer );
      return body;
    }

    int versionNumber( const QJsonValue &value )
    {
      const Result<Version> version = Version::fromString( value.toString() );
      return version ? version->number() : -1;
    }

    FailedFiles failedFilesOf( const Body &body )
    {
      FailedFiles failed;
      const QJsonObject reasons = body.object.value( QLatin1String( "failed_files" ) ).toObject();
      for ( auto it = reasons.begin(); it != reasons.end(); ++it )
        failed.reasons.insert( it.key(), it.value().toString().left( MAX_SHOWN_TEXT ) );
      for ( const QString &file : body.corruptedFiles )
        failed.reasons.insert( file, QStringLiteral( "corrupted" ) );
      return failed;
    }

    using Kind = std::optional<ErrorKind>;

    //! Codes whose meaning does not depend on the status.
    Kind kindOfCode( const QString &code )
    {
      struct Meaning
      {
          const char *code;
          ErrorKind kind;
      };
      static constexpr std::array<Meaning, 14> MEANINGS = { {
        { "ProjectVersionExists", ErrorKind::VersionConflict },
        { "AnotherUploadRunning", ErrorKind::Locked },
        { "ProjectLocked", ErrorKind::Locked },
        { "StorageLimitHit", ErrorKind::QuotaExceeded },
        { "ProjectsLimitHit", ErrorKind::QuotaExceeded },
        { "UsersLimitHit", ErrorKind::QuotaExceeded },
        { "EditorsLimitHit", ErrorKind::QuotaExceeded },
        { "TrialExpired", ErrorKind::QuotaExceeded },
        { "DataSyncError", ErrorKind::ServerRejected },
        { "BigChunkError", ErrorKind::ServerRejected },
        { "InvalidProjectName", ErrorKind::ServerRejected },
        { "BatchLimitExceeded", ErrorKind::ServerRejected },
        { "DiffDownloadError", ErrorKind::ServerRejected },
        { "UpdateProjectAccessError", ErrorKind::ServerRejected },
      } };
      for ( const Meaning &meaning : MEANINGS )
      {
        if ( code == QLatin1String( meaning.code ) )
          return meaning.kind;
      }
      return std::nullopt;
    }

    //! A sentence of the server that means more than its status.
    struct Sentence
    {
        int status;
        const char *start; //!< the sentence begins so
        const char *code;  //!< what we call it
        ErrorKind kind;
    };

    const Sentence *sentenceIn( const ServerDetail &said )
    {
      static constexpr std::array<Sentence, 20> SENTENCES = { {
        { 400, "Version mismatch", "ProjectVersionExists", ErrorKind::VersionConflict },
        { 400, "First push should be with v0", "ProjectVersionExists", ErrorKind::VersionConflict },
        { 400, "Another process is running", "AnotherUploadRunning", ErrorKind::Locked },
        { 400, "No changes", "NoChanges", ErrorKind::ServerRejected },
        { 422, "No changes", "NoChanges", ErrorKind::ServerRejected },
        { 400, "Unsupported file name detected", "FileName", ErrorKind::ServerRejected },
        { 422, "Unsupported file name detected", "FileName", ErrorKind::ServerRejected },
        { 400, "Folder name contains a trailing space", "FileName", ErrorKind::ServerRejected },
        { 422, "Folder name contains a trailing space", "FileName", ErrorKind::ServerRejected },
        { 400, "Unsupported file type detected", "FileType", ErrorKind::ServerRejected },
        { 422, "Unsupported file type detected", "FileType", ErrorKind::ServerRejected },
        { 400, "File is not valid", "FileEmpty", ErrorKind::ServerRejected },
        { 422, "File is not valid", "FileEmpty", ErrorKind::ServerRejected },
        { 400, "Too big chunk", "BigChunkError", ErrorKind::ServerRejected },
        { 400, "Upload was probably canceled", "UploadGone", ErrorKind::NotFound },
        { 409, "Project with the same name is scheduled for deletion", "NameReserved",
          ErrorKind::AlreadyExists },
        { 409, "There is already version with this name", "ProjectVersionExists",
          ErrorKind::VersionConflict },
        { 409, "Database integrity error", "ProjectVersionExists", ErrorKind::VersionConflict },
        { 422, "Failed to create new version", "VersionNotCreated", ErrorKind::ServerRejected },
        { 503, "Service unavailable due to maintenance", "Maintenance", ErrorKind::ServerFailure },
      } };
      for ( const Sentence &sentence : SENTENCES )
      {
        if ( said.status == sentence.status && said.detail.startsWith( QLatin1String( sentence.start ) ) )
          return &sentence;
      }
      static constexpr Sentence EXISTS{ 400, "", "FileExists", ErrorKind::ServerRejected };
      if ( said.status == 400 && said.detail.endsWith( QLatin1String( "has been already uploaded" ) ) )
        return &EXISTS;
      // "Failed to create upload session. Please try later.", "Failed to upload a new project version. Please try later."
      static constexpr Sentence LATER{ 422, "", "", ErrorKind::ServerFailure };
      if ( said.status == 422 && said.detail.endsWith( QLatin1String( "Please try later." ) ) )
        return &LATER;
      return nullptr;
    }

    //! What only this server means by a status, or who stands before it.
    ErrorKind kindWithoutCode( const Body &body, const HttpResponse &answer )
    {
      // The server itself says no in JSON or plain words; a page for people comes from somebody else.
      const bool isForeign = !body.isJson && looksLikeHtml( answer );
      const ErrorKind kind = kindOfStatus( answer.status );
      if ( kind == ErrorKind::NotFound && isForeign )
        return ErrorKind::NotAServer;
      if ( answer.status == 409 && body.said.code == QLatin1String( "UploadError" ) )
        return ErrorKind::VersionConflict;
      return kind;
    }

    ErrorPayload payloadOf( ErrorKind kind, const Body &body )
    {
      const auto number = [&body]( const char *key )
      { return toInteger( body.object.value( QLatin1String( key ) ) ).value_or( -1 ); };
      if ( body.said.code == QLatin1String( "StorageLimitHit" ) )
        return QuotaUsage{ number( "current_usage" ), number( "storage_limit" ) };
      if ( kind == ErrorKind::VersionConflict )
        return VersionPair{ versionNumber( body.object.value( QLatin1String( "client_version" ) ) ),
                            versionNumber( body.object.value( QLatin1String( "server_version" ) ) ) };
      if ( FailedFiles failed = failedFilesOf( body ); !failed.reasons.isEmpty() )
        return failed;
      return body.said;
    }
  } // namespace

  ErrorKind kindOfStatus( int status )
  {
    switch ( status )
    {
      case 401:
        return ErrorKind::Unauthorized;
      case 403:
        return ErrorKind::Forbidden;
      case 404:
      case 410:
        return ErrorKind::NotFound;
      case 405: // something between us made another request of it, or there is no such server
        return ErrorKind::NotAServer;
      case 408:
        return ErrorKind::Timeout;
      case 409:
        return ErrorKind::AlreadyExists;
      case 423:
        return ErrorKind::Locked;
      case 426:
        return ErrorKind::ClientTooOld;
      case 429:
        return ErrorKind::RateLimited;
      case 501:
        return ErrorKind::ServerTooOld;
      default:
        break;
    }
    if ( status >= 500 )
      return ErrorKind::ServerFailure;
    return status < 400 ? ErrorKind::NotAServer : ErrorKind::ServerRejected;
  }

  bool looksLikeHtml( const HttpResponse &answer )
  {
    const QByteArray start = answer.body.left( 512 ).trimmed().toLower();
    return start.startsWith( "<!doctype html" ) || start.startsWith( "<html" ) ||
           ( start.startsWith( '<' ) && answer.header( "Content-Type" ).toLower().contains( "html" ) );
  }

  Error errorOf( const HttpResponse &answer )
  {
    Body body = readBody( answer );
    Kind kind = kindOfCode( body.said.code );
    if ( !kind )
    {
      if ( const Sentence *sentence = sentenceIn( body.said ) )
      {
        kind = sentence->kind;
        if ( body.said.code.isEmpty() || body.said.code == QLatin1String( "UploadError" ) )
          body.said.code = QString::fromLatin1( sentence->code );
      }
    }
    Error error;
    error.kind = kind.value_or( kindWithoutCode( body, answer ) );
    error.detail = QStringLiteral( "HTTP %1" ).arg( answer.status );
    if ( !body.said.detail.isEmpty() )
      error.detail += QStringLiteral( ": " ) + body.said.detail;
    if ( !body.said.code.isEmpty() )
      error.detail += QStringLiteral( " [%1]" ).arg( body.said.code );
    error.payload = payloadOf( error.kind, body );
    return error;
  }

  Error aboutKnownProject( Error error )
  {
    if ( error.kind == ErrorKind::NotFound )
      error.payload = ServerDetail{ 404, QLatin1String( PROJECT_GONE ), {}, {}, -1 };
    if ( error.kind == ErrorKind::Forbidden )
      error.payload = ServerDetail{ 403, QLatin1String( NO_ACCESS_ANY_MORE ), {}, {}, -1 };
    return error;
  }
} // namespace syncline
