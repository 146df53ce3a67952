// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/pushbody.h"

#include <QJsonArray>
#include <QUuid>

namespace syncline::endpoints
{
  namespace
  {
    QJsonObject toJson( const UploadItem &item )
    {
      return { { QStringLiteral( "path" ), item.path.toString() },
               { QStringLiteral( "size" ), item.sizeBytes },
               { QStringLiteral( "checksum" ), item.checksum.toString() } };
    }

    QJsonObject toJson( const UploadDiff &diff )
    {
      return { { QStringLiteral( "path" ), diff.path },
               { QStringLiteral( "size" ), diff.sizeBytes },
               { QStringLiteral( "checksum" ), diff.checksum.toString() } };
    }

    QJsonArray removalsToJson( const QList<UploadItem> &items )
    {
      QJsonArray array;
      for ( const UploadItem &item : items )
        array.append( toJson( item ) );
      return array;
    }

    QJsonArray uploadsToJson( const QList<UploadItem> &items )
    {
      QJsonArray array;
      for ( const UploadItem &item : items )
      {
        QJsonArray chunks;
        for ( const ChunkId &chunk : item.chunks )
          chunks.append( chunk.toString() );
        QJsonObject object = toJson( item );
        object.insert( QStringLiteral( "chunks" ),
                       chunks ); // without it the server fails at the end and stays locked
        if ( !item.diff.isEmpty() )
          object.insert( QStringLiteral( "diff" ), toJson( item.diff ) );
        array.append( object );
      }
      return array;
    }
  } // namespace

  QString newDiffName( const RelPath &file )
  {
    return QStringLiteral( "%1-diff-%2" )
      .arg( file.toString(), QUuid::createUuid().toString( QUuid::WithoutBraces ) );
  }

  QJsonObject pushBody( Version base, const PushChanges &changes )
  {
    const QJsonObject lists{ { QStringLiteral( "added" ), uploadsToJson( changes.added ) },
                             { QStringLiteral( "updated" ), uploadsToJson( changes.updated ) },
                             { QStringLiteral( "removed" ), removalsToJson( changes.removed ) } };
    return { { QStringLiteral( "version" ), base.toString() }, { QStringLiteral( "changes" ), lists } };
  }
} // namespace syncline::endpoints
