// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/net/rawserver.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

namespace syncline
{
  RawServer::RawServer( Reaction reaction )
    : mReaction( std::move( reaction ) )
  {
    if ( !listen( QHostAddress::LocalHost ) )
      qFatal( "no port to listen on" );
  }

  QUrl RawServer::url( const QString &scheme ) const
  {
    return QUrl( QStringLiteral( "%1://127.0.0.1:%2" ).arg( scheme ).arg( serverPort() ) );
  }

  QByteArray RawServer::answer( const QByteArray &statusLine, const QByteArray &headers,
                                const QByteArray &body )
  {
    return "HTTP/1.1 " + statusLine + "\r\nContent-Length: " + QByteArray::number( body.size() ) + "\r\n" +
           headers + "\r\n" + body;
  }

  void RawServer::incomingConnection( qintptr descriptor )
  {
    QSslSocket *socket = new QSslSocket( this ); // a plain one until it is told to encrypt
    socket->setSocketDescriptor( descriptor );
    connect( socket, &QTcpSocket::readyRead, this, [this, socket] { read( *socket ); } );
    connect( socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater );
    if ( mTls )
    {
      socket->setSslConfiguration( *mTls );
      socket->startServerEncryption();
    }
    if ( !mGreeting.isEmpty() )
      socket->write( mGreeting );
  }

  void RawServer::read( QTcpSocket &socket )
  {
    static const QRegularExpression sLength( QStringLiteral( "\r\nContent-Length: *(\\d+)" ),
                                             QRegularExpression::CaseInsensitiveOption );
    const QByteArray soFar = socket.property( "soFar" ).toByteArray() + socket.readAll();
    const int headEnd = int( soFar.indexOf( "\r\n\r\n" ) );
    const int length =
      sLength.match( QString::fromLatin1( soFar.left( qMax( 0, headEnd ) ) ) ).captured( 1 ).toInt();
    if ( headEnd < 0 || soFar.size() < headEnd + 4 + length )
    {
      socket.setProperty( "soFar", soFar );
      return;
    }
    socket.setProperty( "soFar", QByteArray() );
    mRequests.append( soFar );
    mReaction( socket, soFar );
  }

  std::optional<QSslConfiguration> RawServer::selfSigned()
  {
    const QTemporaryDir folder;
    const QString key = folder.filePath( QStringLiteral( "key.pem" ) );
    const QString certificate = folder.filePath( QStringLiteral( "certificate.pem" ) );
    QProcess openssl;
    openssl.start( QStringLiteral( "openssl" ),
                   { QStringLiteral( "req" ), QStringLiteral( "-x509" ), QStringLiteral( "-newkey" ),
                     QStringLiteral( "rsa:2048" ), QStringLiteral( "-nodes" ), QStringLiteral( "-days" ),
                     QStringLiteral( "2" ), QStringLiteral( "-subj" ), QStringLiteral( "/CN=127.0.0.1" ),
                     QStringLiteral( "-addext" ), QStringLiteral( "subjectAltName=IP:127.0.0.1" ),
                     QStringLiteral( "-keyout" ), key, QStringLiteral( "-out" ), certificate } );
    QFile keyFile( key );
    QFile certificateFile( certificate );
    if ( !openssl.waitForFinished() || !keyFile.open( QIODevice::ReadOnly ) ||
         !certificateFile.open( QIODevice::ReadOnly ) )
      return std::nullopt;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey( QSslKey( keyFile.readAll(), QSsl::Rsa ) );
    configuration.setLocalCertificate( QSslCertificate( certificateFile.readAll() ) );
    return configuration;
  }
} // namespace syncline
