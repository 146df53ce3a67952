// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/syncsession.h"

#include "core/sync/syncrun.h"

namespace syncline
{
  SyncSession::SyncSession( SyncContext context, QString projectFolder, SyncOptions options )
    : mContext( std::move( context ) )
    , mFolder( std::move( projectFolder ) )
    , mOptions( options )
  {
  }

  Result<SyncReport> SyncSession::run()
  {
    SyncRun run( mContext, mFolder, mOptions );
    const Result<void> done = run.run();
    mReport = run.report();
    if ( !done )
      return passOn( done.error(), __func__ );
    return mReport;
  }
} // namespace syncline
