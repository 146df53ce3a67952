// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

//! Makes SQLite's i-th call to the file system fail. Registered as the default VFS of the process, in front of the real one.
namespace faultyvfs
{
  void install(); //!< once per process, before any database is opened
  void failCall(
    int at ); //!< counts from here; the call number \a at (0 is the next) and it alone fails; -1: none
  bool hasFired();
  int calls(); //!< since failCall()
} // namespace faultyvfs
