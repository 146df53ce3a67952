// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/activitykeeper.h"

#include "core/base/logging.h"

namespace syncline
{
  ActivityKeeper::ActivityKeeper( Engine &engine, QObject *parent )
    : QObject( parent )
    , mEngine( engine )
  {
  }

  void ActivityKeeper::close()
  {
    mFolder.clear();
    mEntries.clear();
    Q_EMIT replaced( mEntries );
  }

  void ActivityKeeper::open( const QString &folder, const QList<ActivityEntry> &kept )
  {
    if ( folder == mFolder )
      return;
    mFolder = folder;
    const bool hasNews = !mEntries.isEmpty(); // happened before the folder was known
    mEntries = ( mEntries + kept ).mid( 0, ActivityModel::MAX_ENTRIES );
    Q_EMIT replaced( mEntries );
    if ( hasNews )
      keep();
  }

  void ActivityKeeper::add( const ActivityEntry &entry )
  {
    mEntries.prepend( entry );
    while ( mEntries.size() > ActivityModel::MAX_ENTRIES )
      mEntries.removeLast();
    Q_EMIT added( entry );
    keep();
  }

  void ActivityKeeper::keep()
  {
    mIsChanged = true;
    if ( mFolder.isEmpty() || mIsKeeping )
      return;
    mIsKeeping = true;
    mIsChanged = false;
    mEngine.keepActivity( mFolder, mEntries )
      .then( this,
             [this]( const Result<bool> &kept )
             {
               mIsKeeping = false;
               if ( !kept )
                 qCInfo( lcUi ) << "the activity was not kept:" << toLogLine( kept.error() );
               else if ( mIsChanged )
                 keep();
             } );
  }
} // namespace syncline
