// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehttp.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace syncline
{
  QByteArray headerOf( const FakeHeaders &headers, const QByteArray &name )
  {
    for ( const auto &header : headers )
      if ( header.first.compare( name, Qt::CaseInsensitive ) == 0 )
        return header.second;
    return {};
  }

  void FakeResponse::setHeader( const QByteArray &name, const QByteArray &value )
  {
    for ( auto &header : headers )
    {
      if ( header.first.compare( name, Qt::CaseInsensitive ) == 0 )
      {
        header.second = value;
        return;
      }
    }
    headers.append( { name, value } );
  }

  QByteArray FakeResponse::content() const
  {
    if ( !file )
      return body;
    QFile source( file->path );
    if ( !source.open( QIODevice::ReadOnly ) || !source.seek( file->offset ) )
      return {};
    return source.read( file->length );
  }
} // namespace syncline

namespace syncline::fake
{
  namespace
  {
    QString titleOf( int status )
    {
      switch ( status )
      {
        case 400:
          return QStringLiteral( "Bad Request" );
        case 401:
          return QStringLiteral( "Unauthorized" );
        case 403:
          return QStringLiteral( "Forbidden" );
        case 404:
          return QStringLiteral( "Not Found" );
        case 405:
          return QStringLiteral( "Method Not Allowed" );
        case 409:
          return QStringLiteral( "Conflict" );
        case 413:
          return QStringLiteral( "Request Entity Too Large" );
        case 415:
          return QStringLiteral( "Unsupported Media Type" );
        case 416:
          return QStringLiteral( "Requested Range Not Satisfiable" );
        case 422:
          return QStringLiteral( "Unprocessable Entity" );
        case 429:
          return QStringLiteral( "Too Many Requests" );
        case 500:
          return QStringLiteral( "Internal Server Error" );
        case 502:
          return QStringLiteral( "Bad Gateway" );
        case 503:
          return QStringLiteral( "Service Unavailable" );
        case 504:
          return QStringLiteral( "Gateway Timeout" );
        default:
          return QStringLiteral( "Status %1" ).arg( status );
      }
    }

    QString sentenceOf( int status )
    {
      switch ( status )
      {
        case 401:
          return QStringLiteral( "Authentication information is missing or invalid." );
        case 404:
          return QStringLiteral(
            "The requested URL was not found on the server. If you entered the URL manually please "
            "check your spelling and try again." );
        case 405:
          return QStringLiteral( "The method is not allowed for the requested URL." );
        case 500:
          return QStringLiteral(
            "The server encountered an internal error and was unable to complete your request." );
        default:
          return titleOf( status );
      }
    }

    FakeResponse jsonOf( const QJsonValue &value, int status, const QByteArray &contentType )
    {
      FakeResponse response;
      response.status = status;
      response.body = jsonBytes( value ) + '\n';
      response.setHeader( "Content-Type", contentType );
      return response;
    }
  } // namespace

  QByteArray jsonBytes( const QJsonValue &value )
  {
    // QJsonDocument takes no bare strings or numbers: wrapped into a list, and unwrapped as text.
    const QByteArray wrapped = QJsonDocument( QJsonArray{ value } ).toJson( QJsonDocument::Compact );
    const QString plain = QString::fromUtf8( wrapped.mid( 1, wrapped.size() - 2 ) );
    QByteArray escaped;
    escaped.reserve( plain.size() );
    for ( const QChar c : plain )
    {
      if ( c.unicode() < 0x80 )
        escaped.append( static_cast<char>( c.unicode() ) );
      else
        escaped.append( "\\u" + QByteArray::number( c.unicode(), 16 ).rightJustified( 4, '0' ) );
    }
    return escaped;
  }

  FakeResponse json( const QJsonValue &value, int status )
  {
    return jsonOf( value, status, "application/json" );
  }

  FakeResponse problemJson( const QJsonValue &value, int status )
  {
    return jsonOf( value, status, "application/problem+json" );
  }

  FakeResponse problem( int status, const QJsonValue &detail )
  {
    const QJsonValue said = detail.isNull() ? QJsonValue( sentenceOf( status ) ) : detail;
    return problemJson( QJsonObject{ { "type"_l1, "about:blank"_l1 },
                                     { "title"_l1, titleOf( status ) },
                                     { "detail"_l1, said },
                                     { "status"_l1, status } },
                        status );
  }

  FakeResponse coded( int status, const QString &code, const QString &detail, const QJsonObject &extra )
  {
    QJsonObject said = extra;
    said["code"_l1] = code;
    said["detail"_l1] = QStringLiteral( "%1 (%2)" ).arg( detail, code );
    return problemJson( said, status );
  }

  FakeResponse coded( int status, const QString &code, const QString &detail )
  {
    return coded( status, code, detail, {} );
  }

  FakeResponse empty( int status, const QByteArray &contentType )
  {
    FakeResponse response;
    response.status = status;
    response.setHeader( "Content-Type", contentType );
    return response;
  }

  FakeResponse text( int status, const QByteArray &body )
  {
    FakeResponse response;
    response.status = status;
    response.body = body;
    response.setHeader( "Content-Type", "text/html; charset=utf-8" );
    return response;
  }
} // namespace syncline::fake
