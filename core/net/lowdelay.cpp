// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/net/lowdelay.h"

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace syncline
{
#ifdef Q_OS_UNIX
  namespace
  {
    constexpr int MAX_DESCRIPTORS =
      1024; // the connections of a transfer are among the first; beyond, uploads are slower

    //! The port at the other end; 0 for what is no TCP connection.
    int peerPort( int descriptor )
    {
      sockaddr_storage peer{};
      socklen_t size = sizeof( peer );
      if ( ::getpeername( descriptor, reinterpret_cast<sockaddr *>( &peer ), &size ) != 0 )
        return 0;
      if ( peer.ss_family == AF_INET )
        return ntohs( reinterpret_cast<const sockaddr_in *>( &peer )->sin_port );
      if ( peer.ss_family == AF_INET6 )
        return ntohs( reinterpret_cast<const sockaddr_in6 *>( &peer )->sin6_port );
      return 0;
    }
  } // namespace

  void sendWithoutDelay( const QUrl &server )
  {
    const int port = server.port( server.scheme() == QLatin1String( "https" ) ? 443 : 80 );
    const int yes = 1;
    for ( int descriptor = 0; descriptor < MAX_DESCRIPTORS; ++descriptor )
    {
      if ( peerPort( descriptor ) == port )
        (void)::setsockopt( descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof( yes ) );
    }
  }
#else
  void sendWithoutDelay( const QUrl & ) {}
#endif
} // namespace syncline
