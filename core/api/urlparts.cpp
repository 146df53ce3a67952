// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/urlparts.h"

#include <QJsonDocument>
#include <QStringList>
#include <QUrl>

namespace syncline
{
  QByteArray urlPath( const QByteArray &fixed, const QStringList &segments )
  {
    QByteArray path = fixed;
    for ( const QString &segment : segments )
      path += '/' + QUrl::toPercentEncoding( segment );
    return path;
  }

  void addToQuery( QUrlQuery &query, const char *key, const QString &value )
  {
    query.addQueryItem( QString::fromLatin1( key ), QString::fromLatin1( QUrl::toPercentEncoding( value ) ) );
  }

  HttpRequest getRequest( const QByteArray &path )
  {
    HttpRequest request;
    request.path = path;
    request.isIdempotent = true;
    return request;
  }

  HttpRequest postRequest( const QByteArray &path )
  {
    HttpRequest request;
    request.verb = HttpVerb::Post;
    request.path = path;
    return request;
  }

  HttpRequest postJson( const QByteArray &path, const QJsonObject &body )
  {
    HttpRequest request = postRequest( path );
    request.setHeader( "Content-Type", "application/json" );
    request.body = QJsonDocument( body ).toJson( QJsonDocument::Compact );
    return request;
  }
} // namespace syncline
