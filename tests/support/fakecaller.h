// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakehttp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

#include <functional>

namespace syncline
{
  class FakeServer;

  /**
   * Somebody who speaks to a FakeServer in the words of the protocol, for the tests of the server itself. Without a name: nobody
   * in particular. A value; the server must outlive it.
   */
  class FakeCaller
  {
    public:
      explicit FakeCaller( FakeServer &server, const QString &user = QString() );
      //! Speaks to something else, with a token that is known.
      FakeCaller( std::function<FakeResponse( const FakeRequest & )> server, const QByteArray &token );

      FakeResponse get( const QByteArray &target, const FakeHeaders &headers = {} ) const;
      FakeResponse post( const QByteArray &target, const QJsonObject &body = {} ) const;
      FakeResponse send( const QByteArray &verb, const QByteArray &target,
                         const QByteArray &body = {} ) const;

      //! Start of a push over v1: \a files are added.
      FakeResponse startPush( const QString &project, int base,
                              const QMap<QString, QByteArray> &files ) const;
      //! Start, one chunk a file, finish; the answer of the last step that was made.
      FakeResponse push( const QString &project, int base, const QMap<QString, QByteArray> &files ) const;
      //! The same in one call over v2 after the chunks.
      FakeResponse pushV2( const QString &projectId, int base, const QMap<QString, QByteArray> &files ) const;

      static QJsonObject objectIn( const FakeResponse &response );
      static QString detailIn( const FakeResponse &response )
      {
        return objectIn( response )[QLatin1String( "detail" )].toString();
      }
      static QString codeIn( const FakeResponse &response )
      {
        return objectIn( response )[QLatin1String( "code" )].toString();
      }

    private:
      std::function<FakeResponse( const FakeRequest & )> mServer;
      QByteArray mToken;
  };
} // namespace syncline
