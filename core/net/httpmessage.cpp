// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/httpmessage.h"

namespace syncline
{
  QByteArray toWire( HttpVerb verb )
  {
    switch ( verb )
    {
      case HttpVerb::Get:
        return QByteArrayLiteral( "GET" );
      case HttpVerb::Post:
        return QByteArrayLiteral( "POST" );
      case HttpVerb::Put:
        return QByteArrayLiteral( "PUT" );
      case HttpVerb::Patch:
        return QByteArrayLiteral( "PATCH" );
      case HttpVerb::Delete:
        return QByteArrayLiteral( "DELETE" );
      case HttpVerb::Head:
        return QByteArrayLiteral( "HEAD" );
    }
    Q_UNREACHABLE();
  }

  namespace
  {
    QByteArray headerIn( const QList<HttpHeader> &headers, const QByteArray &name )
    {
      for ( const HttpHeader &header : headers )
      {
        if ( header.first.compare( name, Qt::CaseInsensitive ) == 0 )
          return header.second;
      }
      return {};
    }
  } // namespace

  namespace
  {
    //! "Wed, 21 Oct 2026 07:28:00 GMT", the one form that HTTP servers write.
    QDateTime httpDate( const QByteArray &text )
    {
      QString form = QString::fromLatin1( text ).trimmed();
      form.replace( QStringLiteral( " GMT" ), QStringLiteral( " +0000" ) );
      return QDateTime::fromString( form, Qt::RFC2822Date ).toUTC();
    }
  } // namespace

  QDateTime HttpResponse::date() const
  {
    // an answer out of somebody's cache tells the time of long ago
    return header( "Age" ).isEmpty() ? httpDate( header( "Date" ) ) : QDateTime();
  }

  std::optional<std::chrono::seconds> HttpResponse::retryAfter() const
  {
    const QByteArray text = header( "Retry-After" ).trimmed();
    bool isNumber = false;
    const int seconds = text.toInt( &isNumber );
    if ( isNumber && seconds >= 0 )
      return std::chrono::seconds( seconds );
    const QDateTime until = httpDate( text );
    const QDateTime now = date();
    if ( text.isEmpty() || !until.isValid() || !now.isValid() )
      return std::nullopt;
    return std::chrono::seconds( qMax<qint64>( 0, now.secsTo( until ) ) );
  }

  QByteArray HttpResponse::header( const QByteArray &name ) const { return headerIn( headers, name ); }
  QByteArray HttpRequest::header( const QByteArray &name ) const { return headerIn( headers, name ); }

  void HttpRequest::setHeader( const QByteArray &name, const QByteArray &value )
  {
    QList<HttpHeader> kept;
    for ( const HttpHeader &header : std::as_const( headers ) )
    {
      if ( header.first.compare( name, Qt::CaseInsensitive ) != 0 )
        kept.append( header );
    }
    kept.append( { name, value } );
    headers = kept;
  }

  QByteArray HttpRequest::target() const
  {
    return query.isEmpty() ? path : path + '?' + query.toString( QUrl::FullyEncoded ).toUtf8();
  }
} // namespace syncline
