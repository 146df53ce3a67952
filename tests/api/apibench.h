// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/api/endpoints.h"
#include "core/gpkg/sqlitefunctions.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace syncline
{
  //! A server double with a user "ann" who may do everything, and a client that is signed in as her. Answers at once.
  class ApiBench
  {
    public:
      ApiBench()
      {
        server.change( []( fake::Settings &settings ) { settings.defaultRole = fake::Role::Admin; } );
        server.addUser( QStringLiteral( "ann" ), QStringLiteral( "Topsecret1!" ) );
        signInAs( QStringLiteral( "ann" ) );
      }

      template<class T> [[nodiscard]] Result<T> ask( const Endpoint<T> &endpoint )
      {
        Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "not resolved" ) );
        mApi->call( endpoint ).listen( [&answer]( const Result<T> &result ) { answer = result; } );
        return answer;
      }

      template<class T> [[nodiscard]] ErrorKind errorFrom( const Endpoint<T> &endpoint )
      {
        const Result<T> answer = ask( endpoint );
        return answer ? ErrorKind::Bug : answer.error().kind;
      }

      //! With the password of addUser() above; an empty name: as a stranger.
      void signInAs( const QString &name )
      {
        SessionData data;
        if ( !name.isEmpty() )
          data.credentials = { name, QStringLiteral( "Topsecret1!" ), {} };
        mApi.reset();
        mSession = std::make_unique<Session>( data );
        mApi = std::make_unique<ApiClient>( mTransport, *mSession, mClock );
      }

      static endpoints::UploadItem item( const char *path, const QByteArray &bytes,
                                         const QList<ChunkId> &chunks )
      {
        return { *RelPath::fromString( QString::fromUtf8( path ) ), sha1Of( bytes ), bytes.size(), chunks };
      }

      //! Collects what a download brings.
      static BodySink into( QByteArray &bytes )
      {
        bytes.clear();
        return [&bytes]( const QByteArray &more ) -> Result<void>
        {
          bytes += more;
          return {};
        };
      }

      //! The GeoPackage \a base with one name changed, nothing else.
      static QByteArray edited( const QByteArray &base )
      {
        const QTemporaryDir folder;
        const QString path = folder.filePath( QStringLiteral( "edited.gpkg" ) );
        {
          QFile file( path );
          if ( !file.open( QIODevice::WriteOnly ) || file.write( base ) != base.size() )
            return {};
        }
        {
          Result<Database> database = Database::open( path, Database::Access::ReadWrite );
          if ( !database || !registerGeometryFunctions( *database ) ||
               !database->execute( "UPDATE simple SET name = 'edited' WHERE fid = 1" ) )
            return {};
        }
        QFile file( path );
        return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
      }

      FakeServer server;

    private:
      FakeTransport mTransport{ server };
      FakeClock mClock{ QDateTime::currentDateTimeUtc() };
      std::unique_ptr<Session> mSession;
      std::unique_ptr<ApiClient> mApi;
  };
} // namespace syncline
