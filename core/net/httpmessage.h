// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace syncline
{
  enum class HttpVerb
  {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head
  };

  QByteArray toWire( HttpVerb verb );

  //! One header; names compare case-insensitively.
  using HttpHeader = std::pair<QByteArray, QByteArray>;

  //! What came back, whatever the status. A value.
  struct HttpResponse
  {
      int status = 0;
      QList<HttpHeader> headers;
      QByteArray body; //!< empty when the request had a sink and the status was 2xx
      QByteArray header( const QByteArray &name ) const;
      bool isSuccess() const { return status >= 200 && status < 300; }
      //! How long the server asks to wait (Retry-After as seconds or as a date); unset where it does not or makes no sense.
      std::optional<std::chrono::seconds> retryAfter() const;
      QDateTime date() const; //!< the server's own time, UTC; invalid where it does not tell
  };
  //! Takes the body of a successful answer piece by piece, so that it is never whole in memory. An error ends the request.
  using BodySink = std::function<Result<void>( const QByteArray &bytes )>;
  //! Bytes sent or received so far, and in all (0: not known).
  using TransferCallback = std::function<void( qint64 doneBytes, qint64 totalBytes )>;
  //! Looks at status and headers of a successful answer before its body. An error ends the request.
  using HeadCheck = std::function<Result<void>( const HttpResponse &head )>;

  /**
   * What to ask. A value, independent of server address and user: `path` is relative to the server's root, without leading
   * slash, already percent-encoded ("v2/projects/…"); Transport adds the address, ApiClient the token.
   */
  struct HttpRequest
  {
      HttpVerb verb = HttpVerb::Get;
      QByteArray path;
      QUrlQuery
        query; //!< values percent-encoded where they must be ("+", "&"); see addToQuery() in core/api/urlparts.h
      QList<HttpHeader> headers;
      QByteArray body;
      HeadCheck onHead; //!< called once for a 2xx answer with a sink, before its first byte; may be empty
      BodySink sink;    //!< where a 2xx body goes; without one it is HttpResponse::body
      TransferCallback onSent;   //!< upload progress; may be empty
      bool isIdempotent = false; //!< may be sent again although the first one may have arrived
      qint64 maxReplyBytes = 64ll * 1024 * 1024; //!< a longer body without sink is MalformedReply
      //! Silence for so long is a Timeout; unset: what the transport thinks. For calls that the server works on for long.
      std::optional<std::chrono::milliseconds> inactivityTimeout;

      QByteArray header( const QByteArray &name ) const;
      void setHeader( const QByteArray &name, const QByteArray &value ); //!< in place of any of that name
      //! Path and query as they go over the wire, without leading slash. May hold names of people: not for logs.
      QByteArray target() const;
  };
} // namespace syncline
