// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/qttransport.h"

#include "core/base/logging.h"
#include "core/base/qtcompat.h"
#include "core/net/lowdelay.h"
#include "core/net/networktrouble.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QEvent>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslError>
#include <QSysInfo>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace syncline
{
  namespace
  {
    constexpr int MAX_REDIRECTS = 5;
    constexpr qint64 READ_AHEAD_BYTES =
      4 * 1024 * 1024; // what Qt may hold of a body that the sink has not taken yet
    constexpr qint64 MAX_ERROR_BODY_BYTES =
      256 * 1024; // of an answer that is no success we only want to read the reason

    constexpr int CRAWL_SILENCES = 4; // how many times the longest silence is between two looks
    constexpr qint64 MIN_BYTES_BETWEEN_LOOKS = 1024; // a modem of 1990 moves a hundred times as much

    //! A number of our own among those that Qt leaves to programs; QGIS's are below 4000.
    constexpr auto USER_AGENT_ATTRIBUTE = QNetworkRequest::Attribute( int( QNetworkRequest::User ) + 5207 );

    /**
     * The body of a request that must not go out twice. Qt rewinds a body before it quietly sends a request again, because the
     * connection was dropped; this one refuses. No QBuffer: Qt would look through it and take its bytes.
     */
    class OneWayBody : public QIODevice
    {
      public:
        explicit OneWayBody( const QByteArray &bytes )
          : mBytes( bytes )
        {
          open( QIODevice::ReadOnly | QIODevice::Unbuffered );
        }
        qint64 size() const override { return mBytes.size(); }
        bool reset() override { return false; }

      protected:
        qint64 readData( char *data, qint64 maxBytes ) override
        {
          const qint64 count = qBound<qint64>( 0, mBytes.size() - pos(), maxBytes );
          std::copy_n( mBytes.constData() + pos(), count, data );
          return count;
        }
        qint64 writeData( const char *, qint64 ) override { return -1; }

      private:
        QByteArray mBytes;
    };

    bool isWebAddress( const QUrl &url )
    {
      const bool isHttp = url.scheme() == QLatin1String( "http" ) || url.scheme() == QLatin1String( "https" );
      return url.isValid() && isHttp && !url.host().isEmpty();
    }

    bool isSameHost( const QUrl &from, const QUrl &to )
    {
      if ( from.host().compare( to.host(), Qt::CaseInsensitive ) != 0 )
        return false;
      if ( from.scheme() == to.scheme() )
        return from.port( 0 ) == to.port( 0 );
      return from.scheme() == QLatin1String( "http" ) && to.scheme() == QLatin1String( "https" ) &&
             from.port() == -1 && to.port() == -1; // the step to the encrypted side of the same server
    }

    bool isRedirect( int status )
    {
      return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    QNetworkRequest qtRequest( const QUrl &url, const HttpRequest &request, const QByteArray &userAgent )
    {
      QNetworkRequest made( url );
      made.setAttribute( QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy );
      made.setAttribute( QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual );
      made.setAttribute( QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual );
      made.setAttribute( QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual );
      made.setAttribute( QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork );
      made.setAttribute( QNetworkRequest::CacheSaveControlAttribute, false );
      made.setAttribute( QNetworkRequest::Http2AllowedAttribute, false );
      if ( !QT_UNPACKS_SAFELY )
        made.setRawHeader( "Accept-Encoding",
                           "identity" ); // then Qt leaves alone what comes packed all the same
      made.setRawHeader( "User-Agent", userAgent );
      made.setAttribute( USER_AGENT_ATTRIBUTE, userAgent );
      for ( const HttpHeader &header : request.headers )
        made.setRawHeader( header.first, header.second );
      const bool hasBody = request.verb != HttpVerb::Get && request.verb != HttpVerb::Head;
      if ( hasBody && request.header( "Content-Type" ).isEmpty() )
        made.setRawHeader( "Content-Type", "application/octet-stream" ); // else Qt says it is a form
      return made;
    }

    //! One request on its way, redirects included. Deletes itself after it has answered.
    class Exchange : public QObject
    {
      public:
        Exchange( HttpRequest request, Resolver<HttpResponse> resolver, QObject *parent )
          : QObject( parent )
          , mRequest( std::move( request ) )
          , mResolver( std::move( resolver ) )
        {
          mSilence.setSingleShot( true );
          connect( &mSilence, &QTimer::timeout, this,
                   [this]
                   {
                     end( fail( ErrorKind::Timeout,
                                QStringLiteral( "no byte for %1 s" ).arg( mSilence.interval() / 1000.0 ),
                                NetworkDetail{ NetworkDetail::Cause::Unknown, mUrl.host() } ) );
                   } );
          connect( &mCrawl, &QTimer::timeout, this, [this] { lookForCrawl(); } );
        }
        ~Exchange() override { letGo(); }

        void start( QNetworkAccessManager *manager, const QUrl &url, const QtTransportOptions &options )
        {
          mManager = manager;
          mUserAgent = options.userAgent;
          mSilence.setInterval( mRequest.inactivityTimeout.value_or( options.inactivityTimeout ) );
          mCrawl.setInterval( mSilence.interval() * CRAWL_SILENCES );
          mResolver.onCancel(
            [self = QPointer<Exchange>( this )]
            {
              if ( self )
                self->end( fail( ErrorKind::Canceled ) );
            } );
          sendTo( url );
        }

      private:
        void sendTo( const QUrl &url );
        QNetworkReply *ask( const QNetworkRequest &made );
        std::unique_ptr<QIODevice> body() const;
        void lookForCrawl();
        bool takeHead();
        void takeBytes( const QByteArray &bytes );
        void finish();
        void follow( const QByteArray &location );
        void letGo();
        void end( Result<HttpResponse> result );
        qint64 bodyLimit() const;

        HttpRequest mRequest;
        Resolver<HttpResponse> mResolver;
        QPointer<QNetworkAccessManager> mManager;
        QByteArray mUserAgent;
        QPointer<QNetworkReply> mReply;
        QTimer mSilence;
        QTimer mCrawl;
        qint64 mMovedBefore = 0; //!< bytes at the last look for a crawl
        QUrl mUrl;
        HttpResponse mAnswer;
        bool mHasHead = false;
        bool mIsSending = false;
        bool mIsOver = false;
        qint64 mTakenBytes = 0;
        qint64 mSentBytes = 0;
        int mRedirects = 0;
        QStringList mTlsTroubles;
    };

    void Exchange::sendTo( const QUrl &url )
    {
      mUrl = url;
      mAnswer = {};
      mHasHead = false;
      mIsSending = false;
      mTakenBytes = 0;
      mSentBytes = 0;
      mMovedBefore = 0;
      if ( !mManager )
        return end( fail( ErrorKind::Canceled ) );
      mReply = ask( qtRequest( url, mRequest, mUserAgent ) );
      mReply->setReadBufferSize( READ_AHEAD_BYTES );
      connect( mReply, &QNetworkReply::readyRead, this,
               [this]
               {
                 mSilence.start();
                 if ( takeHead() )
                   takeBytes( mReply->readAll() );
               } );
      connect( mReply, &QNetworkReply::uploadProgress, this,
               [this]( qint64 done, qint64 total )
               {
                 mSilence.start();
                 mSentBytes = done;
                 if ( !std::exchange( mIsSending, true ) ) // connected by now
                   sendWithoutDelay( mUrl );
                 if ( mRequest.onSent && total > 0 ) // Qt also reports 0 of 0 when the sending is over
                   mRequest.onSent( done, total );
               } );
      connect( mReply, &QNetworkReply::sslErrors, this,
               [this]( const QList<QSslError> &errors )
               {
                 for ( const QSslError &error : errors )
                   mTlsTroubles.append( error.errorString() );
               } );
      connect( mReply, &QNetworkReply::finished, this, [this] { finish(); } );
      mSilence.start();
      mCrawl.start();
    }

    //! A byte now and then is no silence, but would keep us waiting for ever.
    void Exchange::lookForCrawl()
    {
      const qint64 moved = mTakenBytes + mSentBytes;
      if ( moved - std::exchange( mMovedBefore, moved ) < MIN_BYTES_BETWEEN_LOOKS )
        end( fail( ErrorKind::Timeout,
                   QStringLiteral( "less than %1 bytes in %2 s" )
                     .arg( MIN_BYTES_BETWEEN_LOOKS )
                     .arg( mCrawl.interval() / 1000.0 ),
                   NetworkDetail{ NetworkDetail::Cause::Unknown, mUrl.host() } ) );
    }

    QNetworkReply *Exchange::ask( const QNetworkRequest &made )
    {
      // The reply owns what it sends: aborted before it began, it reads from it later than we live.
      const auto withBody = [this]( const auto &send )
      {
        std::unique_ptr<QIODevice> sent = body();
        QNetworkReply *reply = send( sent.get() );
        sent.release()->setParent( reply );
        return reply;
      };
      switch ( mRequest.verb )
      {
        case HttpVerb::Get:
          return mManager->get( made );
        case HttpVerb::Head:
          return mManager->head( made );
        case HttpVerb::Post:
          return withBody( [&]( QIODevice *sent ) { return mManager->post( made, sent ); } );
        case HttpVerb::Put:
          return withBody( [&]( QIODevice *sent ) { return mManager->put( made, sent ); } );
        case HttpVerb::Patch:
          return withBody( [&]( QIODevice *sent )
                           { return mManager->sendCustomRequest( made, toWire( mRequest.verb ), sent ); } );
        case HttpVerb::Delete:
          return mManager->deleteResource( made );
      }
      Q_UNREACHABLE();
    }

    std::unique_ptr<QIODevice> Exchange::body() const
    {
      if ( !mRequest.isIdempotent )
        return std::make_unique<OneWayBody>( mRequest.body );
      auto buffer = std::make_unique<QBuffer>();
      buffer->setData( mRequest.body );
      buffer->open( QIODevice::ReadOnly );
      return buffer;
    }

    //! Reads status and headers once they are there; false when there is nothing to read (any more).
    bool Exchange::takeHead()
    {
      if ( mIsOver || mHasHead )
        return !mIsOver;
      const QVariant status = mReply->attribute( QNetworkRequest::HttpStatusCodeAttribute );
      if ( !status.isValid() )
        return false;
      mHasHead = true;
      mAnswer.status = status.toInt();
      const QList<QNetworkReply::RawHeaderPair> pairs = mReply->rawHeaderPairs();
      for ( const QNetworkReply::RawHeaderPair &pair : pairs )
        mAnswer.headers.append( { pair.first, pair.second } );
      if ( mAnswer.isSuccess() && mRequest.sink && mRequest.onHead )
      {
        if ( const Result<void> checked = mRequest.onHead( mAnswer ); !checked )
        {
          end( tl::unexpected<Error>( checked.error() ) );
          return false;
        }
      }
      return true;
    }

    qint64 Exchange::bodyLimit() const
    {
      return mAnswer.isSuccess() ? mRequest.maxReplyBytes
                                 : qMin( mRequest.maxReplyBytes, MAX_ERROR_BODY_BYTES );
    }

    void Exchange::takeBytes( const QByteArray &bytes )
    {
      if ( mIsOver || bytes.isEmpty() )
        return;
      mTakenBytes += bytes.size();
      if ( mAnswer.isSuccess() && mRequest.sink )
      {
        const QPointer<Exchange> self( this ); // the sink may cancel, or destroy the transport
        const Result<void> taken = mRequest.sink( bytes );
        if ( self && !taken )
          end( tl::unexpected<Error>( taken.error() ) );
        return;
      }
      mAnswer.body += bytes;
      if ( mAnswer.body.size() <= bodyLimit() )
        return;
      if ( mAnswer.isSuccess() )
        return end( fail( ErrorKind::MalformedReply,
                          QStringLiteral( "the answer is longer than %1 bytes" ).arg( bodyLimit() ) ) );
      mAnswer.body.truncate( int( bodyLimit() ) );
      end( mAnswer );
    }

    void Exchange::finish()
    {
      if ( takeHead() )
        takeBytes( mReply->readAll() );
      if ( mIsOver )
        return;
      const QNetworkReply::NetworkError code = mReply->error();
      // For 307 and 308 Qt wants to rewind the body although it is told not to follow, and fails: the head is all we need.
      const bool isWhole = !isConnectionTrouble( code ) || code == QNetworkReply::ContentReSendError;
      if ( mHasHead && isWhole && isRedirect( mAnswer.status ) && !mAnswer.header( "Location" ).isEmpty() )
        return follow( mAnswer.header( "Location" ) );
      if ( isConnectionTrouble( code ) || !mHasHead )
      {
        const QString text =
          mTlsTroubles.isEmpty() ? mReply->errorString() : mTlsTroubles.join( QStringLiteral( "; " ) );
        return end( tl::unexpected<Error>( errorOfConnection( code, mUrl.host(), mHasHead, text ) ) );
      }

      const QByteArray promised = mAnswer.header( "Content-Length" );
      // Some servers announce a length where by the protocol there is no body: HEAD, 204, 304.
      const bool hasBody = mRequest.verb != HttpVerb::Head && mAnswer.status != 204 && mAnswer.status != 304;
      const bool isPlain = hasBody && mAnswer.header( "Content-Encoding" ).isEmpty();
      if ( !QT_UNPACKS_SAFELY && hasBody && !isPlain && mAnswer.header( "Content-Encoding" ) != "identity" )
        return end( fail( ErrorKind::MalformedReply,
                          QStringLiteral( "the answer is packed, which nobody asked for" ) ) );
      if ( isPlain && !promised.isEmpty() && promised.toLongLong() != mTakenBytes )
        return end( fail( ErrorKind::MalformedReply,
                          QStringLiteral( "%1 bytes were announced, %2 came" )
                            .arg( QString::fromLatin1( promised ) )
                            .arg( mTakenBytes ),
                          NetworkDetail{ NetworkDetail::Cause::CutOff, mUrl.host() } ) );
      end( mAnswer );
    }

    void Exchange::follow( const QByteArray &location )
    {
      const QUrl target = mUrl.resolved( QUrl::fromEncoded( location ) );
      const bool isReading = mRequest.verb == HttpVerb::Get || mRequest.verb == HttpVerb::Head;
      const bool isWeb = isWebAddress( target );
      const bool isWeaker =
        mUrl.scheme() == QLatin1String( "https" ) && target.scheme() != QLatin1String( "https" );
      const bool isHere = isSameHost( mUrl, target );
      if ( !isWeb || isWeaker || ( !isHere && !isReading ) || ++mRedirects > MAX_REDIRECTS )
        return end( fail(
          ErrorKind::NotAServer,
          QStringLiteral( "the address redirects to %1" ).arg( target.toDisplayString( QUrl::RemoveQuery ) ),
          NetworkDetail{ NetworkDetail::Cause::Redirect, target.host() } ) );
      if ( !isHere )
        mRequest.setHeader( "Authorization", {} ); // the token is for the server that gave it
      letGo();
      sendTo( target );
    }

    void Exchange::letGo()
    {
      mSilence.stop();
      mCrawl.stop();
      if ( !mReply )
        return;
      mReply->disconnect( this );
      if ( mReply->isRunning() )
        mReply->abort();
      // Qt begins a request by a call that it posts to the reply, and does so even after an abort.
      QCoreApplication::removePostedEvents( mReply, QEvent::MetaCall );
      mReply->deleteLater();
      mReply = nullptr;
    }

    void Exchange::end( Result<HttpResponse> result )
    {
      if ( mIsOver )
        return;
      mIsOver = true;
      letGo();
      deleteLater();
      const Resolver<HttpResponse> resolver =
        mResolver; // whoever hears the answer may destroy the transport, and us with it
      resolver.resolve( std::move( result ) );
    }
  } // namespace

  QByteArray userAgentOf( const QByteArray &components )
  {
    const QString system =
      QStringLiteral( "(%1/%2)" ).arg( QSysInfo::productType(), QSysInfo::productVersion() );
    const QByteArray between = components.isEmpty() ? QByteArray() : ' ' + components;
    return QByteArrayLiteral( "Syncline/" SYNCLINE_VERSION ) + between + ' ' + system.toUtf8();
  }

  void restoreUserAgent( QNetworkRequest &request )
  {
    const QByteArray ours = request.attribute( USER_AGENT_ATTRIBUTE ).toByteArray();
    if ( !ours.isEmpty() )
      request.setRawHeader( "User-Agent", ours );
  }

  QtTransport::QtTransport( const QUrl &server, QtTransportOptions options )
    : mServer( server )
    , mOptions( std::move( options ) )
    , mExchanges( std::make_unique<QObject>() )
  {
    if ( mOptions.userAgent.isEmpty() )
      mOptions.userAgent = userAgentOf( {} );
  }

  QtTransport::~QtTransport() = default;

  QNetworkAccessManager *QtTransport::manager()
  {
    if ( mOptions.manager )
      return mOptions.manager();
    if ( !mOwnManager )
      mOwnManager = std::make_unique<QNetworkAccessManager>();
    return mOwnManager.get();
  }

  Call<HttpResponse> QtTransport::send( const HttpRequest &request )
  {
    const QUrl url = QUrl::fromEncoded( mServer.toEncoded() + '/' + request.target(), QUrl::StrictMode );
    if ( !isWebAddress( url ) )
      return Call<HttpResponse>::resolved(
        fail( ErrorKind::NotAServer, QStringLiteral( "the server's address is no address" ) ) );
    auto made = Resolver<HttpResponse>::make();
    Exchange *exchange = new Exchange( request, made.second, mExchanges.get() ); // owned by mExchanges
    exchange->start( manager(), url, mOptions );
    return made.first;
  }
} // namespace syncline
