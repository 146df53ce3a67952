// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <optional>

class QTcpSocket;

namespace syncline
{
  /**
   * A socket on the loopback address that says whatever a test wants, HTTP or not: for what a web server that knows its trade would
   * never send. Lives in the test's own thread and event loop.
   */
  class RawServer : public QTcpServer
  {
      Q_OBJECT
    public:
      //! Called with each complete request (head, and as much body as its Content-Length says).
      using Reaction = std::function<void( QTcpSocket &socket, const QByteArray &request )>;

      explicit RawServer( Reaction reaction );

      void useTls( const QSslConfiguration &configuration ) { mTls = configuration; }
      void setGreeting( const QByteArray &greeting )
      {
        mGreeting = greeting;
      } //!< sent as soon as somebody connects
      QUrl url( const QString &scheme = QStringLiteral( "http" ) ) const;
      const QList<QByteArray> &requests() const { return mRequests; }

      //! An answer with headers and all; the length goes by \a body.
      static QByteArray answer( const QByteArray &statusLine, const QByteArray &headers,
                                const QByteArray &body );
      //! A certificate that nobody signed but itself; nothing where this computer cannot make one.
      static std::optional<QSslConfiguration> selfSigned();

    protected:
      void incomingConnection( qintptr descriptor ) override;

    private:
      void read( QTcpSocket &socket );

      Reaction mReaction;
      std::optional<QSslConfiguration> mTls;
      QByteArray mGreeting;
      QList<QByteArray> mRequests;
  };
} // namespace syncline
