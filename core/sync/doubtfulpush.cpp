// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/doubtfulpush.h"

#include "core/base/logging.h"
#include "core/project/fileops.h"
#include "core/project/journal.h"
#include "core/sync/committer.h"

namespace syncline::doubtfulpush
{
  namespace
  {
    QString placeOf( const ProjectPaths &paths, const QString &run )
    {
      return paths.enginePath( QStringLiteral( "doubt/" ) + run );
    }
    QString ticketIn( const QString &place ) { return place + QStringLiteral( "/push" ); }
    QString stageIn( const QString &place ) { return place + QStringLiteral( "/stage" ); }

    //! Their names begin with their times.
    [[nodiscard]] Result<QStringList> runs( FileOps &disk, const ProjectPaths &paths )
    {
      const QString folder = paths.enginePath( QStringLiteral( "doubt" ) );
      SYNCLINE_TRY( there, disk.stat( folder ) );
      return there.isFolder() ? disk.list( folder ) : QStringList();
    }
  } // namespace

  Result<void> keep( FileOps &disk, const ProjectPaths &paths, const QString &run )
  {
    const QString place = placeOf( paths, run );
    SYNCLINE_CHECK( disk.makeFolder( place ) );
    SYNCLINE_CHECK( disk.rename( paths.ticketPath(), ticketIn( place ) ) );
    const QString stage = Committer::stagingFolder( paths, run );
    SYNCLINE_TRY( staged, disk.stat( stage ) );
    if ( staged.isFolder() )
      SYNCLINE_CHECK( disk.rename( stage, stageIn( place ) ) );
    SYNCLINE_TRY( kept, runs( disk, paths ) );
    for ( int i = 0; i + MAX_KEPT < kept.size(); ++i )
      SYNCLINE_CHECK( drop( disk, paths, kept.at( i ) ) );
    qCInfo( lcSync ) << "the server may still make the version of" << run;
    return {};
  }

  Result<QList<PushTicket>> all( FileOps &disk, const ProjectPaths &paths )
  {
    QList<PushTicket> tickets;
    SYNCLINE_TRY( kept, runs( disk, paths ) );
    for ( const QString &run : kept )
    {
      SYNCLINE_TRY( json, Journal( disk, ticketIn( placeOf( paths, run ) ) ).load() );
      SYNCLINE_TRY( stage, disk.stat( stageIn( placeOf( paths, run ) ) ) );
      const Result<PushTicket> ticket =
        json && stage.isFolder() ? PushTicket::fromJson( *json ) : fail( ErrorKind::NotFound, run );
      if ( ticket )
        tickets.append( *ticket );
      else
        SYNCLINE_CHECK( drop( disk, paths, run ) );
    }
    return tickets;
  }

  Result<void> revive( FileOps &disk, const ProjectPaths &paths, const QString &run )
  {
    const QString stage = Committer::stagingFolder( paths, run );
    SYNCLINE_CHECK( disk.makeFolder( folderOf( stage ) ) );
    SYNCLINE_CHECK( disk.rename( stageIn( placeOf( paths, run ) ), stage ) );
    SYNCLINE_CHECK( disk.rename( ticketIn( placeOf( paths, run ) ), paths.ticketPath() ) );
    return drop( disk, paths, run );
  }

  Result<void> drop( FileOps &disk, const ProjectPaths &paths, const QString &run )
  {
    return removeTree( disk, placeOf( paths, run ) );
  }

  Result<void> dropAll( FileOps &disk, const ProjectPaths &paths )
  {
    const QString folder = paths.enginePath( QStringLiteral( "doubt" ) );
    SYNCLINE_TRY( there, disk.stat( folder ) );
    return there.isFolder() ? removeTree( disk, folder ) : Result<void>();
  }
} // namespace syncline::doubtfulpush
