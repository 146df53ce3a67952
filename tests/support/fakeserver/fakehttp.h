// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace syncline
{
  using FakeHeaders = QList<std::pair<QByteArray, QByteArray>>;

  //! The first header of that name, in any case; empty when there is none.
  QByteArray headerOf( const FakeHeaders &headers, const QByteArray &name );

  //! A request as it came over the wire. A value.
  struct FakeRequest
  {
      QByteArray verb; //!< "GET", "POST", …
      QByteArray
        target; //!< "/v1/project/paginated?page=1&per_page=2": path and query, percent-encoded, as sent
      FakeHeaders headers; //!< names compare case-insensitively
      QByteArray body;

      QByteArray header( const QByteArray &name ) const { return headerOf( headers, name ); }
      QByteArray path() const
      {
        return target.split( '?' ).first();
      } //!< still percent-encoded, without query
      QByteArray query() const { return target.mid( path().size() + 1 ); }
  };

  /**
   * What goes back, and how the wire is to treat it. A value. The body is either bytes or a part of a file, so that a server with
   * large projects need not hold them in memory; content() is the same for both.
   */
  struct FakeResponse
  {
      struct FilePart
      {
          QString path;
          qint64 offset = 0;
          qint64 length = 0;
      };

      int status = 200;
      FakeHeaders headers;
      QByteArray body;
      std::optional<FilePart> file; //!< instead of body

      // What a fault makes of it. Who carries the answer (the loopback server, a transport in a test) obeys these:
      std::chrono::milliseconds delay{ 0 }; //!< wait this long before the first byte
      bool isDropped = false;               //!< close the connection without any byte
      std::optional<qint64>
        cutAfter; //!< close the connection after so many bytes of the body; the headers promise all

      QByteArray header( const QByteArray &name ) const { return headerOf( headers, name ); }
      void setHeader( const QByteArray &name, const QByteArray &value ); //!< in place of any of that name
      qint64 contentLength() const { return file ? file->length : static_cast<qint64>( body.size() ); }
      QByteArray content() const; //!< the whole body, whatever a fault will make of it
  };

  namespace fake
  {
    inline QLatin1String operator""_l1( const char *text, size_t size )
    {
      return QLatin1String( text, static_cast<int>( size ) );
    }

    //! JSON as the server writes it: keys in order, everything outside ASCII as \u escapes.
    QByteArray jsonBytes( const QJsonValue &value );

    FakeResponse json( const QJsonValue &value, int status = 200 );
    FakeResponse problemJson( const QJsonValue &value, int status ); //!< the same as application/problem+json
    //! {"type","title","detail","status"}; without \a detail the server's standard sentence of that status.
    FakeResponse problem( int status, const QJsonValue &detail = {} );
    //! {"code","detail"} and \a extra; the code is added to the detail in parentheses.
    FakeResponse coded( int status, const QString &code, const QString &detail, const QJsonObject &extra );
    FakeResponse coded( int status, const QString &code, const QString &detail );
    FakeResponse empty( int status, const QByteArray &contentType ); //!< no body, yet a content type
    FakeResponse text( int status, const QByteArray &body );         //!< as text/html
  }                                                                  // namespace fake
} // namespace syncline
