// SPDX-License-Identifier: GPL-2.0-or-later
// bench_gpkg WORK TIMES FILES…: does the work so often and prints the milliseconds of each, a line a time. See WORKS below.
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace syncline;

namespace
{
  struct Work
  {
      const char *name;
      int files;
      std::function<void( const QStringList & )> prepare; //!< not measured; may be empty
      std::function<Result<void>( const QStringList & )> run;
  };

  //! A fresh copy of the database \a from, as \a to.
  void freshCopy( const QString &from, const QString &to )
  {
    QFile::remove( to );
    if ( !QFile::copy( from, to ) )
      std::perror( "copying" );
  }

  [[nodiscard]] Result<void> writeJson( const QString &changeset, const QString &json )
  {
    QFile out( json );
    if ( !out.open( QIODevice::WriteOnly ) )
      return fail( ErrorKind::LocalIo, json );
    SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
    return writeChangesJson( std::move( reader ), out );
  }

  [[nodiscard]] Result<void> createRebased( const QStringList &files )
  {
    SYNCLINE_TRY( report, createRebasedChangeset( { files[0], files[2], files[1], files[3] } ) );
    return writeConflicts( report, files[4] );
  }

  [[nodiscard]] Result<void> rebaseInPlace( const QStringList &files )
  {
    RebaseOptions options;
    options.conflictFile = files[4];
    SYNCLINE_CHECK( rebaseDatabaseOnto( files[0], files[1], files[3], options ) );
    return {};
  }

  const Work WORKS[] = {
    { "diff", 3, {}, []( const QStringList &f ) { return diff( f[0], f[1], f[2] ); } },
    { "apply", 3, []( const QStringList &f ) { freshCopy( f[0], f[2] ); },
      []( const QStringList &f ) { return applyChangeset( f[2], f[1] ); } },
    { "json", 2, []( const QStringList &f ) { QFile::remove( f[1] ); },
      []( const QStringList &f ) { return writeJson( f[0], f[1] ); } },
    { "invert", 2, {}, []( const QStringList &f ) { return invert( f[0], f[1] ); } },
    { "concat",
      3,
      {},
      []( const QStringList &f ) {
        return concat( { f[0], f[1] }, f[2] );
      } },
    { "create-rebased", 5, {}, createRebased }, // base, our database, their changeset, rebased, conflicts
    { "rebase", 5, []( const QStringList &f ) { freshCopy( f[2], f[3] ); },
      rebaseInPlace }, // base, theirs, ours, a copy of ours, conflicts
  };
} // namespace

int main( int count, char **arguments )
{
  QStringList files;
  for ( int i = 3; i < count; ++i )
    files.append( QString::fromLocal8Bit( arguments[i] ) );
  for ( const Work &work : WORKS )
  {
    if ( count < 3 || qstrcmp( arguments[1], work.name ) != 0 || files.size() != work.files )
      continue;
    for ( int i = 0; i < std::atoi( arguments[2] ); ++i )
    {
      if ( work.prepare )
        work.prepare( files );
      QElapsedTimer timer;
      timer.start();
      const auto done = work.run( files );
      const double milliseconds = double( timer.nsecsElapsed() ) / 1e6;
      if ( !done )
      {
        std::fprintf( stderr, "%s\n", qPrintable( toLogLine( done.error() ) ) );
        return EXIT_FAILURE;
      }
      std::printf( "%.3f\n", milliseconds );
    }
    return EXIT_SUCCESS;
  }
  std::fputs( "bench_gpkg WORK TIMES FILES…\n", stderr );
  return EXIT_FAILURE;
}
