// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakemergeddiffs.h"

#include "core/gpkg/changesetops.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QUuid>

#include <algorithm>

namespace syncline::fake
{
  namespace
  {
    constexpr int BLOCKS[] = { 64, 16, 4 }; // the longest first

    //! Versions first to last.
    struct Block
    {
        int first = 0;
        int last = 0;
    };

    //! The longest aligned block that starts at \a first and ends by \a to; one version when there is none.
    Block blockAt( int first, int to )
    {
      for ( const int size : BLOCKS )
      {
        if ( ( first - 1 ) % size == 0 && first + size - 1 <= to )
          return { first, first + size - 1 };
      }
      return { first, first };
    }

    //! Always the same for the same block of the same file, and like nobody's.
    QString idOf( const Project &project, const QString &path, Block block )
    {
      const QString what =
        QStringLiteral( "%1 %2 %3 %4" ).arg( project.id, path ).arg( block.first ).arg( block.last );
      return QStringLiteral( "%1-diff-%2" )
        .arg( path, QUuid::createUuidV5( QUuid(), what ).toString( QUuid::WithoutBraces ) );
    }

    QList<QByteArray> blobsIn( const Project &project, const QString &path, Block block )
    {
      QList<QByteArray> blobs;
      for ( int number = block.first; number <= block.last; ++number )
        for ( const FileChange &change : project.versions[number].changes )
          if ( change.path == path && change.diff )
            blobs.append( change.diff->blob );
      return blobs;
    }

    QByteArray concatenated( ContentStore &content, const QList<QByteArray> &blobs )
    {
      const QTemporaryDir folder;
      QStringList files;
      for ( const QByteArray &blob : blobs )
      {
        const QByteArray bytes = content.read( blob );
        if ( bytes.isEmpty() ) // nothing changed there
          continue;
        files.append( folder.filePath( QString::number( files.size() ) ) );
        QFile file( files.last() );
        if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() )
          return {};
      }
      if ( files.isEmpty() )
        return content.put( QByteArray() ).key;
      QString whole = files.first();
      if ( files.size() > 1 )
      {
        whole = folder.filePath( QStringLiteral( "whole" ) );
        if ( !concat( files, whole, ImpossiblePairs::DropBoth ) )
          return {};
      }
      QFile made( whole );
      return made.open( QIODevice::ReadOnly ) ? content.put( made.readAll() ).key : QByteArray();
    }
  } // namespace

  QStringList mergedDiffs( const Project &project, const QString &path, const QList<DiffStep> &chain,
                           int since, int to )
  {
    QStringList ids;
    int done = 0;
    for ( int first = since + 1; first <= to && done < chain.size(); )
    {
      const Block block = blockAt( first, to );
      QStringList within;
      for ( ; done < chain.size() && chain.at( done ).version <= block.last; ++done )
        within.append( chain.at( done ).id );
      if ( within.size() > 1 )
        ids.append( idOf( project, path, block ) );
      else
        ids += within;
      first = block.last + 1;
    }
    return ids;
  }

  std::optional<QByteArray> mergedDiffBlob( ContentStore &content, const Project &project, const QString &id )
  {
    QSet<QString> paths;
    for ( const ProjectVersion &version : project.versions )
      for ( const FileChange &change : version.changes )
        if ( change.diff && id.startsWith( change.path + QStringLiteral( "-diff-" ) ) )
          paths.insert( change.path );
    for ( const QString &path : std::as_const( paths ) )
      for ( const int size : BLOCKS )
        for ( int first = 1; first + size - 1 <= project.latest(); first += size )
        {
          const Block block{ first, first + size - 1 };
          if ( idOf( project, path, block ) == id )
            return concatenated( content, blobsIn( project, path, block ) );
        }
    return std::nullopt;
  }
} // namespace syncline::fake
