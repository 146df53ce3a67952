// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/serverrows.h"

#include "core/base/logging.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/livedatabase.h"
#include "core/project/asciijson.h"
#include "core/sync/serverdiffs.h"
#include "core/sync/tablerows.h"

#include <QJsonArray>
#include <QTemporaryDir>

namespace syncline
{
  namespace
  {
    const QString CACHE = QStringLiteral( "serverrows.json" );

    //! An answer of an earlier look, as it is kept: between these two contents of this file.
    QString keyOf( const ServerFile &file, const Sha1 &base )
    {
      return base.toString() + QLatin1Char( ' ' ) + file.checksum.toString() + QLatin1Char( ' ' ) +
             file.path.toString();
    }

    class Counting
    {
      public:
        Counting( const Folder &folder, const Stager::Tools &tools, CancelToken cancel )
          : mFolder( folder )
          , mTools( tools )
          , mCancel( std::move( cancel ) )
        {
        }

        [[nodiscard]] Result<RowsOnServer> run( const QList<ServerFile> &updated,
                                                const ProjectSummary &server )
        {
          const QString path = mFolder.paths().enginePath( CACHE );
          const Result<QByteArray> bytes = readSmallFile( mTools.disk, path );
          const Result<QJsonObject> kept =
            bytes ? jsonObjectFrom( *bytes, path ) : tl::unexpected<Error>( bytes.error() );
          QList<ServerFile> unknown;
          for ( const ServerFile &file : updated )
          {
            const QString key = keyOf( file, mFolder.base().value( file.path ).checksum );
            if ( kept && kept->contains( key ) )
              take( file, key, kept->value( key ).toArray() );
            else
              unknown.append( file );
          }
          if ( !unknown.isEmpty() )
            SYNCLINE_CHECK( ask( unknown, server ) );
          if ( !unknown.isEmpty() ) // an answer that cannot be kept is asked for again, no more
            (void)writeWhole( mTools.disk, path, toAsciiJson( mAnswers ) );
          return mFound;
        }

      private:
        void take( const ServerFile &file, const QString &key, const QJsonArray &tables )
        {
          QList<TableRows> rows;
          for ( const QJsonValue &value : tables )
          {
            const QJsonArray table = value.toArray();
            rows.append( { table.at( 0 ).toString(), toInteger( table.at( 1 ) ).value_or( 0 ),
                           toInteger( table.at( 2 ) ).value_or( 0 ),
                           toInteger( table.at( 3 ) ).value_or( 0 ) } );
          }
          mAnswers.insert( key, tables );
          if ( rows.isEmpty() )
            mFound.uncounted.append( file.path.toString() );
          else
            mFound.rows.insert( file.path.toString(), rows );
        }

        [[nodiscard]] Result<void> ask( const QList<ServerFile> &unknown, const ProjectSummary &server )
        {
          const ProjectIdentity &identity = mFolder.metadata().identity;
          ServerDiffs source( mTools, { identity.id, server.name } );
          const Result<ServerDiffs::Answer> answer =
            source.ask( unknown, mFolder.base(), { identity.version, server.version }, mCancel );
          if ( mCancel.isCanceled() )
            return fail( ErrorKind::Canceled );
          for ( const ServerFile &file : unknown )
          {
            const Result<QList<TableRows>> rows =
              answer ? countedBy( source, file, answer->chains.value( file.path ) )
                     : tl::unexpected<Error>( answer.error() );
            if ( mCancel.isCanceled() )
              return fail( ErrorKind::Canceled );
            // What failed on the way, or for want of room beside other files, is asked for again at the next look.
            const bool isFinal = rows ? !rows->isEmpty() || mBytes == 0
                                      : mBytes == 0 && rows.error().kind == ErrorKind::MalformedReply;
            QJsonArray tables;
            for ( const TableRows &table : rows ? *rows : QList<TableRows>() )
              tables.append( QJsonArray{ table.table, table.inserted, table.updated, table.deleted } );
            const QString key = keyOf( file, mFolder.base().value( file.path ).checksum );
            take( file, key, tables );
            if ( !isFinal )
              mAnswers.remove( key );
          }
          return {};
        }

        [[nodiscard]] Result<QList<TableRows>> countedBy( ServerDiffs &source, const ServerFile &file,
                                                          const QList<DiffLink> &chain )
        {
          const QTemporaryDir scratch; // of the system: to look at a project writes nothing of it
          if ( !scratch.isValid() )
            return fail( ErrorKind::LocalIo, scratch.errorString() );
          QStringList changesets;
          for ( DiffLink link : chain )
          {
            link.mostBytes = qMin( link.mostBytes, MAX_COUNTED_BYTES - mBytes );
            if ( link.sizeBytes > link.mostBytes )
              return QList<TableRows>();
            const QString to = scratch.filePath( QString::number( changesets.size() ) );
            SYNCLINE_TRY( bytes, source.fetch( file.path, link, to, mCancel ) );
            mBytes += bytes;
            SYNCLINE_TRY( isAny, hasChanges( to ) );
            if ( isAny )
              changesets.append( to );
          }
          if ( changesets.isEmpty() )
            return QList<TableRows>();
          if ( changesets.size() == 1 )
            return rowsChangedBy( changesets.first() );
          const QString together = scratch.filePath( QStringLiteral( "all" ) );
          SYNCLINE_CHECK( concat( changesets, together, ImpossiblePairs::DropBoth ) );
          return rowsChangedBy( together );
        }

        const Folder &mFolder;
        Stager::Tools mTools;
        CancelToken mCancel;
        RowsOnServer mFound;
        QJsonObject mAnswers;
        qint64 mBytes = 0;
    };
  } // namespace

  Result<RowsOnServer> rowsOnServer( const Folder &folder, const Stager::Tools &tools,
                                     const ServerUpdates &updates, const CancelToken &cancel )
  {
    return Counting( folder, tools, cancel ).run( updates.files, updates.server );
  }
} // namespace syncline
