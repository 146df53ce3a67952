// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/stopsignals.h"

#include "cli/exitcode.h"

#include <csignal>
#include <thread>
#include <unistd.h>

namespace syncline::cli
{
  void cancelOnStopSignals( CancelSource source )
  {
    // All threads block the signals, and one waits for them: so that cancelling, which emits Qt signals, runs in a thread
    // and not in a signal handler.
    sigset_t signals;
    sigemptyset( &signals );
    sigaddset( &signals, SIGINT );
    sigaddset( &signals, SIGTERM );
    sigaddset( &signals, SIGHUP );
    pthread_sigmask( SIG_BLOCK, &signals, nullptr );
    std::thread(
      [signals, source]() mutable
      {
        int signal = 0;
        if ( sigwait( &signals, &signal ) == 0 )
          source.cancel();
        if ( sigwait( &signals, &signal ) == 0 )
          _exit( int( ExitCode::Canceled ) );
      } )
      .detach();
  }
} // namespace syncline::cli
