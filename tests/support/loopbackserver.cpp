// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/loopbackserver.h"

#include "tests/support/fakeserver/fakeserver.h"

#include <QFile>

#include <httplib.h>
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <thread>

namespace syncline
{
  namespace
  {
    constexpr int POLL_SLICE_MS = 100;     // how soon a waiting connection notices that the server stops
    constexpr int IDLE_MS = 60 * 1000;     // of a kept connection
    constexpr int TRANSFER_MS = 60 * 1000; // without a byte either way
    constexpr size_t MAX_KEPT_REQUESTS = 1000000; // said to clients, not enforced
    constexpr int MAX_WAITING = 128;              // connections not yet taken up
    constexpr size_t BUFFER_BYTES = 64 * 1024;

    //! A thread for each connection: clients keep many open, and none may wait for another to close.
    class ThreadPerConnection : public httplib::TaskQueue
    {
      public:
        void enqueue( std::function<void()> task ) override
        {
          {
            const std::lock_guard<std::mutex> lock( mMutex );
            ++mRunning;
          }
          std::thread(
            [this, task = std::move( task )]
            {
              task();
              const std::lock_guard<std::mutex> lock( mMutex );
              --mRunning;
              mChanged.notify_all();
            } )
            .detach();
        }

        void shutdown() override
        {
          std::unique_lock<std::mutex> lock( mMutex );
          mChanged.wait( lock, [this] { return mRunning == 0; } );
        }

      private:
        std::mutex mMutex;
        std::condition_variable mChanged;
        int mRunning = 0;
    };

    //! A buffered connection that can be told to fall silent.
    class Connection : public httplib::Stream
    {
      public:
        Connection( socket_t socket, const std::atomic<bool> &isStopping )
          : mSocket( socket )
          , mIsStopping( isStopping )
        {
        }

        //! The connection of this thread; each has its own.
        static thread_local Connection *sCurrent;

        bool isAnswered = false; //!< the request at hand has been seen by the server behind
        void dropSilently() { mIsDropped = true; }
        bool isDropped() const { return mIsDropped; }

        //! Waits for the next request; false: the peer has gone, or was quiet for too long, or the server stops.
        bool waitForRequest() { return mTaken < mBuffer.size() || wait( POLLIN, IDLE_MS ); }

        bool is_readable() const override { return mTaken < mBuffer.size() || wait( POLLIN, TRANSFER_MS ); }
        bool is_writable() const override { return !mIsDropped && wait( POLLOUT, TRANSFER_MS ); }

        ssize_t read( char *to, size_t size ) override
        {
          if ( mTaken == mBuffer.size() )
          {
            if ( !wait( POLLIN, TRANSFER_MS ) )
              return -1;
            mBuffer.resize( BUFFER_BYTES );
            const ssize_t got = ::recv( mSocket, &mBuffer[0], BUFFER_BYTES, 0 );
            mBuffer.resize( got > 0 ? static_cast<size_t>( got ) : 0 );
            mTaken = 0;
            if ( got <= 0 )
              return got;
          }
          const size_t part = std::min( size, mBuffer.size() - mTaken );
          std::copy_n( mBuffer.data() + mTaken, part, to );
          mTaken += part;
          return static_cast<ssize_t>( part );
        }

        ssize_t write( const char *from, size_t size ) override
        {
          if ( !is_writable() )
            return -1;
          return ::send( mSocket, from, size, MSG_NOSIGNAL );
        }

        void get_remote_ip_and_port( std::string &ip, int &port ) const override
        {
          ip = "127.0.0.1";
          port = 0;
        }
        void get_local_ip_and_port( std::string &ip, int &port ) const override
        {
          ip = "127.0.0.1";
          port = 0;
        }
        socket_t socket() const override { return mSocket; }

      private:
        bool wait( short events, int timeoutMs ) const
        {
          for ( int waited = 0; waited < timeoutMs && !mIsStopping; waited += POLL_SLICE_MS )
          {
            pollfd descriptor{ mSocket, events, 0 };
            const int ready = ::poll( &descriptor, 1, POLL_SLICE_MS );
            if ( ready != 0 )
              return ready > 0;
          }
          return false;
        }

        socket_t mSocket;
        const std::atomic<bool> &mIsStopping;
        std::string mBuffer;
        size_t mTaken = 0;
        bool mIsDropped = false;
    };

    thread_local Connection *Connection::sCurrent = nullptr;

    FakeRequest requestFrom( const httplib::Request &from )
    {
      FakeRequest request;
      request.verb = QByteArray::fromStdString( from.method );
      request.target = QByteArray::fromStdString( from.target );
      for ( const auto &header : from.headers )
        request.headers.append(
          { QByteArray::fromStdString( header.first ), QByteArray::fromStdString( header.second ) } );
      request.body = QByteArray::fromStdString( from.body );
      return request;
    }

    //! Sends bytes of memory or of a file, up to where a fault cuts them off.
    class BodySource
    {
      public:
        explicit BodySource( const FakeResponse &response )
          : mResponse( response )
        {
        }

        bool send( size_t offset, size_t length, httplib::DataSink &sink )
        {
          const qint64 from = static_cast<qint64>( offset );
          qint64 size = static_cast<qint64>( std::min( length, BUFFER_BYTES ) );
          if ( mResponse.cutAfter )
            size = std::min( size, *mResponse.cutAfter - from );
          if ( size <= 0 )
            return false; // the connection closes, although the headers promised more
          const QByteArray bytes = read( from, size );
          return bytes.size() == size && sink.write( bytes.constData(), static_cast<size_t>( size ) );
        }

