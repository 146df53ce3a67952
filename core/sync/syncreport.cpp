// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/syncreport.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    //! Whether people should be told although nothing failed.
    bool isTrouble( FileEvent event )
    {
      switch ( event )
      {
        case FileEvent::ConflictCopyKept:
        case FileEvent::KeptHere:
        case FileEvent::NotUploaded:
        case FileEvent::NotInstalled:
        case FileEvent::OutOfScope:
          return true;
        case FileEvent::Downloaded:
        case FileEvent::Uploaded:
        case FileEvent::RemovedHere:
        case FileEvent::RemovedOnServer:
        case FileEvent::RestoredHere:
        case FileEvent::Adopted:
        case FileEvent::Merged:
          return false;
      }
      Q_UNREACHABLE();
    }

    bool changesContentHere( FileEvent event )
    {
      switch ( event )
      {
        case FileEvent::Downloaded:
        case FileEvent::RemovedHere:
        case FileEvent::ConflictCopyKept:
        case FileEvent::RestoredHere:
        case FileEvent::Merged:
          return true;
        case FileEvent::Uploaded:
        case FileEvent::RemovedOnServer:
        case FileEvent::KeptHere:
        case FileEvent::Adopted:
        case FileEvent::NotUploaded:
        case FileEvent::NotInstalled:
        case FileEvent::OutOfScope:
          return false;
      }
      Q_UNREACHABLE();
    }
  } // namespace

  bool SyncReport::isClean() const
  {
    return !serverWentBackTo && std::none_of( files.begin(), files.end(),
                                              []( const FileOutcome &file )
                                              { return isTrouble( file.event ) || file.editConflicts > 0; } );
  }

  QStringList SyncReport::changedHere() const
  {
    QStringList paths;
    for ( const FileOutcome &file : files )
    {
      if ( changesContentHere( file.event ) && !paths.contains( file.path ) )
        paths.append( file.path );
    }
    return paths;
  }

  int SyncReport::editConflicts() const
  {
    int count = 0;
    for ( const FileOutcome &file : files )
      count += file.editConflicts;
    return count;
  }

  QList<FileOutcome> SyncReport::of( FileEvent event ) const
  {
    QList<FileOutcome> some;
    std::copy_if( files.begin(), files.end(), std::back_inserter( some ),
                  [event]( const FileOutcome &file ) { return file.event == event; } );
    return some;
  }
} // namespace syncline
