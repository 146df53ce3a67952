// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>

//! Makes SQLite's i-th call to the file system fail. Registered as the default VFS of the process, in front of the real one.
namespace faultyvfs
{
  void install(); //!< once per process, before any database is opened
  void failCall(
    int at ); //!< counts from here; the call number \a at (0 is the next) and it alone fails; -1: none
  void beforeCall( int at, std::function<void()> action ); //!< as failCall(), but calls \a action and goes on
  void delayWrites( int microseconds );                    //!< a slow disk; 0: as fast as it is
  bool hasFired();
  int calls(); //!< since failCall()
} // namespace faultyvfs
