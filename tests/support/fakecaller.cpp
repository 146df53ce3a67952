// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakecaller.h"

#include "tests/support/fakeserver/fakeserver.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace syncline
{
  using namespace fake;

  namespace
  {
    QString sha1( const QByteArray &bytes )
    {
      return QString::fromLatin1( QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ).toHex() );
    }

    QJsonObject changes( const QMap<QString, QByteArray> &files,
                         const std::function<QString( const QString & )> &chunkOf )
    {
      QJsonArray added;
      for ( auto file = files.constBegin(); file != files.constEnd(); ++file )
        added.append( QJsonObject{ { "path"_l1, file.key() },
                                   { "size"_l1, static_cast<qint64>( file.value().size() ) },
                                   { "checksum"_l1, sha1( file.value() ) },
                                   { "chunks"_l1, QJsonArray{ chunkOf( file.key() ) } } } );
      return { { "added"_l1, added }, { "updated"_l1, QJsonArray() }, { "removed"_l1, QJsonArray() } };
    }

    QString versionText( int number ) { return QStringLiteral( "v%1" ).arg( number ); }
  } // namespace

  FakeCaller::FakeCaller( FakeServer &server, const QString &user )
    : mServer( [&server]( const FakeRequest &request ) { return server.handle( request ); } )
    , mToken( user.isEmpty() ? QByteArray() : server.tokenFor( user ) )
  {
  }

  FakeCaller::FakeCaller( std::function<FakeResponse( const FakeRequest & )> server, const QByteArray &token )
    : mServer( std::move( server ) )
    , mToken( token )
  {
  }

  FakeResponse FakeCaller::get( const QByteArray &target, const FakeHeaders &headers ) const
  {
    FakeRequest request{ "GET", target, headers, {} };
    if ( !mToken.isEmpty() )
      request.headers.append( { "Authorization", "Bearer " + mToken } );
    return mServer( request );
  }

  FakeResponse FakeCaller::post( const QByteArray &target, const QJsonObject &body ) const
  {
    return send( "POST", target, QJsonDocument( body ).toJson() );
  }

  FakeResponse FakeCaller::send( const QByteArray &verb, const QByteArray &target,
                                 const QByteArray &body ) const
  {
    FakeRequest request{ verb, target, { { "Content-Type", "application/json" } }, body };
    if ( !mToken.isEmpty() )
      request.headers.append( { "Authorization", "Bearer " + mToken } );
    return mServer( request );
  }

  FakeResponse FakeCaller::startPush( const QString &project, int base,
                                      const QMap<QString, QByteArray> &files ) const
  {
    const QJsonObject what = changes( files, []( const QString &path ) { return sha1( path.toUtf8() ); } );
    return post( "/v1/project/push/mergin/" + project.toUtf8(),
                 { { "version"_l1, versionText( base ) }, { "changes"_l1, what } } );
  }

  FakeResponse FakeCaller::push( const QString &project, int base,
                                 const QMap<QString, QByteArray> &files ) const
  {
    FakeResponse answer = startPush( project, base, files );
    if ( answer.status != 200 )
      return answer;
    const QByteArray transaction = objectIn( answer )["transaction"_l1].toString().toLatin1();
    for ( auto file = files.constBegin(); file != files.constEnd() && answer.status == 200; ++file )
      answer =
        send( "POST", "/v1/project/push/chunk/" + transaction + '/' + sha1( file.key().toUtf8() ).toLatin1(),
              file.value() );
    return answer.status == 200 ? send( "POST", "/v1/project/push/finish/" + transaction ) : answer;
  }

  FakeResponse FakeCaller::pushV2( const QString &projectId, int base,
                                   const QMap<QString, QByteArray> &files ) const
  {
    const QByteArray project = "/v2/projects/" + projectId.toLatin1();
    QMap<QString, QString> chunks;
    for ( auto file = files.constBegin(); file != files.constEnd(); ++file )
    {
      const FakeResponse answer = send( "POST", project + "/chunks", file.value() );
      if ( answer.status != 200 )
        return answer;
      chunks.insert( file.key(), objectIn( answer )["id"_l1].toString() );
    }
    const QJsonObject what =
      changes( files, [&chunks]( const QString &path ) { return chunks.value( path ); } );
    return post( project + "/versions", { { "version"_l1, versionText( base ) }, { "changes"_l1, what } } );
  }

  QJsonObject FakeCaller::objectIn( const FakeResponse &response )
  {
    return QJsonDocument::fromJson( response.content() ).object();
  }
} // namespace syncline
