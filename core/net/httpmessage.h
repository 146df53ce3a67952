// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <optional>
#include <utility>

namespace syncline
{
  enum class HttpVerb { Get, Post, Put, Patch, Delete, Head };

  QByteArray toWire( HttpVerb verb );

  //! One header; names compare case-insensitively.
  using HttpHeader = std::pair<QByteArray, QByteArray>;

  //! Takes the body of a successful answer piece by piece, so that it is never whole in memory. An error ends the request.
  using BodySink = std::function<Result<void>( const QByteArray &bytes )>;
  //! Bytes sent or received so far, and in all (0: not known).
  using TransferCallback = std::function<void( qint64 doneBytes, qint64 totalBytes )>;

  /**
   * What to ask. A value, independent of server address and user: `path` is relative to the server's root, without leading
   * slash, already percent-encoded ("v2/projects/…"); Transport adds the address, ApiClient the token.
   */
  struct HttpRequest
  {
      HttpVerb verb = HttpVerb::Get;
      QByteArray path;
      QUrlQuery query;
      QList<HttpHeader> headers;
      QByteArray body;
      BodySink sink;             //!< where a 2xx body goes; without one it is HttpResponse::body
      TransferCallback onSent;   //!< upload progress; may be empty
      bool isIdempotent = false; //!< may be sent again although the first one may have arrived
      qint64 maxReplyBytes = 64ll * 1024 * 1024; //!< a longer body without sink is MalformedReply
  };

  //! What came back, whatever the status. A value.
  struct HttpResponse
  {
      int status = 0;
      QList<HttpHeader> headers;
      QByteArray body; //!< empty when the request had a sink and the status was 2xx
      QByteArray header( const QByteArray &name ) const;
      bool isSuccess() const { return status >= 200 && status < 300; }
  };
} // namespace syncline
