// SPDX-License-Identifier: GPL-2.0-or-later
#include "faultyvfs.h"

#include <sqlite3.h>

#include <chrono>
#include <new>
#include <thread>
#include <utility>

namespace
{
  sqlite3_vfs *sReal = nullptr;
  int sFailAt = -1;
  int sCalls = 0;
  bool sFired = false;
  int sWriteDelayUs = 0;
  std::function<void()> sAction; // instead of the failure

  bool shallFail()
  {
    if ( sCalls++ != sFailAt )
      return false;
    sFired = true;
    if ( !sAction )
      return true;
    std::exchange( sAction, nullptr )();
    return false;
  }

  struct FaultyFile
  {
      sqlite3_file base;
      sqlite3_io_methods methods;
      sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>( this + 1 ); }
  };
  FaultyFile *own( sqlite3_file *file ) { return reinterpret_cast<FaultyFile *>( file ); }
  sqlite3_file *real( sqlite3_file *file ) { return own( file )->real(); }
  const sqlite3_io_methods *via( sqlite3_file *file ) { return real( file )->pMethods; }

  int xClose( sqlite3_file *file ) { return via( file )->xClose( real( file ) ); }
  int xRead( sqlite3_file *file, void *to, int size, sqlite3_int64 at )
  {
    return shallFail() ? SQLITE_IOERR_READ : via( file )->xRead( real( file ), to, size, at );
  }
  int xWrite( sqlite3_file *file, const void *from, int size, sqlite3_int64 at )
  {
    if ( sWriteDelayUs > 0 )
      std::this_thread::sleep_for( std::chrono::microseconds( sWriteDelayUs ) );
    return shallFail() ? SQLITE_FULL : via( file )->xWrite( real( file ), from, size, at );
  }
  int xTruncate( sqlite3_file *file, sqlite3_int64 size )
  {
    return shallFail() ? SQLITE_IOERR_TRUNCATE : via( file )->xTruncate( real( file ), size );
  }
  int xSync( sqlite3_file *file, int flags )
  {
    return shallFail() ? SQLITE_IOERR_FSYNC : via( file )->xSync( real( file ), flags );
  }
  int xFileSize( sqlite3_file *file, sqlite3_int64 *size )
  {
    return shallFail() ? SQLITE_IOERR_FSTAT : via( file )->xFileSize( real( file ), size );
  }
  int xLock( sqlite3_file *file, int kind )
  {
    return shallFail() ? SQLITE_IOERR_LOCK : via( file )->xLock( real( file ), kind );
  }
  int xUnlock( sqlite3_file *file, int kind ) { return via( file )->xUnlock( real( file ), kind ); }
  int xCheckReservedLock( sqlite3_file *file, int *out )
  {
    return via( file )->xCheckReservedLock( real( file ), out );
  }
  int xFileControl( sqlite3_file *file, int op, void *arg )
  {
    return via( file )->xFileControl( real( file ), op, arg );
  }
  int xSectorSize( sqlite3_file *file ) { return via( file )->xSectorSize( real( file ) ); }
  int xDeviceCharacteristics( sqlite3_file *file )
  {
    return via( file )->xDeviceCharacteristics( real( file ) );
  }
  int xShmMap( sqlite3_file *file, int page, int size, int extend, void volatile **to )
  {
    return shallFail() ? SQLITE_IOERR_SHMMAP : via( file )->xShmMap( real( file ), page, size, extend, to );
  }
  int xShmLock( sqlite3_file *file, int offset, int n, int flags )
  {
    const bool unlocks = ( flags & SQLITE_SHM_UNLOCK ) != 0;
    return !unlocks && shallFail() ? SQLITE_IOERR_SHMLOCK
                                   : via( file )->xShmLock( real( file ), offset, n, flags );
  }
  void xShmBarrier( sqlite3_file *file ) { via( file )->xShmBarrier( real( file ) ); }
  int xShmUnmap( sqlite3_file *file, int remove ) { return via( file )->xShmUnmap( real( file ), remove ); }

  int xOpen( sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags )
  {
    FaultyFile *faulty = new ( file ) FaultyFile;
    faulty->base.pMethods = nullptr;
    if ( shallFail() )
      return SQLITE_CANTOPEN;
    const int code = sReal->xOpen( sReal, name, faulty->real(), flags, outFlags );
    if ( !faulty->real()->pMethods )
      return code;
    faulty->methods = { 2,
                        xClose,
                        xRead,
                        xWrite,
                        xTruncate,
                        xSync,
                        xFileSize,
                        xLock,
                        xUnlock,
                        xCheckReservedLock,
                        xFileControl,
                        xSectorSize,
                        xDeviceCharacteristics,
                        xShmMap,
                        xShmLock,
                        xShmBarrier,
                        xShmUnmap,
                        nullptr,
                        nullptr };
    faulty->base.pMethods = &faulty->methods;
    return code;
  }
  int xDelete( sqlite3_vfs *, const char *name, int sync )
  {
    return shallFail() ? SQLITE_IOERR_DELETE : sReal->xDelete( sReal, name, sync );
  }
  int xAccess( sqlite3_vfs *, const char *name, int flags, int *out )
  {
    return shallFail() ? SQLITE_IOERR_ACCESS : sReal->xAccess( sReal, name, flags, out );
  }
  int xFullPathname( sqlite3_vfs *, const char *name, int size, char *out )
  {
    return sReal->xFullPathname( sReal, name, size, out );
  }
} // namespace

void faultyvfs::install()
{
  static sqlite3_vfs sFaulty;
  if ( sReal )
    return;
  sReal = sqlite3_vfs_find( nullptr );
  sFaulty = *sReal;
  sFaulty.zName = "faulty";
  sFaulty.szOsFile = int( sizeof( FaultyFile ) ) + sReal->szOsFile;
  sFaulty.xOpen = xOpen;
  sFaulty.xDelete = xDelete;
  sFaulty.xAccess = xAccess;
  sFaulty.xFullPathname = xFullPathname;
  sqlite3_vfs_register( &sFaulty, 1 );
}

void faultyvfs::failCall( int at )
{
  sFailAt = at;
  sCalls = 0;
  sFired = false;
  sAction = nullptr;
}

void faultyvfs::beforeCall( int at, std::function<void()> action )
{
  failCall( at );
  sAction = std::move( action );
}

void faultyvfs::delayWrites( int microseconds ) { sWriteDelayUs = microseconds; }

bool faultyvfs::hasFired() { return sFired; }
int faultyvfs::calls() { return sCalls; }
