// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/jsonreader.h"
#include "core/api/opendatasoft.h"
#include "core/api/servererror.h"
#include "core/api/session.h"
#include "core/api/urlparts.h"

#include <QJsonDocument>
#include <QUrlQuery>

#include <memory>

namespace syncline::ods
{
  Result<QUrl> rootFromText( const QString &text )
  {
    SYNCLINE_TRY( address, serverUrlFromText( text ) );
    QUrl root = address;
    if ( root.path().isEmpty() || root.path() == QLatin1String( "/" ) )
      root.setPath( QStringLiteral( "/api/automation/v1.0" ) );
    return root;
  }

  Result<QByteArray> keyFromText( const QString &text )
  {
    const QByteArray key = text.trimmed().toUtf8();
    if ( key.isEmpty() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "the API key is empty" ) );
    for ( const char c : key )
    {
      if ( c <= ' ' || c >= 127 )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "the API key has characters that no key has" ) );
    }
    return key;
  }

  namespace
  {
    //! The offset in a link to another page. Only that is taken from it: the key must not follow a link to another host.
    std::optional<qint64> offsetIn( const QString &link )
    {
      if ( link.isEmpty() )
        return std::nullopt;
      bool isNumber = false;
      const QString text = QUrlQuery( QUrl( link ) ).queryItemValue( QStringLiteral( "offset" ) );
      const qint64 offset = text.toLongLong( &isNumber );
      return isNumber && offset >= 0 ? offset : 0; // the first page's link may leave it out
    }

    template<class T> auto decodePage( Result<T> ( *read )( const QJsonObject & ) )
    {
      return [read]( const HttpResponse &answer ) -> Result<Page<T>>
      {
        SYNCLINE_TRY( object, objectIn( answer ) );
        JsonReader fields( object, "page" );
        Page<T> page;
        const qint64 total = fields.integerOr( "total_count", -1 );
        page.next = offsetIn( fields.textOr( "next" ) );
        page.previous = offsetIn( fields.textOr( "previous" ) );
        const QJsonArray results = fields.array( "results" );
        SYNCLINE_CHECK( fields.check() );
        if ( total >= 0 )
          page.total = total;
        for ( const QJsonValue &value : results )
        {
          SYNCLINE_TRY( item, read( value.toObject() ) );
          page.results.append( item );
        }
        return page;
      };
    }

    [[nodiscard]] Result<Group> groupFrom( const QJsonObject &object )
    {
      JsonReader fields( object, "group" );
      Group group;
      group.uid = fields.text( "uid" );
      group.title = fields.textOr( "title" );
      group.description = fields.textOr( "description" );
      group.userCount = int( fields.integerOr( "user_count", -1, 0, 1000000000 ) );
      for ( const QJsonValue &permission : fields.arrayOr( "permissions" ) )
        group.permissions.append( permission.toString() );
      SYNCLINE_CHECK( fields.check() );
      return group;
    }

    QString messageIn( const QJsonObject &error )
    {
      const QString message = error.value( QLatin1String( "message" ) ).toString();
      return message.isEmpty() ? error.value( QLatin1String( "detail" ) ).toString() : message;
    }

    QHash<QString, QStringList> complaintsIn( const QJsonObject &detail )
    {
      QHash<QString, QStringList> fields;
      for ( auto it = detail.begin(); it != detail.end(); ++it )
      {
        if ( it.value().isString() )
          fields[it.key()].append( it.value().toString() );
        const QJsonArray complaints = it.value().toArray();
        for ( const QJsonValue &complaint : complaints )
          fields[it.key()].append( complaint.toString() );
      }
      return fields;
    }

    //! What the server says went wrong with one item: an error object as everywhere, or a bare sentence.
    tl::unexpected<Error> itemError( const QJsonValue &said )
    {
      const QJsonObject object = said.toObject();
      ServerDetail detail;
      detail.status = 200;
      detail.code = object.value( QLatin1String( "error_code" ) ).toString();
      detail.detail = said.isString() ? said.toString() : messageIn( object );
      detail.fields = complaintsIn( object.value( QLatin1String( "detail" ) ).toObject() );
      if ( detail.detail.isEmpty() && !object.isEmpty() )
        detail.detail =
          QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) ).left( 1000 );
      const bool isThere = detail.code.contains( QLatin1String( "exist" ) ) ||
                           detail.code.contains( QLatin1String( "conflict" ) );
      return fail( isThere ? ErrorKind::AlreadyExists : ErrorKind::ServerRejected, detail.detail, detail );
    }

    [[nodiscard]] Result<User> itemFrom( const QJsonObject &item )
    {
      const QString status = item.value( QLatin1String( "status_code" ) ).toString();
      if ( status == QLatin1String( "success" ) )
        return userFrom( item.value( QLatin1String( "data" ) ).toObject() );
      if ( status == QLatin1String( "error" ) )
        return itemError( item.value( QLatin1String( "error" ) ) );
      return fail( ErrorKind::MalformedReply,
                   QStringLiteral( "neither success nor error, but \"%1\"" ).arg( status.left( 40 ) ) );
    }

    auto decodeBatch( int count )
    {
      return [count]( const HttpResponse &answer ) -> Result<BatchAnswer>
      {
        SYNCLINE_TRY( object, objectIn( answer ) );
        BatchAnswer batch;
        for ( int i = 0; i < count; ++i )
        {
          const QJsonValue item = object.take( QString::number( i ) );
          if ( item.isObject() )
            batch.items.append( itemFrom( item.toObject() ) );
          else
            batch.items.append( fail( ErrorKind::MalformedReply,
                                      QStringLiteral( "the answer says nothing about item %1" ).arg( i ) ) );
        }
        batch.unknownKeys = object.keys();
        return batch;
      };
    }

    Endpoint<BatchAnswer> batch( const QByteArray &path, const QList<QJsonObject> &items )
    {
      QJsonArray array;
      for ( const QJsonObject &item : items )
        array.append( item );
      HttpRequest request = postRequest( path );
      request.setHeader( "Content-Type", "application/json" );
      request.body = QJsonDocument( array ).toJson( QJsonDocument::Compact );
      return { request, decodeBatch( int( items.size() ) ), Auth::Required, {} };
    }

    [[nodiscard]] Result<User> decodeUser( const HttpResponse &answer )
    {
      return objectIn( answer ).and_then( userFrom );
    }

    //! The API's own addresses end with a slash.
    QByteArray userPath( const QString &userName ) { return urlPath( "users", { userName } ) + '/'; }
  } // namespace

  Endpoint<Page<User>> users( const UserQuery &query )
  {
    HttpRequest request = getRequest( "users/" );
    if ( !query.search.isEmpty() )
      addToQuery( request.query, "search", query.search );
    for ( const QString &key : query.sort )
      addToQuery( request.query, "sort", key );
    for ( const QString &permission : query.permissions )
      addToQuery( request.query, "permissions", permission );
    for ( const QString &permission : query.allPermissions )
      addToQuery( request.query, "all_permissions", permission );
    if ( query.limit )
      addToQuery( request.query, "limit", QString::number( *query.limit ) );
    if ( query.offset > 0 )
      addToQuery( request.query, "offset", QString::number( query.offset ) );
    return { request, decodePage( userFrom ), Auth::Required, {} };
  }

  Endpoint<User> user( const QString &userName, Groups groups )
  {
    HttpRequest request = getRequest( userPath( userName ) );
    if ( groups == Groups::Expanded )
      addToQuery( request.query, "expand", QStringLiteral( "groups" ) );
    return { request, decodeUser, Auth::Required, {} };
  }

  Endpoint<User> replaceUser( const QString &userName, const QJsonObject &whole )
  {
    HttpRequest request = postJson( userPath( userName ), whole );
    request.verb = HttpVerb::Put;
    return { request, decodeUser, Auth::Required, {} };
  }

  Endpoint<bool> deleteUser( const QString &userName )
  {
    HttpRequest request = postRequest( userPath( userName ) );
    request.verb = HttpVerb::Delete;
    return { request, []( const HttpResponse & ) -> Result<bool> { return true; }, Auth::Required, {} };
  }

  Endpoint<BatchAnswer> invite( const QList<QJsonObject> &items ) { return batch( "users/invite/", items ); }
  Endpoint<BatchAnswer> provision( const QList<QJsonObject> &items )
  {
    return batch( "users/provision/", items );
  }

  Endpoint<qint64> exportUsers( const ExportOptions &options, const BodySink &sink )
  {
    HttpRequest request = getRequest( "users/export/" );
    request.isIdempotent = false; // sent again, it would write into the sink twice
    request.setHeader( "Accept", "text/csv" );
    addToQuery( request.query, "delimiter", QString( options.delimiter ) );
    if ( !options.subdomains.isEmpty() )
      addToQuery( request.query, "subdomains", options.subdomains );
    auto count = std::make_shared<qint64>( 0 );
    request.sink = [sink, count]( const QByteArray &bytes )
    {
      *count += bytes.size();
      return sink( bytes );
    };
    return {
      request, [count]( const HttpResponse & ) -> Result<qint64> { return *count; }, Auth::Required, {}
    };
  }

  Endpoint<Page<Group>> groups( int limit, qint64 offset )
  {
    HttpRequest request = getRequest( "groups/" );
    addToQuery( request.query, "limit", QString::number( limit ) );
    addToQuery( request.query, "offset", QString::number( offset ) );
    return { request, decodePage( groupFrom ), Auth::Required, {} };
  }

  Error errorOf( const HttpResponse &answer )
  {
    const QJsonObject said = QJsonDocument::fromJson( answer.body ).object();
    ServerDetail detail;
    detail.status = answer.status;
    detail.code = said.value( QLatin1String( "error_code" ) ).toString();
    detail.detail = messageIn( said ).left( 1000 );
    detail.fields = complaintsIn( said.value( QLatin1String( "detail" ) ).toObject() );
    if ( const auto wait = answer.retryAfter() )
      detail.retryAfterSeconds = int( wait->count() );
    Error error;
    error.kind = kindOfStatus( answer.status );
    // A web page instead of the API's own error object: something else answers at this address.
    if ( said.isEmpty() && answer.status == 404 )
      error.kind = ErrorKind::NotAServer;
    error.detail = QStringLiteral( "HTTP %1" ).arg( answer.status );
    if ( !detail.detail.isEmpty() )
      error.detail += QStringLiteral( ": " ) + detail.detail;
    if ( !detail.code.isEmpty() )
      error.detail += QStringLiteral( " [%1]" ).arg( detail.code );
    error.payload = detail;
    return error;
  }
} // namespace syncline::ods
