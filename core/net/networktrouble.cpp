// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/networktrouble.h"

namespace syncline
{
  namespace
  {
    using Cause = NetworkDetail::Cause;

    constexpr int LAST_CONNECTION_ERROR =
      199; // Qt numbers network and proxy errors below 200, answers of the server above

    struct Meaning
    {
        ErrorKind kind;
        Cause cause;
    };

    Meaning meaningOf( QNetworkReply::NetworkError code )
    {
      // Not one of our own closed lists: Qt may add to it, so this switch has an end.
      switch ( code )
      {
        case QNetworkReply::HostNotFoundError:
          return { ErrorKind::Offline, Cause::HostNotFound };
        case QNetworkReply::ConnectionRefusedError:
          return { ErrorKind::Offline, Cause::Refused };
        case QNetworkReply::RemoteHostClosedError:
        case QNetworkReply::ContentReSendError: // dropped, and a second sending was kept off
          return { ErrorKind::Offline, Cause::Dropped };
        case QNetworkReply::TimeoutError:
        case QNetworkReply::OperationCanceledError: // not by us: the manager's own limit for silence
          return { ErrorKind::Timeout, Cause::Unknown };
        case QNetworkReply::SslHandshakeFailedError:
          return { ErrorKind::TlsFailure, Cause::Unknown };
        case QNetworkReply::ProxyAuthenticationRequiredError:
          return { ErrorKind::Offline, Cause::ProxyLogin };
        case QNetworkReply::ProxyConnectionRefusedError:
        case QNetworkReply::ProxyConnectionClosedError:
        case QNetworkReply::ProxyNotFoundError:
        case QNetworkReply::ProxyTimeoutError:
        case QNetworkReply::UnknownProxyError:
          return { ErrorKind::Offline, Cause::Proxy };
        case QNetworkReply::ProtocolUnknownError:
        case QNetworkReply::ProtocolInvalidOperationError:
        case QNetworkReply::ProtocolFailure: // something answers, and it does not speak HTTP
          return { ErrorKind::NotAServer, Cause::Unknown };
        default:
          return { ErrorKind::Offline, Cause::Unknown };
      }
    }
  } // namespace

  bool isConnectionTrouble( QNetworkReply::NetworkError code )
  {
    if ( code == QNetworkReply::ContentReSendError || code == QNetworkReply::ProtocolFailure )
      return true; // the only ones above that do not stand for a status
    return code != QNetworkReply::NoError && int( code ) <= LAST_CONNECTION_ERROR;
  }

  Error errorOfConnection( QNetworkReply::NetworkError code, const QString &host, bool hasHead,
                           const QString &explanation )
  {
    const Meaning meaning = meaningOf( code );
    Error error;
    error.kind = meaning.kind;
    error.detail = explanation;
    error.payload = NetworkDetail{ meaning.cause, host };
    if ( hasHead && meaning.kind == ErrorKind::Offline && meaning.cause != Cause::ProxyLogin )
    {
      error.kind = ErrorKind::MalformedReply;
      error.detail = QStringLiteral( "the answer was cut off: %1" ).arg( explanation );
      error.payload = NetworkDetail{ Cause::CutOff, host };
    }
    return error;
  }
} // namespace syncline