      private:
        QByteArray read( qint64 from, qint64 size )
        {
          if ( !mResponse.file )
            return mResponse.body.mid( static_cast<int>( from ), static_cast<int>( size ) );
          if ( !mFile.isOpen() )
          {
            mFile.setFileName( mResponse.file->path );
            if ( !mFile.open( QIODevice::ReadOnly ) )
              return {};
          }
          return mFile.seek( mResponse.file->offset + from ) ? mFile.read( size ) : QByteArray();
        }

        FakeResponse mResponse;
        QFile mFile;
    };

    void carry( const FakeResponse &from, httplib::Response &to )
    {
      std::this_thread::sleep_for( from.delay );
      if ( from.isDropped )
        Connection::sCurrent->dropSilently();
      to.status = from.status;
      to.headers.clear();
      for ( const auto &header : from.headers )
        to.set_header( header.first.toStdString(), header.second.toStdString() );
      if ( from.contentLength() == 0 )
        return;
      const std::string type = from.header( "Content-Type" ).toStdString();
      to.headers.erase( "Content-Type" ); // set_content_provider() sets it again
      const auto source = std::make_shared<BodySource>( from );
      to.set_content_provider( static_cast<size_t>( from.contentLength() ), type,
                               [source]( size_t offset, size_t length, httplib::DataSink &sink )
                               { return source->send( offset, length, sink ); } );
    }
  } // namespace

  //! The packaged HTTP server, with our own connections: it reads and writes HTTP, we see to sockets, threads and faults.
  class LoopbackServer::Private : public httplib::Server
  {
    public:
      explicit Private( std::function<FakeResponse( const FakeRequest & )> answerer )
        : mAnswerer( std::move( answerer ) )
      {
        const auto handler = [this]( const httplib::Request &request, httplib::Response &response )
        {
          Connection::sCurrent->isAnswered = true;
          carry( mAnswerer( requestFrom( request ) ), response );
        };
        const std::string everything = R"([\s\S]*)";
        Get( everything, handler ); // HEAD too
        Post( everything, handler );
        Put( everything, handler );
        Patch( everything, handler );
        Delete( everything, handler );
        Options( everything, handler );
        // What the packaged server refuses by itself (an odd Range among others) is for ours to answer.
        set_error_handler( HandlerWithResponse(
          [handler]( const httplib::Request &request, httplib::Response &response )
          {
            if ( Connection::sCurrent->isAnswered || request.target.empty() )
              return HandlerResponse::Unhandled;
            const_cast<httplib::Request &>( request )
              .ranges.clear(); // or it would apply those that it understood
            handler( request, response );
            return HandlerResponse::Handled;
          } ) );
        // Its own default shares the port with whoever listens there already.
        set_socket_options(
          []( socket_t socket )
          {
            const int yes = 1;
            ::setsockopt( socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof( yes ) );
          } );
        set_keep_alive_timeout( IDLE_MS / 1000 ); // only what it tells its clients
        set_keep_alive_max_count( MAX_KEPT_REQUESTS );
        new_task_queue = [] { return new ThreadPerConnection; };
      }

      ~Private() override { end(); }

      bool begin( int wanted )
      {
        if ( wanted == 0 )
          port = bind_to_any_port( "127.0.0.1" );
        else
          port = bind_to_port( "127.0.0.1", wanted ) ? wanted : -1;
        if ( port <= 0 )
          return false;
        ::listen( svr_sock_,
                  MAX_WAITING ); // it listens already, with room for five: clients would wait for seconds
        mListener = std::thread( [this] { listen_after_bind(); } );
        while ( !is_running() )
          std::this_thread::yield();
        return true;
      }

      void end()
      {
        mIsStopping = true;
        if ( !mListener.joinable() )
          return;
        stop();
        mListener.join();
      }

      int port = 0;

    private:
      bool process_and_close_socket( socket_t socket ) override
      {
        const int yes = 1;
        ::setsockopt( socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof( yes ) );
        Connection connection( socket, mIsStopping );
        Connection::sCurrent = &connection;
        bool isClosed = false;
        while ( !isClosed && connection.waitForRequest() )
        {
          connection.isAnswered = false;
          // an answer without body does not notice that nothing could be written
          if ( !process_request( connection, false, isClosed, prepare ) || connection.isDropped() )
            break;
        }
        Connection::sCurrent = nullptr;
        ::shutdown( socket, SHUT_RDWR );
        ::close( socket );
        return true;
      }

      static void prepare( httplib::Request &request )
      {
        request.ranges.clear();                     // ranges are the business of the server behind
        request.headers.erase( "Accept-Encoding" ); // no compression, as with a plain server
        if ( !request.has_header( "Content-Length" ) && !request.has_header( "Transfer-Encoding" ) )
          request.set_header( "Content-Length", "0" ); // else a body is waited for that never comes
      }

      std::function<FakeResponse( const FakeRequest & )> mAnswerer;
      std::thread mListener;
      std::atomic<bool> mIsStopping{ false };
  };

  LoopbackServer::LoopbackServer( FakeServer &server )
    : LoopbackServer( [&server]( const FakeRequest &request ) { return server.handle( request ); } )
  {
  }

  LoopbackServer::LoopbackServer( std::function<FakeResponse( const FakeRequest & )> answerer )
    : d( std::make_unique<Private>( std::move( answerer ) ) )
  {
  }

  LoopbackServer::~LoopbackServer() = default;

  bool LoopbackServer::listen( int port ) { return d->begin( port ); }

  int LoopbackServer::port() const { return d->port; }

  QByteArray LoopbackServer::address() const { return "http://127.0.0.1:" + QByteArray::number( d->port ); }

  void LoopbackServer::stop() { d->end(); }
} // namespace syncline
