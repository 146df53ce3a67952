// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/wentback.h"

#include "core/base/logging.h"
#include "core/project/fileops.h"

namespace syncline::wentback
{
  bool isAnotherPast( const ProjectInfo &info, const Folder &folder )
  {
    if ( info.summary.version != folder.metadata().identity.version )
      return info.summary.version < folder.metadata().identity.version;
    const EngineState &known = folder.state();
    if ( known.version != info.summary.version || known.project != info.summary.id )
      return false; // another client wrote the metadata, and no list of that version is here
    QMap<RelPath, Sha1> listed;
    for ( const ServerFile &file : info.files )
      listed.insert( file.path, file.checksum );
    QMap<RelPath, Sha1> before;
    for ( const BaseEntry &entry : known.serverFiles )
      before.insert( entry.path, entry.checksum );
    return listed != before;
  }

  Result<void> forgetWhatDiffers( Folder &folder, const ProjectInfo &info )
  {
    Metadata metadata = folder.metadata();
    qCWarning( lcSync ) << "the server went back from" << metadata.identity.version.toString() << "to"
                        << info.summary.version.toString();
    metadata.identity.version = info.summary.version;
    QHash<RelPath, Sha1> onServer;
    for ( const ServerFile &file : info.files )
      onServer.insert( file.path, file.checksum );
    for ( auto known = metadata.files.begin(); known != metadata.files.end(); )
    {
      const auto same = onServer.constFind( known.key() );
      if ( same != onServer.constEnd() && *same == known->checksum )
        ++known;
      else
        known = metadata.files.erase( known );
    }
    SYNCLINE_CHECK( writeWhole( folder.disk(), folder.paths().metadataPath(), metadata.toJson() ) );
    return folder.load();
  }
} // namespace syncline::wentback
