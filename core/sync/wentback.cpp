// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/wentback.h"

#include "core/base/logging.h"
#include "core/project/fileops.h"

#include <QSet>

namespace syncline::wentback
{
  namespace
  {
    using Contents = QMap<RelPath, Sha1>;

    //! Without those of which one of two lists says nothing that can be relied on, whatever another list says of them.
    Contents without( const QStringList &unreadable, Contents contents )
    {
      const QSet<QString> names( unreadable.begin(), unreadable.end() );
      for ( auto one = contents.begin(); one != contents.end(); )
        one = names.contains( one.key().toString() ) ? contents.erase( one ) : std::next( one );
      return contents;
    }
  } // namespace

  bool isAnotherPast( const ProjectInfo &info, const Folder &folder )
  {
    if ( info.summary.version != folder.metadata().identity.version )
      return info.summary.version < folder.metadata().identity.version;
    const EngineState &known = folder.state();
    if ( known.version != info.summary.version || known.project != info.summary.id )
      return false; // another client wrote the metadata, and no list of that version is here
    Contents listed;
    for ( const ServerFile &file : info.files )
      listed.insert( file.path, file.checksum );
    Contents before;
    for ( const BaseEntry &entry : known.serverFiles )
      before.insert( entry.path, entry.checksum );
    const QStringList unreadable = info.unsafePaths + known.heldBack;
    return without( unreadable, listed ) != without( unreadable, before );
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
      const bool isUnreadable = info.unsafePaths.contains( known.key().toString() );
      if ( isUnreadable || ( same != onServer.constEnd() && *same == known->checksum ) )
        ++known;
      else
        known = metadata.files.erase( known );
    }
    SYNCLINE_CHECK( writeWhole( folder.disk(), folder.paths().metadataPath(), metadata.toJson() ) );
    return folder.load();
  }
} // namespace syncline::wentback
